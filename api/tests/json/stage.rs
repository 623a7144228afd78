//! On what do these tests stand? An agency with one building and one contractor, and a router to ask.

use crate::cabinet::{found, issue};
use api::state::{App, Foundation, WebSettings};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use chrono::{DateTime, Utc};
use domain::ids::{AgencyId, ContractorId, PropertyId, StaffId};
use infra::clock::Clock;
use infra::config::Limits;
use infra::database::Database;
use infra::delivery::channel::sms::{Reports, brevo};
use infra::doorbell::Doorbell;
use infra::files::{Blobs, Largest};
use infra::follower::Runner;
use infra::livefeed::LiveFeed;
use infra::sealing::{MasterKey, Sealing};
use infra::staff::Scope;
use infra::tickets::StoreChoice;
use projections::ticket_list::TicketListFollower;
use secrecy::{SecretBox, SecretString};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

/// Bytes of the largest files that are taken.
const LARGEST: Largest = Largest {
    video: 2_000_000,
    other: 1_000_000,
};

pub struct Stage {
    pub app: App,
    pub clock: Clock,
    pub agency: AgencyId,
    pub property: PropertyId,
    pub contractor: ContractorId,
    pub manager: String,
    pub assistant: String,
    pub accountant: String,
    /// Another agency's manager.
    pub stranger: String,
    pub manager_id: StaffId,
    router: Router,
    /// One runner for the whole test: another would have to wait for its lease.
    list: Runner<TicketListFollower>,
    _files: TempDir,
}

/// What was answered.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Reply {
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
    pub fn succeeded(self) -> Self {
        assert!(self.status.is_success(), "{}: {}", self.status, self.body);
        self
    }
    /// Status, code and field of a problem, which must be one in form too.
    pub fn problem(&self) -> (u16, &str, Option<&str>) {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{}",
            self.body
        );
        assert_eq!(self.body["status"], self.status.as_u16());
        for words in ["type", "title", "detail", "request_id"] {
            assert!(self.body[words].is_string(), "no {words} in {}", self.body);
        }
        (
            self.status.as_u16(),
            self.code(),
            self.body["field"].as_str(),
        )
    }
}

/// Wide ones: what is looked at here is not how much.
const LIMITS: Limits = Limits {
    connections: 100,
    head_seconds: 60,
    body_seconds: 60,
    upload_seconds: 60,
    stalled_seconds: 60,
    sign_ins_at_once: 1_000,
    sign_ins_a_minute: 1_000,
    wrong_tokens_at_once: 1_000,
    wrong_tokens_a_minute: 1_000,
};

/// What the SMS gateway reports with.
pub const REPORT_TOKEN: &str = "1111111111111111111111";

fn gateway() -> Reports {
    let reading = brevo::reports().expect("places in a report");
    Reports::new(&SecretString::from(REPORT_TOKEN), reading)
}

/// Monday, 2 March 2026, 9:00 in Paris.
pub fn monday_at_nine() -> DateTime<Utc> {
    "2026-03-02T08:00:00Z".parse().expect("an instant")
}

impl Stage {
    pub async fn set() -> Self {
        let files = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite://{}", files.path().join("test.db").display());
        let database = Database::connect(&url).await.expect("a database");
        database.migrate().await.expect("a schema");
        let clock = Clock::fixed(monday_at_nine());
        let secret = || SecretBox::new(Box::new([7_u8; 32]));
        let app = App::new(Foundation {
            web: WebSettings {
                public_url: "http://localhost".to_owned(),
                trusted_proxies: Vec::new(),
                limits: LIMITS,
            },
            database: database.clone(),
            sealing: Sealing::new(database, clock.clone(), MasterKey::new(secret())),
            store: StoreChoice::default(),
            clock: clock.clone(),
            blobs: Blobs::in_folder(&files.path().join("files"), LARGEST).expect("a folder"),
            link_secret: secret(),
            sms_reports: Some(gateway()),
            doorbell: Doorbell::new(),
            feed: LiveFeed::new(),
        });
        let agency = AgencyId::new(Uuid::now_v7());
        let staff = found(&app, agency).await;
        let other = AgencyId::new(Uuid::now_v7());
        let strangers = found(&app, other).await;
        let token =
            async |of: AgencyId, who: StaffId| issue(&app, of, who, Scope::ALL.to_vec()).await;
        Self {
            manager: token(agency, staff.people[0]).await,
            assistant: token(agency, staff.people[1]).await,
            accountant: token(agency, staff.people[2]).await,
            stranger: token(other, strangers.people[0]).await,
            manager_id: staff.people[0],
            property: staff.property,
            contractor: staff.contractor,
            router: api::router::router(app.clone()),
            list: list_of(&app),
            app,
            clock,
            agency,
            _files: files,
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Reply {
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), 10_000_000)
            .await
            .expect("a body");
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Reply {
            status,
            headers,
            body,
        }
    }

    /// The same of a page, with how it reads.
    pub async fn send_page(&self, request: Request<Body>) -> (Reply, String) {
        let response = self.router.clone().oneshot(request).await;
        let response = response.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        let body = to_bytes(response.into_body(), 10_000_000).await;
        let page = String::from_utf8_lossy(&body.expect("a body")).into_owned();
        let body = Value::Null;
        let reply = Reply {
            status,
            headers,
            body,
        };
        (reply, page)
    }

    /// What is answered, byte for byte.
    pub async fn raw(&self, path: &str) -> Vec<u8> {
        let request = self.request("GET", path, &self.manager, &[]);
        let request = request.body(Body::empty()).expect("a request");
        let response = self.router.clone().oneshot(request).await;
        let body = response.expect("an answer").into_body();
        to_bytes(body, 10_000_000).await.expect("a body").to_vec()
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.get_with(path, &[]).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        self.send(
            self.request("GET", path, &self.manager, headers)
                .body(Body::empty())
                .expect("a request"),
        )
        .await
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.post_as(&self.manager, path, body, &[]).await
    }

    pub async fn post_as(
        &self,
        token: &str,
        path: &str,
        body: Value,
        headers: &[(&str, &str)],
    ) -> Reply {
        let request = self
            .request("POST", path, token, headers)
            .header("content-type", "application/json");
        self.send(
            request
                .body(Body::from(body.to_string()))
                .expect("a request"),
        )
        .await
    }

    pub fn request(
        &self,
        method: &str,
        path: &str,
        token: &str,
        headers: &[(&str, &str)],
    ) -> axum::http::request::Builder {
        let builder = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"));
        let builder = builder.header("authorization", format!("Bearer {token}"));
        headers.iter().fold(builder, |builder, (name, value)| {
            builder.header(*name, *value)
        })
    }

    /// A service order as it is opened most often.
    pub fn leak(&self) -> Value {
        json!({
            "module": "syndic",
            "property": self.property.uuid(),
            "subject": "Fuite d'eau",
            "contractor": { "contractor": self.contractor.uuid() },
            "ask_presence": true,
        })
    }

    /// Opens one; gives the addresses of the ticket and of the contractor's part.
    pub async fn opened(&self) -> (String, String) {
        let done = self.post("/tickets", self.leak()).await.succeeded();
        let ticket = format!("/tickets/{}", done.body["ticket"].as_str().expect("an id"));
        let view = self.get(&ticket).await.succeeded().body;
        let assignment = view["assignments"][0]["id"]
            .as_str()
            .expect("an id")
            .to_owned();
        (ticket.clone(), format!("{ticket}/assignments/{assignment}"))
    }

    pub async fn token_for(&self, scopes: &[Scope]) -> String {
        issue(&self.app, self.agency, self.manager_id, scopes.to_vec()).await
    }

    /// Lets the list follow.
    pub async fn list_follows(&self) {
        while self.list.turn().await.expect("a turn").worked() {}
    }
}

fn list_of(app: &App) -> Runner<TicketListFollower> {
    let follower = TicketListFollower::new(&app.log).telling(app.feed.clone());
    Runner::new(&app.database, &app.log, &app.clock, &app.doorbell, follower)
}
