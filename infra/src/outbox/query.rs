//! What do pages, health and counters ask of the outbox?

use chrono::{DateTime, Utc};
use domain::ids::{AgencyId, TicketId};
use domain::policy::occasion::Occasion;
use domain::ticket::{Channel, Recipient, Undelivered};
use serde::Serialize;
use uuid::Uuid;

use super::memo::{Memo, Topic, coded};
use super::state::State;
use super::{COUNTS, FOR_TICKET, NEXT_DUE, Outbox, UNREPORTED};
use crate::database::{DatabaseFault, Row};

/// One message of a ticket, as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutboxView {
    pub id: Uuid,
    /// The event that caused it, by its place in the ticket's stream.
    pub sequence: u64,
    pub occasion: Occasion,
    pub recipient: Recipient,
    pub channel: Channel,
    pub memo: Memo,
    pub state: State,
    pub created_at: DateTime<Utc>,
    /// When the next attempt is planned, for those that are not settled; not before their channel is tried again.
    pub due_at: DateTime<Utc>,
    pub attempts: u32,
    /// How many of them perhaps succeeded.
    pub uncertain: u32,
    pub last_attempt_at: Option<DateTime<Utc>>,
    pub settled_at: Option<DateTime<Utc>>,
    /// `silent`, `outdated`, `erased` or `restored` for those suppressed; otherwise what the last attempt came to.
    pub reason: Option<String>,
}

impl OutboxView {
    /// Some attempt perhaps succeeded, and none is confirmed.
    pub fn is_perhaps_delivered(&self) -> bool {
        let unconfirmed = match self.state {
            State::Due | State::Attempted | State::Later | State::Unknown | State::Failed => true,
            State::Sent | State::Delivered | State::Suppressed => false,
        };
        unconfirmed && self.uncertain > 0
    }
}

/// A message that failed for good and that its ticket does not know of yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undelivery {
    pub agency: AgencyId,
    pub ticket: TicketId,
    pub id: Uuid,
    pub occasion: Occasion,
    pub failure: Undelivered,
}

/// How many messages of a channel stand in a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    pub state: State,
    pub channel: Channel,
    pub messages: u64,
}

impl Outbox {
    /// The messages of a ticket, in the order of what caused them.
    pub async fn for_ticket(
        &self,
        agency: AgencyId,
        ticket: TicketId,
    ) -> Result<Vec<OutboxView>, DatabaseFault> {
        let rows = self
            .database
            .fetch(&FOR_TICKET, &[agency.into(), ticket.into()])
            .await?;
        rows.iter().map(view).collect()
    }

    /// When the next message may be tried: in the past if one waits for a worker. Those that wait for their turn in a
    /// lane do not count.
    pub async fn next_due(
        &self,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, DatabaseFault> {
        let row = self
            .database
            .fetch_optional(&NEXT_DUE, &[now.into()])
            .await?;
        Ok(row.map(|row| row.opt_time("due_at")).transpose()?.flatten())
    }

    /// Since when the longest overdue message has been waiting; what health looks at.
    pub async fn oldest_due(
        &self,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, DatabaseFault> {
        Ok(self.next_due(now).await?.filter(|due| *due <= now))
    }

    pub async fn counts(&self) -> Result<Vec<Count>, DatabaseFault> {
        self.database
            .fetch(&COUNTS, &[])
            .await?
            .iter()
            .map(count)
            .collect()
    }

    /// Failures that their tickets have not been told, oldest first.
    pub async fn unreported(&self, limit: u32) -> Result<Vec<Undelivery>, DatabaseFault> {
        self.database
            .fetch(&UNREPORTED, &[limit.into()])
            .await?
            .iter()
            .map(undelivery)
            .collect()
    }
}

fn view(row: &Row) -> Result<OutboxView, DatabaseFault> {
    let topic = Topic::of(row)?;
    Ok(OutboxView {
        id: row.uuid("id")?,
        sequence: row.int("sequence")?.unsigned_abs(),
        occasion: topic.occasion,
        recipient: topic.recipient,
        channel: topic.channel,
        memo: topic.memo,
        state: coded("state", row.text("state")?)?,
        created_at: row.time("created_at")?,
        due_at: row.time("due_at")?,
        attempts: u32::try_from(row.int("attempts")?).unwrap_or(u32::MAX),
        uncertain: u32::try_from(row.int("uncertain")?).unwrap_or(u32::MAX),
        last_attempt_at: row.opt_time("last_attempt_at")?,
        settled_at: row.opt_time("settled_at")?,
        reason: row.opt_text("reason")?,
    })
}

fn undelivery(row: &Row) -> Result<Undelivery, DatabaseFault> {
    let topic = Topic::of(row)?;
    Ok(Undelivery {
        agency: AgencyId(row.uuid("agency")?),
        ticket: TicketId(row.uuid("ticket")?),
        id: row.uuid("id")?,
        occasion: topic.occasion,
        failure: Undelivered {
            recipient: topic.recipient,
            channel: topic.channel,
            about: topic.memo.about,
            reason: class(row.opt_text("reason")?.as_deref(), row.int("uncertain")?).to_owned(),
        },
    })
}

/// What a person can do something about; the codes stay in the outbox.
fn class(reason: Option<&str>, uncertain: i64) -> &'static str {
    match reason {
        _ if uncertain > 0 => "unconfirmed",
        Some("expired") => "expired",
        Some("no_address") => "no_address",
        Some(_) | None => "refused",
    }
}

fn count(row: &Row) -> Result<Count, DatabaseFault> {
    Ok(Count {
        state: coded("state", row.text("state")?)?,
        channel: coded("channel", row.text("channel")?)?,
        messages: row.int("messages")?.unsigned_abs(),
    })
}
