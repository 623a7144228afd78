//! What is a message about, and to whom does it go?

use crate::ids::AssignmentId;
use crate::ticket::{Channel, Recipient};
use serde::{Deserialize, Serialize};

/// What a message is about: with the recipient's role it chooses the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// To the manager: a client asks for something.
    RequestSubmitted,
    /// To the client: the agency has it.
    RequestReceived,
    RequestValidated,
    RequestDismissed,
    TicketOpened,
    OrderSent,
    /// The contractor's contact details changed: what is asked of them now, with the link that is good.
    LinkRenewed,
    AnswerReminder,
    OrderAccepted,
    OrderDeclined,
    SlotProposed,
    SlotConfirmed,
    SlotPostponed,
    SlotCancelled,
    VisitReminder,
    PresenceRequest,
    PresenceAnswered,
    CompletionRequest,
    /// Asked again by hand.
    CompletionReminder,
    CompletionReported,
    CompletionDenied,
    QuoteFoundNecessary,
    QuoteRequest,
    QuoteReminder,
    QuoteReceived,
    QuoteReplaced,
    QuoteDeclined,
    QuoteAccepted,
    /// Asked again by hand: when the accepted work is done.
    SlotReminder,
    QuoteRefused,
    /// No quote is awaited any more.
    QuoteCancelled,
    SignedQuote,
    ApprovalRequest,
    /// Always by hand.
    ApprovalReminder,
    /// To those who are told of the request and do not decide.
    ApprovalInformation,
    QuoteApproved,
    QuotesDisapproved,
    InvoiceRequest,
    InvoiceReminder,
    InvoiceRequestedAgain,
    InvoiceReceived,
    AssignmentCancelled,
    MessageSent,
    MessageReceived,
    ThirdPartyInformed,
    TicketTransferred,
    TicketClosed,
    DeliveryFailed,
}

/// Somebody is to be told something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub recipient: Recipient,
    pub occasion: Occasion,
    pub channel: Channel,
    /// Whose part of the ticket it is about, if not the whole ticket.
    pub assignment: Option<AssignmentId>,
    /// Somebody sends it on purpose; it does not go by itself.
    pub on_purpose: bool,
    /// Silent mode keeps it back: it is recorded, and never leaves.
    pub kept_back: bool,
}

impl Notice {
    /// SMS about a visit leave at any hour; the others wait for the end of the quiet hours.
    pub fn is_tied_to_visit(&self) -> bool {
        match self.occasion {
            Occasion::OrderAccepted
            | Occasion::SlotProposed
            | Occasion::SlotConfirmed
            | Occasion::SlotPostponed
            | Occasion::SlotCancelled
            | Occasion::VisitReminder
            | Occasion::PresenceRequest
            | Occasion::PresenceAnswered
            | Occasion::CompletionRequest
            | Occasion::CompletionReminder => true,
            Occasion::RequestSubmitted
            | Occasion::RequestReceived
            | Occasion::RequestValidated
            | Occasion::RequestDismissed
            | Occasion::TicketOpened
            | Occasion::OrderSent
            | Occasion::LinkRenewed
            | Occasion::AnswerReminder
            | Occasion::OrderDeclined
            | Occasion::CompletionReported
            | Occasion::CompletionDenied
            | Occasion::QuoteFoundNecessary
            | Occasion::QuoteRequest
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
            | Occasion::AssignmentCancelled
            | Occasion::MessageSent
            | Occasion::MessageReceived
            | Occasion::ThirdPartyInformed
            | Occasion::TicketTransferred
            | Occasion::TicketClosed
            | Occasion::DeliveryFailed => false,
        }
    }
}
