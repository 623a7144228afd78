//! How is the whole product run inside of a test? On a port of its own, with a clock that stands still, and with its
//! background work turned by hand.
//!
//! Nothing happens by itself: [`TestApp::settle`] lets the followers, the timers and the delivery do what is there to
//! do now; [`TestApp::until`] moves the clock from one due moment to the next.

use std::path::Path;
use std::sync::Arc;

use api::role::listen;
use api::state::{App, Foundation, WebSettings};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use infra::clock::Clock;
use infra::config::Settings;
use infra::database::{Database, Kind};
use infra::delivery::{Delivery, DeliveryWorker, channels};
use infra::doorbell::Doorbell;
use infra::files::Blobs;
use infra::follower::{Follower, Runner};
use infra::livefeed::LiveFeed;
use infra::message::Sender;
use infra::outbox::{Outbox, OutboxFollower};
use infra::sealing::{MasterKey, Sealing};
use infra::timers::{TimerWorker, TimersFollower};
use infra::worker::Turn;
use projections::ticket_list::TicketListFollower;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::database::TestDatabase;

/// More turns than any story needs: what goes on longer goes on for ever.
const MOST_TURNS: usize = 1_000;

/// Background work that is turned by hand.
#[async_trait]
trait Crank: Send + Sync {
    async fn turn(&self) -> Turn;
}

#[async_trait]
impl<F: Follower> Crank for Runner<F> {
    async fn turn(&self) -> Turn {
        Runner::turn(self).await.expect("a follower that goes on")
    }
}

#[async_trait]
impl Crank for TimerWorker {
    async fn turn(&self) -> Turn {
        TimerWorker::turn(self).await.expect("timers that go on")
    }
}

#[async_trait]
impl Crank for DeliveryWorker {
    async fn turn(&self) -> Turn {
        DeliveryWorker::turn(self)
            .await
            .expect("a delivery that goes on")
    }
}

pub struct TestApp {
    pub app: App,
    pub clock: Clock,
    /// Without a slash at the end.
    pub url: String,
    pub outbox: Outbox,
    cranks: Vec<Box<dyn Crank>>,
    serving: JoinHandle<()>,
    /// Where attached files lie.
    pub files: TempDir,
    home: TestDatabase,
    settings: Settings,
}

impl TestApp {
    /// Where the database is, as an operator would write it into the settings.
    pub fn database_url(&self) -> &str {
        &self.home.url
    }

    /// Where files lie.
    pub fn files(&self) -> &std::path::Path {
        self.files.path()
    }

    /// A second process on the same database, as far as memory goes: it has nothing in common with the first.
    pub async fn another_node(&self) -> App {
        let database = infra::database::Database::connect(&self.home.url)
            .await
            .expect("the same database");
        lay(
            &database,
            self.files.path(),
            &self.clock,
            &self.settings,
            &self.url,
        )
    }

    /// The product on an empty database, at the given moment, with every setting at its default.
    pub async fn start(on: Kind, at: DateTime<Utc>) -> Self {
        Self::start_with(on, at, &[]).await
    }

    /// With settings as an operator would put them into the environment (`MAINCOURANTE_…`).
    pub async fn start_with(on: Kind, at: DateTime<Utc>, environment: &[(&str, &str)]) -> Self {
        let files = tempfile::tempdir().expect("a temporary folder");
        Self::start_on(TestDatabase::new(on).await, files, at, environment).await
    }

    /// On a database and a folder of files that something stands in already.
    pub async fn start_on(
        database: TestDatabase,
        files: TempDir,
        at: DateTime<Utc>,
        environment: &[(&str, &str)],
    ) -> Self {
        crate::http::install_crypto();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("its address"));
        let clock = Clock::fixed(at);
        let settings = settings(environment);
        let app = lay(&database.database, files.path(), &clock, &settings, &url);
        let router = api::router::router(app.clone());
        let limits = settings.limits;
        let serving = tokio::spawn(async move {
            listen::answer(listener, router, limits, CancellationToken::new())
                .await
                .expect("a server that goes on");
        });
        let (cranks, outbox) = (
            cranks(&app, &settings),
            Outbox::new(database.database.clone()),
        );
        Self {
            app,
            clock,
            url,
            outbox,
            cranks,
            serving,
            files,
            home: database,
            settings,
        }
    }

    /// Lets everything happen that is due now, and what follows from it.
    pub async fn settle(&self) {
        for _ in 0..MOST_TURNS {
            let mut worked = false;
            for crank in &self.cranks {
                worked |= crank.turn().await.worked();
            }
            if !worked {
                return;
            }
        }
        panic!("still busy after {MOST_TURNS} turns");
    }

    /// Moves the clock to `at`, stopping wherever something falls due.
    pub async fn until(&self, at: DateTime<Utc>) {
        self.settle().await;
        for _ in 0..MOST_TURNS {
            let due = self.next_due().await.filter(|due| *due <= at);
            let now = self.clock.now();
            self.clock.set(due.unwrap_or(at).max(now));
            self.settle().await;
            if due.is_none() {
                return;
            }
        }
        panic!("something has been due {MOST_TURNS} times on the way to {at}");
    }

    async fn next_due(&self) -> Option<DateTime<Utc>> {
        let timer = self.app.timers.next_due().await.expect("the armed timers");
        let message = self
            .outbox
            .next_due(self.clock.now())
            .await
            .expect("the outbox");
        timer.into_iter().chain(message).min()
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// The services of the product on a migrated database.
fn lay(database: &Database, files: &Path, clock: &Clock, settings: &Settings, url: &str) -> App {
    App::new(Foundation {
        web: WebSettings {
            public_url: url.to_owned(),
            ..WebSettings::of(settings)
        },
        database: database.clone(),
        sealing: Sealing::new(database.clone(), clock.clone(), master_key(settings)),
        store: settings.database.store(),
        clock: clock.clone(),
        blobs: Blobs::in_folder(files, settings.files.largest()).expect("a folder for files"),
        link_secret: settings.secrets.link_secret().expect("a secret"),
        sms_reports: infra::delivery::reports(&settings.sms).expect("places"),
        doorbell: Doorbell::new(),
        feed: LiveFeed::new(),
    })
}

/// The documented defaults, with secrets of no worth, under what the test sets.
fn settings(environment: &[(&str, &str)]) -> Settings {
    let documented = include_str!("../../api/config/default.toml");
    let secrets = [
        "MAINCOURANTE_SECRETS_MASTER_KEY",
        "MAINCOURANTE_SECRETS_LINK_SECRET",
    ];
    let worthless = data_encoding::BASE64.encode(&[7; 32]);
    // People of the tests all come from one address, and one after the other.
    let unhurried = ["SIGN_INS", "WRONG_TOKENS"].map(|what| {
        let name = format!("MAINCOURANTE_LIMITS_{what}_AT_ONCE");
        (name, "100000".to_owned())
    });
    let given = environment
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let all = secrets
        .map(|name| (name.to_owned(), worthless.clone()))
        .into_iter()
        .chain(unhurried)
        .chain(given);
    infra::config::load(documented, None, all).unwrap_or_else(|fault| panic!("{fault}"))
}

fn master_key(settings: &Settings) -> MasterKey {
    MasterKey::new(settings.secrets.master_key().expect("a key"))
}

/// All background work, in the order in which an event passes through it.
fn cranks(app: &App, settings: &Settings) -> Vec<Box<dyn Crank>> {
    let (armed, staged) = (Doorbell::new(), Doorbell::new());
    let delivery = DeliveryWorker::new(Delivery {
        outbox: Outbox::new(app.database.clone()),
        log: app.log.clone(),
        tickets: app.tickets.clone(),
        address_book: Arc::new(app.directory.clone()),
        links: app.links.clone(),
        blobs: app.blobs.clone(),
        channels: channels(&settings.mail, &settings.sms, &app.mailbox).expect("channels"),
        sender: Sender::new(&settings.mail.from_address),
        clock: app.clock.clone(),
        staged: staged.clone(),
    });
    vec![
        follow(
            app,
            TicketListFollower::new(&app.log).telling(app.feed.clone()),
        ),
        follow(app, TimersFollower::new(&app.log, &armed)),
        Box::new(TimerWorker::new(
            &app.database,
            &app.tickets,
            &app.clock,
            &armed,
        )),
        follow(
            app,
            OutboxFollower::new(&app.log, &app.links, &app.clock, &staged),
        ),
        Box::new(delivery),
    ]
}

fn follow(app: &App, follower: impl Follower + 'static) -> Box<dyn Crank> {
    Box::new(Runner::new(
        &app.database,
        &app.log,
        &app.clock,
        &app.doorbell,
        follower,
    ))
}
