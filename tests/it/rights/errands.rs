//! How is an operation carried out? Where a ticket has to stand for it, and what has to be said.

use harness::people::slot;
use harness::when::tomorrow_at;
use serde_json::{Value, json};

use super::ground::{Entry, Ground};
use super::people::People;
use crate::actions::state::State;

/// What an operation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Nothing that is there already.
    Nothing,
    Ticket(State),
    /// Something that a client asked for.
    Request,
    /// A visit to which the contractor was asked whether they are there.
    Presence,
    /// A picture that the agency sent to the contractors.
    Picture,
    /// A picture that the requester sent.
    RequestersPicture,
    Entry(Entry),
}

/// What is sent.
pub enum Body {
    None,
    Json(Value),
    File,
}

/// `operation` as the tables name it: `POST /tickets/{ticket}/notes`.
pub fn about(operation: &str) -> About {
    if let Some(entry) = Entry::of(operation) {
        return About::Entry(entry);
    }
    let by_requester = operation.contains("/requests/links/");
    if operation.contains("/attachments/{attachment}") {
        return if by_requester {
            About::RequestersPicture
        } else {
            About::Picture
        };
    }
    if by_requester {
        return About::Request;
    }
    if operation.contains("/approvals/") {
        return About::Ticket(State::QuoteInApproval);
    }
    if operation == "POST /links/{token}/presence-answers" {
        return About::Presence;
    }
    if !operation.contains("/tickets/{ticket}") && !operation.contains("/links/{token}") {
        return About::Nothing;
    }
    About::Ticket(state(deed(operation)))
}

/// The last word of its address.
fn deed(operation: &str) -> &str {
    operation.rsplit('/').next().unwrap_or_default()
}

/// Where a ticket stands on which this can be done.
fn state(deed: &str) -> State {
    match deed {
        "acknowledgements" => State::Called,
        "approvals" | "quote-acceptances" | "quote-refusals" => State::QuoteReceived,
        "completions" | "completion-denials" => State::OnSite,
        "invoice-requests" => State::Completed,
        "invoices" => State::InvoiceRequested,
        "invoice-rejections" => State::Invoiced,
        "presence-answers" | "quote-needs" => State::Planned,
        "quote-requests" => State::Planned,
        "quote-promises" | "quotes" => State::QuoteRequested,
        "reopenings" => State::Closed,
        "signed-quotes" => State::QuoteAccepted,
        "slots" | "slot-cancellations" | "slot-confirmations" | "slot-postponements" => {
            State::Planned
        }
        "validations" | "dismissals" => State::Pending,
        _ => State::Awaiting,
    }
}

/// Whether it can be carried out once only, or not in the same way again.
pub fn uses_up(operation: &str) -> bool {
    !operation.starts_with("GET") && deed(operation) != "erase"
}

/// What is asked after the address.
pub fn query(operation: &str) -> &'static str {
    match operation {
        "GET /properties" => "?module=syndic",
        "GET /persons" => "?q=girard",
        "POST /tickets/{ticket}/attachments" => "?name=photo.jpg&to=contractors",
        _ if operation.starts_with("POST") && deed(operation) == "attachments" => "?name=photo.jpg",
        _ => "",
    }
}

pub fn body(operation: &str, people: &People, ground: &Ground) -> Body {
    if operation.starts_with("GET") {
        Body::None
    } else if deed(operation) == "attachments" {
        Body::File
    } else {
        Body::Json(said(operation, people, ground))
    }
}

fn said(operation: &str, people: &People, ground: &Ground) -> Value {
    let (cabinet, manager) = (&people.office.cabinet, people.office.manager());
    let president = json!({ "party": cabinet.girard.uuid(), "channels": { "email": true } });
    let another_visit = slot(tomorrow_at(14, 0));
    let plumber = json!({ "contractor": cabinet.plumber.uuid() });
    let locksmith = json!({ "contractor": cabinet.locksmith.uuid() });
    let text = json!({ "text": "Nous rappelons demain." });
    match operation {
        "POST /tickets" => return manager.leak(),
        "POST /requests" => return manager.demand(),
        "POST /tickets/{ticket}/messages" => {
            return json!({ "to": "site_contact", "subject": "Accès", "text": "À demain." });
        }
        "POST /requests/links/{token}/requests" => {
            return json!({ "subject": "La porte", "description": "Elle ne ferme plus." });
        }
        "POST /sms/reports/{token}" => return json!({}),
        _ => {}
    }
    match deed(operation) {
        "answers" => json!({ "answer": "accept", "slot": slot(tomorrow_at(9, 0)) }),
        "approvals" => json!({ "approver": president }),
        "assignments" => json!({ "contractor": locksmith, "others": "keep" }),
        "completion-denials" => json!({ "next": "new_slot", "slot": another_visit }),
        "completions" => json!({ "completed_on": "2026-03-02" }),
        "contact-details" => json!({ "contractor": { "phone": "06 39 98 00 09" } }),
        "details" => json!({ "subject": "Fuite au 4e étage" }),
        "dismissals" => json!({ "reason": "Déjà fait" }),
        "invoice-rejections" => json!({ "comment": "Le taux de TVA" }),
        "invoices" => json!({ "invoice": { "amount": "248,50" } }),
        "messages" => text,
        "notes" => json!({ "html": "<p>Rappeler lundi</p>" }),
        "presence-answers" => json!({ "answer": "on_site" }),
        "quote-acceptances" | "quote-refusals" => json!({ "version": 1 }),
        "quotes" => json!({ "quote": { "amount": "1250,50" } }),
        "reminder-policy" => {
            let weekly = json!({ "every_days": 7, "at_most": 2 });
            json!({ "quote": weekly, "invoice": weekly, "visit_hours": 24 })
        }
        "reopenings" => json!({ "reason": "La fuite revient" }),
        "signed-quotes" => json!({ "attachment": ground.attachment }),
        "silent-mode" => json!({ "on": true }),
        "site-contact" => json!({ "site_contact": president }),
        "slot-cancellations" => json!({ "reason": "Personne pour ouvrir" }),
        "slot-postponements" | "slots" => json!({ "slot": another_visit }),
        "third-party-notices" => json!({ "persons": [president], "text": "Un plombier vient." }),
        "time-entries" => json!({ "seconds": 60 }),
        "transfers" => json!({ "to": people.colleague.uuid() }),
        "validations" => json!({ "contractor": plumber }),
        "verdicts" => {
            json!({ "decision": "approve", "assignment": ground.assignment(), "version": 1 })
        }
        "watchers" => json!({ "watchers": [president] }),
        // What has to be said nothing for; a field that does not belong there is refused.
        _ => json!({}),
    }
}
