//! What does the log say of each fact, in words that a manager reads?

use domain::actor::{Actor, OnBehalfOf};
use domain::metadata::Metadata;
use domain::personal::Personal;
use domain::ticket::{
    Addressee, Channel, NotFinished, PresenceAnswer, ReminderTrigger, Ticket, TicketEvent as E,
};
use domain::value::ShortText;
use infra::log::RecordedEvent;

use super::desk::Desk;
use super::view::{Day, Entry, Sent};
use crate::pages::money;
use crate::pages::people;
use crate::pages::say::Say;
use crate::pages::when::Moments;
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
        (_, Some(Addressee::Requester | Addressee::Landlord | Addressee::SiteContact)) => false,
    };
    !matches!(fact, E::TimeSpentRecorded { .. }) && about()
}

fn entry(desk: &Desk<'_>, fact: &E, metadata: &Metadata) -> Entry {
    let (title, remark) = words(desk, fact);
    let from_outside = matches!(metadata.actor, Actor::Contractor { .. } | Actor::Requester)
        || matches!(metadata.on_behalf_of, Some(OnBehalfOf::Contractor { .. }))
        || matches!(
            fact,
            E::NotificationFailed(_) | E::RemindersExhausted { .. }
        );
    let inner = matches!(fact, E::NoteAdded { .. });
    let kept_back = kept_back(fact);
    let html = match fact {
        E::NoteAdded { html, .. } => html
            .get()
            .map_or_else(|| html.to_string(), |html| html.as_str().to_owned()),
        _ => String::new(),
    };
    Entry {
        side: if from_outside {
            "in"
        } else if inner {
            "out inner"
        } else {
            "out"
        },
        icon: if kept_back { "mute" } else { icon(fact) },
        urgent: matches!(
            fact,
            E::NotificationFailed(_) | E::RemindersExhausted { .. }
        ),
        time: desk.moments.time(metadata.at),
        author: author(desk, fact, metadata),
        about: if kept_back {
            desk.t.say("log-kept-back")
        } else {
            String::new()
        },
        title,
        text: remark,
        html,
        sent: Vec::new(),
    }
}

fn kept_back(fact: &E) -> bool {
    match fact {
        E::OnSitePresenceRequested { kept_back, .. }
        | E::CompletionRequested { kept_back, .. }
        | E::ReminderSent { kept_back, .. } => *kept_back,
        _ => false,
    }
}

fn icon(fact: &E) -> &'static str {
    match fact {
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
        E::ReminderSent { .. }
        | E::OnSitePresenceRequested { .. }
        | E::CompletionRequested { .. } => "bell",
        E::CompletionReported { .. } => "done",
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
        Actor::Requester => t.say("by-requester"),
        Actor::Timer => t.say("by-timer"),
        Actor::System => t.say("by-system"),
    }
}

/// Who of the contractor's people answered.
pub fn signed_by(fact: &E) -> Option<&Personal<ShortText>> {
    match fact {
        E::OrderAccepted { signed_by, .. }
        | E::AssignmentDeclined { signed_by, .. }
        | E::SlotProposed { signed_by, .. }
        | E::SlotCancelled { signed_by, .. }
        | E::PresenceAnswered { signed_by, .. }
        | E::CompletionReported { signed_by, .. }
        | E::CompletionDenied { signed_by, .. }
        | E::QuoteFoundNecessary { signed_by, .. }
        | E::InvoiceReceived { signed_by, .. } => signed_by.as_ref(),
        _ => None,
    }
}

/// What happened, and what was said about it.
fn words(desk: &Desk<'_>, fact: &E) -> (String, String) {
    let t = desk.t;
    let plain = || t.say(&format!("log-{}", fact.name()));
    match fact {
        E::TicketOpened(opening) if opening.silent => (
            t.say("log-TicketOpened-silent"),
            opening.subject.to_string(),
        ),
        E::TicketOpened(opening) => (plain(), opening.subject.to_string()),
        E::DetailsAmended { subject, .. } => (plain(), subject.to_string()),
        E::SiteContactSet { contact: None } => (t.say("log-SiteContactRemoved"), String::new()),
        E::SiteContactSet {
            contact: Some(contact),
        } => (
            t.with(
                "log-SiteContactSet",
                "who",
                people::name(&contact.person.details),
            ),
            String::new(),
        ),
        E::WatchersSet { watchers } if watchers.is_empty() => {
            (t.say("log-WatchersRemoved"), String::new())
        }
        E::WatchersSet { watchers } => {
            let names: Vec<&str> = watchers
                .iter()
                .map(|w| people::name(&w.person.details))
                .collect();
            (
                t.with("log-WatchersSet", "who", names.join(", ")),
                String::new(),
            )
        }
        E::ReminderPolicySet { policy } => (
            t.with(
                "log-ReminderPolicySet",
                "policy",
                super::page::policy(t, policy),
            ),
            String::new(),
        ),
        E::AttachmentAdded { attachment } => (
            t.with("log-AttachmentAdded", "name", &attachment.name),
            String::new(),
        ),
        E::MessageSent {
            to, subject, text, ..
        } => (
            t.with("log-MessageSent", "who", party(desk.ticket, to)),
            format!("{subject}\n{text}"),
        ),
        E::MessageReceived {
            from,
            subject,
            text,
            ..
        } => {
            let subject = subject
                .as_ref()
                .map(|subject| format!("{subject}\n"))
                .unwrap_or_default();
            (
                t.with("log-MessageReceived", "who", party(desk.ticket, from)),
                format!("{subject}{text}"),
            )
        }
        E::ThirdPartyInformed { persons, text, .. } => {
            let names: Vec<&str> = persons
                .iter()
                .map(|p| people::name(&p.person.details))
                .collect();
            (
                t.with("log-ThirdPartyInformed", "who", names.join(", ")),
                text.to_string(),
            )
        }
        E::TicketTransferred { to } => (
            t.with(
                "log-TicketTransferred",
                "who",
                people::colleague_name(desk.staff, *to, t),
            ),
            String::new(),
        ),
        E::TimeSpentRecorded { seconds } => (
            t.with("log-TimeSpentRecorded", "minutes", seconds / 60),
            String::new(),
        ),
        E::NotificationFailed(failure) => {
            let who = people::on_ticket(desk.ticket, &failure.recipient)
                .map_or_else(String::new, |d| people::name(d).to_owned());
            let channel = match failure.channel {
                Channel::Email => t.say("channel-email"),
                Channel::Sms => t.say("channel-sms"),
            };
            (
                text::text(
                    t,
                    "log-NotificationFailed",
                    &[("who", who), ("channel", channel)],
                ),
                String::new(),
            )
        }
        E::TicketClosed { comment } => (plain(), said(comment)),
        E::TicketReopened { reason } => (plain(), reason.to_string()),
        E::NoteAdded { .. }
        | E::SilentModeSwitchedOn
        | E::SilentModeSwitchedOff
        | E::AttentionAcknowledged => (plain(), String::new()),
        E::ContractorEngaged { .. }
        | E::ContactDetailsChanged { .. }
        | E::OrderRead { .. }
        | E::OrderAccepted { .. }
        | E::AssignmentDeclined { .. }
        | E::SlotProposed { .. }
        | E::SlotConfirmed { .. }
        | E::SlotPostponed { .. }
        | E::SlotCancelled { .. }
        | E::OnSitePresenceRequested { .. }
        | E::PresenceAnswered { .. }
        | E::CompletionRequested { .. }
        | E::CompletionReported { .. }
        | E::CompletionDenied { .. }
        | E::QuoteFoundNecessary { .. }
        | E::InvoiceRequested { .. }
        | E::InvoiceReceived { .. }
        | E::InvoiceRejected { .. }
        | E::ReminderSent { .. }
        | E::RemindersExhausted { .. }
        | E::TimerLapsed { .. }
        | E::AssignmentCancelled { .. } => part_words(&desk.moments, fact),
    }
}

/// What happened on one contractor's part.
pub fn part_words(moments: &Moments, fact: &E) -> (String, String) {
    let t = moments.t;
    let plain = || t.say(&format!("log-{}", fact.name()));
    let slotted = |key: &str, slot| t.with(key, "slot", moments.slot(slot));
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "`words` names every fact and sends these here"
    )]
    match fact {
        E::ContractorEngaged { contractor, .. } => {
            let instructions = contractor
                .instructions
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
            (
                t.with(
                    "log-ContractorEngaged",
                    "who",
                    people::name(&contractor.details),
                ),
                instructions,
            )
        }
        E::ContactDetailsChanged { details, .. } => (
            t.with("log-ContactDetailsChanged", "who", people::name(details)),
            people::email(details).to_owned(),
        ),
        E::OrderAccepted { slot, comment, .. } => {
            (slotted("log-OrderAccepted", slot), said(comment))
        }
        E::SlotProposed { slot, comment, .. } => (slotted("log-SlotProposed", slot), said(comment)),
        E::SlotPostponed { slot, reason, .. } => (slotted("log-SlotPostponed", slot), said(reason)),
        E::AssignmentDeclined { reason, .. } | E::SlotCancelled { reason, .. } => {
            (plain(), reason.to_string())
        }
        E::AssignmentCancelled { reason, .. } => (plain(), said(reason)),
        E::PresenceAnswered {
            answer, comment, ..
        } => presence(moments, answer, said(comment)),
        E::CompletionReported {
            completed_on,
            comment,
            ..
        } => (
            t.with("log-CompletionReported", "on", moments.date(*completed_on)),
            said(comment),
        ),
        E::CompletionDenied {
            next: NotFinished::NewEnd { slot },
            comment,
            ..
        } => (
            t.with("log-CompletionDeniedNewEnd", "when", moments.at(slot.end())),
            said(comment),
        ),
        E::CompletionDenied {
            next: NotFinished::NewSlot { slot },
            comment,
            ..
        } => (slotted("log-CompletionDeniedNewSlot", slot), said(comment)),
        E::QuoteFoundNecessary { comment, .. } | E::InvoiceRequested { comment, .. } => {
            (plain(), said(comment))
        }
        E::InvoiceRejected { comment, .. } => (plain(), comment.to_string()),
        E::InvoiceReceived {
            invoice, comment, ..
        } => {
            let amount = money::euros(invoice.amount.cents());
            let title = match &invoice.number {
                None => t.with("log-InvoiceReceived", "amount", amount),
                Some(number) => text::text(
                    t,
                    "log-InvoiceReceivedNumbered",
                    &[("number", number.to_string()), ("amount", amount)],
                ),
            };
            (title, said(comment))
        }
        E::ReminderSent {
            reminder, trigger, ..
        } => {
            let what = t.say(&format!(
                "log-ReminderSent-{}",
                super::page::reminder_code(*reminder)
            ));
            let title = match trigger {
                ReminderTrigger::ByHand => what,
                ReminderTrigger::Due { nth, of } => text::text(
                    t,
                    "log-ReminderNth",
                    &[
                        ("what", what),
                        ("nth", nth.to_string()),
                        ("of", of.to_string()),
                    ],
                ),
            };
            (title, String::new())
        }
        E::TimerLapsed { timer } => (
            t.with(
                "log-TimerLapsed",
                "what",
                t.say(&format!("timer-{}", timer.kind.code())),
            ),
            String::new(),
        ),
        _ => (plain(), String::new()),
    }
}

fn presence(moments: &Moments, answer: &PresenceAnswer, comment: String) -> (String, String) {
    let t = moments.t;
    match answer {
        PresenceAnswer::OnSite => (t.say("log-PresenceOnSite"), comment),
        PresenceAnswer::Late { expected_at } => (
            t.with("log-PresenceLate", "when", moments.at(*expected_at)),
            comment,
        ),
        PresenceAnswer::Postponed { slot } => (
            t.with("log-PresencePostponed", "slot", moments.slot(slot)),
            comment,
        ),
        PresenceAnswer::Impossible { reason } => {
            (t.say("log-PresenceImpossible"), reason.to_string())
        }
    }
}

fn said(comment: &Option<Personal<ShortText>>) -> String {
    comment
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default()
}

/// The name of somebody of the ticket.
pub fn party(ticket: &Ticket, party: &Addressee) -> String {
    people::on_ticket(ticket, &party.clone().into())
        .map(people::name)
        .unwrap_or_default()
        .to_owned()
}
