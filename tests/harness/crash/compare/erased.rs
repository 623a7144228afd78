//! Is what was to be erased gone from everywhere, although nobody asked twice, and is nothing gone that nobody gave up?

use std::collections::{BTreeMap, BTreeSet};

use domain::personal::Subject;
use infra::database::Database;
use infra::erasure::Whom;
use uuid::Uuid;

use crate::canary::{self, Canaries};
use crate::crash::journal::{Content, Journal, Reply};
use crate::crash::rest::rows;

const DESTROYED: &str = "SELECT subject FROM sealing_key WHERE destroyed_at IS NOT NULL";
/// One stream a subject, and one event in it.
const TOLD: &str =
    "SELECT aggregate_id, count(*) AS n FROM events WHERE event_type = 'PersonErased'
    GROUP BY aggregate_id";

/// Gives back the tickets whose texts are gone.
pub async fn compare(
    database: &Database,
    journal: &Journal,
    wrong: &mut Vec<String>,
) -> BTreeSet<Uuid> {
    let asked = journal.erasures();
    let (mut subjects, mut gone) = (0, BTreeSet::new());
    for row in rows(database, DESTROYED, &[]).await {
        let subject = Subject::from_stored(row.text("subject").expect("a subject"));
        subjects += 1;
        match Whom::of(&subject) {
            Some(Whom::Text(ticket)) if asked.contains_key(&ticket.uuid()) => {
                gone.insert(ticket.uuid());
            }
            other => wrong.push(format!("nobody asked to erase {subject} ({other:?})")),
        }
    }
    for (ticket, acknowledged) in &asked {
        if *acknowledged && !gone.contains(ticket) {
            wrong.push(format!("{ticket} was said to be erased, and is not"));
        }
    }
    let told = rows(database, TOLD, &[]).await;
    let twice = told
        .iter()
        .filter(|row| row.int("n").expect("a count") != 1);
    if told.len() != subjects || twice.count() > 0 {
        wrong.push(format!(
            "{subjects} subjects were erased, and the log tells of {} or of some twice",
            told.len()
        ));
    }
    found_again(database, &subjects_of(journal), &gone, wrong).await;
    gone
}

/// What callers wrote as the subject of each ticket: a text that occurs nowhere else.
fn subjects_of(journal: &Journal) -> BTreeMap<Uuid, String> {
    let mut subjects = BTreeMap::new();
    for entry in journal.entries() {
        if let (Content::Json(body), Some(Reply::Done { ticket, .. })) =
            (&entry.request.content, entry.replies.first())
            && let Some(subject) = body["subject"].as_str()
            && entry.request.kind == "open"
        {
            subjects.insert(*ticket, subject.to_owned());
        }
    }
    subjects
}

/// In the tables an erased text is nowhere, and every other one is where people look for it: in the list.
async fn found_again(
    database: &Database,
    subjects: &BTreeMap<Uuid, String>,
    gone: &BTreeSet<Uuid>,
    wrong: &mut Vec<String>,
) {
    let erased = subjects.iter().filter(|(ticket, _)| gone.contains(*ticket));
    let named: Vec<_> = erased
        .map(|(ticket, subject)| (ticket.to_string(), subject.as_str()))
        .collect();
    let named: Vec<_> = named.iter().map(|(ticket, of)| (&**ticket, *of)).collect();
    let canaries = Canaries::new(&named);
    for (table, line) in canary::rows(database).await {
        for ticket in canaries.kinds_in(line.as_bytes()) {
            wrong.push(format!("{ticket} was erased, and stands in {table}"));
        }
    }
    let listed = rows(database, "SELECT subject FROM ticket_list", &[]).await;
    let listed: BTreeSet<_> = listed
        .iter()
        .map(|row| row.text("subject").expect("a subject"))
        .collect();
    for (ticket, subject) in subjects {
        if !gone.contains(ticket) && !listed.contains(subject) {
            wrong.push(format!("the subject of {ticket} is lost"));
        }
    }
}
