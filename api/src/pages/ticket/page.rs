//! How does a ticket become its page?

use domain::ticket::{Addressee, Attention, ReminderKind, Ticket, TicketStatus, Urgency};
use infra::follower::ParkedLane;
use infra::log::RecordedEvent;
use infra::staff::may;

use super::act::{self, Act, Chapter};
use super::desk::Desk;
use super::log::{self, Sendings};
use super::parties::{parties, upcoming};
use super::parts::parts;
use super::reminding::policy;
use super::view::{Fact, Group, Link, Next, SetAside, TicketPage};
use crate::pages::files::Files;
use crate::pages::frame::{Frame, State, Tone};
use crate::pages::money;
use crate::pages::people;
use crate::pages::say::Say;
use crate::text::{self, Language};

/// The page. `only`: the log shows one party's exchanges.
pub fn page(
    desk: &Desk<'_>,
    frame: Frame,
    events: &[RecordedEvent],
    sendings: &Sendings,
    only: Option<&Addressee>,
    parked: &[ParkedLane],
) -> TicketPage {
    let opening = desk.opening;
    let place = &opening.property;
    TicketPage {
        t: desk.t,
        frame,
        id: desk.id.to_string(),
        key: desk.fresh.to_string(),
        kind: opening.ticket_type.acronym().to_owned(),
        number: opening.number.to_string(),
        state: state(desk.t, desk.ticket),
        closed: desk.ticket.is_closed(),
        may_act: may_do(desk, Act::Message),
        amendable: is_offered(desk, Act::Amend),
        silent: desk.ticket.is_silent(),
        dismissed: desk
            .ticket
            .dismissal()
            .map(ToString::to_string)
            .unwrap_or_default(),
        attention: desk
            .ticket
            .attention
            .iter()
            .map(|attention| calls(desk, attention))
            .collect(),
        unreadable: !desk.whole,
        set_aside: set_aside(desk, parked),
        opened: opened(desk),
        property: format!("{} ({})", place.name, place.reference),
        address: address(place),
        map: map(place),
        subject: opening.subject.to_string(),
        description: opening.description.to_string(),
        original: opening
            .original_description
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        facts: facts(desk),
        figures: figures(desk),
        next: next(desk),
        parts: parts(desk),
        groups: groups(desk),
        parties: parties(desk),
        timers: desk
            .ticket
            .deadlines()
            .iter()
            .map(|deadline| upcoming(desk, deadline))
            .collect(),
        files: Files::of_desk(desk, may_do(desk, Act::Note)),
        filtered: only.is_some(),
        days: log::days(desk, events, sendings, only),
        pending: sendings.values().flatten().any(|sent| sent.pending),
    }
}

/// Its status as a pill.
pub fn state(t: Language, ticket: &Ticket) -> State {
    let code = ticket.status().map_or("", TicketStatus::code);
    State {
        tone: tone(ticket.urgency()),
        label: t.say(&format!("status-{code}")),
    }
}

pub fn tone(urgency: Urgency) -> Tone {
    match urgency {
        Urgency::Waiting => Tone::Wait,
        Urgency::MustAct => Tone::Act,
        Urgency::Closed => Tone::Shut,
    }
}

pub fn address(place: &domain::ticket::Property) -> String {
    format!("{}, {} {}", place.street, place.postal_code, place.city)
}

/// A map of the address, opened on purpose only: nothing is loaded from there.
pub fn map(place: &domain::ticket::Property) -> String {
    let query: String = address(place)
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("https://www.openstreetmap.org/search?query={query}")
}

fn opened(desk: &Desk<'_>) -> String {
    let when = desk
        .ticket
        .opened_at
        .map(|at| desk.moments.at(at))
        .unwrap_or_default();
    let asked = desk.ticket.is_pending() || desk.ticket.dismissal().is_some();
    let (said, who) = match &desk.opening.requester {
        // Nobody of the agency has opened anything.
        Some(requester) if asked => ("requested-by", people::name(&requester.details).to_owned()),
        Some(_) | None => (
            "opened-by",
            people::colleague_name(desk.staff, desk.opening.creator, desk.t),
        ),
    };
    text::text(desk.t, said, &[("when", when), ("who", who)])
}

fn set_aside(desk: &Desk<'_>, parked: &[ParkedLane]) -> Option<SetAside> {
    let first = parked.first()?;
    let effect = |lane: &ParkedLane| match lane.follower.as_str() {
        "ticket_list" => "set-aside-list",
        "timers" => "set-aside-timers",
        "outbox" => "set-aside-messages",
        _ => "set-aside-other",
    };
    let since = desk.moments.at(first.parked_at);
    Some(SetAside {
        since: desk.t.with("set-aside", "when", since),
        effects: parked.iter().map(|it| desk.t.say(effect(it))).collect(),
    })
}

/// What calls for the manager; of several contractors, with the name of the one it is about.
fn calls(desk: &Desk<'_>, attention: &Attention) -> String {
    let what = called_for(desk, attention);
    let about = match attention {
        Attention::RemindersExhausted { assignment, .. }
        | Attention::VisitTrouble { assignment }
        | Attention::QuoteNecessary { assignment } => desk.ticket.assignment(*assignment),
        Attention::UnreadMessage { .. } | Attention::Undeliverable => None,
    };
    match about.filter(|_| desk.ticket.engages_several()) {
        Some(part) => format!("{} – {what}", people::name(&part.contractor.details)),
        None => what,
    }
}

fn called_for(desk: &Desk<'_>, attention: &Attention) -> String {
    let t = desk.t;
    match attention {
        Attention::UnreadMessage { from } => {
            t.with("attention-message", "who", log::party(desk.ticket, from))
        }
        Attention::Undeliverable => t.say("attention-undeliverable"),
        Attention::RemindersExhausted { reminder, .. } => {
            t.say(&format!("attention-exhausted-{}", reminder_code(*reminder)))
        }
        Attention::VisitTrouble { .. } => t.say("attention-visit"),
        Attention::QuoteNecessary { .. } => t.say("attention-quote"),
    }
}

pub fn reminder_code(reminder: ReminderKind) -> &'static str {
    match reminder {
        ReminderKind::Answer => "answer",
        ReminderKind::Quote => "quote",
        ReminderKind::Slot => "slot",
        ReminderKind::Visit => "visit",
        ReminderKind::Completion => "completion",
        ReminderKind::Invoice => "invoice",
    }
}

pub(super) fn href(desk: &Desk<'_>, act: Act) -> String {
    let page = format!("/tickets/{}/{}", desk.id, act.slug());
    match (act, desk.part_id()) {
        (Act::Part(_), Some(part)) if desk.ticket.engages_several() => {
            format!("{page}?assignment={part}")
        }
        _ => page,
    }
}

pub(super) fn may_do(desk: &Desk<'_>, act: Act) -> bool {
    desk.whole
        && may(
            desk.me,
            act.right(),
            desk.agency.settings.of(desk.opening.module).assistants,
        )
}

/// It may be done now, and by whoever looks.
fn is_offered(desk: &Desk<'_>, act: Act) -> bool {
    act::offered(desk.ticket, desk.reopening_allowed()).contains(&act) && may_do(desk, act)
}

fn fact(desk: &Desk<'_>, label: &str, value: String, act: Option<Act>) -> Fact {
    let changeable = act.filter(|act| is_offered(desk, *act));
    Fact {
        label: desk.t.say(label),
        value,
        href: changeable.map(|act| href(desk, act)).unwrap_or_default(),
    }
}

/// Who reported it, how and when.
fn asked(desk: &Desk<'_>) -> String {
    let opening = desk.opening;
    let who = opening
        .requester
        .as_ref()
        .map(|person| people::name(&person.details).to_owned());
    let source = desk.t.say(&format!("source-{}", code(&opening.source)));
    let parts = [
        who,
        Some(source),
        Some(desk.moments.at(opening.requested_at)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn facts(desk: &Desk<'_>) -> Vec<Fact> {
    let (t, opening) = (desk.t, desk.opening);
    let none = || t.say("fact-none");
    let contact = opening
        .site_contact
        .as_ref()
        .map_or_else(none, |c| people::name(&c.person.details).to_owned());
    let watchers: Vec<&str> = opening
        .watchers
        .iter()
        .map(|w| people::name(&w.person.details))
        .collect();
    let silent = if opening.silent {
        "fact-silent-on"
    } else {
        "fact-silent-off"
    };
    let switch = if opening.silent {
        Act::SilentOff
    } else {
        Act::SilentOn
    };
    vec![
        fact(desk, "fact-requester", asked(desk), None),
        fact(
            desk,
            "fact-manager",
            people::colleague_name(desk.staff, opening.team.manager, t),
            Some(Act::Transfer),
        ),
        fact(desk, "fact-site-contact", contact, Some(Act::SiteContact)),
        fact(
            desk,
            "fact-watchers",
            if watchers.is_empty() {
                none()
            } else {
                watchers.join(", ")
            },
            Some(Act::Watchers),
        ),
        fact(
            desk,
            "fact-reminders",
            policy(t, &opening.reminder_policy, desk.is_priced()),
            Some(Act::Reminders),
        ),
        fact(desk, "fact-silent", t.say(silent), Some(switch)),
    ]
}

/// The stable code of one of the domain's enums, as it is stored.
pub fn code<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|code| code.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn figures(desk: &Desk<'_>) -> Vec<Fact> {
    let amount = desk
        .ticket
        .amount_in_cents()
        .map_or_else(|| desk.t.say("fact-amount-none"), money::euros);
    let minutes = desk.ticket.seconds_spent / 60;
    vec![
        fact(desk, "fact-amount", amount, None),
        fact(
            desk,
            "fact-time-spent",
            desk.t.with("minutes-n", "n", minutes),
            None,
        ),
    ]
}

pub(super) fn link(desk: &Desk<'_>, act: Act) -> Link {
    let label = desk.t.say(&format!("do-{}", act.slug()));
    Link {
        href: href(desk, act),
        icon: act.icon(),
        label,
        grave: act.is_grave(),
        whole_page: act == Act::Validate,
    }
}

fn next(desk: &Desk<'_>) -> Next {
    if !desk.whole {
        return Next {
            hint: desk.t.say("unreadable-next"),
            link: None,
            other: None,
        };
    }
    let (hint, act) = super::next::next(desk.ticket);
    let act = act.filter(|act| may_do(desk, *act));
    let hint = if hint == "next-planned" {
        format!("{} {}", desk.t.say(hint), desk.t.say("next-nothing"))
    } else {
        desk.t.say(hint)
    };
    Next {
        hint: [hint, threshold(desk)].join(" ").trim().to_owned(),
        link: act.map(|act| link(desk, act)),
        other: (act == Some(Act::Validate)).then(|| link(desk, Act::Dismiss)),
    }
}

/// That the mandate wants the landlord to be asked; empty where it does not.
pub(super) fn threshold(desk: &Desk<'_>) -> String {
    let exceeded = desk.asking.and_then(|asking| asking.exceeded(desk.ticket));
    let said = exceeded.map(|it| {
        let amount = money::euros(it.cents());
        desk.t.with("threshold-exceeded", "amount", amount)
    });
    said.unwrap_or_default()
}

fn groups(desk: &Desk<'_>) -> Vec<Group> {
    let (_, first) = super::next::next(desk.ticket);
    let offered = act::offered(desk.ticket, desk.reopening_allowed());
    grouped(desk, &offered, first)
}

/// By chapter, without the one that stands apart as the main button.
pub(super) fn grouped(desk: &Desk<'_>, offered: &[Act], first: Option<Act>) -> Vec<Group> {
    let group = |chapter: Chapter| {
        let acts = offered
            .iter()
            .filter(|act| act.chapter() == chapter && Some(**act) != first)
            // It stands beside the first.
            .filter(|act| **act != Act::Dismiss);
        let links: Vec<Link> = acts
            .filter(|act| may_do(desk, **act))
            .map(|act| link(desk, *act))
            .collect();
        Group {
            title: desk.t.say(chapter.key()),
            links,
        }
    };
    Chapter::ALL
        .into_iter()
        .map(group)
        .filter(|group| !group.links.is_empty())
        .collect()
}
