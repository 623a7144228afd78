//! What is measured, and how long?

use std::path::PathBuf;
use std::time::Duration;

use chrono::TimeDelta;
use clap::{Parser, ValueEnum};
use infra::database::Kind;

/// Measures the product beside the limit of this machine, and prints the table of docs/benchmarks.md.
#[derive(Debug, Parser)]
#[command(name = "benchmark")]
pub struct Options {
    /// Everything small: shows in two minutes that all of it runs; its figures say little.
    #[arg(long)]
    pub quick: bool,
    /// Smaller still, for the test that keeps this from rotting; its figures say nothing.
    #[arg(long, hide = true)]
    pub tiny: bool,
    /// Only these; everything if none is named.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Section>,
    /// Only on this database; on both if none is named.
    #[arg(long, value_enum)]
    on: Vec<On>,
    /// Where the PostgreSQL cluster and the databases of a million events are kept from one run to the next. On a
    /// disk whose speed counts, and where the user `postgres` may go.
    #[arg(long, value_name = "FOLDER")]
    cache: Option<PathBuf>,
    /// Another build of the product than the one that cargo makes of this checkout.
    #[arg(long, value_name = "PROGRAM")]
    pub product: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Section {
    /// Commands per second by HTTP.
    Throughput,
    /// From a command to the row that shows it.
    Visible,
    /// Start-up and memory on an empty database.
    Startup,
    /// Start-up, memory and rebuilding on a million events.
    Million,
    /// Firing on time beside a million armed timers.
    Timers,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum On {
    Postgres,
    Sqlite,
}

impl From<On> for Kind {
    fn from(on: On) -> Self {
        match on {
            On::Postgres => Self::Postgres,
            On::Sqlite => Self::Sqlite,
        }
    }
}

/// How much of everything.
#[derive(Clone, Debug)]
pub struct Scale {
    /// Clients at the same time, one series each.
    pub clients: Vec<usize>,
    /// Turns that the product and its limit take; the median counts.
    pub rounds: usize,
    /// How long one turn takes.
    pub turn: Duration,
    /// Tickets that are there to be commanded.
    pub tickets: usize,
    /// How long commands come at a given pace.
    pub watch: Duration,
    /// Of the full log.
    pub events: u64,
    /// Timers that are armed and not due.
    pub armed: u32,
    /// Timers that are due all at once.
    pub burst: usize,
    /// How long a hundred are due every second.
    pub fire: Duration,
    /// From the start of the product to the first that is due; until then it arms them.
    pub lead: TimeDelta,
    /// From the burst to the others.
    pub between: TimeDelta,
}

impl Options {
    pub fn sections(&self) -> Vec<Section> {
        chosen(&self.only)
    }

    pub fn kinds(&self) -> Vec<Kind> {
        chosen(&self.on).into_iter().map(Kind::from).collect()
    }

    pub fn cache(&self) -> PathBuf {
        let default = || std::env::temp_dir().join("main-courante-benchmark");
        self.cache.clone().unwrap_or_else(default)
    }

    pub fn scale(&self) -> Scale {
        let millis = Duration::from_millis;
        if self.tiny {
            Scale {
                clients: vec![1, 4],
                rounds: 1,
                turn: millis(300),
                tickets: 40,
                watch: millis(500),
                events: 300,
                armed: 1_000,
                burst: 10,
                fire: millis(300),
                lead: TimeDelta::seconds(4),
                between: TimeDelta::seconds(2),
            }
        } else if self.quick {
            Scale {
                clients: vec![1, 8, 32],
                rounds: 1,
                turn: millis(1_500),
                tickets: 1_000,
                watch: millis(3_000),
                events: 20_000,
                armed: 50_000,
                burst: 300,
                fire: millis(4_000),
                lead: TimeDelta::seconds(5),
                between: TimeDelta::seconds(10),
            }
        } else {
            Scale {
                clients: vec![1, 8, 32],
                rounds: 3,
                turn: millis(4_000),
                tickets: 5_000,
                watch: millis(15_000),
                events: 1_000_000,
                armed: 1_000_000,
                burst: 2_000,
                fire: millis(20_000),
                lead: TimeDelta::seconds(10),
                between: TimeDelta::seconds(20),
            }
        }
    }
}

fn chosen<T: ValueEnum + Clone>(named: &[T]) -> Vec<T> {
    match named {
        [] => T::value_variants().to_vec(),
        named => named.to_vec(),
    }
}
