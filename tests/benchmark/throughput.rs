//! How many commands per second, durable when they are answered, beside what the database does by itself?
//!
//! The product and its limits take turns, so that whatever else the machine is doing falls on all of them; what counts is
//! the median of the turns.

use anyhow::Result;
use infra::database::Kind;

use crate::floor::{self, Pgbench, Transaction};
use crate::load::{self, Asked, Script, Turn};
use crate::million;
use crate::product::{self, Product, SERVE_NO_WORK, Variant};
use crate::report::{Report, Row, median, millis, name, progress, thousands};
use crate::seed::{Seeder, Story};
use crate::stage::Stage;

pub async fn measure(stage: &Stage, report: &mut Report) -> Result<()> {
    for kind in &stage.kinds {
        report.table(&format!("Commands per second by HTTP, {}", name(*kind)));
        let mut contest = Contest::begin(stage, *kind).await?;
        for clients in stage.scale.clients.clone() {
            contest.series(clients, report).await?;
        }
        contest.end(report).await?;
    }
    Ok(())
}

/// One product in one variant on a database of its own, with tickets in it.
struct Runner {
    name: String,
    product: Product,
    notes: Script,
    openings: Script,
    asked: usize,
}

impl Runner {
    async fn start(stage: &Stage, kind: Kind, variant: &Variant) -> Result<Self> {
        let (url, database) = stage.migrated(kind).await?;
        let seeder = Seeder::new(&database).await;
        let planned = |_| Story::Planned { notes: 2 };
        let (tickets, _) = seeder.plant(stage.scale.tickets, planned).await?;
        database.close().await;
        let mut product = Product::start(&stage.product, variant, &url, stage.folder())?;
        product.ready().await?;
        let script = |asked| Script {
            address: product.address,
            token: seeder.cabinet.token(seeder.cabinet.manager).to_owned(),
            asked,
        };
        let runner = Self {
            name: variant.name.to_owned(),
            notes: script(Asked::Notes(tickets)),
            openings: script(Asked::Openings(opening(&seeder))),
            product,
            asked: 0,
        };
        load::warm_up(&runner.notes, stage.scale.tickets).await?;
        if runner.works() {
            runner.product.caught_up().await?;
        }
        Ok(runner)
    }

    fn works(&self) -> bool {
        self.name != SERVE_NO_WORK.name
    }

    async fn turn(&mut self, stage: &Stage, clients: usize, openings: bool) -> Result<Turn> {
        let script = if openings {
            &self.openings
        } else {
            &self.notes
        };
        let turn = load::turn(script.clone(), clients, stage.scale.turn, self.asked).await?;
        // Whatever the followers have not done yet would be done in the turn of somebody else.
        if self.works() {
            self.product.caught_up().await?;
        }
        self.asked += 10_007;
        Ok(turn)
    }
}

/// What a manager's program sends to open a service order.
fn opening(seeder: &Seeder) -> String {
    let cabinet = &seeder.cabinet;
    serde_json::json!({
        "module": "syndic",
        "property": cabinet.tilleuls,
        "source": "phone",
        "subject": "Fuite d'eau en cave",
        "description": "L'eau goutte du plafond de la cave depuis hier soir, près du compteur.",
        "contractor": { "contractor": cabinet.plumber, "channels": { "email": true } },
        "requester": { "party": cabinet.girard },
    })
    .to_string()
}

/// What takes turns with the product.
enum Limits {
    Postgres(Pgbench),
    Sqlite,
}

struct Contest<'a> {
    stage: &'a Stage,
    limits: Limits,
    runners: Vec<Runner>,
}

/// The figures of one number of clients, turn by turn.
#[derive(Default)]
struct Figures {
    insert: Vec<f64>,
    read_then_insert: Vec<f64>,
    runners: Vec<Vec<Turn>>,
    openings: Vec<Vec<Turn>>,
}

impl<'a> Contest<'a> {
    async fn begin(stage: &'a Stage, kind: Kind) -> Result<Self> {
        let limits = match kind {
            Kind::Postgres => Limits::Postgres(Pgbench::new(stage).await?),
            Kind::Sqlite => Limits::Sqlite,
        };
        let mut runners = Vec::new();
        for variant in product::variants(&stage.product)? {
            progress(&format!(
                "{}: {} gets its tickets",
                name(kind),
                variant.name
            ));
            runners.push(Runner::start(stage, kind, &variant).await?);
        }
        Ok(Self {
            stage,
            limits,
            runners,
        })
    }

    async fn series(&mut self, clients: usize, report: &mut Report) -> Result<()> {
        let mut figures = Figures::default();
        figures.runners.resize(self.runners.len(), Vec::new());
        figures.openings.resize(self.runners.len(), Vec::new());
        for _ in 0..self.stage.scale.rounds {
            self.round(clients, &mut figures).await?;
        }
        // At the end, because their messages are still being delivered when the followers have caught up.
        if self.stage.scale.clients.iter().max() == Some(&clients) {
            for _ in 0..self.stage.scale.rounds {
                self.openings(clients, &mut figures).await?;
            }
        }
        let insert = median(figures.insert);
        let read = median(figures.read_then_insert);
        self.limits_rows(clients, insert, read, report);
        for (at, runner) in self.runners.iter().enumerate() {
            let name = format!("{}, notes, {}", runner.name, in_words(clients));
            report.row(beside(&name, &figures.runners[at], insert));
            if !figures.openings[at].is_empty() {
                let name = format!("{}, openings, {}", runner.name, in_words(clients));
                report.row(beside(&name, &figures.openings[at], insert));
            }
        }
        Ok(())
    }

    /// Each once, in the same order every time.
    async fn round(&mut self, clients: usize, figures: &mut Figures) -> Result<()> {
        let time = self.stage.scale.turn;
        match &self.limits {
            Limits::Postgres(pgbench) => {
                let insert = pgbench.turn(Transaction::Insert, clients, time).await?;
                figures.insert.push(insert);
                let read = pgbench.turn(Transaction::ReadThenInsert, clients, time);
                figures.read_then_insert.push(read.await?);
            }
            Limits::Sqlite => {
                figures
                    .insert
                    .push(floor::sqlite_inserts(self.stage, time).await?);
            }
        }
        for (at, runner) in self.runners.iter_mut().enumerate() {
            figures.runners[at].push(runner.turn(self.stage, clients, false).await?);
        }
        Ok(())
    }

    async fn openings(&mut self, clients: usize, figures: &mut Figures) -> Result<()> {
        for (at, runner) in self.runners.iter_mut().enumerate() {
            if runner.works() {
                figures.openings[at].push(runner.turn(self.stage, clients, true).await?);
            }
        }
        Ok(())
    }

    fn limits_rows(&self, clients: usize, insert: f64, read: f64, report: &mut Report) {
        let row = |what: &str, figure: f64| Row {
            what: what.to_owned(),
            ratio: Some(figure / insert),
            figure: format!("{} /s", thousands(figure)),
            beside: String::new(),
            floor: None,
        };
        match self.limits {
            Limits::Postgres(_) => {
                let insert_name = format!("pgbench, an insert, {}", in_words(clients));
                report.row(row(&insert_name, insert));
                let read_name = format!(
                    "pgbench, begin, read, insert, commit, {}",
                    in_words(clients)
                );
                report.row(row(&read_name, read));
            }
            Limits::Sqlite => {
                report.row(row("SQLite, an insert a transaction, one writer", insert))
            }
        }
    }

    async fn end(self, report: &mut Report) -> Result<()> {
        for runner in self.runners {
            let most = runner.product.memory()?.peak_megabytes();
            let what = format!("{}, most memory in all of this", runner.name);
            report.row(million::memory(&what, most));
            runner.product.stop().await?;
        }
        Ok(())
    }
}

fn beside(name: &str, turns: &[Turn], insert: f64) -> Row {
    let figure = median(turns.iter().map(|turn| turn.per_second).collect());
    let mut waits: Vec<_> = turns.iter().map(|turn| (turn.p50, turn.p99)).collect();
    waits.sort_unstable();
    let (p50, p99) = waits.get(waits.len() / 2).copied().unwrap_or_default();
    Row {
        what: name.to_owned(),
        ratio: Some(figure / insert),
        figure: format!(
            "{} /s, p50 {}, p99 {}",
            thousands(figure),
            millis(p50),
            millis(p99)
        ),
        beside: format!("{} inserts/s", thousands(insert)),
        floor: None,
    }
}

fn in_words(clients: usize) -> String {
    match clients {
        1 => "1 client".to_owned(),
        more => format!("{more} clients"),
    }
}
