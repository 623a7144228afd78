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

/// Of a request that no manager has decided on: the decision, and what is said and noted meanwhile.
const WHILE_PENDING: [WholeAction; 8] = [
    WholeAction::ValidateRequest,
    WholeAction::DismissRequest,
    WholeAction::SendMessage,
    WholeAction::InformThirdParty,
    WholeAction::AddNote,
    WholeAction::AttachFile,
    WholeAction::SwitchSilentMode,
    WholeAction::TransferTicket,
];

const IN_LIFE: [WholeAction; 12] = [
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
    WholeAction::CloseTicket,
];

impl Ticket {
    /// The usual next step of a request first. Whether a closed ticket may be reopened is the agency's setting, which
    /// the ticket does not know.
    pub fn whole_actions(&self) -> Vec<WholeAction> {
        let all: &[WholeAction] = if self.opening.is_none() || self.is_closed() {
            &[]
        } else if self.is_pending() {
            &WHILE_PENDING
        } else {
            &IN_LIFE
        };
        // Of several side by side, no third party is informed: there is no single step.
        let has_a_step =
            |action: &WholeAction| *action != WholeAction::InformThirdParty || !self.is_several();
        all.iter().copied().filter(has_a_step).collect()
    }
}
