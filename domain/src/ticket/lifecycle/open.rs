//! A ticket is opened and its contractors are engaged.

use super::{Decision, engage, guard};
use crate::ids::AssignmentId;
use crate::metadata::CommandContext;
use crate::ticket::engagement::Engagement;
use crate::ticket::event::TicketEvent;
use crate::ticket::kind::{Mission, TicketType};
use crate::ticket::parts::{EngagedContractor, Module, Opening};
use crate::ticket::refusal::{Refusal, Whom};

/// A ticket begins, whether somebody opened it or a request was validated. Its type follows from what contractors are sent
/// for, and from how many.
pub(super) fn with_contractors(
    mission: Mission,
    opening: &Opening,
    first: (AssignmentId, &EngagedContractor),
    others: &[Engagement],
    context: &CommandContext,
) -> Decision {
    check(opening, context)?;
    guard::can_be_engaged(first.1, mission, Whom::Contractor)?;
    for (nth, other) in others.iter().enumerate() {
        guard::can_be_engaged(&other.contractor, mission, Whom::OtherContractor { nth })?;
    }
    let contractors = others.len() + 1;
    engage::not_too_many(contractors)?;
    let mut events = vec![TicketEvent::TicketOpened(Box::new(Opening {
        ticket_type: TicketType::of(mission, contractors),
        ..opening.clone()
    }))];
    events.push(engage::engaged(mission, first));
    let parts = others.iter().map(|o| (o.assignment, &o.contractor));
    events.extend(parts.map(|part| engage::engaged(mission, part)));
    Ok(events)
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
