//! What are the steps of a contractor's part called?

use serde::{Deserialize, Serialize};

/// A step without its data: what people and programs are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepCode {
    AwaitingAnswer,
    QuoteRequested,
    QuotePromised,
    QuoteReceived,
    QuoteInApproval,
    QuoteDisapproved,
    QuoteApproved,
    QuoteAccepted,
    QuoteRefused,
    Planned,
    OnSite,
    AwaitingCompletion,
    Completed,
    InvoiceRequested,
    Invoiced,
    Declined,
    Cancelled,
}

impl StepCode {
    pub const ALL: [Self; 17] = [
        Self::AwaitingAnswer,
        Self::QuoteRequested,
        Self::QuotePromised,
        Self::QuoteReceived,
        Self::QuoteInApproval,
        Self::QuoteDisapproved,
        Self::QuoteApproved,
        Self::QuoteAccepted,
        Self::QuoteRefused,
        Self::Planned,
        Self::OnSite,
        Self::AwaitingCompletion,
        Self::Completed,
        Self::InvoiceRequested,
        Self::Invoiced,
        Self::Declined,
        Self::Cancelled,
    ];

    /// Stable code, as in the API and the translation catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::AwaitingAnswer => "awaiting_answer",
            Self::QuoteRequested => "quote_requested",
            Self::QuotePromised => "quote_promised",
            Self::QuoteReceived => "quote_received",
            Self::QuoteInApproval => "quote_in_approval",
            Self::QuoteDisapproved => "quote_disapproved",
            Self::QuoteApproved => "quote_approved",
            Self::QuoteAccepted => "quote_accepted",
            Self::QuoteRefused => "quote_refused",
            Self::Planned => "planned",
            Self::OnSite => "on_site",
            Self::AwaitingCompletion => "awaiting_completion",
            Self::Completed => "completed",
            Self::InvoiceRequested => "invoice_requested",
            Self::Invoiced => "invoiced",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
        }
    }

    /// Nothing more is expected of the contractor. An invoice can still be asked for again.
    pub fn is_final(self) -> bool {
        match self {
            Self::Declined | Self::Cancelled | Self::QuoteRefused | Self::Invoiced => true,
            Self::AwaitingAnswer
            | Self::QuoteRequested
            | Self::QuotePromised
            | Self::QuoteReceived
            | Self::QuoteInApproval
            | Self::QuoteDisapproved
            | Self::QuoteApproved
            | Self::QuoteAccepted
            | Self::Planned
            | Self::OnSite
            | Self::AwaitingCompletion
            | Self::Completed
            | Self::InvoiceRequested => false,
        }
    }

    /// The contractor will not do the work, or no longer.
    pub fn is_off(self) -> bool {
        match self {
            Self::Declined | Self::Cancelled | Self::QuoteRefused => true,
            Self::AwaitingAnswer
            | Self::QuoteRequested
            | Self::QuotePromised
            | Self::QuoteReceived
            | Self::QuoteInApproval
            | Self::QuoteDisapproved
            | Self::QuoteApproved
            | Self::QuoteAccepted
            | Self::Planned
            | Self::OnSite
            | Self::AwaitingCompletion
            | Self::Completed
            | Self::InvoiceRequested
            | Self::Invoiced => false,
        }
    }

    /// How far a contractor has come, compared with others who were asked for the same: greater is further.
    pub fn rank(self) -> u8 {
        match self {
            Self::Declined | Self::QuoteRefused | Self::Cancelled => 0,
            Self::AwaitingAnswer | Self::QuoteRequested => 1,
            Self::QuotePromised => 2,
            Self::QuoteReceived => 3,
            Self::QuoteDisapproved => 4,
            Self::QuoteInApproval => 5,
            Self::QuoteApproved => 6,
            Self::QuoteAccepted => 7,
            Self::Planned => 8,
            Self::OnSite => 9,
            Self::AwaitingCompletion => 10,
            Self::Completed => 11,
            Self::InvoiceRequested => 12,
            Self::Invoiced => 13,
        }
    }
}
