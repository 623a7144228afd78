//! How many commands does the product carry out while so many clients each wait for their answer?

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use domain::ids::TicketId;

use crate::http::Connection;

/// What the clients ask.
#[derive(Clone)]
pub struct Script {
    pub address: SocketAddr,
    pub token: String,
    pub asked: Asked,
}

#[derive(Clone)]
pub enum Asked {
    /// A note on a ticket that is there, with a name and a number in it: one event, sealed.
    Notes(Vec<TicketId>),
    /// A new ticket: two events, new keys, messages to whoever is to be told.
    Openings(String),
}

/// Clients that warm up.
const WARMING: usize = 16;

/// About what a manager types.
pub const NOTE: &str = "<b>Rappeler Mme Zwingelstein</b> au 06 39 98 12 34 avant midi&nbsp;: le digicode de l'entrée a changé \
     (45B12), le plombier doit passer par la loge et demander M. Ferreira. Devis joint par courriel.";

impl Script {
    /// The bytes of the `n`-th request.
    pub fn request(&self, n: usize) -> Vec<u8> {
        match &self.asked {
            Asked::Notes(tickets) => {
                let ticket = tickets[n % tickets.len()];
                let body = serde_json::json!({ "html": NOTE }).to_string();
                self.post(&format!("/tickets/{ticket}/notes"), &body)
            }
            Asked::Openings(body) => self.post("/tickets", body),
        }
    }

    fn post(&self, path: &str, body: &str) -> Vec<u8> {
        format!(
            "POST /api/v1{path} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n\r\n{body}",
            self.address,
            self.token,
            body.len()
        )
        .into_bytes()
    }
}

/// What a turn came to.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
}

/// Lets `clients` ask for `time`, each as soon as it has its answer. `first` numbers the requests, so that a later turn
/// does not begin with the same tickets.
pub async fn turn(script: Script, clients: usize, time: Duration, first: usize) -> Result<Turn> {
    // A thread of its own with nothing else on it: the time that it takes is taken from the product.
    tokio::task::spawn_blocking(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(together(&script, clients, time, first))
    })
    .await?
}

/// Has every request made once, so that what is remembered from then on is remembered. Nothing is measured.
pub async fn warm_up(script: &Script, requests: usize) -> Result<()> {
    let asking = (0..WARMING).map(|client| async move {
        let mut connection = Connection::open(script.address).await?;
        for n in (client..requests).step_by(WARMING) {
            let answer = connection.ask(&script.request(n)).await?;
            ensure!((200..300).contains(&answer.status), "{}", answer.status);
        }
        Ok(())
    });
    futures::future::try_join_all(asking).await?;
    Ok(())
}

async fn together(script: &Script, clients: usize, time: Duration, first: usize) -> Result<Turn> {
    let began = Instant::now();
    let asking = (0..clients).map(|client| ask(script, first + client, clients, began + time));
    let mut waits = Vec::new();
    for answered in futures::future::join_all(asking).await {
        waits.extend(answered?);
    }
    let seconds = began.elapsed().as_secs_f64();
    ensure!(
        !waits.is_empty(),
        "not one command was answered in {time:?}"
    );
    waits.sort_unstable();
    Ok(Turn {
        per_second: waits.len() as f64 / seconds,
        p50: crate::report::quantile(&waits, 0.5),
        p99: crate::report::quantile(&waits, 0.99),
    })
}

async fn ask(script: &Script, first: usize, step: usize, until: Instant) -> Result<Vec<Duration>> {
    let mut connection = Connection::open(script.address).await?;
    let (mut waits, mut n) = (Vec::new(), first);
    while Instant::now() < until {
        let request = script.request(n);
        let asked = Instant::now();
        let answer = connection.ask(&request).await?;
        ensure!(
            (200..300).contains(&answer.status),
            "{}: {}",
            answer.status,
            String::from_utf8_lossy(answer.body)
        );
        waits.push(asked.elapsed());
        n += step;
    }
    Ok(waits)
}
