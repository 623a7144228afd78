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
//! any of them but declined, quote_refused, cancelled, invoiced ── cancel ─► cancelled
//! ```
//!
//! Where a quote is asked for (by whom: `quote.rs`):
//!
//! ```text
//! quote_requested ── decline ─► declined            planned, on_site, awaiting_completion (order to one contractor)
//!   │ promise: quote_promised  ◄── ask for a quote ──┘
//!   │ submit
//!   ▼                          new quote
//! quote_received ◄───────────────────────── quote_disapproved ── accept, refuse, ask again
//!   │  │  └─ ask approval ─► quote_in_approval ──┘ disapproved
//!   │  └─ refuse ─► quote_refused     │ approved
//!   ▼ accept                          ▼
//! quote_accepted ◄─── validate ─── quote_approved ── refuse ─► quote_refused
//!   │ slot            ▲ slot cancelled, visit impossible
//!   ▼                 │
//! planned, as above ──┘
//! ```

use super::kind::Mission;
use super::parts::{EngagedContractor, Invoice};
use super::quote::Offer;
use super::step_code::StepCode;
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
    AwaitingAnswer {
        asked: Asked,
    },
    QuoteRequested {
        asked: Asked,
    },
    /// `expected_on`: local date of the building.
    QuotePromised {
        asked: Asked,
        expected_on: Option<NaiveDate>,
    },
    QuoteReceived,
    QuoteInApproval,
    QuoteDisapproved,
    QuoteApproved,
    /// The contractor is to propose a slot.
    QuoteAccepted {
        asked: Asked,
    },
    QuoteRefused,
    Planned {
        visit: Visit,
    },
    OnSite {
        visit: Visit,
    },
    AwaitingCompletion {
        visit: Visit,
    },
    Completed {
        on: NaiveDate,
    },
    InvoiceRequested {
        asked: Asked,
    },
    Invoiced,
    Declined,
    Cancelled,
}

impl Step {
    pub fn code(&self) -> StepCode {
        match self {
            Self::AwaitingAnswer { .. } => StepCode::AwaitingAnswer,
            Self::QuoteRequested { .. } => StepCode::QuoteRequested,
            Self::QuotePromised { .. } => StepCode::QuotePromised,
            Self::QuoteReceived => StepCode::QuoteReceived,
            Self::QuoteInApproval => StepCode::QuoteInApproval,
            Self::QuoteDisapproved => StepCode::QuoteDisapproved,
            Self::QuoteApproved => StepCode::QuoteApproved,
            Self::QuoteAccepted { .. } => StepCode::QuoteAccepted,
            Self::QuoteRefused => StepCode::QuoteRefused,
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
            | Self::QuoteRequested { .. }
            | Self::QuotePromised { .. }
            | Self::QuoteReceived
            | Self::QuoteInApproval
            | Self::QuoteDisapproved
            | Self::QuoteApproved
            | Self::QuoteAccepted { .. }
            | Self::QuoteRefused
            | Self::Completed { .. }
            | Self::InvoiceRequested { .. }
            | Self::Invoiced
            | Self::Declined
            | Self::Cancelled => None,
        }
    }
}

/// One contractor's part in a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    pub id: AssignmentId,
    pub contractor: EngagedContractor,
    #[serde(default, skip_serializing_if = "Mission::is_service_order")]
    pub mission: Mission,
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
    /// The quote that counts: the last one received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
    /// The invoice that counts: the last one received.
    pub invoice: Option<Invoice>,
    /// When the step became final.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Assignment {
    pub fn engaged(
        id: AssignmentId,
        contractor: EngagedContractor,
        mission: Mission,
        generation: u16,
        at: DateTime<Utc>,
    ) -> Self {
        let asked = Asked::at(at);
        let step = match mission {
            Mission::ServiceOrder => Step::AwaitingAnswer { asked },
            Mission::Quote => Step::QuoteRequested { asked },
        };
        Self {
            id,
            contractor,
            mission,
            generation,
            link_since: at,
            step,
            slots: 0,
            fired: 0,
            read_at: None,
            offer: None,
            invoice: None,
            ended_at: None,
        }
    }

    pub fn step_code(&self) -> StepCode {
        self.step.code()
    }

    /// Its quote was accepted, and nobody has called it off since.
    pub fn is_kept(&self) -> bool {
        self.offer.as_ref().is_some_and(Offer::is_accepted) && !self.step_code().is_off()
    }

    /// Quote, work, completion or invoice is still expected.
    pub fn is_active(&self) -> bool {
        !self.step_code().is_final()
    }
}
