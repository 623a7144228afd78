//! What must a follower's position and lease hold, whichever database keeps them?

use super::bench::Bench;
use infra::database::Kind;
use infra::follower::{FollowerFault, Lease, LeaseTerms};
use infra::log::Position;
use std::time::Duration;
use uuid::Uuid;

const NAME: &str = "a follower";

/// Runs out at once: what another node sees of one that died long ago.
const OVER: LeaseTerms = LeaseTerms {
    lasts: Duration::ZERO,
};

async fn acquire(bench: &Bench, terms: LeaseTerms) -> Option<Lease> {
    Lease::acquire(&bench.database, NAME, Uuid::now_v7(), terms)
        .await
        .expect("an answer")
}

async fn advance(bench: &Bench, lease: &Lease, to: Position) -> Result<(), FollowerFault> {
    let mut tx = bench.database.begin().await.expect("a transaction");
    lease.advance(&mut tx, to).await?;
    tx.commit().await.expect("committed");
    Ok(())
}

pub async fn a_new_follower_starts_where_the_log_does(on: Kind) {
    let bench = Bench::new(on).await;
    let lease = acquire(&bench, LeaseTerms::default())
        .await
        .expect("the lease");
    assert_eq!(lease.position, Position::default());
}

pub async fn the_next_holder_goes_on_where_the_last_one_got_to(on: Kind) {
    let bench = Bench::new(on).await;
    let first = acquire(&bench, LeaseTerms::default())
        .await
        .expect("the lease");
    advance(&bench, &first, Position(3, 14))
        .await
        .expect("advanced");
    first.release(&bench.database).await.expect("released");
    let second = acquire(&bench, LeaseTerms::default())
        .await
        .expect("free at once");
    assert_eq!(second.position, Position(3, 14));
}

pub async fn one_node_holds_it_at_a_time(on: Kind) {
    let bench = Bench::new(on).await;
    let _held = acquire(&bench, LeaseTerms::default())
        .await
        .expect("the lease");
    assert!(acquire(&bench, LeaseTerms::default()).await.is_none());
}

pub async fn of_many_who_ask_at_once_one_gets_it(on: Kind) {
    let bench = Bench::new(on).await;
    let asked = (0..8).map(|_| acquire(&bench, LeaseTerms::default()));
    let given = futures::future::join_all(asked)
        .await
        .into_iter()
        .flatten()
        .count();
    assert_eq!(given, 1);
}

pub async fn a_lease_that_ran_out_is_taken_over(on: Kind) {
    let bench = Bench::new(on).await;
    let dead = acquire(&bench, OVER).await.expect("the lease");
    advance(&bench, &dead, Position(0, 5))
        .await
        .expect("advanced while nobody else asked");
    let taken = acquire(&bench, LeaseTerms::default())
        .await
        .expect("taken over");
    assert_eq!(taken.position, Position(0, 5));
    assert!(!dead.renew(&bench.database).await.expect("an answer"));
}

pub async fn a_fenced_out_holder_cannot_commit(on: Kind) {
    let bench = Bench::new(on).await;
    let slow = acquire(&bench, OVER).await.expect("the lease");
    let quick = acquire(&bench, LeaseTerms::default())
        .await
        .expect("taken over");
    let refused = advance(&bench, &slow, Position(0, 9)).await;
    assert!(
        matches!(refused, Err(FollowerFault::FencedOut(_))),
        "{refused:?}"
    );
    advance(&bench, &quick, Position(0, 2))
        .await
        .expect("the holder goes on");
    quick.release(&bench.database).await.expect("released");
    let next = acquire(&bench, LeaseTerms::default())
        .await
        .expect("the lease");
    assert_eq!(next.position, Position(0, 2));
}

pub async fn a_late_release_does_not_take_it_from_the_next(on: Kind) {
    let bench = Bench::new(on).await;
    let slow = acquire(&bench, OVER).await.expect("the lease");
    let _quick = acquire(&bench, LeaseTerms::default())
        .await
        .expect("taken over");
    slow.release(&bench.database).await.expect("an answer");
    assert!(acquire(&bench, LeaseTerms::default()).await.is_none());
}

pub async fn what_is_rolled_back_leaves_the_position(on: Kind) {
    let bench = Bench::new(on).await;
    let lease = acquire(&bench, OVER).await.expect("the lease");
    let mut tx = bench.database.begin().await.expect("a transaction");
    lease
        .advance(&mut tx, Position(0, 7))
        .await
        .expect("advanced");
    tx.rollback().await.expect("rolled back");
    let next = acquire(&bench, OVER).await.expect("the lease");
    assert_eq!(next.position, Position::default());
}
