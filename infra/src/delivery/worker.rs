//! Who takes messages from the outbox to their channel? Any number of workers, on any number of nodes.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::ids::CommandId;
use domain::metadata::CommandContext;
use domain::policy::occasion::Occasion;
use domain::ticket::{Channel as Way, TicketCommand};
use futures::stream::{StreamExt, iter};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::channel::{Channel, Parcel};
use super::outcome::Outcome;
use super::prepare::{self, People, PrepareFault, Story};
use crate::clock::Clock;
use crate::database::DatabaseFault;
use crate::doorbell::Doorbell;
use crate::links::Links;
use crate::log::Log;
use crate::message::address_book::AddressBook;
use crate::message::{self, Sender, Unwritable, Written};
use crate::outbox::{Claimed, Outbox, State, Undelivery};
use crate::tickets::{CommandError, Tickets};
use crate::worker::Turn;

/// How long at most without a look at the rows: other nodes make some too.
const SLOW_POLL: Duration = Duration::from_millis(500);
/// Messages on their way at once.
const AT_ONCE: usize = 8;
/// Failures told to their tickets in one turn.
const REPORTED_AT_ONCE: u32 = 100;

/// Where each kind of message leaves.
#[derive(Clone)]
pub struct Channels {
    pub email: Arc<dyn Channel>,
    pub sms: Arc<dyn Channel>,
}

/// Everything that delivery needs of the outside.
#[derive(Clone)]
pub struct Delivery {
    pub outbox: Outbox,
    pub log: Log,
    pub tickets: Tickets,
    pub address_book: Arc<dyn AddressBook>,
    pub links: Links,
    pub channels: Channels,
    pub sender: Sender,
    pub clock: Clock,
    /// The bell that the outbox's follower rings.
    pub staged: Doorbell,
}

/// Sends what is due.
#[derive(Clone)]
pub struct DeliveryWorker {
    with: Delivery,
}

impl DeliveryWorker {
    pub fn new(with: Delivery) -> Self {
        Self { with }
    }

    pub async fn run(self, stop: CancellationToken) {
        let mut staged = self.with.staged.listen();
        while !stop.is_cancelled() {
            let moved = self.with.clock.changed();
            match self.turn().await {
                Ok(turn) if turn.worked() => continue,
                Ok(_) => {}
                Err(fault) => tracing::error!(%fault, "cannot look for due messages, trying again"),
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = staged.rung(SLOW_POLL) => {}
                () = moved => {}
            }
        }
    }

    /// Makes one attempt at a few of the messages that are due, and tells tickets of those that failed for good.
    pub async fn turn(&self) -> Result<Turn, DatabaseFault> {
        let outbox = &self.with.outbox;
        outbox.give_up_expired(self.now()).await?;
        let claimed = outbox.claim(self.now(), AT_ONCE as u32).await?;
        let mut worked = claimed.len() as u64;
        // Made before they are awaited: a closure that borrows inside of the stream would keep this future from being
        // spawned.
        let attempts: Vec<_> = claimed
            .iter()
            .map(|message| self.attempt(message))
            .collect();
        let attempts = iter(attempts).buffer_unordered(AT_ONCE);
        let faults: Vec<DatabaseFault> =
            attempts.filter_map(async |done| done.err()).collect().await;
        if let Some(fault) = faults.into_iter().next() {
            return Err(fault);
        }
        for failure in outbox.unreported(REPORTED_AT_ONCE).await? {
            worked += u64::from(self.report(&failure).await?);
        }
        Ok(Turn::of(worked))
    }

    fn now(&self) -> DateTime<Utc> {
        self.with.clock.now()
    }

    async fn attempt(&self, claimed: &Claimed) -> Result<(), DatabaseFault> {
        let state = match self.prepared(claimed).await {
            Ok((story, people)) => self.send(claimed, &story, &people).await?,
            Err(fault) => {
                tracing::error!(ticket = %claimed.ticket, message = %claimed.id, %fault, "a message cannot be prepared");
                let outcome = Outcome::later("the ticket or the agency cannot be read");
                self.with
                    .outbox
                    .record(claimed, &outcome, self.now(), |at| at)
                    .await?
            }
        };
        metrics::counter!("outbox_attempts_total", "channel" => way(claimed.channel), "state" => state.code())
            .increment(1);
        Ok(())
    }

    async fn prepared(&self, claimed: &Claimed) -> Result<(Story, People), PrepareFault> {
        let story = Story::read(&self.with.log, claimed).await?;
        let people = People::look_up(&*self.with.address_book, claimed, &story).await?;
        Ok((story, people))
    }

    async fn send(
        &self,
        claimed: &Claimed,
        story: &Story,
        people: &People,
    ) -> Result<State, DatabaseFault> {
        let (outbox, now) = (&self.with.outbox, self.now());
        let leaves_at = |at| prepare::leaves_at(claimed, &story.now, at);
        if prepare::is_outdated(claimed, story, now) {
            return outbox.suppress(claimed, "outdated", now).await;
        }
        if leaves_at(now) > now {
            outbox.put_back(claimed, leaves_at(now)).await?;
            return Ok(State::Due);
        }
        let scene = prepare::scene(claimed, story, people, &self.with.links);
        let outcome = match message::write(
            &scene,
            &self.with.sender,
            &claimed.reference,
            claimed.created_at,
        ) {
            Ok(written) => self.hand_over(claimed, written).await,
            Err(Unwritable::Erased) => return outbox.suppress(claimed, "erased", now).await,
            Err(Unwritable::NoAddress) => Outcome::failed("no_address"),
            Err(fault @ (Unwritable::NoText { .. } | Unwritable::Template(_))) => {
                tracing::error!(ticket = %claimed.ticket, message = %claimed.id, %fault, "a message cannot be written");
                Outcome::later("the message cannot be written")
            }
        };
        outbox
            .record(claimed, &outcome, self.now(), leaves_at)
            .await
    }

    async fn hand_over(&self, claimed: &Claimed, written: Written) -> Outcome {
        let channel = match claimed.channel {
            Way::Email => &self.with.channels.email,
            Way::Sms => &self.with.channels.sms,
        };
        let parcel = Parcel {
            agency: claimed.agency,
            ticket: claimed.ticket,
            id: claimed.id,
            reference: claimed.reference.clone(),
            at: self.now(),
            subjects: written.subjects,
            content: written.content,
        };
        crate::crash_point!(AttemptRecorded);
        let outcome = channel.send(&parcel).await;
        crate::crash_point!(AttemptAnswered);
        tracing::info!(
            ticket = %claimed.ticket, message = %claimed.id, channel = channel.name(), attempt = claimed.attempts,
            outcome = outcome.name(), "a message was tried"
        );
        outcome
    }

    /// Tells the ticket that a message will not arrive. Says whether that is settled now.
    async fn report(&self, failure: &Undelivery) -> Result<bool, DatabaseFault> {
        // About a notice that says just this, nobody is left to tell; the outbox's counters show it.
        if failure.occasion != Occasion::DeliveryFailed && !self.ticket_knows(failure).await {
            return Ok(false);
        }
        crate::crash_point!(FailureTold);
        self.with
            .outbox
            .mark_reported(failure.agency, failure.id)
            .await?;
        Ok(true)
    }

    async fn ticket_knows(&self, failure: &Undelivery) -> bool {
        let command = TicketCommand::RecordNotificationFailure {
            failure: failure.failure.clone(),
        };
        // Derived from the message, so that telling it twice is telling it once.
        let id = CommandId(Uuid::new_v5(&failure.id, b"failed"));
        let key = format!("outbox:{}", failure.id);
        let context = CommandContext::new(id, Actor::System, self.now()).with_key(key);
        let told = self
            .with
            .tickets
            .execute(failure.agency, failure.ticket, command, context, None)
            .await;
        match told {
            Ok(_) => true,
            Err(
                error @ (CommandError::Refused(_)
                | CommandError::Unknown
                | CommandError::Stale { .. }
                | CommandError::KeyReused),
            ) => {
                tracing::warn!(ticket = %failure.ticket, message = %failure.id, %error, "the ticket takes no notice");
                true
            }
            Err(error @ (CommandError::Conflict | CommandError::Fault(_))) => {
                tracing::warn!(ticket = %failure.ticket, message = %failure.id, %error, "not told yet, trying again");
                false
            }
        }
    }
}

fn way(channel: Way) -> &'static str {
    match channel {
        Way::Email => "email",
        Way::Sms => "sms",
    }
}
