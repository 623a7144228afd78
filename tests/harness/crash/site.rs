//! Where does a campaign take place? A database, a folder of files, the servers on the other side, and an agency.

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use data_encoding::BASE64;
use infra::clock::Clock;
use infra::database::{Database, Kind};
use infra::links::Links;
use infra::log::Log;
use infra::sealing::{MasterKey, Sealing};
use secrecy::SecretBox;
use serde_json::json;
use tempfile::TempDir;

use super::face::Face;
use super::journal::Journal;
use super::ledger::Ledger;
use super::life::{Program, port};
use super::mail::MailStub;
use super::office::Office;
use super::sms::SmsStub;
use crate::cabinet::Cabinet;

const MASTER_KEY: [u8; 32] = [7; 32];
const LINK_SECRET: [u8; 32] = [9; 32];

pub struct Site {
    pub kind: Kind,
    pub url: String,
    pub program: Program,
    pub folder: TempDir,
    pub ledger: Ledger,
    pub office: Office,
    /// Where the child finds its database, if not by `url`.
    pub way: Option<String>,
    /// Servers of the present life, and those of earlier ones: somebody may still be talking to them.
    servers: Vec<(MailStub, SmsStub)>,
}

impl Site {
    /// On an empty, unmigrated database.
    pub async fn lay_out(kind: Kind, url: &str, program: &Path, from: DateTime<Utc>) -> Self {
        let database = Database::connect(url).await.expect("the database");
        database.migrate().await.expect("migrations");
        let cabinet = Cabinet::found(&database, &Clock::fixed(from), json!({})).await;
        database.close().await;

        let folder = tempfile::tempdir().expect("a folder");
        let ledger = Ledger::default();
        let port = port();
        let program = Program {
            path: program.to_owned(),
            environment: environment(url, folder.path(), port),
            neighbours: Vec::new(),
            port,
            log: folder.path().join("product.log"),
        };
        let office = Office {
            cabinet: Arc::new(cabinet),
            journal: Journal::default(),
            face: Face::new(from),
            links: links(&database),
            erasing: Arc::default(),
            client: crate::http::client(),
            url: format!("http://127.0.0.1:{port}/api/v1"),
        };
        Self {
            kind,
            url: url.to_owned(),
            program,
            folder,
            ledger,
            office,
            way: None,
            servers: Vec::new(),
        }
    }

    /// Opens mail server and gateway for a life, and has the program know them.
    pub async fn turn_over(&mut self, life: u32) {
        let (mail, sms) = (
            MailStub::start(self.ledger.clone(), life).await,
            SmsStub::start(self.ledger.clone(), life).await,
        );
        self.program.neighbours = vec![
            (
                "MAINCOURANTE_MAIL_SMTP_PORT".to_owned(),
                mail.port.to_string(),
            ),
            ("MAINCOURANTE_SMS_GATEWAY_URL".to_owned(), sms.url.clone()),
        ];
        let way = self.way.iter();
        let way = way.map(|way| ("MAINCOURANTE_DATABASE_URL".to_owned(), way.clone()));
        self.program.neighbours.extend(way);
        self.servers.push((mail, sms));
    }

    pub async fn connect(&self) -> Database {
        Database::connect(&self.url).await.expect("the database")
    }
}

/// The log as the child reads it.
pub fn log(database: &Database, now: DateTime<Utc>) -> Log {
    let master = MasterKey::new(SecretBox::new(Box::new(MASTER_KEY)));
    Log::new(Sealing::new(database.clone(), Clock::fixed(now), master))
}

/// Links as the child derives them.
pub fn links(database: &Database) -> Links {
    let secret = SecretBox::new(Box::new(LINK_SECRET));
    Links::new(secret, "http://rig.example", database.clone())
}

fn environment(url: &str, folder: &Path, port: u16) -> Vec<(String, String)> {
    let settings = [
        ("DATABASE_URL", url.to_owned()),
        ("SERVER_LISTEN", format!("127.0.0.1:{port}")),
        ("SERVER_PUBLIC_URL", "http://rig.example".to_owned()),
        (
            "FILES_DIRECTORY",
            folder.join("files").display().to_string(),
        ),
        ("SECRETS_MASTER_KEY", BASE64.encode(&MASTER_KEY)),
        ("SECRETS_LINK_SECRET", BASE64.encode(&LINK_SECRET)),
        ("MAIL_TRANSPORT", "smtp".to_owned()),
        ("MAIL_SMTP_HOST", "127.0.0.1".to_owned()),
        ("MAIL_SMTP_TLS", "none".to_owned()),
        ("SMS_PROVIDER", "gateway".to_owned()),
        ("SMS_GATEWAY_ACCEPTED_WHEN", "/id".to_owned()),
        ("LOG_FILTER", "warn".to_owned()),
    ];
    let named = settings.map(|(name, value)| (format!("MAINCOURANTE_{name}"), value));
    let mut all = named.to_vec();
    // A panic says where it came from.
    all.push(("RUST_BACKTRACE".to_owned(), "1".to_owned()));
    all
}
