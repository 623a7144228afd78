//! A server is down for hours: is everything sent in the end, once, in order, and nothing given up too early?

use harness::cabinet::PLUMBER_EMAIL;
use harness::mail_server::scripted::{Act, Heard, Script};
use harness::office::Order;
use harness::on_both;
use harness::sms_gateway::scripted::{Play, Reply};
use infra::database::Kind;
use infra::outbox::State;

use super::proof::{Provider, Stage};

on_both!(
    a_mail_server_that_is_down_for_hours_costs_nobody_a_message,
    an_account_that_is_refused_for_hours_costs_nobody_a_message,
);

async fn a_mail_server_that_is_down_for_hours_costs_nobody_a_message(on: Kind) {
    let stage = Stage::set(on, Provider::Gateway).await;
    stage
        .mail
        .plays(Script::ordinary().on(Heard::Connection, Act::HangUp));
    let manager = stage.office.manager();
    let orders = [
        manager.opens_a_service_order().await,
        manager.opens_a_service_order().await,
        manager.opens_a_service_order().await,
    ];
    manager.reminds(&orders[0]).await;
    stage.minutes_later(5 * 60).await;
    for row in all(&orders).await {
        let sms = row.state == State::Sent;
        let waits = matches!(row.state, State::Later | State::Due);
        assert!(sms || waits, "{row:?}");
        assert!(row.attempts <= 7, "burnt its attempts: {row:?}");
    }

    stage.mail.plays(Script::ordinary());
    stage.minutes_later(4 * 60).await;
    for row in all(&orders).await {
        assert_eq!(row.state, State::Sent, "{row:?}");
        assert_eq!(stage.copies(&row), 1, "{row:?}");
    }
    assert!(
        stage.mail.most_at_once() <= 8,
        "{}",
        stage.mail.most_at_once()
    );
    let order = super::message(&orders[0], "order_sent", "email").await;
    let reminder = super::message(&orders[0], "answer_reminder", "email").await;
    let ledger = stage.mail.ledger();
    let place = |id: uuid::Uuid| {
        let id = id.simple().to_string();
        let named = |mail: &Option<String>| mail.as_deref().unwrap_or("").contains(&id);
        ledger
            .iter()
            .position(|taken| named(&taken.mail.message_id))
    };
    assert!(
        place(order.id) < place(reminder.id),
        "the reminder came first"
    );
    let to = &ledger[place(order.id).expect("taken")].to;
    assert_eq!(to, &[PLUMBER_EMAIL]);
}

async fn an_account_that_is_refused_for_hours_costs_nobody_a_message(on: Kind) {
    let stage = Stage::set(on, Provider::Gateway).await;
    let refused = Reply::Http("401 Unauthorized", &[], "");
    stage.sms.plays(Play::refuses(refused));
    let manager = stage.office.manager();
    let mut orders = Vec::new();
    for _ in 0..4 {
        orders.push(manager.opens_a_service_order().await);
    }
    stage.minutes_later(6 * 60).await;
    let asked = stage.sms.requests();
    assert!(asked <= 40, "a refused account was tried {asked} times");
    for row in all(&orders).await {
        assert_ne!(row.state, State::Failed, "{row:?}");
    }
    for order in &orders {
        stage
            .prove_one_of_several(order, "while the account is refused")
            .await;
        assert_eq!(order.status().await, "awaiting_answer, waiting");
    }
    let ready = harness::http::client()
        .get(format!("{}/health/ready", stage.office.app.url))
        .send()
        .await
        .expect("an answer");
    let ready: serde_json::Value = ready.json().await.expect("JSON");
    assert_eq!(ready["stopped_channels"][0]["channel"], "sms", "{ready}");
    assert_eq!(ready["stopped_channels"][0]["reason"], "sms gateway: 401");

    stage.sms.plays(Play::ordinary());
    stage.minutes_later(4 * 60).await;
    for row in all(&orders).await {
        assert_eq!((row.state, stage.copies(&row)), (State::Sent, 1), "{row:?}");
    }
}

async fn all(orders: &[Order]) -> Vec<infra::outbox::OutboxView> {
    let mut rows = Vec::new();
    for order in orders {
        rows.extend(order.messages().await);
    }
    rows
}
