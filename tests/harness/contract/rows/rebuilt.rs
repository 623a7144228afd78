//! Are rows made anew from the log those that were there?

use super::*;

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
pub(super) async fn generations(listed: &Listed) -> Vec<i64> {
    const GENERATIONS: &str = "SELECT generation FROM ticket_list UNION SELECT generation FROM ticket_list_subject ORDER BY generation";
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
