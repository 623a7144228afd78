//! Work that is priced first: asked for, received, decided on, carried out.

use harness::caller::ApiCaller;
use harness::office::{Office, Order};
use harness::on_both;
use harness::people::slot;
use harness::when::tomorrow_at;
use infra::database::Kind;
use serde_json::{Value, json};

on_both!(
    an_order_becomes_a_quote_after_a_visit,
    one_of_several_quotes_is_kept,
    the_president_approves_by_link,
    a_member_decides_where_there_is_no_president,
    the_landlord_is_asked_above_the_threshold,
    a_request_is_validated_as_several_quotes,
);

/// Somebody at a personal link, through the API.
fn nobody(order: &Order) -> ApiCaller {
    ApiCaller::new(&order.office.app.url, "nobody")
}

async fn by_link(order: &Order, what: &str, body: Value) {
    let link = order.link().await.expect("a link");
    let token = link.rsplit('/').next().expect("a token");
    let path = format!("/links/{token}/{what}");
    let _ = nobody(order).post(&path, &body).await.succeeded();
    order.office.app.settle().await;
}

fn quote(amount: &str) -> Value {
    json!({ "quote": { "amount": amount }, "signed_by": "Karim Martin" })
}

/// The approver's token, out of the last message that holds one.
async fn approvers(order: &Order) -> String {
    let mails = order.mails().await;
    let mut links = mails.iter().flat_map(|mail| &mail.links);
    let link = links.rfind(|link| link.contains("/a/")).expect("a link");
    link.rsplit('/').next().expect("a token").to_owned()
}

/// A locksmith who is reached by e-mail too: quotes are always asked for by e-mail.
fn locksmith(office: &Office) -> Value {
    json!({ "contractor": office.cabinet.locksmith.uuid(), "email": "devis@serrures.example" })
}

async fn asked_for_a_quote(office: &std::sync::Arc<Office>) -> Order {
    office.manager().opens_with("mission", "quote").await
}

async fn an_order_becomes_a_quote_after_a_visit(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager.opens_a_service_order().await;
    let plumber = order.contractor().await;
    plumber.accepts_for(tomorrow_at(9, 0)).await;
    office.until(tomorrow_at(8, 45)).await;
    plumber.is_on_site().await;
    by_link(
        &order,
        "quote-needs",
        json!({ "comment": "Colonne à remplacer" }),
    )
    .await;
    assert_eq!(order.status().await, "on_site, must_act");

    manager
        .acts(
            &order,
            "quote-requests",
            json!({ "comment": "Chiffrez la colonne" }),
        )
        .await;
    assert_eq!(order.read().await["type"], "DS");
    assert_eq!(
        order.status().await.split(',').next(),
        Some("quote_requested")
    );
    by_link(
        &order,
        "quote-promises",
        json!({ "expected_on": "2026-03-06" }),
    )
    .await;
    assert_eq!(order.step().await, "quote_promised");
    by_link(&order, "quotes", quote("1250,50")).await;
    by_link(&order, "quotes", quote("1190,00")).await;
    assert_eq!(order.step().await, "quote_received");
    // The version that was looked at is not the one that counts any more.
    let late = manager
        .tries(&order, "quote-acceptances", json!({ "version": 1 }))
        .await;
    assert_eq!(
        (late.problem().0, late.problem().1.as_str()),
        (409, "quote_replaced_meanwhile")
    );
    manager
        .acts(&order, "quote-acceptances", json!({ "version": 2 }))
        .await;
    assert_eq!(order.read().await["amount_cents"], 119_000);
    by_link(&order, "slots", json!({ "slot": slot(tomorrow_at(16, 0)) })).await;
    assert_eq!(order.step().await, "planned");
    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 OrderAccepted by contractor
    Tue 03 08:45 OnSitePresenceRequested by timer
    Tue 03 08:45 PresenceAnswered by contractor
    Tue 03 08:45 QuoteFoundNecessary by contractor
    Tue 03 08:45 TicketTypeChanged by manager
    Tue 03 08:45 QuoteRequested by manager
    Tue 03 08:45 QuotePromised by contractor
    Tue 03 08:45 QuoteReceived by contractor
    Tue 03 08:45 QuoteReplaced by contractor
    Tue 03 08:45 QuoteAccepted by manager
    Tue 03 08:45 SlotProposed by contractor
    ");
}

async fn one_of_several_quotes_is_kept(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = asked_for_a_quote(&office).await;
    assert_eq!(order.read().await["type"], "DS");
    let beside = json!({ "contractor": locksmith(&office), "others": "keep" });
    manager.does(&order, "assignments", beside).await;
    assert_eq!(order.read().await["type"], "DM");
    let parts = order.parts().await;
    by_link(&parts[0], "quotes", quote("1250,50")).await;
    assert_eq!(order.status().await, "quote_received, must_act");
    by_link(&parts[1], "quotes", quote("980")).await;
    manager
        .acts(&parts[1], "quote-acceptances", json!({ "version": 1 }))
        .await;
    assert_eq!(parts[0].step().await, "quote_refused");
    assert_eq!(parts[1].step().await, "quote_accepted");
    assert_eq!(order.read().await["amount_cents"], 98_000);
    let told = order.told_of("quote_refused").await;
    assert_eq!(told.len(), 2, "{told:?}");
    let again = manager
        .tries(&parts[0], "quote-acceptances", json!({ "version": 1 }))
        .await;
    assert_eq!(again.status, 409);
}

async fn the_president_approves_by_link(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = asked_for_a_quote(&office).await;
    by_link(&order, "quotes", quote("4800")).await;
    // A tenant does not decide.
    let tenant =
        json!({ "approver": { "party": office.cabinet.petit, "channels": { "email": true } } });
    let refused = manager.tries_on_ticket(&order, "approvals", tenant).await;
    assert_eq!(refused.problem().1, "approver_not_allowed");
    let president = json!({ "approver": { "party": office.cabinet.girard, "channels": { "email": true } },
                            "comment": "Urgent" });
    manager.does(&order, "approvals", president).await;
    assert_eq!(order.status().await, "quote_in_approval, waiting");

    let token = approvers(&order).await;
    let link = format!("/approvals/links/{token}");
    let read = nobody(&order).get(&link).await.succeeded().json();
    assert_eq!(read["approval"]["quotes"][0]["amount_cents"], 480_000);
    let approve = &read["actions"][0];
    assert_eq!(approve["action"], "approve_quote");
    let path = approve["path"]
        .as_str()
        .expect("a path")
        .replace("/api/v1", "");
    let verdict = json!({ "decision": "approve", "assignment": order.assignment, "version": 1,
                          "comment": "D’accord" });
    let _ = nobody(&order).post(&path, &verdict).await.succeeded();
    office.app.settle().await;
    assert_eq!(order.status().await, "quote_approved, must_act");
    // Once only.
    let twice = nobody(&order)
        .post(&path, &json!({ "decision": "disapprove" }))
        .await;
    assert_eq!(twice.problem().1, "approval_already_decided");
    let read = nobody(&order).get(&link).await.succeeded().json();
    assert_eq!(read["actions"], json!([]));
    manager
        .acts(&order, "quote-acceptances", json!({ "version": 1 }))
        .await;
    assert_eq!(order.step().await, "quote_accepted");
}

/// The council of the co-ownership as the accounting software says it is.
async fn council_without_a_president(office: &Office) {
    let property = json!([{ "external_key": "I1", "module": "syndic", "kind": "co_ownership",
        "reference": "0042", "name": "Les Tilleuls",
        "address": { "street": "4, rue Gilbert", "postal_code": "54000", "city": "NANCY" },
        "team": { "manager": "S1", "assistant": "S2", "accountant": "S3" },
        "council": [{ "party": "P1", "president": false }] }]);
    let records = serde_json::from_value::<Vec<_>>(property).expect("a record");
    let directory = &office.app.app.directory;
    directory
        .upsert_properties(office.cabinet.id, &records)
        .await
        .expect("a property");
}

async fn a_member_decides_where_there_is_no_president(on: Kind) {
    let office = Office::open(on).await;
    council_without_a_president(&office).await;
    let manager = office.manager();
    let order = asked_for_a_quote(&office).await;
    by_link(&order, "quotes", quote("4800")).await;
    let member =
        json!({ "approver": { "party": office.cabinet.girard, "channels": { "email": true } } });
    manager.does(&order, "approvals", member).await;
    let read = order.read().await;
    assert_eq!(read["approvals"][0]["role"], "council_member");
    // Told by telephone, entered by the manager.
    let id = read["approvals"][0]["id"].as_str().expect("an id");
    let verdicts = format!("approvals/{id}/verdicts");
    manager
        .does(
            &order,
            &verdicts,
            json!({ "decision": "disapprove", "comment": "Trop cher" }),
        )
        .await;
    assert_eq!(order.status().await, "quote_disapproved, must_act");
    assert!(
        order
            .log()
            .await
            .ends_with("QuotesDisapproved by manager for the approver")
    );
    manager
        .acts(&order, "quote-refusals", json!({ "version": 1 }))
        .await;
    assert_eq!(order.status().await, "quote_refused, must_act");
}

async fn the_landlord_is_asked_above_the_threshold(on: Kind) {
    let office = Office::open(on).await;
    let property = json!([{ "external_key": "L1", "module": "gerance", "kind": "unit",
        "reference": "0042-07", "name": "Appartement 7",
        "address": { "street": "4, rue Gilbert", "postal_code": "54000", "city": "NANCY" },
        "team": { "manager": "S1", "assistant": "S2", "accountant": "S3" },
        "landlord": "P3", "tenant": "P2", "works_threshold_cents": 50_000 }]);
    let records = serde_json::from_value::<Vec<_>>(property).expect("a record");
    let directory = &office.app.app.directory;
    let upserted = directory
        .upsert_properties(office.cabinet.id, &records)
        .await;
    upserted.expect("a property");
    let manager = office.manager();
    let mut flat = manager.leak();
    flat["module"] = json!("gerance");
    flat["mission"] = json!("quote");
    flat["property"] = json!(office.cabinet.flat.uuid());
    let order = manager.opens(flat).await;
    by_link(&order, "quotes", quote("820")).await;
    let listed = order.read().await;
    let asks = listed["actions"].as_array().expect("actions").iter();
    let asks = asks
        .clone()
        .find(|it| it["action"] == "request_approval")
        .expect("an action");
    let approver = asks["fields"].as_array().expect("fields").iter();
    let approver = approver
        .clone()
        .find(|it| it["name"] == "approver")
        .expect("a field");
    let party = approver["fields"].as_array().expect("fields").iter();
    let party = party
        .clone()
        .find(|it| it["name"] == "party")
        .expect("a field");
    let landlord = &party["choices"][0];
    let asked = json!({ "approver": { "party": landlord, "channels": { "email": true } } });
    manager.does(&order, "approvals", asked).await;
    let read = order.read().await;
    assert_eq!(read["approvals"][0]["role"], "landlord");
    assert_eq!(read["approvals"][0]["threshold_cents"], 50_000);
    let token = approvers(&order).await;
    let verdict = json!({ "decision": "approve", "assignment": order.assignment, "version": 1 });
    let path = format!("/approvals/links/{token}/verdicts");
    let _ = nobody(&order).post(&path, &verdict).await.succeeded();
    assert_eq!(order.step().await, "quote_approved");
}

async fn a_request_is_validated_as_several_quotes(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let request = manager.takes_in(&manager.demand()).await;
    let validation = json!({ "mission": "quote", "contractor": { "contractor": office.cabinet.plumber },
                             "other_contractors": [locksmith(&office)] });
    manager.does(&request, "validations", validation).await;
    let read = request.read().await;
    assert_eq!((&read["type"], &read["number"]), (&json!("DM"), &json!(1)));
    let parts = request.parts().await;
    by_link(&parts[0], "quotes", quote("640")).await;
    // Declined by the other.
    by_link(
        &parts[1],
        "answers",
        json!({ "answer": "decline", "reason": "Complet" }),
    )
    .await;
    assert_eq!(request.status().await, "quote_received, must_act");
    manager
        .acts(&parts[0], "quote-acceptances", json!({ "version": 1 }))
        .await;
    assert_eq!(request.status().await, "quote_accepted, waiting");
}
