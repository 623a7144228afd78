//! What does the agency decide on a ticket?

use super::{Order, Place, SlotInput, at};
use crate::problem::{Answer, Problem};
use domain::ticket::TicketCommand;
use domain::value::{Cadence, Description, ReminderPolicy, ReminderPolicyError, Subject};
use serde::Deserialize;
use utoipa::ToSchema;

/// The agency confirms the slot.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SlotConfirmationInput {}

impl Order for SlotConfirmationInput {
    fn command(self, place: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::ConfirmSlot {
            assignment: place.assignment,
        })
    }
}

/// The agency moves the visit.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SlotPostponementInput {
    pub slot: SlotInput,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub reason: Option<String>,
}

impl Order for SlotPostponementInput {
    fn command(self, place: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::PostponeSlot {
            assignment: place.assignment,
            slot: at("slot", self.slot.slot(place.zone))?,
            reason: place.remark("reason", self.reason.as_deref())?,
        })
    }
}

/// The contractor is asked for the invoice.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct InvoiceRequestInput {
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
}

impl Order for InvoiceRequestInput {
    fn command(self, place: &Place) -> Answer<TicketCommand> {
        let comment = place.remark("comment", self.comment.as_deref())?;
        Ok(TicketCommand::RequestInvoice {
            assignment: place.assignment,
            comment,
        })
    }
}

/// The invoice is wrong: it is asked for again.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvoiceRejectionInput {
    /// What is wrong with it.
    #[schema(min_length = 1, max_length = 2000)]
    pub comment: String,
}

impl Order for InvoiceRejectionInput {
    fn command(self, place: &Place) -> Answer<TicketCommand> {
        let comment = place.text("comment", &self.comment)?;
        Ok(TicketCommand::RejectInvoice {
            assignment: place.assignment,
            comment,
        })
    }
}

/// What was asked for is asked again, now.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReminderInput {}

impl Order for ReminderInput {
    fn command(self, place: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::RemindNow {
            assignment: place.assignment,
        })
    }
}

/// The contractor's part is over.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CancellationInput {
    #[schema(max_length = 2000)]
    pub reason: Option<String>,
}

impl Order for CancellationInput {
    fn command(self, place: &Place) -> Answer<TicketCommand> {
        let reason = place.remark("reason", self.reason.as_deref())?;
        Ok(TicketCommand::CancelAssignment {
            assignment: place.assignment,
            reason,
        })
    }
}

/// Subject and description, as correspondence repeats them.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DetailsInput {
    /// 1 to 200 characters.
    #[schema(min_length = 1, max_length = 200)]
    pub subject: String,
    /// At most 10 000 characters.
    #[serde(default)]
    #[schema(max_length = 10000)]
    pub description: String,
}

impl Order for DetailsInput {
    fn command(self, place: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::AmendDetails {
            subject: place.personal(at("subject", Subject::parse(&self.subject))?),
            description: place.personal(at("description", Description::parse(&self.description))?),
        })
    }
}

/// When the ticket reminds its contractor. 0 switches a reminder off.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReminderPolicyInput {
    pub quote: CadenceInput,
    pub invoice: CadenceInput,
    /// Hours before a visit: 0 to 336.
    #[schema(maximum = 336)]
    pub visit_hours: u32,
}

/// Every so many days, at most so many times.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CadenceInput {
    /// In days, 0 to 90.
    #[schema(maximum = 90)]
    pub every_days: u32,
    /// 0 to 20.
    #[schema(maximum = 20)]
    pub at_most: u32,
}

impl CadenceInput {
    fn cadence(self) -> Result<Cadence, ReminderPolicyError> {
        // A number that does not even fit its type is out of range by far.
        let days = u8::try_from(self.every_days).unwrap_or(u8::MAX);
        let times = u8::try_from(self.at_most).unwrap_or(u8::MAX);
        Cadence::new(days, times)
    }
}

impl ReminderPolicyInput {
    pub fn policy(&self) -> Answer<ReminderPolicy> {
        let quote = at("quote", self.quote.cadence())?;
        let invoice = at("invoice", self.invoice.cadence())?;
        let hours = u16::try_from(self.visit_hours).unwrap_or(u16::MAX);
        ReminderPolicy::new(quote, invoice, hours).map_err(Problem::from)
    }
}

impl Order for ReminderPolicyInput {
    fn command(self, _: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::SetReminderPolicy {
            policy: self.policy()?,
        })
    }
}

/// Whether anything leaves automatically.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SilentModeInput {
    pub on: bool,
}

impl Order for SilentModeInput {
    fn command(self, _: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::SwitchSilentMode { on: self.on })
    }
}

/// What called for attention has been seen.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AcknowledgementInput {}

impl Order for AcknowledgementInput {
    fn command(self, _: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::AcknowledgeAttention)
    }
}

/// The end of the ticket.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ClosureInput {
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
}

impl Order for ClosureInput {
    fn command(self, place: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::CloseTicket {
            comment: place.remark("comment", self.comment.as_deref())?,
        })
    }
}

/// Time that somebody had the ticket open.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TimeEntryInput {
    #[schema(maximum = 4294967295_u32)]
    pub seconds: u32,
}

impl Order for TimeEntryInput {
    fn command(self, _: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::RecordTimeSpent {
            seconds: self.seconds,
        })
    }
}
