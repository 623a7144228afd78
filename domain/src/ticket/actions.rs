//! What can be done now, and by whom? Pages and programs ask this instead of guessing the state machine.

use super::assignment::{Assignment, Step};
use super::kind::TicketType;
use super::state::Ticket;
use super::step_code::StepCode;
use super::visit::{Presence, Visit};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Something that may be asked of one contractor's part in a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    AcceptOrder,
    Decline,
    ProposeSlot,
    ConfirmSlot,
    PostponeSlot,
    CancelSlot,
    AnswerPresence,
    ReportCompletion,
    DenyCompletion,
    ReportQuoteNecessary,
    PromiseQuote,
    SubmitQuote,
    RequestQuote,
    AcceptQuote,
    RefuseQuote,
    SendSignedQuote,
    RequestInvoice,
    SubmitInvoice,
    RejectInvoice,
    RemindNow,
    CancelAssignment,
    ChangeContactDetails,
}

impl Action {
    pub const ALL: [Self; 22] = [
        Self::AcceptOrder,
        Self::Decline,
        Self::ProposeSlot,
        Self::ConfirmSlot,
        Self::PostponeSlot,
        Self::CancelSlot,
        Self::AnswerPresence,
        Self::ReportCompletion,
        Self::DenyCompletion,
        Self::ReportQuoteNecessary,
        Self::PromiseQuote,
        Self::SubmitQuote,
        Self::RequestQuote,
        Self::AcceptQuote,
        Self::RefuseQuote,
        Self::SendSignedQuote,
        Self::RequestInvoice,
        Self::SubmitInvoice,
        Self::RejectInvoice,
        Self::RemindNow,
        Self::CancelAssignment,
        Self::ChangeContactDetails,
    ];

    /// Stable code, as in the API and the translation catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::AcceptOrder => "accept_order",
            Self::Decline => "decline",
            Self::ProposeSlot => "propose_slot",
            Self::ConfirmSlot => "confirm_slot",
            Self::PostponeSlot => "postpone_slot",
            Self::CancelSlot => "cancel_slot",
            Self::AnswerPresence => "answer_presence",
            Self::ReportCompletion => "report_completion",
            Self::DenyCompletion => "deny_completion",
            Self::ReportQuoteNecessary => "report_quote_necessary",
            Self::PromiseQuote => "promise_quote",
            Self::SubmitQuote => "submit_quote",
            Self::RequestQuote => "request_quote",
            Self::AcceptQuote => "accept_quote",
            Self::RefuseQuote => "refuse_quote",
            Self::SendSignedQuote => "send_signed_quote",
            Self::RequestInvoice => "request_invoice",
            Self::SubmitInvoice => "submit_invoice",
            Self::RejectInvoice => "reject_invoice",
            Self::RemindNow => "remind_now",
            Self::CancelAssignment => "cancel_assignment",
            Self::ChangeContactDetails => "change_contact_details",
        }
    }
}

impl Assignment {
    /// Quotes and invoices are asked for by e-mail too, whatever the channels say. Of an erased person nobody knows.
    pub fn is_reached_by_email(&self) -> bool {
        let details = self.contractor.details.get();
        details.is_none_or(|details| details.email.is_some())
    }
}

impl Ticket {
    /// What the agency may do with this part of the ticket, the usual next step first.
    pub fn agency_actions(&self, assignment: &Assignment) -> Vec<Action> {
        if self.is_closed() {
            vec![]
        } else {
            let all = of_agency(assignment.step_code()).iter().copied();
            all.filter(|action| self.allows(*action, assignment))
                .collect()
        }
    }

    /// What the contractor may do at this moment, the answer to the question of the moment first.
    pub fn contractor_actions(&self, assignment: &Assignment, at: DateTime<Utc>) -> Vec<Action> {
        if self.is_closed() {
            vec![]
        } else {
            of_contractor(&assignment.step, at)
        }
    }
}

impl Ticket {
    /// What the step allows, and the rest of the ticket may forbid. A visit is confirmed once; invoices and quotes are asked
    /// for by e-mail, whatever the channels say.
    fn allows(&self, action: Action, assignment: &Assignment) -> bool {
        let order_to_one = || self.ticket_type() == Some(TicketType::ServiceOrder);
        let work = || assignment.step.visit().is_some();
        match action {
            Action::ConfirmSlot => {
                let visit = assignment.step.visit();
                visit.is_some_and(|visit| !visit.confirmed)
            }
            Action::RequestInvoice | Action::RejectInvoice => assignment.is_reached_by_email(),
            Action::RequestQuote => order_to_one() && assignment.is_reached_by_email(),
            Action::SubmitQuote => !work() || order_to_one(),
            Action::AcceptQuote => !self.assignments.iter().any(Assignment::is_kept),
            Action::SendSignedQuote => assignment.is_kept() && !self.attachments.is_empty(),
            Action::AcceptOrder
            | Action::Decline
            | Action::ProposeSlot
            | Action::PostponeSlot
            | Action::CancelSlot
            | Action::AnswerPresence
            | Action::ReportCompletion
            | Action::DenyCompletion
            | Action::ReportQuoteNecessary
            | Action::PromiseQuote
            | Action::RefuseQuote
            | Action::SubmitInvoice
            | Action::RemindNow
            | Action::CancelAssignment
            | Action::ChangeContactDetails => true,
        }
    }
}

fn of_agency(step: StepCode) -> &'static [Action] {
    use Action as A;
    match step {
        StepCode::AwaitingAnswer => &[
            A::AcceptOrder,
            A::Decline,
            A::RemindNow,
            A::CancelAssignment,
            A::ChangeContactDetails,
        ],
        StepCode::QuoteRequested | StepCode::QuotePromised => &[
            A::SubmitQuote,
            A::PromiseQuote,
            A::Decline,
            A::RemindNow,
            A::CancelAssignment,
            A::ChangeContactDetails,
        ],
        StepCode::QuoteReceived | StepCode::QuoteDisapproved => &[
            A::AcceptQuote,
            A::RefuseQuote,
            A::SubmitQuote,
            A::CancelAssignment,
            A::ChangeContactDetails,
        ],
        StepCode::QuoteInApproval => &[A::CancelAssignment, A::ChangeContactDetails],
        StepCode::QuoteApproved => &[
            A::AcceptQuote,
            A::RefuseQuote,
            A::CancelAssignment,
            A::ChangeContactDetails,
        ],
        StepCode::QuoteAccepted => &[
            A::ProposeSlot,
            A::SendSignedQuote,
            A::RemindNow,
            A::CancelAssignment,
            A::ChangeContactDetails,
        ],
        StepCode::Planned => &[
            A::ConfirmSlot,
            A::AnswerPresence,
            A::ReportCompletion,
            A::ProposeSlot,
            A::PostponeSlot,
            A::CancelSlot,
            A::DenyCompletion,
            A::ReportQuoteNecessary,
            A::RequestQuote,
            A::SubmitQuote,
            A::SendSignedQuote,
            A::RemindNow,
            A::CancelAssignment,
            A::ChangeContactDetails,
        ],
        StepCode::OnSite | StepCode::AwaitingCompletion => &[
            A::ReportCompletion,
            A::DenyCompletion,
            A::ReportQuoteNecessary,
            A::RequestQuote,
            A::SubmitQuote,
            A::SendSignedQuote,
            A::RemindNow,
            A::CancelAssignment,
            A::ChangeContactDetails,
        ],
        StepCode::Completed => &[
            A::RequestInvoice,
            A::SubmitInvoice,
            A::CancelAssignment,
            A::ChangeContactDetails,
        ],
        StepCode::InvoiceRequested => &[
            A::SubmitInvoice,
            A::RemindNow,
            A::CancelAssignment,
            A::ChangeContactDetails,
        ],
        StepCode::Invoiced => &[A::RejectInvoice, A::ChangeContactDetails],
        StepCode::Declined | StepCode::QuoteRefused | StepCode::Cancelled => &[],
    }
}

fn of_contractor(step: &Step, at: DateTime<Utc>) -> Vec<Action> {
    use Action as A;
    match step {
        Step::AwaitingAnswer { .. } => vec![A::AcceptOrder, A::Decline],
        Step::QuoteRequested { .. } | Step::QuotePromised { .. } => {
            vec![A::SubmitQuote, A::PromiseQuote, A::Decline]
        }
        Step::QuoteReceived | Step::QuoteDisapproved => vec![A::SubmitQuote],
        Step::QuoteAccepted { .. } => vec![A::ProposeSlot],
        Step::Planned { visit } => while_planned(visit, at),
        Step::OnSite { .. } | Step::AwaitingCompletion { .. } => {
            vec![
                A::ReportCompletion,
                A::DenyCompletion,
                A::ReportQuoteNecessary,
            ]
        }
        Step::Completed { .. } | Step::InvoiceRequested { .. } => vec![A::SubmitInvoice],
        Step::QuoteInApproval
        | Step::QuoteApproved
        | Step::QuoteRefused
        | Step::Invoiced
        | Step::Declined
        | Step::Cancelled => vec![],
    }
}

fn while_planned(visit: &Visit, at: DateTime<Utc>) -> Vec<Action> {
    use Action as A;
    let mut actions = vec![];
    if matches!(visit.presence, Presence::Asked | Presence::Late { .. }) {
        actions.push(A::AnswerPresence);
    }
    if visit.has_begun(at) {
        actions.extend([A::ReportCompletion, A::DenyCompletion]);
    }
    actions.extend([A::ProposeSlot, A::CancelSlot, A::ReportQuoteNecessary]);
    actions
}
