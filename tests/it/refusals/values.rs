//! What is wrong with a value? Texts, times, amounts, delays.

use harness::office::{Office, Order};
use harness::on_both;
use harness::people::Manager;
use harness::when::{monday, tomorrow_at};
use infra::database::Kind;
use serde_json::{Value, json};

use super::{Refused, assert_refused, assert_unchanged};

on_both!(what_is_wrong_with_a_value);

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
