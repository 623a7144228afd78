//! Where does a contractor's part in the ticket stand?
//!
//! ```text
//! awaiting_answer ── decline ─► declined
//!   │ accept + slot        ▲ slot cancelled, visit impossible
//!   ▼                      │
//! planned ◄── new slot ──┐ │
//!   │ on site            │ │
//!   ▼                    │ │
//! on_site ── not done ───┤ │
//!   │ completion asked   │ │
//!   ▼                    │ │
//! awaiting_completion ───┴─┘
//!   │ done
//!   ▼
//! completed ── ask for invoice ─► invoice_requested ── receive ─► invoiced ── asked again ─► invoice_requested
//!
//! any of them but declined, cancelled, invoiced ── cancel ─► cancelled
//! ```

use super::parts::{EngagedContractor, Invoice};
use super::visit::Visit;
use crate::ids::AssignmentId;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Something that was asked for and is reminded of until it comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub at: DateTime<Utc>,
    /// Reminders that their deadlines sent (or that silent mode kept back) since then.
    pub reminded: u8,
    /// The last reminder of any kind, by hand included.
    pub last_reminder_at: Option<DateTime<Utc>>,
    /// All reminders are used up and one more interval went by.
    pub exhausted: bool,
}

impl Asked {
    pub fn at(at: DateTime<Utc>) -> Self {
        Self {
            at,
            reminded: 0,
            last_reminder_at: None,
            exhausted: false,
        }
    }
}

/// A step of an assignment, with what exists only there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    AwaitingAnswer { asked: Asked },
    Planned { visit: Visit },
    OnSite { visit: Visit },
    AwaitingCompletion { visit: Visit },
    Completed { on: NaiveDate },
    InvoiceRequested { asked: Asked },
    Invoiced,
    Declined,
    Cancelled,
}

impl Step {
    pub fn code(&self) -> StepCode {
        match self {
            Self::AwaitingAnswer { .. } => StepCode::AwaitingAnswer,
            Self::Planned { .. } => StepCode::Planned,
            Self::OnSite { .. } => StepCode::OnSite,
            Self::AwaitingCompletion { .. } => StepCode::AwaitingCompletion,
            Self::Completed { .. } => StepCode::Completed,
            Self::InvoiceRequested { .. } => StepCode::InvoiceRequested,
            Self::Invoiced => StepCode::Invoiced,
            Self::Declined => StepCode::Declined,
            Self::Cancelled => StepCode::Cancelled,
        }
    }

    /// The visit, while there is one to come or under way.
    pub fn visit(&self) -> Option<&Visit> {
        match self {
            Self::Planned { visit }
            | Self::OnSite { visit }
            | Self::AwaitingCompletion { visit } => Some(visit),
            Self::AwaitingAnswer { .. }
            | Self::Completed { .. }
            | Self::InvoiceRequested { .. }
            | Self::Invoiced
            | Self::Declined
            | Self::Cancelled => None,
        }
    }
}

/// A step without its data: what people and programs are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepCode {
    AwaitingAnswer,
    Planned,
    OnSite,
    AwaitingCompletion,
    Completed,
    InvoiceRequested,
    Invoiced,
    Declined,
    Cancelled,
}

impl StepCode {
    pub const ALL: [Self; 9] = [
        Self::AwaitingAnswer,
        Self::Planned,
        Self::OnSite,
        Self::AwaitingCompletion,
        Self::Completed,
        Self::InvoiceRequested,
        Self::Invoiced,
        Self::Declined,
        Self::Cancelled,
    ];

    /// Stable code, as in the API and the translation catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::AwaitingAnswer => "awaiting_answer",
            Self::Planned => "planned",
            Self::OnSite => "on_site",
            Self::AwaitingCompletion => "awaiting_completion",
            Self::Completed => "completed",
            Self::InvoiceRequested => "invoice_requested",
            Self::Invoiced => "invoiced",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
        }
    }

    /// Nothing more is expected of the contractor. An invoice can still be asked for again.
    pub fn is_final(self) -> bool {
        match self {
            Self::Declined | Self::Cancelled | Self::Invoiced => true,
            Self::AwaitingAnswer
            | Self::Planned
            | Self::OnSite
            | Self::AwaitingCompletion
            | Self::Completed
            | Self::InvoiceRequested => false,
        }
    }

    /// The contractor will not do the work, or no longer.
    pub fn is_off(self) -> bool {
        match self {
            Self::Declined | Self::Cancelled => true,
            Self::AwaitingAnswer
            | Self::Planned
            | Self::OnSite
            | Self::AwaitingCompletion
            | Self::Completed
            | Self::InvoiceRequested
            | Self::Invoiced => false,
        }
    }
}

/// One contractor's part in a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    pub id: AssignmentId,
    pub contractor: EngagedContractor,
    /// Which personal link is good: older generations are worthless.
    pub generation: u16,
    /// When the link of this generation was given out.
    pub link_since: DateTime<Utc>,
    pub step: Step,
    /// Slots there have been; the next one's revision is one more.
    pub slots: u16,
    /// Reminder deadlines that fired, over all requests; the next one's ordinal is one more.
    pub fired: u16,
    pub read_at: Option<DateTime<Utc>>,
    /// The invoice that counts: the last one received.
    pub invoice: Option<Invoice>,
    /// When the step became final.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Assignment {
    pub fn engaged(
        id: AssignmentId,
        contractor: EngagedContractor,
        generation: u16,
        at: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            contractor,
            generation,
            link_since: at,
            step: Step::AwaitingAnswer {
                asked: Asked::at(at),
            },
            slots: 0,
            fired: 0,
            read_at: None,
            invoice: None,
            ended_at: None,
        }
    }

    pub fn step_code(&self) -> StepCode {
        self.step.code()
    }

    /// Work, completion or invoice is still expected.
    pub fn is_active(&self) -> bool {
        !self.step_code().is_final()
    }
}
