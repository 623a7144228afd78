//! Where does a message stand?

use std::str::FromStr;

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Waits for its time and its turn.
    Due,
    /// An attempt is under way.
    Attempted,
    /// The next server or the gateway took it.
    Sent,
    /// Certainly not sent yet; another attempt is planned.
    Later,
    /// Will not arrive; the ticket is told.
    Failed,
    /// Perhaps sent; another attempt is planned.
    Unknown,
    /// Never leaves.
    Suppressed,
    /// The gateway reports that it arrived.
    Delivered,
}

impl State {
    pub const ALL: [Self; 8] = [
        Self::Due,
        Self::Attempted,
        Self::Sent,
        Self::Later,
        Self::Failed,
        Self::Unknown,
        Self::Suppressed,
        Self::Delivered,
    ];

    /// As stored, and as the API and the catalogue name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Attempted => "attempted",
            Self::Sent => "sent",
            Self::Later => "later",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Suppressed => "suppressed",
            Self::Delivered => "delivered",
        }
    }

    /// Nothing more happens by itself.
    pub fn is_settled(self) -> bool {
        match self {
            Self::Sent | Self::Failed | Self::Suppressed | Self::Delivered => true,
            Self::Due | Self::Attempted | Self::Later | Self::Unknown => false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a state of the outbox")]
pub struct NotAState;

impl FromStr for State {
    type Err = NotAState;
    fn from_str(code: &str) -> Result<Self, NotAState> {
        Self::ALL
            .into_iter()
            .find(|state| state.code() == code)
            .ok_or(NotAState)
    }
}
