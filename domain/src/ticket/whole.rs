//! What can the agency do now with a ticket as a whole? Pages and programs ask this instead of guessing.

use super::state::Ticket;
use serde::{Deserialize, Serialize};

/// Something that may be asked of a ticket, whoever's part it concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WholeAction {
    ValidateRequest,
    DismissRequest,
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
    CloseTicket,
}

impl WholeAction {
    /// Stable code, as in the API.
    pub fn code(self) -> &'static str {
        match self {
            Self::ValidateRequest => "validate_request",
            Self::DismissRequest => "dismiss_request",
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
            Self::CloseTicket => "close_ticket",
        }
    }
}

impl Ticket {
    /// The usual next step of a request first. Whether a closed ticket may be reopened is the agency's setting, which
    /// the ticket does not know.
    pub fn whole_actions(&self) -> &'static [WholeAction] {
        use WholeAction as A;
        if self.opening.is_none() || self.is_closed() {
            &[]
        } else if self.is_pending() {
            &[
                A::ValidateRequest,
                A::DismissRequest,
                A::SendMessage,
                A::InformThirdParty,
                A::AddNote,
                A::AttachFile,
                A::SwitchSilentMode,
                A::TransferTicket,
            ]
        } else if self.is_several() {
            // No third party is informed: there is no single step.
            &[
                A::EngageContractor,
                A::SendMessage,
                A::AddNote,
                A::AttachFile,
                A::AmendDetails,
                A::SetSiteContact,
                A::SetWatchers,
                A::SetReminderPolicy,
                A::SwitchSilentMode,
                A::TransferTicket,
                A::CloseTicket,
            ]
        } else {
            &[
                A::EngageContractor,
                A::SendMessage,
                A::InformThirdParty,
                A::AddNote,
                A::AttachFile,
                A::AmendDetails,
                A::SetSiteContact,
                A::SetWatchers,
                A::SetReminderPolicy,
                A::SwitchSilentMode,
                A::TransferTicket,
                A::CloseTicket,
            ]
        }
    }
}
