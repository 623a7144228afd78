//! How do several contractors' parts stand side by side on a ticket's page?

use domain::ticket::{Assignment, Urgency};

use super::desk::Desk;
use super::page::{grouped, link, may_do, tone};
use super::view::PartCard;
use super::{act, next};
use crate::pages::frame::State;
use crate::pages::money;
use crate::pages::people;
use crate::pages::say::Say;

/// One card each, in the order in which they were engaged; none where one contractor leads the whole ticket.
pub fn parts(desk: &Desk<'_>) -> Vec<PartCard> {
    if !desk.ticket.engages_several() {
        return vec![];
    }
    let each = desk.ticket.assignments.iter();
    each.map(|part| card(&desk.on(part), part)).collect()
}

fn card(desk: &Desk<'_>, part: &Assignment) -> PartCard {
    let (hint, next) = next::next_of_part(desk.ticket, part);
    let offered = if desk.ticket.is_closed() {
        vec![]
    } else {
        act::of_part(desk.ticket, part)
    };
    let next = next.filter(|act| !desk.ticket.is_closed() && may_do(desk, *act));
    let visit = part.step.visit();
    let urgency = if desk.ticket.waits_at(part) {
        Urgency::MustAct
    } else {
        Urgency::Waiting
    };
    PartCard {
        name: people::name(&part.contractor.details).to_owned(),
        state: State {
            tone: tone(urgency),
            label: desk.t.say(&format!("status-{}", part.step_code().code())),
        },
        visit: visit
            .map(|visit| desk.moments.slot(&visit.slot))
            .or_else(|| Some(money::euros(part.offer.as_ref()?.quote.amount.cents())))
            .unwrap_or_default(),
        hint: desk.t.say(hint),
        link: next.map(|act| link(desk, act)),
        groups: grouped(desk, &offered, next),
    }
}
