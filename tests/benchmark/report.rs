//! What is to be read in the end? Tables in Markdown, ratios first, every floor beside its figure.

use std::fmt;
use std::io::Write as _;
use std::time::Duration;

use infra::database::Kind;

use crate::machine;

#[derive(Default)]
pub struct Report {
    machine: Vec<String>,
    tables: Vec<Table>,
}

#[derive(Default)]
struct Table {
    title: String,
    /// Written as soon as they are known: with the load of that moment.
    rows: Vec<String>,
}

/// One figure, what it stands beside, and what it must come to.
pub struct Row {
    pub what: String,
    /// How many times what stands beside it.
    pub ratio: Option<f64>,
    pub figure: String,
    pub beside: String,
    pub floor: Option<Floor>,
}

/// What is asked, and whether it is so.
pub struct Floor {
    pub asked: String,
    pub met: bool,
}

impl Report {
    pub fn new(machine: Vec<String>) -> Self {
        Self {
            machine,
            tables: Vec::new(),
        }
    }

    pub fn table(&mut self, title: &str) {
        self.tables.push(Table {
            title: title.to_owned(),
            rows: Vec::new(),
        });
    }

    pub fn row(&mut self, row: Row) {
        let row = format!("{row} {} |", machine::load_average());
        progress(&row);
        if self.tables.is_empty() {
            self.table("");
        }
        if let Some(table) = self.tables.last_mut() {
            table.rows.push(row);
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.machine {
            writeln!(f, "- {line}")?;
        }
        for table in &self.tables {
            writeln!(f, "\n### {}\n", table.title)?;
            writeln!(f, "| ratio | what | figure | beside it | floor | load |")?;
            writeln!(f, "| ---: | --- | ---: | ---: | --- | ---: |")?;
            for row in &table.rows {
                writeln!(f, "{row}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ratio = self.ratio.map(|ratio| format!("**{ratio:.2}**"));
        let floor = self.floor.as_ref().map(|floor| {
            let met = if floor.met { "met" } else { "**missed**" };
            format!("{}: {met}", floor.asked)
        });
        write!(
            f,
            "| {} | {} | {} | {} | {} |",
            ratio.unwrap_or_default(),
            self.what,
            self.figure,
            self.beside,
            floor.unwrap_or_default()
        )
    }
}

/// Says on standard error what goes on.
pub fn progress(what: &str) {
    // Nobody who watches is no failure.
    let _ = writeln!(std::io::stderr().lock(), "{what}");
}

/// Of sorted values.
pub fn quantile(sorted: &[Duration], q: f64) -> Duration {
    let last = sorted.len().saturating_sub(1);
    let index = (last as f64 * q).ceil() as usize;
    sorted.get(index).copied().unwrap_or_default()
}

pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// `1 234`.
pub fn thousands(figure: f64) -> String {
    let digits = format!("{figure:.0}");
    let groups: Vec<_> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(String::from_utf8_lossy)
        .collect();
    groups.join(" ")
}

/// `12.3 ms`.
pub fn millis(duration: Duration) -> String {
    format!("{:.1} ms", duration.as_secs_f64() * 1_000.0)
}

/// As its makers write it.
pub fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Postgres => "PostgreSQL",
        Kind::Sqlite => "SQLite",
    }
}
