//! A ticket is opened and its contractor is engaged.

use super::{Decision, guard};
use crate::ids::AssignmentId;
use crate::metadata::CommandContext;
use crate::ticket::event::TicketEvent;
use crate::ticket::parts::{EngagedContractor, Module, Opening};
use crate::ticket::refusal::{Refusal, Whom};
use crate::ticket::state::Ticket;

impl Ticket {
    pub(super) fn open(
        &self,
        opening: &Opening,
        assignment: AssignmentId,
        contractor: &EngagedContractor,
        context: &CommandContext,
    ) -> Decision {
        if self.opening.is_some() {
            return Err(Refusal::TicketAlreadyOpened);
        }
        if !guard::is_staff(context) {
            return Err(Refusal::ActorNotAllowed);
        }
        with_contractor(opening, assignment, contractor, context)
    }

    /// Contacts another contractor. A service order has one contractor at a time.
    pub(super) fn engage(
        &self,
        assignment: AssignmentId,
        contractor: &EngagedContractor,
        replace: bool,
    ) -> Decision {
        if self.assignment(assignment).is_some() {
            return Ok(vec![]);
        }
        guard::told(&contractor.details, contractor.channels, Whom::Contractor)?;
        if !replace && self.active_assignment().is_some() {
            return Err(Refusal::ContractorAlreadyEngaged);
        }
        let replaced = self.assignments.iter().filter(|other| other.is_active());
        let mut events: Vec<_> = replaced
            .map(|other| TicketEvent::AssignmentCancelled {
                assignment: other.id,
                reason: None,
            })
            .collect();
        events.push(TicketEvent::ContractorEngaged {
            assignment,
            contractor: contractor.clone(),
            generation: 1,
        });
        Ok(events)
    }
}

/// A ticket begins, whether somebody opened it or a request was validated.
pub(super) fn with_contractor(
    opening: &Opening,
    assignment: AssignmentId,
    contractor: &EngagedContractor,
    context: &CommandContext,
) -> Decision {
    check(opening, context)?;
    guard::told(&contractor.details, contractor.channels, Whom::Contractor)?;
    Ok(vec![
        TicketEvent::TicketOpened(Box::new(opening.clone())),
        TicketEvent::ContractorEngaged {
            assignment,
            contractor: contractor.clone(),
            generation: 1,
        },
    ])
}

fn check(opening: &Opening, context: &CommandContext) -> Result<(), Refusal> {
    if opening.property.module != opening.module {
        return Err(Refusal::PropertyOfAnotherModule);
    }
    if opening.landlord.is_some() && opening.module != Module::Gerance {
        return Err(Refusal::LandlordOutsideGerance);
    }
    if opening.requested_at > context.at {
        return Err(Refusal::RequestedInTheFuture);
    }
    if let Some(contact) = &opening.site_contact {
        guard::reachable(&contact.person.details, contact.channels, Whom::SiteContact)?;
    }
    for (nth, watcher) in opening.watchers.iter().enumerate() {
        guard::told(
            &watcher.person.details,
            watcher.channels,
            Whom::Watcher { nth },
        )?;
    }
    Ok(())
}
