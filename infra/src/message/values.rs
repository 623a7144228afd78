//! What can a text name? The values of one message, by the names that the catalogue uses.

use domain::ticket::{PresenceAnswer, Property, Recipient, TicketEvent};
use domain::value::Slot;

use super::letter::Shown;
use super::scene::Scene;
use super::texts::Texts;
use super::when;

pub(super) fn texts(scene: &Scene<'_>, shown: &mut Shown) -> Texts {
    let mut texts = Texts::default();
    texts.set("agency", scene.letterhead.name.clone());
    if let Some(opening) = scene.opening() {
        let subject = shown.text(&opening.subject);
        texts.set("number", opening.number.to_string());
        texts.set("about", format!("{subject}, {}", place(&opening.property)));
        texts.set("subject", subject);
        texts.set("place", place(&opening.property));
    }
    let contractors = scene.contractors().into_iter();
    let names: Vec<_> = contractors.map(|it| shown.name(it)).collect();
    if !names.is_empty() {
        texts.set("contractor", listed(&names));
    }
    if let Some(person) = writer(scene, shown) {
        texts.set("person", person);
    }
    times(scene, &mut texts);
    if let TicketEvent::InvoiceReceived { invoice, .. } = scene.event {
        texts.set("amount", invoice.amount.to_string());
    } else if let Some(quote) = scene.quote() {
        texts.set("amount", quote.amount.to_string());
    }
    if let Some(link) = &scene.link {
        texts.set("link", link.clone());
    }
    texts
}

/// `4, rue Gilbert 54000 NANCY`, as on an envelope.
pub(super) fn place(property: &Property) -> String {
    format!(
        "{} {} {}",
        property.street,
        property.postal_code,
        property.city.to_uppercase()
    )
}

/// `A, B et C`.
fn listed(names: &[String]) -> String {
    match names {
        [first @ .., second_last, last] => {
            let mut listed = first.join(", ");
            if !listed.is_empty() {
                listed.push_str(", ");
            }
            format!("{listed}{second_last} et {last}")
        }
        _ => names.concat(),
    }
}

/// Who wrote to the agency, or asked it for something.
#[expect(clippy::wildcard_enum_match_arm, reason = "nobody else is quoted")]
fn writer(scene: &Scene<'_>, shown: &mut Shown) -> Option<String> {
    let who = match scene.event {
        TicketEvent::MessageReceived { from, .. } => Recipient::from(from.clone()),
        TicketEvent::RequestSubmitted(_) => Recipient::Requester,
        _ => return None,
    };
    let details = scene.now.details_of(&who)?;
    Some(shown.name(details))
}

fn times(scene: &Scene<'_>, texts: &mut Texts) {
    let zone = scene.letterhead.zone;
    if let Some(previous) = scene.previous_visit() {
        texts.set("previous", on(previous));
        texts.set("when", when::short(previous.start(), previous.zone()));
    }
    if let Some(visit) = scene.visit() {
        texts.set("visit", on(visit));
        texts.set("when", when::short(visit.start(), visit.zone()));
    }
    if let TicketEvent::PresenceAnswered {
        answer: PresenceAnswer::Late { expected_at },
        ..
    } = scene.event
    {
        texts.set(
            "expected",
            format!("le {}", when::moment(*expected_at, zone)),
        );
        texts.set("when", when::short(*expected_at, zone));
    }
    if let TicketEvent::CompletionReported { completed_on, .. } = scene.event {
        texts.set("date", format!("le {}", when::date(*completed_on)));
    }
    if let Some(asked) = scene.asked_at() {
        texts.set("asked", when::date(asked.with_timezone(&zone).date_naive()));
    }
}

/// `le mardi …`, or `du … au …` as it is.
fn on(slot: &Slot) -> String {
    let written = when::slot(slot);
    if written.starts_with("du ") {
        written
    } else {
        format!("le {written}")
    }
}
