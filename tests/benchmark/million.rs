//! How does the product do on a log of a million events? How soon does it start, how fast are its rows made anew?

use std::path::PathBuf;

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use domain::ids::TicketId;
use infra::database::{Database, Kind};
use serde::{Deserialize, Serialize};

use crate::load::{self, Asked, Script};
use crate::product::{Product, SERVE};
use crate::report::{Floor, Report, Row, median, name, progress, thousands};
use crate::seed::{Seeder, Story};
use crate::stage::{Stage, sqlite};
use crate::startup;

/// On a million events.
const START: Duration = Duration::from_secs(3);
/// Events per second that become rows.
const REBUILD: f64 = 20_000.0;
const EVENTS_OF_A_TICKET: u64 = 10;

pub async fn measure(stage: &Stage, report: &mut Report) -> Result<()> {
    let events = thousands(stage.scale.events as f64);
    report.table(&format!("On a log of {events} events"));
    for kind in &stage.kinds {
        let full = Full::of(stage, *kind).await?;
        if let Some(first) = full.first_followed {
            report.row(Row {
                what: format!(
                    "{}: followed for the first time, by list, timers and outbox at once",
                    full.kind
                ),
                ratio: None,
                figure: format!("{} events/s", thousands(first)),
                beside: String::new(),
                floor: None,
            });
        }
        for rows in ["ticket-list", "timers"] {
            report.row(full.rebuild(stage, rows)?);
        }
        full.start(stage, report).await?;
    }
    Ok(())
}

/// A database with that many events, and the way in.
#[derive(Serialize, Deserialize)]
struct Full {
    kind: String,
    url: String,
    token: String,
    /// Some of the tickets that are not closed.
    tickets: Vec<TicketId>,
    events: u64,
    /// Events per second when the followers first came to them. Known in the run that made the database.
    #[serde(skip)]
    first_followed: Option<f64>,
}

impl Full {
    /// From the cache, or made now.
    async fn of(stage: &Stage, kind: Kind) -> Result<Self> {
        let name = format!("full_{}", stage.scale.events);
        let word = stage.cache.join(format!("{name}-{kind:?}.json"));
        if let Ok(text) = std::fs::read_to_string(&word) {
            return Ok(serde_json::from_str(&text)?);
        }
        let url = match kind {
            Kind::Postgres => {
                stage
                    .administer(&format!("DROP DATABASE IF EXISTS {name}"))
                    .await?;
                stage.administer(&format!("CREATE DATABASE {name}")).await?;
                stage.server.url(&name)
            }
            Kind::Sqlite => sqlite(&new_file(stage.cache.join(&name))?),
        };
        let made = Self::made(stage, kind, url).await?;
        std::fs::write(&word, serde_json::to_string(&made)?)?;
        Ok(made)
    }

    async fn made(stage: &Stage, kind: Kind, url: String) -> Result<Self> {
        let database = Database::connect(&url).await?;
        database.migrate().await?;
        let seeder = Seeder::new(&database).await;
        let began = Instant::now();
        let count = (stage.scale.events / EVENTS_OF_A_TICKET) as usize;
        // Most tickets of an agency are closed.
        let is_open = |n: usize| n.is_multiple_of(10);
        let story = |n| {
            if is_open(n) {
                Story::Planned { notes: 7 }
            } else {
                Story::Closed { notes: 3 }
            }
        };
        let (tickets, events) = seeder.plant(count, story).await?;
        let tickets = tickets
            .into_iter()
            .step_by(10)
            .take(stage.scale.tickets)
            .collect();
        database.close().await;
        progress(&format!("{events} events in {:?}", began.elapsed()));
        let began = Instant::now();
        let mut product = Product::start(&stage.product, &SERVE, &url, stage.folder())?;
        product.ready().await?;
        product.caught_up().await?;
        let first_followed = Some(events as f64 / began.elapsed().as_secs_f64());
        product.stop().await?;
        let token = seeder.cabinet.token(seeder.cabinet.manager).to_owned();
        Ok(Self {
            kind: name(kind).to_owned(),
            url,
            token,
            tickets,
            events,
            first_followed,
        })
    }

    /// The whole command, the swap and the removal of the old rows included.
    fn rebuild(&self, stage: &Stage, rows: &str) -> Result<Row> {
        let folder = stage.folder();
        std::fs::create_dir_all(&folder)?;
        let began = Instant::now();
        let status = Product::command(&stage.product, &self.url, &folder)?
            .args(["rebuild", rows])
            .status()?;
        ensure!(status.success(), "the rows could not be rebuilt");
        let per_second = self.events as f64 / began.elapsed().as_secs_f64();
        Ok(Row {
            what: format!("{}: `maincourante rebuild {rows}`", self.kind),
            ratio: Some(per_second / REBUILD),
            figure: format!("{} events/s", thousands(per_second)),
            beside: String::new(),
            floor: Some(Floor {
                asked: format!("≥ {} events/s", thousands(REBUILD)),
                met: per_second >= REBUILD,
            }),
        })
    }

    async fn start(&self, stage: &Stage, report: &mut Report) -> Result<()> {
        let (mut seconds, mut rest, mut loaded) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..stage.scale.rounds {
            let mut product = Product::start(&stage.product, &SERVE, &self.url, stage.folder())?;
            seconds.push(product.ready().await?.as_secs_f64());
            tokio::time::sleep(stage.scale.turn).await;
            rest.push(product.memory()?.resident_megabytes());
            let script = Script {
                address: product.address,
                token: self.token.clone(),
                asked: Asked::Notes(self.tickets.clone()),
            };
            let clients = self.tickets.len().min(32);
            load::turn(script, clients, stage.scale.turn, 0).await?;
            product.caught_up().await?;
            loaded.push(product.memory()?.peak_megabytes());
            product.stop().await?;
        }
        report.row(startup::start(&self.kind, median(seconds), START));
        report.row(memory(
            &format!("{}: memory at rest", self.kind),
            median(rest),
        ));
        report.row(memory(
            &format!("{}: most memory with 32 clients", self.kind),
            median(loaded),
        ));
        Ok(())
    }
}

pub fn memory(what: &str, megabytes: f64) -> Row {
    Row {
        what: what.to_owned(),
        ratio: None,
        figure: format!("{megabytes:.0} MB"),
        beside: String::new(),
        floor: None,
    }
}

/// In a folder of its own that is empty by then.
fn new_file(folder: PathBuf) -> Result<PathBuf> {
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    Ok(folder.join("full.db"))
}
