//! Is anything lost or altered? Compares the log, what follows from it, the files and the keys, while the product runs.

use std::io::Write;

use anyhow::{Result, ensure};
use clap::Args;
use infra::clock::Clock;
use infra::config::Settings;
use infra::outbox::OutboxDerived;
use infra::progress::Progress;
use infra::timers::TimersDerived;
use infra::verify::{Derived, Report, Verify};
use projections::ticket_list::{LinesDerived, SubjectsDerived};

use super::{backup, foundation};
use crate::state::App;

#[derive(Debug, Args)]
#[command(after_help = "\
Every stream counts without a hole, every event reads and opens, every key fits; the ticket list, the timers and the \
messages are what the log says; every file is there, byte for byte. Nothing is changed. What is damaged is listed on \
standard output, and the program then ends with 1; `maincourante rebuild` makes damaged lists and timers anew.")]
pub struct Options {
    /// Print one JSON object instead of lines.
    #[arg(long)]
    json: bool,
}

pub async fn run(settings: Settings, options: Options) -> Result<()> {
    let database = backup::existing(&settings).await?;
    let app = foundation::lay(&settings, database.clone(), Clock::system())?;
    let report = look(&app, &mut super::telling()).await?;
    let mut out = std::io::stdout().lock();
    if options.json {
        serde_json::to_writer(&mut out, &Shown::of(&report))?;
        writeln!(out)?;
    } else {
        tell(&report, &mut out)?;
    }
    out.flush()?;
    drop(out);
    database.close().await;
    insist_on_soundness(&report)
}

/// Everything that is compared with the log.
pub fn derived() -> Vec<Box<dyn Derived>> {
    vec![
        Box::new(LinesDerived),
        Box::new(SubjectsDerived),
        Box::new(TimersDerived),
        Box::new(OutboxDerived),
    ]
}

pub async fn look(app: &App, progress: &mut Progress) -> Result<Report> {
    let verify = Verify {
        log: &app.log,
        blobs: &app.blobs,
        derived: &derived(),
    };
    Ok(verify.run(progress).await?)
}

/// Looks, tells on standard error, and fails if anything is damaged.
pub async fn insist(app: &App, progress: &mut Progress) -> Result<()> {
    let report = look(app, progress).await?;
    let mut text = Vec::new();
    tell(&report, &mut text)?;
    progress.note(String::from_utf8_lossy(&text).trim_end());
    insist_on_soundness(&report)
}

fn insist_on_soundness(report: &Report) -> Result<()> {
    ensure!(
        report.is_sound(),
        "{} damaged; see the list, and docs/recipes/restore-from-a-backup.md for what to do",
        report.damaged
    );
    Ok(())
}

#[derive(serde::Serialize)]
struct Shown<'a> {
    sound: bool,
    #[serde(flatten)]
    report: &'a Report,
}

impl<'a> Shown<'a> {
    fn of(report: &'a Report) -> Self {
        Self {
            sound: report.is_sound(),
            report,
        }
    }
}

fn tell(report: &Report, out: &mut impl Write) -> std::io::Result<()> {
    for finding in &report.damage {
        writeln!(out, "DAMAGED  {}: {}", finding.kind, finding.what)?;
    }
    for finding in &report.notes {
        writeln!(out, "noted    {}: {}", finding.kind, finding.what)?;
    }
    let more = report.damaged - report.damage.len() as u64;
    if more > 0 {
        writeln!(out, "DAMAGED  and {more} more")?;
    }
    let Report {
        events,
        tickets,
        rows,
        files,
        keys,
        head,
        damaged,
        ..
    } = report;
    writeln!(
        out,
        "{events} events up to {head}, {tickets} tickets, {rows} rows, {files} files, {keys} keys: {damaged} damaged"
    )
}
