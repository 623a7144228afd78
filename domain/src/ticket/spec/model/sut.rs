//! Does the product do what the reference says? Every act goes through the aggregate as it is stored and loaded.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::act::{Act, Move};
use super::cast::Part;
use super::invariants;
use super::props::Scene;
use super::reference::{Due, Fired, Outcome, Reference, Why};
use super::stored;
use crate::actor::Actor;
use crate::ids::{AssignmentId, CommandId};
use crate::metadata::CommandContext;
use crate::policy::occasion::Notice;
use crate::policy::who_is_told::who_is_told;
use crate::ticket::*;
use chrono::{DateTime, Duration, Utc};
use cqrs_es::Aggregate;
use cqrs_es::event_sink::EventSink;
use uuid::Uuid;

/// A ticket, and the same one as its stored events make it.
pub(super) struct Product {
    pub(super) ticket: Ticket,
    replayed: Ticket,
    /// The same one once everybody in it was erased.
    pub(super) erased: Ticket,
    now: DateTime<Utc>,
    nth: u128,
    /// Deadlines that fired, or were armed once.
    known: Vec<Timer>,
    fired: Vec<Timer>,
    /// Who is told of what came and of what was done.
    told: Vec<Notice>,
}

impl Product {
    pub(super) fn new(reference: &Reference) -> Self {
        Self {
            ticket: Ticket::default(),
            replayed: Ticket::default(),
            erased: Ticket::default(),
            now: reference.now,
            nth: 0,
            known: vec![],
            fired: vec![],
            told: vec![],
        }
    }

    /// Time goes by, then somebody acts; what comes of it is what the reference says.
    pub(super) fn follow(&mut self, step: &Move, reference: &Reference) {
        self.told.clear();
        let came = self.pass(step, reference.fired.len());
        assert_eq!(came, reference.fired, "which deadlines came, and when");
        self.nth += 1;
        let before = self.ticket.clone();
        let outcome = self.act(step, reference);
        assert_eq!(outcome, reference.outcome, "what came of it");
        if outcome != Outcome::Done {
            assert_eq!(self.ticket, before, "nothing has changed");
        }
        invariants::told(&self.told, reference);
    }

    fn act(&mut self, step: &Move, reference: &Reference) -> Outcome {
        let scene = Scene {
            world: reference.world,
            now: self.now,
            nth: self.nth,
        };
        if let Act::OldDeadline(nth) = step.act {
            return self.an_old_deadline(nth);
        }
        let command = step.act.command(scene).expect("a command");
        outcome(self.ask(step.who.actor(), command))
    }

    /// One that fired, or that is armed no longer, leads to nothing.
    fn an_old_deadline(&mut self, nth: u8) -> Outcome {
        let armed = self.ticket.deadlines();
        let is_armed = |timer: &&Timer| armed.iter().any(|due| due.timer == **timer);
        let mut old = self.known.iter().filter(|timer| !is_armed(timer));
        let timer = old.nth(usize::from(nth)).copied().unwrap_or(NEVER_ARMED);
        outcome(self.ask(Actor::Timer, TicketCommand::FireTimer { timer }))
    }

    /// Deadlines that come due fire at their time, or all at the end of an outage; no more of them than one too many.
    fn pass(&mut self, step: &Move, expected: usize) -> Vec<Fired> {
        let until = self.now + Duration::minutes(i64::from(step.after_minutes));
        let mut came = vec![];
        while let Some(next) = self.ticket.deadlines().first().cloned() {
            if next.due_at > until || came.len() > expected {
                break;
            }
            self.now = if step.outage {
                until
            } else {
                self.now.max(next.due_at)
            };
            let reminder = self.fire(next.timer);
            came.push(Fired {
                at: self.now,
                due: Due {
                    at: next.due_at,
                    part: Part::of(next.timer.assignment),
                    kind: next.timer.kind,
                },
                reminder,
            });
        }
        self.now = until;
        came
    }

    /// Which reminder it was, if it was one.
    fn fire(&mut self, timer: Timer) -> Option<(u8, u8)> {
        let command = TicketCommand::FireTimer { timer };
        let facts = self.ask(Actor::Timer, command.clone()).unwrap();
        assert_eq!(facts.len(), 1, "{timer} is armed");
        assert_eq!(self.ask(Actor::Timer, command), Ok(vec![]), "{timer} twice");
        assert!(!self.fired.contains(&timer), "{timer} fired before");
        self.fired.push(timer);
        if let TicketEvent::ReminderSent { trigger, .. } = &facts[0].fact
            && let ReminderTrigger::Due { nth, of } = trigger
        {
            return Some((*nth, *of));
        }
        None
    }

    /// Through the aggregate; what it stores is read back, and makes the same ticket.
    fn ask(&mut self, actor: Actor, command: TicketCommand) -> Result<Vec<Stamped>, Refusal> {
        let command_id = CommandId::new(super::act::fresh(self.nth));
        let context = CommandContext::new(command_id, actor, self.now);
        let sink = EventSink::default();
        let handled = self.ticket.handle(Ask { command, context }, &(), &sink);
        at_once(handled)?;
        let facts = at_once(sink.collect());
        for fact in &facts {
            self.replayed.apply(stored::read_back(fact));
            self.erased.apply(stored::erased(fact));
            let told = who_is_told(&fact.fact, &fact.stamp, &self.replayed);
            self.told.extend(told);
        }
        assert_eq!(self.replayed, self.ticket, "what was stored makes the same");
        for deadline in self.ticket.deadlines() {
            if !self.known.contains(&deadline.timer) {
                self.known.push(deadline.timer);
            }
        }
        Ok(facts)
    }
}

/// Nothing in the domain waits for anything.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).as_mut().poll(&mut context) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the domain waits for something"),
    }
}

const NEVER_ARMED: Timer = Timer {
    assignment: AssignmentId::new(Uuid::nil()),
    kind: TimerKind::AnswerReminder,
    ordinal: 1,
};

fn outcome(answer: Result<Vec<Stamped>, Refusal>) -> Outcome {
    match answer {
        Ok(facts) if facts.is_empty() => Outcome::Nothing,
        Ok(_) => Outcome::Done,
        Err(refusal) => Outcome::Refused(why(&refusal)),
    }
}

fn why(refusal: &Refusal) -> Why {
    let step = if let Refusal::StepDoesNotAllow { step } = refusal {
        Some(*step)
    } else {
        None
    };
    Why {
        code: refusal.code(),
        step,
    }
}
