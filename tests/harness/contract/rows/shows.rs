//! Does a row show the ticket, and is it found behind the right switch?

use super::*;

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
