//! What is known of a visit: its slot, whether somebody came, whether it is finished.

use crate::personal::Personal;
use crate::value::{ShortText, Slot};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

/// The contractor's answer to "are you there?".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PresenceAnswer {
    /// *Sur place.*
    OnSite,
    /// *En retard*: the visit stays planned, the contractor is expected later.
    Late { expected_at: DateTime<Utc> },
    /// *Reporter*: another slot.
    Postponed { slot: Slot },
    /// *Impossible*: the visit will not take place.
    Impossible { reason: Personal<ShortText> },
}

/// What the contractor plans when the job is not finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NotFinished {
    /// The same visit lasts longer.
    NewEnd { slot: Slot },
    /// Another visit is needed.
    NewSlot { slot: Slot },
}

impl NotFinished {
    pub fn slot(&self) -> &Slot {
        match self {
            Self::NewEnd { slot } | Self::NewSlot { slot } => slot,
        }
    }
}

/// What became of the visit's reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitReminded {
    NotYet,
    Sent,
    /// The deadline came when the visit had begun.
    Lapsed,
}

/// What is known of the contractor's presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Presence {
    NotAsked,
    Asked,
    /// Silent mode kept the question back.
    KeptBack,
    /// The deadline came when the visit had begun.
    Lapsed,
    Late {
        expected_at: DateTime<Utc>,
    },
    Confirmed,
}

/// A visit that has a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub slot: Slot,
    /// When the slot became what it is.
    pub set_at: DateTime<Utc>,
    /// Counts the slots of an assignment, from 1: timers and calendar files of an older slot are told apart by it.
    pub revision: u16,
    /// The agency has confirmed it; the contractor's acceptance alone makes it planned.
    pub confirmed: bool,
    pub reminded: VisitReminded,
    pub presence: Presence,
}

impl Visit {
    pub fn new(slot: Slot, set_at: DateTime<Utc>, revision: u16) -> Self {
        Self {
            slot,
            set_at,
            revision,
            confirmed: false,
            reminded: VisitReminded::NotYet,
            presence: Presence::NotAsked,
        }
    }

    /// When the contractor is expected: the slot's start, or later for one who said so.
    pub fn expected_start(&self) -> DateTime<Utc> {
        match self.presence {
            Presence::Late { expected_at } => expected_at.max(self.slot.start()),
            Presence::NotAsked
            | Presence::Asked
            | Presence::KeptBack
            | Presence::Lapsed
            | Presence::Confirmed => self.slot.start(),
        }
    }

    /// When the job should be over: a contractor who comes late still needs the slot's duration.
    pub fn expected_end(&self) -> DateTime<Utc> {
        self.expected_start() + Duration::minutes(i64::from(self.slot.minutes()))
    }

    pub fn has_begun(&self, at: DateTime<Utc>) -> bool {
        at >= self.slot.start()
    }
}
