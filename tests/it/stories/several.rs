//! Several contractors on one ticket: each with a part of their own, side by side.

use harness::caller::form_of;
use harness::form::Form;
use harness::office::{Office, Order};
use harness::on_both;
use harness::when::tomorrow_at;
use infra::database::Kind;
use serde_json::{Value, json};

on_both!(
    one_declines_and_one_finishes,
    a_service_order_becomes_one_of_several,
    each_contractor_sees_only_their_own_part,
    opened_and_followed_on_the_pages,
);

/// The locksmith is sent beside the plumber.
fn locksmith_too(office: &Office) -> Value {
    json!([{ "contractor": office.cabinet.locksmith.uuid(), "instructions": "Changer la serrure" }])
}

async fn both(order: &Order) -> (Order, Order) {
    let mut parts = order.parts().await.into_iter();
    parts.next().zip(parts.next()).expect("two parts")
}

async fn one_declines_and_one_finishes(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager
        .opens_with("other_contractors", locksmith_too(&office))
        .await;
    let read = order.read().await;
    assert_eq!(read["type"], "ODSM");
    assert_eq!(order.status().await, "in_progress, waiting");
    let (plumbing, lock) = both(&order).await;

    // The locksmith is reached by SMS only, and declines; the ticket goes on.
    lock.contractor().await.declines("Complet").await;
    assert_eq!(order.status().await, "in_progress, must_act");
    assert_eq!(lock.step().await, "declined");
    assert_eq!(plumbing.step().await, "awaiting_answer");

    let plumber = plumbing.contractor().await;
    plumber.accepts_for(tomorrow_at(9, 0)).await;
    office.until(tomorrow_at(8, 45)).await;
    plumber.is_on_site().await;
    office.until(tomorrow_at(11, 10)).await;
    plumber.is_done_on(tomorrow_at(0, 0).date()).await;
    manager.asks_for_the_invoice(&plumbing).await;
    plumber.sends_invoice("248,50", "F-2026-118").await;
    assert_eq!(plumbing.step().await, "invoiced");
    assert_eq!(order.read().await["amount_cents"], 24_850);

    // Nobody is informed of a step that there is not.
    let notice = json!({ "text": "Bonjour", "persons": [
        { "name": "M. Noël", "email": "noel@courriel.example", "channels": { "email": true } }] });
    let refused = manager
        .tries_on_ticket(&order, "third-party-notices", notice)
        .await;
    assert_eq!(refused.status, 409);
    assert_eq!(refused.json()["code"], "no_single_step");

    manager.closes(&order).await;
    assert_eq!(order.status().await, "closed, closed");
    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 AssignmentDeclined by contractor
    Mon 02 09:00 OrderAccepted by contractor
    Tue 03 08:45 OnSitePresenceRequested by timer
    Tue 03 08:45 PresenceAnswered by contractor
    Tue 03 11:10 CompletionRequested by timer
    Tue 03 11:10 CompletionReported by contractor
    Tue 03 11:10 InvoiceRequested by manager
    Tue 03 11:10 InvoiceReceived by contractor
    Tue 03 11:10 TicketClosed by manager
    ");
    insta::assert_snapshot!(order.told().await, @"
    ticket_opened → manager by email: sent
    ticket_opened → site contact by email: sent
    ticket_opened → site contact by sms: sent
    ticket_opened → watcher by email: sent
    order_sent → contractor by email: sent
    order_sent → contractor by sms: sent
    order_sent → contractor by sms: sent
    order_declined → manager by email: sent
    order_accepted → manager by email: sent
    order_accepted → site contact by email: sent
    order_accepted → site contact by sms: sent
    order_accepted → watcher by email: sent
    presence_request → contractor by email: sent
    presence_request → contractor by sms: sent
    presence_answered → manager by email: sent
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

async fn a_service_order_becomes_one_of_several(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager.opens_a_service_order().await;
    order
        .contractor()
        .await
        .accepts_for(tomorrow_at(9, 0))
        .await;

    // What becomes of the plumber must be said.
    let contractor = json!({ "contractor": office.cabinet.locksmith.uuid() });
    let unsaid = json!({ "contractor": contractor });
    let refused = manager.tries_on_ticket(&order, "assignments", unsaid).await;
    assert_eq!(refused.status, 409);
    assert_eq!(refused.json()["code"], "contractor_already_engaged");

    let beside = json!({ "contractor": contractor, "others": "keep" });
    manager.does(&order, "assignments", beside).await;
    assert_eq!(order.read().await["type"], "ODSM");
    assert_eq!(order.status().await, "in_progress, waiting");
    let (plumbing, lock) = both(&order).await;
    assert_eq!(plumbing.step().await, "planned");

    // It stays one of several with one contractor left.
    manager.cancels(&lock, "Le gardien a la clé").await;
    assert_eq!(order.status().await, "in_progress, waiting");
    assert_eq!(order.read().await["type"], "ODSM");

    // Another in place of whoever is left: that one is told.
    let instead = json!({ "contractor": contractor, "others": "replace" });
    manager.does(&order, "assignments", instead).await;
    assert_eq!(plumbing.step().await, "cancelled");
    assert_eq!(order.parts().await.len(), 3);
    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 OrderAccepted by contractor
    Mon 02 09:00 TicketTypeChanged by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 AssignmentCancelled by manager
    Mon 02 09:00 AssignmentCancelled by manager
    Mon 02 09:00 ContractorEngaged by manager
    ");
    insta::assert_snapshot!(order.told().await, @"
    ticket_opened → manager by email: sent
    ticket_opened → site contact by email: sent
    ticket_opened → site contact by sms: sent
    ticket_opened → watcher by email: sent
    order_sent → contractor by email: sent
    order_sent → contractor by sms: sent
    order_accepted → manager by email: sent
    order_accepted → site contact by email: sent
    order_accepted → site contact by sms: sent
    order_accepted → watcher by email: sent
    order_sent → contractor by sms: sent
    assignment_cancelled → contractor by sms: sent
    assignment_cancelled → contractor by email: sent
    assignment_cancelled → contractor by sms: sent
    order_sent → contractor by sms: sent
    ");
}

async fn each_contractor_sees_only_their_own_part(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager
        .opens_with("other_contractors", locksmith_too(&office))
        .await;
    let (plumbing, lock) = both(&order).await;
    let (plumber, locksmith) = (plumbing.contractor().await, lock.contractor().await);
    assert!(!plumber.page().await.text.contains("Serrures Lorraines"));
    assert!(!plumber.page().await.text.contains("Changer la serrure"));
    assert!(locksmith.page().await.text.contains("Changer la serrure"));
    assert!(!locksmith.page().await.text.contains("Plomb"));

    locksmith.accepts_for(tomorrow_at(14, 0)).await;
    assert_eq!(lock.step().await, "planned");
    assert_eq!(plumbing.step().await, "awaiting_answer");
}

/// The form asks about one contractor, and about as many more as the button was pressed.
async fn opened_and_followed_on_the_pages(on: Kind) {
    let office = Office::open(on).await;
    let visitor = office.signed_in().await;
    let pressed = |form: &Form, name: &str, value: &str| {
        let mut form = form.clone();
        form.fields.push((name.to_owned(), value.to_owned()));
        form
    };
    let form = visitor
        .form("/tickets/new", "/tickets/new")
        .await
        .with("subject", "Porte bloquée par une fuite")
        .with("contractor", &office.cabinet.plumber.to_string());
    let asked = visitor.submit(&pressed(&form, "look", "another")).await;
    assert_eq!(asked.status, 200);
    assert!(asked.text.contains("ODSM"), "the type is shown");
    let form = form_of(&asked, "/tickets/new")
        .with(
            "other_contractors[0]",
            &office.cabinet.locksmith.to_string(),
        )
        .with("other_contractors[0].channels", "sms");
    assert_eq!(form.value("subject"), Some("Porte bloquée par une fuite"));
    let property = office.cabinet.tilleuls.to_string();
    let form = pressed(&pressed(&form, "property", &property), "open", "yes");
    let opened = visitor.submit(&form).await;
    assert!(opened.status.is_redirection(), "{}", opened.text);
    let place = opened
        .location()
        .split('?')
        .next()
        .unwrap_or_default()
        .to_owned();

    // Each part has its own card and its own forms; nobody is informed of a single step.
    let page = visitor.open(&place).await.succeeded();
    assert!(page.text.contains("ODSM") && page.text.contains("En cours"));
    assert!(!page.text.contains(&format!("{place}/inform")));
    let links: Vec<_> = page
        .text
        .match_indices(&format!("{place}/accept-order?assignment="))
        .filter_map(|(at, found)| page.text.get(at..at + found.len() + 36))
        .collect();
    let last = links.last().expect("a way to enter the locksmith's answer");
    let entry = visitor.form(last, "accept-order").await;
    let entered = visitor.submit(&entry).await;
    assert!(entered.status.is_redirection(), "{}", entered.text);
    let page = visitor.open(&place).await.succeeded();
    assert!(page.text.contains("Intervention planifiée"));
    assert!(page.text.contains("Attente du RDV d&#39;intervention"));

    // Another in place of both: the form asks first what becomes of them.
    let engage = visitor
        .form(&format!("{place}/engage"), "engage")
        .await
        .with("contractor", &office.cabinet.plumber.to_string());
    assert_eq!(visitor.submit(&engage).await.status, 422);
    let replaced = visitor.submit(&engage.with("others", "replace")).await;
    assert!(replaced.status.is_redirection(), "{}", replaced.text);
    let page = visitor.open(&place).await.succeeded();
    assert!(page.text.contains("Intervention annulée"));
}
