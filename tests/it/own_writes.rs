//! Does whoever has just written see it in the list, whoever else is looking?

use domain::ids::TicketId;
use harness::app::TestApp;
use harness::contract::bench::{Bench, context, monday_at_nine};
use harness::on_both;
use infra::database::Kind;
use uuid::Uuid;

on_both!(two_who_look_at_once_both_see_what_was_written);

async fn two_who_look_at_once_both_see_what_was_written(on: Kind) {
    let product = TestApp::start(on, monday_at_nine()).await;
    let (app, bench) = (&product.app, Bench::new(Kind::Sqlite).await);
    let ticket = TicketId::new(Uuid::now_v7());
    app.execute(bench.agency, ticket, bench.opening(ticket), context(), None)
        .await
        .expect("opened");
    let sees = async || {
        app.settled(bench.agency).await;
        let row = app.ticket_list.row(bench.agency, ticket).await;
        row.expect("read").is_some()
    };
    let (one, other, ()) = tokio::join!(sees(), sees(), product.settle());
    assert_eq!((one, other), (true, true));
}
