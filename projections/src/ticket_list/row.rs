//! What does one line of the list show, and how does it follow from the ticket?

use chrono::{DateTime, Utc};
use domain::ids::{AgencyId, PropertyId, StaffId, TicketId};
use domain::ticket::{Assignment, Opening, StepCode, Ticket, TicketStatus, Urgency};
use infra::database::{DatabaseFault, Row};
use infra::follower::Folded;
use infra::spelling::plain;
use serde_json::{Value as Json, json};

/// Letters of the description that the list keeps; the ticket has the rest.
const EXCERPT: usize = 280;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketRow {
    pub ticket: TicketId,
    /// The sequence of the last event in it.
    pub version: u64,
    pub number: u64,
    pub created_at: DateTime<Utc>,
    pub modified_at: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
    /// `syndic` or `gerance`.
    pub module: String,
    /// The trade's acronym: `ODS`, `ODSM`, `DS`, `DM`; `?` for a request that is not validated yet.
    pub ticket_type: String,
    /// Code of the status, as in the translation catalogue.
    pub status: String,
    /// Blue: nothing goes on unless the manager does something.
    pub must_act: bool,
    pub property: PropertyId,
    pub property_reference: String,
    pub property_name: String,
    pub property_address: String,
    pub subject: String,
    /// Its beginning.
    pub description: String,
    pub contractors: Vec<String>,
    pub manager: StaffId,
    pub assistant: Option<StaffId>,
    pub accountant: Option<StaffId>,
    pub creator: StaffId,
    pub(super) keys: SortKeys,
}

/// What the database sorts by, where that is not what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SortKeys {
    pub(super) status: i64,
    pub(super) property: String,
    pub(super) subject: String,
    pub(super) contractors: String,
}

/// Where a searched word was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchedIn {
    Number,
    Property,
    Subject,
    Contractor,
    Description,
}

impl TicketRow {
    pub fn urgency(&self) -> Urgency {
        match (self.closed_at, self.must_act) {
            (Some(_), _) => Urgency::Closed,
            (None, true) => Urgency::MustAct,
            (None, false) => Urgency::Waiting,
        }
    }

    /// Where each word of a search is to be seen, without repeats. What is nowhere else was in the description.
    pub fn matches(&self, search: &str) -> Vec<MatchedIn> {
        let mut found: Vec<_> = plain(search)
            .split_whitespace()
            .map(|word| self.matched_in(word))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn matched_in(&self, word: &str) -> MatchedIn {
        if self.number.to_string().contains(word) {
            MatchedIn::Number
        } else if self.keys.subject.contains(word) {
            MatchedIn::Subject
        } else if self.keys.property.contains(word) {
            MatchedIn::Property
        } else if self.keys.contractors.contains(word) {
            MatchedIn::Contractor
        } else {
            MatchedIn::Description
        }
    }

    pub(super) fn read(row: &Row) -> Result<Self, DatabaseFault> {
        Ok(Self {
            ticket: TicketId(row.uuid("ticket")?),
            version: u64::try_from(row.int("version")?).unwrap_or_default(),
            number: u64::try_from(row.int("number")?).unwrap_or_default(),
            created_at: row.time("created_at")?,
            modified_at: row.time("modified_at")?,
            closed_at: row.opt_time("closed_at")?,
            module: row.text("module")?,
            ticket_type: row.text("type")?,
            status: row.text("status")?,
            must_act: row.bool("must_act")?,
            property: PropertyId(row.uuid("property")?),
            property_reference: row.text("property_reference")?,
            property_name: row.text("property_name")?,
            property_address: row.text("property_address")?,
            subject: row.text("subject")?,
            description: row.text("description")?,
            contractors: row
                .text("contractors")?
                .lines()
                .map(str::to_owned)
                .collect(),
            manager: StaffId(row.uuid("manager")?),
            assistant: row.opt_uuid("assistant")?.map(StaffId),
            accountant: row.opt_uuid("accountant")?.map(StaffId),
            creator: StaffId(row.uuid("creator")?),
            keys: SortKeys {
                status: row.int("status_rank")?,
                property: row.text("property_key")?,
                subject: row.text("subject_key")?,
                contractors: row.text("contractors_key")?,
            },
        })
    }
}

/// The row of a ticket as one object of the statement's list; `None` for a ticket that is not opened.
pub(super) fn columns(folded: &Folded) -> Option<Json> {
    let ticket = &folded.ticket;
    let opening = ticket.opening.as_deref()?;
    let status = ticket.status()?;
    let contractors = contractors(ticket);
    let address = address(opening);
    let property = &opening.property;
    let property_key = plain(&format!(
        "{} {} {address}",
        property.name, property.reference
    ));
    let subject_key = plain(&opening.subject.to_string());
    let contractors_key = plain(&contractors);
    let description = opening.description.to_string();
    let search = format!(
        "{}\n{subject_key}\n{property_key}\n{contractors_key}\n{}",
        opening.number,
        plain(&description)
    );
    Some(json!({
        "agency": folded.agency,
        "ticket": folded.id,
        "version": folded.version,
        "number": opening.number,
        "created_at": micros(ticket.opened_at),
        "modified_at": micros(ticket.modified_at),
        "closed_at": micros(ticket.closed_at),
        "module": opening.module,
        "type": opening.ticket_type.acronym(),
        "status": status.code(),
        "status_rank": rank(status),
        "must_act": ticket.urgency() == Urgency::MustAct,
        "property": property.id,
        "property_reference": property.reference,
        "property_name": property.name,
        "property_address": address,
        "subject": opening.subject.to_string(),
        "description": description.chars().take(EXCERPT).collect::<String>(),
        "contractors": contractors,
        "manager": opening.team.manager,
        "assistant": opening.team.assistant,
        "accountant": opening.team.accountant,
        "creator": opening.creator,
        "property_key": property_key,
        "subject_key": subject_key,
        "contractors_key": contractors_key,
        "search": search,
    }))
}

fn micros(at: Option<DateTime<Utc>>) -> Option<i64> {
    at.map(|at| at.timestamp_micros())
}

fn address(opening: &Opening) -> String {
    let property = &opening.property;
    format!(
        "{}, {} {}",
        property.street, property.postal_code, property.city
    )
}

/// Those who still are on the job; with nobody left, those who were.
fn contractors(ticket: &Ticket) -> String {
    let name = |assignment: &Assignment| match assignment.contractor.details.get() {
        Some(details) => details.name.clone(),
        None => domain::personal::ERASED.to_owned(),
    };
    let engaged: Vec<_> = ticket
        .assignments
        .iter()
        .filter(|a| !a.step_code().is_off())
        .map(name)
        .collect();
    let names = if engaged.is_empty() {
        ticket.assignments.iter().map(name).collect()
    } else {
        engaged
    };
    names.join("\n")
}

/// In the order of a ticket's life; what has ended comes last.
fn rank(status: TicketStatus) -> i64 {
    let at = |step: StepCode| {
        let place = StepCode::ALL.iter().position(|code| *code == step);
        place.map_or(0, |at| at as i64)
    };
    match status {
        TicketStatus::Step(step) => at(step),
        // Before everything that anybody was sent for.
        TicketStatus::Request(_) => -1,
        // Side by side: where somebody usually is at work.
        TicketStatus::Overall(_) => at(StepCode::OnSite),
        TicketStatus::Ended(_) => StepCode::ALL.len() as i64,
    }
}

/// Everybody whose data the ticket holds: wherever a `$subject` stands in it.
pub(super) fn subjects(folded: &Folded) -> Vec<Json> {
    // A ticket is serialisable by construction; without its subjects a row would outlive an erasure, so the row
    // is then found by the ticket's own subject only.
    let ticket = serde_json::to_string(&folded.ticket).unwrap_or_default();
    let mut subjects = named(&ticket);
    subjects.sort_unstable();
    subjects.dedup();
    let row = |subject: &String| json!({ "agency": folded.agency, "subject": subject, "ticket": folded.id });
    subjects.iter().map(row).collect()
}

/// The subjects in the text of a document, which is quicker than to build the document. What looks like a name of a
/// field inside a text is none: quotes are escaped there.
fn named(document: &str) -> Vec<String> {
    let values = document.split("\"$subject\":").skip(1);
    values
        .filter_map(|rest| serde_json::Deserializer::from_str(rest).into_iter().next())
        .filter_map(Result::ok)
        .collect()
}

/// Tells which agency and ticket a row of [`columns`] belongs to.
pub(super) fn key(agency: AgencyId, ticket: TicketId) -> Json {
    json!({ "agency": agency, "ticket": ticket })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_found_wherever_it_stands_and_nowhere_else() {
        let document = json!({
            "who": { "$subject": "party:1", "value": { "name": "\"$subject\":\"party:9\"" } },
            "also": [{ "value": 1, "$subject": "per\"son:2" }, { "$subject": null }],
        });
        assert_eq!(named(&document.to_string()).len(), 2);
        assert!(named(&document.to_string()).contains(&"per\"son:2".to_owned()));
    }
}
