//! Is it done, and what does it cost? The end of the job, by the contractor or through the agency.

use super::{Order, Place, SlotInput, at, date};
use crate::problem::Answer;
use domain::ticket::{Invoice, NotFinished, TicketCommand};
use domain::value::Amount;
use serde::Deserialize;
use utoipa::ToSchema;

/// What the contractor asks to be paid.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvoiceFields {
    /// In euros including tax, with at most two decimals; a comma or a point before them.
    /// 0.01 to 10 000 000.
    #[schema(format = "euros", example = "1250.50")]
    pub amount: String,
    /// The contractor's own number of it.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub number: Option<String>,
    /// The date on it.
    #[serde(default)]
    #[schema(format = "date", example = "2026-03-02")]
    pub dated: Option<String>,
    /// A file of the ticket.
    #[serde(default)]
    pub attachment: Option<uuid::Uuid>,
}

impl InvoiceFields {
    fn invoice(&self, place: &Place) -> Answer<Invoice> {
        Ok(Invoice {
            amount: at("amount", Amount::parse(&self.amount))?,
            number: place.remark("number", self.number.as_deref())?,
            dated: self
                .dated
                .as_deref()
                .map(|typed| date("dated", typed))
                .transpose()?,
            attachment: self.attachment.map(Into::into),
        })
    }
}

/// The invoice, by itself.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvoiceInput {
    pub invoice: InvoiceFields,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub signed_by: Option<String>,
}

impl Order for InvoiceInput {
    const CONTRACTORS_OWN: bool = true;

    fn command(self, place: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::SubmitInvoice {
            assignment: place.assignment,
            invoice: at("invoice", self.invoice.invoice(place))?,
            comment: place.remark("comment", self.comment.as_deref())?,
            signed_by: place.remark("signed_by", self.signed_by.as_deref())?,
        })
    }
}

/// The job is done.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompletionInput {
    /// The local day on which it was finished.
    #[schema(format = "date", example = "2026-03-02")]
    pub completed_on: String,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
    /// Where the invoice comes with the completion.
    #[serde(default)]
    pub invoice: Option<InvoiceFields>,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub signed_by: Option<String>,
}

impl Order for CompletionInput {
    const CONTRACTORS_OWN: bool = true;

    fn command(self, place: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::ReportCompletion {
            assignment: place.assignment,
            completed_on: date("completed_on", &self.completed_on)?,
            comment: place.remark("comment", self.comment.as_deref())?,
            invoice: at(
                "invoice",
                self.invoice.map(|fields| fields.invoice(place)).transpose(),
            )?,
            signed_by: place.remark("signed_by", self.signed_by.as_deref())?,
        })
    }
}

/// The job is not done: it lasts longer, or another visit is needed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompletionDenialInput {
    pub next: NextChoice,
    pub slot: SlotInput,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub signed_by: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NextChoice {
    /// The same visit lasts longer.
    NewEnd,
    /// Another visit is needed.
    NewSlot,
}

impl Order for CompletionDenialInput {
    const CONTRACTORS_OWN: bool = true;

    fn command(self, place: &Place) -> Answer<TicketCommand> {
        let slot = at("slot", self.slot.slot(place.zone))?;
        Ok(TicketCommand::DenyCompletion {
            assignment: place.assignment,
            next: match self.next {
                NextChoice::NewEnd => NotFinished::NewEnd { slot },
                NextChoice::NewSlot => NotFinished::NewSlot { slot },
            },
            comment: place.remark("comment", self.comment.as_deref())?,
            signed_by: place.remark("signed_by", self.signed_by.as_deref())?,
        })
    }
}

/// A quote is needed first: tells the manager and changes nothing by itself.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct QuoteNeedInput {
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
    #[schema(max_length = 2000)]
    pub signed_by: Option<String>,
}

impl Order for QuoteNeedInput {
    const CONTRACTORS_OWN: bool = true;

    fn command(self, place: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::ReportQuoteNecessary {
            assignment: place.assignment,
            comment: place.remark("comment", self.comment.as_deref())?,
            signed_by: place.remark("signed_by", self.signed_by.as_deref())?,
        })
    }
}

/// The order was read: the reader's own gesture.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReadReceiptInput {}

impl Order for ReadReceiptInput {
    fn command(self, place: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::AcknowledgeOrder {
            assignment: place.assignment,
        })
    }
}
