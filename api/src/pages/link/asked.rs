//! What does each answer ask of the contractor?

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday,
};
use domain::ticket::Viewer;
use domain::value::Slot;

use super::answer::Answer;
use super::opened::Opened;
use crate::pages::field::{Choice, Field, Maker, Problems, Typed};
use crate::pages::files::batch::ANY;
use crate::pages::files::chosen::one;
use crate::pages::form::Form;
use crate::pages::say::Say;
use crate::pages::ticket::fields::{invoice, not_finished, slot};
use crate::pages::ticket::quote_fields::quote;
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
        fields: fields(answer, opened, &make),
        submit: t.say("answer-send"),
        big: true,
        back: format!("/r/{token}"),
        back_label: t.say("abandon"),
        ..Form::blank(t, problems)
    }
}

fn fields(answer: Answer, opened: &Opened, make: &Maker<'_>) -> Vec<Field> {
    let name = make.line("name", "link-name");
    let comment = || make.optional(make.area("comment", "link-comment", 2, 2_000));
    let reason = || make.area("reason", "link-reason", 3, 2_000);
    let viewer = Viewer::Contractor(opened.grant.assignment);
    let paper = |name: &str, label: &str| one(make, &opened.ticket, viewer, name, label);
    let photos = |label: &str| make.optional(make.files(ANY, label));
    let mut fields = match answer {
        Answer::Accept | Answer::Slot | Answer::Postpone => with(slot(make), [comment()]),
        Answer::Decline | Answer::CannotCome | Answer::Impossible => vec![reason()],
        Answer::OnSite => vec![comment()],
        Answer::Quote => vec![comment(), photos("field-photos")],
        Answer::Late => vec![
            make.input("time", "slot.time", "arrival-time").narrow(),
            make.input("date", "slot.date", "arrival-date").narrow(),
            comment(),
        ],
        Answer::Done => {
            let fields = vec![
                make.input("date", "completed_on", "completed-on"),
                comment(),
                photos("field-proofs"),
            ];
            let of_invoice = invoice(make).into_iter().take(2);
            let of_invoice = of_invoice.chain(paper("invoice.attachment", "field-invoice-file"));
            with(fields, of_invoice.map(|field| make.optional(field)))
        }
        Answer::NotDone => {
            let next = make
                .radios("next", "not-finished-how", not_finished(make.t))
                .tall();
            with(with(vec![next], slot(make)), [comment()])
        }
        Answer::GiveQuote => with(
            quote(make, &opened.ticket, viewer),
            [photos("field-more-files"), comment()],
        ),
        Answer::Promise => vec![
            make.optional(make.input("date", "expected_on", "field-quote-expected")),
            comment(),
        ],
        Answer::Invoice => {
            let fields = with(
                invoice(make),
                paper("invoice.attachment", "field-invoice-file"),
            );
            with(fields, [comment()])
        }
        Answer::Message => {
            vec![
                make.line("subject", "message-subject"),
                make.area("text", "message-text", 6, 10_000),
                photos("field-photos"),
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
    if answer == Answer::Message {
        typed.set("subject", opened.opening()?.subject.to_string());
    }
    if answer == Answer::Late {
        let soon = moments.now + TimeDelta::minutes(30);
        typed.set("slot.date", moments.date_value(soon));
        typed.set("slot.time", moments.time_value(soon));
        return Ok(typed);
    }
    let visit = opened.part()?.step.visit();
    match visit.filter(|visit| !visit.slot.has_ended(moments.now - LATEST_END)) {
        Some(visit) if answer == Answer::NotDone => {
            typed.set("next", "new-end");
            slot_at(
                &mut typed,
                visit.slot.local_start(),
                longer(&visit.slot, moments.now),
            );
        }
        Some(visit) if answer == Answer::Slot => {
            slot_at(&mut typed, visit.slot.local_start(), visit.slot.minutes());
        }
        Some(_) | None => {
            typed.set("next", "new-slot");
            slot_at(&mut typed, next_morning(moments.today()), TWO_HOURS);
        }
    }
    Ok(typed)
}

/// A visit that should have been over for longer than this is not made longer, but come back to.
const LATEST_END: TimeDelta = TimeDelta::hours(6);
const TWO_HOURS: u32 = 120;

fn slot_at(typed: &mut Typed, start: NaiveDateTime, minutes: u32) {
    typed.set("slot.date", start.format("%Y-%m-%d").to_string());
    typed.set("slot.time", start.format("%H:%M").to_string());
    typed.set("slot.minutes", minutes.to_string());
}

/// Nine o'clock of the next day that is no Sunday.
fn next_morning(today: NaiveDate) -> NaiveDateTime {
    let tomorrow = today + Days::new(1);
    let sunday = tomorrow.weekday() == Weekday::Sun;
    let day = if sunday {
        tomorrow + Days::new(1)
    } else {
        tomorrow
    };
    day.and_time(NaiveTime::MIN) + TimeDelta::hours(9)
}

/// The same beginning, an end at least an hour from now, in half hours.
fn longer(slot: &Slot, now: DateTime<Utc>) -> u32 {
    let so_far = u32::try_from((now - slot.start()).num_minutes()).unwrap_or_default();
    slot.minutes().max((so_far + 60).div_ceil(30) * 30)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    #[test]
    fn who_is_not_finished_is_offered_an_end_that_is_still_to_come() {
        let start = next_morning(NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day"));
        let slot = Slot::new(start, 120, Paris, None).expect("a slot");
        assert_eq!(longer(&slot, slot.start() + TimeDelta::minutes(30)), 120);
        assert_eq!(longer(&slot, slot.start() + TimeDelta::minutes(130)), 210);
    }

    #[test]
    fn nobody_is_offered_a_sunday() {
        let saturday = NaiveDate::from_ymd_opt(2026, 11, 28).expect("a day");
        assert_eq!(next_morning(saturday).to_string(), "2026-11-30 09:00:00");
    }
}
