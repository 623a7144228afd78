//! Which kind of workflow does a ticket follow? Its type, and what contractors are engaged for.

use serde::{Deserialize, Serialize};

/// What a contractor is engaged for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mission {
    /// Go and fix (*ordre de service*).
    #[default]
    ServiceOrder,
    /// Go and price (*devis*).
    Quote,
}

impl Mission {
    pub(crate) fn is_service_order(&self) -> bool {
        match self {
            Self::ServiceOrder => true,
            Self::Quote => false,
        }
    }
}

/// The kind of workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TicketType {
    /// A client's request that no manager has validated yet (*en attente de validation*).
    #[serde(rename = "?")]
    Pending,
    /// One contractor is sent to fix (*ordre de service*).
    #[serde(rename = "ODS")]
    ServiceOrder,
    /// Several contractors are sent, each with an order of their own (*ordre de service multi-intervenants*).
    #[serde(rename = "ODSM")]
    ServiceOrders,
    /// One contractor is asked for a quote (*devis simple*).
    #[serde(rename = "DS")]
    Quote,
    /// Several contractors are asked, one quote at most is kept (*devis multiple*).
    #[serde(rename = "DM")]
    Quotes,
}

impl TicketType {
    /// The trade's acronym, which stays French in every language.
    pub fn acronym(self) -> &'static str {
        match self {
            Self::Pending => "?",
            Self::ServiceOrder => "ODS",
            Self::ServiceOrders => "ODSM",
            Self::Quote => "DS",
            Self::Quotes => "DM",
        }
    }

    /// What follows from the mission and from how many contractors are engaged.
    pub fn of(mission: Mission, contractors: usize) -> Self {
        match (mission, contractors > 1) {
            (Mission::ServiceOrder, false) => Self::ServiceOrder,
            (Mission::ServiceOrder, true) => Self::ServiceOrders,
            (Mission::Quote, false) => Self::Quote,
            (Mission::Quote, true) => Self::Quotes,
        }
    }

    /// What contractors are engaged for; nobody is on a request.
    pub fn mission(self) -> Option<Mission> {
        match self {
            Self::Pending => None,
            Self::ServiceOrder | Self::ServiceOrders => Some(Mission::ServiceOrder),
            Self::Quote | Self::Quotes => Some(Mission::Quote),
        }
    }

    /// Several parts are followed side by side: the ticket has no single step.
    pub fn is_several(self) -> bool {
        match self {
            Self::Pending | Self::ServiceOrder | Self::Quote | Self::Quotes => false,
            Self::ServiceOrders => true,
        }
    }

    /// Several contractors are engaged, whether side by side or one against the other.
    pub fn engages_several(self) -> bool {
        match self {
            Self::Pending | Self::ServiceOrder | Self::Quote => false,
            Self::ServiceOrders | Self::Quotes => true,
        }
    }
}
