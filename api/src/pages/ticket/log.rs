//! What does the log say of each fact, in words that a manager reads?

use domain::actor::{Actor, OnBehalfOf};
use domain::ids::ApprovalId;
use domain::metadata::Metadata;
use domain::personal::Personal;
use domain::ticket::{Addressee, Ticket, TicketEvent as E};
use domain::value::ShortText;
use infra::log::RecordedEvent;

use super::desk::Desk;
use super::view::{Day, Entry, Sent};
use super::words::words;
use crate::pages::people;
use crate::pages::say::Say;
use crate::text;

/// What became of the messages of each fact: by its sequence.
pub type Sendings = std::collections::HashMap<u64, Vec<Sent>>;

/// The log, newest first, day by day. `only`: one party's exchanges.
pub fn days(
    desk: &Desk<'_>,
    events: &[RecordedEvent],
    sendings: &Sendings,
    only: Option<&Addressee>,
) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    let mut last = None;
    for recorded in events.iter().rev() {
        let Some(fact) = recorded.ticket_event().filter(|fact| is_shown(fact, only)) else {
            continue;
        };
        let mut entry = entry(desk, fact, &recorded.metadata);
        entry.sent = sendings
            .get(&recorded.sequence)
            .cloned()
            .unwrap_or_default();
        let at = recorded.metadata.at;
        if last.is_none_or(|before| !desk.moments.same_day(before, at)) {
            days.push(Day {
                label: desk.moments.day(at),
                entries: Vec::new(),
            });
        }
        last = Some(at);
        if let Some(day) = days.last_mut() {
            day.entries.push(entry);
        }
    }
    days
}

/// Time spent is a figure of the header, not news.
fn is_shown(fact: &E, only: Option<&Addressee>) -> bool {
    let about = || match (fact, only) {
        (_, None) => true,
        (E::MessageSent { to, .. }, Some(only)) => to == only,
        (E::MessageReceived { from, .. }, Some(only)) => from == only,
        (_, Some(Addressee::Contractor { assignment })) => fact.assignment() == Some(*assignment),
        (_, Some(Addressee::Approver { approval })) => asked_of(fact) == Some(*approval),
        (
            _,
            Some(
                Addressee::Requester
                | Addressee::Landlord
                | Addressee::President
                | Addressee::Tenant
                | Addressee::SiteContact,
            ),
        ) => false,
    };
    !matches!(fact, E::TimeSpentRecorded { .. }) && about()
}

/// The request to an approver that a fact is about.
#[expect(clippy::wildcard_enum_match_arm, reason = "few facts are about one")]
fn asked_of(fact: &E) -> Option<ApprovalId> {
    match fact {
        E::ApprovalRequested { request, .. } => Some(request.approval),
        E::ApproverReminded { approval }
        | E::QuoteApproved { approval, .. }
        | E::QuotesDisapproved { approval, .. } => Some(*approval),
        _ => None,
    }
}

fn entry(desk: &Desk<'_>, fact: &E, metadata: &Metadata) -> Entry {
    let (title, remark) = words(desk, fact);
    let failed = matches!(
        fact,
        E::NotificationFailed(_) | E::RemindersExhausted { .. }
    );
    let kept_back = kept_back(fact);
    #[expect(clippy::wildcard_enum_match_arm, reason = "only notes are HTML")]
    let note = match fact {
        E::NoteAdded { html, .. } => Some(html),
        _ => None,
    };
    Entry {
        side: match (note, failed || from_outside(metadata)) {
            (Some(_), _) => "out inner",
            (None, true) => "in",
            (None, false) => "out",
        },
        icon: if kept_back { "mute" } else { icon(fact) },
        urgent: failed,
        time: desk.moments.time(metadata.at),
        author: author(desk, fact, metadata),
        about: if kept_back {
            desk.t.say("log-kept-back")
        } else {
            whom(desk, fact, metadata)
        },
        title,
        text: remark,
        // Cleaned when it was written; an erased one says so.
        html: note.map(ToString::to_string).unwrap_or_default(),
        sent: Vec::new(),
    }
}

/// Of several contractors, the one concerned, unless they speak themselves.
fn whom(desk: &Desk<'_>, fact: &E, metadata: &Metadata) -> String {
    let part = fact.assignment().filter(|_| desk.ticket.engages_several());
    match (part, &metadata.actor) {
        (None, _) | (_, Actor::Contractor { .. }) => String::new(),
        (Some(assignment), _) => party(desk.ticket, &Addressee::Contractor { assignment }),
    }
}

/// Came in, or was told to somebody of the agency.
fn from_outside(metadata: &Metadata) -> bool {
    matches!(
        metadata.actor,
        Actor::Contractor { .. } | Actor::Requester | Actor::Approver { .. }
    ) || matches!(
        metadata.on_behalf_of,
        Some(OnBehalfOf::Contractor { .. } | OnBehalfOf::Requester | OnBehalfOf::Approver { .. })
    )
}

/// Silent mode kept the message back.
fn kept_back(fact: &E) -> bool {
    matches!(
        fact,
        E::OnSitePresenceRequested {
            kept_back: true,
            ..
        } | E::CompletionRequested {
            kept_back: true,
            ..
        } | E::ReminderSent {
            kept_back: true,
            ..
        }
    )
}

fn icon(fact: &E) -> &'static str {
    match fact {
        E::RequestSubmitted(_) => "in",
        E::RequestDismissed { .. } => "cross",
        E::TicketOpened(_) | E::TicketReopened { .. } => "plus",
        E::TicketClosed { .. } => "shut",
        E::SilentModeSwitchedOn | E::SilentModeSwitchedOff => "mute",
        E::MessageSent { .. } | E::MessageReceived { .. } | E::ThirdPartyInformed { .. } => "mail",
        E::NotificationFailed(_) | E::RemindersExhausted { .. } => "warn",
        E::NoteAdded { .. } | E::AttachmentAdded { .. } => "paper",
        E::ContractorEngaged { .. } => "send",
        E::OrderAccepted { .. }
        | E::SlotProposed { .. }
        | E::SlotConfirmed { .. }
        | E::SlotPostponed { .. }
        | E::PresenceAnswered { .. }
        | E::CompletionDenied { .. } => "calendar",
        E::AssignmentDeclined { .. } | E::SlotCancelled { .. } | E::AssignmentCancelled { .. } => {
            "cross"
        }
        E::QuoteRefused { .. } | E::QuotesDisapproved { .. } => "cross",
        E::ReminderSent { .. }
        | E::ApproverReminded { .. }
        | E::OnSitePresenceRequested { .. }
        | E::CompletionRequested { .. } => "bell",
        E::CompletionReported { .. } | E::QuoteAccepted { .. } | E::QuoteApproved { .. } => "done",
        E::QuoteRequested { .. } | E::ApprovalRequested { .. } | E::SignedQuoteSent { .. } => {
            "send"
        }
        E::QuoteReceived { .. } | E::QuoteReplaced { .. } => "euro",
        E::InvoiceRequested { .. } | E::InvoiceReceived { .. } | E::InvoiceRejected { .. } => {
            "euro"
        }
        E::OrderRead { .. } | E::AttentionAcknowledged => "eye",
        E::TicketTransferred { .. } => "next",
        E::DetailsAmended { .. }
        | E::SiteContactSet { .. }
        | E::WatchersSet { .. }
        | E::ReminderPolicySet { .. }
        | E::TimeSpentRecorded { .. }
        | E::ContactDetailsChanged { .. }
        | E::TicketTypeChanged { .. }
        | E::QuotePromised { .. }
        | E::QuoteFoundNecessary { .. } => "pencil",
        E::TimerLapsed { .. } => "wait",
    }
}

fn author(desk: &Desk<'_>, fact: &E, metadata: &Metadata) -> String {
    let contractor = |id| {
        desk.ticket
            .assignment(id)
            .map(|part| people::name(&part.contractor.details).to_owned())
            .unwrap_or_default()
    };
    let approver = |approval| party(desk.ticket, &Addressee::Approver { approval });
    let t = desk.t;
    match &metadata.actor {
        Actor::Staff { id } => {
            let name = people::colleague_name(desk.staff, *id, t);
            match &metadata.on_behalf_of {
                Some(OnBehalfOf::Contractor { assignment }) => text::text(
                    t,
                    "by-staff-for",
                    &[("name", name), ("whom", contractor(*assignment))],
                ),
                Some(OnBehalfOf::Staff { id }) => {
                    let whom = people::colleague_name(desk.staff, *id, t);
                    text::text(t, "by-staff-for", &[("name", name), ("whom", whom)])
                }
                Some(OnBehalfOf::Requester) => {
                    let whom = party(desk.ticket, &Addressee::Requester);
                    text::text(t, "by-staff-for", &[("name", name), ("whom", whom)])
                }
                Some(OnBehalfOf::Approver { approval }) => {
                    let whom = approver(*approval);
                    text::text(t, "by-staff-for", &[("name", name), ("whom", whom)])
                }
                None => name,
            }
        }
        Actor::Contractor { assignment } => match signed_by(fact) {
            Some(signed) => text::text(
                t,
                "by-contractor-signed",
                &[
                    ("signed", signed.to_string()),
                    ("name", contractor(*assignment)),
                ],
            ),
            None => contractor(*assignment),
        },
        Actor::Approver { approval } => approver(*approval),
        Actor::Requester => t.say("by-requester"),
        Actor::Timer => t.say("by-timer"),
        Actor::System => t.say("by-system"),
    }
}

/// Who of the contractor's people answered.
pub fn signed_by(fact: &E) -> Option<&Personal<ShortText>> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "only answers are signed")]
    match fact {
        E::OrderAccepted { signed_by, .. }
        | E::AssignmentDeclined { signed_by, .. }
        | E::SlotProposed { signed_by, .. }
        | E::SlotCancelled { signed_by, .. }
        | E::PresenceAnswered { signed_by, .. }
        | E::CompletionReported { signed_by, .. }
        | E::CompletionDenied { signed_by, .. }
        | E::QuoteFoundNecessary { signed_by, .. }
        | E::QuotePromised { signed_by, .. }
        | E::QuoteReceived { signed_by, .. }
        | E::QuoteReplaced { signed_by, .. }
        | E::QuoteApproved { signed_by, .. }
        | E::QuotesDisapproved { signed_by, .. }
        | E::InvoiceReceived { signed_by, .. } => signed_by.as_ref(),
        _ => None,
    }
}

/// The name of somebody of the ticket.
pub fn party(ticket: &Ticket, party: &Addressee) -> String {
    people::on_ticket(ticket, &party.clone().into())
        .map(people::name)
        .unwrap_or_default()
        .to_owned()
}
