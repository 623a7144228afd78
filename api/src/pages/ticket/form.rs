//! How is one action asked about, before anything leaves?

use domain::metadata::CommandContext;
use domain::ticket::Action;

use super::act::Act;
use super::desk::Desk;
use super::fields::fields;
use super::goes::goes;
use super::page::threshold;
use crate::pages::field::{Maker, Problems, Typed};
use crate::pages::form::Form;
use crate::pages::people;
use crate::pages::say::Say;
use crate::text;

/// The form of an action, with what was typed, what is wrong, and who will receive what.
pub fn action_form<'p>(
    act: Act,
    desk: &Desk<'_>,
    typed: &Typed,
    problems: &'p Problems,
    context: &CommandContext,
) -> Form<'p> {
    let t = desk.t;
    let slug = act.slug();
    let make = Maker { t, typed, problems };
    let (goes_title, goes) = goes(act, desk, typed, context);
    let part = desk.part_id().map(|id| id.to_string()).unwrap_or_default();
    Form {
        title: t.say(&format!("do-{slug}")),
        lead: lead(act, desk, &slug),
        action: format!("/tickets/{}/{slug}", desk.id),
        hidden: vec![
            ("key", typed.get("key").to_owned()),
            ("assignment", part),
            ("version", version(act, desk, typed)),
        ],
        fields: fields(act, desk, &make),
        goes_title,
        goes,
        submit: t.say(&format!("do-{slug}-submit")),
        grave: act.is_grave(),
        back: format!("/tickets/{}", desk.id),
        back_label: t.say("abandon"),
        ..Form::blank(t, problems)
    }
}

/// Of the quote that the form was made for: a decision names it.
fn version(act: Act, desk: &Desk<'_>, typed: &Typed) -> String {
    let decides = [Action::AcceptQuote, Action::RefuseQuote].map(Act::Part);
    let offer = desk.part.and_then(|part| part.offer.as_ref());
    match offer.filter(|_| decides.contains(&act)) {
        Some(_) if typed.some("version").is_some() => typed.get("version").to_owned(),
        Some(offer) => offer.version.to_string(),
        None => String::new(),
    }
}

/// What the action means, with the visit that it is about.
fn lead(act: Act, desk: &Desk<'_>, slug: &str) -> String {
    let visit = desk.part.and_then(|part| part.step.visit());
    let slot = visit
        .map(|visit| desk.moments.slot(&visit.slot))
        .unwrap_or_default();
    let lead = desk.t.with(&format!("do-{slug}-lead"), "slot", slot);
    let lead = match desk.part.filter(|_| desk.ticket.engages_several()) {
        Some(part) if matches!(act, Act::Part(_)) => {
            format!("{} – {lead}", people::name(&part.contractor.details))
        }
        Some(_) | None => lead,
    };
    match act {
        Act::Close => format!("{lead}\n{}", still_open(desk)),
        Act::AskApproval | Act::Part(Action::AcceptQuote) => {
            format!("{lead}\n{}", threshold(desk)).trim().to_owned()
        }
        Act::Part(Action::AnswerPresence) => {
            format!("{lead}\n{}", desk.t.say("field-presence-slot-hint"))
        }
        Act::Part(Action::DenyCompletion) => {
            format!("{lead}\n{}", desk.t.say("not-finished-date-hint"))
        }
        Act::Part(_)
        | Act::Approve
        | Act::Disapprove
        | Act::RemindApprover
        | Act::Validate
        | Act::Dismiss
        | Act::Engage
        | Act::Message
        | Act::Inform
        | Act::Note
        | Act::Amend
        | Act::SiteContact
        | Act::Watchers
        | Act::Reminders
        | Act::SilentOn
        | Act::SilentOff
        | Act::Transfer
        | Act::Reopen => lead,
    }
}

/// What would be left undone.
fn still_open(desk: &Desk<'_>) -> String {
    let open = desk
        .ticket
        .assignments
        .iter()
        .filter(|part| part.is_active());
    let lines: Vec<String> = open
        .map(|part| {
            let who = people::name(&part.contractor.details).to_owned();
            let what = desk.t.say(&format!("status-{}", part.step_code().code()));
            text::text(desk.t, "still-open", &[("who", who), ("what", what)])
        })
        .collect();
    if lines.is_empty() {
        desk.t.say("still-nothing")
    } else {
        lines.join("\n")
    }
}
