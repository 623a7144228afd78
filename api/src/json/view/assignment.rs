//! Where does a contractor's part stand, and what may be done with it now?

use super::{ChannelsView, PersonView, text};
use crate::json::needs::ActionView;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use domain::ticket::{Assignment, Invoice, Offer, Presence, Step, Visit};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// One contractor's part in a ticket.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssignmentView {
    pub id: Uuid,
    #[schema(example = "planned")]
    pub step: &'static str,
    /// The directory's entry, unless typed in by hand.
    pub contractor: Option<Uuid>,
    pub contact: PersonView,
    pub channels: ChannelsView,
    pub trade: Option<String>,
    pub instructions: Option<String>,
    /// The visit, while there is one to come or under way.
    pub visit: Option<VisitView>,
    /// Since when an answer or the invoice is awaited, and how often it was reminded of.
    pub awaited: Option<AwaitedView>,
    /// The quote that counts: the last received.
    pub quote: Option<QuoteView>,
    /// The local day for which the quote is promised.
    pub quote_expected_on: Option<NaiveDate>,
    pub completed_on: Option<NaiveDate>,
    /// The one that counts: the last received.
    pub invoice: Option<InvoiceView>,
    pub read_at: Option<DateTime<Utc>>,
    /// When the step became final.
    pub ended_at: Option<DateTime<Utc>>,
    /// What the caller may do now, the usual next step first, and what each needs.
    pub actions: Vec<ActionView>,
}

/// A visit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VisitView {
    /// Local date and time at the building.
    #[schema(value_type = String, format = "local-date-time", example = "2026-03-02T09:00:00")]
    pub start: NaiveDateTime,
    #[schema(value_type = String, format = "local-date-time", example = "2026-03-02T11:00:00")]
    pub end: NaiveDateTime,
    pub minutes: u32,
    /// IANA name.
    #[schema(example = "Europe/Paris")]
    pub zone: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// Whether the agency has confirmed it.
    pub confirmed: bool,
    #[schema(example = "asked")]
    pub presence: &'static str,
    /// Of a contractor who said they come late.
    pub expected_at: Option<DateTime<Utc>>,
}

/// Something that was asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AwaitedView {
    pub since: DateTime<Utc>,
    /// Reminders sent by themselves.
    pub reminded: u8,
    /// All reminders are used up.
    pub exhausted: bool,
}

/// A quote.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QuoteView {
    /// Counts the quotes of this part; a decision names the one that it is about.
    #[schema(example = 1)]
    pub version: u16,
    /// In cents, including tax.
    pub amount_cents: i64,
    pub attachment: Option<Uuid>,
    pub received_at: DateTime<Utc>,
    pub accepted_at: Option<DateTime<Utc>>,
    /// The copy that the agency signed.
    pub signed: Option<Uuid>,
}

impl From<&Offer> for QuoteView {
    fn from(offer: &Offer) -> Self {
        Self {
            version: offer.version,
            amount_cents: offer.quote.amount.cents(),
            attachment: offer.quote.attachment.map(Into::into),
            received_at: offer.received_at,
            accepted_at: offer.accepted_at,
            signed: offer.signed.map(Into::into),
        }
    }
}

/// An invoice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvoiceView {
    /// In cents, including tax.
    pub amount_cents: i64,
    pub number: Option<String>,
    pub dated: Option<NaiveDate>,
    pub attachment: Option<Uuid>,
}

impl AssignmentView {
    pub fn new(assignment: &Assignment, actions: Vec<ActionView>) -> Self {
        let contractor = &assignment.contractor;
        Self {
            id: assignment.id.uuid(),
            step: assignment.step_code().code(),
            contractor: contractor.contractor.map(Into::into),
            contact: PersonView::from(&contractor.details),
            channels: contractor.channels.into(),
            trade: contractor.trade.clone(),
            instructions: contractor.instructions.as_ref().and_then(text),
            visit: assignment.step.visit().map(VisitView::from),
            awaited: awaited(&assignment.step),
            quote: assignment.offer.as_ref().map(QuoteView::from),
            quote_expected_on: promised_for(&assignment.step),
            completed_on: completed_on(&assignment.step),
            invoice: assignment.invoice.as_ref().map(InvoiceView::from),
            read_at: assignment.read_at,
            ended_at: assignment.ended_at,
            actions,
        }
    }
}

impl From<&Visit> for VisitView {
    fn from(visit: &Visit) -> Self {
        let (presence, expected_at) = match visit.presence {
            Presence::NotAsked => ("not_asked", None),
            Presence::Asked => ("asked", None),
            Presence::KeptBack => ("kept_back", None),
            Presence::Lapsed => ("lapsed", None),
            Presence::Late { expected_at } => ("late", Some(expected_at)),
            Presence::Confirmed => ("confirmed", None),
        };
        let slot = &visit.slot;
        Self {
            start: slot.local_start(),
            end: slot.local_end(),
            minutes: slot.minutes(),
            zone: slot.zone().name().to_owned(),
            starts_at: slot.start(),
            ends_at: slot.end(),
            confirmed: visit.confirmed,
            presence,
            expected_at,
        }
    }
}

impl From<&Invoice> for InvoiceView {
    fn from(invoice: &Invoice) -> Self {
        Self {
            amount_cents: invoice.amount.cents(),
            number: invoice.number.as_ref().and_then(text),
            dated: invoice.dated,
            attachment: invoice.attachment.map(Into::into),
        }
    }
}

fn awaited(step: &Step) -> Option<AwaitedView> {
    match step {
        Step::AwaitingAnswer { asked }
        | Step::QuoteRequested { asked }
        | Step::QuotePromised { asked, .. }
        | Step::QuoteAccepted { asked }
        | Step::InvoiceRequested { asked } => Some(AwaitedView {
            since: asked.at,
            reminded: asked.reminded,
            exhausted: asked.exhausted,
        }),
        Step::QuoteReceived
        | Step::QuoteInApproval
        | Step::QuoteDisapproved
        | Step::QuoteApproved
        | Step::QuoteRefused
        | Step::Planned { .. }
        | Step::OnSite { .. }
        | Step::AwaitingCompletion { .. }
        | Step::Completed { .. }
        | Step::Invoiced
        | Step::Declined
        | Step::Cancelled => None,
    }
}

fn promised_for(step: &Step) -> Option<NaiveDate> {
    if let Step::QuotePromised { expected_on, .. } = step {
        *expected_on
    } else {
        None
    }
}

fn completed_on(step: &Step) -> Option<NaiveDate> {
    match step {
        Step::Completed { on } => Some(*on),
        Step::AwaitingAnswer { .. }
        | Step::QuoteRequested { .. }
        | Step::QuotePromised { .. }
        | Step::QuoteReceived
        | Step::QuoteInApproval
        | Step::QuoteDisapproved
        | Step::QuoteApproved
        | Step::QuoteAccepted { .. }
        | Step::QuoteRefused
        | Step::Planned { .. }
        | Step::OnSite { .. }
        | Step::AwaitingCompletion { .. }
        | Step::InvoiceRequested { .. }
        | Step::Invoiced
        | Step::Declined
        | Step::Cancelled => None,
    }
}
