//! Do deadlines fire on time, with a million others waiting beside them?
//!
//! A due timer counts as fired when the event that it caused can be read in the log, by somebody else than the product.

use std::collections::HashMap;
use std::time::Duration;

use anyhow::{Result, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use domain::actor::Actor;
use domain::ids::TicketId;
use infra::database::{Database, Kind, Statement};
use infra::log::{Log, Position};

use crate::options::Scale;
use crate::product::{Product, SERVE};
use crate::report::{Floor, Report, Row, millis, name, progress, quantile, thousands};
use crate::seed::{Seeder, Story};
use crate::stage::Stage;

/// Of those due every second.
const PER_SECOND: i64 = 100;
/// In 99 of 100 cases a deadline is asked about by then.
const FLOOR: Duration = Duration::from_secs(1);
/// What has not fired by then does not fire.
const LIMIT: Duration = Duration::from_secs(120);

/// `$2` rows that are due in a year or more.
const ARMED: Statement = Statement {
    name: "armed",
    postgres: "INSERT INTO timer (agency, generation, ticket, timer, assignment, kind, ordinal, due_at, version, next_at)
        SELECT $1, 1, gen_random_uuid(), 'x/invoice_reminder/1', gen_random_uuid(), 'invoice_reminder', 1,
               timestamptz '2040-01-01' + n * interval '1 second', 1, timestamptz '2040-01-01' + n * interval '1 second'
        FROM generate_series(1, $2::bigint) AS n",
    sqlite: "WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < $2)
        INSERT INTO timer (agency, generation, ticket, timer, assignment, kind, ordinal, due_at, version, next_at)
        SELECT $1, 1, lower(hex(randomblob(16))), 'x/invoice_reminder/1', 'x', 'invoice_reminder', 1,
               2208988800000000 + n * 1000000, 1, 2208988800000000 + n * 1000000
        FROM series",
};

pub async fn measure(stage: &Stage, report: &mut Report) -> Result<()> {
    let armed = thousands(f64::from(stage.scale.armed));
    report.table(&format!("Timers, beside {armed} armed ones"));
    for kind in &stage.kinds {
        let (url, database) = stage.migrated(*kind).await?;
        let seeder = Seeder::new(&database).await;
        let params = [seeder.cabinet.id.into(), stage.scale.armed.into()];
        database.execute(&ARMED, &params).await?;
        let due = plant(stage, &seeder).await?;
        let mut product = Product::start(&stage.product, &SERVE, &url, stage.folder())?;
        product.ready().await?;
        let log = Log::new(seeder.sealing.clone());
        let fired = due.watch(&log, &database).await?;
        fired.report(*kind, report);
        product.stop().await?;
        database.close().await;
    }
    Ok(())
}

/// When each is due.
struct Due {
    at: HashMap<TicketId, DateTime<Utc>>,
    burst: DateTime<Utc>,
    /// Where the log stood before any of them fired.
    from: Position,
}

async fn plant(stage: &Stage, seeder: &Seeder) -> Result<Due> {
    let count = stage.scale.burst + (stage.scale.fire.as_secs_f64() * PER_SECOND as f64) as usize;
    // Two milliseconds each is more than it takes to seed them.
    let seeding = TimeDelta::milliseconds(2 * count as i64);
    let Scale { lead, between, .. } = stage.scale;
    let burst = seeder.now() + seeding + lead;
    let due = |n: usize| match n.checked_sub(stage.scale.burst) {
        None => burst,
        Some(n) => burst + between + TimeDelta::milliseconds(n as i64 * 1_000 / PER_SECOND),
    };
    let (tickets, _) = seeder.plant(count, |n| Story::Due { at: due(n) }).await?;
    ensure!(seeder.now() + lead / 2 < burst, "seeding took too long");
    let at = tickets.into_iter().enumerate();
    Ok(Due {
        at: at.map(|(n, ticket)| (ticket, due(n))).collect(),
        burst,
        from: Log::new(seeder.sealing.clone()).head().await?,
    })
}

/// How late each was seen to have fired.
#[derive(Default)]
struct Fired {
    burst: Vec<Duration>,
    steady: Vec<Duration>,
}

impl Due {
    async fn watch(mut self, log: &Log, database: &Database) -> Result<Fired> {
        let (mut fired, mut after) = (Fired::default(), self.from);
        let last = self.at.values().max().copied().unwrap_or(self.burst);
        let clock = infra::clock::Clock::system();
        progress(&format!(
            "{} timers on {:?}",
            self.at.len(),
            database.kind()
        ));
        while !self.at.is_empty() {
            let entries = log.read(after, 500).await?;
            let now = clock.now();
            for event in entries
                .iter()
                .filter_map(|entry| entry.recorded.as_ref().ok())
            {
                if event.metadata.actor != Actor::Timer {
                    continue;
                }
                if let Some(due) = self.at.remove(&TicketId::new(event.aggregate_id)) {
                    let late = (now - due).to_std().unwrap_or_default();
                    if due == self.burst {
                        fired.burst.push(late);
                    } else {
                        fired.steady.push(late);
                    }
                }
            }
            match entries.last() {
                Some(entry) => after = entry.position,
                None => tokio::time::sleep(Duration::from_millis(5)).await,
            }
            let over = (now - last).to_std().unwrap_or_default();
            ensure!(over < LIMIT, "{} timers did not fire", self.at.len());
        }
        fired.burst.sort_unstable();
        fired.steady.sort_unstable();
        Ok(fired)
    }
}

impl Fired {
    fn report(&self, kind: Kind, report: &mut Report) {
        let took = self.burst.last().copied().unwrap_or_default();
        let per_second = self.burst.len() as f64 / took.as_secs_f64();
        report.row(Row {
            what: format!("{}: {} due at once", name(kind), self.burst.len()),
            ratio: Some(per_second / PER_SECOND as f64),
            figure: format!("{} fired/s", thousands(per_second)),
            beside: format!("{PER_SECOND} due/s"),
            floor: None,
        });
        let p99 = quantile(&self.steady, 0.99);
        report.row(Row {
            what: format!("{}: {PER_SECOND} due every second, late by", name(kind)),
            ratio: Some(FLOOR.as_secs_f64() / p99.as_secs_f64()),
            figure: format!(
                "p50 {}, p99 {}",
                millis(quantile(&self.steady, 0.5)),
                millis(p99)
            ),
            beside: String::new(),
            floor: Some(Floor {
                asked: format!("p99 < {} s", FLOOR.as_secs()),
                met: p99 < FLOOR,
            }),
        });
    }
}
