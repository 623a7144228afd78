//! How does a fact of the stream read as an entry of the ticket's log?
//!
//! The fact itself is the typed text: pages put it into words in their own language. What is computed here is where it
//! stands (which column, whose card), and what comes with it.

use chrono::{DateTime, Utc};
use domain::actor::{Actor, OnBehalfOf};
use domain::ids::AttachmentId;
use domain::personal::Personal;
use domain::ticket::{Addressee, TicketEvent};
use domain::value::ShortText;
use infra::log::{Position, RecordedEvent};

/// The two columns of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// What came in: from a contractor, the requester, a server that rejected a message.
    CameIn,
    /// What we did: staff, or a deadline.
    WeDid,
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct LogEntry {
    /// Its place in the stream, from 1: what the outbox rows of its messages carry.
    pub sequence: u64,
    pub position: Position,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// When it happened, if it was entered afterwards.
    pub occurred_at: Option<DateTime<Utc>>,
    pub author: Actor,
    /// It was entered by hand for somebody who answered by phone, SMS or letter.
    pub on_behalf_of: Option<OnBehalfOf>,
    pub side: Side,
    /// On whose card it belongs, if on one.
    pub about: Option<Addressee>,
    pub fact: TicketEvent,
    pub documents: Vec<AttachmentId>,
}

impl LogEntry {
    /// `None` for what people do not read as an event: the minutes that a page was open are a sum in the header.
    pub(super) fn of(event: &RecordedEvent, fact: &TicketEvent) -> Option<Self> {
        if let TicketEvent::TimeSpentRecorded { .. } = fact {
            return None;
        }
        let metadata = &event.metadata;
        Some(Self {
            sequence: event.sequence,
            position: event.position,
            at: metadata.at,
            occurred_at: metadata.occurred_at,
            author: metadata.actor.clone(),
            on_behalf_of: metadata.on_behalf_of.clone(),
            side: side(&metadata.actor, metadata.on_behalf_of.as_ref()),
            about: about(fact),
            fact: fact.clone(),
            documents: documents(fact),
        })
    }

    /// Entered by hand in somebody's place.
    pub fn is_entered_by_hand(&self) -> bool {
        matches!(
            self.on_behalf_of,
            Some(OnBehalfOf::Contractor { .. } | OnBehalfOf::Requester)
        )
    }

    /// Never shown outside the agency.
    pub fn is_internal(&self) -> bool {
        matches!(self.fact, TicketEvent::NoteAdded { .. })
    }

    /// A message that silent mode kept back.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only questions and reminders can be kept back"
    )]
    pub fn is_kept_back(&self) -> bool {
        match &self.fact {
            TicketEvent::OnSitePresenceRequested { kept_back, .. }
            | TicketEvent::CompletionRequested { kept_back, .. }
            | TicketEvent::ReminderSent { kept_back, .. } => *kept_back,
            _ => false,
        }
    }

    /// The remark or the reason that came with it.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other facts come without one"
    )]
    pub fn remark(&self) -> Option<&Personal<ShortText>> {
        match &self.fact {
            TicketEvent::OrderAccepted { comment, .. }
            | TicketEvent::SlotProposed { comment, .. }
            | TicketEvent::PresenceAnswered { comment, .. }
            | TicketEvent::CompletionReported { comment, .. }
            | TicketEvent::CompletionDenied { comment, .. }
            | TicketEvent::QuoteFoundNecessary { comment, .. }
            | TicketEvent::QuoteRequested { comment, .. }
            | TicketEvent::QuotePromised { comment, .. }
            | TicketEvent::QuoteReceived { comment, .. }
            | TicketEvent::QuoteReplaced { comment, .. }
            | TicketEvent::QuoteAccepted { comment, .. }
            | TicketEvent::SignedQuoteSent { comment, .. }
            | TicketEvent::ApprovalRequested { comment, .. }
            | TicketEvent::QuoteApproved { comment, .. }
            | TicketEvent::QuotesDisapproved { comment, .. }
            | TicketEvent::InvoiceRequested { comment, .. }
            | TicketEvent::InvoiceReceived { comment, .. }
            | TicketEvent::TicketClosed { comment } => comment.as_ref(),
            TicketEvent::SlotPostponed { reason, .. }
            | TicketEvent::QuoteRefused { reason, .. }
            | TicketEvent::AssignmentCancelled { reason, .. } => reason.as_ref(),
            TicketEvent::RequestDismissed { reason }
            | TicketEvent::AssignmentDeclined { reason, .. }
            | TicketEvent::SlotCancelled { reason, .. }
            | TicketEvent::TicketReopened { reason } => Some(reason),
            TicketEvent::InvoiceRejected { comment, .. } => Some(comment),
            _ => None,
        }
    }

    /// Who of the contractor's people answered, if they gave a name.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only answers are signed")]
    pub fn signed_by(&self) -> Option<&Personal<ShortText>> {
        match &self.fact {
            TicketEvent::OrderAccepted { signed_by, .. }
            | TicketEvent::AssignmentDeclined { signed_by, .. }
            | TicketEvent::SlotProposed { signed_by, .. }
            | TicketEvent::SlotCancelled { signed_by, .. }
            | TicketEvent::PresenceAnswered { signed_by, .. }
            | TicketEvent::CompletionReported { signed_by, .. }
            | TicketEvent::CompletionDenied { signed_by, .. }
            | TicketEvent::QuoteFoundNecessary { signed_by, .. }
            | TicketEvent::QuotePromised { signed_by, .. }
            | TicketEvent::QuoteReceived { signed_by, .. }
            | TicketEvent::QuoteReplaced { signed_by, .. }
            | TicketEvent::QuoteApproved { signed_by, .. }
            | TicketEvent::QuotesDisapproved { signed_by, .. }
            | TicketEvent::InvoiceReceived { signed_by, .. } => signed_by.as_ref(),
            _ => None,
        }
    }
}

fn side(actor: &Actor, on_behalf_of: Option<&OnBehalfOf>) -> Side {
    match (actor, on_behalf_of) {
        (
            Actor::Contractor { .. } | Actor::Requester | Actor::Approver { .. } | Actor::System,
            _,
        ) => Side::CameIn,
        // What staff entered for somebody outside is what that person said.
        (
            Actor::Staff { .. },
            Some(
                OnBehalfOf::Contractor { .. } | OnBehalfOf::Requester | OnBehalfOf::Approver { .. },
            ),
        ) => Side::CameIn,
        (Actor::Staff { .. }, Some(OnBehalfOf::Staff { .. }) | None) | (Actor::Timer, _) => {
            Side::WeDid
        }
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the event knows its assignment"
)]
fn about(fact: &TicketEvent) -> Option<Addressee> {
    match fact {
        TicketEvent::MessageSent { to, .. } => Some(to.clone()),
        TicketEvent::MessageReceived { from, .. } => Some(from.clone()),
        TicketEvent::SiteContactSet { .. } => Some(Addressee::SiteContact),
        TicketEvent::RequestSubmitted(_) | TicketEvent::RequestDismissed { .. } => {
            Some(Addressee::Requester)
        }
        TicketEvent::ApprovalRequested { request, .. } => Some(Addressee::Approver {
            approval: request.approval,
        }),
        TicketEvent::ApproverReminded { approval }
        | TicketEvent::QuoteApproved { approval, .. }
        | TicketEvent::QuotesDisapproved { approval, .. } => Some(Addressee::Approver {
            approval: *approval,
        }),
        _ => fact
            .assignment()
            .map(|assignment| Addressee::Contractor { assignment }),
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other facts come without files"
)]
fn documents(fact: &TicketEvent) -> Vec<AttachmentId> {
    match fact {
        TicketEvent::AttachmentAdded { attachment } => vec![attachment.id],
        TicketEvent::InvoiceReceived { invoice, .. } => invoice.attachment.into_iter().collect(),
        TicketEvent::QuoteReceived { quote, .. } | TicketEvent::QuoteReplaced { quote, .. } => {
            quote.attachment.into_iter().collect()
        }
        TicketEvent::QuoteAccepted { signed, .. } => signed.iter().copied().collect(),
        TicketEvent::SignedQuoteSent { attachment, .. } => vec![*attachment],
        _ => Vec::new(),
    }
}
