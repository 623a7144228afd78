//! What do the tests of backups stand on? An office in the middle of its work, and the deeds of its operator.

use std::path::PathBuf;
use std::sync::Arc;

use api::role::{restore, verify};
use harness::app::TestApp;
use harness::cabinet::{MANAGER_EMAIL, PASSWORD};
use harness::caller::Visitor;
use harness::database::TestDatabase;
use harness::office::{Office, Order};
use harness::when::tomorrow_at;
use infra::backup::{Backup, BackupFault, Made, Restore, Restored};
use infra::database::Kind;
use infra::progress::Progress;
use infra::verify::Report;
use serde_json::json;
use tempfile::TempDir;

/// Where an operator keeps things.
pub struct Shelf(TempDir);

impl Shelf {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub fn folder(&self) -> PathBuf {
        self.0.path().join("backup")
    }

    pub fn keys(&self) -> PathBuf {
        self.0.path().join("keys")
    }
}

/// Orders in several states, a file, a message that waits for the morning.
pub struct Busy {
    pub office: Arc<Office>,
    pub orders: Vec<Order>,
}

impl Busy {
    pub async fn new(on: Kind, environment: &[(&str, &str)]) -> Self {
        let office = Office::open_with(on, environment, json!({})).await;
        office.hand_out_passwords().await;
        let manager = office.manager();
        let waiting = manager.opens_a_service_order().await;
        let planned = manager.opens_a_service_order().await;
        planned
            .contractor()
            .await
            .accepts_for(tomorrow_at(9, 0))
            .await;
        let silent = manager.opens_with("silent", true).await;
        let closed = manager.opens_a_service_order().await;
        manager.closes(&closed).await;
        attach(&office, &waiting, b"%PDF-1.4 une facture".to_vec()).await;
        attach(&office, &planned, vec![b'x'; 300_000]).await;
        let orders = vec![waiting, planned, silent, closed];
        Self { office, orders }
    }

    /// What the office sees of its tickets: the API's JSON, the log, who was told what.
    pub async fn seen(&self) -> Vec<String> {
        seen(&self.office, &self.orders).await
    }
}

pub async fn seen(office: &Arc<Office>, orders: &[Order]) -> Vec<String> {
    let caller = office.caller(office.cabinet.manager);
    let mut pages = Visitor::new(&office.app.url);
    pages.sign_in(MANAGER_EMAIL, PASSWORD).await;
    let mut seen = Vec::new();
    for order in orders {
        let order = Order {
            office: office.clone(),
            ..order.clone()
        };
        for path in [
            format!("/tickets/{}", order.id),
            format!("/tickets/{}/log", order.id),
        ] {
            let answer = caller.get(&path).await.succeeded();
            seen.push(without_host(office, &answer.text));
        }
        seen.push(order.log().await);
        seen.push(order.told().await);
        seen.push(
            pages
                .open(&format!("/tickets/{}", order.id))
                .await
                .succeeded()
                .text,
        );
        if let Some(link) = order.link().await {
            let token = link.rsplit_once("/r/").map(|(_, token)| token.to_owned());
            let page = format!("/r/{}", token.expect("a token"));
            seen.push(Visitor::new(&office.app.url).open(&page).await.text);
        }
    }
    seen.iter().map(|text| without_host(office, text)).collect()
}

/// Each product of a test has a port of its own.
fn without_host(office: &Office, text: &str) -> String {
    text.replace(&office.app.url, "")
}

/// Attaches a file to a ticket, as the manager.
pub async fn attach(office: &Office, order: &Order, content: Vec<u8>) {
    let path = format!("/api/v1/tickets/{}/attachments?name=photo.jpg", order.id);
    let answer = harness::http::client()
        .post(format!("{}{path}", office.app.url))
        .bearer_auth(office.cabinet.token(office.cabinet.manager))
        .body(content)
        .send()
        .await
        .expect("an answer");
    assert!(answer.status().is_success(), "{}", answer.status());
    office.app.settle().await;
}

pub fn backup_of(office: &Office) -> Backup<'_> {
    Backup {
        database: &office.app.app.database,
        blobs: &office.app.app.blobs,
        clock: &office.app.app.clock,
        made_by: "the tests",
    }
}

/// Saves everything to the shelf.
pub async fn save(office: &Office, shelf: &Shelf) -> Made {
    let mut progress = Progress::silent();
    let backup = backup_of(office);
    let made = backup.make(&shelf.folder(), &mut progress).await;
    backup
        .keys(&shelf.keys(), &mut progress)
        .await
        .expect("keys");
    made.expect("a backup")
}

/// A product on a new machine: nothing in it, but the same secrets and the same settings.
pub async fn blank(on: Kind, like: &Office, environment: &[(&str, &str)]) -> TestApp {
    let files = tempfile::tempdir().expect("a folder");
    let now = like.app.clock.now();
    TestApp::start_on(TestDatabase::new(on).await, files, now, environment).await
}

/// Restores the shelf into a blank product.
pub async fn restore_into(
    app: &TestApp,
    shelf: &Shelf,
    hold: bool,
) -> Result<Restored, BackupFault> {
    let restore = Restore {
        database: &app.app.database,
        blobs: &app.app.blobs,
        clock: &app.app.clock,
        master: app.app.log.master(),
        hold_messages: hold,
    };
    let mut progress = Progress::silent();
    restore
        .restore(&shelf.folder(), &shelf.keys(), &mut progress)
        .await
}

/// Restores as the command does, with what follows; the office goes on there.
pub async fn moved(
    office: &Arc<Office>,
    shelf: &Shelf,
    to: Kind,
    environment: &[(&str, &str)],
) -> Arc<Office> {
    let app = blank(to, office, environment).await;
    let restored = restore_into(&app, shelf, false).await.expect("restored");
    restore::follow_up(&app.app, &restored, &mut Progress::silent())
        .await
        .expect("followed up");
    Arc::new(Office {
        app,
        cabinet: office.cabinet.clone(),
    })
}

pub async fn verify(app: &TestApp) -> Report {
    verify::look(&app.app, &mut Progress::silent())
        .await
        .expect("it can be looked at")
}

/// What is damaged, in lines.
pub fn damage(report: &Report) -> Vec<String> {
    let lines = report.damage.iter();
    lines
        .map(|found| format!("{}: {}", found.kind, found.what))
        .collect()
}
