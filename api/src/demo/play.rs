//! How do three weeks pass in a few seconds? The clock is moved from one moment to the next, and whatever is due then
//! (a reminder, a question, a message) happens before the story goes on.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::ids::{AssignmentId, CommandId, StaffId};
use domain::metadata::CommandContext;
use domain::ticket::TicketCommand;
use infra::outbox::Outbox;
use uuid::Uuid;

use super::agency::{AGENCY, Cast};
use super::command::Telling;
use super::opening::{self, Living};
use super::script::{Deed, Life, Step};
use crate::role::workers::Workers;
use crate::state::App;

pub struct Play<'a> {
    /// On a clock that stands still unless it is moved.
    pub app: &'a App,
    pub workers: &'a Workers,
    pub cast: &'a Cast,
    /// When the story ends.
    pub now: DateTime<Utc>,
}

/// One thing that happens: the opening of a life, or one of its steps.
struct Act {
    at: DateTime<Utc>,
    life: usize,
    step: Option<usize>,
}

impl Play<'_> {
    /// Tells all lives side by side, in the order of time.
    pub async fn tell(&self, lives: &[Life]) -> Result<()> {
        let mut living: Vec<Option<Living>> = lives.iter().map(|_| None).collect();
        for act in self.acts(lives) {
            self.until(act.at).await?;
            let life = &lives[act.life];
            let told = match act.step {
                None => self
                    .open(life, act.at)
                    .await
                    .map(|opened| living[act.life] = Some(opened)),
                Some(step) => {
                    self.step(&life.steps[step], &mut living[act.life], act.at)
                        .await
                }
            };
            told.with_context(|| format!("demo ticket {:?}, step {:?}", life.subject, act.step))?;
            // Whoever is told of it is told now, not when the clock moves next.
            self.workers.turn_until_idle().await?;
        }
        self.until(self.now).await
    }

    /// A life goes on until its first step that lies in the future.
    fn acts(&self, lives: &[Life]) -> Vec<Act> {
        let zone = self.cast.agency.zone;
        let mut acts = Vec::new();
        for (life, told) in lives.iter().enumerate() {
            let opened = [(told.opened, None)];
            let steps = told
                .steps
                .iter()
                .enumerate()
                .map(|(number, step)| (step.at, Some(number)));
            let moments = opened.into_iter().chain(steps);
            let instants = moments.map(|(moment, step)| Act {
                at: moment.instant(self.now, zone),
                life,
                step,
            });
            acts.extend(instants.take_while(|act| act.at <= self.now));
        }
        acts.sort_by_key(|act| (act.at, act.life));
        acts
    }

    /// Moves the clock, stopping wherever something becomes due.
    async fn until(&self, at: DateTime<Utc>) -> Result<()> {
        let clock = &self.app.clock;
        while let Some(due) = self.next_due().await?.filter(|due| *due <= at) {
            clock.set(due);
            self.workers.turn_until_idle().await?;
        }
        clock.set(at.max(clock.now()));
        Ok(())
    }

    /// Of what is due already, nothing moved when the cranks were last turned: it waits for something else.
    async fn next_due(&self) -> Result<Option<DateTime<Utc>>> {
        let now = self.app.clock.now();
        let timer = self.app.timers.next_due().await?;
        let message = Outbox::new(self.app.database.clone()).next_due(now).await?;
        Ok([timer, message]
            .into_iter()
            .flatten()
            .filter(|due| *due > now)
            .min())
    }

    async fn open(&self, life: &Life, at: DateTime<Utc>) -> Result<Living> {
        let (living, command) = opening::open(self.app, self.cast, life, at).await?;
        let creator = opening::creator(self.cast, life, &living)?;
        self.execute(&living, command, by(creator, at)).await?;
        Ok(living)
    }

    async fn step(
        &self,
        step: &Step,
        living: &mut Option<Living>,
        at: DateTime<Utc>,
    ) -> Result<()> {
        let living = living
            .as_mut()
            .context("a step before its ticket was opened")?;
        let other = self.other(&step.deed).await?;
        let telling = Telling {
            living,
            now: self.now,
            zone: self.cast.agency.zone,
            at,
        };
        let context = telling.context(step);
        let engaged = other.as_ref().map(|(assignment, _)| *assignment);
        let command = telling.command(step, other)?;
        self.execute(living, command, context).await?;
        living.assignment = engaged.unwrap_or(living.assignment);
        Ok(())
    }

    /// Whom a step engages, if it does.
    async fn other(
        &self,
        deed: &Deed,
    ) -> Result<Option<(AssignmentId, domain::ticket::EngagedContractor)>> {
        let Deed::Engage { contractor, trade } = deed else {
            return Ok(None);
        };
        let contractor = *self
            .cast
            .contractors
            .get(contractor)
            .context("unknown contractor")?;
        let engaged = opening::engaged(self.app, contractor, trade).await?;
        Ok(Some((AssignmentId::new(Uuid::now_v7()), engaged)))
    }

    async fn execute(
        &self,
        living: &Living,
        command: TicketCommand,
        context: CommandContext,
    ) -> Result<()> {
        self.app
            .tickets
            .execute(AGENCY, living.ticket, command, context, None)
            .await?;
        Ok(())
    }
}

fn by(staff: StaffId, at: DateTime<Utc>) -> CommandContext {
    CommandContext::new(
        CommandId::new(Uuid::now_v7()),
        Actor::Staff { id: staff },
        at,
    )
}
