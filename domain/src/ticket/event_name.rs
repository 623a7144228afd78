//! What is a fact called, and whose part of the ticket is it about?

use super::event::TicketEvent;
use crate::ids::AssignmentId;

impl TicketEvent {
    /// The stored name of the fact.
    pub fn name(&self) -> &'static str {
        match self {
            Self::TicketOpened(_) => "TicketOpened",
            Self::RequestSubmitted(_) => "RequestSubmitted",
            Self::RequestDismissed { .. } => "RequestDismissed",
            Self::DetailsAmended { .. } => "DetailsAmended",
            Self::SiteContactSet { .. } => "SiteContactSet",
            Self::WatchersSet { .. } => "WatchersSet",
            Self::ReminderPolicySet { .. } => "ReminderPolicySet",
            Self::SilentModeSwitchedOn => "SilentModeSwitchedOn",
            Self::SilentModeSwitchedOff => "SilentModeSwitchedOff",
            Self::TicketTypeChanged { .. } => "TicketTypeChanged",
            Self::AttachmentAdded { .. } => "AttachmentAdded",
            Self::NoteAdded { .. } => "NoteAdded",
            Self::MessageSent { .. } => "MessageSent",
            Self::MessageReceived { .. } => "MessageReceived",
            Self::ThirdPartyInformed { .. } => "ThirdPartyInformed",
            Self::TicketTransferred { .. } => "TicketTransferred",
            Self::TimeSpentRecorded { .. } => "TimeSpentRecorded",
            Self::NotificationFailed(_) => "NotificationFailed",
            Self::AttentionAcknowledged => "AttentionAcknowledged",
            Self::TicketClosed { .. } => "TicketClosed",
            Self::TicketReopened { .. } => "TicketReopened",
            Self::ContractorEngaged { .. } => "ContractorEngaged",
            Self::ContactDetailsChanged { .. } => "ContactDetailsChanged",
            Self::OrderRead { .. } => "OrderRead",
            Self::OrderAccepted { .. } => "OrderAccepted",
            Self::AssignmentDeclined { .. } => "AssignmentDeclined",
            Self::SlotProposed { .. } => "SlotProposed",
            Self::SlotConfirmed { .. } => "SlotConfirmed",
            Self::SlotPostponed { .. } => "SlotPostponed",
            Self::SlotCancelled { .. } => "SlotCancelled",
            Self::OnSitePresenceRequested { .. } => "OnSitePresenceRequested",
            Self::PresenceAnswered { .. } => "PresenceAnswered",
            Self::CompletionRequested { .. } => "CompletionRequested",
            Self::CompletionReported { .. } => "CompletionReported",
            Self::CompletionDenied { .. } => "CompletionDenied",
            Self::QuoteFoundNecessary { .. } => "QuoteFoundNecessary",
            Self::QuoteRequested { .. } => "QuoteRequested",
            Self::QuotePromised { .. } => "QuotePromised",
            Self::QuoteReceived { .. } => "QuoteReceived",
            Self::QuoteReplaced { .. } => "QuoteReplaced",
            Self::QuoteAccepted { .. } => "QuoteAccepted",
            Self::QuoteRefused { .. } => "QuoteRefused",
            Self::SignedQuoteSent { .. } => "SignedQuoteSent",
            Self::InvoiceRequested { .. } => "InvoiceRequested",
            Self::InvoiceReceived { .. } => "InvoiceReceived",
            Self::InvoiceRejected { .. } => "InvoiceRejected",
            Self::ReminderSent { .. } => "ReminderSent",
            Self::RemindersExhausted { .. } => "RemindersExhausted",
            Self::TimerLapsed { .. } => "TimerLapsed",
            Self::AssignmentCancelled { .. } => "AssignmentCancelled",
            Self::ApprovalRequested { .. } => "ApprovalRequested",
            Self::ApproverReminded { .. } => "ApproverReminded",
            Self::QuoteApproved { .. } => "QuoteApproved",
            Self::QuotesDisapproved { .. } => "QuotesDisapproved",
        }
    }

    /// Whose part of the ticket it concerns, if not the whole ticket.
    pub fn assignment(&self) -> Option<AssignmentId> {
        match self {
            Self::ContractorEngaged { assignment, .. }
            | Self::ContactDetailsChanged { assignment, .. }
            | Self::OrderRead { assignment }
            | Self::OrderAccepted { assignment, .. }
            | Self::AssignmentDeclined { assignment, .. }
            | Self::SlotProposed { assignment, .. }
            | Self::SlotConfirmed { assignment }
            | Self::SlotPostponed { assignment, .. }
            | Self::SlotCancelled { assignment, .. }
            | Self::OnSitePresenceRequested { assignment, .. }
            | Self::PresenceAnswered { assignment, .. }
            | Self::CompletionRequested { assignment, .. }
            | Self::CompletionReported { assignment, .. }
            | Self::CompletionDenied { assignment, .. }
            | Self::QuoteFoundNecessary { assignment, .. }
            | Self::QuoteRequested { assignment, .. }
            | Self::QuotePromised { assignment, .. }
            | Self::QuoteReceived { assignment, .. }
            | Self::QuoteReplaced { assignment, .. }
            | Self::QuoteAccepted { assignment, .. }
            | Self::QuoteRefused { assignment, .. }
            | Self::SignedQuoteSent { assignment, .. }
            | Self::QuoteApproved { assignment, .. }
            | Self::InvoiceRequested { assignment, .. }
            | Self::InvoiceReceived { assignment, .. }
            | Self::InvoiceRejected { assignment, .. }
            | Self::ReminderSent { assignment, .. }
            | Self::RemindersExhausted { assignment, .. }
            | Self::AssignmentCancelled { assignment, .. } => Some(*assignment),
            Self::TimerLapsed { timer } => Some(timer.assignment),
            // Of several quotes, none is meant before one is chosen.
            Self::ApprovalRequested { request, .. } => match request.quotes.as_slice() {
                [only] => Some(only.assignment),
                [] | [_, ..] => None,
            },
            Self::TicketOpened(_)
            | Self::RequestSubmitted(_)
            | Self::RequestDismissed { .. }
            | Self::DetailsAmended { .. }
            | Self::SiteContactSet { .. }
            | Self::WatchersSet { .. }
            | Self::ReminderPolicySet { .. }
            | Self::SilentModeSwitchedOn
            | Self::SilentModeSwitchedOff
            | Self::TicketTypeChanged { .. }
            | Self::AttachmentAdded { .. }
            | Self::NoteAdded { .. }
            | Self::MessageSent { .. }
            | Self::MessageReceived { .. }
            | Self::ThirdPartyInformed { .. }
            | Self::TicketTransferred { .. }
            | Self::TimeSpentRecorded { .. }
            | Self::NotificationFailed(_)
            | Self::AttentionAcknowledged
            | Self::TicketClosed { .. }
            | Self::TicketReopened { .. }
            | Self::ApproverReminded { .. }
            | Self::QuotesDisapproved { .. } => None,
        }
    }
}
