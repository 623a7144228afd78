//! Which messages are ours to try now? The heads of their lanes, claimed so that nobody else tries them.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{AgencyId, TicketId};
use domain::policy::occasion::Occasion;
use domain::ticket::{Channel, Recipient};
use uuid::Uuid;

use super::memo::{Memo, Topic, code};
use super::{CLAIM, GIVE_UP_EXPIRED, Outbox};
use crate::database::{DatabaseFault, Row, Value};
use crate::delivery::retry;

/// A message that is ours to try: the attempt is on record already.
#[derive(Clone, Debug)]
pub struct Claimed {
    pub agency: AgencyId,
    pub id: Uuid,
    pub ticket: TicketId,
    /// The event that caused it, by its place in the ticket's stream.
    pub sequence: u64,
    pub occasion: Occasion,
    pub recipient: Recipient,
    pub channel: Channel,
    pub memo: Memo,
    /// The same at every attempt.
    pub reference: String,
    pub created_at: DateTime<Utc>,
    /// This one included.
    pub attempts: u32,
    /// How many of the earlier ones perhaps succeeded.
    pub uncertain: u32,
    pub first_attempt_at: DateTime<Utc>,
}

impl Outbox {
    /// Claims at most `limit` messages that are due at `now`, longest due first, and only the first of each lane. The
    /// claim is durable, and counts as an attempt, before this returns.
    pub async fn claim(
        &self,
        now: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<Claimed>, DatabaseFault> {
        self.claim_for(None, now, limit).await
    }

    /// The same for one channel, so that messages that wait for a slow server leave the other channel's alone.
    pub async fn claim_for(
        &self,
        channel: Option<Channel>,
        now: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<Claimed>, DatabaseFault> {
        let params = [
            now.into(),
            millis(self.lease).into(),
            limit.into(),
            Value::Text(channel.map(|channel| code(&channel))),
        ];
        let rows = self.database.execute_returning(&CLAIM, &params).await?;
        let mut claimed = rows
            .iter()
            .map(Claimed::of)
            .collect::<Result<Vec<_>, _>>()?;
        claimed.sort_by_key(|message| (message.created_at, message.sequence));
        Ok(claimed)
    }

    /// Attempts whose worker was never heard of again: perhaps sent, perhaps not.
    pub async fn give_up_expired(&self, now: DateTime<Utc>) -> Result<u64, DatabaseFault> {
        let pause = retry::SMS.after_unknown.first().copied();
        let sms = now + TimeDelta::from_std(pause.unwrap_or_default()).unwrap_or_default();
        self.database
            .execute(&GIVE_UP_EXPIRED, &[sms.into(), now.into()])
            .await
    }
}

impl Claimed {
    fn of(row: &Row) -> Result<Self, DatabaseFault> {
        let topic = Topic::of(row)?;
        Ok(Self {
            agency: AgencyId(row.uuid("agency")?),
            id: row.uuid("id")?,
            ticket: TicketId(row.uuid("ticket")?),
            sequence: row.int("sequence")?.unsigned_abs(),
            occasion: topic.occasion,
            recipient: topic.recipient,
            channel: topic.channel,
            memo: topic.memo,
            reference: row.text("reference")?,
            created_at: row.time("created_at")?,
            attempts: u32::try_from(row.int("attempts")?).unwrap_or(u32::MAX),
            uncertain: u32::try_from(row.int("uncertain")?).unwrap_or(u32::MAX),
            first_attempt_at: row.time("first_attempt_at")?,
        })
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
