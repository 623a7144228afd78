//! What happens on the demo's tickets? The shape of `tickets.json`: one life each, as somebody would tell it.

use domain::ticket::Source;
use serde::Deserialize;

use super::moment::Moment;

pub const TICKETS_FILE: &str = include_str!("data/tickets.json");

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Life {
    pub property: String,
    pub trade: String,
    pub contractor: String,
    pub opened: Moment,
    pub subject: String,
    pub description: String,
    pub source: Source,
    pub requester: Option<Who>,
    pub site_contact: Option<Who>,
    #[serde(default)]
    pub watchers: Vec<Who>,
    /// Who opens it; the property's manager unless somebody else is named.
    pub by: Option<String>,
    #[serde(default)]
    pub silent: bool,
    #[serde(default = "yes")]
    pub ask_presence: bool,
    /// Gérance: the invoice is to be made out in the landlord's name.
    #[serde(default)]
    pub name_landlord: bool,
    pub steps: Vec<Step>,
}

fn yes() -> bool {
    true
}

/// Somebody whom the property knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    President,
    /// A member of the council who does not preside.
    Member,
    Tenant,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Step {
    pub at: Moment,
    /// The contractor said it by telephone and the manager entered it.
    #[serde(default)]
    pub by_phone: bool,
    /// Who answered for the contractor.
    pub signed_by: Option<String>,
    pub comment: Option<String>,
    #[serde(flatten)]
    pub deed: Deed,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Deed {
    // The contractor's.
    Accept {
        slot: Moment,
        minutes: u32,
    },
    Decline {
        reason: String,
    },
    Propose {
        slot: Moment,
        minutes: u32,
    },
    Impossible {
        reason: String,
    },
    OnSite,
    /// So many minutes later than agreed.
    Late {
        minutes: i64,
    },
    Complete {
        invoice: Option<Paper>,
    },
    NotFinished {
        slot: Moment,
        minutes: u32,
    },
    Invoice(Paper),
    AnswerMessage {
        text: String,
    },

    // The manager's.
    Engage {
        contractor: String,
        trade: String,
    },
    Confirm,
    Postpone {
        slot: Moment,
        minutes: u32,
        reason: String,
    },
    RequestInvoice,
    RejectInvoice,
    Note {
        html: String,
    },
    Message {
        subject: String,
        text: String,
    },
    Silent {
        on: bool,
    },
    Cancel {
        reason: String,
    },
    Close,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Paper {
    pub cents: i64,
    pub number: String,
}
