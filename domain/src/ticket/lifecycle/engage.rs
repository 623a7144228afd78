//! Another contractor is contacted: in place of those engaged, or beside them.

use super::{Decision, guard};
use crate::ids::AssignmentId;
use crate::ticket::engagement::{MOST_CONTRACTORS, Others};
use crate::ticket::event::TicketEvent;
use crate::ticket::parts::{EngagedContractor, TicketType};
use crate::ticket::refusal::{Refusal, Whom};
use crate::ticket::state::Ticket;

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
        guard::told(&contractor.details, contractor.channels, Whom::Contractor)?;
        let mut events = match others {
            _ if self.active_assignment().is_none() => vec![],
            None => return Err(Refusal::ContractorAlreadyEngaged),
            Some(Others::Replace) => self.cancel_all(),
            Some(Others::Keep) => {
                not_too_many(self.active_assignments().count() + 1)?;
                self.become_several()?
            }
        };
        events.push(engaged((assignment, contractor)));
        Ok(events)
    }

    fn cancel_all(&self) -> Vec<TicketEvent> {
        self.active_assignments()
            .map(|other| TicketEvent::AssignmentCancelled {
                assignment: other.id,
                reason: None,
            })
            .collect()
    }

    fn become_several(&self) -> Decision {
        let opening = self.opening.as_ref().ok_or(Refusal::TicketNotOpened)?;
        let from = opening.ticket_type;
        Ok(match from {
            TicketType::ServiceOrder => vec![TicketEvent::TicketTypeChanged {
                from,
                to: TicketType::ServiceOrders,
            }],
            // Nobody is engaged on a request.
            TicketType::Pending | TicketType::ServiceOrders => vec![],
        })
    }
}

pub(super) fn engaged((assignment, contractor): (AssignmentId, &EngagedContractor)) -> TicketEvent {
    TicketEvent::ContractorEngaged {
        assignment,
        contractor: contractor.clone(),
        generation: 1,
    }
}

pub(super) fn not_too_many(contractors: usize) -> Result<(), Refusal> {
    let at_most = MOST_CONTRACTORS;
    (contractors <= at_most)
        .then_some(())
        .ok_or(Refusal::TooManyContractors { at_most })
}
