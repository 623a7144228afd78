//! Do the rows say what the log says?
//!
//! The position of the follower and its rows are read in one snapshot, so that the rows are exactly what the events up to
//! that position lead to, whatever happens meanwhile. Only an erasure is not: it takes the key first and clears the rows a
//! moment later. What differs is therefore looked at again before it counts.

use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use cqrs_es::Aggregate;
use domain::ids::{AgencyId, TicketId};
use domain::ticket::Ticket;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::compared::Derived;
use super::report::{Damage, Note, Report};
use super::{FOLLOWER, LANES, TICKETS_AFTER, Verify, VerifyFault};
use crate::database::{DatabaseFault, Snapshot, Value};
use crate::log::{LogFault, Position, RecordedEvent};
use crate::progress::Progress;

const TICKETS_AT_ONCE: i64 = 100;
/// How long rows may take to follow an erasure.
const LOOKS_AGAIN: [Duration; 4] = [
    Duration::from_millis(250),
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
];

type Owner = (AgencyId, TicketId);

/// A row that is not as it should be.
struct Difference {
    owner: Owner,
    damage: Damage,
    what: String,
}

/// How far a follower is, at the moment of a snapshot.
struct Reached {
    position: Position,
    generation: i64,
    set_aside: HashSet<Uuid>,
}

impl Verify<'_> {
    pub(super) async fn rows(
        &self,
        report: &mut Report,
        progress: &mut Progress,
    ) -> Result<(), VerifyFault> {
        self.note_followers(report).await?;
        progress.begin("comparing rows with the log", "tickets", None);
        let mut after = String::new();
        loop {
            let tickets = self.tickets_after(&after).await?;
            let Some((_, last)) = tickets.last() else {
                break;
            };
            after = last.to_string();
            report.tickets += tickets.len() as u64;
            let (rows, differences) = self.compare_patiently(&tickets).await?;
            report.rows += rows;
            for difference in differences {
                report.damage(difference.damage, difference.what);
            }
            progress.advance(tickets.len() as u64);
        }
        progress.end();
        self.strays(report).await
    }

    async fn note_followers(&self, report: &mut Report) -> Result<(), VerifyFault> {
        let mut snapshot = self.database().snapshot().await?;
        let names: std::collections::BTreeSet<_> =
            self.derived.iter().map(|d| d.follower()).collect();
        for name in names {
            let reached = reached(&mut snapshot, name).await?;
            if reached.position < report.position {
                let what = format!("{name} is at {} of {}", reached.position, report.head);
                report.note(Note::Behind, what);
            }
            for ticket in reached.set_aside {
                report.note(Note::SetAside, format!("{ticket} by {name}"));
            }
        }
        Ok(())
    }

    async fn tickets_after(&self, after: &str) -> Result<Vec<Owner>, DatabaseFault> {
        let params: [Value; 3] = [Ticket::TYPE.into(), after.into(), TICKETS_AT_ONCE.into()];
        let rows = self.database().fetch(&TICKETS_AFTER, &params).await?;
        let each = rows.iter().map(|row| {
            // What is no UUID was reported with the log.
            let id = Uuid::parse_str(&row.text("aggregate_id")?).unwrap_or_default();
            Ok((AgencyId::new(row.uuid("agency")?), TicketId::new(id)))
        });
        each.collect()
    }

    /// How many rows were compared, and which differ however often they are looked at.
    async fn compare_patiently(
        &self,
        tickets: &[Owner],
    ) -> Result<(u64, Vec<Difference>), VerifyFault> {
        let (rows, mut differences) = self.compare(tickets).await?;
        for pause in LOOKS_AGAIN {
            if differences.is_empty() {
                break;
            }
            tokio::time::sleep(pause).await;
            let mut again: Vec<_> = differences.iter().map(|d| d.owner).collect();
            again.sort_unstable();
            again.dedup();
            (_, differences) = self.compare(&again).await?;
        }
        Ok((rows, differences))
    }

    async fn compare(&self, tickets: &[Owner]) -> Result<(u64, Vec<Difference>), VerifyFault> {
        let mut found = Vec::with_capacity(self.derived.len());
        let mut snapshot = self.database().snapshot().await?;
        for derived in self.derived {
            let reached = reached(&mut snapshot, derived.follower()).await?;
            let rows = self
                .rows_of(&mut snapshot, &**derived, &reached, tickets)
                .await?;
            found.push((derived, reached, rows));
        }
        drop(snapshot);
        let (mut count, mut differences) = (0, Vec::new());
        for owner in tickets {
            // What cannot be read was reported with the log.
            let Some(events) = self.events_of(*owner).await? else {
                continue;
            };
            for (derived, reached, rows) in &mut found {
                let rows = rows.remove(owner).unwrap_or_default();
                count += rows.len() as u64;
                if !reached.set_aside.contains(&owner.1.uuid()) {
                    let seen = events.partition_point(|event| event.position <= reached.position);
                    let expected = derived.rows(owner.0, owner.1, &events[..seen]);
                    compare(&***derived, *owner, &expected, rows, &mut differences);
                }
            }
        }
        Ok((count, differences))
    }

    async fn events_of(&self, (agency, id): Owner) -> Result<Option<Vec<RecordedEvent>>, LogFault> {
        match self.log.stream(agency, id).await {
            Ok(events) => Ok(Some(events)),
            Err(LogFault::Unreadable { .. } | LogFault::Sealing(_)) => Ok(None),
            Err(fault @ LogFault::Database(_)) => Err(fault),
        }
    }

    async fn rows_of(
        &self,
        snapshot: &mut Snapshot,
        derived: &dyn Derived,
        reached: &Reached,
        tickets: &[Owner],
    ) -> Result<BTreeMap<Owner, Vec<Json>>, DatabaseFault> {
        let compared = derived.compared();
        let wanted: Json = tickets
            .iter()
            .map(|(agency, ticket)| json!({ "agency": agency, "ticket": ticket }))
            .collect();
        let mut params: Vec<Value> = vec![wanted.into()];
        if compared.generations {
            params.push(reached.generation.into());
        }
        let sql = compared.select(self.database().kind());
        let mut rows: BTreeMap<Owner, Vec<Json>> = BTreeMap::new();
        for row in snapshot.fetch_assembled(&sql, &params).await? {
            let owner = (
                AgencyId::new(row.uuid("agency")?),
                TicketId::new(row.uuid("ticket")?),
            );
            rows.entry(owner)
                .or_default()
                .push(compared.table.read(&row)?);
        }
        Ok(rows)
    }

    async fn strays(&self, report: &mut Report) -> Result<(), VerifyFault> {
        for derived in self.derived {
            let compared = derived.compared();
            let mut params: Vec<Value> = vec![Ticket::TYPE.into()];
            if compared.generations {
                let mut snapshot = self.database().snapshot().await?;
                let reached = reached(&mut snapshot, derived.follower()).await?;
                params.push(reached.generation.into());
            }
            let rows = self
                .database()
                .fetch_assembled(&compared.strays(), &params)
                .await?;
            for row in rows {
                let what = format!("{} of {}", compared.table.name, row.uuid("ticket")?);
                report.damage(Damage::StrayRow, what);
            }
        }
        Ok(())
    }
}

async fn reached(snapshot: &mut Snapshot, name: &str) -> Result<Reached, DatabaseFault> {
    let rows = snapshot.fetch(&FOLLOWER, &[name.into()]).await?;
    let (position, generation) = match rows.first() {
        Some(row) => (
            Position(
                row.int("position_transaction")?,
                row.int("position_global")?,
            ),
            row.int("generation")?,
        ),
        None => (Position::default(), 1),
    };
    let lanes = snapshot.fetch(&LANES, &[name.into()]).await?;
    let set_aside = lanes.iter().map(|row| row.uuid("aggregate_id"));
    Ok(Reached {
        position,
        generation,
        set_aside: set_aside.collect::<Result<_, _>>()?,
    })
}

fn compare(
    derived: &dyn Derived,
    owner: Owner,
    expected: &[Json],
    rows: Vec<Json>,
    differences: &mut Vec<Difference>,
) {
    let compared = derived.compared();
    let mut there: BTreeMap<String, Json> = rows
        .into_iter()
        .map(|row| (compared.key_of(&row), row))
        .collect();
    let mut differs = |damage, key: &str, how: String| {
        let what = format!("{} of {}: {key}{how}", compared.table.name, owner.1);
        differences.push(Difference {
            owner,
            damage,
            what,
        });
    };
    for expected in expected {
        let expected = compared.normalised(expected);
        let key = compared.key_of(&expected);
        match there.remove(&key) {
            None => differs(Damage::MissingRow, &key, String::new()),
            Some(row) => {
                let columns = compared.differing(&expected, &row);
                if !columns.is_empty() {
                    let how = format!(" differs in {}", columns.join(", "));
                    differs(Damage::AlteredRow, &key, how);
                }
            }
        }
    }
    for key in there.keys() {
        differs(Damage::StrayRow, key, String::new());
    }
}
