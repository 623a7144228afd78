//! How are rows made anew from the log while people go on reading the old ones?
//!
//! Every row of a rebuildable follower belongs to a generation; readers see the one that the follower's row names. A
//! rebuild follows the log from its start under a name of its own and writes the next generation beside the live one.
//! When it has caught up, one update makes its generation and its position the live ones: readers change over at
//! once, the live runner is fenced out and goes on from there, and the old rows are deleted in small bites.

use super::lease::{Generation, position_of};
use super::{Follower, FollowerFault, Runner, RunnerSettings};
use crate::clock::Clock;
use crate::database::{Database, DatabaseFault, Statement, Tx};
use crate::doorbell::Doorbell;
use crate::log::Log;
use crate::sql;
use crate::worker::Turn;
use uuid::Uuid;

const REGISTER: Statement = sql!("sql/register.sql");
const FENCE: Statement = sql!("sql/rebuild_fence.sql");
const GENERATION: Statement = sql!("sql/position.sql");
const BEGIN: Statement = sql!("sql/rebuild_begin.sql");
const FORGET: Statement = sql!("sql/rebuild_forget.sql");
const FORGET_PARKED: Statement = sql!("sql/rebuild_forget_parked.sql");
const SWAP: Statement = sql!("sql/rebuild_swap.sql");
const SWAP_PARKED: Statement = sql!("sql/rebuild_swap_parked.sql");
pub(super) const STATEMENTS: &[&Statement] =
    &[&BEGIN, &FENCE, &FORGET, &FORGET_PARKED, &SWAP, &SWAP_PARKED];

/// Behind the follower's name: that of its rebuild.
const BESIDE: &str = "+rebuild";

pub(super) fn is_rebuild(name: &str) -> bool {
    name.ends_with(BESIDE)
}

/// Refuses what a rebuild of this follower has read and not yet written. An erasure asks for it in the transaction that
/// clears the rows: what was read before it names the person in the clear, and a rebuild that wrote it afterwards, and
/// was then killed, would leave that for ever. It reads again, with the keys as they are by then.
///
/// To be asked before any row is touched; and a rebuild moves its own position before it writes rows. So each waits for
/// the other at this one row and nowhere else.
pub(super) async fn fence(tx: &mut Tx, name: &str) -> Result<(), DatabaseFault> {
    let beside = format!("{name}{BESIDE}");
    tx.execute(&FENCE, &[beside.into()]).await?;
    Ok(())
}

/// Rows deleted per statement: short enough that SQLite's one writer is not kept waiting.
const BITE: i64 = 2_000;
const YOUNGEST: Generation = Generation(i64::MAX);

/// Events per transaction. Nobody waits for these rows, so they may come in larger portions than live ones: a ticket
/// that occurs several times in one is written once. SQLite's writer is held for some tenths of a second at most.
const PORTION: u32 = 2_000;

/// A follower whose rows carry their [`Generation`].
pub trait Rebuildable: Follower {
    /// Deletes of each of its tables at most `$3` rows whose generation is not among `$1` to `$2`.
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
    let database = &database.follower();
    let name = follower.name().to_owned();
    let beside = format!("{name}{BESIDE}");
    let tables = follower.discard();
    let settings = RunnerSettings {
        batch: PORTION,
        ..RunnerSettings::default()
    };
    let runner = Runner::new(database, log, clock, &Doorbell::new(), follower)
        .with_settings(settings)
        .under_name(&beside);
    let (live, next) = begin(database, &name, &beside, runner.holder()).await?;
    // Also what a rebuild that was killed has left, on either side of the change-over.
    discard(database, tables, live, live).await?;
    fill(&runner).await?;
    crate::crash_point!(RebuildFilled);
    swap(database, &name, &beside, next, runner.holder()).await?;
    // Younger ones are a rebuild's that has begun since.
    discard(database, tables, next, YOUNGEST).await?;
    Ok(())
}

/// Until a batch is not full. To wait for an empty one would be to wait for people to stop working: the live runner reads
/// the last few events in its new rows.
async fn fill<F: Follower>(runner: &Runner<F>) -> Result<(), FollowerFault> {
    let mut fenced_out = false;
    loop {
        fenced_out = match runner.turn().await? {
            Turn::Worked(events) if events >= runner.batch() => false,
            // By an erasure: its row can be had again. By a later rebuild: that is found out at the change-over.
            Turn::Standby if !fenced_out => true,
            Turn::Worked(_) | Turn::Idle | Turn::Standby => return Ok(()),
        };
    }
}

/// Registers the rebuild under its own name, and forgets one that was given up. Gives the generation that readers see,
/// and the one to be filled.
async fn begin(
    database: &Database,
    name: &str,
    beside: &str,
    holder: Uuid,
) -> Result<(Generation, Generation), DatabaseFault> {
    let mut tx = database.begin().await?;
    tx.execute(&REGISTER, &[name.into()]).await?;
    tx.execute(&FORGET_PARKED, &[beside.into()]).await?;
    let begun = [name.into(), beside.into(), holder.to_string().into()];
    tx.execute(&BEGIN, &begun).await?;
    let generations = (
        generation_of(&mut tx, name).await?,
        generation_of(&mut tx, beside).await?,
    );
    tx.commit().await?;
    Ok(generations)
}

async fn generation_of(tx: &mut Tx, name: &str) -> Result<Generation, DatabaseFault> {
    let row = tx.fetch_optional(&GENERATION, &[name.into()]).await?;
    let generation = row.map(|row| row.int("generation")).transpose()?;
    Ok(Generation(generation.unwrap_or_default()))
}

/// Makes the rebuilt rows the live ones.
async fn swap(
    database: &Database,
    name: &str,
    beside: &str,
    next: Generation,
    holder: Uuid,
) -> Result<(), FollowerFault> {
    let reached = position_of(database, beside).await?;
    let mut tx = database.begin().await?;
    // Held by somebody else, or of another generation: a later rebuild has started anew under the same name.
    let ours = [beside.into(), holder.to_string().into(), next.into()];
    if tx.execute(&FORGET, &ours).await? == 0 {
        return Err(FollowerFault::FencedOut(beside.to_owned()));
    }
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
    Ok(())
}

/// Deletes the rows of all generations but some.
async fn discard(
    database: &Database,
    tables: &[&Statement],
    from: Generation,
    to: Generation,
) -> Result<(), DatabaseFault> {
    let bite = [from.into(), to.into(), BITE.into()];
    for table in tables {
        while database.execute(table, &bite).await? > 0 {}
    }
    Ok(())
}
