//! How soon after a command does its ticket's row show it? Commands come at a given pace, whether or not earlier ones are done.
//!
//! Each request has its time in a schedule, and its waiting counts from there: a product that falls behind is seen to do
//! so. Rows are looked at in the database itself, a thousand times a second.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use domain::ids::{AgencyId, TicketId};
use infra::database::{Database, Kind, Statement};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::http::Connection;
use crate::load::{Asked, Script};
use crate::product::{Product, SERVE};
use crate::report::{Floor, Report, Row, millis, name, quantile};
use crate::seed::{Seeder, Story};
use crate::stage::Stage;

/// An event is a row by then, in 99 of 100 cases.
const FLOOR: Duration = Duration::from_millis(20);
/// Enough that a request finds a connection when its time has come.
const CONNECTIONS: usize = 64;
/// A row that takes longer than this does not come.
const LIMIT: Duration = Duration::from_secs(10);

const VERSIONS: Statement = Statement {
    name: "versions",
    postgres: "SELECT ticket, version FROM ticket_list WHERE agency = $1 AND generation = 1
        AND ticket = ANY (ARRAY(SELECT jsonb_array_elements_text($2)::uuid))",
    sqlite: "SELECT ticket, version FROM ticket_list WHERE agency = $1 AND generation = 1
        AND ticket IN (SELECT value FROM json_each($2))",
};

pub async fn measure(stage: &Stage, report: &mut Report) -> Result<()> {
    report.table("From the command to the row of the ticket list");
    for kind in &stage.kinds {
        let (url, database) = stage.migrated(*kind).await?;
        let seeder = Seeder::new(&database).await;
        let planned = |_| Story::Planned { notes: 2 };
        let (tickets, _) = seeder.plant(stage.scale.tickets, planned).await?;
        let mut product = Product::start(&stage.product, &SERVE, &url, stage.folder())?;
        product.ready().await?;
        product.caught_up().await?;
        // As on a database that is older than a minute.
        database.look_at_tables().await?;
        let script = Script {
            address: product.address,
            token: seeder.cabinet.token(seeder.cabinet.manager).to_owned(),
            asked: Asked::Notes(tickets),
        };
        for pace in [20, 500] {
            let watched = Watched {
                database: database.clone(),
                agency: seeder.cabinet.id,
            };
            let waits = Waits::of(script.clone(), watched, pace, stage.scale.watch).await?;
            waits.report(*kind, pace, report);
        }
        product.stop().await?;
        database.close().await;
    }
    Ok(())
}

struct Watched {
    database: Database,
    agency: AgencyId,
}

/// A command that was answered.
struct Answered {
    ticket: TicketId,
    version: u64,
    /// When its request was to be sent.
    scheduled: Instant,
    at: Instant,
}

#[derive(Deserialize)]
struct Done {
    ticket: TicketId,
    version: u64,
}

/// Sorted.
#[derive(Default)]
struct Waits {
    /// From the answer to the row.
    of_event: Vec<Duration>,
    /// From the moment at which the request was to be sent to the row.
    of_command: Vec<Duration>,
    /// From that moment to the answer.
    of_answer: Vec<Duration>,
}

impl Waits {
    async fn of(script: Script, watched: Watched, pace: u32, time: Duration) -> Result<Self> {
        let (tell, told) = unbounded_channel();
        let sending = tokio::task::spawn_blocking(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            runtime.block_on(send(&script, pace, time, &tell))
        });
        let mut waits = watched.watch(told).await?;
        sending.await??;
        waits.of_event.sort_unstable();
        waits.of_command.sort_unstable();
        waits.of_answer.sort_unstable();
        Ok(waits)
    }

    fn report(&self, kind: Kind, pace: u32, report: &mut Report) {
        let row = |what: &str, waits: &[Duration], floor: bool| {
            let p99 = quantile(waits, 0.99);
            Row {
                what: format!("{}, {pace} commands/s: {what}", name(kind)),
                ratio: floor.then(|| FLOOR.as_secs_f64() / p99.as_secs_f64()),
                figure: format!("p50 {}, p99 {}", millis(quantile(waits, 0.5)), millis(p99)),
                beside: String::new(),
                floor: floor.then(|| Floor {
                    asked: format!("p99 ≤ {}", millis(FLOOR)),
                    met: p99 <= FLOOR,
                }),
            }
        };
        report.row(row("event to row", &self.of_event, true));
        report.row(row("due to be sent, to row", &self.of_command, false));
        report.row(row("due to be sent, to answer", &self.of_answer, false));
    }
}

/// Every request at its time, over connections that take turns.
async fn send(
    script: &Script,
    pace: u32,
    time: Duration,
    tell: &UnboundedSender<Answered>,
) -> Result<()> {
    let began = Instant::now() + Duration::from_millis(50);
    let count = (time.as_secs_f64() * f64::from(pace)) as usize;
    let sending = (0..CONNECTIONS).map(|lane| async move {
        let mut connection = Connection::open(script.address).await?;
        for n in (lane..count).step_by(CONNECTIONS) {
            let scheduled = began + Duration::from_secs(1) * n as u32 / pace;
            tokio::time::sleep_until(scheduled.into()).await;
            let answer = connection.ask(&script.request(n)).await?;
            ensure!(answer.status == 200, "{}", answer.status);
            let Done { ticket, version } = serde_json::from_slice(answer.body)?;
            tell.send(Answered {
                ticket,
                version,
                scheduled,
                at: Instant::now(),
            })?;
        }
        Ok(())
    });
    futures::future::try_join_all(sending).await?;
    Ok(())
}

impl Watched {
    async fn watch(&self, mut told: UnboundedReceiver<Answered>) -> Result<Waits> {
        let (mut waits, mut pending) = (Waits::default(), HashMap::new());
        loop {
            if pending.is_empty() {
                match told.recv().await {
                    Some(answered) => pending.insert(answered.ticket, answered),
                    None => return Ok(waits),
                };
            }
            while let Ok(answered) = told.try_recv() {
                pending.insert(answered.ticket, answered);
            }
            self.look(&mut pending, &mut waits).await?;
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    async fn look(
        &self,
        pending: &mut HashMap<TicketId, Answered>,
        waits: &mut Waits,
    ) -> Result<()> {
        let wanted = json!(pending.keys().collect::<Vec<_>>());
        let rows = self
            .database
            .fetch(&VERSIONS, &[self.agency.into(), wanted.into()])
            .await?;
        let now = Instant::now();
        for row in rows {
            let ticket = TicketId::new(row.uuid("ticket")?);
            let version = row.int("version")?.unsigned_abs();
            if let Some(shown) = pending.remove(&ticket) {
                if shown.version > version {
                    pending.insert(ticket, shown);
                } else {
                    waits.of_event.push(now - shown.at);
                    waits.of_command.push(now - shown.scheduled);
                    waits.of_answer.push(shown.at - shown.scheduled);
                }
            }
        }
        let oldest = pending.values().map(|answered| answered.at).min();
        ensure!(
            oldest.is_none_or(|oldest| oldest.elapsed() < LIMIT),
            "a row did not come"
        );
        Ok(())
    }
}
