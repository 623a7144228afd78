//! What do people see at a glance: the ticket's status, and whether the manager must act?

use super::assignment::Assignment;
use super::state::Ticket;
use super::step_code::StepCode;
use serde::{Deserialize, Serialize};

/// A ticket's status: derived, never stored as a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum TicketStatus {
    /// That of the assignment that leads.
    Step(StepCode),
    Overall(Overall),
    Request(Undecided),
    Ended(Ended),
}

/// Where several parts go on side by side, none leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overall {
    InProgress,
}

/// What a client asked for, and no manager has decided on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undecided {
    Pending,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    Closed,
    /// A request that the agency does nothing about.
    Dismissed,
}

impl TicketStatus {
    /// Stable code, as in the API and the translation catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Step(step) => step.code(),
            Self::Request(Undecided::Pending) => "pending",
            Self::Overall(Overall::InProgress) => "in_progress",
            Self::Ended(Ended::Closed) => "closed",
            Self::Ended(Ended::Dismissed) => "dismissed",
        }
    }
}

/// How a status is coloured; never by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Grey: somebody else is to act.
    Waiting,
    /// Blue: the manager must act.
    MustAct,
    /// Red: closed.
    Closed,
}

impl Urgency {
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::MustAct => "must_act",
            Self::Closed => "closed",
        }
    }
}

impl Ticket {
    /// `None` before the ticket is opened.
    pub fn status(&self) -> Option<TicketStatus> {
        if self.dismissal().is_some() {
            return Some(TicketStatus::Ended(Ended::Dismissed));
        }
        if self.is_closed() {
            return Some(TicketStatus::Ended(Ended::Closed));
        }
        if self.is_pending() {
            return Some(TicketStatus::Request(Undecided::Pending));
        }
        if self.is_several() {
            return Some(TicketStatus::Overall(Overall::InProgress));
        }
        self.leading_assignment()
            .map(|leading| TicketStatus::Step(leading.step_code()))
    }

    pub fn urgency(&self) -> Urgency {
        if self.is_closed() {
            Urgency::Closed
        } else if self.is_pending() || !self.attention.is_empty() || self.waits_for_manager() {
            Urgency::MustAct
        } else {
            Urgency::Waiting
        }
    }

    fn waits_for_manager(&self) -> bool {
        if self.is_several() {
            return self.assignments.iter().any(|part| self.waits_at(part));
        }
        self.leading_assignment()
            .is_some_and(|leading| calls_manager(leading.step_code()))
    }

    /// Whether this part of several calls the manager: a cancelled one only if it leaves nobody at work.
    pub fn waits_at(&self, part: &Assignment) -> bool {
        let step = part.step_code();
        let ended_by_agency = matches!(step, StepCode::Cancelled | StepCode::QuoteRefused);
        calls_manager(step) && (!ended_by_agency || self.active_assignments().next().is_none())
    }
}

/// The steps at which nothing goes on unless the manager does something.
fn calls_manager(step: StepCode) -> bool {
    match step {
        // A part that the agency ended leads only where no active one is left.
        StepCode::QuoteReceived
        | StepCode::QuoteApproved
        | StepCode::QuoteDisapproved
        | StepCode::QuoteRefused
        | StepCode::Completed
        | StepCode::Invoiced
        | StepCode::Declined
        | StepCode::Cancelled => true,
        StepCode::AwaitingAnswer
        | StepCode::QuoteRequested
        | StepCode::QuotePromised
        | StepCode::QuoteInApproval
        | StepCode::QuoteAccepted
        | StepCode::Planned
        | StepCode::OnSite
        | StepCode::AwaitingCompletion
        | StepCode::InvoiceRequested => false,
    }
}
