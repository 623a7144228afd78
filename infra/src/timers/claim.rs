//! Who fires which row? A claim pushes it into the future, so that nobody else sees it meanwhile.

use super::{CLAIM, POSTPONE, SPEND};
use crate::database::{Database, DatabaseFault, Row, Statement, Value};
use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{AgencyId, TicketId};

/// How long a claim lasts if nothing more is heard of the claimer: then the row is due again.
const CLAIM_LASTS: TimeDelta = TimeDelta::seconds(60);
/// Rows claimed at once: a few seconds' work.
const CLAIMED_AT_ONCE: i64 = 100;
/// No due row is put off further than this.
pub(super) const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(10);

/// A due row, ours for the moment.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    pub(super) agency: AgencyId,
    generation: i64,
    pub(super) ticket: TicketId,
    /// The timer's text form.
    pub(super) timer: String,
    pub(super) due_at: DateTime<Utc>,
    version: i64,
    attempts: i64,
}

impl Claim {
    /// Claims what is due at `now`, the longest due if there is more. The rows of a ticket stand together, in order.
    pub(super) async fn due(
        database: &Database,
        now: DateTime<Utc>,
    ) -> Result<Vec<Self>, DatabaseFault> {
        let params = [
            now.into(),
            (now + CLAIM_LASTS).into(),
            CLAIMED_AT_ONCE.into(),
        ];
        crate::crash_point!(TimersClaiming);
        let rows = database.execute_returning(&CLAIM, &params).await?;
        let mut claims = rows
            .iter()
            .map(Self::from_row)
            .collect::<Result<Vec<_>, _>>()?;
        claims.sort_by_key(|claim| (claim.ticket, claim.due_at));
        Ok(claims)
    }

    fn from_row(row: &Row) -> Result<Self, DatabaseFault> {
        Ok(Self {
            agency: AgencyId(row.uuid("agency")?),
            generation: row.int("generation")?,
            ticket: TicketId(row.uuid("ticket")?),
            timer: row.text("timer")?,
            due_at: row.time("due_at")?,
            version: row.int("version")?,
            attempts: row.int("attempts")?,
        })
    }

    /// The ticket has answered, whatever it said: nothing more to ask until its next event.
    pub(super) async fn spend(&self, database: &Database) -> Result<(), DatabaseFault> {
        self.settle(database, &SPEND, true.into()).await
    }

    /// The ticket could not be asked: again after a pause that grows.
    pub(super) async fn postpone(
        &self,
        database: &Database,
        now: DateTime<Utc>,
    ) -> Result<(), DatabaseFault> {
        self.settle(database, &POSTPONE, (now + self.pause()).into())
            .await
    }

    fn pause(&self) -> TimeDelta {
        let doublings = u32::try_from(self.attempts.clamp(0, 10)).unwrap_or_default();
        TimeDelta::seconds(1 << doublings).min(LONGEST_PAUSE)
    }

    /// Guarded by the version that armed it: a row that the follower has armed anew meanwhile is another matter.
    async fn settle(
        &self,
        database: &Database,
        statement: &Statement,
        value: Value,
    ) -> Result<(), DatabaseFault> {
        let params = [
            self.agency.into(),
            self.generation.into(),
            self.ticket.into(),
            self.timer.as_str().into(),
            self.version.into(),
            value,
        ];
        database.execute(statement, &params).await?;
        Ok(())
    }
}
