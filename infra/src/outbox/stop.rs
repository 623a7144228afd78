//! Does a channel as a whole stand still? While its account is refused, every message would be.
//!
//! A stop is a row, so that all nodes keep to it. When it is over one message is tried; its fate is that of the channel.

use chrono::{DateTime, TimeDelta, Utc};
use domain::ticket::Channel;

use super::memo::{code, coded};
use super::{GIVE_UP_WAITING, Outbox, RESUME_CHANNEL, STOP_CHANNEL, STOPS};
use crate::database::{DatabaseFault, Row};
use crate::delivery::retry;

/// A channel that stands still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    pub channel: Channel,
    pub since: DateTime<Utc>,
    /// Then one message is tried.
    pub until: DateTime<Utc>,
    /// Refused so often in a row.
    pub times: u32,
    /// A code, never a server's words.
    pub reason: String,
}

impl Outbox {
    /// The channels that stand still, or did when they were last tried.
    pub async fn stops(&self) -> Result<Vec<Stop>, DatabaseFault> {
        self.database
            .fetch(&STOPS, &[])
            .await?
            .iter()
            .map(stop)
            .collect()
    }

    /// Stops a channel; one that is stopped already stays so until the same moment.
    pub async fn stop(
        &self,
        channel: Channel,
        reason: &str,
        asked: Option<std::time::Duration>,
        now: DateTime<Utc>,
    ) -> Result<(), DatabaseFault> {
        let stops = self.stops().await?;
        let before = stops.iter().find(|stop| stop.channel == channel);
        let times = before.map_or(0, |stop| stop.times) + 1;
        let pause = TimeDelta::from_std(retry::channel_pause(times, asked)).unwrap_or_default();
        let params = [
            code(&channel).into(),
            now.into(),
            (now + pause).into(),
            reason.into(),
        ];
        if self.database.execute(&STOP_CHANNEL, &params).await? > 0 {
            tracing::error!(channel = code(&channel), reason, times, until = %(now + pause), "a channel is refused and stands still; its settings need looking at");
        }
        Ok(())
    }

    /// The channel is taken again.
    pub async fn resume(&self, channel: Channel) -> Result<(), DatabaseFault> {
        // Asked first: this follows every message that was sent, and a write would take its turn among all writes.
        if !self
            .stops()
            .await?
            .iter()
            .any(|stop| stop.channel == channel)
        {
            return Ok(());
        }
        let params = [code(&channel).into()];
        if self.database.execute(&RESUME_CHANNEL, &params).await? > 0 {
            tracing::info!(channel = code(&channel), "a channel works again");
        }
        Ok(())
    }

    /// What has waited for a stopped channel for a day has failed, as if it had been tried.
    pub async fn give_up_waiting(
        &self,
        channel: Channel,
        now: DateTime<Utc>,
    ) -> Result<u64, DatabaseFault> {
        let day = TimeDelta::from_std(retry::EMAIL.give_up_after).unwrap_or_default();
        let params = [code(&channel).into(), (now - day).into(), now.into()];
        self.database.execute(&GIVE_UP_WAITING, &params).await
    }
}

fn stop(row: &Row) -> Result<Stop, DatabaseFault> {
    Ok(Stop {
        channel: coded("channel", row.text("channel")?)?,
        since: row.time("since")?,
        until: row.time("until")?,
        times: u32::try_from(row.int("times")?).unwrap_or(u32::MAX),
        reason: row.text("reason")?,
    })
}
