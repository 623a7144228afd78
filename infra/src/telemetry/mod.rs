//! What does the program tell its operator about itself?
//!
//! Lines for people or objects for a collector, chosen by the settings. Ids only: never personal data, tokens or secrets.
//! That is a promise of ours about our own lines; what libraries say of their innards is held back by [`cap`], whatever
//! the operator's filter asks for, and what a panic says by [`panics`].

mod cap;
mod panics;

pub use panics::tell_panics_discreetly;

use std::io::IsTerminal;

use tracing::Subscriber;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, Registry, fmt};

use crate::config::{Log, LogFormat};

#[derive(Debug, thiserror::Error)]
pub enum TelemetryFault {
    #[error("log.filter cannot be read: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    #[error("logging was already set up: {0}")]
    AlreadySet(#[from] tracing_subscriber::util::TryInitError),
}

/// Sets up logging for the whole process, to standard error; call it once, before anything else.
pub fn start_logging(log: &Log) -> Result<(), TelemetryFault> {
    lines(log, std::io::stderr, std::io::stderr().is_terminal())?.try_init()?;
    tell_panics_discreetly();
    Ok(())
}

/// What writes the lines that the settings ask for, `colours` or not.
pub fn lines<W>(
    log: &Log,
    to: W,
    colours: bool,
) -> Result<impl Subscriber + Send + Sync, TelemetryFault>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let lines = fmt::layer().with_writer(to).with_ansi(colours);
    let lines = match log.format {
        LogFormat::Human => lines.with_target(false).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    let asked_for = EnvFilter::try_new(&log.filter)?;
    Ok(Registry::default()
        .with(cap::cap())
        .with(asked_for)
        .with(lines))
}
