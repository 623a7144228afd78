//! Is every line of the list what its ticket says?

use domain::ids::{AgencyId, TicketId};
use infra::backup::table::Table;
use infra::backup::table::Type::{Bool, Int, Text, Time, Uuid};
use infra::follower::Folded;
use infra::log::RecordedEvent;
use infra::verify::{Compared, Derived};
use serde_json::Value as Json;

use super::NAME;
use super::row::{columns, subjects};

const LINES: Compared = Compared {
    table: Table {
        name: "ticket_list",
        order: "agency, generation, ticket",
        columns: &[
            ("agency", Uuid),
            ("ticket", Uuid),
            ("version", Int),
            ("number", Int),
            ("created_at", Time),
            ("modified_at", Time),
            ("closed_at", Time),
            ("module", Text),
            ("type", Text),
            ("status", Text),
            ("status_rank", Int),
            ("must_act", Bool),
            ("property", Uuid),
            ("property_reference", Text),
            ("property_name", Text),
            ("property_address", Text),
            ("subject", Text),
            ("description", Text),
            ("contractors", Text),
            ("manager", Uuid),
            ("assistant", Uuid),
            ("accountant", Uuid),
            ("creator", Uuid),
            ("property_key", Text),
            ("subject_key", Text),
            ("contractors_key", Text),
            ("search", Text),
        ],
    },
    key: &[],
    generations: true,
};

const SUBJECTS: Compared = Compared {
    table: Table {
        name: "ticket_list_subject",
        order: "agency, generation, subject, ticket",
        columns: &[("agency", Uuid), ("subject", Text), ("ticket", Uuid)],
    },
    key: &["subject"],
    generations: true,
};

/// The lines.
pub struct LinesDerived;

/// Whose data each line shows.
pub struct SubjectsDerived;

impl Derived for LinesDerived {
    fn follower(&self) -> &'static str {
        NAME
    }

    fn compared(&self) -> &'static Compared {
        &LINES
    }

    fn rows(&self, agency: AgencyId, ticket: TicketId, events: &[RecordedEvent]) -> Vec<Json> {
        let folded = Folded::after(agency, ticket, events);
        folded.as_ref().and_then(columns).into_iter().collect()
    }
}

impl Derived for SubjectsDerived {
    fn follower(&self) -> &'static str {
        NAME
    }

    fn compared(&self) -> &'static Compared {
        &SUBJECTS
    }

    fn rows(&self, agency: AgencyId, ticket: TicketId, events: &[RecordedEvent]) -> Vec<Json> {
        let folded = Folded::after(agency, ticket, events);
        let shown = folded.filter(|folded| columns(folded).is_some());
        shown.map(|folded| subjects(&folded)).unwrap_or_default()
    }
}
