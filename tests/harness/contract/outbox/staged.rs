//! Which rows are made, and what is known of a message before it leaves?

use std::sync::Arc;

use chrono::TimeDelta;
use domain::actor::Actor;
use domain::personal::Subject;
use domain::policy::occasion::Occasion;
use domain::ticket::{Channel, TicketCommand};
use infra::database::Kind;
use infra::delivery::channel::mailbox::Mailbox;
use infra::delivery::{Channels as Ways, Outcome};
use infra::outbox::State;

use super::{MOBILE, Post, minutes, morning};
use crate::contract::bench::{CLEAR_TEXTS, context};

pub async fn an_event_is_told_once_to_each_by_each_channel(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, _) = post.open(morning(), false).await;
    post.stage().await;
    post.stage().await;
    let rows = post.rows(ticket).await;
    let seen: Vec<_> = rows
        .iter()
        .map(|row| (row.occasion, row.channel, row.state))
        .collect();
    assert_eq!(
        seen,
        [
            (Occasion::TicketOpened, Channel::Email, State::Due),
            (Occasion::OrderSent, Channel::Email, State::Due),
            (Occasion::OrderSent, Channel::Sms, State::Due),
        ]
    );
}

pub async fn what_silent_mode_keeps_back_is_on_record_and_never_leaves(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, _) = post.open(morning(), true).await;
    post.stage().await;
    post.deliver().await;
    let rows = post.rows(ticket).await;
    assert_eq!(rows.len(), 3);
    assert!(
        rows.iter()
            .all(|row| row.state == State::Suppressed && row.reason.as_deref() == Some("silent"))
    );
    assert_eq!(post.recording.parcels().len(), 0);
}

pub async fn a_row_names_nobody(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, _) = post.open(morning(), false).await;
    post.stage().await;
    post.recording
        .answer_with(Outcome::failed("smtp rcpt to: 550 5.1.1"));
    post.deliver().await;
    let rows = serde_json::to_string(&post.rows(ticket).await).expect("json");
    for text in CLEAR_TEXTS.into_iter().chain([MOBILE]) {
        assert!(!rows.contains(text), "{text} in {rows}");
    }
}

pub async fn an_sms_waits_for_the_morning_unless_it_is_about_a_visit(on: Kind) {
    let post = Post::new(on).await;
    let night = morning() + minutes(13 * 60);
    let next_morning = morning() + minutes(23 * 60);
    post.clock.set(night);
    let (ticket, _) = post.open(night, false).await;
    post.stage().await;
    post.deliver().await;
    assert_eq!(post.sms(), Vec::<String>::new());
    assert_eq!(
        post.recording.parcels().len(),
        2,
        "e-mail leaves at any hour"
    );
    assert_eq!(
        post.row(ticket, Occasion::OrderSent, Channel::Sms)
            .await
            .due_at,
        next_morning
    );
    post.clock.set(next_morning);
    post.deliver().await;
    assert_eq!(post.sms().len(), 1);
}

pub async fn what_is_far_too_late_does_not_leave(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, _) = post.open(morning(), false).await;
    post.clock.advance(TimeDelta::days(8));
    post.stage().await;
    post.deliver().await;
    assert!(
        post.rows(ticket)
            .await
            .iter()
            .all(|row| row.reason.as_deref() == Some("outdated"))
    );
    assert_eq!(post.recording.parcels().len(), 0);
}

pub async fn a_link_that_was_sent_opens_the_page_it_was_sent_for(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, assignment) = post.open(morning(), false).await;
    post.stage().await;
    post.deliver().await;
    let sms = post.sms();
    let text = sms.first().expect("an SMS");
    let token = text.rsplit("/r/").next().expect("a link");
    let grant = post
        .links
        .resolve(token)
        .await
        .expect("asked")
        .expect("known");
    assert_eq!(
        (grant.ticket, grant.assignment, grant.generation),
        (ticket, assignment, 1)
    );
    let now = async || {
        post.bench
            .tickets
            .load(post.bench.agency, ticket)
            .await
            .expect("loaded")
            .expect("a ticket")
            .ticket
    };
    assert!(grant.holds(&now().await, morning()));
    assert!(!grant.holds(&now().await, morning() + TimeDelta::days(121)));
    post.execute(
        ticket,
        TicketCommand::CancelAssignment {
            assignment,
            reason: None,
        },
    )
    .await;
    assert!(!grant.holds(&now().await, morning()));
    assert_eq!(
        post.links
            .resolve("1111111111111111111111")
            .await
            .expect("asked"),
        None
    );
}

pub async fn the_mailbox_forgets_whoever_is_erased(on: Kind) {
    let post = Post::new(on).await;
    let mailbox = Mailbox::new(post.bench.database.clone());
    let (ticket, _) = post.open(morning(), false).await;
    post.stage().await;
    let way: Arc<dyn infra::delivery::Channel> = Arc::new(mailbox.clone());
    let worker = post.worker_by(Ways {
        email: way.clone(),
        sms: way,
    });
    while worker.turn().await.expect("a turn").worked() {}
    let kept = mailbox
        .list(post.bench.agency, Some(ticket), 10)
        .await
        .expect("listed");
    assert_eq!(kept.len(), 3);
    assert!(
        kept.iter()
            .any(|message| message.body.contains(CLEAR_TEXTS[5]))
    );
    let subject = Subject::contractor(post.bench.contractor);
    let erasing = post
        .bench
        .tickets
        .erase_person(post.bench.agency, subject, context_of_system())
        .await;
    erasing.expect("erased");
    post.stage().await;
    let kept = mailbox
        .list(post.bench.agency, Some(ticket), 10)
        .await
        .expect("listed");
    let all = format!("{kept:?}");
    for text in [CLEAR_TEXTS[5], CLEAR_TEXTS[6], MOBILE] {
        assert!(!all.contains(text), "{text} in {all}");
    }
}

fn context_of_system() -> domain::metadata::CommandContext {
    let mut context = context();
    context.actor = Actor::System;
    context
}
