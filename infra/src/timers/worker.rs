//! What happens when a deadline has come? Its ticket is asked; the answer, whatever it is, spends the row.
//!
//! Any number of nodes may run this worker. Two that claim the same row (one of them having slept too long) issue
//! the same command under the same key, so the ticket hears it once.

use super::claim::Claim;
use super::query::Timers;
use crate::clock::Clock;
use crate::database::{Database, DatabaseFault};
use crate::doorbell::Doorbell;
use crate::tickets::{CommandError, Tickets};
use crate::worker::Turn;
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::ids::CommandId;
use domain::metadata::CommandContext;
use domain::ticket::{TicketCommand, Timer};
use futures::{StreamExt, TryStreamExt, stream};
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How long at most without a look at the rows: other nodes arm timers too.
const SLOW_POLL: Duration = Duration::from_millis(500);

/// Tickets asked at the same time: enough to keep a database busy, few enough to leave it to others.
const TICKETS_AT_ONCE: usize = 8;

/// Fires what is due.
pub struct TimerWorker {
    database: Database,
    tickets: Tickets,
    clock: Clock,
    armed: Doorbell,
    timers: Timers,
}

impl TimerWorker {
    /// `armed`: the bell that the follower rings.
    pub fn new(database: &Database, tickets: &Tickets, clock: &Clock, armed: &Doorbell) -> Self {
        Self {
            database: database.clone(),
            tickets: tickets.clone(),
            clock: clock.clone(),
            armed: armed.clone(),
            timers: Timers::new(database.clone()),
        }
    }

    pub async fn run(self, stop: CancellationToken) {
        let mut armed = self.armed.listen();
        while !stop.is_cancelled() {
            let moved = self.clock.changed();
            match self.turn().await {
                Ok(turn) if turn.worked() => continue,
                Ok(_) => {}
                Err(fault) => tracing::error!(%fault, "cannot look for due timers, trying again"),
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = armed.rung(SLOW_POLL) => {}
                () = self.next_is_due() => {}
                () = moved => {}
            }
        }
    }

    /// Returns when the next row is due by the product's clock, so that a timer need not wait for the poll.
    async fn next_is_due(&self) {
        match self.timers.next_due().await {
            Ok(Some(at)) => self.clock.sleep_until(at).await,
            Ok(None) => std::future::pending().await,
            // Said by the next turn; until then the poll sets the pace.
            Err(_) => std::future::pending().await,
        }
    }

    /// Fires what is due now, a hundred rows at most.
    pub async fn turn(&self) -> Result<Turn, DatabaseFault> {
        let claims = Claim::due(&self.database, self.clock.now()).await?;
        let mut asked = Vec::new();
        for of_a_ticket in claims.chunk_by(|one, next| one.ticket == next.ticket) {
            asked.push(self.fire_in_order(of_a_ticket));
        }
        let fired = stream::iter(asked).buffer_unordered(TICKETS_AT_ONCE);
        fired.try_collect::<()>().await?;
        Ok(Turn::of(claims.len() as u64))
    }

    /// Those of one ticket one after the other: at the same time they would only be in each other's way.
    async fn fire_in_order(&self, claims: &[Claim]) -> Result<(), DatabaseFault> {
        for claim in claims {
            self.fire(claim).await?;
        }
        Ok(())
    }

    async fn fire(&self, claim: &Claim) -> Result<(), DatabaseFault> {
        let Ok(timer) = claim.timer.parse::<Timer>() else {
            tracing::error!(ticket = %claim.ticket, timer = claim.timer, "not a timer: dropped");
            return claim.spend(&self.database).await;
        };
        // The claim has found that its time has come. A machine's clock that is set back meanwhile must not let the
        // ticket find otherwise: the row would be spent, and nothing would ask again.
        let context = context(claim, self.clock.now().max(claim.due_at));
        crate::crash_point!(TimerClaimed);
        let answer = self
            .tickets
            .execute(
                claim.agency,
                claim.ticket,
                TicketCommand::FireTimer { timer },
                context,
                None,
            )
            .await;
        crate::crash_point!(TimerFired);
        match answer {
            Ok(_) => claim.spend(&self.database).await,
            Err(CommandError::Refused(refusal)) => {
                tracing::debug!(ticket = %claim.ticket, timer = claim.timer, %refusal, "no longer applies");
                claim.spend(&self.database).await
            }
            // Cannot come from a row of ours, and asking again would not change it.
            Err(
                error @ (CommandError::Unknown
                | CommandError::Stale { .. }
                | CommandError::KeyReused),
            ) => {
                tracing::error!(ticket = %claim.ticket, timer = claim.timer, %error, "dropped");
                claim.spend(&self.database).await
            }
            Err(error @ (CommandError::Conflict | CommandError::Fault(_))) => {
                tracing::warn!(ticket = %claim.ticket, timer = claim.timer, %error, "not fired, trying again");
                claim.postpone(&self.database, self.clock.now()).await
            }
        }
    }
}

/// The same row gives the same command, whoever fires it and how often.
fn context(claim: &Claim, now: DateTime<Utc>) -> CommandContext {
    let key = format!(
        "timer:{}:{}:{}",
        claim.ticket,
        claim.timer,
        claim.due_at.timestamp_micros()
    );
    let command = CommandId(Uuid::new_v5(&claim.ticket.uuid(), key.as_bytes()));
    CommandContext::new(command, Actor::Timer, now).with_key(key)
}
