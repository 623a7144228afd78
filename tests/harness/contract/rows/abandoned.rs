//! What becomes of rows that a rebuild left behind when it was killed?

use super::rebuilt::generations;
use super::*;
use crate::contract::raw::append_unreadable;
use async_trait::async_trait;
use infra::database::Tx;
use infra::follower::{FollowerFault, Generation, Rebuildable, RunnerSettings};
use infra::log::RecordedEvent;
use infra::worker::Turn;

/// The change-over as a rebuild makes it; then it is killed, before the old rows are deleted.
async fn change_over_and_die(listed: &Listed) {
    const SWAP: &str = "UPDATE follower
        SET generation = generation + 1, position_transaction = 0, position_global = 0, token = token + 1, holder = NULL
        WHERE name = 'ticket_list'";
    let swap = Statement {
        name: "swap",
        postgres: SWAP,
        sqlite: SWAP,
    };
    listed
        .bench
        .database
        .execute(&swap, &[])
        .await
        .expect("changed over");
    // The live runner is fenced out at its next event, and goes on in the new rows.
    listed.open("Panne").await;
    listed.follow().await;
    listed.follow().await;
}

pub async fn the_next_rebuild_discards_what_a_killed_one_left(on: Kind) {
    let listed = Listed::new(on).await;
    listed.open("Fuite").await;
    listed.follow().await;
    change_over_and_die(&listed).await;
    assert_eq!(generations(&listed).await, [1, 2]);
    listed.rebuild().await;
    assert_eq!(generations(&listed).await, [3]);
}

pub async fn an_erased_person_leaves_abandoned_rows_too(on: Kind) {
    let listed = Listed::new(on).await;
    listed.open("Fuite").await;
    listed.follow().await;
    change_over_and_die(&listed).await;
    assert_eq!(naming_the_contractor(&listed).await, 3);
    listed
        .erase(Subject::contractor(listed.bench.contractor))
        .await;
    listed.follow().await;
    assert_eq!(naming_the_contractor(&listed).await, 0);
}

/// What a rebuild has read ahead of an erasure, it must not write behind it: it might be killed then.
pub async fn what_a_rebuild_read_before_an_erasure_is_not_written_after_it(on: Kind) {
    let listed = Listed::new(on).await;
    listed.open("Fuite").await;
    listed.follow().await;
    let bench = &listed.bench;
    let anew = Runner::new(
        &bench.database,
        &bench.log,
        &listed.clock,
        &Doorbell::new(),
        Beside(TicketListFollower::new(&bench.log)),
    )
    .with_settings(RunnerSettings {
        batch: 1,
        ..RunnerSettings::default()
    });
    // It reads the second event, which names the contractor, while it writes the first one.
    anew.turn().await.expect("the opening");
    tokio::time::sleep(Duration::from_millis(300)).await;
    listed.erase(Subject::contractor(bench.contractor)).await;
    listed.follow().await;
    assert!(matches!(anew.turn().await, Ok(Turn::Standby)));
    assert_eq!(naming_the_contractor(&listed).await, 0);
    assert!(matches!(anew.turn().await, Ok(Turn::Worked(1))));
    assert_eq!(naming_the_contractor(&listed).await, 0);
}

/// The list's rebuild by its own name, so that it can be taken step by step.
struct Beside(TicketListFollower);

#[async_trait]
impl Follower for Beside {
    fn name(&self) -> &str {
        "ticket_list+rebuild"
    }
    async fn apply(&mut self, tx: &mut Tx, batch: &[RecordedEvent]) -> Result<(), FollowerFault> {
        self.0.apply(tx, batch).await
    }
    async fn forget(&mut self) {
        self.0.forget().await;
    }
    fn write_to(&mut self, _: Generation) {
        self.0.write_to(Generation(2));
    }
}

/// An event that nobody can read stands in a ticket that names the erased person, beside a healthy one.
pub async fn an_erasure_passes_a_ticket_that_cannot_be_read(on: Kind) {
    let listed = Listed::new(on).await;
    listed.open("Fuite").await;
    let sick = listed.open("Panne").await;
    append_unreadable(&listed.bench, sick, 3).await;
    listed.follow().await;
    assert_eq!(naming_the_contractor(&listed).await, 2);
    listed
        .erase(Subject::contractor(listed.bench.contractor))
        .await;
    listed.follow().await;
    assert_eq!(naming_the_contractor(&listed).await, 0);
    assert_eq!(listed.rows(&listed.all()).await.len(), 2);
}

/// Rows of whatever generation in which the contractor's name stands.
async fn naming_the_contractor(listed: &Listed) -> usize {
    const NAMING: &str = "SELECT ticket FROM ticket_list WHERE contractors LIKE '%Quetsche%'";
    let naming = Statement {
        name: "naming",
        postgres: NAMING,
        sqlite: NAMING,
    };
    let rows = listed.bench.database.fetch(&naming, &[]).await;
    rows.expect("read").len()
}

/// A log that grows faster than it can be read to its very end.
pub async fn a_rebuild_ends_although_people_go_on_working(on: Kind) {
    let listed = Listed::new(on).await;
    listed.open("Fuite").await;
    listed.follow().await;
    let busy = async || loop {
        listed.bench.open().await;
    };
    let working = futures::future::join_all((0..8).map(|_| busy()));
    tokio::select! {
        () = listed.rebuild() => {}
        _ = working => unreachable!("nobody stops working"),
        () = tokio::time::sleep(Duration::from_secs(20)) => panic!("still rebuilding"),
    }
}

/// A rebuild that has come under another one's row must not change over to rows that it did not write.
pub async fn a_rebuild_whose_row_is_anothers_fails(on: Kind) {
    let listed = Listed::new(on).await;
    let ticket = listed.open("Fuite").await;
    listed.follow().await;
    let anew = Usurping(TicketListFollower::new(&listed.bench.log));
    let outcome = rebuild(
        &listed.bench.database,
        &listed.bench.log,
        &listed.clock,
        anew,
    )
    .await;
    assert!(
        matches!(outcome, Err(FollowerFault::FencedOut(_))),
        "{outcome:?}"
    );
    let row = listed.list.row(listed.bench.agency, ticket).await;
    assert!(row.expect("read").is_some(), "the live rows stay");
}

/// Its row turns into that of a later rebuild while it writes.
struct Usurping(TicketListFollower);

#[async_trait]
impl Follower for Usurping {
    fn name(&self) -> &str {
        self.0.name()
    }
    async fn apply(&mut self, tx: &mut Tx, batch: &[RecordedEvent]) -> Result<(), FollowerFault> {
        const USURP: &str = "UPDATE follower SET generation = 7 WHERE name = 'ticket_list+rebuild'";
        let usurp = Statement {
            name: "usurp",
            postgres: USURP,
            sqlite: USURP,
        };
        tx.execute(&usurp, &[]).await?;
        self.0.apply(tx, batch).await
    }
    async fn forget(&mut self) {
        self.0.forget().await;
    }
    fn write_to(&mut self, generation: Generation) {
        self.0.write_to(generation);
    }
}

impl Rebuildable for Usurping {
    fn discard(&self) -> &'static [&'static Statement] {
        self.0.discard()
    }
}
