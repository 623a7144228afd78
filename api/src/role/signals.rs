//! When is it time to stop? At Ctrl-C and at the polite signal of a service manager.

use anyhow::{Context, Result};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Cancelled at the first signal. A second one meets the default and ends the process at once.
pub fn stop() -> Result<CancellationToken> {
    let mut interrupted = signal(SignalKind::interrupt()).context("signals cannot be heard")?;
    let mut terminated = signal(SignalKind::terminate()).context("signals cannot be heard")?;
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
        tracing::info!("stopping; what was begun is finished first");
        told.cancel();
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
        std::process::exit(130);
    });
    Ok(stop)
}
