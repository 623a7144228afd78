//! What goes on behind the pages? Every follower and worker of a process, to be run, or cranked by hand.

use std::sync::Arc;

use anyhow::{Context, Result};
use async_trait::async_trait;
use infra::config::Settings;
use infra::delivery::{Delivery, DeliveryWorker, channels};
use infra::doorbell::Doorbell;
use infra::follower::{Follower, Runner, RunnerSettings};
use infra::message::Sender;
use infra::outbox::Outbox;
use infra::outbox::OutboxFollower;
use infra::timers::{TimerWorker, TimersFollower};
use infra::worker::Turn;
use projections::ticket_list::TicketListFollower;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::housekeeping::Housekeeping;
use crate::state::App;

/// More turns than any amount of due work takes; whoever needs more is going round in circles.
const TURNS: usize = 10_000;

/// All background work of one process.
pub struct Workers {
    all: Vec<Box<dyn Worker>>,
}

impl Workers {
    pub fn new(settings: &Settings, app: &App) -> Result<Self> {
        let (armed, staged) = (Doorbell::new(), Doorbell::new());
        let list = TicketListFollower::new(&app.log).telling(app.feed.clone());
        let delivery = Delivery {
            outbox: Outbox::new(app.database.clone()),
            log: app.log.clone(),
            tickets: app.tickets.clone(),
            address_book: Arc::new(app.directory.clone()),
            links: app.links.clone(),
            blobs: app.blobs.clone(),
            channels: channels(&settings.mail, &settings.sms, &app.mailbox)?,
            sender: Sender::new(&settings.mail.from_address),
            clock: app.clock.clone(),
            staged: staged.clone(),
        };
        Ok(Self {
            all: vec![
                follow(app, list, RunnerSettings::default()),
                follow(
                    app,
                    TimersFollower::new(&app.log, &armed),
                    RunnerSettings::unhurried(),
                ),
                follow(
                    app,
                    OutboxFollower::new(&app.log, &app.links, &app.clock, &staged),
                    RunnerSettings::unhurried(),
                ),
                Box::new(TimerWorker::new(
                    &app.database,
                    &app.tickets,
                    &app.clock,
                    &armed,
                )),
                Box::new(DeliveryWorker::new(delivery)),
                Box::new(Housekeeping::new(app)),
            ],
        })
    }

    /// Works until told to stop, each finishing what it has begun. A worker that breaks off stops the others and is an
    /// error, so that whoever watches over the process starts it again.
    pub async fn run(self, stop: CancellationToken) -> Result<()> {
        let mut broken = Ok(());
        let mut running = JoinSet::new();
        for worker in self.all {
            running.spawn(worker.run(stop.clone()));
        }
        while let Some(ended) = running.join_next().await {
            if let Err(error) = ended {
                tracing::error!(%error, "a worker broke off; the others are stopped");
                stop.cancel();
                broken = Err(error).context("a worker broke off");
            }
        }
        broken
    }

    /// Does everything that can be done now: turns each crank until all are idle.
    pub async fn turn_until_idle(&self) -> Result<()> {
        for _ in 0..TURNS {
            let mut worked = false;
            for worker in &self.all {
                worked |= worker.turn().await?.worked();
            }
            if !worked {
                return Ok(());
            }
        }
        anyhow::bail!("the background work does not come to an end")
    }
}

#[async_trait]
trait Worker: Send + Sync {
    async fn run(self: Box<Self>, stop: CancellationToken);
    async fn turn(&self) -> Result<Turn>;
}

#[async_trait]
impl<F: Follower + 'static> Worker for Runner<F> {
    async fn run(self: Box<Self>, stop: CancellationToken) {
        Runner::run(*self, stop).await;
    }

    async fn turn(&self) -> Result<Turn> {
        Ok(Runner::turn(self).await?)
    }
}

#[async_trait]
impl Worker for TimerWorker {
    async fn run(self: Box<Self>, stop: CancellationToken) {
        TimerWorker::run(*self, stop).await;
    }

    async fn turn(&self) -> Result<Turn> {
        Ok(TimerWorker::turn(self).await?)
    }
}

#[async_trait]
impl Worker for DeliveryWorker {
    async fn run(self: Box<Self>, stop: CancellationToken) {
        DeliveryWorker::run(*self, stop).await;
    }

    async fn turn(&self) -> Result<Turn> {
        Ok(DeliveryWorker::turn(self).await?)
    }
}

#[async_trait]
impl Worker for Housekeeping {
    async fn run(self: Box<Self>, stop: CancellationToken) {
        Housekeeping::run(*self, stop).await;
    }

    async fn turn(&self) -> Result<Turn> {
        Housekeeping::turn(self).await
    }
}

fn follow<F: Follower + 'static>(
    app: &App,
    follower: F,
    settings: RunnerSettings,
) -> Box<dyn Worker> {
    let runner = Runner::new(&app.database, &app.log, &app.clock, &app.doorbell, follower);
    Box::new(runner.with_settings(settings))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Breaking;

    #[async_trait]
    impl Worker for Breaking {
        async fn run(self: Box<Self>, _: CancellationToken) {
            panic!("on purpose");
        }
        async fn turn(&self) -> Result<Turn> {
            Ok(Turn::Idle)
        }
    }

    #[tokio::test]
    async fn a_worker_that_breaks_off_is_an_error_and_stops_the_rest() {
        let stop = CancellationToken::new();
        let all: Vec<Box<dyn Worker>> = vec![Box::new(Breaking)];
        let ended = Workers { all }.run(stop.clone()).await;
        assert!(ended.is_err() && stop.is_cancelled());
    }
}
