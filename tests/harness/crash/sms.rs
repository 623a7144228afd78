//! What takes the SMS? A small HTTP gateway in the rig that writes down before it answers.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::ledger::{Ledger, Verdict};

/// Between writing down and answering: long enough for a kill to fall in between.
const BETWEEN: Duration = Duration::from_millis(8);

pub struct SmsStub {
    pub url: String,
    serving: JoinHandle<()>,
}

impl SmsStub {
    /// Each life of the product has a gateway of its own, as it has its own mail server.
    pub async fn start(ledger: Ledger, life: u32) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/sms", listener.local_addr().expect("its address"));
        let router = Router::new()
            .route("/sms", post(take))
            .with_state((ledger, life));
        let serving = tokio::spawn(async move {
            axum::serve(listener, router)
                .await
                .expect("a server that goes on");
        });
        Self { url, serving }
    }
}

impl Drop for SmsStub {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn take(
    State((ledger, life)): State<(Ledger, u32)>,
    Json(body): Json<Value>,
) -> (StatusCode, Json<Value>) {
    let word = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let verdict = ledger.enter(life, "sms", &word("reference"), &word("to"));
    tokio::time::sleep(BETWEEN).await;
    match verdict {
        Verdict::Taken => (StatusCode::OK, Json(json!({ "id": word("reference") }))),
        // A proxy that gave up waiting: whatever it says, the SMS is on its way.
        Verdict::TakenInSilence => (StatusCode::OK, Json(json!({}))),
        Verdict::Later => (StatusCode::SERVICE_UNAVAILABLE, Json(json!({}))),
        Verdict::Refused => (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({}))),
    }
}
