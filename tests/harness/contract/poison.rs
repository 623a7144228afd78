//! How far does one thing reach that cannot be processed? Never beyond its own ticket.

use super::bench::{Bench, monday_at_nine};
use super::raw::append_unreadable;
use super::recorder::{Recorder, Trouble, recorded};
use chrono::TimeDelta;
use domain::ids::TicketId;
use domain::personal::Subject;
use infra::clock::Clock;
use infra::database::{Kind, Statement, Value};
use infra::doorbell::Doorbell;
use infra::follower::{Follower, Parking, Runner};
use infra::timers::{TimerWorker, Timers, TimersFollower};

fn runner<F: Follower>(bench: &Bench, clock: &Clock, follower: F) -> Runner<F> {
    let bell = Doorbell::new();
    Runner::new(&bench.database, &bench.log, clock, &bell, follower)
}

async fn catch_up<F: Follower>(runner: &Runner<F>) {
    while runner.turn().await.expect("a turn").worked() {}
}

/// Which events of which tickets reached the rows.
async fn reached(bench: &Bench, tickets: [TicketId; 2]) -> [usize; 2] {
    let all = recorded(&bench.database).await;
    tickets.map(|ticket| all.iter().filter(|(id, _)| *id == ticket.uuid()).count())
}

async fn parked(bench: &Bench) -> Vec<TicketId> {
    let lanes = Parking::new(bench.database.clone()).everywhere().await;
    let lanes = lanes.expect("read");
    lanes
        .iter()
        .map(|lane| TicketId(lane.aggregate_id))
        .collect()
}

pub async fn a_panic_of_ours_parks_the_ticket_that_causes_it(on: Kind) {
    let bench = Bench::new(on).await;
    let recorder = Recorder::new(&bench.database).await;
    let runner = runner(&bench, &Clock::fixed(monday_at_nine()), recorder.clone());
    let tickets = [bench.open().await, bench.open().await];
    recorder.suffers(Trouble::Panics(tickets[0], 2));
    catch_up(&runner).await;
    assert_eq!(reached(&bench, tickets).await, [1, 2]);
    assert_eq!(parked(&bench).await, [tickets[0]]);
}

/// The key of one ticket's free text no longer opens: a bad block, or a hand.
pub async fn a_damaged_key_stops_its_own_ticket_only(on: Kind) {
    const DAMAGE: &str = "UPDATE sealing_key SET wrapped = $1 WHERE subject = $2";
    let damage = Statement {
        name: "damage",
        postgres: DAMAGE,
        sqlite: DAMAGE,
    };
    let bench = Bench::new(on).await;
    let recorder = Recorder::new(&bench.database).await;
    let runner = runner(&bench, &Clock::fixed(monday_at_nine()), recorder);
    let tickets = [bench.open().await, bench.open().await];
    let own = Subject::ticket(tickets[0]);
    let damaged: [Value; 2] = [Value::Bytes(Some(vec![1; 72])), own.as_str().into()];
    let rows = bench.database.execute(&damage, &damaged).await;
    assert_eq!(rows.expect("damaged"), 1);
    catch_up(&runner).await;
    assert_eq!(reached(&bench, tickets).await, [0, 2]);
    assert_eq!(parked(&bench).await, [tickets[0]]);
}

/// A ticket that cannot be read cannot answer its deadline, for ever: no reason to call every node unready.
pub async fn a_ticket_that_is_set_aside_makes_no_timer_late(on: Kind) {
    let bench = Bench::new(on).await;
    let clock = Clock::fixed(monday_at_nine());
    let follower = TimersFollower::new(&bench.log, &Doorbell::new());
    let arming = runner(&bench, &clock, follower);
    let sick = bench.open().await;
    catch_up(&arming).await;
    append_unreadable(&bench, sick, 3).await;
    catch_up(&arming).await;
    assert_eq!(parked(&bench).await, [sick]);

    clock.advance(TimeDelta::days(1) + TimeDelta::minutes(10));
    let worker = TimerWorker::new(&bench.database, &bench.tickets, &clock, &Doorbell::new());
    worker.turn().await.expect("a turn");
    let timers = Timers::new(bench.database.clone());
    assert_eq!(timers.oldest_due(clock.now()).await.expect("read"), None);
    // A healthy one still counts.
    bench.open().await;
    catch_up(&arming).await;
    let due = timers.oldest_due(clock.now()).await.expect("read");
    assert_eq!(due, Some(monday_at_nine() + TimeDelta::days(1)));
}
