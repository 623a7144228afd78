//! Does the copy of a quote that the agency signed reach the contractor, and nobody else, and nothing else the contractor?

use harness::cabinet::PLUMBER_EMAIL;
use harness::caller::ApiCaller;
use harness::office::{Office, Order};
use harness::on_both;
use infra::database::Kind;
use serde_json::{Value, json};

on_both!(
    the_signed_copy_goes_with_the_acceptance,
    a_signed_copy_can_follow,
);

/// Asked for a quote, and given one.
async fn priced(on: Kind) -> Order {
    let office = Office::open(on).await;
    let order = office.manager().opens_with("mission", "quote").await;
    let link = order.link().await.expect("a link");
    let token = link.rsplit('/').next().expect("a token");
    let body = json!({ "quote": { "amount": "1190,00" }, "signed_by": "Karim Martin" });
    let contractor = ApiCaller::new(&order.office.app.url, "nobody");
    let path = format!("/links/{token}/quotes");
    let _ = contractor.post(&path, &body).await.succeeded();
    order.office.app.settle().await;
    order
}

/// By the manager, and shown to nobody else. Gives its identifier.
async fn attached(order: &Order, name: &str) -> Value {
    let (office, cabinet) = (&order.office, &order.office.cabinet);
    let path = format!("/api/v1/tickets/{}/attachments?name={name}", order.id);
    let answer = harness::http::client()
        .post(format!("{}{path}", office.app.url))
        .bearer_auth(cabinet.token(cabinet.manager))
        .body("%PDF-1.7\n%%EOF\n")
        .send()
        .await
        .expect("an answer");
    assert!(answer.status().is_success(), "{}", answer.status());
    let files = order.read().await["attachments"].clone();
    let files = files.as_array().expect("files");
    files.last().expect("a file")["id"].clone()
}

/// What went with all mails of the ticket, and to whom.
async fn enclosed(order: &Order) -> Vec<(String, String)> {
    let mut enclosed = Vec::new();
    for mail in order.mails().await {
        let headers = mail.headers.into_iter();
        let names = headers.filter(|(header, _)| header == "Attachment");
        enclosed.extend(names.map(|(_, name)| (mail.recipient.clone(), name)));
    }
    enclosed
}

fn to_the_plumber(name: &str) -> Vec<(String, String)> {
    vec![(format!("Plomb'Service <{PLUMBER_EMAIL}>"), name.to_owned())]
}

async fn the_signed_copy_goes_with_the_acceptance(on: Kind) {
    let order = priced(on).await;
    let _for_the_agency = attached(&order, "plan.pdf").await;
    let signed = attached(&order, "devis-signe.pdf").await;
    let accepted = json!({ "version": 1, "signed": signed });
    let manager = order.office.manager();
    manager.acts(&order, "quote-acceptances", accepted).await;
    assert_eq!(enclosed(&order).await, to_the_plumber("devis-signe.pdf"));
    // The ticket's page says so, and still that the other file is the agency's.
    let desk = order.office.signed_in().await;
    let page = desk.open(&format!("/tickets/{}", order.id)).await;
    let page = page.succeeded().text;
    assert_eq!(page.matches("visible de Plomb").count(), 1, "{page}");
    assert_eq!(page.matches("visible du cabinet seul").count(), 1, "{page}");
}

async fn a_signed_copy_can_follow(on: Kind) {
    let order = priced(on).await;
    let manager = order.office.manager();
    manager
        .acts(&order, "quote-acceptances", json!({ "version": 1 }))
        .await;
    assert_eq!(enclosed(&order).await, []);
    let signed = attached(&order, "bon-pour-accord.pdf").await;
    manager
        .acts(&order, "signed-quotes", json!({ "attachment": signed }))
        .await;
    let expected = to_the_plumber("bon-pour-accord.pdf");
    assert_eq!(enclosed(&order).await, expected);
}
