//! Where are requests taken, and how does that end?

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Error, Result, anyhow};
use axum::Router;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// How long open requests may take to end after the signal. Live pages hold theirs open for ever.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is wrong with the address, in the operator's words.
const COMPLAINTS: [(ErrorKind, &str); 3] = [
    (
        ErrorKind::AddrInUse,
        "is in use by another program; choose another port",
    ),
    (
        ErrorKind::PermissionDenied,
        "may not be used without special rights; choose a port above 1023",
    ),
    (ErrorKind::AddrNotAvailable, "is no address of this machine"),
];

/// Takes an address, or says in words why it cannot.
pub async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let known = COMPLAINTS.iter().find(|(kind, _)| *kind == error.kind());
        match known {
            Some((_, complaint)) => anyhow!("{address} {complaint}"),
            None => Error::new(error).context(format!("{address} cannot be listened on")),
        }
    })
}

/// Answers requests until told to stop, then finishes those that are open.
pub async fn answer(listener: TcpListener, routes: Router, stop: CancellationToken) -> Result<()> {
    let service = routes.into_make_service_with_connect_info::<SocketAddr>();
    let stopping = stop.clone();
    let serving = axum::serve(listener, service)
        .with_graceful_shutdown(async move { stopping.cancelled().await });
    tokio::select! {
        ended = serving.into_future() => ended.context("requests cannot be taken any more"),
        () = patience(stop) => Ok(()),
    }
}

async fn patience(stop: CancellationToken) {
    stop.cancelled().await;
    tokio::time::sleep(PATIENCE).await;
}
