//! What is known of a quote, and of the approval that was asked for?
//!
//! What a contractor's part does where a quote is asked for (staff may always enter the contractor's or the approver's
//! answer in their place):
//!
//! | step | contractor | agency | approver |
//! | --- | --- | --- | --- |
//! | `quote_requested`, `quote_promised` | `PromiseQuote` → `QuotePromised`; `SubmitQuote` → `QuoteReceived`; `DeclineAssignment` | `RemindNow` | |
//! | `quote_received`, `quote_disapproved` | `SubmitQuote` → `QuoteReplaced` | `AcceptQuote` → `QuoteAccepted`; `RefuseQuote` → `QuoteRefused`; `RequestApproval` → `ApprovalRequested` | |
//! | `quote_in_approval` | | `RemindApprover` → `ApproverReminded`; `RequestApproval` of somebody else, or with quotes that came since | `ApproveQuote` → `QuoteApproved`; `DisapproveQuotes` → `QuotesDisapproved` |
//! | `quote_approved` | | `AcceptQuote`, `RefuseQuote` | |
//! | `quote_accepted` | `ProposeSlot` → `SlotProposed` | `SendSignedQuote` → `SignedQuoteSent`; `RemindNow` | |
//! | `planned` and on | as on an order | as on an order; `SendSignedQuote` until the work is done | |
//! | `quote_refused` | | `EngageContractor` | |
//!
//! A service order to one contractor becomes one of these by `RequestQuote` or by a quote that staff enter, both of which
//! say `TicketTypeChanged` first. Accepting one of several quotes refuses those received and cancels those awaited.

use super::conversation::Informed;
use super::parts::{Channels, Person};
use crate::ids::{ApprovalId, AssignmentId, AttachmentId, PartyId};
use crate::value::Amount;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What the contractor would do the work for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Including tax.
    pub amount: Amount,
    /// A file of the ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment: Option<AttachmentId>,
}

/// The quote of a contractor's part that counts: the last one received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Counts the quotes of this part, from 1: a decision names the one that it is about.
    pub version: u16,
    pub quote: Quote,
    pub received_at: DateTime<Utc>,
    /// When it was accepted, if it was.
    pub accepted_at: Option<DateTime<Utc>>,
    /// The copy that the agency signed, once it was sent.
    pub signed: Option<AttachmentId>,
}

impl Offer {
    pub fn is_accepted(&self) -> bool {
        self.accepted_at.is_some()
    }
}

/// One quote of a ticket, by the part that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct QuoteVersion {
    pub assignment: AssignmentId,
    pub version: u16,
}

/// Why somebody may decide on the quotes of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApproverRole {
    /// Of the unit or of the single-owner building (gérance).
    Landlord,
    /// Of the council (syndic).
    CouncilPresident,
    /// Of a council without a president.
    CouncilMember,
    /// Typed in by hand, for a building whose council has no president.
    Other,
}

impl ApproverRole {
    /// Stable code, as in the API and the translation catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Landlord => "landlord",
            Self::CouncilPresident => "council_president",
            Self::CouncilMember => "council_member",
            Self::Other => "other",
        }
    }
}

/// Whoever is asked to decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approver {
    pub role: ApproverRole,
    pub person: Person,
    pub channels: Channels,
}

/// Who may decide on the quotes of a property, as the directory has it when somebody is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deciders {
    /// Gérance.
    pub landlord: Option<PartyId>,
    /// Gérance: above this the mandate wants the landlord to be asked.
    pub threshold: Option<Amount>,
    /// Syndic.
    pub president: Option<PartyId>,
    /// Syndic: everybody on the council, its president included.
    pub council: Vec<PartyId>,
}

/// Whether the mandate wants the landlord to be asked: above its threshold, not at it.
pub fn needs_approval(amount: Amount, threshold: Option<Amount>) -> bool {
    threshold.is_some_and(|threshold| amount > threshold)
}

/// What an approver was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalRequest {
    /// Goes into the approver's link: a later request makes it worthless.
    pub approval: ApprovalId,
    pub approver: Approver,
    /// The quotes to choose from.
    pub quotes: Vec<QuoteVersion>,
    /// Gérance: above this the mandate wants the landlord to be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Amount>,
    /// Members of the council who are told and do not decide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub informed: Vec<Informed>,
}

/// What the approver said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Verdict {
    Approved { quote: QuoteVersion },
    Disapproved,
}

/// A request to an approver, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    pub request: ApprovalRequest,
    pub asked_at: DateTime<Utc>,
    /// The last reminder, always by hand.
    pub reminded_at: Option<DateTime<Utc>>,
    pub verdict: Option<Verdict>,
}

impl Approval {
    pub fn id(&self) -> ApprovalId {
        self.request.approval
    }
}
