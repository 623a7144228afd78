//! Which deadlines does a ticket know, and what do they ask again?

use crate::ids::AssignmentId;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimerKind {
    AnswerReminder,
    QuoteReminder,
    VisitReminder,
    PresenceRequest,
    CompletionRequest,
    InvoiceReminder,
}

impl TimerKind {
    pub const ALL: [Self; 6] = [
        Self::AnswerReminder,
        Self::QuoteReminder,
        Self::VisitReminder,
        Self::PresenceRequest,
        Self::CompletionRequest,
        Self::InvoiceReminder,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::AnswerReminder => "answer_reminder",
            Self::QuoteReminder => "quote_reminder",
            Self::VisitReminder => "visit_reminder",
            Self::PresenceRequest => "presence_request",
            Self::CompletionRequest => "completion_request",
            Self::InvoiceReminder => "invoice_reminder",
        }
    }
}

/// One armed deadline. Its text form, `<assignment>/<kind>/<ordinal>`, is the key of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Timer {
    pub assignment: AssignmentId,
    pub kind: TimerKind,
    /// Reminders: the n-th, from 1, the one after the last meaning "used up"; counted on through repeated
    /// requests. Visits: the slot's revision. The same deadline never has the same ordinal twice.
    pub ordinal: u16,
}

impl fmt::Display for Timer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}/{}/{}",
            self.assignment,
            self.kind.code(),
            self.ordinal
        )
    }
}

/// The text is not a timer's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a timer key: expected <assignment>/<kind>/<ordinal>")]
pub struct NotATimer;

impl FromStr for Timer {
    type Err = NotATimer;
    fn from_str(text: &str) -> Result<Self, NotATimer> {
        let mut parts = text.splitn(3, '/');
        let (Some(assignment), Some(kind), Some(ordinal)) =
            (parts.next(), parts.next(), parts.next())
        else {
            return Err(NotATimer);
        };
        Ok(Self {
            assignment: assignment.parse().map_err(|_| NotATimer)?,
            kind: TimerKind::ALL
                .into_iter()
                .find(|k| k.code() == kind)
                .ok_or(NotATimer)?,
            ordinal: ordinal.parse().map_err(|_| NotATimer)?,
        })
    }
}

/// What a reminder asks for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReminderKind {
    Answer,
    Quote,
    /// The date of the work, after the quote was accepted.
    Slot,
    /// A reminder of a coming visit rather than of something owed.
    Visit,
    Completion,
    Invoice,
}

/// Why a reminder went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ReminderTrigger {
    /// Its deadline came: the n-th of at most m.
    Due { nth: u8, of: u8 },
    /// Somebody asked for it now; the count of the automatic ones stays.
    ByHand,
}
