//! What became of the messages that a fact led to?

use domain::ticket::{Channel, Recipient, TicketEvent};
use infra::log::RecordedEvent;
use infra::outbox::{Outbox, OutboxView, State};

use super::desk::Desk;
use super::log::Sendings;
use super::view::Sent;
use crate::pages::people;
use crate::pages::say::Say;
use crate::problem::Problem;
use crate::state::App;
use crate::text;

/// All messages of the ticket, by the fact that caused them.
pub async fn sendings(
    app: &App,
    desk: &Desk<'_>,
    events: &[RecordedEvent],
) -> Result<Sendings, Problem> {
    let outbox = Outbox::new(app.database.clone());
    let mut sendings = Sendings::new();
    for message in outbox.for_ticket(desk.agency.id, desk.id).await? {
        let sent = sent(desk, &message, events);
        sendings.entry(message.sequence).or_default().push(sent);
    }
    Ok(sendings)
}

fn sent(desk: &Desk<'_>, message: &OutboxView, events: &[RecordedEvent]) -> Sent {
    let t = desk.t;
    let channel = match message.channel {
        Channel::Email => t.say("channel-email"),
        Channel::Sms => t.say("channel-sms"),
    };
    let at = match message.state {
        State::Due | State::Attempted | State::Later | State::Unknown => Some(message.due_at),
        State::Sent | State::Failed | State::Suppressed | State::Delivered => message.settled_at,
    };
    let values = [
        ("whom", whom(desk, message, events)),
        ("channel", channel),
        (
            "when",
            at.map(|at| when(desk, message, at)).unwrap_or_default(),
        ),
    ];
    let (tone, icon) = look(message.state);
    Sent {
        tone,
        icon,
        text: text::text(t, &words(message, desk.moments.now), &values),
        pending: matches!(message.state, State::Due | State::Attempted),
    }
}

/// The words for what is known of a message, and no more than is known.
fn words(message: &OutboxView, now: chrono::DateTime<chrono::Utc>) -> String {
    let code = message.state.code();
    match message.state {
        // For the end of the quiet hours, or for a channel that stands still.
        State::Due if message.due_at > now => "sent-waits".to_owned(),
        State::Failed if message.is_perhaps_delivered() => format!("sent-{code}-perhaps"),
        State::Failed => match message.reason.as_deref() {
            Some(reason @ ("expired" | "no_address")) => format!("sent-{code}-{reason}"),
            Some(_) | None => format!("sent-{code}"),
        },
        State::Suppressed => match message.reason.as_deref() {
            Some(reason @ ("outdated" | "erased" | "restored")) => format!("sent-{reason}"),
            Some(_) | None => format!("sent-{code}"),
        },
        State::Due
        | State::Attempted
        | State::Sent
        | State::Later
        | State::Unknown
        | State::Delivered => format!("sent-{code}"),
    }
}

/// The day of the entry goes without saying.
fn when(desk: &Desk<'_>, message: &OutboxView, at: chrono::DateTime<chrono::Utc>) -> String {
    if desk.moments.same_day(message.created_at, at) {
        return desk.t.with("at-only", "time", desk.moments.time(at));
    }
    desk.moments.at(at)
}

/// Class and icon: colour is never alone.
fn look(state: State) -> (&'static str, &'static str) {
    match state {
        State::Due | State::Attempted | State::Later => ("", "wait"),
        State::Sent | State::Delivered => ("went", "done"),
        State::Failed => ("failed", "warn"),
        State::Unknown => ("kept", "help"),
        State::Suppressed => ("kept", "mute"),
    }
}

fn whom(desk: &Desk<'_>, message: &OutboxView, events: &[RecordedEvent]) -> String {
    match &message.recipient {
        Recipient::Staff { id } => people::colleague_name(desk.staff, *id, desk.t),
        Recipient::Informed { index } => informed(events, message.sequence, *index),
        Recipient::Contractor { .. }
        | Recipient::Requester
        | Recipient::Landlord
        | Recipient::President
        | Recipient::Tenant
        | Recipient::SiteContact
        | Recipient::Approver { .. }
        | Recipient::Watcher { .. } => people::on_ticket(desk.ticket, &message.recipient)
            .map_or_else(
                || desk.t.say("who-unknown"),
                |details| people::name(details).to_owned(),
            ),
    }
}

/// Persons who were informed once stand in the fact itself.
fn informed(events: &[RecordedEvent], sequence: u64, index: u16) -> String {
    let fact = events
        .iter()
        .find(|event| event.sequence == sequence)
        .and_then(RecordedEvent::ticket_event);
    let persons = match fact {
        Some(TicketEvent::ThirdPartyInformed { persons, .. }) => persons,
        Some(TicketEvent::ApprovalRequested { request, .. }) => &request.informed,
        Some(_) | None => return String::new(),
    };
    persons
        .get(usize::from(index))
        .map(|person| people::name(&person.person.details).to_owned())
        .unwrap_or_default()
}
