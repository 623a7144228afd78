//! Does every refusal that a service order knows come as a problem with its status, its code and its field?

use harness::caller::Answer;
use harness::office::{Office, Order};
use harness::on_both;
use harness::people::{Manager, slot};
use harness::when::{days_later, monday, tomorrow_at};
use infra::database::Kind;
use serde_json::{Value, json};

on_both!(
    what_is_wrong_when_a_ticket_is_opened,
    what_is_wrong_with_a_value,
    what_the_step_does_not_allow,
    nothing_can_be_done_on_a_closed_ticket,
    what_belongs_to_another_agency_is_not_there,
    what_a_role_may_not_do,
    a_stale_version_and_a_key_used_for_something_else,
);

/// Status, code, field.
type Refused = (u16, &'static str, &'static str);

fn assert_refused(answer: &Answer, expected: Refused) {
    let (status, code, field) = answer.problem();
    assert_eq!(
        (status, code.as_str(), field.as_str()),
        expected,
        "{}",
        answer.text
    );
    let detail = answer.json()["detail"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    assert!(
        !detail.is_empty() && !detail.contains(&code),
        "a sentence, not a code: {detail}"
    );
}

async fn what_is_wrong_when_a_ticket_is_opened(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let cabinet = &office.cabinet;
    let nobody = "00000000-0000-7000-8000-000000000000";
    let cases: Vec<(&str, Value, Refused)> = vec![
        ("subject", json!("   "), (422, "empty_text", "subject")),
        (
            "subject",
            json!("é".repeat(201)),
            (422, "text_too_long", "subject"),
        ),
        (
            "description",
            json!("é".repeat(10_001)),
            (422, "text_too_long", "description"),
        ),
        (
            "property",
            json!(nobody),
            (422, "not_in_the_directory", "property"),
        ),
        (
            "property",
            json!(cabinet.flat.uuid()),
            (422, "property_of_another_module", "property"),
        ),
        (
            "requested_at",
            json!("2026-03-02T09:01:00+01:00"),
            (422, "requested_in_the_future", "requested_at"),
        ),
        (
            "requested_at",
            json!("hier"),
            (422, "not_an_instant", "requested_at"),
        ),
        (
            "name_landlord",
            json!(true),
            (422, "landlord_outside_gerance", "name_landlord"),
        ),
        (
            "contractor",
            json!({ "contractor": nobody }),
            (422, "not_in_the_directory", "contractor.contractor"),
        ),
        (
            "contractor",
            json!({ "contractor": cabinet.locksmith.uuid(), "channels": { "email": true } }),
            (422, "no_email_for_channel", "contractor.email"),
        ),
        (
            "contractor",
            json!({ "name": "Dupont", "email": "dupont@exemple.example", "channels": { "sms": true } }),
            (422, "no_mobile_for_channel", "contractor.phone"),
        ),
        (
            "contractor",
            json!({ "name": "Dupont", "email": "dupont@@exemple", "channels": { "email": true } }),
            (422, "invalid_email", "contractor.email"),
        ),
        (
            "contractor",
            json!({ "name": "Dupont", "phone": "06 39", "channels": { "sms": true } }),
            (422, "invalid_phone", "contractor.phone"),
        ),
        (
            "watchers",
            json!([{ "name": "Paul", "channels": {} }]),
            (422, "no_channel", "watchers[0].channels"),
        ),
        (
            "watchers",
            json!([{ "party": cabinet.girard.uuid(), "channels": { "sms": true } }]),
            (422, "no_mobile_for_channel", "watchers[0].phone"),
        ),
        (
            "site_contact",
            json!({ "name": "Gardien", "channels": { "email": true } }),
            (422, "no_email_for_channel", "site_contact.email"),
        ),
        (
            "reminder_policy",
            json!({ "quote": { "every_days": 7, "at_most": 3 }, "invoice": { "every_days": 91, "at_most": 3 }, "visit_hours": 48 }),
            (
                422,
                "reminder_days_out_of_range",
                "reminder_policy.invoice.every_days",
            ),
        ),
    ];
    for (field, value, expected) in cases {
        let mut body = manager.leak();
        body[field] = value;
        assert_refused(&manager.caller.post("/tickets", &body).await, expected);
    }
    let list = manager.caller.get("/tickets").await.succeeded().json();
    assert_eq!(list["items"], json!([]), "nothing was opened");
}

async fn what_is_wrong_with_a_value(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager.opens_a_service_order().await;
    let accept = |slot: Value| ("answers", json!({ "answer": "accept", "slot": slot }));
    let visit = |start: &str, minutes: u32| json!({ "start": start, "minutes": minutes });
    let policy = |days: u32, times: u32, hours: u32| {
        let cadence = json!({ "every_days": days, "at_most": times });
        json!({ "quote": { "every_days": 7, "at_most": 3 }, "invoice": cadence, "visit_hours": hours })
    };
    let on_the_part: Vec<((&str, Value), Refused)> = vec![
        (
            accept(visit("2026-03-03T09:00", 14)),
            (422, "slot_too_short", "slot.minutes"),
        ),
        (
            accept(visit("2026-03-03T09:00", 43_201)),
            (422, "slot_too_long", "slot.minutes"),
        ),
        (
            accept(visit("2026-03-29T02:30", 60)),
            (422, "local_time_does_not_exist", "slot.start"),
        ),
        (
            accept(visit("2026-10-25T02:30", 60)),
            (422, "local_time_is_repeated", "slot.repeated_hour"),
        ),
        (
            accept(visit("demain", 60)),
            (422, "not_a_local_time", "slot.start"),
        ),
        (
            ("answers", json!({ "answer": "decline", "reason": " " })),
            (422, "empty_text", "reason"),
        ),
        (
            ("answers", json!({ "answer": "decline" })),
            (400, "missing_field", "reason"),
        ),
    ];
    for ((what, body), expected) in on_the_part {
        assert_refused(&manager.tries(&order, what, body).await, expected);
    }
    let on_the_ticket: Vec<(&str, Value, Refused)> = vec![
        (
            "reminder-policy",
            policy(91, 3, 48),
            (422, "reminder_days_out_of_range", "invoice.every_days"),
        ),
        (
            "reminder-policy",
            policy(7, 21, 48),
            (422, "reminder_times_out_of_range", "invoice.at_most"),
        ),
        (
            "reminder-policy",
            policy(7, 3, 337),
            (422, "reminder_hours_out_of_range", "visit_hours"),
        ),
        (
            "transfers",
            json!({ "to": office.cabinet.accountant.uuid() }),
            (422, "not_a_manager", "to"),
        ),
        (
            "details",
            json!({ "subject": "" }),
            (422, "empty_text", "subject"),
        ),
        (
            "watchers",
            json!({ "watchers": [{ "name": "Paul", "channels": {} }] }),
            (422, "no_channel", "watchers[0].channels"),
        ),
        (
            "third-party-notices",
            json!({ "persons": [], "text": "Bonjour" }),
            (422, "nobody_chosen", "persons"),
        ),
        (
            "messages",
            json!({ "to": "landlord", "subject": "A", "text": "B" }),
            (422, "not_on_the_ticket", "to"),
        ),
    ];
    for (what, body, expected) in on_the_ticket {
        assert_refused(&manager.tries_on_ticket(&order, what, body).await, expected);
    }
    assert_unchanged(&order, 2).await;
    amounts(&manager, &order).await;
}

async fn amounts(manager: &Manager, order: &Order) {
    manager.enters_acceptance(order, tomorrow_at(9, 0)).await;
    manager.enters_completion(order, monday()).await;
    for (amount, code) in [
        ("-5", "amount_out_of_range"),
        ("0", "amount_out_of_range"),
        ("10 000 000,01", "amount_out_of_range"),
        ("12,345", "more_than_two_decimals"),
        ("beaucoup", "not_an_amount"),
    ] {
        let answer = manager
            .tries(
                order,
                "invoices",
                json!({ "invoice": { "amount": amount } }),
            )
            .await;
        assert_refused(&answer, (422, code, "invoice.amount"));
    }
    for amount in ["0,01", "10 000 000"] {
        manager.enters_invoice(order, amount).await;
        manager.finds_the_invoice_wrong(order, "Essai").await;
    }
}

async fn what_the_step_does_not_allow(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager.opens_a_service_order().await;
    let not_now = (409, "step_does_not_allow", "");
    let on_site = json!({ "answer": "on_site" });

    for (what, body) in [
        ("invoice-requests", json!({})),
        ("invoice-rejections", json!({ "comment": "Non" })),
        ("completions", json!({ "completed_on": monday() })),
        ("presence-answers", on_site.clone()),
        ("slot-confirmations", json!({})),
    ] {
        let answer = manager.tries(&order, what, body).await;
        assert_refused(&answer, not_now);
        let detail = answer.json()["detail"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert!(
            detail.contains("Attente du RDV d'intervention"),
            "says the current step: {detail}"
        );
    }
    let unknown = Order {
        assignment: domain::ids::AssignmentId::new(uuid::Uuid::nil()),
        ..order.clone()
    };
    let answer = manager.tries(&unknown, "cancellations", json!({})).await;
    assert_refused(&answer, (404, "unknown_assignment", ""));

    // The contractor by the link: a visit that lies in the past is none.
    let plumber = order.contractor().await;
    let yesterday = harness::people::slot_fields(days_later(-1, 9, 0));
    let answer = plumber.tries("accept", &yesterday).await;
    assert_eq!(answer.status, 422, "{}", answer.text);
    assert_unchanged(&order, 2).await;

    manager.enters_acceptance(&order, tomorrow_at(9, 0)).await;
    let answer = manager
        .tries(
            &order,
            "completions",
            json!({ "completed_on": "2026-03-03" }),
        )
        .await;
    assert_refused(&answer, (422, "completed_in_the_future", "completed_on"));
    let second = json!({ "contractor": { "contractor": office.cabinet.locksmith.uuid() }, "replace": false });
    let answer = manager.tries_on_ticket(&order, "assignments", second).await;
    assert_refused(&answer, (409, "contractor_already_engaged", ""));
}

async fn nothing_can_be_done_on_a_closed_ticket(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager.opens_a_service_order().await;
    let plumber = order.contractor().await;
    manager.closes(&order).await;
    let version = order.read().await["version"].as_u64().expect("a version");

    let closed = (409, "ticket_closed", "");
    for (what, body) in [
        (
            "answers",
            json!({ "answer": "accept", "slot": slot(tomorrow_at(9, 0)) }),
        ),
        ("answers", json!({ "answer": "decline", "reason": "Non" })),
        ("reminders", json!({})),
        ("cancellations", json!({})),
        (
            "contact-details",
            json!({ "contractor": { "phone": "06 39 98 00 09" } }),
        ),
    ] {
        assert_refused(&manager.tries(&order, what, body).await, closed);
    }
    for (what, body) in [
        ("details", json!({ "subject": "Autre" })),
        ("notes", json!({ "html": "<p>Note</p>" })),
        ("silent-mode", json!({ "on": true })),
        (
            "messages",
            json!({ "to": "site_contact", "subject": "A", "text": "B" }),
        ),
        ("transfers", json!({ "to": office.cabinet.manager.uuid() })),
        (
            "assignments",
            json!({ "contractor": { "contractor": office.cabinet.locksmith.uuid() } }),
        ),
    ] {
        assert_refused(&manager.tries_on_ticket(&order, what, body).await, closed);
    }
    let reopened = manager
        .tries_on_ticket(&order, "reopenings", json!({ "reason": "Fuite revenue" }))
        .await;
    assert_refused(&reopened, (409, "reopening_not_allowed", ""));
    let page = plumber.page().await;
    assert!(
        !page.text.contains("/accept"),
        "the closed order asks nothing: {}",
        page.text
    );
    assert_unchanged(&order, version).await;
}

async fn what_belongs_to_another_agency_is_not_there(on: Kind) {
    let office = Office::open(on).await;
    let order = office.manager().opens_a_service_order().await;
    let app = &office.app;
    let others = harness::cabinet::Cabinet::found(&app.app.database, &app.clock, json!({})).await;
    let stranger = harness::caller::ApiCaller::new(&app.url, others.token(others.manager));

    let not_there = (404, "not_found", "");
    assert_refused(
        &stranger.get(&format!("/tickets/{}", order.id)).await,
        not_there,
    );
    let closing = stranger
        .post(&format!("/tickets/{}/closure", order.id), &json!({}))
        .await;
    assert_refused(&closing, not_there);
    assert_eq!(
        stranger.get("/tickets").await.succeeded().json()["items"],
        json!([])
    );
    // Nor can their property be used.
    let mut body = office.manager().leak();
    body["contractor"] = json!({ "contractor": others.plumber.uuid() });
    let answer = stranger.post("/tickets", &body).await;
    assert_refused(&answer, (422, "not_in_the_directory", "property"));
}

async fn what_a_role_may_not_do(on: Kind) {
    let office = Office::open(on).await;
    let order = office.manager().opens_a_service_order().await;

    let closing = office
        .assistant()
        .tries_on_ticket(&order, "closure", json!({}))
        .await;
    assert_eq!(
        closing.problem().0,
        403,
        "assistants may not close unless the agency lets them"
    );
    let accountant = office.accountant();
    assert_eq!(
        accountant
            .tries(&order, "cancellations", json!({}))
            .await
            .problem()
            .0,
        403
    );
    assert_eq!(
        accountant
            .caller
            .get(&format!("/tickets/{}", order.id))
            .await
            .status,
        200
    );
    let nobody = harness::caller::ApiCaller::new(&office.app.url, "mct_wrong");
    assert_eq!(nobody.get("/tickets").await.problem().0, 401);
    assert_unchanged(&order, 2).await;
}

async fn a_stale_version_and_a_key_used_for_something_else(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager.opens_a_service_order().await;
    let path = format!("/tickets/{}/notes", order.id);
    let note = json!({ "html": "<p>Rappeler lundi</p>" });

    let stale = manager
        .caller
        .post_with(&path, &[("If-Match", "\"1\"")], &note)
        .await;
    assert_eq!(stale.problem().0, 412);
    let fresh = manager
        .caller
        .post_with(&path, &[("If-Match", "\"2\"")], &note)
        .await
        .succeeded();
    assert_eq!(fresh.json()["version"], 3);

    let key = [("Idempotency-Key", "k1")];
    let first = manager
        .caller
        .post_with(&path, &key, &note)
        .await
        .succeeded()
        .json();
    let again = manager
        .caller
        .post_with(&path, &key, &note)
        .await
        .succeeded()
        .json();
    assert_eq!(
        (&first["version"], &first["repeated"]),
        (&json!(4), &json!(false))
    );
    assert_eq!(
        (&again["version"], &again["repeated"]),
        (&json!(4), &json!(true))
    );
    let other = manager
        .caller
        .post_with(&path, &key, &json!({ "html": "<p>Autre</p>" }))
        .await;
    let (status, code, _) = other.problem();
    assert_eq!(
        (status, code.as_str()),
        (422, "key_reused"),
        "{}",
        other.text
    );
    assert_unchanged(&order, 4).await;
}

async fn assert_unchanged(order: &Order, version: u64) {
    assert_eq!(
        order.read().await["version"],
        version,
        "a refused command changes nothing"
    );
}
