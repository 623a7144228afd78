//! What may a ticket rely on when it waits for a deadline, whichever database keeps the rows?

use super::bench::{Bench, context, monday_at_nine};
use chrono::TimeDelta;
use domain::ids::TicketId;
use domain::ticket::{ReminderKind, ReminderTrigger, TicketCommand, TicketEvent};
use infra::clock::Clock;
use infra::database::{Kind, Statement};
use infra::doorbell::Doorbell;
use infra::follower::Runner;
use infra::sealing::{MasterKey, Sealing};
use infra::tickets::Tickets;
use infra::timers::{TimerWorker, Timers, TimersFollower};
use secrecy::SecretBox;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// A bench with a clock that stands still, a follower that arms and a worker that fires.
struct Timed {
    bench: Bench,
    clock: Clock,
    arming: Runner<TimersFollower>,
    timers: Timers,
}

impl Timed {
    async fn new(on: Kind) -> Self {
        let bench = Bench::new(on).await;
        let clock = Clock::fixed(monday_at_nine());
        let follower = TimersFollower::new(&bench.log, &Doorbell::new());
        let arming = Runner::new(
            &bench.database,
            &bench.log,
            &clock,
            &Doorbell::new(),
            follower,
        );
        let timers = Timers::new(bench.database.clone());
        Self {
            bench,
            clock,
            arming,
            timers,
        }
    }

    /// One more node's worker.
    fn worker(&self) -> TimerWorker {
        self.worker_of(&self.bench.tickets)
    }

    fn worker_of(&self, tickets: &Tickets) -> TimerWorker {
        TimerWorker::new(&self.bench.database, tickets, &self.clock, &Doorbell::new())
    }

    async fn arm(&self) {
        while self.arming.turn().await.expect("a turn").worked() {}
    }

    /// Everything that is due happens, and what it arms in turn.
    async fn settle(&self) {
        let worker = self.worker();
        loop {
            self.arm().await;
            if !worker.turn().await.expect("a turn").worked() {
                return;
            }
        }
    }

    /// The answer reminders that the ticket has sent: n-th of m.
    async fn reminders(&self, ticket: TicketId) -> Vec<(u8, u8)> {
        let stream = self
            .bench
            .log
            .stream(self.bench.agency, ticket)
            .await
            .expect("the stream");
        let facts = stream.iter().filter_map(|event| event.ticket_event());
        facts.filter_map(answer_reminder).collect()
    }

    async fn upcoming(&self, ticket: TicketId) -> Vec<(String, TimeDelta)> {
        let armed = self
            .timers
            .upcoming(self.bench.agency, ticket)
            .await
            .expect("read");
        let kind = |timer: &str| timer.split('/').nth(1).expect("a kind").to_owned();
        armed
            .iter()
            .map(|armed| (kind(&armed.timer), armed.due_at - monday_at_nine()))
            .collect()
    }

    async fn close(&self, ticket: TicketId) {
        let closing = TicketCommand::CloseTicket { comment: None };
        self.bench
            .execute(ticket, closing, context())
            .await
            .expect("closed");
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "one fact is looked for")]
fn answer_reminder(fact: &TicketEvent) -> Option<(u8, u8)> {
    match fact {
        TicketEvent::ReminderSent {
            reminder: ReminderKind::Answer,
            trigger: ReminderTrigger::Due { nth, of },
            ..
        } => Some((*nth, *of)),
        _ => None,
    }
}

fn day() -> TimeDelta {
    TimeDelta::days(1)
}

pub async fn what_the_ticket_says_is_armed(on: Kind) {
    let timed = Timed::new(on).await;
    let ticket = timed.bench.open().await;
    timed.arm().await;
    assert_eq!(
        timed.upcoming(ticket).await,
        [("answer_reminder".to_owned(), day())]
    );
    timed.close(ticket).await;
    timed.arm().await;
    assert_eq!(timed.upcoming(ticket).await, []);
}

pub async fn silent_mode_shows_on_the_row(on: Kind) {
    let timed = Timed::new(on).await;
    let ticket = timed.bench.open().await;
    let silence = TicketCommand::SwitchSilentMode { on: true };
    timed
        .bench
        .execute(ticket, silence, context())
        .await
        .expect("silent");
    timed.arm().await;
    let armed = timed
        .timers
        .upcoming(timed.bench.agency, ticket)
        .await
        .expect("read");
    assert_eq!(armed[0].suspended.as_deref(), Some("silent_mode"));
}

pub async fn nothing_fires_before_its_time(on: Kind) {
    let timed = Timed::new(on).await;
    let ticket = timed.bench.open().await;
    timed.clock.advance(day() - TimeDelta::microseconds(1));
    timed.settle().await;
    assert_eq!(timed.reminders(ticket).await, []);
    assert_eq!(
        timed
            .timers
            .oldest_due(timed.clock.now())
            .await
            .expect("read"),
        None
    );
    timed.clock.advance(TimeDelta::microseconds(1));
    let due = timed
        .timers
        .oldest_due(timed.clock.now())
        .await
        .expect("read");
    assert_eq!(due, Some(timed.clock.now()));
    timed.settle().await;
    assert_eq!(timed.reminders(ticket).await, [(1, 2)]);
}

/// Between the claim and the command, the machine's clock is set back.
pub async fn a_clock_that_is_set_back_loses_no_timer(on: Kind) {
    let timed = Timed::new(on).await;
    let ticket = timed.bench.open().await;
    timed.arm().await;
    timed.clock.advance(day());
    let worker = timed.worker();
    let mut turn = std::pin::pin!(worker.turn());
    assert!(futures::poll!(&mut turn).is_pending(), "it is claiming");
    timed.clock.set(monday_at_nine());
    turn.await.expect("a turn");
    timed.clock.set(monday_at_nine() + day());
    timed.settle().await;
    assert_eq!(timed.reminders(ticket).await, [(1, 2)]);
}

pub async fn several_nodes_fire_each_timer_once(on: Kind) {
    let timed = Timed::new(on).await;
    let mut tickets = Vec::new();
    for _ in 0..12 {
        tickets.push(timed.bench.open().await);
    }
    timed.arm().await;
    timed.clock.advance(day());
    let nodes = [
        timed.worker(),
        timed.worker(),
        timed.worker(),
        timed.worker(),
    ];
    futures::future::join_all(
        nodes
            .iter()
            .map(|node| async { node.turn().await.expect("a turn") }),
    )
    .await;
    for ticket in tickets {
        assert_eq!(timed.reminders(ticket).await, [(1, 2)]);
    }
}

/// A worker that slept through its claim fires what another has fired meanwhile.
pub async fn a_timer_that_is_claimed_twice_fires_once(on: Kind) {
    const CLAIMABLE: &str = "UPDATE timer SET spent = $1, next_at = due_at";
    let claimable = Statement {
        name: "claimable",
        postgres: CLAIMABLE,
        sqlite: CLAIMABLE,
    };
    let timed = Timed::new(on).await;
    let ticket = timed.bench.open().await;
    timed.arm().await;
    timed.clock.advance(day());
    for _ in 0..3 {
        assert!(timed.worker().turn().await.expect("a turn").worked());
        timed
            .bench
            .database
            .execute(&claimable, &[false.into()])
            .await
            .expect("claimable again");
    }
    assert_eq!(timed.reminders(ticket).await, [(1, 2)]);
}

pub async fn what_fired_waits_for_the_tickets_next_event(on: Kind) {
    let timed = Timed::new(on).await;
    let ticket = timed.bench.open().await;
    timed.arm().await;
    timed.clock.advance(day());
    let worker = timed.worker();
    assert!(worker.turn().await.expect("a turn").worked());
    assert!(!worker.turn().await.expect("a turn").worked());
    assert_eq!(timed.upcoming(ticket).await, []);
    timed.arm().await;
    assert_eq!(
        timed.upcoming(ticket).await,
        [("answer_reminder".to_owned(), day() * 2)]
    );
}

pub async fn the_ticket_decides_whether_a_late_row_still_applies(on: Kind) {
    let timed = Timed::new(on).await;
    let ticket = timed.bench.open().await;
    timed.arm().await;
    // Closed, and the follower has not heard of it yet.
    timed.close(ticket).await;
    timed.clock.advance(day());
    let worker = timed.worker();
    assert!(worker.turn().await.expect("a turn").worked());
    assert_eq!(timed.reminders(ticket).await, []);
    assert!(!worker.turn().await.expect("a turn").worked());
}

pub async fn after_an_outage_each_timer_fires_once(on: Kind) {
    let timed = Timed::new(on).await;
    let ticket = timed.bench.open().await;
    timed.arm().await;
    timed.clock.advance(day() * 2 + TimeDelta::hours(5));
    timed.settle().await;
    assert_eq!(timed.reminders(ticket).await, [(1, 2)]);
    // The next interval, not those that went by.
    assert_eq!(
        timed.upcoming(ticket).await,
        [("answer_reminder".to_owned(), day() * 3)]
    );
    timed.clock.advance(day());
    timed.settle().await;
    assert_eq!(timed.reminders(ticket).await, [(1, 2), (2, 2)]);
}

pub async fn a_ticket_that_cannot_be_asked_is_asked_again(on: Kind) {
    let timed = Timed::new(on).await;
    let ticket = timed.bench.open().await;
    timed.arm().await;
    timed.clock.advance(day());
    // Without the master key nothing of the ticket can be read: a failure of the infrastructure.
    let locked_out = MasterKey::new(SecretBox::new(Box::new([8; 32])));
    let sealing = Sealing::new(
        timed.bench.database.clone(),
        timed.clock.clone(),
        locked_out,
    );
    let unable = timed.worker_of(&Tickets::new(sealing, Doorbell::new()));
    assert!(unable.turn().await.expect("a turn").worked());
    assert_eq!(timed.reminders(ticket).await, []);
    assert!(
        !timed.worker().turn().await.expect("a turn").worked(),
        "it waits a moment"
    );
    timed.clock.advance(TimeDelta::minutes(1));
    timed.settle().await;
    assert_eq!(timed.reminders(ticket).await, [(1, 2)]);
}

/// Armed rows cost nothing while they are not due.
pub async fn a_due_timer_among_many_is_found_at_once(on: Kind) {
    let timed = Timed::new(on).await;
    let ticket = timed.bench.open().await;
    timed.arm().await;
    timed
        .bench
        .database
        .execute(&MANY, &[timed.bench.agency.into()])
        .await
        .expect("many rows");
    timed.clock.advance(day());
    let began = Instant::now();
    assert!(timed.worker().turn().await.expect("a turn").worked());
    let took = began.elapsed();
    assert_eq!(timed.reminders(ticket).await, [(1, 2)]);
    assert!(took < Duration::from_secs(1), "{took:?}");
}

/// A hundred thousand rows that are due in a year.
const MANY: Statement = Statement {
    name: "many",
    postgres: "INSERT INTO timer (agency, generation, ticket, timer, assignment, kind, ordinal, due_at, version, next_at)
        SELECT $1, 1, gen_random_uuid(), 'x/invoice_reminder/1', gen_random_uuid(), 'invoice_reminder', 1,
               timestamptz '2027-11-23' + n * interval '1 second', 1, timestamptz '2027-11-23' + n * interval '1 second'
        FROM generate_series(1, 100000) AS n",
    sqlite: "WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < 100000)
        INSERT INTO timer (agency, generation, ticket, timer, assignment, kind, ordinal, due_at, version, next_at)
        SELECT $1, 1, lower(hex(randomblob(16))), 'x/invoice_reminder/1', 'x', 'invoice_reminder', 1,
               1826928000000000 + n * 1000000, 1, 1826928000000000 + n * 1000000
        FROM series",
};

pub async fn tickets_of_two_agencies_do_not_meet(on: Kind) {
    let timed = Timed::new(on).await;
    let ticket = timed.bench.open().await;
    timed.arm().await;
    let stranger = domain::ids::AgencyId::new(Uuid::now_v7());
    assert_eq!(
        timed.timers.upcoming(stranger, ticket).await.expect("read"),
        []
    );
}
