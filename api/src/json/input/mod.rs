//! What do callers say, and which command is meant? One struct a body; turning it into a command is all parsing there is.
//!
//! Bodies hold plain texts and numbers, so that what is wrong with a value can be said with its field (422); only the
//! shape is left to serde (400).

mod answer;
mod choices;
mod completion;
mod conversation;
mod decision;
mod opening;
mod person;
mod place;
mod quote;
mod request;
mod slot;
#[cfg(test)]
mod tests;

pub use answer::{
    ANSWER, AnswerInput, PRESENCE, PresenceInput, SlotCancellationInput, SlotProposalInput,
};
pub use choices::{ALL as CHOICES, Belongs, Choices};
pub use completion::{
    CompletionDenialInput, CompletionInput, InvoiceInput, QuoteNeedInput, ReadReceiptInput,
};
pub use conversation::{AddresseeInput, MESSAGE, MessageInput, MessageToAgencyInput, NoteInput};
pub use decision::{
    AcknowledgementInput, CancellationInput, ClosureInput, DetailsInput, InvoiceRejectionInput,
    InvoiceRequestInput, ReminderInput, ReminderPolicyInput, SilentModeInput,
    SlotConfirmationInput, SlotPostponementInput, TimeEntryInput,
};
pub use opening::{ModuleCode, OpeningInput};
pub use person::{
    ChannelsInput, ContractorInput, PersonInput, SiteContactInput, ToldInput, Typed, details,
};
pub use place::{Fresh, Place, at, missing, required};
pub use quote::{
    ApprovalRequestInput, ApproverReminderInput, QuoteAcceptanceInput, QuoteInput,
    QuotePromiseInput, QuoteRefusalInput, QuoteRequestInput, SignedQuoteInput, VERDICT,
    VerdictInput,
};
pub use request::{DismissalInput, NewRequestInput, RequestInput, ValidationInput};
pub use slot::{RepeatedHourInput, SlotInput, date, instant, within_reason};

use crate::problem::Answer;
use domain::ticket::TicketCommand;

/// A body that says everything its command needs.
pub trait Order {
    /// Whether the agency, when it enters this, does so in the contractor's place.
    const CONTRACTORS_OWN: bool = false;

    /// # Errors
    /// A value that cannot be accepted, with its field.
    fn command(self, place: &Place) -> Answer<TicketCommand>;
}
