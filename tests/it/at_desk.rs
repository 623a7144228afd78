//! Can everything about a quote be done at the desk, by plain forms? Reminders, who is asked, who is informed, who is written to.

use harness::caller::{Answer, Visitor};
use harness::office::{Office, Order};
use harness::on_both;
use infra::database::Kind;
use serde_json::{Value, json};

on_both!(
    a_quote_s_reminders_are_shown_and_set,
    an_order_shows_no_quote_s_reminders_until_it_becomes_one,
    other_members_of_the_council_are_informed,
    somebody_by_hand_decides_where_there_is_no_president,
    the_mandate_s_threshold_is_said_and_the_approver_written_to,
);

fn taken(answer: &Answer) {
    assert!(answer.status.is_redirection(), "{}", answer.text);
}

fn page(order: &Order, what: &str) -> String {
    format!("/tickets/{}/{what}", order.id)
}

async fn look(desk: &Visitor, order: &Order) -> String {
    let page = desk.open(&format!("/tickets/{}", order.id)).await;
    page.succeeded().text
}

async fn gets_a_quote(order: &Order, amount: &str) {
    let quote = json!({ "quote": { "amount": amount } });
    order.office.manager().acts(order, "quotes", quote).await;
}

async fn a_quote_s_reminders_are_shown_and_set(on: Kind) {
    let office = Office::open(on).await;
    let desk = office.signed_in().await;
    let form = desk.form("/tickets/new", "/tickets/new").await;
    assert_eq!(form.value("quote.every_days"), Some("7"));
    let mut form = form
        .with("mission", "quote")
        .with("subject", "Colonne")
        .with("contractor.name", "M. Noël")
        .with("contractor.email", "noel@artisans.example")
        .with("quote.every_days", "5")
        .with("quote.at_most", "2");
    let property = office.cabinet.tilleuls.to_string();
    form.fields.push(("property".to_owned(), property));
    let answer = desk.submit(&form).await;
    taken(&answer);
    let ticket = answer.location().split('?').next().expect("a ticket");
    let shown = desk.open(ticket).await.succeeded().text;
    assert!(shown.contains("devis tous les 5 j × 2"), "{shown}");
    let reminders = format!("{ticket}/reminders");
    let form = desk.form(&reminders, "/reminders").await;
    assert_eq!(form.value("quote.at_most"), Some("2"));
    let wrong = desk.submit(&form.clone().with("quote.at_most", "21")).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.text.contains("id=\"quote.at_most-error\""),
        "{}",
        wrong.text
    );
    taken(&desk.submit(&form.with("quote.at_most", "0")).await);
    let shown = desk.open(ticket).await.succeeded().text;
    assert!(shown.contains("devis : sans relance"), "{shown}");
}

async fn an_order_shows_no_quote_s_reminders_until_it_becomes_one(on: Kind) {
    let office = Office::open(on).await;
    let order = office.manager().opens_a_service_order().await;
    let desk = office.signed_in().await;
    assert!(!look(&desk, &order).await.contains("devis tous les"));
    let form = desk.form(&page(&order, "reminders"), "/reminders").await;
    assert_eq!(form.value("quote.at_most"), None);
    taken(&desk.submit(&form.with("invoice.at_most", "1")).await);
    let plumber = order.contractor().await;
    plumber.accepts_for(harness::when::tomorrow_at(9, 0)).await;
    let form = desk
        .form(&page(&order, "request-quote"), "/request-quote")
        .await;
    taken(&desk.submit(&form).await);
    let shown = look(&desk, &order).await;
    assert!(shown.contains("devis tous les 7 j × 3"), "{shown}");
    let form = desk.form(&page(&order, "reminders"), "/reminders").await;
    assert_eq!(form.value("invoice.at_most"), Some("1"));
    taken(&desk.submit(&form.with("quote.every_days", "3")).await);
    let read = order.read().await;
    assert_eq!(read["reminder_policy"]["quote"]["every_days"], 3);
}

async fn council(office: &Office, members: Value) {
    let property = json!([{ "external_key": "I1", "module": "syndic", "kind": "co_ownership",
        "reference": "0042", "name": "Les Tilleuls",
        "address": { "street": "4, rue Gilbert", "postal_code": "54000", "city": "NANCY" },
        "team": { "manager": "S1", "assistant": "S2", "accountant": "S3" }, "council": members }]);
    let records = serde_json::from_value::<Vec<_>>(property).expect("a record");
    let directory = &office.app.app.directory;
    let upserted = directory.upsert_properties(office.cabinet.id, &records);
    upserted.await.expect("a property");
}

async fn other_members_of_the_council_are_informed(on: Kind) {
    let office = Office::open(on).await;
    let members =
        json!([{ "party": "P1", "president": true }, { "party": "P2", "president": false }]);
    council(&office, members).await;
    let order = office.manager().opens_with("mission", "quote").await;
    gets_a_quote(&order, "4800").await;
    let desk = office.signed_in().await;
    let form = desk
        .form(&page(&order, "ask-approval"), "/ask-approval")
        .await;
    let girard = office.cabinet.girard.to_string();
    assert_eq!(form.value("approver"), Some(girard.as_str()));
    let petit = format!("{}|email", office.cabinet.petit);
    let shown = desk.open(&page(&order, "ask-approval")).await.text;
    assert!(shown.contains(&petit), "the member can be ticked: {shown}");
    assert!(
        !shown.contains(&format!("{girard}|")),
        "the president is asked"
    );
    taken(&desk.submit(&form.with("informed", &petit)).await);
    office.app.settle().await;
    let told = order.told_of("approval_information").await;
    assert_eq!(told.len(), 1, "{told:?}");
    let shown = look(&desk, &order).await;
    assert!(shown.contains("Pour information"), "{shown}");
}

async fn somebody_by_hand_decides_where_there_is_no_president(on: Kind) {
    let office = Office::open(on).await;
    council(
        &office,
        json!([{ "party": "P1", "president": false }, { "party": "P2", "president": false }]),
    )
    .await;
    let order = office.manager().opens_with("mission", "quote").await;
    gets_a_quote(&order, "4800").await;
    let desk = office.signed_in().await;
    let form = desk
        .form(&page(&order, "ask-approval"), "/ask-approval")
        .await;
    let wrong = desk.submit(&form.clone().with("approver", "free")).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.text.contains("id=\"free.name-error\""),
        "{}",
        wrong.text
    );
    // Whoever is asked is not told twice.
    let petit = format!("{}|email", office.cabinet.petit);
    let form = form
        .with("approver", &office.cabinet.petit.to_string())
        .with("informed", &petit);
    taken(&desk.submit(&form).await);
    let read = order.read().await;
    assert_eq!(read["approvals"][0]["role"], "council_member");
    let form = desk
        .form(&page(&order, "ask-approval"), "/ask-approval")
        .await;
    let form = form
        .with("approver", "free")
        .with("free.name", "M. Lenoir")
        .with("free.email", "lenoir@courriel.example");
    taken(&desk.submit(&form).await);
    let read = order.read().await;
    assert_eq!(read["approvals"][1]["role"], "other");
    assert_eq!(read["approvals"][1]["approver"]["name"], "M. Lenoir");
}

async fn the_mandate_s_threshold_is_said_and_the_approver_written_to(on: Kind) {
    let office = Office::open(on).await;
    let property = json!([{ "external_key": "L1", "module": "gerance", "kind": "unit",
        "reference": "0042-07", "name": "Appartement 7",
        "address": { "street": "4, rue Gilbert", "postal_code": "54000", "city": "NANCY" },
        "team": { "manager": "S1", "assistant": "S2", "accountant": "S3" },
        "landlord": "P3", "tenant": "P2", "works_threshold_cents": 50_000 }]);
    let records = serde_json::from_value::<Vec<_>>(property).expect("a record");
    let directory = &office.app.app.directory;
    let upserted = directory.upsert_properties(office.cabinet.id, &records);
    upserted.await.expect("a property");
    let manager = office.manager();
    let mut flat = manager.leak();
    flat["module"] = json!("gerance");
    flat["mission"] = json!("quote");
    flat["property"] = json!(office.cabinet.flat.uuid());
    let order = manager.opens(flat).await;
    gets_a_quote(&order, "500").await;
    let desk = office.signed_in().await;
    let said = "dépasse le seuil du mandat";
    assert!(!look(&desk, &order).await.contains(said), "not above it");
    gets_a_quote(&order, "500,01").await;
    assert!(look(&desk, &order).await.contains(said));
    let accept = desk.open(&page(&order, "accept-quote")).await.text;
    assert!(accept.contains(said), "{accept}");
    let form = desk
        .form(&page(&order, "ask-approval"), "/ask-approval")
        .await;
    taken(&desk.submit(&form).await);
    // The landlord, who was asked, has one card and no second one as the approver.
    let to = "landlord";
    let shown = look(&desk, &order).await;
    let write = page(&order, &format!("message?to={to}"));
    assert!(shown.contains(&write), "{shown}");
    let form = desk.form(&write, "/message").await;
    assert_eq!(form.value("to"), Some(to));
    taken(&desk.submit(&form.with("text", "Voici le devis.")).await);
    office.app.settle().await;
    let told = order.told_of("message_sent").await;
    assert_eq!(told.len(), 1, "{told:?}");
}
