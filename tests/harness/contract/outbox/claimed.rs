//! Who tries which message, and what is on record meanwhile?

use std::time::Duration;

use domain::policy::occasion::Occasion;
use domain::ticket::{Channel, TicketCommand};
use infra::database::Kind;
use infra::delivery::Outcome;
use infra::outbox::{Outbox, State};
use uuid::Uuid;

use super::{Post, minutes, morning};

pub async fn an_attempt_is_on_record_before_it_is_made(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, _) = post.open(morning(), false).await;
    post.stage().await;
    let claimed = post.outbox.claim(morning(), 10).await.expect("claimed");
    assert_eq!(claimed.len(), 3);
    let rows = post.rows(ticket).await;
    assert!(
        rows.iter()
            .all(|row| row.state == State::Attempted && row.attempts == 1)
    );
    assert!(
        rows.iter()
            .all(|row| row.last_attempt_at == Some(morning()))
    );
    assert!(
        post.outbox
            .claim(morning(), 10)
            .await
            .expect("claimed")
            .is_empty()
    );
}

pub async fn workers_that_claim_at_once_share_the_work(on: Kind) {
    let post = Post::new(on).await;
    for _ in 0..8 {
        post.open(morning(), false).await;
    }
    post.stage().await;
    let claims = (0..6).map(|_| post.outbox.claim(morning(), 5));
    let mut claimed: Vec<Uuid> = futures::future::join_all(claims)
        .await
        .into_iter()
        .flat_map(|claim| claim.expect("claimed"))
        .map(|message| message.id)
        .collect();
    let all = claimed.len();
    claimed.sort();
    claimed.dedup();
    assert_eq!(claimed.len(), all, "somebody claimed what another had");
    assert!(all >= 20, "only {all} of 24 were claimed");
}

pub async fn messages_to_one_person_keep_their_order(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, assignment) = post.open(morning(), false).await;
    post.execute(ticket, TicketCommand::RemindNow { assignment })
        .await;
    post.stage().await;
    let first = post.outbox.claim(morning(), 10).await.expect("claimed");
    assert!(
        first
            .iter()
            .all(|message| message.occasion != Occasion::AnswerReminder)
    );
    for message in &first {
        let later = Outcome::later("smtp connect: the connection broke");
        post.outbox
            .record(message, &later, morning(), |at| at)
            .await
            .expect("recorded");
    }
    let soon = morning() + minutes(2);
    let again = post.outbox.claim(soon, 10).await.expect("claimed");
    assert_eq!(again.len(), 3, "the reminder does not overtake the order");
    for message in &again {
        post.outbox
            .record(message, &Outcome::sent(), soon, |at| at)
            .await
            .expect("recorded");
    }
    let last = post.outbox.claim(soon, 10).await.expect("claimed");
    assert!(
        last.iter()
            .all(|message| message.occasion == Occasion::AnswerReminder)
    );
    assert_eq!(last.len(), 2);
}

pub async fn a_claim_without_a_result_reads_as_unknown(on: Kind) {
    let mut post = Post::new(on).await;
    post.outbox = Outbox::with_lease(post.bench.database.clone(), Duration::ZERO);
    let (ticket, _) = post.open(morning(), false).await;
    post.stage().await;
    post.outbox.claim(morning(), 10).await.expect("claimed");
    post.outbox
        .give_up_expired(morning())
        .await
        .expect("given up");
    let email = post.row(ticket, Occasion::OrderSent, Channel::Email).await;
    let sms = post.row(ticket, Occasion::OrderSent, Channel::Sms).await;
    assert_eq!((email.state, email.due_at), (State::Unknown, morning()));
    assert_eq!(
        (sms.state, sms.due_at),
        (State::Unknown, morning() + minutes(60))
    );
}

pub async fn the_result_of_an_overtaken_attempt_changes_nothing(on: Kind) {
    let mut post = Post::new(on).await;
    post.outbox = Outbox::with_lease(post.bench.database.clone(), Duration::ZERO);
    let (ticket, _) = post.open(morning(), false).await;
    post.stage().await;
    let slow = post.outbox.claim(morning(), 10).await.expect("claimed");
    post.outbox
        .give_up_expired(morning())
        .await
        .expect("given up");
    let hour = morning() + minutes(60);
    let quick = post.outbox.claim(hour, 10).await.expect("claimed");
    assert_eq!(quick.len(), 3);
    for message in &slow {
        post.outbox
            .record(message, &Outcome::failed("late"), hour, |at| at)
            .await
            .expect("recorded");
    }
    assert!(
        post.rows(ticket)
            .await
            .iter()
            .all(|row| row.state == State::Attempted)
    );
    for message in &quick {
        post.outbox
            .record(message, &Outcome::sent(), hour, |at| at)
            .await
            .expect("recorded");
    }
    assert!(
        post.rows(ticket)
            .await
            .iter()
            .all(|row| row.state == State::Sent)
    );
}
