//! Which messages bring a visit to the recipient's calendar, and which take it away?

use chrono::{DateTime, Utc};
use domain::policy::occasion::Occasion;
use domain::ticket::Recipient;

use super::calendar_file::{self, Entry, Method};
use super::letter::Letter;
use super::scene::Scene;
use super::values;
use crate::delivery::channel::{CalendarFile, Correspondent};

/// A visit goes into the calendars of those who take part in it or wait for it; the agency's staff have their list.
pub(super) fn calendar(
    scene: &Scene<'_>,
    letter: &Letter,
    domain: &str,
    (organizer, attendee): (&Correspondent, &Correspondent),
    stamp: DateTime<Utc>,
) -> Option<CalendarFile> {
    if matches!(scene.recipient, Recipient::Staff { .. }) {
        return None;
    }
    let method = method(scene)?;
    let slot = match method {
        Method::Request => scene.visit()?,
        Method::Cancel => scene.previous_visit()?,
    };
    let opening = scene.opening()?;
    Some(calendar_file::file(&Entry {
        method,
        uid: format!("{}@{domain}", scene.part()?.id),
        sequence: u32::try_from(scene.sequence).unwrap_or(u32::MAX),
        stamp,
        start: slot.start(),
        end: slot.end(),
        summary: &letter.subject,
        location: &values::place(&opening.property),
        description: &letter.paragraphs.join("\n\n"),
        organizer,
        attendee,
        file_name: format!("intervention-{}.ics", opening.number),
    }))
}

fn method(scene: &Scene<'_>) -> Option<Method> {
    match scene.occasion {
        Occasion::OrderAccepted
        | Occasion::SlotProposed
        | Occasion::SlotConfirmed
        | Occasion::SlotPostponed => Some(Method::Request),
        Occasion::SlotCancelled | Occasion::AssignmentCancelled => Some(Method::Cancel),
        Occasion::QuoteRequest => scene.called_off().map(|_| Method::Cancel),
        Occasion::PresenceAnswered => presence(scene),
        Occasion::RequestSubmitted
        | Occasion::RequestReceived
        | Occasion::RequestValidated
        | Occasion::RequestDismissed
        | Occasion::TicketOpened
        | Occasion::OrderSent
        | Occasion::LinkRenewed
        | Occasion::AnswerReminder
        | Occasion::OrderDeclined
        | Occasion::VisitReminder
        | Occasion::PresenceRequest
        | Occasion::CompletionRequest
        | Occasion::CompletionReminder
        | Occasion::CompletionReported
        | Occasion::CompletionDenied
        | Occasion::QuoteFoundNecessary
        | Occasion::QuoteReminder
        | Occasion::QuoteReceived
        | Occasion::QuoteReplaced
        | Occasion::QuoteDeclined
        | Occasion::QuoteAccepted
        | Occasion::SlotReminder
        | Occasion::QuoteRefused
        | Occasion::QuoteCancelled
        | Occasion::SignedQuote
        | Occasion::ApprovalRequest
        | Occasion::ApprovalReminder
        | Occasion::ApprovalInformation
        | Occasion::QuoteApproved
        | Occasion::QuotesDisapproved
        | Occasion::InvoiceRequest
        | Occasion::InvoiceReminder
        | Occasion::InvoiceRequestedAgain
        | Occasion::InvoiceReceived
        | Occasion::MessageSent
        | Occasion::MessageReceived
        | Occasion::ThirdPartyInformed
        | Occasion::TicketTransferred
        | Occasion::TicketClosed
        | Occasion::DeliveryFailed => None,
    }
}

/// "Late" leaves the visit where it is in the calendar; another date or none does not.
fn presence(scene: &Scene<'_>) -> Option<Method> {
    let moved = scene.previous_visit().is_some();
    moved.then(|| {
        if scene.visit().is_some() {
            Method::Request
        } else {
            Method::Cancel
        }
    })
}
