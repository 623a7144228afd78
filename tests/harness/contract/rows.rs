//! What may whoever reads the rows that follow the log rely on?

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

pub async fn a_row_shows_the_ticket_as_it_is(on: Kind) {
    let listed = Listed::new(on).await;
    let ticket = listed.open("Fuite").await;
    listed.follow().await;
    let row = listed
        .list
        .row(listed.bench.agency, ticket)
        .await
        .expect("read")
        .expect("a row");
    assert_eq!(
        (row.version, row.number, row.status.as_str()),
        (2, 1, "awaiting_answer")
    );
    assert_eq!(
        (row.subject.as_str(), row.ticket_type.as_str()),
        ("Fuite", "ODS")
    );
    assert_eq!(row.contractors, [CLEAR_TEXTS[5]]);
    assert_eq!(
        row.property_address,
        "3 quai des Bateliers, 67000 Strasbourg"
    );
    assert!(!row.must_act && row.closed_at.is_none());
    listed.close(ticket).await;
    listed.follow().await;
    let row = listed
        .list
        .row(listed.bench.agency, ticket)
        .await
        .expect("read")
        .expect("a row");
    assert_eq!(
        (row.status.as_str(), row.closed_at),
        ("closed", Some(monday_at_nine()))
    );
}

pub async fn the_switches_and_their_counts_agree(on: Kind) {
    let listed = Listed::new(on).await;
    listed.open("ouvert").await;
    let closed = listed.open("clos").await;
    listed.close(closed).await;
    listed.follow().await;
    let counts = listed
        .list
        .counts(listed.bench.agency, None, today())
        .await
        .expect("counts");
    assert_eq!(
        (counts.in_progress, counts.closed, counts.today, counts.all),
        (1, 1, 2, 2)
    );
    for (shown, expected) in [
        (Shown::InProgress, 1),
        (Shown::Closed, 1),
        (Shown::Today, 2),
        (Shown::All, 2),
    ] {
        let rows = listed
            .rows(&ListQuery {
                shown,
                ..listed.all()
            })
            .await;
        assert_eq!(rows.len(), expected, "{shown:?}");
    }
    let tomorrow = today() + chrono::TimeDelta::days(1);
    let later = listed
        .list
        .counts(listed.bench.agency, None, tomorrow)
        .await
        .expect("counts");
    assert_eq!(later.today, 0);
}

pub async fn my_tickets_are_those_of_my_properties(on: Kind) {
    let listed = Listed::new(on).await;
    let colleague = StaffId::new(Uuid::from_u128(8));
    listed.open("à moi").await;
    listed
        .open_as(|opening| opening.team.manager = colleague)
        .await;
    listed
        .open_as(|opening| {
            (opening.team.manager, opening.team.assistant) = (colleague, Some(MANAGER))
        })
        .await;
    listed.follow().await;
    let mine = ListQuery {
        mine: Some(MANAGER),
        ..listed.all()
    };
    assert_eq!(listed.rows(&mine).await.len(), 2);
    let counts = listed
        .list
        .counts(listed.bench.agency, Some(MANAGER), today())
        .await
        .expect("counts");
    assert_eq!(counts.all, 2);
}

pub async fn search_forgives_case_accents_and_order(on: Kind) {
    let listed = Listed::new(on).await;
    let ticket = listed.open("Dégât des eaux – Œil-de-bœuf").await;
    listed.open("100 % du reste").await;
    listed.follow().await;
    for words in [
        "degat",
        "EAUX dégât",
        "oeil-de-boeuf",
        "quetsche degat",
        "bateliers eaux",
        "tilleuls degat",
    ] {
        assert_eq!(listed.found(words).await, 1, "{words}");
    }
    // The number, the description, and what means something to the database only.
    for (words, expected) in [
        ("1", 2),
        ("coule hier", 2),
        ("100 %", 1),
        ("%", 1),
        ("_", 0),
        ("fenêtre", 0),
    ] {
        assert_eq!(listed.found(words).await, expected, "{words}");
    }
    let row = listed
        .list
        .row(listed.bench.agency, ticket)
        .await
        .expect("read")
        .expect("a row");
    assert_eq!(
        row.matches("DEGAT quetsche coule"),
        [
            MatchedIn::Subject,
            MatchedIn::Contractor,
            MatchedIn::Description
        ]
    );
}

pub async fn every_column_sorts_and_pages_without_gap_or_repeat(on: Kind) {
    let listed = Listed::new(on).await;
    for subject in [
        "Échelle", "ecran", "Zinc", "abri", "Écran", "porte", "Porte",
    ] {
        listed.open(subject).await;
    }
    listed.follow().await;
    for sort in Sort::ALL {
        for direction in [Direction::Ascending, Direction::Descending] {
            let whole = ListQuery {
                sort,
                direction,
                ..listed.all()
            };
            let expected = listed.rows(&whole).await;
            assert_eq!(expected.len(), 7);
            assert_eq!(
                paged(&listed, whole).await,
                expected,
                "{sort:?} {direction:?}"
            );
        }
    }
    let by_subject = ListQuery {
        sort: Sort::Subject,
        direction: Direction::Ascending,
        ..listed.all()
    };
    let sorted: Vec<_> = listed
        .subjects(&by_subject)
        .await
        .iter()
        .map(|s| s.to_lowercase())
        .collect();
    assert_eq!(sorted[..2], ["abri", "échelle"]);
    assert_eq!(sorted[6], "zinc");
}

/// The same rows, two at a time, each cursor through its text form.
async fn paged(listed: &Listed, mut query: ListQuery) -> Vec<TicketRow> {
    query.limit = 2;
    let mut rows = Vec::new();
    loop {
        let page = listed.list.page(&query).await.expect("a page");
        rows.extend(page.rows);
        let Some(next) = page.next else { return rows };
        query.after = Some(next.to_string().parse().expect("our own cursor"));
    }
}

pub async fn one_reads_ones_own_write(on: Kind) {
    let listed = Listed::new(on).await;
    let ticket = listed.open("Fuite").await;
    let (agency, long) = (listed.bench.agency, Duration::from_secs(10));
    let too_short = listed
        .list
        .wait_for(agency, ticket, 2, Duration::from_millis(30))
        .await;
    assert!(!too_short.expect("an answer"));
    let (waited, ()) = tokio::join!(
        listed.list.wait_for(agency, ticket, 2, long),
        listed.follow()
    );
    assert!(waited.expect("an answer"));
}

pub async fn open_screens_are_told_once_a_row_can_be_read(on: Kind) {
    let listed = Listed::new(on).await;
    let mut changes = listed.feed.listen();
    let ticket = listed.open("Fuite").await;
    listed.follow().await;
    let change = changes.try_recv().expect("told");
    assert_eq!(
        (change.agency, change.ticket),
        (listed.bench.agency, ticket)
    );
    assert_eq!(
        change.position,
        listed.bench.log.head().await.expect("the head")
    );
    assert!(changes.try_recv().is_err(), "once a batch");
}

pub async fn an_erased_person_leaves_every_row(on: Kind) {
    let listed = Listed::new(on).await;
    let ticket = listed.open("Fuite").await;
    listed.follow().await;
    assert_eq!(listed.found("quetsche").await, 1);
    let contractor = Subject::contractor(listed.bench.contractor);
    listed
        .bench
        .tickets
        .erase_person(listed.bench.agency, contractor, context())
        .await
        .expect("erased");
    listed.follow().await;
    let row = listed
        .list
        .row(listed.bench.agency, ticket)
        .await
        .expect("read")
        .expect("a row");
    assert_eq!(
        (row.contractors, row.subject.as_str()),
        (vec![ERASED.to_owned()], "Fuite")
    );
    assert_eq!(listed.found("quetsche").await, 0);
    listed
        .bench
        .tickets
        .erase_person(listed.bench.agency, Subject::ticket(ticket), context())
        .await
        .expect("erased");
    listed.bench.note(ticket).await.expect("noted");
    listed.follow().await;
    assert_eq!(listed.subjects(&listed.all()).await, [ERASED]);
    assert_eq!(listed.found("coule").await, 0);
}

pub async fn a_rebuilt_list_equals_the_live_one(on: Kind) {
    let listed = Listed::new(on).await;
    let closed = listed.open("clos").await;
    listed.close(closed).await;
    let amended = listed.open("avant").await;
    amend(&listed, amended).await;
    listed.follow().await;
    let live = listed.rows(&listed.all()).await;
    listed.rebuild().await;
    assert_eq!(listed.rows(&listed.all()).await, live);
    assert_eq!(generations(&listed).await, [2]);
    // The live runner goes on in the new rows.
    listed.open("après").await;
    listed.follow().await;
    listed.follow().await;
    assert_eq!(listed.rows(&listed.all()).await.len(), 3);
    let live = listed.rows(&listed.all()).await;
    listed.rebuild().await;
    assert_eq!(listed.rows(&listed.all()).await, live);
}

pub async fn a_rebuild_repairs_what_a_hand_has_spoilt(on: Kind) {
    const SPOIL: &str = "UPDATE ticket_list SET subject = 'spoilt', version = version + 100";
    let spoil = Statement {
        name: "spoil",
        postgres: SPOIL,
        sqlite: SPOIL,
    };
    let listed = Listed::new(on).await;
    listed.open("Fuite").await;
    listed.follow().await;
    let live = listed.rows(&listed.all()).await;
    listed
        .bench
        .database
        .execute(&spoil, &[])
        .await
        .expect("spoilt");
    listed.rebuild().await;
    assert_eq!(listed.rows(&listed.all()).await, live);
}

pub async fn rebuilt_timers_equal_the_live_ones(on: Kind) {
    let bench = Bench::new(on).await;
    let (clock, armed) = (Clock::fixed(monday_at_nine()), Doorbell::new());
    let live = Runner::new(
        &bench.database,
        &bench.log,
        &clock,
        &armed,
        TimersFollower::new(&bench.log, &armed),
    );
    let tickets = [bench.open().await, bench.open().await];
    bench
        .execute(
            tickets[1],
            TicketCommand::SwitchSilentMode { on: true },
            context(),
        )
        .await
        .expect("silent");
    catch_up(&live).await;
    let before = armed_on(&bench, &tickets).await;
    assert_eq!(before.len(), 2);
    let anew = TimersFollower::new(&bench.log, &armed);
    rebuild(&bench.database, &bench.log, &clock, anew)
        .await
        .expect("rebuilt");
    assert_eq!(armed_on(&bench, &tickets).await, before);
}

async fn armed_on(bench: &Bench, tickets: &[TicketId]) -> Vec<ArmedTimer> {
    let timers = Timers::new(bench.database.clone());
    let mut armed = Vec::new();
    for ticket in tickets {
        armed.extend(timers.upcoming(bench.agency, *ticket).await.expect("read"));
    }
    armed
}

async fn amend(listed: &Listed, ticket: TicketId) {
    let own = Subject::ticket(ticket);
    let amendment = TicketCommand::AmendDetails {
        subject: domain::personal::Personal::new(
            own.clone(),
            SubjectLine::parse("après").expect("a subject"),
        ),
        description: domain::personal::Personal::new(
            own,
            Description::parse("autre").expect("a text"),
        ),
    };
    listed
        .bench
        .execute(ticket, amendment, context())
        .await
        .expect("amended");
}

/// Which generations of rows are still there.
async fn generations(listed: &Listed) -> Vec<i64> {
    const GENERATIONS: &str = "SELECT DISTINCT generation FROM ticket_list UNION SELECT generation FROM ticket_list_subject";
    let statement = Statement {
        name: "generations",
        postgres: GENERATIONS,
        sqlite: GENERATIONS,
    };
    let rows = listed
        .bench
        .database
        .fetch(&statement, &[])
        .await
        .expect("read");
    rows.iter()
        .map(|row| row.int("generation").expect("a number"))
        .collect()
}
