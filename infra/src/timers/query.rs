//! What is armed, and is anything late?

use super::claim::LONGEST_PAUSE;
use super::{NEXT_DUE, OLDEST_DUE, UPCOMING};
use crate::database::{Database, DatabaseFault};
use chrono::{DateTime, Utc};
use domain::ids::{AgencyId, TicketId};

/// A deadline that is armed, as its row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArmedTimer {
    /// The timer's text form, `<assignment>/<kind>/<ordinal>`.
    pub timer: String,
    pub due_at: DateTime<Utc>,
    /// `silent_mode`: it will come, and write to nobody.
    pub suspended: Option<String>,
}

/// The rows, for who only looks.
#[derive(Clone, Debug)]
pub struct Timers {
    database: Database,
}

impl Timers {
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    /// What is armed on a ticket, soonest first.
    pub async fn upcoming(
        &self,
        agency: AgencyId,
        ticket: TicketId,
    ) -> Result<Vec<ArmedTimer>, DatabaseFault> {
        let rows = self
            .database
            .fetch(&UPCOMING, &[agency.into(), ticket.into()])
            .await?;
        let armed = rows.iter().map(|row| {
            Ok(ArmedTimer {
                timer: row.text("timer")?,
                due_at: row.time("due_at")?,
                suspended: row.opt_text("suspended")?,
            })
        });
        armed.collect()
    }

    /// Since when the timer that waits longest is due; `None` while nothing is late at `now`. For health.
    pub async fn oldest_due(
        &self,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, DatabaseFault> {
        let row = self
            .database
            .fetch_optional(&OLDEST_DUE, &[now.into(), (now + LONGEST_PAUSE).into()])
            .await?;
        row.map(|row| row.time("due_at")).transpose()
    }

    /// When the next timer is to fire.
    pub async fn next_due(&self) -> Result<Option<DateTime<Utc>>, DatabaseFault> {
        let row = self.database.fetch_optional(&NEXT_DUE, &[]).await?;
        row.map(|row| row.time("next_at")).transpose()
    }
}
