//! What must be true of a ticket? Sentences of the form given / when / then, in one module a step.
//!
//! ```ignore
//! given(planned())
//!     .when(thursday("08:50"), plumber(), answer_presence(late_until(thursday("10:00"))))
//!     .then([presence_answered(late_until(thursday("10:00")))])
//!     .step(StepCode::Planned);
//! ```

pub(crate) mod acts;
pub(crate) mod facts;
pub(crate) mod lives;
mod model;
pub(crate) mod people;

mod approvals;
mod approvers;
mod awaiting_answer;
mod codes;
mod conversation;
mod details;
mod ended;
mod examples;
mod files;
mod invoice;
mod on_site;
mod opening;
mod order_to_quote;
mod planned;
mod quote_accepted;
mod quote_files;
pub(crate) mod quote_lives;
mod quotes;
mod reminders;
pub(crate) mod requests;
mod several;
mod several_quotes;
mod states;
mod visit_deadlines;
mod walks;
mod whose_words;

use chrono::{DateTime, Utc};

use super::{
    Decision, Refusal, Stamp, StepCode, Ticket, TicketCommand, TicketEvent, TimerKind, Urgency,
};
use crate::actor::Actor;
use crate::ids::CommandId;
use crate::metadata::CommandContext;
use facts::Fact;
use people::PLUMBER;

/// A ticket to which all this has happened.
pub(crate) fn given(facts: impl IntoIterator<Item = Fact>) -> Given {
    let mut ticket = Ticket::default();
    for fact in facts {
        ticket.evolve(&fact.fact, &fact.stamp);
    }
    Given { ticket }
}

pub(crate) struct Given {
    pub(crate) ticket: Ticket,
}

impl Given {
    /// Somebody asks for something.
    pub(crate) fn when(self, at: DateTime<Utc>, actor: Actor, command: TicketCommand) -> When {
        let context = CommandContext::new(CommandId::new(people::id(0xC0)), actor.clone(), at);
        let decision = self.ticket.decide(&command, &context);
        When {
            ticket: self.ticket,
            stamp: Stamp { at, by: actor },
            decision,
        }
    }
}

/// After all this, one of the plumber's deadlines comes.
pub(crate) fn comes(so_far: Vec<Fact>, at: DateTime<Utc>, kind: TimerKind, ordinal: u16) -> When {
    given(so_far).when(at, Actor::Timer, acts::fire(kind, ordinal))
}

/// What was decided, not yet compared.
pub(crate) struct When {
    ticket: Ticket,
    stamp: Stamp,
    decision: Decision,
}

impl When {
    #[track_caller]
    pub(crate) fn then(self, events: impl IntoIterator<Item = TicketEvent>) -> Then {
        let events: Vec<TicketEvent> = events.into_iter().collect();
        assert_eq!(self.decision.as_ref(), Ok(&events));
        let mut ticket = self.ticket;
        for event in &events {
            ticket.evolve(event, &self.stamp);
        }
        Then { ticket }
    }

    #[track_caller]
    pub(crate) fn then_nothing_happens(self) -> Then {
        self.then([])
    }

    #[track_caller]
    pub(crate) fn then_refused(self, why: Refusal) {
        assert_eq!(self.decision, Err(why));
    }

    #[track_caller]
    pub(crate) fn then_refused_at(self, step: StepCode) {
        self.then_refused(Refusal::StepDoesNotAllow { step });
    }

    pub(crate) fn decision(self) -> Decision {
        self.decision
    }
}

/// The ticket afterwards.
pub(crate) struct Then {
    pub(crate) ticket: Ticket,
}

impl Then {
    /// Where the plumber's part stands.
    #[track_caller]
    pub(crate) fn step(self, step: StepCode) -> Self {
        let assignment = self.ticket.assignment(PLUMBER).unwrap();
        assert_eq!(assignment.step_code(), step);
        self
    }

    #[track_caller]
    pub(crate) fn urgency(self, urgency: Urgency) -> Self {
        assert_eq!(self.ticket.urgency(), urgency);
        self
    }
}
