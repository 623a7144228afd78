//! Another contractor is contacted: in place of those engaged, or beside them.

use super::{Decision, guard};
use crate::ids::AssignmentId;
use crate::ticket::assignment::Assignment;
use crate::ticket::engagement::{MOST_CONTRACTORS, Others};
use crate::ticket::event::TicketEvent;
use crate::ticket::kind::{Mission, TicketType};
use crate::ticket::parts::EngagedContractor;
use crate::ticket::refusal::{Refusal, Whom};
use crate::ticket::state::Ticket;
use crate::ticket::step_code::StepCode;

impl Ticket {
    /// With nobody engaged any more, the type stays as it is.
    pub(super) fn engage(
        &self,
        assignment: AssignmentId,
        contractor: &EngagedContractor,
        others: Option<Others>,
    ) -> Decision {
        if self.assignment(assignment).is_some() {
            return Ok(vec![]);
        }
        let opening = self.opening.as_ref().ok_or(Refusal::TicketNotOpened)?;
        let mission = opening.ticket_type.mission();
        let mission = mission.ok_or(Refusal::RequestPending)?;
        guard::can_be_engaged(contractor, mission, Whom::Contractor)?;
        let mut events = match others {
            _ if self.active_assignment().is_none() => vec![],
            None => return Err(Refusal::ContractorAlreadyEngaged),
            Some(Others::Replace) => self.active_assignments().map(called_off).collect(),
            Some(Others::Keep) => {
                not_too_many(self.active_assignments().count() + 1)?;
                become_several(opening.ticket_type)
            }
        };
        events.push(engaged(mission, (assignment, contractor)));
        Ok(events)
    }
}

/// The agency goes on without them: a quote that was received is refused, anything else is cancelled.
pub(super) fn called_off(part: &Assignment) -> TicketEvent {
    let assignment = part.id;
    let cancelled = TicketEvent::AssignmentCancelled {
        assignment,
        reason: None,
    };
    match part.step_code() {
        StepCode::QuoteReceived
        | StepCode::QuoteInApproval
        | StepCode::QuoteDisapproved
        | StepCode::QuoteApproved => match &part.offer {
            Some(offer) => TicketEvent::QuoteRefused {
                assignment,
                version: offer.version,
                reason: None,
            },
            None => cancelled,
        },
        StepCode::AwaitingAnswer
        | StepCode::QuoteRequested
        | StepCode::QuotePromised
        | StepCode::QuoteAccepted
        | StepCode::QuoteRefused
        | StepCode::Planned
        | StepCode::OnSite
        | StepCode::AwaitingCompletion
        | StepCode::Completed
        | StepCode::InvoiceRequested
        | StepCode::Invoiced
        | StepCode::Declined
        | StepCode::Cancelled => cancelled,
    }
}

fn become_several(from: TicketType) -> Vec<TicketEvent> {
    let to = match from {
        TicketType::ServiceOrder => TicketType::ServiceOrders,
        TicketType::Quote => TicketType::Quotes,
        // Nobody is engaged on a request.
        TicketType::Pending | TicketType::ServiceOrders | TicketType::Quotes => return vec![],
    };
    vec![TicketEvent::TicketTypeChanged { from, to }]
}

pub(super) fn engaged(
    mission: Mission,
    (assignment, contractor): (AssignmentId, &EngagedContractor),
) -> TicketEvent {
    TicketEvent::ContractorEngaged {
        assignment,
        contractor: contractor.clone(),
        generation: 1,
        mission,
    }
}

pub(super) fn not_too_many(contractors: usize) -> Result<(), Refusal> {
    let at_most = MOST_CONTRACTORS;
    (contractors <= at_most)
        .then_some(())
        .ok_or(Refusal::TooManyContractors { at_most })
}
