//! What can the agency do now with a ticket as a whole? Pages and programs ask this instead of guessing.

use super::state::Ticket;
use crate::ids::ApprovalId;
use serde::{Deserialize, Serialize};

/// Something that may be asked of a ticket, whoever's part it concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WholeAction {
    ValidateRequest,
    DismissRequest,
    RequestApproval,
    /// In the approver's place, as the next one.
    ApproveQuote,
    DisapproveQuotes,
    RemindApprover,
    EngageContractor,
    SendMessage,
    InformThirdParty,
    AddNote,
    AttachFile,
    AmendDetails,
    SetSiteContact,
    SetWatchers,
    SetReminderPolicy,
    SwitchSilentMode,
    TransferTicket,
    RecordTimeSpent,
    AcknowledgeAttention,
    CloseTicket,
    ReopenTicket,
}

impl WholeAction {
    pub const ALL: [Self; 21] = [
        Self::ValidateRequest,
        Self::DismissRequest,
        Self::RequestApproval,
        Self::ApproveQuote,
        Self::DisapproveQuotes,
        Self::RemindApprover,
        Self::EngageContractor,
        Self::SendMessage,
        Self::InformThirdParty,
        Self::AddNote,
        Self::AttachFile,
        Self::AmendDetails,
        Self::SetSiteContact,
        Self::SetWatchers,
        Self::SetReminderPolicy,
        Self::SwitchSilentMode,
        Self::TransferTicket,
        Self::RecordTimeSpent,
        Self::AcknowledgeAttention,
        Self::CloseTicket,
        Self::ReopenTicket,
    ];

    /// Stable code, as in the API.
    pub fn code(self) -> &'static str {
        match self {
            Self::ValidateRequest => "validate_request",
            Self::DismissRequest => "dismiss_request",
            Self::RequestApproval => "request_approval",
            Self::ApproveQuote => "approve_quote",
            Self::DisapproveQuotes => "disapprove_quotes",
            Self::RemindApprover => "remind_approver",
            Self::EngageContractor => "engage_contractor",
            Self::SendMessage => "send_message",
            Self::InformThirdParty => "inform_third_party",
            Self::AddNote => "add_note",
            Self::AttachFile => "attach_file",
            Self::AmendDetails => "amend_details",
            Self::SetSiteContact => "set_site_contact",
            Self::SetWatchers => "set_watchers",
            Self::SetReminderPolicy => "set_reminder_policy",
            Self::SwitchSilentMode => "switch_silent_mode",
            Self::TransferTicket => "transfer_ticket",
            Self::RecordTimeSpent => "record_time_spent",
            Self::AcknowledgeAttention => "acknowledge_attention",
            Self::CloseTicket => "close_ticket",
            Self::ReopenTicket => "reopen_ticket",
        }
    }
}

/// Of a request that no manager has decided on: the decision, and what is said and noted meanwhile.
const WHILE_PENDING: [WholeAction; 10] = [
    WholeAction::ValidateRequest,
    WholeAction::DismissRequest,
    WholeAction::SendMessage,
    WholeAction::InformThirdParty,
    WholeAction::AddNote,
    WholeAction::AttachFile,
    WholeAction::SwitchSilentMode,
    WholeAction::TransferTicket,
    WholeAction::RecordTimeSpent,
    WholeAction::AcknowledgeAttention,
];

const IN_LIFE: [WholeAction; 18] = [
    WholeAction::RequestApproval,
    WholeAction::ApproveQuote,
    WholeAction::DisapproveQuotes,
    WholeAction::RemindApprover,
    WholeAction::EngageContractor,
    WholeAction::SendMessage,
    WholeAction::InformThirdParty,
    WholeAction::AddNote,
    WholeAction::AttachFile,
    WholeAction::AmendDetails,
    WholeAction::SetSiteContact,
    WholeAction::SetWatchers,
    WholeAction::SetReminderPolicy,
    WholeAction::SwitchSilentMode,
    WholeAction::TransferTicket,
    WholeAction::RecordTimeSpent,
    WholeAction::AcknowledgeAttention,
    WholeAction::CloseTicket,
];

impl Ticket {
    /// The usual next step of a request first. `reopening_allowed`: the agency's setting, which the ticket does not know.
    pub fn whole_actions(&self, reopening_allowed: bool) -> Vec<WholeAction> {
        if self.opening.is_none() || self.dismissal().is_some() {
            return vec![];
        }
        if self.is_closed() {
            return if reopening_allowed {
                vec![WholeAction::ReopenTicket]
            } else {
                vec![]
            };
        }
        let all: &[WholeAction] = if self.is_pending() {
            &WHILE_PENDING
        } else {
            &IN_LIFE
        };
        let applies = |action: &WholeAction| self.applies(*action);
        all.iter().copied().filter(applies).collect()
    }

    fn applies(&self, action: WholeAction) -> bool {
        let waits = || self.open_approval().is_some();
        match action {
            WholeAction::RequestApproval => self.may_ask_for_approval(),
            WholeAction::ApproveQuote
            | WholeAction::DisapproveQuotes
            | WholeAction::RemindApprover => waits(),
            // Of several side by side, no third party is informed: there is no single step.
            WholeAction::InformThirdParty => !self.is_several(),
            WholeAction::AcknowledgeAttention => !self.attention.is_empty(),
            WholeAction::SendMessage => !self.addressees().is_empty(),
            WholeAction::AttachFile => self.takes_a_file().is_ok(),
            WholeAction::ValidateRequest
            | WholeAction::DismissRequest
            | WholeAction::EngageContractor
            | WholeAction::AddNote
            | WholeAction::AmendDetails
            | WholeAction::SetSiteContact
            | WholeAction::SetWatchers
            | WholeAction::SetReminderPolicy
            | WholeAction::SwitchSilentMode
            | WholeAction::TransferTicket
            | WholeAction::RecordTimeSpent
            | WholeAction::CloseTicket
            | WholeAction::ReopenTicket => true,
        }
    }

    /// What whoever was asked to decide may do by their link.
    pub fn approver_actions(&self, approval: ApprovalId) -> Vec<WholeAction> {
        let asked = self.open_approval().filter(|open| open.id() == approval);
        match asked {
            Some(_) if !self.is_closed() => {
                vec![WholeAction::ApproveQuote, WholeAction::DisapproveQuotes]
            }
            Some(_) | None => vec![],
        }
    }
}
