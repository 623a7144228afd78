//! Is the row there when it is looked for, and gone when it must be?

use super::*;

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
    listed
        .erase(Subject::contractor(listed.bench.contractor))
        .await;
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
    listed.erase(Subject::ticket(ticket)).await;
    listed.bench.note(ticket).await.expect("noted");
    listed.follow().await;
    assert_eq!(listed.subjects(&listed.all()).await, [ERASED]);
    assert_eq!(listed.found("coule").await, 0);
}
