//! What may happen next? Mostly what makes sense at this step, sometimes anything at all by anybody.

use super::act::{Act, Begin, Move, Policy, Shown, When};
use super::anything::anything;
use super::cast::{Part, Party, Reach, Who};
use super::reference::{PartState, Reference, Request};
use super::world::Decider;
use crate::ticket::{Mission, Others, StepCode as S};
use proptest::prelude::*;
use std::cell::Cell;

/// Minutes between two acts: mostly within the day, now and then a week.
const WAITS: [u16; 12] = [1, 1, 5, 15, 30, 60, 180, 600, 1_440, 1_500, 4_320, 10_080];
pub(super) const EUROS: [u32; 4] = [90, 180, 1_450, 900];

/// Draws from numbers, the smaller the simpler.
pub(super) struct Draw(Cell<u64>);

impl Draw {
    pub(super) fn one<T: Copy>(&self, of: &[T]) -> T {
        let (number, count) = (self.0.get(), of.len() as u64);
        self.0.set(number / count);
        of[(number % count) as usize]
    }

    pub(super) fn when(&self) -> When {
        When {
            in_days: self.one(&[1, 2, 0, 4, -1]),
            hour: self.one(&[9, 14]),
            minutes: self.one(&[60, 90]),
        }
    }

    pub(super) fn begin(&self) -> Begin {
        Begin {
            mission: self.one(&[Mission::ServiceOrder, Mission::Quote]),
            contractors: self.one(&[1, 2, 1, 2, 3]),
            silent: self.one(&[false, false, false, true]),
        }
    }
}

/// What one must know of a ticket to guess what comes next.
#[derive(Clone)]
pub(super) struct Glance {
    opened: bool,
    pending: bool,
    closed: bool,
    /// With the version of the quote that counts.
    parts: Vec<(Part, S, u16)>,
    pub(super) askings: u8,
    /// Those who may decide in this building.
    deciders: &'static [Decider],
    /// Minutes until the next deadline comes.
    due_in: Option<u16>,
}

impl Glance {
    fn of(state: &Reference) -> Self {
        let part = |known: &PartState| {
            let version = known.offer.map_or(1, |offer| offer.version);
            (known.part, known.step, version)
        };
        Self {
            opened: state.kind.is_some(),
            pending: state.request == Request::Pending,
            closed: state.closed,
            parts: state.parts.iter().map(part).collect(),
            askings: u8::try_from(state.askings.len()).unwrap(),
            deciders: deciders(state),
            due_in: due_in(state),
        }
    }

    pub(super) fn last_asking(&self) -> u8 {
        self.askings.saturating_sub(1)
    }

    fn decider(&self, draw: &Draw) -> Decider {
        let usual = draw.one(self.deciders);
        draw.one(&[usual, usual, draw.one(&Decider::ALL)])
    }

    /// Somebody who is not engaged yet, if there is one.
    pub(super) fn next_part(&self, draw: &Draw) -> Part {
        let engaged = |part: &Part| self.parts.iter().any(|known| known.0 == *part);
        let free: Vec<Part> = Part::ALL
            .into_iter()
            .filter(|part| !engaged(part))
            .collect();
        draw.one(if free.is_empty() { &Part::ALL } else { &free })
    }
}

fn deciders(state: &Reference) -> &'static [Decider] {
    match (state.is_gerance(), state.world.has_president) {
        (true, _) => &[Decider::Landlord],
        (false, true) => &[Decider::President],
        (false, false) => &[Decider::Member, Decider::Stranger],
    }
}

fn due_in(state: &Reference) -> Option<u16> {
    let due = state.deadlines().first()?.at - state.now;
    u16::try_from(due.num_minutes()).ok()
}

pub(super) fn next_move(state: &Reference) -> BoxedStrategy<Move> {
    let glance = Glance::of(state);
    (0..100_u8, any::<u64>(), 0..WAITS.len(), 0..12_u8)
        .prop_map(move |(kind, number, wait, luck)| {
            let draw = Draw(Cell::new(number));
            let (who, act) = match kind {
                0..=64 => usual(&glance, &draw),
                65..=84 => beside(&glance, &draw),
                _ => anything(&glance, &draw),
            };
            // Now and then somebody answers as soon as they are asked.
            let soon = glance.due_in.filter(|_| (7..11).contains(&luck));
            Move {
                after_minutes: soon.map_or(WAITS[wait], |due| due.saturating_add(1)),
                outage: luck == 11,
                who,
                act,
            }
        })
        .boxed()
}

/// The usual next thing.
fn usual(glance: &Glance, draw: &Draw) -> (Who, Act) {
    if !glance.opened {
        let submitted = (Who::Requester, Act::Submit);
        let opened = (Who::Manager, Act::Open(draw.begin()));
        return draw.one(&[opened, opened, submitted]);
    }
    if glance.closed {
        let allowed = draw.one(&[true, true, true, false]);
        let again = (Who::Manager, Act::Reopen { allowed });
        return draw.one(&[again, (Who::Manager, Act::Note)]);
    }
    if glance.pending {
        let validated = (Who::Manager, Act::Validate(draw.begin()));
        let dismissed = (Who::Manager, Act::Dismiss);
        return draw.one(&[&[validated; 9][..], &[dismissed]].concat());
    }
    if glance.parts.is_empty() {
        return beside(glance, draw);
    }
    let (part, step, version) = draw.one(&glance.parts);
    let contractor = draw.one(&[Who::Contractor(part), Who::Contractor(part), Who::Manager]);
    match step {
        S::AwaitingAnswer => (contractor, answered(part, draw)),
        S::QuoteRequested | S::QuotePromised => (contractor, priced(part, draw)),
        S::QuoteReceived | S::QuoteDisapproved | S::QuoteApproved => {
            to_decide(glance, (part, version), draw)
        }
        S::QuoteInApproval => in_approval(glance, (part, version), draw),
        S::QuoteAccepted => accepted(contractor, part, draw),
        S::Planned => planned(contractor, part, draw),
        S::OnSite | S::AwaitingCompletion => at_work(contractor, part, draw),
        S::Completed | S::InvoiceRequested | S::Invoiced => paid(contractor, part, draw),
        S::QuoteRefused | S::Declined | S::Cancelled => {
            let engaged = Act::Engage(glance.next_part(draw), Some(Others::Replace));
            draw.one(&[(Who::Manager, engaged), (Who::Manager, Act::Acknowledge)])
        }
    }
}

fn answered(part: Part, draw: &Draw) -> Act {
    let accepted = Act::Accept(part, draw.when());
    draw.one(&[accepted, accepted, accepted, Act::Decline(part)])
}

fn priced(part: Part, draw: &Draw) -> Act {
    let file = draw.one(&[None, None, None, Some(1), Some(2)]);
    let quoted = Act::Quote(part, draw.one(&EUROS), file);
    let promised = Act::Promise(part, draw.one(&[None, Some(3), Some(-1)]));
    draw.one(&[quoted, quoted, quoted, quoted, promised, Act::Decline(part)])
}

fn to_decide(glance: &Glance, (part, version): (Part, u16), draw: &Draw) -> (Who, Act) {
    let asked = Act::AskApproval {
        nth: glance.askings,
        whom: glance.decider(draw),
        informed: draw.one(&[false, true]),
    };
    let another = Act::Quote(part, draw.one(&EUROS), None);
    draw.one(&[
        (Who::Manager, Act::AcceptQuote(part, version)),
        (Who::Manager, Act::AcceptQuote(part, version)),
        (Who::Manager, asked),
        (Who::Manager, asked),
        (Who::Manager, asked),
        (Who::Manager, Act::RefuseQuote(part, version)),
        (Who::Contractor(part), another),
        (
            Who::Manager,
            Act::Engage(glance.next_part(draw), Some(Others::Keep)),
        ),
    ])
}

fn in_approval(glance: &Glance, (part, version): (Part, u16), draw: &Draw) -> (Who, Act) {
    // Now and then whoever was asked before.
    let last = glance.last_asking();
    let nth = draw.one(&[last, last, last, last.saturating_sub(1)]);
    let approver = draw.one(&[Who::Approver(nth), Who::Approver(nth), Who::Manager]);
    let asked = Act::AskApproval {
        nth: glance.askings,
        whom: glance.decider(draw),
        informed: false,
    };
    draw.one(&[
        (approver, Act::Approve(nth, part, version)),
        (approver, Act::Approve(nth, part, version)),
        (approver, Act::Disapprove(nth)),
        (Who::Manager, Act::RemindApprover(nth)),
        (Who::Manager, asked),
        (Who::Manager, Act::Cancel(part)),
    ])
}

fn accepted(contractor: Who, part: Part, draw: &Draw) -> (Who, Act) {
    let proposed = (contractor, Act::Propose(part, draw.when()));
    let signed = (Who::Manager, Act::SendSigned(part, draw.one(&[1, 2])));
    draw.one(&[proposed, proposed, proposed, signed])
}

fn planned(contractor: Who, part: Part, draw: &Draw) -> (Who, Act) {
    let when = draw.when();
    draw.one(&[
        (contractor, Act::OnSite(part)),
        (contractor, Act::OnSite(part)),
        (contractor, Act::Done(part, 0, None)),
        (contractor, Act::Done(part, 0, None)),
        (contractor, Act::Late(part, draw.one(&[30, 90, -10]))),
        (contractor, Act::MoveVisit(part, when)),
        (contractor, Act::Impossible(part)),
        (contractor, Act::CancelSlot(part)),
        (contractor, Act::Propose(part, when)),
        (Who::Manager, Act::Postpone(part, when)),
        (Who::Manager, Act::Confirm(part)),
        (Who::Manager, Act::AskQuote(part)),
        (Who::Manager, Act::Quote(part, draw.one(&EUROS), None)),
    ])
}

fn at_work(contractor: Who, part: Part, draw: &Draw) -> (Who, Act) {
    let when = draw.when();
    let invoice = draw.one(&[None, None, Some(180)]);
    let done = Act::Done(part, draw.one(&[0, -1, 0, 1]), invoice);
    draw.one(&[
        (contractor, done),
        (contractor, done),
        (contractor, done),
        (contractor, Act::Longer(part, when)),
        (contractor, Act::AnotherVisit(part, when)),
        (contractor, Act::FindQuoteNecessary(part)),
        (Who::Manager, Act::AskQuote(part)),
        (Who::Manager, Act::Quote(part, draw.one(&EUROS), None)),
    ])
}

fn paid(contractor: Who, part: Part, draw: &Draw) -> (Who, Act) {
    let sent = Act::Invoice(part, draw.one(&EUROS));
    draw.one(&[
        (Who::Manager, Act::AskInvoice(part)),
        (contractor, sent),
        (contractor, sent),
        (Who::Manager, Act::RejectInvoice(part)),
        (Who::Manager, Act::Close),
    ])
}

/// What goes on beside the steps.
fn beside(glance: &Glance, draw: &Draw) -> (Who, Act) {
    let part = draw.one(&Part::ALL);
    let others = draw.one(&[
        Some(Others::Keep),
        Some(Others::Keep),
        Some(Others::Replace),
        None,
    ]);
    let engaged = (Who::Manager, Act::Engage(glance.next_part(draw), others));
    let party = any_party(glance, draw);
    let file = draw.one(&[1, 2, 3]);
    let shown = draw.one(&[Shown::Nobody, Shown::Everybody, Shown::To(part)]);
    let policy = draw.one(&[Policy::Usual, Policy::Brisk, Policy::Off]);
    draw.one(&[
        engaged,
        engaged,
        (Who::Manager, Act::Acknowledge),
        (Who::Manager, Act::Acknowledge),
        (Who::Manager, Act::Message(party)),
        (writer(party), Act::Write(party)),
        (Who::Manager, Act::Attach(file, shown)),
        (Who::Contractor(part), Act::Attach(file, shown)),
        (Who::Manager, Act::Remind(part)),
        (Who::Manager, Act::Cancel(part)),
        (Who::Manager, Act::SetPolicy(policy)),
        (Who::Manager, Act::Silent(draw.one(&[true, false]))),
        (
            Who::Manager,
            Act::ChangeDetails(part, draw.one(&Reach::ALL), draw.one(&[false, true])),
        ),
        (Who::System, Act::DeliveryFails(part)),
        (Who::System, Act::OldDeadline(draw.one(&[0, 1, 2, 3, 4, 5]))),
        (Who::Contractor(part), Act::Read(part)),
        (Who::Manager, Act::Inform(draw.one(&[1, 2, 0]))),
    ])
}

/// Whoever writes by their own link, or somebody of the agency who was told.
fn writer(party: Party) -> Who {
    match party {
        Party::Contractor(part) => Who::Contractor(part),
        Party::Requester => Who::Requester,
        Party::Approver(nth) => Who::Approver(nth),
        Party::Landlord | Party::SiteContact => Who::Manager,
    }
}

pub(super) fn any_party(glance: &Glance, draw: &Draw) -> Party {
    let part = draw.one(&Part::ALL[..4]);
    draw.one(&[
        Party::Contractor(part),
        Party::Requester,
        Party::Landlord,
        Party::SiteContact,
        Party::Approver(glance.last_asking()),
    ])
}
