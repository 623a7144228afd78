//! How fast is the product, beside the limit of the machine that it runs on? One command, one table.
//!
//! `cargo run --release -p tests --bin benchmark` builds the product, starts it as a process of its own on a PostgreSQL
//! of its own and on SQLite, and measures each figure beside something that bounds it, in the same run and in turns:
//! the machine may be busy with something else, but then it is so for both. What the figures mean stands in
//! `docs/benchmarks.md`.

mod floor;
mod http;
mod load;
mod machine;
mod million;
mod options;
mod product;
mod report;
mod seed;
mod stage;
mod startup;
mod throughput;
mod timers;
mod visible;

use std::io::Write as _;

use anyhow::Result;
use clap::Parser as _;

use options::{Options, Section};
use report::Report;
use stage::Stage;

fn main() -> Result<()> {
    let options = Options::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let report = runtime.block_on(measure(&options))?;
    write!(std::io::stdout().lock(), "{report}")?;
    Ok(())
}

async fn measure(options: &Options) -> Result<Report> {
    let stage = Stage::set(options).await?;
    let mut report = Report::new(machine::describe(&stage).await?);
    for section in options.sections() {
        report::progress(&format!("{section:?}"));
        match section {
            Section::Throughput => throughput::measure(&stage, &mut report).await?,
            Section::Visible => visible::measure(&stage, &mut report).await?,
            Section::Startup => startup::measure(&stage, &mut report).await?,
            Section::Million => million::measure(&stage, &mut report).await?,
            Section::Timers => timers::measure(&stage, &mut report).await?,
        }
    }
    Ok(report)
}
