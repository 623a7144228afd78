//! Does a ticket's page say what happened, on which side, about whom, and what is coming?

use chrono::TimeDelta;
use domain::actor::{Actor, OnBehalfOf};
use domain::ids::{AgencyId, AssignmentId, TicketId};
use domain::metadata::CommandContext;
use domain::personal::{Personal, Subject};
use domain::ticket::{Addressee, TicketCommand, TimerKind};
use domain::value::ShortText;
use harness::contract::bench::{Bench, CLEAR_TEXTS, context, monday_at_nine};
use harness::on_both;
use infra::database::Kind;
use projections::ticket_page::{Side, TicketPage, TicketPages};
use uuid::Uuid;

on_both!(
    the_log_reads_newest_first_without_the_minutes,
    what_was_entered_by_hand_for_a_contractor_came_in,
    a_party_is_read_alone,
    what_is_coming_says_whether_it_writes_to_anybody,
    an_erased_person_is_gone_on_the_next_view,
    another_agency_sees_nothing,
);

async fn page(bench: &Bench, ticket: TicketId) -> TicketPage {
    let pages = TicketPages::new(bench.log.clone());
    pages
        .page(bench.agency, ticket)
        .await
        .expect("read")
        .expect("a page")
}

async fn does(bench: &Bench, ticket: TicketId, command: TicketCommand, context: CommandContext) {
    bench.execute(ticket, command, context).await.expect("done");
}

fn only_assignment(page: &TicketPage) -> AssignmentId {
    page.ticket.assignments[0].id
}

async fn the_log_reads_newest_first_without_the_minutes(on: Kind) {
    let bench = Bench::new(on).await;
    let ticket = bench.open().await;
    bench.note(ticket).await.expect("noted");
    does(
        &bench,
        ticket,
        TicketCommand::RecordTimeSpent { seconds: 90 },
        context(),
    )
    .await;
    let page = page(&bench, ticket).await;
    assert_eq!(
        (page.id, page.version, page.ticket.seconds_spent),
        (ticket, 4, 90)
    );
    let log: Vec<_> = page
        .entries
        .iter()
        .map(|entry| (entry.sequence, entry.fact.name()))
        .collect();
    assert_eq!(
        log,
        [
            (3, "NoteAdded"),
            (2, "ContractorEngaged"),
            (1, "TicketOpened")
        ]
    );
    assert!(
        page.entries
            .iter()
            .all(|entry| entry.side == Side::WeDid && entry.at == monday_at_nine())
    );
    assert!(page.entries[0].is_internal() && !page.entries[1].is_internal());
}

async fn what_was_entered_by_hand_for_a_contractor_came_in(on: Kind) {
    let bench = Bench::new(on).await;
    let ticket = bench.open().await;
    let assignment = only_assignment(&page(&bench, ticket).await);
    let decline = TicketCommand::DeclineAssignment {
        assignment,
        reason: Personal::new(
            Subject::ticket(ticket),
            ShortText::parse("complet").expect("a text"),
        ),
        signed_by: None,
    };
    let by_phone = context().on_behalf_of(OnBehalfOf::Contractor { assignment });
    does(&bench, ticket, decline, by_phone).await;
    let page = page(&bench, ticket).await;
    let entry = &page.entries[0];
    assert_eq!(
        (entry.side, entry.fact.name()),
        (Side::CameIn, "AssignmentDeclined")
    );
    assert!(entry.is_entered_by_hand());
    assert!(matches!(entry.author, Actor::Staff { .. }));
    assert_eq!(
        entry.remark().map(ToString::to_string).as_deref(),
        Some("complet")
    );
}

async fn a_party_is_read_alone(on: Kind) {
    let bench = Bench::new(on).await;
    let ticket = bench.open().await;
    bench.note(ticket).await.expect("noted");
    let page = page(&bench, ticket).await;
    let plumber = Addressee::Contractor {
        assignment: only_assignment(&page),
    };
    let log: Vec<_> = page
        .entries_about(&plumber)
        .map(|entry| entry.fact.name())
        .collect();
    assert_eq!(log, ["ContractorEngaged"]);
    let name = page
        .details_of(&plumber)
        .and_then(|details| details.get())
        .map(|details| details.name.as_str());
    assert_eq!(name, Some(CLEAR_TEXTS[5]));
    assert!(page.details_of(&Addressee::SiteContact).is_none());
}

async fn what_is_coming_says_whether_it_writes_to_anybody(on: Kind) {
    let bench = Bench::new(on).await;
    let ticket = bench.open().await;
    let before = page(&bench, ticket).await;
    let deadline = &before.upcoming[0].deadline;
    assert_eq!(
        (deadline.timer.kind, deadline.due_at),
        (
            TimerKind::AnswerReminder,
            monday_at_nine() + TimeDelta::days(1)
        )
    );
    assert!(!before.upcoming[0].kept_back);
    does(
        &bench,
        ticket,
        TicketCommand::SwitchSilentMode { on: true },
        context(),
    )
    .await;
    assert!(page(&bench, ticket).await.upcoming[0].kept_back);
    let mut later = context();
    (later.actor, later.at) = (Actor::Timer, monday_at_nine() + TimeDelta::days(1));
    does(
        &bench,
        ticket,
        TicketCommand::FireTimer {
            timer: before.upcoming[0].deadline.timer,
        },
        later,
    )
    .await;
    assert!(page(&bench, ticket).await.entries[0].is_kept_back());
}

async fn an_erased_person_is_gone_on_the_next_view(on: Kind) {
    let bench = Bench::new(on).await;
    let ticket = bench.open().await;
    let contractor = Subject::contractor(bench.contractor);
    bench
        .tickets
        .erase_person(bench.agency, contractor, context())
        .await
        .expect("erased");
    let page = page(&bench, ticket).await;
    assert!(page.ticket.assignments[0].contractor.details.is_erased());
    assert!(!format!("{page:?}").contains(CLEAR_TEXTS[5]));
}

async fn another_agency_sees_nothing(on: Kind) {
    let bench = Bench::new(on).await;
    let ticket = bench.open().await;
    let stranger = AgencyId::new(Uuid::now_v7());
    let found = TicketPages::new(bench.log.clone())
        .page(stranger, ticket)
        .await
        .expect("read");
    assert!(found.is_none());
}
