//! How far behind is each follower? For health (which is progress, not being alive) and for metrics.

use super::FollowerFault;
use crate::database::{Database, Statement};
use crate::log::{Log, Position};
use crate::sql;
use chrono::{DateTime, Utc};

const POSITIONS: Statement = sql!("sql/positions.sql");
pub(super) const STATEMENTS: &[&Statement] = &[&POSITIONS];

/// How far behind the log a follower is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lag {
    pub follower: String,
    /// Some node holds its lease.
    pub is_followed: bool,
    /// About how many events it has not seen; positions have gaps, so at most that many.
    pub events: u64,
    /// When the first of them was recorded.
    pub waiting_since: Option<DateTime<Utc>>,
}

/// The lag of every follower that ever ran.
pub async fn lag(database: &Database, log: &Log) -> Result<Vec<Lag>, FollowerFault> {
    let head = log.head().await?;
    let mut lags = Vec::new();
    for row in database.fetch(&POSITIONS, &[]).await? {
        let position = Position(
            row.int("position_transaction")?,
            row.int("position_global")?,
        );
        let next = if position < head {
            log.read(position, 1).await?
        } else {
            Vec::new()
        };
        lags.push(Lag {
            follower: row.text("name")?,
            is_followed: row.opt_text("holder")?.is_some(),
            events: u64::try_from(head.1 - position.1)
                .unwrap_or_default()
                .max(next.len() as u64),
            waiting_since: next
                .first()
                .and_then(|entry| entry.recorded.as_ref().ok())
                .map(|event| event.metadata.at),
        });
    }
    Ok(lags)
}
