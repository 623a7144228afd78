//! What becomes of what a client asks for?

use harness::caller::Visitor;
use harness::office::{Office, Order};
use harness::on_both;
use harness::when::{days_later, tomorrow_at};
use infra::database::Kind;
use serde_json::json;

on_both!(
    a_request_is_dismissed,
    a_request_becomes_a_service_order_and_lives_on,
    the_manager_validates_it_at_the_screen,
    the_requester_sees_their_own_thread_and_nothing_else,
    the_requester_asks_for_something_else,
);

async fn version(request: &Order) -> u64 {
    request.read().await["version"].as_u64().expect("a version")
}

async fn a_request_is_dismissed(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let request = manager.takes_in(&manager.demand()).await;
    assert_eq!(request.status().await, "pending, must_act");
    let read = request.read().await;
    assert_eq!((&read["type"], &read["number"]), (&json!("?"), &json!(1)));
    assert_eq!(read["actions"][0]["action"], "validate_request");
    assert_eq!(read["actions"][1]["action"], "dismiss_request");
    let mail = request.last_mail_to(harness::cabinet::MANAGER_EMAIL).await;
    let place = format!("/tickets/{}", request.id);
    assert!(
        mail.links.iter().any(|link| link.ends_with(&place)),
        "{:?}",
        mail.links
    );

    let client = request.requester().await;
    let page = client.page().await.succeeded();
    assert!(page.text.contains("Votre demande est enregistrée"));
    assert!(page.text.contains("Mes cartons sont mouillés."));
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("x-robots-tag"), "noindex, nofollow");
    let before = version(&request).await;
    for address in ["", "/message"] {
        let _ = Visitor::new(&office.app.url)
            .open(&format!("{}{address}", client.address))
            .await
            .succeeded();
    }
    assert_eq!(version(&request).await, before, "looking changes nothing");

    manager
        .dismisses(&request, "La cave est privative : voyez votre assureur.")
        .await;
    assert_eq!(request.status().await, "dismissed, closed");
    let page = client.page().await.succeeded();
    assert!(
        page.text.contains("Votre demande est annulée"),
        "{}",
        page.text
    );
    assert!(page.text.contains("voyez votre assureur"), "{}", page.text);
    assert!(
        !page.text.contains("Écrire à l'agence") && !page.text.contains("Écrire à l&#39;agence")
    );
    let again = manager
        .tries_on_ticket(&request, "dismissals", json!({ "reason": "Encore" }))
        .await;
    assert_eq!(again.status, 200, "doing it again changes nothing");
    let too_late = json!({ "contractor": { "contractor": office.cabinet.plumber.uuid() } });
    let refused = manager
        .tries_on_ticket(&request, "validations", too_late)
        .await;
    assert_eq!(refused.status, 409);
    assert_eq!(refused.json()["code"], "request_dismissed");

    insta::assert_snapshot!(request.log().await, @r"
    Mon 02 09:00 RequestSubmitted by manager for the requester
    Mon 02 09:00 RequestDismissed by manager
    ");
    insta::assert_snapshot!(request.told().await, @r"
    request_received → requester by email: sent
    request_received → requester by sms: sent
    request_submitted → manager by email: sent
    request_dismissed → requester by email: sent
    request_dismissed → requester by sms: sent
    ");
}

async fn a_request_becomes_a_service_order_and_lives_on(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let request = manager.takes_in(&manager.demand()).await;
    let photo = format!("/tickets/{}/attachments", request.id);
    let photo = manager.caller.upload(&photo, "cave.jpg", "JPEG").await;
    assert_eq!(photo.status, 201, "its files follow");
    let refused = manager
        .tries_on_ticket(&request, "closures", json!({}))
        .await;
    assert_eq!(refused.json()["code"], "request_pending");

    let order = manager.validates(&request).await;
    let read = order.read().await;
    assert_eq!((&read["type"], &read["number"]), (&json!("ODS"), &json!(1)));
    assert_eq!(
        read["original_description"],
        manager.demand()["description"]
    );
    assert_eq!(read["source"], "extranet");
    assert_eq!(read["watchers"].as_array().map(Vec::len), Some(1));
    assert_eq!(read["attachments"].as_array().map(Vec::len), Some(1));
    assert_eq!(order.status().await, "awaiting_answer, waiting");
    assert_eq!(read["request"]["stage"], "validated");

    let client = order.requester().await;
    assert!(
        client
            .page()
            .await
            .text
            .contains("Un intervenant est sollicité")
    );
    let plumber = order.contractor().await;
    plumber.accepts_for(tomorrow_at(9, 0)).await;
    let page = client.page().await.succeeded();
    assert!(
        page.text.contains("Une intervention est prévue"),
        "{}",
        page.text
    );
    office.until(tomorrow_at(12, 0)).await;
    plumber.is_done_on(tomorrow_at(9, 0).date()).await;
    assert!(client.page().await.text.contains("est terminée"));
    office.until(days_later(3, 9, 0)).await;
    manager.closes(&order).await;
    assert!(client.page().await.text.contains("Le dossier est clos"));

    insta::assert_snapshot!(order.log().await, @r"
    Mon 02 09:00 RequestSubmitted by manager for the requester
    Mon 02 09:00 AttachmentAdded by manager
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 OrderAccepted by contractor
    Tue 03 08:45 OnSitePresenceRequested by timer
    Tue 03 11:10 CompletionRequested by timer
    Tue 03 12:00 CompletionReported by contractor
    Thu 05 09:00 TicketClosed by manager
    ");
    insta::assert_snapshot!(order.told().await, @r"
    request_received → requester by email: sent
    request_received → requester by sms: sent
    request_submitted → manager by email: sent
    request_validated → requester by email: sent
    request_validated → requester by sms: sent
    ticket_opened → manager by email: sent
    order_sent → contractor by email: sent
    order_sent → contractor by sms: sent
    order_accepted → manager by email: sent
    order_accepted → watcher by email: sent
    order_accepted → watcher by sms: sent
    presence_request → contractor by email: sent
    presence_request → contractor by sms: sent
    completion_request → contractor by email: sent
    completion_request → contractor by sms: sent
    completion_reported → manager by email: sent
    completion_reported → watcher by email: sent
    completion_reported → watcher by sms: sent
    ticket_closed → contractor by email: sent
    ticket_closed → contractor by sms: sent
    ticket_closed → manager by email: sent
    ticket_closed → watcher by email: sent
    ticket_closed → watcher by sms: sent
    ");
}

async fn the_manager_validates_it_at_the_screen(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let request = manager.takes_in(&manager.demand()).await;
    let desk = office.signed_in().await;
    let list = desk.open("/tickets").await.succeeded();
    assert!(list.text.contains("En attente de validation"));
    let place = format!("/tickets/{}", request.id);
    let page = desk.open(&place).await.succeeded();
    assert!(page.text.contains("Valider le ticket") && page.text.contains("Annuler le ticket"));

    let form = desk.form(&format!("{place}/validate"), "/validate").await;
    let filled: Vec<_> = form
        .fields
        .iter()
        .map(|(_, value)| value.as_str())
        .collect();
    assert!(filled.contains(&"De l’eau dans la cave"), "{filled:?}");
    assert!(filled.contains(&"Léa Petit"), "a watcher: {filled:?}");
    let incomplete = desk.submit(&form.clone().with("open", "yes")).await;
    assert_eq!(incomplete.status, 422, "somebody must be sent");
    let plumber = office.cabinet.plumber.to_string();
    let complete = form
        .with("contractor", &plumber)
        .with("subject", "Fuite en cave")
        .with("open", "yes");
    let done = desk.submit(&complete).await;
    assert!(done.status.is_redirection(), "{}", done.text);
    office.app.settle().await;

    let read = request.read().await;
    assert_eq!(read["type"], "ODS");
    assert_eq!(read["subject"], "Fuite en cave");
    assert_eq!(
        read["original_description"],
        manager.demand()["description"]
    );
    let requester = &read["requester"];
    assert_eq!(
        requester["party"], read["watchers"][0]["party"],
        "still the same person"
    );
    let again = desk.open(&format!("{place}/validate")).await;
    assert!(again.status.is_redirection(), "it is decided on");
}

async fn the_requester_sees_their_own_thread_and_nothing_else(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let request = manager.takes_in(&manager.demand()).await;
    let client = request.requester().await;
    client.writes("Faut-il couper l’eau ?").await;
    assert_eq!(request.status().await, "pending, must_act");
    let answer = json!({ "to": "requester", "subject": "Votre cave", "text": "Oui, au compteur." });
    manager.does(&request, "messages", answer).await;
    let note = json!({ "html": "Ton difficile" });
    manager.does(&request, "notes", note).await;

    let order = manager.validates(&request).await;
    let to_plumber = "Prévoir une pompe";
    manager.writes_to_the_contractor(&order, to_plumber).await;
    let page = client.page().await.succeeded();
    assert!(
        page.text.contains("Faut-il couper l’eau ?"),
        "{}",
        page.text
    );
    assert!(page.text.contains("Oui, au compteur."));
    for hidden in ["Ton difficile", to_plumber] {
        assert!(!page.text.contains(hidden), "{hidden}");
    }
    // A contractor's link opens no follow-up, and the other way round.
    let contractors = order.contractor().await.address;
    let swapped = contractors.replace("/r/", "/d/");
    assert_eq!(
        Visitor::new(&office.app.url).open(&swapped).await.status,
        410
    );
    let swapped = client.address.replace("/d/", "/r/");
    assert_eq!(
        Visitor::new(&office.app.url).open(&swapped).await.status,
        410
    );

    let by_program = format!("/requests/links/{}", client.token());
    let anybody = harness::caller::ApiCaller::new(&office.app.url, "");
    let read = anybody.get(&by_program).await.succeeded().json();
    assert_eq!(read["status"], "in_progress");
    assert_eq!(read["messages"].as_array().map(Vec::len), Some(2));
    assert!(read.to_string().contains("Oui, au compteur."));
}

async fn the_requester_asks_for_something_else(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let first = manager.takes_in(&manager.demand()).await;
    manager.dismisses(&first, "Cave privative").await;
    let client = first.requester().await;
    let empty = client.asks_for("", "").await;
    assert_eq!(empty.status, 422);
    let done = client
        .asks_for("Porte de cave", "Elle ne ferme plus.")
        .await;
    assert!(done.status.is_redirection(), "{}", done.text);

    let list = manager.caller.get("/tickets").await.succeeded().json();
    let second = &list["items"][0];
    assert_eq!(
        (&second["number"], &second["status"]),
        (&json!(2), &json!("pending"))
    );
    let second = Order {
        id: second["id"]
            .as_str()
            .expect("an id")
            .parse()
            .expect("an id"),
        ..first.clone()
    };
    let read = second.read().await;
    assert_eq!(
        read["requester"]["party"],
        first.read().await["requester"]["party"]
    );
    assert_eq!(read["original_description"], "Elle ne ferme plus.");
    assert_eq!(
        second.log().await,
        "Mon 02 09:00 RequestSubmitted by requester"
    );
    insta::assert_snapshot!(second.told().await, @r"
    request_received → requester by email: sent
    request_received → requester by sms: sent
    request_submitted → manager by email: sent
    ");
    let other = second.requester().await;
    assert_ne!(other.token(), client.token());
    assert!(other.page().await.text.contains("Elle ne ferme plus."));

    // A link in the wrong hands floods nobody.
    let by_program = format!("/requests/links/{}/requests", client.token());
    let anybody = harness::caller::ApiCaller::new(&office.app.url, "");
    let body = json!({ "subject": "Encore", "description": "" });
    for _ in 0..3 {
        assert_eq!(anybody.post(&by_program, &body).await.status, 201);
    }
    assert_eq!(anybody.post(&by_program, &body).await.status, 429);
}
