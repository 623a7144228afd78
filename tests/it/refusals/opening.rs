//! What is wrong when a ticket is opened? Each rule with its status, its code and its field.

use harness::office::Office;
use harness::on_both;
use infra::database::Kind;
use serde_json::{Value, json};

use super::{Refused, assert_refused};

on_both!(what_is_wrong_when_a_ticket_is_opened);

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
