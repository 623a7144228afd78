//! What is refused, how is it said, and does it change nothing? As a problem to programs, and beside the field to people.

mod opening;
mod pages;
mod state;
mod strangers;
mod values;

use harness::caller::Answer;
use harness::office::Order;

/// Status, code, field.
pub(super) type Refused = (u16, &'static str, &'static str);

pub(super) fn assert_refused(answer: &Answer, expected: Refused) {
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

pub(super) async fn assert_unchanged(order: &Order, version: u64) {
    assert_eq!(
        order.read().await["version"],
        version,
        "a refused command changes nothing"
    );
}
