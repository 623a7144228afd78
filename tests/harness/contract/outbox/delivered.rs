//! What becomes of a message once it was tried?

use domain::policy::occasion::Occasion;
use domain::ticket::{Attention, Channel};
use infra::database::Kind;
use infra::delivery::Outcome;
use infra::outbox::{Report, State};

use super::{Post, minutes, morning};

pub async fn a_message_leaves_once(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, _) = post.open(morning(), false).await;
    post.stage().await;
    post.deliver().await;
    post.stage().await;
    post.deliver().await;
    assert_eq!(post.recording.parcels().len(), 3);
    assert!(
        post.rows(ticket)
            .await
            .iter()
            .all(|row| row.state == State::Sent && row.attempts == 1)
    );
    assert_eq!(
        post.outbox
            .oldest_due(post.clock.now())
            .await
            .expect("asked"),
        None
    );
}

pub async fn a_second_attempt_carries_the_same_reference(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, _) = post.open(morning(), false).await;
    post.stage().await;
    for _ in 0..3 {
        post.recording
            .answer_with(Outcome::later("smtp rcpt to: 450 4.2.1"));
    }
    post.deliver().await;
    assert!(
        post.rows(ticket)
            .await
            .iter()
            .all(|row| row.state == State::Later)
    );
    post.clock.advance(minutes(1));
    post.deliver().await;
    let parcels = post.recording.parcels();
    assert_eq!(parcels.len(), 6);
    let mut references: Vec<_> = parcels
        .iter()
        .map(|parcel| parcel.reference.clone())
        .collect();
    references.sort();
    references.dedup();
    assert_eq!(references.len(), 3);
    assert!(
        post.rows(ticket)
            .await
            .iter()
            .all(|row| row.state == State::Sent && row.attempts == 2)
    );
}

pub async fn an_sms_that_was_perhaps_sent_waits_for_its_report(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, _) = post.open(morning(), false).await;
    post.stage().await;
    let claimed = post.outbox.claim(morning(), 10).await.expect("claimed");
    for message in &claimed {
        let unknown = Outcome::unknown("no answer in time");
        post.outbox
            .record(message, &unknown, morning(), |at| at)
            .await
            .expect("recorded");
    }
    let due = async |channel| post.row(ticket, Occasion::OrderSent, channel).await.due_at;
    assert_eq!(due(Channel::Email).await, morning() + minutes(5));
    assert_eq!(due(Channel::Sms).await, morning() + minutes(60));
}

pub async fn a_delivery_report_settles_a_message(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, _) = post.open(morning(), false).await;
    post.stage().await;
    for _ in 0..3 {
        post.recording.answer_with(Outcome::Sent {
            reference: Some("gw-1".into()),
        });
    }
    post.deliver().await;
    let report = async |reference: &str, delivered| {
        let report = Report {
            gateway_reference: Some(reference.into()),
            our_reference: None,
            delivered,
        };
        post.outbox.report(&report, morning()).await.expect("heard")
    };
    let state = async || {
        post.row(ticket, Occasion::OrderSent, Channel::Sms)
            .await
            .state
    };
    assert!(!report("gw-2", true).await, "names none");
    assert_eq!(state().await, State::Sent);
    assert!(report("gw-1", true).await);
    assert!(!report("gw-1", true).await, "is no news a second time");
    assert!(!report("gw-1", false).await, "comes too late to be true");
    assert_eq!(state().await, State::Delivered);
    let email = post.row(ticket, Occasion::OrderSent, Channel::Email).await;
    assert_eq!(email.state, State::Sent, "is about SMS only");
}

pub async fn a_failure_for_good_is_told_to_the_ticket_once(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, _) = post.open(morning(), false).await;
    post.stage().await;
    for _ in 0..3 {
        post.recording
            .answer_with(Outcome::failed("smtp rcpt to: 550 5.1.1"));
    }
    post.deliver().await;
    post.deliver().await;
    let loaded = post
        .bench
        .tickets
        .load(post.bench.agency, ticket)
        .await
        .expect("loaded")
        .expect("a ticket");
    assert_eq!(loaded.ticket.attention, [Attention::Undeliverable]);
    assert_eq!(
        loaded.version, 5,
        "two events of the opening and one for each failed message"
    );
    post.stage().await;
    post.deliver().await;
    let told = post
        .row(ticket, Occasion::DeliveryFailed, Channel::Email)
        .await;
    assert_eq!(told.state, State::Sent, "the manager is told by e-mail");
}

pub async fn a_message_is_given_up_after_a_day(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, _) = post.open(morning(), false).await;
    post.stage().await;
    for _ in 0..60 {
        post.recording
            .answer_with(Outcome::later("smtp connect: the connection broke"));
    }
    for _ in 0..14 {
        post.deliver().await;
        post.clock.advance(minutes(120));
    }
    let order = post.row(ticket, Occasion::OrderSent, Channel::Email).await;
    assert_eq!(
        (order.state, order.reason.as_deref()),
        (State::Failed, Some("expired"))
    );
}
