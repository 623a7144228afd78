//! Can every event be read, and does each stand where it belongs?

use std::collections::HashMap;

use domain::ids::AgencyId;
use domain::ticket::TicketEvent;

use super::files::Named;
use super::report::{Damage, Report};
use super::{DISORDER, GAPS, OUT_OF_REACH, Verify, VerifyFault};
use crate::database::{Database, DatabaseFault, Statement};
use crate::log::{Entry, Position, RecordedEvent, Unreadable};
use crate::progress::Progress;
use crate::sealing::NotOpened;

const PAGE: u32 = 500;

impl Verify<'_> {
    /// Reads the log up to its head. Gives back the files that it names: a few dozen bytes each.
    pub(super) async fn read_log(
        &self,
        report: &mut Report,
        progress: &mut Progress,
    ) -> Result<HashMap<Named, u64>, VerifyFault> {
        let (mut after, mut named) = (Position::default(), HashMap::new());
        let total = count(self.database()).await?;
        progress.begin("reading the log", "events", Some(total));
        while after < report.position {
            let page = self.log.read(after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = last.position;
            let head = report.position;
            for entry in page.iter().filter(|entry| entry.position <= head) {
                report.events += 1;
                progress.advance(1);
                match &entry.recorded {
                    Ok(event) => named.extend(file_of(event)),
                    Err(unreadable) => {
                        report.damage(damage_of(unreadable), place(entry, unreadable));
                    }
                }
            }
        }
        progress.end();
        Ok(named)
    }

    /// What the database itself can say about the order.
    pub(super) async fn order(&self, report: &mut Report) -> Result<(), VerifyFault> {
        for row in self.database().fetch(&GAPS, &[]).await? {
            let (first, last, events) = (row.int("first")?, row.int("last")?, row.int("events")?);
            let stream = stream(&row.text("aggregate_type")?, &row.text("aggregate_id")?);
            let what = format!("{stream}: {events} events from {first} to {last}");
            report.damage(Damage::Gap, what);
        }
        for (damage, statement) in [
            (Damage::Disorder, &DISORDER),
            (Damage::OutOfReach, &OUT_OF_REACH),
        ] {
            for what in events(self.database(), statement).await? {
                report.damage(damage, what);
            }
        }
        Ok(())
    }
}

async fn count(database: &Database) -> Result<u64, DatabaseFault> {
    let rows = database
        .fetch_assembled("SELECT count(*) AS events FROM events", &[])
        .await?;
    let count = rows.first().map(|row| row.int("events")).transpose()?;
    Ok(count.unwrap_or_default().unsigned_abs())
}

async fn events(database: &Database, statement: &Statement) -> Result<Vec<String>, DatabaseFault> {
    let rows = database.fetch(statement, &[]).await?;
    let each = rows.iter().map(|row| {
        let (id, sequence) = (row.text("aggregate_id")?, row.int("sequence")?);
        Ok(format!("event {sequence} of {id}"))
    });
    each.collect()
}

fn stream(kind: &str, id: &str) -> String {
    format!("{kind} {id}")
}

fn place(entry: &Entry, unreadable: &Unreadable) -> String {
    let of = stream(&entry.aggregate_type, &entry.aggregate_id.to_string());
    format!("event {} of {of}: {unreadable}", entry.sequence)
}

fn damage_of(unreadable: &Unreadable) -> Damage {
    match unreadable {
        Unreadable::NotOpened(NotOpened::NoKey(_)) => Damage::MissingKey,
        Unreadable::NotOpened(NotOpened::DamagedKey(_)) => Damage::DamagedKey,
        Unreadable::NotOpened(NotOpened::Altered(_))
        | Unreadable::Id
        | Unreadable::AggregateType(_)
        | Unreadable::Shape { .. }
        | Unreadable::Metadata => Damage::Unreadable,
    }
}

/// The file that an event names; none if it was erased with its ticket.
fn file_of(event: &RecordedEvent) -> Option<(Named, u64)> {
    let Some(TicketEvent::AttachmentAdded { attachment }) = event.ticket_event() else {
        return None;
    };
    let hash = attachment.sha256.parse().ok()?;
    let agency: AgencyId = event.agency;
    let named = Named {
        agency,
        hash,
        erased: attachment.name.is_erased(),
    };
    Some((named, attachment.size))
}
