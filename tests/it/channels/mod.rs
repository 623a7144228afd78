//! Does the state shown to the manager say what the servers on the other side have really got?

mod mail;
mod mail_scripts;
mod outage;
mod proof;
mod reports;
mod sms;
mod sms_scripts;

use harness::office::Order;
use infra::outbox::OutboxView;
use serde_json::json;

/// The message of an occasion by a channel.
async fn message(order: &Order, occasion: &str, channel: &str) -> OutboxView {
    let rows = order.messages().await;
    let found = rows
        .into_iter()
        .find(|row| json!(row.occasion) == json!(occasion) && json!(row.channel) == json!(channel));
    found.expect("such a message")
}
