//! Who is told what while work is priced, approved and carried out? Whole lives, with the mails and the SMS that were read.

use std::sync::Arc;

use harness::cabinet::{MANAGER_EMAIL, PLUMBER_EMAIL, PLUMBER_PHONE, TENANT_EMAIL, WATCHER_EMAIL};
use harness::caller::ApiCaller;
use harness::office::{Office, Order};
use harness::on_both;
use harness::people::slot;
use harness::when::{days_later, tomorrow_at};
use infra::database::Kind;
use infra::delivery::channel::mailbox::MailboxMessage;
use serde_json::{Value, json};

on_both!(
    an_order_becomes_a_quote_and_is_carried_out,
    three_are_asked_and_one_is_kept,
    the_council_hears_of_it_and_the_president_decides,
    a_member_decides_by_link_where_there_is_no_president,
);

pub(super) async fn by_link(order: &Order, what: &str, body: Value) {
    let link = order.link().await.expect("a link");
    let token = link.rsplit('/').next().expect("a token");
    let nobody = ApiCaller::new(&order.office.app.url, "nobody");
    let path = format!("/links/{token}/{what}");
    let _ = nobody.post(&path, &body).await.succeeded();
    order.office.app.settle().await;
}

/// What the last approver's link says.
pub(super) async fn decides(order: &Order, verdict: Value) {
    let mails = order.mails().await;
    let mut links = mails.iter().flat_map(|mail| &mail.links);
    let link = links.rfind(|link| link.contains("/a/")).expect("a link");
    let token = link.rsplit('/').next().expect("a token");
    let nobody = ApiCaller::new(&order.office.app.url, "nobody");
    let path = format!("/approvals/links/{token}/verdicts");
    let _ = nobody.post(&path, &verdict).await.succeeded();
    order.office.app.settle().await;
}

pub(super) fn quote(amount: &str) -> Value {
    json!({ "quote": { "amount": amount }, "signed_by": "Karim Martin" })
}

/// Everything that was sent to somebody about it, the texts under one another.
pub(super) async fn read_by(order: &Order, address: &str) -> String {
    let mails = order.mails().await;
    let theirs = mails.iter().filter(|mail| mail.recipient.contains(address));
    let texts: Vec<_> = theirs.map(|mail| mail.body.clone()).collect();
    texts.join("\n----\n")
}

/// A message to somebody that holds these words. (Those of one moment stand in no order.)
pub(super) async fn told(order: &Order, address: &str, words: &str) -> MailboxMessage {
    let mails = order.mails().await;
    let found = mails
        .iter()
        .find(|mail| mail.recipient.contains(address) && mail.body.contains(words));
    let Some(found) = found else {
        panic!("{words}: {}", read_by(order, address).await);
    };
    found.clone()
}

pub(super) fn has_link(mail: &MailboxMessage, kind: &str) -> bool {
    mail.links.iter().any(|link| link.contains(kind))
}

async fn an_order_becomes_a_quote_and_is_carried_out(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager.opens_a_service_order().await;
    let plumber = order.contractor().await;
    plumber.accepts_for(tomorrow_at(9, 0)).await;
    office.until(tomorrow_at(8, 45)).await;
    plumber.is_on_site().await;
    let needed = json!({ "comment": "Colonne à remplacer" });
    by_link(&order, "quote-needs", needed).await;
    told(&order, MANAGER_EMAIL, "Colonne à remplacer").await;

    let asked = json!({ "comment": "Chiffrez la colonne" });
    manager.acts(&order, "quote-requests", asked).await;
    let mail = told(&order, PLUMBER_EMAIL, "Chiffrez la colonne").await;
    assert!(has_link(&mail, "/r/"), "{:?}", mail.links);
    by_link(&order, "quotes", quote("1250,50")).await;
    told(&order, MANAGER_EMAIL, "1\u{202f}250,50").await;
    let accepted = json!({ "version": 1 });
    manager.acts(&order, "quote-acceptances", accepted).await;
    let mail = told(&order, PLUMBER_EMAIL, "evis est accepté").await;
    assert!(has_link(&mail, "/r/"), "it asks for a date: {}", mail.body);
    let number = &PLUMBER_PHONE.replace(' ', "")[1..];
    let sms = told(&order, number, "evis est accept").await;
    assert_eq!(sms.channel, "sms");
    assert!(
        has_link(&sms, "/r/") && sms.body.len() <= 160,
        "{}",
        sms.body
    );

    let date = json!({ "slot": slot(days_later(2, 9, 0)) });
    by_link(&order, "slots", date).await;
    office.until(days_later(2, 11, 10)).await;
    plumber.is_done_on(days_later(2, 0, 0).date()).await;
    manager.asks_for_the_invoice(&order).await;
    plumber.sends_invoice("1250,50", "F-2026-121").await;
    manager.closes(&order).await;
    assert_eq!(order.read().await["type"], "DS");
    assert_eq!(order.read().await["amount_cents"], 125_050);
    let everybody = order.told().await;
    let from_the_quote_on = everybody.split("quote_found_necessary").last();
    insta::assert_snapshot!(from_the_quote_on.expect("a quote"), @"
     → manager by email: sent
    quote_request → contractor by email: sent
    quote_request → contractor by sms: sent
    quote_received → manager by email: sent
    quote_accepted → contractor by email: sent
    quote_accepted → contractor by sms: sent
    quote_accepted → site contact by email: sent
    quote_accepted → site contact by sms: sent
    quote_accepted → watcher by email: sent
    slot_proposed → manager by email: sent
    slot_proposed → site contact by email: sent
    slot_proposed → site contact by sms: sent
    slot_proposed → watcher by email: sent
    presence_request → contractor by email: sent
    presence_request → contractor by sms: sent
    completion_request → contractor by email: sent
    completion_request → contractor by sms: sent
    completion_reported → manager by email: sent
    completion_reported → watcher by email: sent
    invoice_request → contractor by email: sent
    invoice_request → contractor by sms: sent
    invoice_received → manager by email: sent
    ticket_closed → manager by email: sent
    ticket_closed → watcher by email: sent
    ");
}

async fn three_are_asked_and_one_is_kept(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager.opens_with("mission", "quote").await;
    for (name, email) in [
        ("Serrures Lorraines", "devis@serrures.example"),
        ("Étanchéité Meurthe", "devis@etancheite.example"),
    ] {
        let beside = json!({ "contractor": { "name": name, "email": email, "channels": { "email": true } },
                             "others": "keep" });
        manager.does(&order, "assignments", beside).await;
    }
    assert_eq!(order.read().await["type"], "DM");
    let parts = order.parts().await;
    by_link(&parts[0], "quotes", quote("1250,50")).await;
    by_link(&parts[1], "quotes", quote("980")).await;
    let first = json!({ "version": 1 });
    manager.acts(&parts[1], "quote-acceptances", first).await;
    let steps = [
        parts[0].step().await,
        parts[1].step().await,
        parts[2].step().await,
    ];
    assert_eq!(steps, ["quote_refused", "quote_accepted", "cancelled"]);
    // Each is told their own lot, and nobody hears of another's price.
    let refused = told(&order, PLUMBER_EMAIL, "n’est pas retenu").await.body;
    let called_off = read_by(&order, "devis@etancheite.example").await;
    assert!(called_off.contains("plus attendu"), "{called_off}");
    for read in [&refused, &called_off] {
        assert!(!read.contains("980"), "{read}");
    }
    insta::assert_snapshot!(order.told().await, @"
    ticket_opened → manager by email: sent
    ticket_opened → watcher by email: sent
    quote_request → contractor by email: sent
    quote_request → contractor by sms: sent
    quote_request → contractor by email: sent
    quote_request → contractor by email: sent
    quote_received → manager by email: sent
    quote_received → manager by email: sent
    quote_accepted → contractor by email: sent
    quote_accepted → site contact by email: sent
    quote_accepted → site contact by sms: sent
    quote_accepted → watcher by email: sent
    quote_refused → contractor by email: sent
    quote_refused → contractor by sms: sent
    quote_cancelled → contractor by email: sent
    ");
}

/// The co-ownership's council, as the accounting software says it is.
async fn council(office: &Office, seats: Value) {
    let property = json!([{ "external_key": "I1", "module": "syndic", "kind": "co_ownership",
        "reference": "0042", "name": "Les Tilleuls",
        "address": { "street": "4, rue Gilbert", "postal_code": "54000", "city": "NANCY" },
        "team": { "manager": "S1", "assistant": "S2", "accountant": "S3" }, "council": seats }]);
    let records = serde_json::from_value::<Vec<_>>(property).expect("a record");
    let upserted = office
        .app
        .app
        .directory
        .upsert_properties(office.cabinet.id, &records);
    upserted.await.expect("a property");
}

/// A quote that came, of a price that somebody is to approve.
async fn priced(office: &Arc<Office>) -> Order {
    let order = office.manager().opens_with("mission", "quote").await;
    by_link(&order, "quotes", quote("4800")).await;
    order
}

async fn the_council_hears_of_it_and_the_president_decides(on: Kind) {
    let office = Office::open(on).await;
    let seats =
        json!([{ "party": "P1", "president": true }, { "party": "P2", "president": false }]);
    council(&office, seats).await;
    let (manager, order) = (office.manager(), priced(&office).await);
    let email = json!({ "email": true });
    let asked = json!({ "approver": { "party": office.cabinet.girard, "channels": email },
                        "informed": [{ "party": office.cabinet.petit, "channels": email }],
                        "comment": "Urgent" });
    manager.does(&order, "approvals", asked).await;
    let president = told(&order, WATCHER_EMAIL, "4\u{202f}800").await;
    assert!(has_link(&president, "/a/"), "{:?}", president.links);
    let member = told(&order, TENANT_EMAIL, "approbation").await;
    assert!(
        !has_link(&member, "/a/"),
        "a member does not decide: {:?}",
        member.links
    );
    let yes = json!({ "decision": "approve", "assignment": order.assignment, "version": 1, "comment": "D’accord" });
    decides(&order, yes).await;
    told(&order, MANAGER_EMAIL, "D’accord").await;
    manager
        .acts(&order, "quote-acceptances", json!({ "version": 1 }))
        .await;
    insta::assert_snapshot!(order.told().await, @"
    ticket_opened → manager by email: sent
    ticket_opened → watcher by email: sent
    quote_request → contractor by email: sent
    quote_request → contractor by sms: sent
    quote_received → manager by email: sent
    approval_information → informed by email: sent
    approval_request → approver by email: sent
    quote_approved → manager by email: sent
    quote_accepted → contractor by email: sent
    quote_accepted → contractor by sms: sent
    quote_accepted → site contact by email: sent
    quote_accepted → site contact by sms: sent
    quote_accepted → watcher by email: sent
    ");
}

async fn a_member_decides_by_link_where_there_is_no_president(on: Kind) {
    let office = Office::open(on).await;
    let seats =
        json!([{ "party": "P1", "president": false }, { "party": "P2", "president": false }]);
    council(&office, seats).await;
    let (manager, order) = (office.manager(), priced(&office).await);
    let email = json!({ "email": true });
    let asked = json!({ "approver": { "party": office.cabinet.girard, "channels": email },
                        "informed": [{ "party": office.cabinet.petit, "channels": email }] });
    manager.does(&order, "approvals", asked).await;
    assert_eq!(order.read().await["approvals"][0]["role"], "council_member");
    decides(
        &order,
        json!({ "decision": "disapprove", "comment": "Trop cher" }),
    )
    .await;
    assert_eq!(order.status().await, "quote_disapproved, must_act");
    told(&order, MANAGER_EMAIL, "Trop cher").await;
    // The contractor may do better, and is decided on anew.
    by_link(&order, "quotes", quote("3900")).await;
    manager
        .acts(
            &order,
            "quote-refusals",
            json!({ "version": 2, "reason": "Reporté" }),
        )
        .await;
    told(&order, PLUMBER_EMAIL, "Reporté").await;
    insta::assert_snapshot!(order.told().await, @"
    ticket_opened → manager by email: sent
    ticket_opened → watcher by email: sent
    quote_request → contractor by email: sent
    quote_request → contractor by sms: sent
    quote_received → manager by email: sent
    approval_information → informed by email: sent
    approval_request → approver by email: sent
    quotes_disapproved → manager by email: sent
    quote_replaced → manager by email: sent
    quote_refused → contractor by email: sent
    quote_refused → contractor by sms: sent
    ");
}
