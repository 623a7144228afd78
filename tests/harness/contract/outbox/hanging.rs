//! Whom does a message keep waiting that itself waits for a server?

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use domain::ids::TicketId;
use infra::database::Kind;
use infra::delivery::channel::recording::Recording;
use infra::delivery::{Channel, Channels as Ways, Outcome, Parcel};
use infra::outbox::State;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use super::{Post, morning};
use crate::wait::eventually;

/// A server that takes the messages of a ticket, or all of them, and answers only when it is let.
#[derive(Clone)]
struct Hanging {
    only: Option<TicketId>,
    waiting: Arc<AtomicUsize>,
    let_go: Arc<Semaphore>,
}

impl Hanging {
    fn on(only: Option<TicketId>) -> Self {
        Self {
            only,
            waiting: Arc::default(),
            let_go: Arc::new(Semaphore::new(0)),
        }
    }
    fn waiting(&self) -> usize {
        self.waiting.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl Channel for Hanging {
    fn name(&self) -> &'static str {
        "hanging"
    }
    async fn send(&self, parcel: &Parcel) -> Outcome {
        if self.only.is_none_or(|ticket| ticket == parcel.ticket) {
            self.waiting.fetch_add(1, Ordering::SeqCst);
            let _passed = self.let_go.acquire().await.expect("an open gate");
        }
        Outcome::sent()
    }
}

/// Lets the worker run by itself until `then` has looked at what it does.
async fn while_running(post: &Post, ways: Ways, then: impl AsyncFnOnce()) {
    let stop = CancellationToken::new();
    let running = tokio::spawn(post.worker_by(ways).run(stop.clone()));
    then().await;
    stop.cancel();
    running.await.expect("a worker that ends when it is told");
}

pub async fn a_channel_that_hangs_leaves_the_other_alone(on: Kind) {
    let post = Post::new(on).await;
    for _ in 0..12 {
        post.open(morning(), false).await;
    }
    post.stage().await;
    let (hanging, sms) = (Hanging::on(None), Recording::new());
    let ways = Ways {
        email: Arc::new(hanging.clone()),
        sms: Arc::new(sms.clone()),
    };
    while_running(&post, ways, async || {
        eventually("every SMS leaves", || {
            (sms.parcels().len() == 12).then_some(())
        })
        .await;
        assert!(hanging.waiting() <= 8, "no more than the hands there are");
        hanging.let_go.add_permits(24);
        eventually("every e-mail leaves", || {
            (hanging.waiting() == 24).then_some(())
        })
        .await;
    })
    .await;
}

pub async fn a_message_that_hangs_leaves_the_others_alone(on: Kind) {
    let post = Post::new(on).await;
    let (slow, _) = post.open(morning(), false).await;
    let mut others = Vec::new();
    for _ in 0..20 {
        others.push(post.open(morning(), false).await.0);
    }
    post.stage().await;
    let hanging = Hanging::on(Some(slow));
    let ways = Ways {
        email: Arc::new(hanging.clone()),
        sms: Arc::new(Recording::new()),
    };
    while_running(&post, ways, async || {
        for ticket in &others {
            while !all_sent(&post, *ticket).await {
                tokio::task::yield_now().await;
            }
        }
        assert!(!all_sent(&post, slow).await, "the slow one still waits");
        hanging.let_go.add_permits(2);
    })
    .await;
    assert!(all_sent(&post, slow).await, "what is under way is finished");
}

async fn all_sent(post: &Post, ticket: TicketId) -> bool {
    let rows = post.rows(ticket).await;
    rows.iter().all(|row| row.state == State::Sent)
}
