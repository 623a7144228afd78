//! How does an agency want its tickets handled? Per activity, with the defaults that every agency starts with.

use domain::ticket::{Module, Rules};
use domain::value::ReminderPolicy;
use serde::{Deserialize, Serialize};

use crate::files::BlobHash;
use crate::staff::AssistantRights;

/// The settings of both activities.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgencySettings {
    pub syndic: ModuleSettings,
    pub gerance: ModuleSettings,
}

impl AgencySettings {
    pub fn of(&self, module: Module) -> &ModuleSettings {
        match module {
            Module::Syndic => &self.syndic,
            Module::Gerance => &self.gerance,
        }
    }
}

/// The settings of one activity. A key that is missing where they are stored has its default: settings may be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModuleSettings {
    pub extranet_shows_tickets: bool,
    pub record_read_receipts: bool,
    /// What a new ticket's description starts with.
    pub default_description: String,
    /// Sent by e-mail with the first order.
    pub default_attachments: Vec<DefaultAttachment>,
    pub reminders: ReminderPolicy,
    /// What each new ticket takes with it: who of the staff is told, delays, working days, quiet hours.
    pub rules: Rules,
    pub reopening_allowed: bool,
    pub assistants: AssistantRights,
}

impl Default for ModuleSettings {
    fn default() -> Self {
        Self {
            extranet_shows_tickets: true,
            record_read_receipts: false,
            default_description: String::new(),
            default_attachments: Vec::new(),
            reminders: ReminderPolicy::default(),
            rules: Rules::default(),
            reopening_allowed: false,
            assistants: AssistantRights::default(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefaultAttachment {
    pub name: String,
    pub content: BlobHash,
    /// In bytes.
    pub size: u64,
}
