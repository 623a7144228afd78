//! How are rows made anew from the log while people go on reading the old ones?
//!
//! Every row of a rebuildable follower belongs to a generation; readers see the one that the follower's row names. A
//! rebuild follows the log from its start under a name of its own and writes the next generation beside the live one.
//! When it has caught up, one update makes its generation and its position the live ones: readers change over at
//! once, the live runner is fenced out and goes on from there, and the old rows are deleted in small bites.

use super::lease::{Generation, position_of};
use super::{Follower, FollowerFault, Runner};
use crate::clock::Clock;
use crate::database::{Database, DatabaseFault, Statement};
use crate::doorbell::Doorbell;
use crate::log::Log;
use crate::sql;
use uuid::Uuid;

const REGISTER: Statement = sql!("sql/register.sql");
const GENERATION: Statement = sql!("sql/position.sql");
const BEGIN: Statement = sql!("sql/rebuild_begin.sql");
const FORGET: Statement = sql!("sql/rebuild_forget.sql");
const FORGET_PARKED: Statement = sql!("sql/rebuild_forget_parked.sql");
const SWAP: Statement = sql!("sql/rebuild_swap.sql");
const SWAP_PARKED: Statement = sql!("sql/rebuild_swap_parked.sql");
pub(super) const STATEMENTS: &[&Statement] =
    &[&BEGIN, &FORGET, &FORGET_PARKED, &SWAP, &SWAP_PARKED];

/// Rows deleted per statement: short enough that SQLite's one writer is not kept waiting.
const BITE: i64 = 2_000;

/// A follower whose rows carry their [`Generation`].
pub trait Rebuildable: Follower {
    /// Deletes of each of its tables at most `$2` rows of generation `$1`.
    fn discard(&self) -> &'static [&'static Statement];
}

/// Builds the rows of `follower` anew and swaps them in. The live runner may go on meanwhile, here or on other nodes.
/// Of two rebuilds at once, the one that began first fails.
pub async fn rebuild<F: Rebuildable>(
    database: &Database,
    log: &Log,
    clock: &Clock,
    follower: F,
) -> Result<(), FollowerFault> {
    let name = follower.name().to_owned();
    let beside = format!("{name}+rebuild");
    let tables = follower.discard();
    let next = begin(database, &name, &beside).await?;
    discard(database, tables, next).await?;
    let runner = Runner::new(database, log, clock, &Doorbell::new(), follower).under_name(&beside);
    while runner.turn().await?.worked() {}
    crate::crash_point!(RebuildFilled);
    let old = swap(database, &name, &beside, next, runner.holder()).await?;
    discard(database, tables, old).await?;
    Ok(())
}

/// Registers the rebuild under its own name, and forgets one that was given up.
async fn begin(database: &Database, name: &str, beside: &str) -> Result<Generation, DatabaseFault> {
    let mut tx = database.begin().await?;
    tx.execute(&REGISTER, &[name.into()]).await?;
    tx.execute(&FORGET_PARKED, &[beside.into()]).await?;
    tx.execute(&BEGIN, &[name.into(), beside.into()]).await?;
    let row = tx.fetch_optional(&GENERATION, &[beside.into()]).await?;
    let generation = row
        .map(|row| row.int("generation"))
        .transpose()?
        .unwrap_or_default();
    tx.commit().await?;
    Ok(Generation(generation))
}

/// Makes the rebuilt rows the live ones; gives back the generation that no reader sees any more.
async fn swap(
    database: &Database,
    name: &str,
    beside: &str,
    next: Generation,
    holder: Uuid,
) -> Result<Generation, FollowerFault> {
    let reached = position_of(database, beside).await?;
    let mut tx = database.begin().await?;
    // Held by somebody else: a later rebuild has started anew under the same name.
    if tx
        .execute(&FORGET, &[beside.into(), holder.to_string().into()])
        .await?
        == 0
    {
        return Err(FollowerFault::FencedOut(beside.to_owned()));
    }
    let row = tx.fetch_optional(&GENERATION, &[name.into()]).await?;
    let old = row
        .map(|row| row.int("generation"))
        .transpose()?
        .unwrap_or_default();
    tx.execute(
        &SWAP,
        &[name.into(), reached.0.into(), reached.1.into(), next.into()],
    )
    .await?;
    tx.execute(&FORGET_PARKED, &[name.into()]).await?;
    tx.execute(&SWAP_PARKED, &[beside.into(), name.into()])
        .await?;
    crate::crash_point!(RebuildSwapping);
    tx.commit().await?;
    crate::crash_point!(RebuildSwapped);
    Ok(Generation(old))
}

async fn discard(
    database: &Database,
    tables: &[&Statement],
    generation: Generation,
) -> Result<(), DatabaseFault> {
    for table in tables {
        while database
            .execute(table, &[generation.into(), BITE.into()])
            .await?
            > 0
        {}
    }
    Ok(())
}
