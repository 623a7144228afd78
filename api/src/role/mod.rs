//! What can this program be? One binary, several roles; `serve` and `demo` play all of them in one process.

mod backup;
mod configuration;
mod demo;
mod erase;
pub mod foundation;
mod housekeeping;
mod import;
pub mod listen;
mod migrate;
mod parked;
mod rebuild;
pub mod restore;
mod serve;
mod signals;
pub mod verify;
mod work;
pub mod workers;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use infra::config::{self, Settings};
use infra::files::small::{ARGUMENT, draw_first_page};
use infra::progress::Progress;

/// The file that documents every setting, and gives each its default.
pub const DOCUMENTED: &str = include_str!("../../config/default.toml");

/// What writes a backup calls itself.
const PROGRAM: &str = concat!("maincourante ", env!("CARGO_PKG_VERSION"));

/// Main Courante: the log of everything that happens in the buildings of a property manager.
#[derive(Debug, Parser)]
#[command(name = "maincourante", version)]
pub struct Cli {
    /// Settings that differ from the defaults (see `maincourante configuration`).
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    role: Role,
}

#[derive(Debug, Subcommand)]
enum Role {
    /// Offer pages, personal links and the JSON API; unless told otherwise, do the background work too.
    Serve(serve::Options),
    /// Do the background work only: lists, timers, messages.
    Work,
    /// Bring the database's schema up to date, and stop.
    Migrate,
    /// Make a list anew from the log beside the live one, swap it in, and stop.
    Rebuild(rebuild::Options),
    /// List the tickets that background work has set aside because it cannot process them, or have them tried again.
    Parked(parked::Options),
    /// Take an agency in: its staff, properties, parties and contractors, from a folder of JSON files.
    Import(import::Options),
    /// Save everything to a folder, and the keys of personal data apart from it, while the product runs.
    Backup(backup::Options),
    /// Take a backup into an empty database of either kind.
    Restore(restore::Options),
    /// Compare the log, what follows from it, the files and the keys; end with 1 if anything is damaged.
    Verify(verify::Options),
    /// Erase a person from the log, its copies and the directory; shows what would be lost unless told otherwise.
    Erase(erase::Options),
    /// Start with a believable agency, its people and some thirty tickets.
    Demo(demo::Options),
    /// Print every setting with its meaning and default.
    Configuration,
    /// Draw the first page of a PDF: what the other roles start this program for.
    #[command(name = ARGUMENT, hide = true)]
    FirstPage,
}

/// Plays the role until it is done or told to stop.
pub fn run(cli: Cli) -> Result<ExitCode> {
    let config = cli.config;
    let settings = || settings(config);
    let played = match cli.role {
        Role::Serve(options) => in_runtime(serve::run(settings()?, options)),
        Role::Work => in_runtime(work::run(settings()?)),
        Role::Migrate => in_runtime(migrate::run(settings()?)),
        Role::Rebuild(options) => in_runtime(rebuild::run(settings()?, options)),
        Role::Parked(options) => in_runtime(parked::run(settings()?, options)),
        Role::Import(options) => in_runtime(import::run(settings()?, options)),
        Role::Backup(options) => in_runtime(backup::run(settings()?, options)),
        Role::Restore(options) => in_runtime(restore::run(settings()?, options)),
        Role::Verify(options) => in_runtime(verify::run(settings()?, options)),
        Role::Demo(options) => in_runtime(demo::run(options)),
        Role::Erase(options) => return in_runtime(erase::run(settings()?, options)),
        Role::Configuration => configuration::run(),
        Role::FirstPage => Ok(draw_first_page(io::stdin().lock(), io::stdout().lock())?),
    };
    played.map(|()| ExitCode::SUCCESS)
}

fn settings(own_file: Option<PathBuf>) -> Result<Settings> {
    let settings = config::load(DOCUMENTED, own_file.as_deref(), std::env::vars())?;
    infra::telemetry::start_logging(&settings.log)?;
    Ok(settings)
}

fn in_runtime<T>(role: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    runtime
        .context("the machine gives no threads")?
        .block_on(role)
}

/// Tells whoever waits at the terminal how far it is.
fn telling() -> Progress {
    Progress::telling(|line| eprintln!("{line}"))
}
