//! Are the armed timers those that the tickets name?

use domain::ids::{AgencyId, TicketId};
use serde_json::Value as Json;

use super::NAME;
use super::arm::row;
use crate::backup::table::Table;
use crate::backup::table::Type::{Int, Text, Time, Uuid};
use crate::follower::Folded;
use crate::log::RecordedEvent;
use crate::verify::{Compared, Derived};

/// The rows, without what the worker keeps in them.
const COMPARED: Compared = Compared {
    table: Table {
        name: "timer",
        order: "agency, generation, ticket, timer",
        columns: &[
            ("agency", Uuid),
            ("ticket", Uuid),
            ("timer", Text),
            ("assignment", Uuid),
            ("kind", Text),
            ("ordinal", Int),
            ("due_at", Time),
            ("suspended", Text),
            ("version", Int),
        ],
    },
    key: &["timer"],
    generations: true,
};

/// The armed timers.
pub struct TimersDerived;

impl Derived for TimersDerived {
    fn follower(&self) -> &'static str {
        NAME
    }

    fn compared(&self) -> &'static Compared {
        &COMPARED
    }

    fn rows(&self, agency: AgencyId, ticket: TicketId, events: &[RecordedEvent]) -> Vec<Json> {
        let Some(folded) = Folded::after(agency, ticket, events) else {
            return Vec::new();
        };
        let deadlines = folded.ticket.deadlines();
        deadlines
            .iter()
            .map(|deadline| row(&folded, deadline))
            .collect()
    }
}
