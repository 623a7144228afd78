//! What if the network between the product and PostgreSQL swallows what it carries, and nobody hangs up?
//!
//! A TCP proxy in front of the server's socket. Each direction can be told to hold back, or to lose, whatever comes; the
//! connections stay open throughout.

use std::path::PathBuf;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// What becomes of bytes on their way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Traffic {
    Flows,
    /// Comes late, as soon as the traffic flows again.
    Waits,
    /// Never comes, nor does anything after it on the same connection.
    Vanishes,
}

#[derive(Clone, Copy, Debug)]
struct Weather {
    requests: Traffic,
    answers: Traffic,
}

/// The road to one database. Closed when it is dropped.
pub struct Road {
    /// The database's address by this road.
    pub url: String,
    weather: watch::Sender<Weather>,
    accepting: JoinHandle<()>,
}

impl Road {
    /// To a database of the tests' server, whose address names the folder of its socket.
    pub async fn to(url: &str) -> Self {
        let (path, folder) = url.split_once("?host=").expect("a socket's folder");
        let socket = PathBuf::from(folder).join(".s.PGSQL.5432");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let here = listener.local_addr().expect("its address");
        let (weather, observed) = watch::channel(Weather {
            requests: Traffic::Flows,
            answers: Traffic::Flows,
        });
        let accepting = tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(carry(near, socket.clone(), observed.clone()));
            }
        });
        Self {
            url: path.replace("@localhost", &format!("@{here}")),
            weather,
            accepting,
        }
    }

    /// From now on, until it is told otherwise.
    pub fn turns(&self, requests: Traffic, answers: Traffic) {
        self.weather.send_replace(Weather { requests, answers });
    }
}

impl Drop for Road {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn carry(near: TcpStream, socket: PathBuf, weather: watch::Receiver<Weather>) {
    let Ok(far) = UnixStream::connect(socket).await else {
        return;
    };
    let (from_near, to_near) = near.into_split();
    let (from_far, to_far) = far.into_split();
    tokio::join!(
        pass(from_near, to_far, weather.clone(), |w| w.requests),
        pass(from_far, to_near, weather, |w| w.answers),
    );
}

/// An end is passed on like anything else: it waits, or is lost.
async fn pass(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut weather: watch::Receiver<Weather>,
    mine: fn(&Weather) -> Traffic,
) {
    let mut bytes = [0; 8 * 1024];
    loop {
        let read = from.read(&mut bytes).await.unwrap_or_default();
        let is_passable = |weather: &Weather| mine(weather) != Traffic::Waits;
        let Ok(now) = weather.wait_for(is_passable).await.map(|now| mine(&now)) else {
            return;
        };
        if now == Traffic::Vanishes {
            // For good: neither side hears of the other again.
            return std::future::pending().await;
        }
        if read == 0 {
            let _ = to.shutdown().await;
            return;
        }
        if to.write_all(&bytes[..read]).await.is_err() {
            return;
        }
    }
}
