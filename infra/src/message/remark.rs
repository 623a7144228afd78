//! What did somebody write with what happened? Quoted in the message in their own words.

use domain::personal::Personal;
use domain::ticket::{PresenceAnswer, TicketEvent as E};
use domain::value::{MessageText, ShortText};

/// A person's own words: the label's name in the catalogue, and the words.
pub(super) enum Remark<'a> {
    Short(&'static str, &'a Personal<ShortText>),
    Message(&'static str, &'a Personal<MessageText>),
}

const COMMENT: &str = "quote-comment";
const REASON: &str = "quote-reason";

pub(super) fn of(event: &E) -> Option<Remark<'_>> {
    match event {
        E::OrderAccepted { comment, .. }
        | E::SlotProposed { comment, .. }
        | E::CompletionReported { comment, .. }
        | E::CompletionDenied { comment, .. }
        | E::QuoteFoundNecessary { comment, .. }
        | E::QuoteRequested { comment, .. }
        | E::QuotePromised { comment, .. }
        | E::QuoteReceived { comment, .. }
        | E::QuoteReplaced { comment, .. }
        | E::QuoteAccepted { comment, .. }
        | E::SignedQuoteSent { comment, .. }
        | E::ApprovalRequested { comment, .. }
        | E::QuoteApproved { comment, .. }
        | E::QuotesDisapproved { comment, .. }
        | E::InvoiceRequested { comment, .. }
        | E::InvoiceReceived { comment, .. }
        | E::TicketClosed { comment } => comment.as_ref().map(|said| Remark::Short(COMMENT, said)),
        E::PresenceAnswered {
            answer: PresenceAnswer::Impossible { reason },
            ..
        } => Some(Remark::Short(REASON, reason)),
        E::PresenceAnswered { comment, .. } => {
            comment.as_ref().map(|said| Remark::Short(COMMENT, said))
        }
        E::SlotPostponed { reason, .. }
        | E::QuoteRefused { reason, .. }
        | E::AssignmentCancelled { reason, .. } => {
            reason.as_ref().map(|said| Remark::Short(REASON, said))
        }
        E::RequestDismissed { reason }
        | E::AssignmentDeclined { reason, .. }
        | E::SlotCancelled { reason, .. } => Some(Remark::Short(REASON, reason)),
        E::InvoiceRejected { comment, .. } => Some(Remark::Short(COMMENT, comment)),
        E::MessageSent { text, .. } | E::ThirdPartyInformed { text, .. } => {
            Some(Remark::Message("quote-message", text))
        }
        E::MessageReceived { text, .. } => Some(Remark::Message("quote-from", text)),
        E::TicketOpened(_)
        | E::RequestSubmitted(_)
        | E::DetailsAmended { .. }
        | E::SiteContactSet { .. }
        | E::WatchersSet { .. }
        | E::ReminderPolicySet { .. }
        | E::SilentModeSwitchedOn
        | E::SilentModeSwitchedOff
        | E::TicketTypeChanged { .. }
        | E::AttachmentAdded { .. }
        | E::NoteAdded { .. }
        | E::TicketTransferred { .. }
        | E::TimeSpentRecorded { .. }
        | E::NotificationFailed(_)
        | E::AttentionAcknowledged
        | E::TicketReopened { .. }
        | E::ContractorEngaged { .. }
        | E::ContactDetailsChanged { .. }
        | E::OrderRead { .. }
        | E::SlotConfirmed { .. }
        | E::OnSitePresenceRequested { .. }
        | E::CompletionRequested { .. }
        | E::ReminderSent { .. }
        | E::RemindersExhausted { .. }
        | E::ApproverReminded { .. }
        | E::TimerLapsed { .. } => None,
    }
}

/// Who of the contractor's people, or of the approver's, gave the answer.
pub(super) fn signatory(event: &E) -> Option<&Personal<ShortText>> {
    match event {
        E::OrderAccepted { signed_by, .. }
        | E::AssignmentDeclined { signed_by, .. }
        | E::SlotProposed { signed_by, .. }
        | E::SlotCancelled { signed_by, .. }
        | E::PresenceAnswered { signed_by, .. }
        | E::CompletionReported { signed_by, .. }
        | E::CompletionDenied { signed_by, .. }
        | E::QuoteFoundNecessary { signed_by, .. }
        | E::QuotePromised { signed_by, .. }
        | E::QuoteReceived { signed_by, .. }
        | E::QuoteReplaced { signed_by, .. }
        | E::QuoteApproved { signed_by, .. }
        | E::QuotesDisapproved { signed_by, .. }
        | E::InvoiceReceived { signed_by, .. } => signed_by.as_ref(),
        E::TicketOpened(_)
        | E::RequestSubmitted(_)
        | E::RequestDismissed { .. }
        | E::DetailsAmended { .. }
        | E::SiteContactSet { .. }
        | E::WatchersSet { .. }
        | E::ReminderPolicySet { .. }
        | E::SilentModeSwitchedOn
        | E::SilentModeSwitchedOff
        | E::TicketTypeChanged { .. }
        | E::AttachmentAdded { .. }
        | E::NoteAdded { .. }
        | E::MessageSent { .. }
        | E::MessageReceived { .. }
        | E::ThirdPartyInformed { .. }
        | E::TicketTransferred { .. }
        | E::TimeSpentRecorded { .. }
        | E::NotificationFailed(_)
        | E::AttentionAcknowledged
        | E::TicketClosed { .. }
        | E::TicketReopened { .. }
        | E::ContractorEngaged { .. }
        | E::ContactDetailsChanged { .. }
        | E::OrderRead { .. }
        | E::SlotConfirmed { .. }
        | E::SlotPostponed { .. }
        | E::OnSitePresenceRequested { .. }
        | E::CompletionRequested { .. }
        | E::InvoiceRequested { .. }
        | E::InvoiceRejected { .. }
        | E::ReminderSent { .. }
        | E::RemindersExhausted { .. }
        | E::QuoteRequested { .. }
        | E::QuoteAccepted { .. }
        | E::QuoteRefused { .. }
        | E::SignedQuoteSent { .. }
        | E::ApprovalRequested { .. }
        | E::ApproverReminded { .. }
        | E::TimerLapsed { .. }
        | E::AssignmentCancelled { .. } => None,
    }
}
