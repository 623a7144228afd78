//! What does each action ask?

use domain::ticket::{Action, Viewer};
use infra::staff::Role;

use super::act::Act;
use super::desk::Desk;
use super::informing::ways;
use super::quote_fields::{of_approval, of_part};
use crate::pages::field::{Choice, Field, Hints, Maker};
use crate::pages::files::batch::ANY;
use crate::pages::files::chosen::one;
use crate::pages::people;
use crate::pages::say::Say;
use crate::text::Language;

/// The fields of an action, filled in with what was typed.
pub fn fields(act: Act, desk: &Desk<'_>, make: &Maker<'_>) -> Vec<Field> {
    match act {
        Act::Part(action) => part_fields(action, desk, make),
        Act::AskApproval | Act::Approve | Act::Disapprove => of_approval(act, desk, make),
        Act::Engage => engage(desk, make),
        Act::Message => message(desk, make),
        Act::Inform => inform(desk, make),
        Act::Note => vec![make.area("text", "field-note", 6, 10_000)],
        Act::Amend => vec![
            make.line("subject", "opening-subject").hints(Hints {
                most: 200,
                ..Hints::default()
            }),
            make.area("description", "opening-description", 8, 10_000),
        ],
        Act::SiteContact => person(make, "", "opening-contact-channels", true),
        Act::Watchers => watchers(desk, make),
        Act::Reminders => reminders(desk, make),
        Act::Transfer => vec![make.select("to", "field-manager", managers(desk))],
        Act::Close => vec![make.optional(make.area("comment", "field-comment", 3, 2_000))],
        Act::Validate => vec![],
        Act::Dismiss | Act::Reopen => vec![make.area("reason", "field-reason", 3, 2_000)],
        Act::SilentOn | Act::SilentOff | Act::RemindApprover => vec![],
    }
}

/// A service order has no quote to remind of.
fn reminders(desk: &Desk<'_>, make: &Maker<'_>) -> Vec<Field> {
    let cadence = |of: &str| {
        [
            number(
                make,
                &format!("{of}.every_days"),
                &format!("field-{of}-days"),
                90,
            )
            .narrow(),
            number(
                make,
                &format!("{of}.at_most"),
                &format!("field-{of}-times"),
                20,
            )
            .narrow(),
        ]
    };
    let quote = desk.is_priced().then(|| cadence("quote"));
    let fields = quote.into_iter().flatten().chain(cadence("invoice"));
    let visit = number(make, "visit_hours", "field-visit-hours", 336);
    fields.chain([visit]).collect()
}

fn part_fields(action: Action, desk: &Desk<'_>, make: &Maker<'_>) -> Vec<Field> {
    let comment = || make.optional(make.area("comment", "field-comment", 2, 2_000));
    let who = || make.optional(make.line("signed_by", "field-who-said"));
    match action {
        Action::AcceptOrder | Action::ProposeSlot => with(slot(make), [comment(), who()]),
        Action::Decline => vec![make.area("reason", "field-reason", 3, 2_000), who()],
        Action::PostponeSlot => with(
            slot(make),
            [make.optional(make.area("reason", "field-reason", 2, 2_000))],
        ),
        Action::CancelSlot => vec![make.area("reason", "field-reason", 3, 2_000)],
        Action::AnswerPresence => {
            let answer = make
                .radios("answer", "field-presence", presence_answers(make.t))
                .tall();
            let slot = slot(make);
            let reason = make.optional(make.area("reason", "field-reason", 2, 2_000));
            let mut fields = with(vec![answer], slot);
            fields.extend([reason, who()]);
            fields
        }
        Action::ReportCompletion => vec![
            make.input("date", "completed_on", "field-completed-on"),
            comment(),
            make.optional(make.files(ANY, "field-proofs")),
            who(),
        ],
        Action::DenyCompletion => {
            let next = make
                .radios("next", "not-finished-how", not_finished(make.t))
                .tall();
            let mut fields = with(vec![next], slot(make));
            fields.extend([comment(), who()]);
            fields
        }
        Action::ReportQuoteNecessary => vec![comment(), who()],
        Action::PromiseQuote
        | Action::SubmitQuote
        | Action::RequestQuote
        | Action::AcceptQuote
        | Action::RefuseQuote
        | Action::SendSignedQuote => of_part(action, desk, make),
        Action::RequestInvoice => vec![comment()],
        Action::SubmitInvoice => {
            let (name, label) = ("invoice.attachment", "field-invoice-file");
            let fields = with(
                invoice(make),
                one(make, desk.ticket, Viewer::Agency, name, label),
            );
            with(fields, [comment(), who()])
        }
        Action::RejectInvoice => vec![make.area("comment", "field-reason", 3, 2_000)],
        Action::CancelAssignment => {
            vec![make.optional(make.area("reason", "field-reason", 3, 2_000))]
        }
        Action::ConfirmSlot | Action::RemindNow => vec![],
        Action::ChangeContactDetails => {
            let mut fields = person(make, "contractor.", "field-channels", false);
            fields.push(make.ticks(
                "new_link",
                "field-new-link",
                vec![Choice::new("yes", make.t.say("field-new-link-yes"))],
            ));
            fields
        }
    }
}

fn with(mut fields: Vec<Field>, more: impl IntoIterator<Item = Field>) -> Vec<Field> {
    fields.extend(more);
    fields
}

/// A visit: date, time, expected duration; which of two hours, where the clock repeats one.
pub fn slot(make: &Maker<'_>) -> Vec<Field> {
    let mut fields = vec![
        make.input("date", "slot.date", "field-slot-date").narrow(),
        make.input("time", "slot.time", "field-slot-time").narrow(),
        make.select("slot.minutes", "field-slot-minutes", durations(make))
            .narrow(),
    ];
    if make.problems.of("slot.repeated_hour").is_some() || make.typed.has("slot.repeated_hour") {
        let hours =
            ["first", "second"].map(|h| Choice::new(h, make.t.say(&format!("field-repeated-{h}"))));
        fields.push(make.radios("slot.repeated_hour", "field-repeated-hour", hours.into()));
    }
    fields
}

/// Usual durations, and the present one if it is another.
fn durations(make: &Maker<'_>) -> Vec<Choice> {
    const USUAL: [&str; 7] = ["30", "60", "120", "240", "480", "1440", "2880"];
    let typed = make.typed.get("slot.minutes");
    let other = (!typed.is_empty() && !USUAL.contains(&typed))
        .then(|| Choice::new(typed, make.t.with("minutes-n", "n", typed)));
    let usual =
        USUAL.map(|minutes| Choice::new(minutes, make.t.say(&format!("duration-{minutes}"))));
    usual.into_iter().chain(other).collect()
}

pub fn invoice(make: &Maker<'_>) -> Vec<Field> {
    vec![
        make.line("invoice.amount", "field-amount").hints(Hints {
            inputmode: "decimal",
            ..Hints::default()
        }),
        make.optional(make.line("invoice.number", "field-invoice-number")),
        make.optional(make.input("date", "invoice.dated", "field-invoice-dated")),
    ]
}

pub fn presence_answers(t: Language) -> Vec<Choice> {
    let answers = ["on-site", "late", "postponed", "impossible"];
    answers
        .map(|answer| Choice::new(answer, t.say(&format!("presence-{answer}"))))
        .into()
}

pub fn not_finished(t: Language) -> Vec<Choice> {
    ["new-end", "new-slot"]
        .map(|next| Choice::new(next, t.say(&format!("not-finished-{next}"))))
        .into()
}

pub fn channels(make: &Maker<'_>, name: &str, label: &str) -> Field {
    let both =
        ["email", "sms"].map(|channel| Choice::new(channel, make.t.say(&format!("by-{channel}"))));
    make.ticks(name, label, both.into())
}

/// Name, e-mail, phone, channels, below a prefix; a remark if wanted.
fn person(make: &Maker<'_>, prefix: &str, channels_label: &str, remark: bool) -> Vec<Field> {
    let mut fields = vec![
        make.line(&format!("{prefix}name"), "field-name"),
        make.optional(make.email(&format!("{prefix}email"), "field-email")),
        make.optional(make.phone(&format!("{prefix}phone"), "field-phone")),
    ];
    if remark {
        fields.push(make.optional(make.line("comment", "opening-contact-comment")));
    }
    fields.push(channels(make, &format!("{prefix}channels"), channels_label));
    fields
}

/// Those there are, and one more.
fn watchers(desk: &Desk<'_>, make: &Maker<'_>) -> Vec<Field> {
    (0..=desk.opening.watchers.len())
        .flat_map(|n| {
            let mut fields = person(
                make,
                &format!("watchers[{n}]."),
                "opening-watcher-channels",
                false,
            );
            if let Some(first) = fields.first_mut() {
                first.label = format!("{} {}", make.t.say("opening-watcher"), n + 1);
            }
            fields
        })
        .collect()
}

fn engage(desk: &Desk<'_>, make: &Maker<'_>) -> Vec<Field> {
    let mut fields = Vec::new();
    if desk.ticket.active_assignment().is_some() {
        let others = vec![replace(desk), keep(desk)];
        fields.push(make.radios("others", "field-others", others).tall());
    }
    let by_hand = "opening-contractor-by-hand";
    fields.extend(contractor(desk.contractors, make, "contractor", by_hand));
    fields
}

/// Says who is told, and how, that they need not come.
fn replace(desk: &Desk<'_>) -> Choice {
    let silent = desk.ticket.is_silent();
    let told = desk.ticket.active_assignments().map(|part| {
        let engaged = &part.contractor;
        let reach = people::reach(&engaged.details, engaged.channels, desk.t);
        let name = people::name(&engaged.details).to_owned();
        if silent || reach.is_empty() {
            name
        } else {
            format!("{name}, {reach}")
        }
    });
    let told = told.collect::<Vec<_>>().join(" ; ");
    let hint = if silent {
        "others-replace-silent"
    } else {
        "others-replace-told"
    };
    Choice::new("replace", desk.t.say("others-replace")).hint(desk.t.with(hint, "who", told))
}

fn keep(desk: &Desk<'_>) -> Choice {
    Choice::new("keep", desk.t.say("others-keep")).hint(desk.t.say("others-keep-hint"))
}

/// An entry of the directory, or somebody typed in by hand; contact, channels and instructions below the prefix.
pub fn contractor(
    directory: &[infra::directory::Contractor],
    make: &Maker<'_>,
    prefix: &str,
    none: &str,
) -> Vec<Field> {
    let none = Choice::new("", make.t.say(none));
    let known = directory.iter().map(|contractor| {
        let trades = contractor.trades.join(", ");
        Choice::new(
            contractor.id.to_string(),
            format!("{} – {trades}", contractor.company),
        )
    });
    // Nobody is chosen unseen.
    let choices = [none].into_iter().chain(known).collect();
    let mut fields = vec![make.select(prefix, "field-contractor", choices)];
    let below = format!("{prefix}.");
    fields.extend(person(make, &below, "opening-channels", false));
    if let Some(name) = fields.get_mut(1) {
        name.optional = make.t.say("optional");
        name.hint = make.t.say("opening-contractor-contact");
    }
    fields.push(make.optional(make.area(
        &format!("{below}instructions"),
        "field-instructions",
        3,
        2_000,
    )));
    fields
}

fn message(desk: &Desk<'_>, make: &Maker<'_>) -> Vec<Field> {
    let to = people::addressees(desk.ticket, desk.opening)
        .into_iter()
        .map(|(to, title, details)| {
            let channels = people::channels(desk.ticket, &to);
            let label = format!("{} – {}", people::name(&details), make.t.say(title));
            Choice::new(people::addressee_code(&to), label)
                .hint(people::reach(&details, channels, make.t))
        });
    vec![
        make.radios("to", "field-to", to.collect()).tall(),
        make.line("subject", "field-message-subject").hints(Hints {
            most: 200,
            ..Hints::default()
        }),
        make.area("text", "field-text", 7, 10_000),
    ]
}

fn inform(desk: &Desk<'_>, make: &Maker<'_>) -> Vec<Field> {
    let persons = people::addressees(desk.ticket, desk.opening)
        .into_iter()
        .flat_map(|(to, title, details)| {
            let who = format!("{} – {}", people::name(&details), make.t.say(title));
            ways(make.t, &people::addressee_code(&to), &who, &details)
        });
    let mut fields = vec![
        make.ticks("persons", "field-persons", persons.collect())
            .tall(),
    ];
    let free = person(make, "free.", "field-channels", false);
    fields.extend(free.into_iter().map(|field| {
        if field.optional.is_empty() {
            make.optional(field)
        } else {
            field
        }
    }));
    if let Some(name) = fields.get_mut(1) {
        name.label = make.t.say("field-free-person");
    }
    fields.push(make.area("text", "field-text", 7, 10_000));
    fields
}

fn managers(desk: &Desk<'_>) -> Vec<Choice> {
    let current = desk.opening.team.manager;
    let others = desk
        .staff
        .iter()
        .filter(|m| m.active && m.has(Role::Manager) && m.id != current);
    others
        .map(|member| Choice::new(member.id.to_string(), member.name.clone()))
        .collect()
}

fn number(make: &Maker<'_>, name: &str, label: &str, most: u16) -> Field {
    let hints = Hints {
        min: "0".into(),
        max: most.to_string(),
        inputmode: "numeric",
        ..Hints::default()
    };
    make.input("number", name, label).hints(hints)
}
