//! What is wrong with a value is said with its field.

use super::*;
use domain::ids::{AssignmentId, TicketId};
use uuid::Uuid;

fn place() -> Place {
    Place {
        ticket: TicketId::new(Uuid::from_u128(1)),
        words: domain::personal::Subject::ticket(TicketId::new(Uuid::from_u128(1))),
        assignment: AssignmentId::new(Uuid::from_u128(2)),
        zone: chrono_tz::Europe::Paris,
        fresh: Fresh::new(Uuid::from_u128(3), None),
    }
}

fn refused<T: Order + serde::de::DeserializeOwned>(
    body: serde_json::Value,
) -> (&'static str, Option<String>) {
    let order: T =
        crate::extract::parse(&serde_json::to_vec(&body).expect("json")).expect("a readable body");
    let problem = order.command(&place()).expect_err("this must be refused");
    (problem.code(), problem.field().map(str::to_owned))
}

#[test]
fn to_accept_needs_a_slot_and_to_decline_a_reason() {
    use serde_json::json;
    assert_eq!(
        refused::<AnswerInput>(json!({"answer": "accept"})),
        ("missing_field", Some("slot".into()))
    );
    assert_eq!(
        refused::<AnswerInput>(json!({"answer": "decline"})),
        ("missing_field", Some("reason".into()))
    );
    assert_eq!(
        refused::<AnswerInput>(json!({"answer": "decline", "reason": "  "})),
        ("empty_text", Some("reason".into()))
    );
}

#[test]
fn a_slot_says_which_part_of_it_is_wrong() {
    let slot = |start: &str, minutes: u32| serde_json::json!({"slot": {"start": start, "minutes": minutes}});
    let refused = |body| refused::<SlotProposalInput>(body);
    assert_eq!(
        refused(slot("tomorrow", 60)),
        ("not_a_local_time", Some("slot.start".into()))
    );
    assert_eq!(
        refused(slot("2026-03-02T09:00", 14)),
        ("slot_too_short", Some("slot.minutes".into()))
    );
    assert_eq!(
        refused(slot("2026-03-29T02:30", 60)),
        ("local_time_does_not_exist", Some("slot.start".into()))
    );
    assert_eq!(
        refused(slot("2026-10-25T02:30", 60)),
        ("local_time_is_repeated", Some("slot.repeated_hour".into()))
    );
}

#[test]
fn an_amount_is_refused_at_its_place_in_the_invoice() {
    let invoice = |amount: &str| serde_json::json!({"invoice": {"amount": amount}});
    let refused = |body| refused::<InvoiceInput>(body);
    assert_eq!(refused(invoice("-3")).1, Some("invoice.amount".into()));
    assert_eq!(
        refused(invoice("0")),
        ("amount_out_of_range", Some("invoice.amount".into()))
    );
    assert_eq!(
        refused(invoice("1.234")),
        ("more_than_two_decimals", Some("invoice.amount".into()))
    );
}

#[test]
fn a_reminder_policy_says_which_number_is_out_of_range() {
    let policy = |days: u32, times: u32, hours: u32| {
        serde_json::json!({
            "quote": {"every_days": 7, "at_most": 3},
            "invoice": {"every_days": days, "at_most": times},
            "visit_hours": hours,
        })
    };
    let refused = |body| refused::<ReminderPolicyInput>(body);
    assert_eq!(
        refused(policy(91, 3, 48)),
        (
            "reminder_days_out_of_range",
            Some("invoice.every_days".into())
        )
    );
    assert_eq!(
        refused(policy(7, 300, 48)),
        (
            "reminder_times_out_of_range",
            Some("invoice.at_most".into())
        )
    );
    assert_eq!(
        refused(policy(7, 3, 70_000)),
        ("reminder_hours_out_of_range", Some("visit_hours".into()))
    );
}

#[test]
fn the_same_key_of_the_same_person_names_the_same_things() {
    let (one, other) = (Uuid::from_u128(3), Uuid::from_u128(4));
    let keyed = Fresh::new(one, Some("k"));
    assert_eq!(
        keyed.id("message"),
        Fresh::new(one, Some("k")).id("message")
    );
    assert_ne!(keyed.id("message"), keyed.id("note"));
    assert_ne!(
        keyed.id("message"),
        Fresh::new(other, Some("k")).id("message")
    );
    assert_ne!(
        Fresh::new(one, None).id("message"),
        Fresh::new(one, None).id("message")
    );
}
