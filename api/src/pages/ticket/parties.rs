//! Who has a part in the ticket, and what is coming up?

use domain::policy::deadlines::{Deadline, Purpose};
use domain::ticket::{Action, Addressee, Assignment, Channels};

use super::act::{self, Act};
use super::desk::Desk;
use super::page::{href, may_do};
use super::view::{Party, Upcoming};
use crate::pages::people;
use crate::pages::say::Say;
use crate::text;

pub fn parties(desk: &Desk<'_>) -> Vec<Party> {
    let contractors = desk
        .ticket
        .assignments
        .iter()
        .rev()
        .map(|part| contractor(desk, part));
    let others = people::addressees(desk.ticket, desk.opening)
        .into_iter()
        .filter(|(to, _, _)| !matches!(to, Addressee::Contractor { .. }))
        .map(|(to, title, details)| {
            let contact = desk
                .opening
                .site_contact
                .as_ref()
                .filter(|_| to == Addressee::SiteContact);
            let note = contact
                .and_then(|c| c.comment.as_ref())
                .map(ToString::to_string)
                .unwrap_or_default();
            let channels = contact.map_or(Channels::NONE, |contact| contact.channels);
            Party {
                note,
                write: write(desk, &to),
                filter: filter(desk, &to),
                ..party(desk, title, &details, channels)
            }
        });
    contractors.chain(others).collect()
}

fn filter(desk: &Desk<'_>, to: &Addressee) -> String {
    format!(
        "/tickets/{}?only={}#log",
        desk.id,
        people::addressee_code(to)
    )
}

/// Where a message to them is written; empty where none can go.
fn write(desk: &Desk<'_>, to: &Addressee) -> String {
    let act = Act::Message;
    let offered = act::offered(desk.ticket, false).contains(&act) && may_do(desk, act);
    if offered && desk.ticket.addressees().contains(to) {
        format!("{}?to={}", href(desk, act), people::addressee_code(to))
    } else {
        String::new()
    }
}

fn contractor(desk: &Desk<'_>, part: &Assignment) -> Party {
    let engaged = &part.contractor;
    let change = Act::Part(Action::ChangeContactDetails);
    // Of one contractor after another, only the last one's page can be reached.
    let reached = desk.ticket.engages_several() || desk.part_id() == Some(part.id);
    let to = Addressee::Contractor {
        assignment: part.id,
    };
    let changeable = reached
        && desk
            .ticket
            .agency_actions(part)
            .contains(&Action::ChangeContactDetails)
        && may_do(desk, change);
    Party {
        detail: engaged.trade.clone().unwrap_or_default(),
        step: desk.t.say(&format!("status-{}", part.step_code().code())),
        note: engaged
            .instructions
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        href: if changeable {
            href(&desk.on(part), change)
        } else {
            String::new()
        },
        write: write(desk, &to),
        filter: filter(desk, &to),
        ..party(desk, "party-contractor", &engaged.details, engaged.channels)
    }
}

fn party(
    desk: &Desk<'_>,
    title: &str,
    details: &domain::personal::Personal<domain::ticket::PersonDetails>,
    channels: Channels,
) -> Party {
    Party {
        title: desk.t.say(title),
        name: people::name(details).to_owned(),
        phone: people::phone(details),
        phone_href: people::phone_href(details).to_owned(),
        email: people::email(details).to_owned(),
        sms: channels.sms,
        mailed: channels.email,
        write_label: desk.t.say("party-write"),
        filter_label: desk.t.say("party-only"),
        ..Party::default()
    }
}

pub fn upcoming(desk: &Desk<'_>, deadline: &Deadline) -> Upcoming {
    let part = desk.ticket.assignment(deadline.timer.assignment);
    let desk = &part.map_or(*desk, |part| desk.on(part));
    let t = desk.t;
    let what = t.say(&format!("timer-{}", deadline.timer.kind.code()));
    let what = match deadline.purpose {
        Purpose::Remind { nth, of, .. } => text::text(
            t,
            "timer-nth",
            &[
                ("what", what),
                ("nth", nth.to_string()),
                ("of", of.to_string()),
            ],
        ),
        Purpose::GiveUp { .. } => t.with("timer-last", "what", what),
        Purpose::RemindOfVisit | Purpose::AskPresence | Purpose::AskCompletion => what,
    };
    let what = match part.filter(|_| desk.ticket.engages_several()) {
        Some(part) => format!("{} – {what}", people::name(&part.contractor.details)),
        None => what,
    };
    let now = Act::Part(Action::RemindNow);
    let by_hand = matches!(deadline.purpose, Purpose::Remind { .. }) && may_do(desk, now);
    Upcoming {
        icon: if desk.ticket.is_silent() {
            "mute"
        } else {
            "wait"
        },
        what,
        when: desk.moments.at(deadline.due_at),
        why: if desk.ticket.is_silent() {
            t.say("timer-suspended")
        } else {
            String::new()
        },
        href: if by_hand {
            href(desk, now)
        } else {
            String::new()
        },
        label: t.say("timer-now"),
    }
}
