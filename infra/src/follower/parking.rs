//! What happens to a ticket whose event cannot be processed? It is set aside, seen, and tried again when asked.
//!
//! The lane is the aggregate: once one of its events is parked, the later ones wait behind it, so that order holds.
//! Nothing is copied: the log still has the events, a retry reads them from there.

use crate::database::{Database, DatabaseFault, Row, Statement, Tx, Value};
use crate::log::Position;
use crate::sql;
use chrono::{DateTime, Utc};
use domain::ids::{AgencyId, TicketId};
use uuid::Uuid;

const PARK: Statement = sql!("sql/park.sql");
const STILL_PARKED: Statement = sql!("sql/still_parked.sql");
const SET_ASIDE: Statement = sql!("sql/set_aside.sql");
const LANES: Statement = sql!("sql/lanes.sql");
const PARKED: Statement = sql!("sql/parked.sql");
const PARKED_TICKET: Statement = sql!("sql/parked_ticket.sql");
const PARKED_EVERYWHERE: Statement = sql!("sql/parked_everywhere.sql");
const PARKED_COUNT: Statement = sql!("sql/parked_count.sql");
const ASK_RETRY: Statement = sql!("sql/ask_retry.sql");
const UNPARK: Statement = sql!("sql/unpark.sql");
pub(super) const STATEMENTS: &[&Statement] = &[
    &PARK,
    &STILL_PARKED,
    &SET_ASIDE,
    &LANES,
    &PARKED,
    &PARKED_TICKET,
    &PARKED_EVERYWHERE,
    &PARKED_COUNT,
    &ASK_RETRY,
    &UNPARK,
];

/// A ticket that a follower has set aside, as the operator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkedLane {
    pub agency: AgencyId,
    pub follower: String,
    /// The ticket (or person) whose events wait.
    pub aggregate_id: Uuid,
    /// The event that could not be processed.
    pub sequence: u64,
    /// Names what failed; holds no value of the event.
    pub reason: String,
    pub parked_at: DateTime<Utc>,
    /// Later events of the same ticket that wait behind it.
    pub waiting: u64,
}

/// What the operator can see and ask for.
#[derive(Clone, Debug)]
pub struct Parking {
    database: Database,
}

impl Parking {
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    /// What is set aside in an agency, latest first.
    pub async fn of(&self, agency: AgencyId) -> Result<Vec<ParkedLane>, DatabaseFault> {
        let rows = self.database.fetch(&PARKED, &[agency.into()]).await?;
        rows.iter().map(parked_lane).collect()
    }

    /// Who has set a ticket aside, longest ago first. For its page.
    pub async fn of_ticket(
        &self,
        agency: AgencyId,
        ticket: TicketId,
    ) -> Result<Vec<ParkedLane>, DatabaseFault> {
        let asked = [agency.into(), ticket.into()];
        let rows = self.database.fetch(&PARKED_TICKET, &asked).await?;
        rows.iter().map(parked_lane).collect()
    }

    /// What is set aside in all agencies, latest first. For the operator.
    pub async fn everywhere(&self) -> Result<Vec<ParkedLane>, DatabaseFault> {
        let rows = self.database.fetch(&PARKED_EVERYWHERE, &[]).await?;
        rows.iter().map(parked_lane).collect()
    }

    /// How many lanes each follower has parked; followers without any are absent.
    pub async fn counts(&self) -> Result<Vec<(String, u64)>, DatabaseFault> {
        let rows = self.database.fetch(&PARKED_COUNT, &[]).await?;
        rows.iter()
            .map(|row| Ok((row.text("follower")?, unsigned(row, "lanes")?)))
            .collect()
    }

    /// Asks the follower to try again, at its next turn. `false`: nothing of the kind is parked.
    pub async fn retry(
        &self,
        agency: AgencyId,
        follower: &str,
        aggregate: Uuid,
    ) -> Result<bool, DatabaseFault> {
        let params = [
            agency.into(),
            follower.into(),
            aggregate.into(),
            true.into(),
        ];
        Ok(self.database.execute(&ASK_RETRY, &params).await? == 1)
    }
}

fn parked_lane(row: &Row) -> Result<ParkedLane, DatabaseFault> {
    Ok(ParkedLane {
        agency: AgencyId(row.uuid("agency")?),
        follower: row.text("follower")?,
        aggregate_id: row.uuid("aggregate_id")?,
        sequence: unsigned(row, "sequence")?,
        reason: row.text("reason")?,
        parked_at: row.time("parked_at")?,
        waiting: unsigned(row, "waiting")?,
    })
}

fn unsigned(row: &Row, column: &str) -> Result<u64, DatabaseFault> {
    Ok(u64::try_from(row.int(column)?).unwrap_or_default())
}

/// A lane as the runner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lane {
    pub agency: AgencyId,
    pub aggregate_id: Uuid,
    /// The first event that waits.
    pub sequence: u64,
    pub position: Position,
    pub retry_asked: bool,
}

/// The lanes that are parked for a follower.
pub(super) async fn lanes(tx: &mut Tx, follower: &str) -> Result<Vec<Lane>, DatabaseFault> {
    let rows = tx.fetch(&LANES, &[follower.into()]).await?;
    rows.iter().map(lane).collect()
}

/// The same, read outside a transaction: those for which somebody asked for another try.
pub(super) async fn to_retry(
    database: &Database,
    follower: &str,
) -> Result<Vec<Lane>, DatabaseFault> {
    let rows = database.fetch(&LANES, &[follower.into()]).await?;
    let lanes = rows.iter().map(lane).collect::<Result<Vec<_>, _>>()?;
    Ok(lanes.into_iter().filter(|lane| lane.retry_asked).collect())
}

fn lane(row: &Row) -> Result<Lane, DatabaseFault> {
    Ok(Lane {
        agency: AgencyId(row.uuid("agency")?),
        aggregate_id: row.uuid("aggregate_id")?,
        sequence: unsigned(row, "sequence")?,
        position: Position(
            row.int("position_transaction")?,
            row.int("position_global")?,
        ),
        retry_asked: row.bool("retry_asked")?,
    })
}

/// Sets a lane aside, from this event on.
pub(super) async fn park(
    tx: &mut Tx,
    follower: &str,
    event: &Unprocessed,
    at: DateTime<Utc>,
) -> Result<(), DatabaseFault> {
    let params: [Value; 8] = [
        event.agency.into(),
        follower.into(),
        event.aggregate_id.into(),
        i64::try_from(event.sequence).unwrap_or(i64::MAX).into(),
        event.position.0.into(),
        event.position.1.into(),
        event.reason.as_str().into(),
        at.into(),
    ];
    tx.execute(&PARK, &params).await?;
    Ok(())
}

/// Says of a lane that it was tried again in vain.
pub(super) async fn still_parked(
    tx: &mut Tx,
    follower: &str,
    lane: &Lane,
    reason: &str,
    at: DateTime<Utc>,
) -> Result<(), DatabaseFault> {
    let params = [
        lane.agency.into(),
        follower.into(),
        lane.aggregate_id.into(),
        reason.into(),
        at.into(),
        false.into(),
    ];
    tx.execute(&STILL_PARKED, &params).await?;
    Ok(())
}

/// Counts `events` more that wait in a parked lane.
pub(super) async fn set_aside(
    tx: &mut Tx,
    follower: &str,
    lane: &Lane,
    events: u64,
) -> Result<(), DatabaseFault> {
    let events = i64::try_from(events).unwrap_or(i64::MAX);
    tx.execute(
        &SET_ASIDE,
        &[
            lane.agency.into(),
            follower.into(),
            lane.aggregate_id.into(),
            events.into(),
        ],
    )
    .await?;
    Ok(())
}

/// The lane's events are processed.
pub(super) async fn unpark(tx: &mut Tx, follower: &str, lane: &Lane) -> Result<(), DatabaseFault> {
    tx.execute(
        &UNPARK,
        &[
            lane.agency.into(),
            follower.into(),
            lane.aggregate_id.into(),
        ],
    )
    .await?;
    Ok(())
}

/// An event that could not be processed, and why.
#[derive(Clone, Debug)]
pub(super) struct Unprocessed {
    pub agency: AgencyId,
    pub aggregate_id: Uuid,
    pub sequence: u64,
    pub position: Position,
    pub reason: String,
}
