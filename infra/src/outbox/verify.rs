//! Is there a row for everybody who was to be told, and none besides?
//!
//! What became of a message does not follow from the log and is not compared. Who is told does follow from it, by
//! today's rules: whoever changes them for events of the past changes what is found here.

use domain::ids::{AgencyId, TicketId};
use serde_json::Value as Json;

use super::NAME;
use super::stage::owed;
use crate::backup::table::Table;
use crate::backup::table::Type::{Int, Json as Document, Text, Time, Uuid};
use crate::follower::Folded;
use crate::log::RecordedEvent;
use crate::verify::{Compared, Derived};

const COMPARED: Compared = Compared {
    table: Table {
        name: "outbox",
        order: "agency, id",
        columns: &[
            ("agency", Uuid),
            ("id", Uuid),
            ("ticket", Uuid),
            ("sequence", Int),
            ("ordinal", Int),
            ("occasion", Text),
            ("recipient", Document),
            ("channel", Text),
            ("lane", Text),
            ("notice", Document),
            ("reference", Text),
            ("created_at", Time),
        ],
    },
    key: &["sequence", "ordinal", "id"],
    generations: false,
};

/// The messages that the log calls for.
pub struct OutboxDerived;

impl Derived for OutboxDerived {
    fn follower(&self) -> &'static str {
        NAME
    }

    fn compared(&self) -> &'static Compared {
        &COMPARED
    }

    fn rows(&self, agency: AgencyId, ticket: TicketId, events: &[RecordedEvent]) -> Vec<Json> {
        let mut folded = Folded::empty(agency, ticket);
        let mut rows = Vec::new();
        for event in events {
            if folded.take(event) {
                rows.extend(owed(&folded, event));
            }
        }
        rows
    }
}
