//! How far has it come, as far as whoever asked for it may know? A simple line of steps; never who refused, nor what it costs.

use domain::ticket::{StepCode, Ticket};
use domain::value::Slot;

/// A step on the requester's line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Milestone {
    Received,
    ContractorAsked,
    Visit,
    Done,
    /// Nothing will be done.
    Dismissed,
    Closed,
}

impl Milestone {
    /// Stable code, as in the API and the translation catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::ContractorAsked => "contractor_asked",
            Self::Visit => "visit",
            Self::Done => "done",
            Self::Dismissed => "dismissed",
            Self::Closed => "closed",
        }
    }
}

/// A step, and whether it is behind us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    pub milestone: Milestone,
    pub reached: bool,
    /// When somebody comes, as agreed on.
    pub slot: Option<Slot>,
}

/// The line of steps, in order.
pub fn follow_up(ticket: &Ticket) -> Vec<Reached> {
    let step = |milestone, reached| Reached {
        milestone,
        reached,
        slot: None,
    };
    let received = step(Milestone::Received, true);
    if ticket.dismissal().is_some() {
        return vec![received, step(Milestone::Dismissed, true)];
    }
    let done = all_done(ticket);
    // Of several visits to come, the first.
    let visit = ticket
        .active_assignments()
        .filter_map(|part| part.step.visit())
        .filter(|_| !ticket.is_closed())
        .min_by_key(|visit| visit.slot.start());
    let mut steps = vec![
        received,
        step(Milestone::ContractorAsked, !ticket.assignments.is_empty()),
        Reached {
            milestone: Milestone::Visit,
            reached: done || visit.is_some(),
            slot: visit.map(|visit| visit.slot.clone()),
        },
        step(Milestone::Done, done),
    ];
    if ticket.is_closed() {
        // What was not reached never will be.
        steps.retain(|step| step.reached);
        steps.push(step(Milestone::Closed, true));
    }
    steps
}

/// Of several side by side, all who did not leave.
fn all_done(ticket: &Ticket) -> bool {
    let mut parts = ticket.assignments.iter().map(|part| part.step_code());
    if ticket.is_several() {
        let mut at_work = parts.filter(|step| !step.is_off()).peekable();
        at_work.peek().is_some() && at_work.all(is_done)
    } else {
        parts.any(is_done)
    }
}

fn is_done(step: StepCode) -> bool {
    matches!(
        step,
        StepCode::Completed | StepCode::InvoiceRequested | StepCode::Invoiced
    )
}
