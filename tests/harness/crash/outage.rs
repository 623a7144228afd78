//! What does the product say, and do, while its database is away? One life under load, disturbed time and again; it must
//! say 503, come back by itself, and keep its word.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use infra::database::Kind;
use reqwest::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER};
use serde_json::json;
use sqlx::{Connection as _, Executor as _, PgConnection, SqliteConnection};

use super::campaign::Campaign;
use super::face::SPEED;
use super::figures::Figures;
use super::life::{End, Life};
use super::postgres::{OwnServer, Stop, Way};
use crate::database;

/// Callers at the same time: an outage lasts, and what piles up meanwhile has to be sent.
const CALLERS: usize = 3;
/// Undisturbed work between two disturbances.
const BETWEEN: Duration = Duration::from_millis(800);
/// How soon the product must be at work again after its database is.
const BACK_WITHIN: Duration = Duration::from_secs(45);
/// Longer than anybody waits for a connection or a lock.
const LONG: Duration = Duration::from_secs(18);

/// What outages came to.
#[derive(Debug, Default)]
pub struct Outages {
    pub figures: Figures,
    pub disturbances: usize,
    /// Answers with 503 and all that belongs to it.
    pub said_unavailable: usize,
}

/// PostgreSQL restarted, its connections ended and cut, and away for long.
pub async fn of_postgres(program: &Path, seed: u64) -> Outages {
    let began = Instant::now();
    let mut server = OwnServer::start();
    let mut there = PgConnection::connect(&server.url("postgres"))
        .await
        .expect("the server");
    there
        .execute("CREATE DATABASE crash")
        .await
        .expect("a database");
    drop(there);
    let way = Way::to(&server).await;
    let url = server.url("crash");
    let mut campaign = Campaign::begin(Kind::Postgres, &url, program, CALLERS, seed).await;
    campaign.site.way = Some(format!("postgres://postgres@127.0.0.1:{}/crash", way.port));
    let mut disturbed = Disturbed::begin(&mut campaign).await;
    for round in 0..2 {
        disturbed
            .works("the connections were cut", || way.cut())
            .await;
        let url = server.url("postgres");
        terminate(&url).await;
        disturbed.works("the connections were ended", || {}).await;
        for how in [Stop::Fast, Stop::Immediate] {
            server.stop(how);
            if round == 0 {
                disturbed.says_so().await;
            }
            server.go_on();
            disturbed.works("the server was restarted", || {}).await;
        }
    }
    let (disturbances, said_unavailable) = disturbed.ends().await;
    Outages {
        figures: campaign.ends(seed, began).await,
        disturbances,
        said_unavailable,
    }
}

async fn terminate(url: &str) {
    let mut there = PgConnection::connect(url).await.expect("the server");
    there
        .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'crash'")
        .await
        .expect("ended");
}

/// The SQLite file locked by somebody else, and the disk full.
pub async fn of_sqlite(program: &Path, seed: u64) -> Outages {
    let began = Instant::now();
    let (url, _kept) = database::blank(Kind::Sqlite).await;
    let mut campaign = Campaign::begin(Kind::Sqlite, &url, program, CALLERS, seed).await;
    let mut disturbed = Disturbed::begin(&mut campaign).await;
    for round in 0..2 {
        let mut other = SqliteConnection::connect(&url).await.expect("the file");
        // It has to come between two of the product's own transactions.
        other
            .execute("PRAGMA busy_timeout = 60000")
            .await
            .expect("patience");
        other.execute("BEGIN IMMEDIATE").await.expect("the lock");
        if round == 0 {
            disturbed.says_so().await;
        }
        other.execute("ROLLBACK").await.expect("unlocked");
        other.close().await.expect("closed");
        disturbed.works("the file was locked", || {}).await;
        let pid = disturbed.life.id();
        limit(pid, "1024");
        disturbed.says_so().await;
        limit(pid, "unlimited");
        disturbed.works("the disk was full", || {}).await;
    }
    let (disturbances, said_unavailable) = disturbed.ends().await;
    Outages {
        figures: campaign.ends(seed, began).await,
        disturbances,
        said_unavailable,
    }
}

/// How large a file may become, in bytes: what is written past that fails, as on a full disk.
fn limit(pid: u32, largest: &str) {
    let limited = Command::new("prlimit")
        .args([
            "--pid",
            &pid.to_string(),
            &format!("--fsize={largest}:unlimited"),
        ])
        .status();
    assert!(limited.expect("prlimit").success());
}

/// A life in the middle of it all.
struct Disturbed<'a> {
    campaign: &'a mut Campaign,
    life: Life,
    disturbances: usize,
    said_unavailable: usize,
}

impl<'a> Disturbed<'a> {
    async fn begin(campaign: &'a mut Campaign) -> Self {
        campaign.next_life(TimeDelta::zero()).await;
        let clock = campaign.site.office.face.set(TimeDelta::zero(), SPEED);
        let mut life = campaign.site.program.start(&["serve"], &clock, None);
        assert!(life.is_up().await, "it does not begin");
        campaign.load.go_on();
        Self {
            campaign,
            life,
            disturbances: 0,
            said_unavailable: 0,
        }
    }

    fn acknowledged(&self) -> usize {
        let entries = self.campaign.site.office.journal.entries();
        entries.iter().filter(|entry| !entry.is_open()).count()
    }

    /// After a disturbance commands are acknowledged again; for a while it is left in peace.
    async fn works(&mut self, after: &str, disturb: impl FnOnce()) {
        disturb();
        self.disturbances += 1;
        let (began, before) = (Instant::now(), self.acknowledged());
        while self.acknowledged() < before + 5 {
            if began.elapsed() > BACK_WITHIN {
                let what = format!("{after}, and after {BACK_WITHIN:?} nothing works");
                self.campaign.cries(what);
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        tokio::time::sleep(BETWEEN).await;
    }

    /// While the database is away for long, whoever asks is told 503 and when to come again: programs by a problem,
    /// people by a page.
    async fn says_so(&mut self) {
        let began = Instant::now();
        let office = self.campaign.site.office.clone();
        let token = office.cabinet.token(office.cabinet.manager);
        let site = office.url.trim_end_matches("/api/v1");
        let opening = json!({ "html": "<p>panne</p>" });
        let ticket = format!("{}/tickets/{}/notes", office.url, uuid::Uuid::nil());
        let asked = [
            (
                "api",
                office.client.post(ticket).bearer_auth(token).json(&opening),
            ),
            (
                "list",
                office
                    .client
                    .get(format!("{}/tickets", office.url))
                    .bearer_auth(token),
            ),
            (
                "page",
                office
                    .client
                    .get(format!("{site}/tickets"))
                    .header(ACCEPT, "text/html")
                    .header(
                        "Cookie",
                        "maincourante_session=11111111111111111111111111111111",
                    ),
            ),
            (
                "link",
                office
                    .client
                    .get(format!("{site}/r/1111111111111111111111")),
            ),
            ("ready", office.client.get(format!("{site}/health/ready"))),
        ];
        let heard = asked.map(|(what, request)| async move {
            let answer = request.timeout(LONG * 3).send().await;
            (what, answer)
        });
        for (what, answer) in futures::future::join_all(heard).await {
            match answer {
                Ok(answer) if answer.status() == 503 => self.is_well_said(what, &answer),
                // SQLite's readers go on while nobody can write.
                Ok(answer)
                    if answer.status().as_u16() < 500
                        && self.campaign.site.kind == Kind::Sqlite => {}
                other => self
                    .campaign
                    .cries(format!("{what} during an outage: {other:?}")),
            }
        }
        tokio::time::sleep(LONG.saturating_sub(began.elapsed())).await;
    }

    fn is_well_said(&mut self, what: &str, answer: &reqwest::Response) {
        self.said_unavailable += 1;
        let kind = answer.headers().get(CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let wanted = match what {
            "api" | "list" => "application/problem+json",
            "ready" => "application/json",
            _ => "text/html",
        };
        let says_when = what == "ready" || answer.headers().contains_key(RETRY_AFTER);
        if !kind.starts_with(wanted) || !says_when {
            let headers = answer.headers();
            self.campaign
                .cries(format!("{what} said 503 badly: {headers:?}"));
        }
    }

    /// All comes to rest, and is compared.
    async fn ends(mut self) -> (usize, usize) {
        self.campaign.load.pause().await;
        let end = self.life.terminate().await;
        if end != End::Exited(0) {
            self.campaign
                .cries(format!("told to stop, it ended as {end:?}"));
        }
        self.campaign.rests(TimeDelta::hours(2)).await;
        (self.disturbances, self.said_unavailable)
    }
}
