//! How does a ticket become what its requester may see of it?

use domain::ticket::{Addressee, Ticket, TicketEvent as E, Viewer};
use infra::directory::Agency;
use infra::log::RecordedEvent;
use projections::ticket_page::{Milestone, Reached, follow_up};

use super::view::{FollowPage, StepView};
use crate::json::requester::Requester;
use crate::pages::files::Files;
use crate::pages::link::opened::agency_view;
use crate::pages::link::view::Exchange;
use crate::pages::say::Say;
use crate::pages::ticket::page::address;
use crate::pages::when::Moments;
use crate::problem::Problem;

/// The page. `done`: what was just sent.
pub fn page(
    requester: &Requester,
    agency: &Agency,
    moments: &Moments,
    token: &str,
    done: Option<&str>,
    events: &[RecordedEvent],
) -> Result<FollowPage, Problem> {
    let (t, ticket, opening) = (moments.t, &requester.ticket, requester.opening()?);
    let steps = follow_up(ticket);
    let state = state(ticket, &steps);
    let original = opening.original_description.as_ref();
    Ok(FollowPage {
        t,
        agency: agency_view(agency),
        number: opening.number.to_string(),
        subject: opening.subject.to_string(),
        property: opening.property.name.clone(),
        address: address(&opening.property),
        thanks: done
            .map(|done| t.maybe(&format!("follow-done-{done}")))
            .unwrap_or_default(),
        state: t.say(&format!("follow-{state}")),
        lead: t.maybe(&format!("follow-{state}-lead")),
        reason: ticket
            .dismissal()
            .map(ToString::to_string)
            .unwrap_or_default(),
        steps: steps.iter().map(|step| shown(moments, step)).collect(),
        asked_on: moments.at(opening.requested_at),
        description: original.map(ToString::to_string).unwrap_or_default(),
        message: if ticket.is_closed() {
            String::new()
        } else {
            format!("/d/{token}/message")
        },
        again: format!("/d/{token}/request"),
        files: Files::of(t, ticket, Viewer::Requester, &format!("/d/{token}/files")),
        exchanges: events
            .iter()
            .rev()
            .filter_map(|event| exchange(agency, moments, event))
            .collect(),
    })
}

/// Its name in the catalogue (`follow-…`).
fn state(ticket: &Ticket, steps: &[Reached]) -> &'static str {
    if ticket.is_pending() {
        return "pending";
    }
    let last = steps.iter().rev().find(|step| step.reached);
    match last.map(|step| step.milestone) {
        Some(Milestone::ContractorAsked) => "asked",
        Some(Milestone::Visit) => "visit",
        Some(Milestone::Done) => "done",
        Some(Milestone::Dismissed) => "dismissed",
        Some(Milestone::Closed) => "closed",
        Some(Milestone::Received) | None => "received",
    }
}

fn shown(moments: &Moments, step: &Reached) -> StepView {
    StepView {
        label: moments
            .t
            .say(&format!("follow-step-{}", step.milestone.code())),
        when: step
            .slot
            .as_ref()
            .map(|slot| moments.slot(slot))
            .unwrap_or_default(),
        reached: step.reached,
    }
}

/// What the requester and the agency told each other, newest first.
fn exchange(agency: &Agency, moments: &Moments, recorded: &RecordedEvent) -> Option<Exchange> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what is not said to the requester stays with the agency"
    )]
    let (inward, title, text) = match recorded.ticket_event()? {
        E::MessageSent {
            to: Addressee::Requester,
            subject,
            text,
            ..
        } => (false, subject.to_string(), text.to_string()),
        E::MessageReceived {
            from: Addressee::Requester,
            subject,
            text,
            ..
        } => {
            let subject = subject.as_ref().map(ToString::to_string);
            (true, subject.unwrap_or_default(), text.to_string())
        }
        _ => return None,
    };
    Some(Exchange {
        side: if inward { "out" } else { "in" },
        when: moments.at(recorded.metadata.at),
        who: if inward {
            moments.t.say("follow-you")
        } else {
            agency.name.clone()
        },
        title,
        text,
    })
}
