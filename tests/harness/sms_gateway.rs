//! What does an SMS gateway really receive, and what if it answers badly?
//!
//! A small HTTP server that writes every request into a ledger. Its next answers can be laid out in advance.

pub mod scripted;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};

/// One request, as it came.
#[derive(Clone, Debug)]
pub struct SmsRequest {
    pub headers: HeaderMap,
    pub body: Value,
}

#[derive(Clone, Default)]
struct Ledger {
    requests: Arc<Mutex<Vec<SmsRequest>>>,
    answers: Arc<Mutex<VecDeque<(StatusCode, Value)>>>,
}

pub struct SmsGateway {
    pub url: String,
    ledger: Ledger,
    serving: tokio::task::JoinHandle<()>,
}

impl SmsGateway {
    pub async fn start() -> Self {
        let ledger = Ledger::default();
        let router = Router::new()
            .route("/sms", post(record))
            .with_state(ledger.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a free port");
        let url = format!("http://{}/sms", listener.local_addr().expect("its address"));
        let serving = tokio::spawn(async move {
            axum::serve(listener, router)
                .await
                .expect("a server that goes on");
        });
        Self {
            url,
            ledger,
            serving,
        }
    }

    /// Every request so far, in order.
    pub fn requests(&self) -> Vec<SmsRequest> {
        self.ledger.requests.lock().expect("the ledger").clone()
    }

    /// What the next request without an answer laid out before it will get.
    pub fn will_answer(&self, status: StatusCode, body: Value) {
        self.ledger
            .answers
            .lock()
            .expect("the answers")
            .push_back((status, body));
    }
}

impl Drop for SmsGateway {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn record(
    State(ledger): State<Ledger>,
    headers: HeaderMap,
    body: String,
) -> (StatusCode, Json<Value>) {
    let body = serde_json::from_str(&body).unwrap_or(Value::String(body));
    let mut requests = ledger.requests.lock().expect("the ledger");
    requests.push(SmsRequest { headers, body });
    let (status, body) = ledger
        .answers
        .lock()
        .expect("the answers")
        .pop_front()
        .unwrap_or_else(|| {
            (
                StatusCode::OK,
                json!({ "status": "accepted", "id": format!("sms-{}", requests.len()) }),
            )
        });
    (status, Json(body))
}
