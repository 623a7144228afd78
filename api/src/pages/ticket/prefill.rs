//! What does a form hold before anybody types?

use chrono::{Datelike, Days, Weekday};
use domain::ticket::{Action, Channels};
use domain::value::ReminderPolicy;

use super::act::Act;
use super::desk::Desk;
use crate::pages::field::Typed;
use crate::pages::people;
use crate::pages::say::Say;

/// What a form holds before anybody types: what is known already, and sensible presets.
pub fn prefill(act: Act, desk: &Desk<'_>) -> Typed {
    let mut typed = Typed::default();
    match act {
        Act::Part(action) => prefill_part(action, desk, &mut typed),
        Act::Engage => typed.set("contractor.channels", "email"),
        Act::Message => {
            if let Some(part) = desk.part {
                typed.set("to", format!("contractor:{}", part.id));
            }
            typed.set("subject", desk.opening.subject.to_string());
        }
        Act::Inform => typed.set("text", prepared(desk)),
        Act::Amend => {
            typed.set("subject", desk.opening.subject.to_string());
            typed.set("description", desk.opening.description.to_string());
        }
        Act::SiteContact => {
            if let Some(contact) = &desk.opening.site_contact {
                fill_person(&mut typed, "", &contact.person.details, contact.channels);
                typed.set(
                    "comment",
                    contact
                        .comment
                        .as_ref()
                        .map(ToString::to_string)
                        .unwrap_or_default(),
                );
            }
        }
        Act::Watchers => {
            for (n, watcher) in desk.opening.watchers.iter().enumerate() {
                fill_person(
                    &mut typed,
                    &format!("watchers[{n}]."),
                    &watcher.person.details,
                    watcher.channels,
                );
            }
        }
        Act::Reminders => fill_policy(&mut typed, &desk.opening.reminder_policy),
        Act::AskApproval => {
            typed.add("channels", "email");
            let first = desk.asking.and_then(|asking| asking.people.first());
            if let Some(first) = first {
                typed.set("approver", first.id.to_string());
            }
        }
        Act::Approve => {
            let open = desk.ticket.open_approval();
            let quotes = open.map(|open| open.request.quotes.as_slice());
            if let Some([one]) = quotes {
                typed.set("quote", format!("{}/{}", one.assignment, one.version));
            }
        }
        Act::Disapprove
        | Act::RemindApprover
        | Act::Validate
        | Act::Dismiss
        | Act::Note
        | Act::Transfer
        | Act::Close
        | Act::Reopen
        | Act::SilentOn
        | Act::SilentOff => {}
    }
    typed
}

fn prefill_part(action: Action, desk: &Desk<'_>, typed: &mut Typed) {
    match action {
        Action::AcceptOrder | Action::ProposeSlot | Action::PostponeSlot => {
            next_morning(desk, typed)
        }
        Action::AnswerPresence | Action::DenyCompletion => {
            next_morning(desk, typed);
            typed.set("answer", "on-site");
            typed.set("next", "new-end");
            present_slot(desk, typed);
        }
        Action::ReportCompletion => {
            typed.set("completed_on", desk.moments.date_value(desk.moments.now))
        }
        Action::ChangeContactDetails => {
            if let Some(part) = desk.part {
                fill_person(
                    typed,
                    "contractor.",
                    &part.contractor.details,
                    part.contractor.channels,
                );
            }
        }
        Action::Decline
        | Action::PromiseQuote
        | Action::SubmitQuote
        | Action::RequestQuote
        | Action::AcceptQuote
        | Action::RefuseQuote
        | Action::SendSignedQuote
        | Action::CancelSlot
        | Action::ConfirmSlot
        | Action::ReportQuoteNecessary
        | Action::RequestInvoice
        | Action::SubmitInvoice
        | Action::RejectInvoice
        | Action::RemindNow
        | Action::CancelAssignment => {}
    }
}

/// The next working morning at nine, for two hours.
fn next_morning(desk: &Desk<'_>, typed: &mut Typed) {
    let tomorrow = desk.moments.today() + Days::new(1);
    let sunday = tomorrow.weekday() == Weekday::Sun;
    let day = if sunday {
        tomorrow + Days::new(1)
    } else {
        tomorrow
    };
    typed.set("slot.date", day.format("%Y-%m-%d").to_string());
    typed.set("slot.time", "09:00");
    typed.set("slot.minutes", "120");
}

fn present_slot(desk: &Desk<'_>, typed: &mut Typed) {
    if let Some(visit) = desk.part.and_then(|part| part.step.visit()) {
        typed.set(
            "slot.date",
            visit.slot.local_start().format("%Y-%m-%d").to_string(),
        );
        typed.set(
            "slot.time",
            visit.slot.local_start().format("%H:%M").to_string(),
        );
        typed.set("slot.minutes", visit.slot.minutes().to_string());
    }
}

pub fn fill_person(
    typed: &mut Typed,
    prefix: &str,
    details: &domain::personal::Personal<domain::ticket::PersonDetails>,
    channels: Channels,
) {
    typed.set(&format!("{prefix}name"), people::name(details));
    typed.set(&format!("{prefix}email"), people::email(details));
    typed.set(&format!("{prefix}phone"), people::phone(details));
    for (ticked, channel) in [(channels.email, "email"), (channels.sms, "sms")] {
        if ticked {
            typed.add(&format!("{prefix}channels"), channel);
        }
    }
}

pub fn fill_policy(typed: &mut Typed, policy: &ReminderPolicy) {
    for (of, cadence) in [("quote", policy.quote()), ("invoice", policy.invoice())] {
        typed.set(
            &format!("{of}.every_days"),
            cadence.every_days().to_string(),
        );
        typed.set(&format!("{of}.at_most"), cadence.at_most().to_string());
    }
    typed.set("visit_hours", policy.visit_hours().to_string());
}

/// What a third party is told at this step.
fn prepared(desk: &Desk<'_>) -> String {
    let step = desk
        .part
        .map_or("cancelled", |part| part.step_code().code());
    let slot = desk
        .part
        .and_then(|part| part.step.visit())
        .map(|visit| desk.moments.slot(&visit.slot));
    desk.t
        .with(&format!("inform-{step}"), "slot", slot.unwrap_or_default())
}
