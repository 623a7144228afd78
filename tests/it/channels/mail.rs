//! A mail server that misbehaves: is what is shown of a message what its ledger proves?

use futures::stream::{StreamExt as _, iter};
use harness::mail_server::scripted::Script;
use harness::office::Order;
use harness::on_both;
use infra::database::Kind;
use infra::outbox::{OutboxView, State};

use super::mail_scripts::{self, Case, Known};
use super::proof::{Provider, Stage};
use Known::{Broken, Failed, Later, Perhaps, Sent, Stopped};

on_both!(
    a_server_that_refuses,
    a_server_that_breaks_off,
    a_server_that_cannot_be_trusted,
    a_server_that_speaks_badly,
    a_server_that_is_only_slow_or_odd,
);

async fn a_server_that_refuses(on: Kind) {
    play(on, mail_scripts::refusals()).await;
}

async fn a_server_that_breaks_off(on: Kind) {
    play(on, mail_scripts::breaks()).await;
}

async fn a_server_that_cannot_be_trusted(on: Kind) {
    play(on, mail_scripts::not_to_be_trusted()).await;
}

async fn a_server_that_speaks_badly(on: Kind) {
    play(on, mail_scripts::bad_manners()).await;
}

async fn a_server_that_is_only_slow_or_odd(on: Kind) {
    play(on, mail_scripts::harmless()).await;
}

/// Each on a stage of its own; some at once, since many of them only wait.
async fn play(on: Kind, cases: Vec<Case>) {
    iter(cases)
        .for_each_concurrent(6, async |case| play_one(on, case).await)
        .await;
}

async fn play_one(on: Kind, (name, script, known, copies): Case) {
    let patience = if script.hangs() { "4" } else { "60" };
    let stage = Stage::with_patience(on, Provider::Gateway, patience).await;
    stage.mail.plays(script);
    let order = stage.office.manager().opens_a_service_order().await;
    stage.prove(&order, name).await;
    let row = to_the_contractor(&order).await;
    assert!(known.fits(&row), "{name}: {known:?}, not {row:?}");
    let stops = stage.office.app.outbox.stops().await.expect("stops");
    assert_eq!(!stops.is_empty(), matches!(known, Stopped(_)), "{name}");
    let must_act = order.status().await.contains("must_act");
    assert_eq!(must_act, matches!(known, Failed(_)), "{name}: turns blue");

    stage.mail.plays(Script::ordinary());
    stage.minutes_later(10).await;
    let when = format!("{name}, ten minutes later");
    stage.prove(&order, &when).await;
    let row = to_the_contractor(&order).await;
    assert_eq!(stage.copies(&row), copies, "{when}: {row:?}");
    let end = if matches!(known, Failed(_)) {
        "failed"
    } else {
        "sent"
    };
    assert_eq!(row.state.code(), end, "{when}");
    let stops = stage.office.app.outbox.stops().await.expect("stops");
    assert_eq!(stops, [], "{when}");
}

async fn to_the_contractor(order: &Order) -> OutboxView {
    super::message(order, "order_sent", "email").await
}

impl Known {
    fn fits(self, row: &OutboxView) -> bool {
        let (states, reason) = match self {
            Sent => ([State::Sent; 2], None),
            Later(reason) | Stopped(reason) => ([State::Later; 2], Some(reason)),
            Perhaps(reason) => ([State::Unknown; 2], Some(reason)),
            Broken(reason) => ([State::Later, State::Unknown], Some(reason)),
            Failed(reason) => ([State::Failed; 2], Some(reason)),
        };
        states.contains(&row.state) && row.reason.as_deref() == reason
    }
}
