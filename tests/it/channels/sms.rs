//! An SMS gateway that misbehaves: is what is shown of an SMS what its ledger proves?

use futures::stream::{StreamExt as _, iter};
use harness::office::Order;
use harness::on_both;
use harness::sms_gateway::scripted::Play;
use infra::database::Kind;
use infra::outbox::{OutboxView, State};

use super::proof::Stage;
use super::sms_scripts::{self, Case, Known};
use Known::{Broken, Failed, Later, Perhaps, Sent, Stopped};

on_both!(
    a_gateway_that_refuses,
    a_gateway_whose_account_is_refused,
    a_gateway_that_breaks_off,
    a_gateway_that_answers_badly,
    what_ovhcloud_and_brevo_say_otherwise,
);

async fn a_gateway_that_refuses(on: Kind) {
    play(on, sms_scripts::refusals()).await;
}

async fn a_gateway_whose_account_is_refused(on: Kind) {
    play(on, sms_scripts::accounts()).await;
}

async fn a_gateway_that_breaks_off(on: Kind) {
    play(on, sms_scripts::breaks()).await;
}

async fn a_gateway_that_answers_badly(on: Kind) {
    play(on, sms_scripts::bad_answers()).await;
}

async fn what_ovhcloud_and_brevo_say_otherwise(on: Kind) {
    play(on, sms_scripts::others()).await;
}

async fn play(on: Kind, cases: Vec<Case>) {
    iter(cases)
        .for_each_concurrent(6, async |case| play_one(on, case).await)
        .await;
}

async fn play_one(on: Kind, (provider, name, play, known, copies): Case) {
    let patience = if play.hangs() { "4" } else { "60" };
    let stage = Stage::with_patience(on, provider, patience).await;
    stage.sms.plays(play);
    let began = stage.office.app.clock.now();
    let order = stage.office.manager().opens_a_service_order().await;
    stage.prove(&order, name).await;
    let row = to_the_contractor(&order).await;
    let again = (row.due_at - began).num_minutes();
    assert!(known.fits(row.state, again), "{name}: {row:?}");
    let stops = stage.office.app.outbox.stops().await.expect("stops");
    assert_eq!(!stops.is_empty(), matches!(known, Stopped(_)), "{name}");
    let must_act = order.status().await.contains("must_act");
    assert_eq!(must_act, known == Failed, "{name}: turns blue");
    assert!(stage.sms.answered() < 2_000_000, "{name}: read on and on");

    // Nothing more happens within the hour where a second SMS may be a second copy.
    let asked = stage.sms.requests();
    if known == Perhaps {
        stage.minutes_later(59).await;
        assert_eq!(stage.sms.requests(), asked, "{name}: no second try at once");
        stage
            .prove(&order, &format!("{name}, 59 minutes later"))
            .await;
    }
    stage.sms.plays(Play::ordinary());
    stage.minutes_later(5 * 60).await;
    let when = format!("{name}, hours later");
    stage.prove(&order, &when).await;
    let row = to_the_contractor(&order).await;
    assert_eq!(stage.copies(&row), copies, "{when}: {row:?}");
    let end = if known == Failed {
        State::Failed
    } else {
        State::Sent
    };
    assert_eq!(row.state, end, "{when}");
    let stops = stage.office.app.outbox.stops().await.expect("stops");
    assert_eq!(stops, [], "{when}");
}

impl Known {
    /// `again`: minutes until the next attempt, where there is one.
    fn fits(self, state: State, again: i64) -> bool {
        match self {
            Sent => state == State::Sent,
            Later(minutes) | Stopped(minutes) => (state, again) == (State::Later, minutes),
            Perhaps => (state, again) == (State::Unknown, 60),
            Broken => [(State::Later, 1), (State::Unknown, 60)].contains(&(state, again)),
            Failed => state == State::Failed,
        }
    }
}

async fn to_the_contractor(order: &Order) -> OutboxView {
    super::message(order, "order_sent", "sms").await
}
