//! What happened, in words that a manager reads, and what was said about it?

use domain::personal::Personal;
use domain::ticket::{Channel, NotFinished, PresenceAnswer, ReminderTrigger, TicketEvent as E};
use domain::value::ShortText;

use super::desk::Desk;
use super::log::party;
use crate::pages::money;
use crate::pages::people;
use crate::pages::say::Say;
use crate::pages::when::Moments;
use crate::text;

/// What happened, and what was said about it.
pub fn words(desk: &Desk<'_>, fact: &E) -> (String, String) {
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
