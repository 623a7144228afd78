//! A gateway reports what became of an SMS: is the right one believed, and nobody else?

use harness::office::Order;
use harness::on_both;
use harness::sms_gateway::scripted::{Play, Reply};
use infra::database::Kind;
use infra::outbox::{OutboxView, State};
use reqwest::Method;
use serde_json::{Value, json};

use super::proof::{Provider, REPORT_TOKEN, Stage};

on_both!(
    an_sms_that_arrived_is_shown_so_once_and_for_all,
    an_sms_that_did_not_arrive_calls_the_manager,
    a_report_spares_the_second_sms,
    a_report_may_come_after_everything,
    each_gateway_is_understood_in_its_own_words,
    who_has_no_token_finds_nothing,
    what_is_no_report_is_refused_and_changes_nothing,
    a_null_character_changes_nothing,
    a_gateway_that_runs_wild_has_to_wait,
);

struct Scene {
    stage: Stage,
    order: Order,
}

impl Scene {
    async fn open(on: Kind, provider: Provider, play: Play) -> Self {
        let stage = Stage::set(on, provider).await;
        stage.sms.plays(play);
        let order = stage.office.manager().opens_a_service_order().await;
        Self { stage, order }
    }

    async fn row(&self) -> OutboxView {
        super::message(&self.order, "order_sent", "sms").await
    }

    async fn state(&self) -> State {
        self.row().await.state
    }

    /// The gateway's own reference of the SMS to the contractor.
    async fn id(&self) -> u64 {
        let ours = self.row().await.id.simple().to_string();
        let ledger = self.stage.sms.ledger();
        let taken = ledger.iter().find(|taken| taken.reference == ours);
        taken.expect("in the ledger").id
    }

    /// Calls the address of a token, and lets what follows happen.
    async fn calls(&self, method: Method, token: &str, query: &str, body: Option<String>) -> u16 {
        let url = &self.stage.office.app.url;
        let address = format!("{url}/api/v1/sms/reports/{token}{query}");
        let mut request = harness::http::client().request(method, address);
        if let Some(body) = body {
            let json = body.starts_with(['{', '[']);
            let kind = if json {
                "application/json"
            } else {
                "application/x-www-form-urlencoded"
            };
            request = request.header("Content-Type", kind).body(body);
        }
        let status = request.send().await.expect("an answer").status().as_u16();
        self.stage.office.app.settle().await;
        status
    }

    async fn reports(&self, said: Value) -> u16 {
        let body = Some(said.to_string());
        self.calls(Method::POST, REPORT_TOKEN, "", body).await
    }
}

async fn an_sms_that_arrived_is_shown_so_once_and_for_all(on: Kind) {
    let scene = Scene::open(on, Provider::Gateway, Play::ordinary()).await;
    let id = scene.id().await;
    assert_eq!(
        scene.reports(json!({"id": id, "status": "buffered"})).await,
        204
    );
    assert_eq!(scene.state().await, State::Sent, "no news");
    assert_eq!(
        scene
            .reports(json!({"id": id, "status": "delivered"}))
            .await,
        204
    );
    let first = scene.row().await;
    assert_eq!(first.state, State::Delivered);
    scene.stage.minutes_later(5).await;
    assert_eq!(
        scene
            .reports(json!({"id": id, "status": "delivered"}))
            .await,
        204
    );
    assert_eq!(
        scene.reports(json!({"id": id, "status": "failed"})).await,
        204
    );
    assert_eq!(scene.row().await, first, "neither again nor otherwise");
    scene.stage.prove(&scene.order, "delivered").await;
}

async fn an_sms_that_did_not_arrive_calls_the_manager(on: Kind) {
    let scene = Scene::open(on, Provider::Gateway, Play::ordinary()).await;
    let id = scene.id().await;
    assert_eq!(scene.order.status().await, "awaiting_answer, waiting");
    assert_eq!(
        scene
            .reports(json!({"id": id, "status": "undelivered"}))
            .await,
        204
    );
    assert_eq!(scene.order.status().await, "awaiting_answer, must_act");
    let told = scene.order.told_of("delivery_failed").await;
    assert_eq!(told, ["manager by email: sent"]);
    scene.stage.prove(&scene.order, "undelivered").await;
    assert_eq!(
        scene.reports(json!({"id": id, "status": "failed"})).await,
        204
    );
    let told = scene.order.told_of("delivery_failed").await;
    assert_eq!(told.len(), 1, "told once");
}

async fn a_report_spares_the_second_sms(on: Kind) {
    let scene = Scene::open(on, Provider::Gateway, Play::takes(Reply::StaySilent)).await;
    let row = scene.row().await;
    assert_eq!(row.state, State::Unknown);
    scene.stage.sms.plays(Play::ordinary());
    let ours = row.id.simple().to_string();
    assert_eq!(
        scene
            .reports(json!({"id": "x", "reference": ours, "status": "delivered"}))
            .await,
        204
    );
    assert_eq!(scene.state().await, State::Delivered);
    scene.stage.minutes_later(120).await;
    scene
        .stage
        .prove(&scene.order, "two hours after the report")
        .await;
    assert_eq!(scene.stage.copies(&scene.row().await), 1);
}

async fn a_report_may_come_after_everything(on: Kind) {
    let scene = Scene::open(on, Provider::Gateway, Play::takes(Reply::HangUp)).await;
    scene.stage.minutes_later(180).await;
    let row = scene.row().await;
    assert_eq!((row.state, row.attempts), (State::Failed, 2));
    assert_eq!(row.reason.as_deref(), Some("unconfirmed"));
    scene.stage.prove(&scene.order, "given up").await;
    let page = scene.stage.page(&scene.order).await;
    assert!(page.contains("Remise non confirmée"), "{page}");
    assert!(scene.order.status().await.contains("must_act"));
    let ours = row.id.simple().to_string();
    assert_eq!(
        scene
            .reports(json!({"reference": ours, "status": "delivered"}))
            .await,
        204
    );
    assert_eq!(scene.state().await, State::Delivered, "late, and true");
    scene.stage.prove(&scene.order, "late").await;
}

async fn each_gateway_is_understood_in_its_own_words(on: Kind) {
    let ovh = Scene::open(on, Provider::Ovh, Play::ordinary()).await;
    let id = ovh.id().await;
    let said = |rest: &str| format!("?id={id}&{rest}&date=20260302");
    let calls = async |method, rest| ovh.calls(method, REPORT_TOKEN, &said(rest), None).await;
    assert_eq!(calls(Method::GET, "ptt=1&description=8").await, 204);
    assert_eq!(calls(Method::GET, "ptt=6&description=2").await, 204);
    assert_eq!(calls(Method::HEAD, "ptt=4&description=1").await, 204);
    assert_eq!(
        ovh.state().await,
        State::Sent,
        "no news, and a look is no report"
    );
    assert_eq!(calls(Method::GET, "ptt=4&description=1").await, 204);
    assert_eq!(ovh.state().await, State::Delivered);

    let brevo = Scene::open(on, Provider::Brevo, Play::ordinary()).await;
    let id = brevo.id().await;
    let event = |status: &str| json!({"id": 26570, "to": "33600000000", "messageId": id, "msg_status": status});
    assert_eq!(
        brevo
            .reports(json!([event("accepted"), event("soft_bounce")]))
            .await,
        204
    );
    assert_eq!(brevo.state().await, State::Sent);
    assert_eq!(brevo.reports(event("hard_bounce")).await, 204);
    assert_eq!(brevo.state().await, State::Failed);

    let form = Scene::open(on, Provider::Gateway, Play::ordinary()).await;
    let said = Some(format!("id={}&status=delivered", form.id().await));
    assert_eq!(form.calls(Method::POST, REPORT_TOKEN, "", said).await, 204);
    assert_eq!(form.state().await, State::Delivered);
}

async fn who_has_no_token_finds_nothing(on: Kind) {
    let scene = Scene::open(on, Provider::Gateway, Play::ordinary()).await;
    let said = json!({"id": scene.id().await, "status": "delivered"}).to_string();
    for token in [
        "0123456789abcdefABCDEG",
        "0123456789abcdefABCDE",
        "x",
        "%00",
        "..%2f",
    ] {
        let known = scene
            .calls(Method::POST, token, "", Some(said.clone()))
            .await;
        let other = scene
            .calls(Method::POST, token, "", Some("{}".into()))
            .await;
        assert_eq!((known, other), (404, 404), "{token}");
    }
    assert_eq!(scene.state().await, State::Sent);
    let unknown = scene
        .reports(json!({"id": "never", "status": "delivered"}))
        .await;
    assert_eq!(unknown, 204, "whether an SMS is known is not said");
}

async fn what_is_no_report_is_refused_and_changes_nothing(on: Kind) {
    let scene = Scene::open(on, Provider::Gateway, Play::ordinary()).await;
    let calls = async |body: String| {
        scene
            .calls(Method::POST, REPORT_TOKEN, "", Some(body))
            .await
    };
    assert_eq!(calls("{\"id\": ".into()).await, 400);
    assert_eq!(calls(format!("[{}", "[".repeat(5_000))).await, 400);
    assert_eq!(calls(format!("[{}{{}}]", "{},".repeat(500))).await, 413);
    assert_eq!(
        calls(format!("{{\"id\":\"{}\"}}", "x".repeat(300_000))).await,
        413
    );
    assert_eq!(
        calls("[1, null, \"x\", [], {\"status\": \"delivered\"}]".into()).await,
        204
    );
    assert_eq!(scene.calls(Method::PUT, REPORT_TOKEN, "", None).await, 405);
    assert_eq!(scene.state().await, State::Sent);
    scene.stage.prove(&scene.order, "after all that").await;
}

/// PostgreSQL takes it in no text.
async fn a_null_character_changes_nothing(on: Kind) {
    let scene = Scene::open(on, Provider::Gateway, Play::ordinary()).await;
    for status in ["delivered", "failed", "\0"] {
        for said in [
            json!({"id": "\0", "status": status}),
            json!({"reference": "a\0b", "status": status}),
            json!({"id": "never", "reference": "\0", "status": status, "\0": "\0"}),
        ] {
            assert_eq!(scene.reports(said.clone()).await, 204, "{said}");
        }
    }
    let query = "id=%00&reference=%00&status=delivered";
    let form = Some(query.to_owned());
    let taken = scene.calls(Method::POST, REPORT_TOKEN, "", form).await;
    assert!((204..500).contains(&taken), "in a form: {taken}");
    for method in [Method::GET, Method::POST] {
        let address = format!("?{query}");
        let taken = scene.calls(method, REPORT_TOKEN, &address, None).await;
        assert!((204..500).contains(&taken), "in the address: {taken}");
    }
    assert_eq!(scene.state().await, State::Sent);
    scene
        .stage
        .prove(&scene.order, "after null characters")
        .await;
}

async fn a_gateway_that_runs_wild_has_to_wait(on: Kind) {
    let scene = Scene::open(on, Provider::Gateway, Play::ordinary()).await;
    let said = json!({"id": "never", "status": "delivered"});
    let url = format!(
        "{}/api/v1/sms/reports/{REPORT_TOKEN}",
        scene.stage.office.app.url
    );
    let client = harness::http::client();
    let mut taken = 0;
    let refused = loop {
        let answer = client
            .post(&url)
            .json(&said)
            .send()
            .await
            .expect("an answer");
        if answer.status().as_u16() != 204 {
            break answer;
        }
        taken += 1;
        assert!(taken <= 1_200, "without end");
    };
    assert_eq!(refused.status().as_u16(), 429);
    assert!(refused.headers().contains_key("retry-after"));
    scene.stage.minutes_later(2).await;
    assert_eq!(scene.reports(said).await, 204, "the next minute is another");
}
