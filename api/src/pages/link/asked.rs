//! What does each answer ask of the contractor?

use chrono::{Datelike, Days, TimeDelta, Weekday};

use super::answer::Answer;
use super::opened::Opened;
use crate::pages::field::{Choice, Field, Maker, Problems, Typed};
use crate::pages::form::Form;
use crate::pages::say::Say;
use crate::pages::ticket::fields::{invoice, not_finished, slot};
use crate::problem::Problem;

/// The small form of an answer, with what was typed and what is wrong.
pub fn form<'p>(
    answer: Answer,
    opened: &Opened,
    token: &str,
    typed: &Typed,
    problems: &'p Problems,
) -> Form<'p> {
    let t = opened.t;
    let make = Maker { t, typed, problems };
    let slug = answer.slug();
    Form {
        title: t.say(&format!("answer-{slug}")),
        lead: if answer == Answer::NotDone {
            t.say("not-finished-date-hint")
        } else {
            String::new()
        },
        action: format!("/r/{token}/{slug}"),
        hidden: vec![
            ("key", typed.get("key").to_owned()),
            ("choice", slug.to_owned()),
        ],
        fields: fields(answer, &make),
        submit: t.say("answer-send"),
        big: true,
        back: format!("/r/{token}"),
        back_label: t.say("abandon"),
        ..Form::blank(t, problems)
    }
}

fn fields(answer: Answer, make: &Maker<'_>) -> Vec<Field> {
    let name = make.line("name", "link-name");
    let comment = || make.optional(make.area("comment", "link-comment", 2, 2_000));
    let reason = || make.area("reason", "link-reason", 3, 2_000);
    let mut fields = match answer {
        Answer::Accept | Answer::Slot | Answer::Postpone => with(slot(make), [comment()]),
        Answer::Decline | Answer::CannotCome | Answer::Impossible => vec![reason()],
        Answer::OnSite | Answer::Quote => vec![comment()],
        Answer::Late => vec![
            make.input("time", "slot.time", "arrival-time").narrow(),
            make.input("date", "slot.date", "arrival-date").narrow(),
            comment(),
        ],
        Answer::Done => {
            let optional = invoice(make)
                .into_iter()
                .take(2)
                .map(|field| make.optional(field));
            let mut fields = vec![
                make.input("date", "completed_on", "completed-on"),
                comment(),
            ];
            fields.extend(optional);
            fields
        }
        Answer::NotDone => {
            let next = make
                .radios("next", "not-finished-how", not_finished(make.t))
                .tall();
            with(with(vec![next], slot(make)), [comment()])
        }
        Answer::Invoice => with(invoice(make), [comment()]),
        Answer::Message => {
            vec![
                make.line("subject", "message-subject"),
                make.area("text", "message-text", 6, 10_000),
            ]
        }
        Answer::Read => {
            let read = Choice::new("yes", make.t.say("link-read-yes"));
            return vec![make.ticks("read", "answer-read", vec![read])];
        }
    };
    fields.push(name);
    fields
}

fn with(mut fields: Vec<Field>, more: impl IntoIterator<Item = Field>) -> Vec<Field> {
    fields.extend(more);
    fields
}

/// Sensible presets: most answers then take one touch and a name.
pub fn presets(answer: Answer, opened: &Opened) -> Result<Typed, Problem> {
    let mut typed = Typed::default();
    let moments = &opened.moments;
    typed.set("completed_on", moments.date_value(moments.now));
    typed.set("next", "new-end");
    if answer == Answer::Message {
        typed.set("subject", opened.opening()?.subject.to_string());
    }
    let visit = opened
        .part()?
        .step
        .visit()
        .filter(|_| matches!(answer, Answer::Slot | Answer::NotDone));
    match (answer, visit) {
        (Answer::Late, _) => {
            let soon = moments.now + TimeDelta::minutes(30);
            typed.set("slot.date", moments.date_value(soon));
            typed.set("slot.time", moments.time_value(soon));
        }
        (_, Some(visit)) => {
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
        (_, None) => {
            let tomorrow = moments.today() + Days::new(1);
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
    }
    Ok(typed)
}
