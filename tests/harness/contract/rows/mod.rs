//! What may whoever reads the rows that follow the log rely on?

mod abandoned;
mod read_back;
mod rebuilt;
mod search;
mod shows;

pub use abandoned::*;
pub use read_back::*;
pub use rebuilt::*;
pub use search::*;
pub use shows::*;

use super::bench::{Bench, CLEAR_TEXTS, context, monday_at_nine};
use chrono::{DateTime, Utc};
use domain::ids::{StaffId, TicketId};
use domain::personal::{ERASED, Subject};
use domain::ticket::{Opening, TicketCommand};
use domain::value::{Description, Subject as SubjectLine};
use infra::clock::Clock;
use infra::database::{Kind, Statement};
use infra::doorbell::Doorbell;
use infra::follower::{Follower, Runner, rebuild};
use infra::livefeed::LiveFeed;
use infra::timers::{ArmedTimer, Timers, TimersFollower};
use projections::ticket_list::{
    Direction, ListQuery, MatchedIn, Shown, Sort, TicketList, TicketListFollower, TicketRow,
};
use std::time::Duration;
use uuid::Uuid;

const MANAGER: StaffId = StaffId::new(Uuid::from_u128(3));

struct Listed {
    bench: Bench,
    clock: Clock,
    feed: LiveFeed,
    list: TicketList,
    following: Runner<TicketListFollower>,
}

impl Listed {
    async fn new(on: Kind) -> Self {
        let bench = Bench::new(on).await;
        let clock = Clock::fixed(monday_at_nine());
        let feed = LiveFeed::new();
        let list = TicketList::new(&bench.database, &feed);
        let follower = TicketListFollower::new(&bench.log).telling(feed.clone());
        let following = Runner::new(
            &bench.database,
            &bench.log,
            &clock,
            &Doorbell::new(),
            follower,
        );
        Self {
            bench,
            clock,
            feed,
            list,
            following,
        }
    }

    /// Opens a ticket with a subject of its own; numbers count from 1.
    async fn open(&self, subject: &str) -> TicketId {
        let number = self
            .bench
            .tickets
            .next_number(self.bench.agency)
            .await
            .expect("a number");
        self.open_as(|opening| {
            opening.number = number;
            let typed = SubjectLine::parse(subject).expect("a subject");
            opening.subject =
                domain::personal::Personal::new(opening.subject.subject().clone(), typed);
        })
        .await
    }

    async fn erase(&self, subject: Subject) {
        self.bench
            .tickets
            .erase_person(self.bench.agency, subject, context())
            .await
            .expect("erased");
    }

    async fn open_as(&self, change: impl FnOnce(&mut Opening)) -> TicketId {
        let ticket = TicketId::new(Uuid::now_v7());
        let mut command = self.bench.opening(ticket);
        if let TicketCommand::OpenTicket { opening, .. } = &mut command {
            change(opening);
        }
        self.bench
            .execute(ticket, command, context())
            .await
            .expect("opened");
        ticket
    }

    async fn close(&self, ticket: TicketId) {
        let closing = TicketCommand::CloseTicket { comment: None };
        self.bench
            .execute(ticket, closing, context())
            .await
            .expect("closed");
    }

    async fn follow(&self) {
        catch_up(&self.following).await;
    }

    async fn rebuild(&self) {
        let anew = TicketListFollower::new(&self.bench.log);
        rebuild(&self.bench.database, &self.bench.log, &self.clock, anew)
            .await
            .expect("rebuilt");
    }

    fn all(&self) -> ListQuery {
        ListQuery {
            shown: Shown::All,
            ..ListQuery::of(self.bench.agency, today())
        }
    }

    async fn rows(&self, query: &ListQuery) -> Vec<TicketRow> {
        self.list.page(query).await.expect("a page").rows
    }

    async fn subjects(&self, query: &ListQuery) -> Vec<String> {
        self.rows(query)
            .await
            .into_iter()
            .map(|row| row.subject)
            .collect()
    }

    async fn found(&self, words: &str) -> usize {
        self.rows(&ListQuery {
            search: Some(words.to_owned()),
            ..self.all()
        })
        .await
        .len()
    }
}

async fn catch_up<F: Follower>(runner: &Runner<F>) {
    while runner.turn().await.expect("a turn").worked() {}
}

fn today() -> DateTime<Utc> {
    monday_at_nine() - chrono::TimeDelta::hours(9)
}
