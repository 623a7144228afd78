//! Where do they race? On four nodes of the product over one database, each ticket at a moment of its own.

use std::sync::Arc;
use std::time::Duration;

use api::state::App;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request as HttpRequest, header};
use chrono::{NaiveDateTime, TimeDelta};
use domain::actor::Actor;
use domain::ids::{AgencyId, AssignmentId, CommandId, StaffId, TicketId};
use domain::metadata::CommandContext;
use domain::ticket::{Ticket, TicketCommand, Timer, TimerKind};
use harness::office::{Office, Order};
use harness::when;
use infra::database::Kind;
use infra::doorbell::Doorbell;
use infra::timers::TimerWorker;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use uuid::Uuid;

/// How often whoever is told to come back does, and after how long.
const MOST_PATIENCE: u32 = 100;
const PAUSE: Duration = Duration::from_millis(100);
/// As many as there are contenders in most scenes.
const NODES: usize = 4;
/// Races of one scene. Ten scenes make five hundred.
pub const RACES: u64 = 50;
/// The last of them repeat the seeds of earlier ones.
const REPLAYED: u64 = 5;

pub struct Stage {
    pub office: Arc<Office>,
    pub nodes: Vec<Arc<Node>>,
}

/// A process of its own, as far as memory goes.
pub struct Node {
    pub app: App,
    router: Router,
    timers: TimerWorker,
}

/// Something asked of the product over HTTP.
#[derive(Clone, Debug)]
pub struct Request {
    pub token: Option<String>,
    /// Below `/api/v1`.
    pub path: String,
    pub body: Value,
    pub key: String,
    pub if_match: Option<u64>,
}

/// What was answered.
#[derive(Clone, Debug)]
pub struct Said {
    pub status: u16,
    pub body: Value,
    /// At first the product could not say whether it had happened, so it was asked again under the same key.
    pub unsure: bool,
}

/// One race: a ticket as it stands before.
pub struct Race {
    pub seed: u64,
    pub order: Order,
    pub ticket: Ticket,
    pub version: u64,
    /// What is due on it at the moment of the race.
    pub due: Option<Timer>,
}

impl Node {
    fn new(app: App) -> Arc<Self> {
        let bell = Doorbell::new();
        Arc::new(Self {
            router: api::router::router(app.clone()),
            timers: TimerWorker::new(&app.database, &app.tickets, &app.clock, &bell),
            app,
        })
    }

    /// Asks as a careful program does: again, for as long as the product says that it cannot answer now. (A machine that
    /// is busy with other things makes a database slow.)
    pub async fn ask(&self, request: &Request) -> Said {
        let mut said = self.ask_once(request).await;
        for _ in 0..MOST_PATIENCE {
            if said.status != 503 {
                break;
            }
            tokio::time::sleep(PAUSE).await;
            said = self.ask_once(request).await;
            said.unsure = true;
        }
        said
    }

    async fn ask_once(&self, request: &Request) -> Said {
        let uri = format!("/api/v1{}", request.path);
        let mut sent = HttpRequest::post(uri)
            .header(header::CONTENT_TYPE, "application/json")
            .header("Idempotency-Key", &request.key);
        if let Some(token) = &request.token {
            sent = sent.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(version) = request.if_match {
            sent = sent.header(header::IF_MATCH, format!("\"{version}\""));
        }
        let sent = sent.body(Body::from(request.body.to_string()));
        let answer = self.router.clone().oneshot(sent.expect("a request")).await;
        let answer = answer.expect("an answer");
        let status = answer.status().as_u16();
        let body = to_bytes(answer.into_body(), usize::MAX).await;
        let body = serde_json::from_slice(&body.expect("a body")).expect("JSON");
        Said {
            status,
            body,
            unsure: false,
        }
    }

    /// Fires what is due; says whether there was anything.
    pub async fn fire(&self) -> bool {
        self.timers
            .turn()
            .await
            .expect("timers that go on")
            .worked()
    }
}

impl Stage {
    /// The assistant may what a manager may: the second of two.
    pub async fn open(on: Kind) -> Self {
        let all = json!({ "assistants": { "open_tickets": true, "decide": true, "close": true } });
        let settings = json!({ "syndic": all, "gerance": all });
        let office = Office::open_with(on, &[], settings).await;
        let mut nodes = vec![Node::new(office.app.app.clone())];
        for _ in 1..NODES {
            nodes.push(Node::new(office.app.another_node().await));
        }
        Self { office, nodes }
    }

    pub fn agency(&self) -> AgencyId {
        self.office.cabinet.id
    }
    pub fn manager(&self) -> StaffId {
        self.office.cabinet.manager
    }
    pub fn colleague(&self) -> StaffId {
        self.office.cabinet.assistant
    }

    /// What the manager does before the race; the answer's body.
    pub async fn prepare(&self, path: &str, body: Value) -> Value {
        let request = Request {
            token: Some(self.office.cabinet.token(self.manager()).to_owned()),
            path: path.to_owned(),
            body,
            key: Uuid::now_v7().to_string(),
            if_match: None,
        };
        let said = self.nodes[0].ask(&request).await;
        assert!(said.status < 300, "{path}: {said:?}");
        said.body
    }

    /// Opens a ticket, and names it with its first contractor's part.
    pub async fn opened(&self, body: Value) -> Order {
        let path = if body["requester"].is_null() {
            "/tickets"
        } else {
            "/requests"
        };
        let done = self.prepare(path, body).await;
        let id = done["ticket"].as_str().expect("an id").parse();
        let id: TicketId = id.expect("an id");
        let ticket = self.load(&self.nodes[0], id).await.0;
        let first = ticket.assignments.first().map(|part| part.id);
        Order {
            office: self.office.clone(),
            id,
            assignment: first.unwrap_or(AssignmentId::new(Uuid::nil())),
        }
    }

    /// Something about the contractor's part, entered by the manager.
    pub async fn acts(&self, order: &Order, what: &str, body: Value) {
        let path = format!(
            "/tickets/{}/assignments/{}/{what}",
            order.id, order.assignment
        );
        self.prepare(&path, body).await;
    }

    pub async fn load(&self, node: &Node, id: TicketId) -> (Ticket, u64) {
        let loaded = node.app.tickets.load(self.agency(), id).await;
        let loaded = loaded.expect("a read").expect("the ticket");
        (loaded.ticket, loaded.version)
    }

    /// As many tickets as there are races, each a minute after the one before, so that one deadline comes at a time.
    /// `prepared` is told how many minutes.
    pub async fn races(&self, prepared: impl AsyncFn(i64) -> Order) -> Vec<Race> {
        let mut orders = Vec::new();
        for nth in 0..RACES {
            self.office.app.clock.advance(TimeDelta::minutes(1));
            orders.push(prepared(nth as i64 + 1).await);
        }
        self.office.app.settle().await;
        let mut races = Vec::new();
        for (nth, order) in (0..).zip(orders) {
            let (ticket, version) = self.load(&self.nodes[0], order.id).await;
            let fresh = RACES - REPLAYED;
            // Of those of which the seed says all: the free ones would differ.
            let again = |nth: u64| 21 + nth + nth / 2;
            races.push(Race {
                seed: if nth < fresh { nth } else { again(nth - fresh) },
                order,
                ticket,
                version,
                due: None,
            });
        }
        races
    }

    /// Moves the clock to the ticket's next deadline, which is of that kind.
    pub fn at_deadline(&self, race: &mut Race, kind: TimerKind) -> Timer {
        let next = race.ticket.deadlines().into_iter().next();
        let next = next.expect("a deadline");
        assert_eq!(next.timer.kind, kind);
        assert!(self.office.app.clock.now() <= next.due_at, "missed");
        self.office.app.clock.set(next.due_at);
        race.due = Some(next.timer);
        next.timer
    }

    /// Lets every node see the ticket: asked for a deadline that is none, it has nothing to do, and remembers.
    pub async fn warm(&self, race: &Race) {
        let timer = Timer {
            assignment: race.order.assignment,
            kind: TimerKind::VisitReminder,
            ordinal: u16::MAX,
        };
        let command = TicketCommand::FireTimer { timer };
        for node in &self.nodes {
            let id = CommandId::new(Uuid::now_v7());
            let context = CommandContext::new(id, Actor::Timer, node.app.clock.now());
            let tickets = &node.app.tickets;
            let done =
                tickets.execute(self.agency(), race.order.id, command.clone(), context, None);
            assert_eq!(done.await.expect("nothing to do").version, race.version);
        }
    }
}

/// So many days and minutes after that Monday at nine.
pub fn later(days: i64, minutes: i64) -> NaiveDateTime {
    when::days_later(days, 9, 0) + TimeDelta::minutes(minutes)
}
