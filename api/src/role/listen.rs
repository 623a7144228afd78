//! Where are requests taken, and how does that end?
//!
//! axum's own `serve` waits for ever: for the head of a request, for the reader of an answer, for one more connection.
//! Here each of these has a bound, so that slow and silent clients cost a descriptor for a while and nothing else.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Error, Result, anyhow};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use infra::config::Limits;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tower::Service;

/// How long open requests may take to end after the signal. Live pages hold theirs open for ever.
const PATIENCE: Duration = Duration::from_secs(5);

/// Bytes of a head, and of what is read of a body ahead of its reader. Browsers' cookies and our addresses fit many times.
const BUFFER: usize = 64 * 1024;

/// Descriptors left for the database, files, mail and SMS.
const KEPT_BACK: u64 = 128;

/// A rest after a connection could not be taken for want of something that others may give back.
const REST: Duration = Duration::from_millis(100);

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
pub async fn answer(
    listener: TcpListener,
    routes: Router,
    limits: Limits,
    stop: CancellationToken,
) -> Result<()> {
    let seats = Arc::new(Semaphore::new(seats(limits.connections)));
    let open = GracefulShutdown::new();
    // A connection is taken only once there is a seat for it: until then it waits with the system, at no cost to us.
    while let Some((stream, from, seat)) = next(&listener, &seats, &stop).await {
        let connection = Connection {
            from,
            routes: routes.clone(),
            limits,
        };
        let watcher = open.watcher();
        tokio::spawn(connection.serve(stream, watcher, seat));
    }
    drop(listener);
    tokio::select! {
        () = open.shutdown() => {}
        () = tokio::time::sleep(PATIENCE) => {}
    }
    Ok(())
}

type Taken = (TcpStream, SocketAddr, OwnedSemaphorePermit);

/// The next connection and its seat; none once the end has come.
async fn next(
    listener: &TcpListener,
    seats: &Arc<Semaphore>,
    stop: &CancellationToken,
) -> Option<Taken> {
    let taken = async {
        let seat = seats.clone().acquire_owned().await.ok()?;
        loop {
            match listener.accept().await {
                Ok((stream, from)) => return Some((stream, from, seat)),
                Err(error) => complain(&error).await,
            }
        }
    };
    tokio::select! {
        () = stop.cancelled() => None,
        taken = taken => taken,
    }
}

/// A client that went away while it waited is nothing; a lack of descriptors passes when some are given back.
async fn complain(error: &std::io::Error) {
    let left = [
        ErrorKind::ConnectionAborted,
        ErrorKind::ConnectionReset,
        ErrorKind::ConnectionRefused,
    ];
    if !left.contains(&error.kind()) {
        tracing::warn!(%error, "a connection could not be taken");
        tokio::time::sleep(REST).await;
    }
}

/// So many connections as the operator wishes and the system's descriptors allow.
fn seats(wished: usize) -> usize {
    let needed = (wished as u64).saturating_add(KEPT_BACK);
    let allowed = rlimit::increase_nofile_limit(needed).unwrap_or(needed);
    let possible = usize::try_from(allowed.saturating_sub(KEPT_BACK)).unwrap_or(wished);
    if possible < wished {
        tracing::warn!(
            wished,
            possible,
            "the system allows fewer descriptors than limits.connections needs"
        );
    }
    possible.clamp(1, wished.max(1))
}

struct Connection {
    from: SocketAddr,
    routes: Router,
    limits: Limits,
}

impl Connection {
    async fn serve(self, stream: TcpStream, watcher: Watcher, seat: OwnedSemaphorePermit) {
        let Self {
            from,
            routes,
            limits,
        } = self;
        // An answer leaves at once; waiting for more to say costs tens of milliseconds.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(limits.stalled()));
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(from));
            routes.clone().call(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head())
            .max_buf_size(BUFFER)
            .serve_connection(TokioIo::new(Box::pin(stream)), service);
        if let Err(error) = watcher.watch(connection).await {
            tracing::debug!(%error, "a connection broke off");
        }
        drop(seat);
    }
}
