//! What is said of a message whose fate nobody knows, and of a channel that takes nothing?

use std::sync::Arc;

use domain::policy::occasion::Occasion;
use domain::ticket::Channel;
use infra::database::Kind;
use infra::delivery::channel::recording::Recording;
use infra::delivery::{Channels as Ways, Outcome};
use infra::outbox::{Report, State};

use super::{Post, minutes, morning};

/// Delivers what is due, with the SMS by a way of their own.
async fn deliver(post: &Post, sms: &Recording) {
    let worker = post.worker_by(Ways {
        email: Arc::new(post.recording.clone()),
        sms: Arc::new(sms.clone()),
    });
    while worker.turn().await.expect("a turn").worked() {}
}

pub async fn a_report_finds_an_sms_whose_reference_was_never_heard(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, _) = post.open(morning(), false).await;
    post.stage().await;
    let report = async |delivered| {
        let sms = post.row(ticket, Occasion::OrderSent, Channel::Sms).await;
        let report = Report {
            gateway_reference: Some("never heard of".into()),
            our_reference: Some(sms.id.simple().to_string()),
            delivered,
        };
        post.outbox.report(&report, morning()).await.expect("heard")
    };
    assert!(!report(true).await, "was not even tried");
    for _ in 0..3 {
        post.recording
            .answer_with(Outcome::unknown("no answer in time"));
    }
    post.deliver().await;
    assert!(report(true).await);
    post.clock.advance(minutes(120));
    post.deliver().await;
    assert_eq!(post.sms().len(), 1, "no second copy");
}

pub async fn what_perhaps_arrived_is_never_said_not_to_have(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, _) = post.open(morning(), false).await;
    post.stage().await;
    for _ in 0..3 {
        post.recording.answer_with(Outcome::unknown("no answer"));
    }
    post.deliver().await;
    let email = async || post.row(ticket, Occasion::OrderSent, Channel::Email).await;
    for _ in 0..2 {
        post.recording.answer_with(Outcome::later("smtp data: 451"));
    }
    post.clock.advance(minutes(5));
    post.deliver().await;
    assert_eq!(email().await.state, State::Unknown, "not `later`");
    for _ in 0..2 {
        post.recording
            .answer_with(Outcome::failed("smtp data: 554"));
    }
    post.clock.advance(minutes(5));
    post.deliver().await;
    let row = email().await;
    assert_eq!((row.state, row.attempts), (State::Failed, 3));
    assert!(row.is_perhaps_delivered());
}

pub async fn perhaps_is_not_repeated_for_ever(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, _) = post.open(morning(), false).await;
    post.stage().await;
    for _ in 0..60 {
        post.recording.answer_with(Outcome::unknown("no answer"));
    }
    for _ in 0..30 {
        post.deliver().await;
        post.clock.advance(minutes(60));
    }
    let rows = post.rows(ticket).await;
    let sms = rows.iter().find(|row| row.channel == Channel::Sms);
    let sms = sms.expect("an SMS");
    assert_eq!(
        sms.attempts, 2,
        "a third SMS would be paid and read as well"
    );
    assert_eq!(sms.reason.as_deref(), Some("unconfirmed"));
    for row in rows {
        assert_eq!(row.state, State::Failed);
        assert!(row.attempts <= 7, "{} copies of an e-mail", row.attempts);
    }
}

pub async fn a_channel_that_is_refused_stands_still_and_says_so(on: Kind) {
    let post = Post::new(on).await;
    let sms = Recording::new();
    let (first, _) = post.open(morning(), false).await;
    post.stage().await;
    for _ in 0..2 {
        post.recording
            .answer_with(Outcome::barred("smtp auth: 535"));
    }
    deliver(&post, &sms).await;
    let stops = post.outbox.stops().await.expect("stops");
    assert_eq!(stops.len(), 1, "{stops:?}");
    assert_eq!(
        (stops[0].channel, stops[0].until),
        (Channel::Email, morning() + minutes(1))
    );
    assert_eq!(sms.parcels().len(), 1, "the other channel goes on");
    let (second, _) = post.open(morning(), false).await;
    post.stage().await;
    deliver(&post, &sms).await;
    let waiting = post.row(second, Occasion::OrderSent, Channel::Email).await;
    assert_eq!(
        (waiting.state, waiting.attempts, waiting.due_at),
        (State::Due, 0, morning() + minutes(1)),
        "is not tried, and says until when"
    );
    post.recording
        .answer_with(Outcome::barred("smtp auth: 535"));
    post.clock.advance(minutes(1));
    let tried = post.recording.parcels().len();
    deliver(&post, &sms).await;
    assert_eq!(post.recording.parcels().len(), tried + 1, "one is tried");
    let stops = post.outbox.stops().await.expect("stops");
    assert_eq!(
        (stops[0].until, stops[0].times),
        (morning() + minutes(6), 2)
    );
    post.clock.advance(minutes(5));
    deliver(&post, &sms).await;
    assert_eq!(post.outbox.stops().await.expect("stops"), []);
    for ticket in [first, second] {
        let rows = post.rows(ticket).await;
        assert!(rows.iter().all(|row| row.state == State::Sent), "{rows:?}");
    }
}

pub async fn who_waits_a_day_for_a_stopped_channel_is_told(on: Kind) {
    let post = Post::new(on).await;
    let sms = Recording::new();
    for _ in 0..200 {
        post.recording
            .answer_with(Outcome::barred("smtp auth: 535"));
    }
    post.open(morning(), false).await;
    post.stage().await;
    deliver(&post, &sms).await;
    let (ticket, _) = post.open(morning(), false).await;
    post.stage().await;
    for _ in 0..110 {
        deliver(&post, &sms).await;
        post.clock.advance(minutes(15));
    }
    let row = post.row(ticket, Occasion::OrderSent, Channel::Email).await;
    assert_eq!(
        (row.state, row.reason.as_deref()),
        (State::Failed, Some("expired"))
    );
}
