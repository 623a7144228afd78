//! Who takes messages from the outbox to their channel? Any number of workers, on any number of nodes.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::ids::CommandId;
use domain::metadata::CommandContext;
use domain::policy::occasion::Occasion;
use domain::ticket::{Channel as Way, TicketCommand};
use futures::future::join_all;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::channel::{Channel, Content, Parcel};
use super::enclose;
use super::outcome::Outcome;
use super::prepare::{self, People, PrepareFault, Story};
use super::retry;
use crate::clock::Clock;
use crate::database::DatabaseFault;
use crate::doorbell::Doorbell;
use crate::files::{BlobFault, Blobs};
use crate::links::Links;
use crate::log::Log;
use crate::message::address_book::AddressBook;
use crate::message::{self, Sender, Unwritable, Written};
use crate::outbox::{Claimed, Outbox, State, Undelivery};
use crate::tickets::{CommandError, Tickets};
use crate::worker::Turn;

/// How long at most without a look at the rows: other nodes make some too.
const SLOW_POLL: Duration = Duration::from_millis(500);
/// Messages on their way at once, by each channel.
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
    pub blobs: Blobs,
    pub channels: Channels,
    pub sender: Sender,
    pub clock: Clock,
    /// The bell that the outbox's follower rings.
    pub staged: Doorbell,
}

/// Sends what is due.
///
/// Each channel has hands of its own, and each hand takes the next message as soon as it is free: a server that hangs
/// keeps eight messages waiting and nobody else's.
#[derive(Clone)]
pub struct DeliveryWorker {
    with: Delivery,
}

impl DeliveryWorker {
    pub fn new(with: Delivery) -> Self {
        Self { with }
    }

    pub async fn run(self, stop: CancellationToken) {
        tokio::join!(
            self.carry(Way::Email, &stop),
            self.carry(Way::Sms, &stop),
            self.look_after(&stop)
        );
    }

    /// Makes one attempt at a few of the messages that are due, and tells tickets of those that failed for good.
    pub async fn turn(&self) -> Result<Turn, DatabaseFault> {
        let mut worked = self.give_up().await?;
        let mut claimed = self.claim(Way::Email, AT_ONCE).await?;
        claimed.extend(self.claim(Way::Sms, AT_ONCE).await?);
        worked += claimed.len() as u64;
        let attempts = claimed.iter().map(|message| self.attempt(message));
        for done in join_all(attempts).await {
            done?;
        }
        worked += self.tell_failures().await?;
        Ok(Turn::of(worked))
    }

    /// Keeps the hands of one channel busy until told to stop; what is under way then is finished.
    async fn carry(&self, way: Way, stop: &CancellationToken) {
        let mut staged = self.with.staged.listen();
        let mut under_way = JoinSet::new();
        loop {
            let moved = self.with.clock.changed();
            let free = AT_ONCE - under_way.len();
            if stop.is_cancelled() {
                while under_way.join_next().await.is_some() {}
                return;
            }
            match self.claim(way, free).await {
                Ok(claimed) => {
                    for message in claimed {
                        under_way.spawn(self.clone().carried(message));
                    }
                }
                Err(fault) => tracing::error!(%fault, "cannot look for due messages, trying again"),
            }
            tokio::select! {
                () = stop.cancelled() => {}
                Some(_) = under_way.join_next() => {}
                () = staged.rung(SLOW_POLL) => {}
                () = moved => {}
            }
        }
    }

    async fn carried(self, message: Claimed) {
        if let Err(fault) = self.attempt(&message).await {
            tracing::error!(message = %message.id, %fault, "what became of a message cannot be recorded");
        }
    }

    /// Sees to what no hand is at: attempts that nobody finished, failures that no ticket knows of.
    async fn look_after(&self, stop: &CancellationToken) {
        while !stop.is_cancelled() {
            let seen_to = async {
                self.give_up().await?;
                self.tell_failures().await
            };
            if let Err(fault) = seen_to.await {
                tracing::error!(%fault, "cannot look after the outbox, trying again");
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(SLOW_POLL) => {}
            }
        }
    }

    /// Claims what there is for so many free hands. A channel that stood still is tried with one message first.
    async fn claim(&self, way: Way, free: usize) -> Result<Vec<Claimed>, DatabaseFault> {
        let now = self.now();
        let stops = self.with.outbox.stops().await?;
        let most = match stops.iter().find(|stop| stop.channel == way) {
            Some(stop) if stop.until > now => 0,
            Some(_) => free.min(1),
            None => free,
        };
        if most == 0 {
            return Ok(Vec::new());
        }
        let most = u32::try_from(most).unwrap_or(1);
        self.with.outbox.claim_for(Some(way), now, most).await
    }

    async fn give_up(&self) -> Result<u64, DatabaseFault> {
        let (outbox, now) = (&self.with.outbox, self.now());
        outbox.give_up_expired(now).await?;
        let mut given_up = 0;
        for stop in outbox.stops().await? {
            given_up += outbox.give_up_waiting(stop.channel, now).await?;
        }
        Ok(given_up)
    }

    async fn tell_failures(&self) -> Result<u64, DatabaseFault> {
        let mut told = 0;
        for failure in self.with.outbox.unreported(REPORTED_AT_ONCE).await? {
            told += u64::from(self.report(&failure).await?);
        }
        Ok(told)
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
        if state == State::Failed {
            self.tell_failures().await?;
        }
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
        if retry::schedule(claimed.channel).is_exhausted(claimed.uncertain) {
            return outbox.give_up(claimed, now).await;
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
            Ok(mut written) => match self.enclose(claimed, story, &mut written).await {
                Ok(()) => self.hand_over(claimed, written).await?,
                Err(fault) => {
                    tracing::error!(ticket = %claimed.ticket, message = %claimed.id, %fault, "a file cannot be read");
                    Outcome::later("a file cannot be read")
                }
            },
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

    /// Puts the file in that goes with it. Whoever is named by its name is remembered with the message.
    async fn enclose(
        &self,
        claimed: &Claimed,
        story: &Story,
        written: &mut Written,
    ) -> Result<(), BlobFault> {
        let Content::Email(email) = &mut written.content else {
            return Ok(());
        };
        let Some(file) = enclose::chosen(claimed, &story.event, &story.now) else {
            return Ok(());
        };
        let enclosed = enclose::enclosed(&self.with.blobs, claimed.agency, file).await?;
        if enclosed.is_some() && !written.subjects.contains(file.name.subject()) {
            written.subjects.push(file.name.subject().clone());
        }
        email.enclosed.extend(enclosed);
        Ok(())
    }

    async fn hand_over(
        &self,
        claimed: &Claimed,
        written: Written,
    ) -> Result<Outcome, DatabaseFault> {
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
        self.learn(claimed.channel, &outcome).await?;
        Ok(outcome)
    }

    /// What one message's fate says of its whole channel.
    async fn learn(&self, way: Way, outcome: &Outcome) -> Result<(), DatabaseFault> {
        let outbox = &self.with.outbox;
        match outcome {
            Outcome::Barred {
                reason,
                retry_after,
            } => outbox.stop(way, reason, *retry_after, self.now()).await,
            Outcome::Sent { .. } | Outcome::Failed { .. } => outbox.resume(way).await,
            Outcome::Later { .. } | Outcome::Unknown { .. } => Ok(()),
        }
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
