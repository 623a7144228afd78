//! What hears who owns a place, who lives in it, who presides over it? Approvals by the landlord, and letters at every step.

use std::sync::Arc;

use harness::cabinet::{TENANT_EMAIL, WATCHER_EMAIL};
use harness::office::{Office, Order};
use harness::on_both;
use harness::people::slot;
use harness::when::{days_later, tomorrow_at};
use infra::database::Kind;
use serde_json::json;

use super::priced::{by_link, decides, has_link, quote, read_by, told};

on_both!(
    the_landlord_approves_and_the_tenant_is_kept_up_to_date,
    the_agency_writes_to_its_clients_at_every_step,
);

/// The flat with its landlord, whose consent is wanted above 500 euros, and its tenant.
async fn mandate(office: &Office) {
    let property = json!([{ "external_key": "L1", "module": "gerance", "kind": "unit",
        "reference": "0042-07", "name": "Appartement 7",
        "address": { "street": "4, rue Gilbert", "postal_code": "54000", "city": "NANCY" },
        "team": { "manager": "S1", "assistant": "S2", "accountant": "S3" },
        "landlord": "P3", "tenant": "P2", "works_threshold_cents": 50_000 }]);
    let records = serde_json::from_value::<Vec<_>>(property).expect("a record");
    let upserted = office
        .app
        .app
        .directory
        .upsert_properties(office.cabinet.id, &records);
    upserted.await.expect("a property");
}

const LANDLORD_EMAIL: &str = "jeanne.morel@courriel.example";

async fn in_the_flat(office: &Arc<Office>, mission: &str) -> Order {
    let mut flat = office.manager().leak();
    flat["module"] = json!("gerance");
    flat["mission"] = json!(mission);
    flat["property"] = json!(office.cabinet.flat.uuid());
    flat["watchers"] = json!([]);
    office.manager().opens(flat).await
}

async fn the_landlord_approves_and_the_tenant_is_kept_up_to_date(on: Kind) {
    let office = Office::open(on).await;
    mandate(&office).await;
    let manager = office.manager();
    let order = in_the_flat(&office, "quote").await;
    by_link(&order, "quotes", quote("820")).await;
    let read = order.read().await;
    let landlord = read["actions"].as_array().expect("actions");
    let landlord = landlord
        .iter()
        .find(|it| it["action"] == "request_approval");
    let landlord = landlord.expect("an action").to_string();
    let asked =
        json!({ "approver": { "party": party_in(&landlord), "channels": { "email": true } } });
    manager.does(&order, "approvals", asked).await;
    // The mandate's threshold is named.
    let mail = told(&order, LANDLORD_EMAIL, "500,00").await;
    assert!(has_link(&mail, "/a/"), "{:?}", mail.links);
    let yes = json!({ "decision": "approve", "assignment": order.assignment, "version": 1 });
    decides(&order, yes).await;
    manager
        .acts(&order, "quote-acceptances", json!({ "version": 1 }))
        .await;
    // The tenant lets in: told when the quote is accepted, and of the date.
    let date = json!({ "slot": slot(days_later(2, 9, 0)) });
    by_link(&order, "slots", date).await;
    insta::assert_snapshot!(order.told().await, @"
    ticket_opened → manager by email: sent
    quote_request → contractor by email: sent
    quote_request → contractor by sms: sent
    quote_received → manager by email: sent
    approval_request → approver by email: sent
    quote_approved → manager by email: sent
    quote_accepted → contractor by email: sent
    quote_accepted → contractor by sms: sent
    quote_accepted → site contact by email: sent
    quote_accepted → site contact by sms: sent
    order_accepted → manager by email: sent
    order_accepted → site contact by email: sent
    order_accepted → site contact by sms: sent
    ");
}

/// The one party that a request for approval can go to.
fn party_in(action: &str) -> String {
    let (_, after) = action.split_once("\"choices\":[\"").expect("choices");
    let (id, _) = after.split_once('"').expect("one of them");
    id.to_owned()
}

/// Writes to one of the clients; says what was sent where.
async fn writes(order: &Order, to: &str, text: &str) {
    let offered = order.read().await;
    let message = offered["actions"].as_array().expect("actions");
    let message = message.iter().find(|it| it["action"] == "send_message");
    let message = message.expect("an action").to_string();
    assert!(message.contains(&format!("\"{to}\"")), "{to}: {message}");
    let body = json!({ "to": to, "subject": "Travaux", "text": text });
    order.office.manager().does(order, "messages", body).await;
}

async fn the_agency_writes_to_its_clients_at_every_step(on: Kind) {
    let office = Office::open(on).await;
    mandate(&office).await;
    let manager = office.manager();
    // Syndic: from the request on to the invoice.
    let request = manager.takes_in(&manager.demand()).await;
    writes(&request, "president", "Une demande est arrivée.").await;
    let order = manager.validates(&request).await;
    writes(&order, "president", "Le plombier est sollicité.").await;
    order
        .contractor()
        .await
        .accepts_for(tomorrow_at(9, 0))
        .await;
    writes(&order, "president", "Il vient demain.").await;
    office.until(tomorrow_at(11, 10)).await;
    order
        .contractor()
        .await
        .is_done_on(tomorrow_at(0, 0).date())
        .await;
    writes(&order, "president", "C’est fait.").await;
    let read = read_by(&order, WATCHER_EMAIL).await;
    for said in ["arrivée.", "sollicité.", "demain.", "fait."] {
        assert!(read.contains(said), "{said}: {read}");
    }
    let tenant = json!({ "to": "tenant", "subject": "Travaux", "text": "Bonjour" });
    let refused = manager.tries_on_ticket(&order, "messages", tenant).await;
    assert_eq!(refused.problem().1, "not_on_the_ticket");

    // Gérance: landlord and tenant, whether or not the ticket has named them.
    let flat = in_the_flat(&office, "quote").await;
    writes(&flat, "landlord", "Un devis est demandé.").await;
    writes(&flat, "tenant", "On vous appellera.").await;
    assert!(
        read_by(&flat, LANDLORD_EMAIL)
            .await
            .contains("Un devis est demandé.")
    );
    let tenants = read_by(&flat, TENANT_EMAIL).await;
    assert!(tenants.contains("On vous appellera.") && !tenants.contains("Un devis est demandé."));
    manager.closes(&flat).await;
    let late = json!({ "to": "landlord", "subject": "Travaux", "text": "Trop tard" });
    let refused = manager.tries_on_ticket(&flat, "messages", late).await;
    assert_eq!(refused.problem().1, "ticket_closed");
    insta::assert_snapshot!(flat.told().await, @"
    ticket_opened → manager by email: sent
    quote_request → contractor by email: sent
    quote_request → contractor by sms: sent
    message_sent → landlord by email: sent
    message_sent → tenant by email: sent
    ticket_closed → contractor by email: sent
    ticket_closed → contractor by sms: sent
    ticket_closed → manager by email: sent
    ");
}
