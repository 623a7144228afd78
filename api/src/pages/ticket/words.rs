//! What happened, in words that a manager reads, and what was said about it?

use domain::personal::Personal;
use domain::ticket::{
    Channel, Mission, NotFinished, PresenceAnswer, ReminderTrigger, TicketEvent as E, Undelivered,
    Watcher,
};
use domain::value::{ShortText, Slot};

use super::desk::Desk;
use super::log::party;
use super::page::reminder_code;
use super::quote_words::{approval_words, quote_words};
use super::reminding::policy;
use crate::pages::money;
use crate::pages::people;
use crate::pages::say::Say;
use crate::pages::when::Moments;
use crate::text::{self, Language};

/// A heading, and a text below it that may be empty.
pub type Words = (String, String);

/// The heading that a fact has under its own name.
pub(super) fn plain(t: Language, fact: &E) -> String {
    t.say(&format!("log-{}", fact.name()))
}

/// What happened, and what was said about it.
pub fn words(desk: &Desk<'_>, fact: &E) -> Words {
    let t = desk.t;
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the facts about a contractor's part have their own words"
    )]
    match fact {
        E::TicketOpened(opening) => {
            let key = if opening.silent {
                "log-TicketOpened-silent"
            } else {
                "log-TicketOpened"
            };
            (t.say(key), opening.subject.to_string())
        }
        E::RequestSubmitted(request) => {
            let said = format!("{}\n{}", request.subject, request.description);
            (plain(t, fact), said)
        }
        E::RequestDismissed { reason } => (plain(t, fact), reason.to_string()),
        E::DetailsAmended { subject, .. } => (plain(t, fact), subject.to_string()),
        E::TicketClosed { comment } => (plain(t, fact), said(comment)),
        E::TicketReopened { reason } => (plain(t, fact), reason.to_string()),
        E::SiteContactSet { .. }
        | E::WatchersSet { .. }
        | E::ReminderPolicySet { .. }
        | E::AttachmentAdded { .. }
        | E::TicketTransferred { .. }
        | E::TicketTypeChanged { .. }
        | E::TimeSpentRecorded { .. }
        | E::NotificationFailed(_) => (setting_words(desk, fact), String::new()),
        E::MessageSent { .. } | E::MessageReceived { .. } | E::ThirdPartyInformed { .. } => {
            conversation_words(desk, fact)
        }
        E::ApprovalRequested { .. }
        | E::ApproverReminded { .. }
        | E::QuoteApproved { .. }
        | E::QuotesDisapproved { .. } => approval_words(desk, fact),
        other => part_words(&desk.moments, other),
    }
}

/// What was set, and to what.
fn setting_words(desk: &Desk<'_>, fact: &E) -> String {
    let t = desk.t;
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "`words` sends only these here"
    )]
    match fact {
        E::SiteContactSet {
            contact: Some(contact),
        } => t.with(
            "log-SiteContactSet",
            "who",
            people::name(&contact.person.details),
        ),
        E::SiteContactSet { contact: None } => t.say("log-SiteContactRemoved"),
        E::WatchersSet { watchers } => watchers_words(t, watchers),
        E::ReminderPolicySet { policy: set } => t.with(
            "log-ReminderPolicySet",
            "policy",
            policy(t, set, desk.is_priced()),
        ),
        E::AttachmentAdded { attachment } => {
            t.with("log-AttachmentAdded", "name", &attachment.name)
        }
        E::TicketTransferred { to } => t.with(
            "log-TicketTransferred",
            "who",
            people::colleague_name(desk.staff, *to, t),
        ),
        E::TicketTypeChanged { from, to } => {
            let types = [
                ("from", from.acronym().to_owned()),
                ("to", to.acronym().to_owned()),
            ];
            text::text(t, "log-TicketTypeChanged", &types)
        }
        E::TimeSpentRecorded { seconds } => {
            t.with("log-TimeSpentRecorded", "minutes", seconds / 60)
        }
        E::NotificationFailed(failure) => failure_words(desk, failure),
        other => plain(t, other),
    }
}

fn watchers_words(t: Language, watchers: &[Watcher]) -> String {
    if watchers.is_empty() {
        return t.say("log-WatchersRemoved");
    }
    let names: Vec<&str> = watchers
        .iter()
        .map(|w| people::name(&w.person.details))
        .collect();
    t.with("log-WatchersSet", "who", names.join(", "))
}

fn failure_words(desk: &Desk<'_>, failure: &Undelivered) -> String {
    let who = people::on_ticket(desk.ticket, &failure.recipient)
        .map(people::name)
        .unwrap_or_default();
    let channel = match failure.channel {
        Channel::Email => desk.t.say("channel-email"),
        Channel::Sms => desk.t.say("channel-sms"),
    };
    let words = match failure.reason.as_str() {
        "unconfirmed" => "log-NotificationFailed-unconfirmed",
        _ => "log-NotificationFailed",
    };
    text::text(
        desk.t,
        words,
        &[("who", who.to_owned()), ("channel", channel)],
    )
}

/// What was written, to whom or by whom.
fn conversation_words(desk: &Desk<'_>, fact: &E) -> Words {
    let t = desk.t;
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "`words` sends only these here"
    )]
    match fact {
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
        other => (plain(t, other), String::new()),
    }
}

/// What happened on one contractor's part. It holds nothing that the contractor may not read.
pub fn part_words(moments: &Moments, fact: &E) -> Words {
    let t = moments.t;
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other facts need no more than their name"
    )]
    match fact {
        E::ContractorEngaged {
            contractor,
            mission,
            ..
        } => {
            let instructions = contractor
                .instructions
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
            (
                t.with(
                    match mission {
                        Mission::ServiceOrder => "log-ContractorEngaged",
                        Mission::Quote => "log-ContractorEngaged-quote",
                    },
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
        E::OrderAccepted { .. }
        | E::SlotProposed { .. }
        | E::SlotPostponed { .. }
        | E::SlotCancelled { .. }
        | E::PresenceAnswered { .. }
        | E::CompletionReported { .. }
        | E::CompletionDenied { .. } => visit_words(moments, fact),
        E::AssignmentDeclined { reason, .. } => (plain(t, fact), reason.to_string()),
        E::AssignmentCancelled { reason, .. } => (plain(t, fact), said(reason)),
        E::QuoteFoundNecessary { comment, .. } | E::InvoiceRequested { comment, .. } => {
            (plain(t, fact), said(comment))
        }
        E::QuoteRequested { .. }
        | E::QuotePromised { .. }
        | E::QuoteReceived { .. }
        | E::QuoteReplaced { .. }
        | E::QuoteAccepted { .. }
        | E::QuoteRefused { .. }
        | E::SignedQuoteSent { .. } => quote_words(moments, fact),
        E::InvoiceRejected { comment, .. } => (plain(t, fact), comment.to_string()),
        E::InvoiceReceived { comment, .. } => (invoice_words(t, fact), said(comment)),
        E::ReminderSent {
            reminder, trigger, ..
        } => {
            let what = t.say(&format!("log-ReminderSent-{}", reminder_code(*reminder)));
            (reminder_words(t, what, *trigger), String::new())
        }
        E::TimerLapsed { timer } => (
            t.with(
                "log-TimerLapsed",
                "what",
                t.say(&format!("timer-{}", timer.kind.code())),
            ),
            String::new(),
        ),
        other => (plain(t, other), String::new()),
    }
}

/// When somebody comes, came or comes again.
fn visit_words(moments: &Moments, fact: &E) -> Words {
    let t = moments.t;
    let slotted = |key: &str, slot: &Slot| t.with(key, "slot", moments.slot(slot));
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "`part_words` sends only these here"
    )]
    match fact {
        E::OrderAccepted { slot, comment, .. } => {
            (slotted("log-OrderAccepted", slot), said(comment))
        }
        E::SlotProposed { slot, comment, .. } => (slotted("log-SlotProposed", slot), said(comment)),
        E::SlotPostponed { slot, reason, .. } => (slotted("log-SlotPostponed", slot), said(reason)),
        E::SlotCancelled { reason, .. } => (plain(t, fact), reason.to_string()),
        E::PresenceAnswered {
            answer, comment, ..
        } => presence_words(moments, answer, said(comment)),
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
        other => (plain(t, other), String::new()),
    }
}

fn presence_words(moments: &Moments, answer: &PresenceAnswer, comment: String) -> Words {
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

fn invoice_words(t: Language, fact: &E) -> String {
    let E::InvoiceReceived { invoice, .. } = fact else {
        return plain(t, fact);
    };
    let amount = money::euros(invoice.amount.cents());
    match &invoice.number {
        None => t.with("log-InvoiceReceived", "amount", amount),
        Some(number) => {
            let values = [("number", number.to_string()), ("amount", amount)];
            text::text(t, "log-InvoiceReceivedNumbered", &values)
        }
    }
}

fn reminder_words(t: Language, what: String, trigger: ReminderTrigger) -> String {
    match trigger {
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
    }
}

pub(super) fn said(comment: &Option<Personal<ShortText>>) -> String {
    comment
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default()
}
