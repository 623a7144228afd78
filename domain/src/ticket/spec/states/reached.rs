//! Where can a ticket stand? Every step of a contractor's part in every type of ticket where it occurs, and what comes before
//! and after.

use chrono::{DateTime, Utc};

use super::super::facts::*;
use super::super::lives::*;
use super::super::people::*;
use super::super::quote_lives::*;
use super::super::requests::*;
use crate::actor::Actor;
use crate::ids::MessageId;
use crate::ticket::*;
use crate::value::MessageText;

/// A ticket that is looked at, and when.
pub(super) struct Standing {
    pub(super) so_far: Vec<Fact>,
    pub(super) now: DateTime<Utc>,
}

pub(super) const TYPES: [TicketType; 4] = [
    TicketType::ServiceOrder,
    TicketType::ServiceOrders,
    TicketType::Quote,
    TicketType::Quotes,
];

/// The types of ticket on which a contractor's part can stand there.
pub(super) fn types_with(step: StepCode) -> Vec<TicketType> {
    let can = |of: &TicketType| life(*of, step).is_some();
    TYPES.into_iter().filter(can).collect()
}

/// The plumber's part stands at this step: as it usually does, and where a visit is planned also before it begins and when
/// presence has been asked for.
pub(super) fn at_step(of: TicketType, step: StepCode) -> Vec<Standing> {
    let Some(so_far) = life(of, step) else {
        return vec![];
    };
    let mut all = vec![];
    if step == StepCode::Planned {
        let asked = fact(thursday("08:45"), Actor::Timer, presence_requested(false));
        all.push(Standing {
            so_far: so_far.clone(),
            now: tuesday("17:00"),
        });
        all.push(Standing {
            so_far: [so_far.clone(), vec![asked]].concat(),
            now: thursday("08:50"),
        });
    }
    let now = friday("18:00");
    all.push(Standing { so_far, now });
    all
}

/// With a message that nobody has read.
fn unread(so_far: Vec<Fact>) -> Standing {
    let now = friday("18:00");
    let message = TicketEvent::MessageReceived {
        message: MessageId::new(id(0xE6)),
        from: Correspondent::Requester,
        subject: None,
        text: of_the_ticket(MessageText::parse("Et alors ?").unwrap()),
    };
    let so_far = then(so_far, now, Actor::Requester, message);
    Standing { so_far, now }
}

/// Closed while the plumber's part stood there.
fn closed_at(step: StepCode) -> Standing {
    let so_far = TYPES.into_iter().find_map(|of| life(of, step)).unwrap();
    let end = TicketEvent::TicketClosed { comment: None };
    let now = friday("18:00");
    let so_far = then(so_far, now, manager(), end);
    Standing { so_far, now }
}

/// A state of a ticket as a whole: a column of its table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    Unopened,
    Pending,
    Open(TicketType),
    Closed,
    Dismissed,
}

impl Whole {
    pub(super) const ALL: [Self; 8] = [
        Self::Unopened,
        Self::Pending,
        Self::Open(TicketType::ServiceOrder),
        Self::Open(TicketType::ServiceOrders),
        Self::Open(TicketType::Quote),
        Self::Open(TicketType::Quotes),
        Self::Closed,
        Self::Dismissed,
    ];

    /// What such a ticket looks like, besides where its parts stand.
    pub(super) fn standings(self) -> Vec<Standing> {
        let now = friday("18:00");
        match self {
            Self::Unopened => vec![Standing {
                so_far: vec![],
                now,
            }],
            Self::Pending => {
                let so_far = requested();
                vec![unread(so_far.clone()), Standing { so_far, now }]
            }
            Self::Open(of) => {
                let mission = of.mission().into_iter();
                mission.map(|mission| unread(begun(of, mission))).collect()
            }
            Self::Closed => StepCode::ALL.into_iter().map(closed_at).collect(),
            Self::Dismissed => vec![unread(dismissed())],
        }
    }
}

/// The facts that lead there; none where a part of such a ticket never stands there.
pub(super) fn life(of: TicketType, step: StepCode) -> Option<Vec<Fact>> {
    let mission = of.mission()?;
    let Some((before, what)) = last_facts(step, mission) else {
        return (step == first(mission)).then(|| begun(of, mission));
    };
    Some([life(of, before)?, what].concat())
}

fn first(mission: Mission) -> StepCode {
    match mission {
        Mission::ServiceOrder => StepCode::AwaitingAnswer,
        Mission::Quote => StepCode::QuoteRequested,
    }
}

/// On Monday at nine; a file of the plumber's is there.
fn begun(of: TicketType, mission: Mission) -> Vec<Fact> {
    let opening = Opening {
        ticket_type: of,
        ..the_opening()
    };
    let opened = TicketEvent::TicketOpened(Box::new(opening));
    let sent = |assignment, contractor| TicketEvent::ContractorEngaged {
        assignment,
        contractor,
        generation: 1,
        mission,
    };
    let mut so_far = vec![opened, sent(PLUMBER, the_plumber())];
    if of.engages_several() {
        so_far.push(sent(LOCKSMITH, the_locksmith()));
    }
    let facts = so_far.into_iter();
    facts
        .map(|event| fact(monday("09:00"), manager(), event))
        .chain([attached(monday("09:30"))])
        .collect()
}

/// The step before, and what led on from there.
fn last_facts(step: StepCode, mission: Mission) -> Option<(StepCode, Vec<Fact>)> {
    use StepCode as S;
    let one = |before, at, by, event| Some((before, vec![fact(at, by, event)]));
    match step {
        S::AwaitingAnswer | S::QuoteRequested => None,
        S::QuotePromised => one(
            S::QuoteRequested,
            monday("10:00"),
            plumber(),
            quote_promised(None),
        ),
        S::QuoteReceived => {
            let received = quote_received(1, the_quote());
            one(S::QuoteRequested, tuesday("10:00"), plumber(), received)
        }
        S::QuoteInApproval => {
            let asked = approval_requested(vec![of_plumber(1)]);
            one(S::QuoteReceived, tuesday("11:00"), manager(), asked)
        }
        S::QuoteDisapproved => one(
            S::QuoteInApproval,
            tuesday("14:00"),
            approver(),
            quotes_disapproved(),
        ),
        S::QuoteApproved => one(
            S::QuoteInApproval,
            tuesday("14:00"),
            approver(),
            quote_approved(PLUMBER, 1),
        ),
        S::QuoteAccepted => one(
            S::QuoteReceived,
            tuesday("15:00"),
            manager(),
            quote_accepted(1),
        ),
        S::QuoteRefused => one(
            S::QuoteReceived,
            tuesday("15:00"),
            manager(),
            quote_refused_of(PLUMBER, 1),
        ),
        S::Planned => match mission {
            Mission::ServiceOrder => one(
                S::AwaitingAnswer,
                monday("11:00"),
                plumber(),
                accepted(on_thursday()),
            ),
            Mission::Quote => one(
                S::QuoteAccepted,
                tuesday("16:00"),
                plumber(),
                slot_proposed(on_thursday()),
            ),
        },
        S::OnSite => {
            let answer = presence_answered(PresenceAnswer::OnSite);
            let asked = fact(thursday("08:45"), Actor::Timer, presence_requested(false));
            Some((
                S::Planned,
                vec![asked, fact(thursday("09:02"), plumber(), answer)],
            ))
        }
        S::AwaitingCompletion => one(
            S::OnSite,
            thursday("10:40"),
            Actor::Timer,
            completion_requested(false),
        ),
        S::Completed => one(
            S::AwaitingCompletion,
            thursday("11:00"),
            plumber(),
            completion_reported(THURSDAY),
        ),
        S::InvoiceRequested => one(
            S::Completed,
            friday("09:00"),
            manager(),
            invoice_requested(),
        ),
        S::Invoiced => one(
            S::InvoiceRequested,
            friday("16:00"),
            plumber(),
            invoice_received(the_invoice()),
        ),
        S::Declined => one(
            first(mission),
            monday("11:00"),
            plumber(),
            assignment_declined(),
        ),
        S::Cancelled => one(
            first(mission),
            monday("11:00"),
            manager(),
            assignment_cancelled(),
        ),
    }
}
