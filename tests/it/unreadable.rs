//! Is a ticket that holds an event nobody can read shown as far as it can be, and refused clearly beyond?

use harness::caller::{Answer, Visitor};
use harness::office::{Office, Order};
use harness::on_both;
use infra::database::{Kind, Statement, Value};
use serde_json::json;

on_both!(
    a_ticket_with_an_unreadable_event_is_shown_up_to_it,
    a_ticket_whose_key_is_damaged_is_a_clear_problem,
    a_contractor_is_not_shown_half_a_ticket,
);

/// As a newer version of the product might have written it, or a hand.
pub async fn append_unreadable(order: &Order) {
    const APPEND: &str = "INSERT INTO events
        (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
        SELECT aggregate_type, aggregate_id, sequence + 1, 'Unheard', '9', '{}', metadata FROM events
        WHERE aggregate_id = $1 AND sequence > 1 ORDER BY sequence DESC LIMIT 1";
    let ticket = [order.id.to_string().into()];
    assert_eq!(run(order, "append", APPEND, &ticket).await, 1);
}

async fn a_ticket_with_an_unreadable_event_is_shown_up_to_it(on: Kind) {
    let office = Office::open(on).await;
    let order = office.manager().opens_a_service_order().await;
    let caller = office.caller(office.cabinet.manager);
    let visitor = office.signed_in().await;
    let address = format!("/tickets/{}", order.id);
    let before = caller.get(&address).await.succeeded();
    assert_eq!(before.json()["unreadable"], json!(false));
    append_unreadable(&order).await;

    let page = visitor.open(&address).await.succeeded();
    assert!(
        page.text.contains("Ticket lisible en partie"),
        "{}",
        page.text
    );
    assert!(page.text.contains("Aucune action"), "{}", page.text);
    let action = format!("href=\"{address}/");
    assert!(
        !page.text.contains(&action),
        "nothing is offered: {}",
        page.text
    );
    for (path, what) in [
        (address.clone(), "subject"),
        (format!("{address}/log"), "entries"),
    ] {
        let etag = before.etag().to_owned();
        let held = caller.get_with(&path, &[("If-None-Match", &etag)]).await;
        let read = held.succeeded().json();
        assert_eq!(read["unreadable"], json!(true), "{read}");
        assert_eq!(read["version"], before.json()["version"]);
        assert!(!read[what].is_null(), "{read}");
    }
    assert_eq!(
        caller.get(&address).await.json()["subject"],
        before.json()["subject"]
    );
    let noting = json!({ "html": "Rappeler" });
    assert_unreadable(&caller.post(&format!("{address}/notes"), &noting).await);
    let form = visitor.open(&format!("{address}/note")).await;
    assert_eq!(form.status, 409, "{}", form.text);
    assert!(form.text.contains("événement illisible"), "{}", form.text);
}

/// The ticket's own free text stands in its first event, so that there is nothing to show.
async fn a_ticket_whose_key_is_damaged_is_a_clear_problem(on: Kind) {
    const DAMAGE: &str = "UPDATE sealing_key SET wrapped = $1 WHERE subject = $2";
    let office = Office::open(on).await;
    let order = office.manager().opens_a_service_order().await;
    let own = format!("ticket:{}", order.id);
    let damaged = [Value::Bytes(Some(vec![1; 72])), own.into()];
    assert_eq!(run(&order, "damage", DAMAGE, &damaged).await, 1);

    let caller = office.caller(office.cabinet.manager);
    let visitor = office.signed_in().await;
    let address = format!("/tickets/{}", order.id);
    assert_unreadable(&caller.get(&address).await);
    assert_unreadable(&caller.get(&format!("{address}/log")).await);
    let page = visitor.open(&address).await;
    assert_eq!(page.status, 409, "{}", page.text);
    assert!(page.text.contains("événement illisible"), "{}", page.text);
}

/// What is missing may be that the visit was moved: whoever would act on it is told that there is something wrong.
async fn a_contractor_is_not_shown_half_a_ticket(on: Kind) {
    let office = Office::open(on).await;
    let order = office.manager().opens_a_service_order().await;
    let link = order.link().await.expect("a personal link");
    let anybody = Visitor::new(&office.app.url);
    let subject = order.read().await["subject"].to_string();
    let subject = subject.trim_matches('"');
    let page = anybody.open(&link).await.succeeded();
    assert!(page.text.contains(subject), "{}", page.text);
    append_unreadable(&order).await;

    for path in [
        link.clone(),
        format!("{link}/accept"),
        format!("{link}/visit.ics"),
    ] {
        let page = anybody.open(&path).await;
        assert_eq!(page.status, 409, "{path}: {}", page.text);
        assert!(page.text.contains("événement illisible"), "{}", page.text);
        assert!(!page.text.contains(subject), "{}", page.text);
    }
}

fn assert_unreadable(answer: &Answer) {
    let problem = (409, "ticket_unreadable".to_owned(), String::new());
    assert_eq!(answer.problem(), problem);
}

async fn run(order: &Order, name: &'static str, text: &'static str, params: &[Value]) -> u64 {
    let statement = Statement {
        name,
        postgres: text,
        sqlite: text,
    };
    let database = &order.office.app.app.database;
    database.execute(&statement, params).await.expect(name)
}
