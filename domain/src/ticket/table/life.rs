//! What may be asked of a ticket in each state of its life?

use crate::ticket::command::TicketCommand as C;
use crate::ticket::refusal::Refusal;
use crate::ticket::state::Ticket;

/// Where a ticket is in its life, whatever its type and its parts' steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ticket) enum Life {
    Unopened,
    /// A client's request that no manager has decided on.
    Pending,
    /// Contractors are engaged, or were.
    Open,
    Closed,
    /// A request that the agency does nothing about.
    Dismissed,
}

/// What a state of life makes of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ticket) enum InLife {
    /// Goes on to its own rules, from who may ask.
    Decided,
    /// Changes nothing, and is no error of anybody's.
    Holds,
    /// Whoever asks.
    Refused(Refusal),
    /// Who may not ask at all is told that first.
    NotNow(Refusal),
}

impl Ticket {
    pub(in crate::ticket) fn life(&self) -> Life {
        if self.opening.is_none() {
            Life::Unopened
        } else if self.dismissal().is_some() {
            Life::Dismissed
        } else if self.is_closed() {
            Life::Closed
        } else if self.is_pending() {
            Life::Pending
        } else {
            Life::Open
        }
    }
}

/// What this state of life makes of the command.
pub(in crate::ticket) fn in_life(command: &C, life: Life) -> InLife {
    let [unopened, pending, open, closed, dismissed] = row(command);
    match life {
        Life::Unopened => unopened,
        Life::Pending => pending,
        Life::Open => open,
        Life::Closed => closed,
        Life::Dismissed => dismissed,
    }
}

const YES: InLife = InLife::Decided;
const HOLDS: InLife = InLife::Holds;
const UNOPENED: InLife = InLife::Refused(Refusal::TicketNotOpened);
const OPENED: InLife = InLife::Refused(Refusal::TicketAlreadyOpened);
const CLOSED: InLife = InLife::Refused(Refusal::TicketClosed);
const DISMISSED: InLife = InLife::Refused(Refusal::RequestDismissed);
const PENDING: InLife = InLife::NotNow(Refusal::RequestPending);
const DECIDED_ON: InLife = InLife::NotNow(Refusal::RequestNotPending);
const NOT_CLOSED: InLife = InLife::NotNow(Refusal::TicketNotClosed);

/// Unopened, pending, open, closed, dismissed.
#[rustfmt::skip]
fn row(command: &C) -> [InLife; 5] {
    match command {
        // How a ticket begins.
        C::OpenTicket { .. } | C::SubmitRequest { .. } => [YES, OPENED, OPENED, OPENED, OPENED],

        // The decision on a request.
        C::ValidateRequest { .. } => [UNOPENED, YES, DECIDED_ON, CLOSED, DISMISSED],
        C::DismissRequest { .. }  => [UNOPENED, YES, DECIDED_ON, CLOSED, HOLDS],

        // What a request is talked about with and put in order meanwhile: nobody is sent, nothing is closed.
        C::WriteToAgency { .. } | C::SendMessage { .. } | C::InformThirdParty { .. } | C::AddNote { .. }
        | C::AttachFile { .. } | C::TransferTicket { .. } | C::SwitchSilentMode { .. } | C::RecordTimeSpent { .. }
        | C::AcknowledgeAttention => [UNOPENED, YES, YES, CLOSED, DISMISSED],

        // What needs a contractor, or somebody who decides on their quote.
        C::AcceptOrder { .. } | C::DeclineAssignment { .. } | C::ProposeSlot { .. } | C::CancelSlot { .. }
        | C::AnswerPresence { .. } | C::ReportCompletion { .. } | C::DenyCompletion { .. }
        | C::ReportQuoteNecessary { .. } | C::PromiseQuote { .. } | C::SubmitQuote { .. } | C::SubmitInvoice { .. }
        | C::AcknowledgeOrder { .. } | C::ConfirmSlot { .. } | C::PostponeSlot { .. } | C::RequestQuote { .. }
        | C::AcceptQuote { .. } | C::RefuseQuote { .. } | C::SendSignedQuote { .. } | C::RequestInvoice { .. }
        | C::RejectInvoice { .. } | C::RemindNow { .. } | C::CancelAssignment { .. } | C::EngageContractor { .. }
        | C::RenewLink { .. } | C::ChangeContactDetails { .. } | C::ApproveQuote { .. } | C::DisapproveQuotes { .. }
        | C::RequestApproval { .. } | C::RemindApprover { .. } => [UNOPENED, PENDING, YES, CLOSED, DISMISSED],

        // What the validation states anyway.
        C::AmendDetails { .. } | C::SetSiteContact { .. } | C::SetWatchers { .. }
        | C::SetReminderPolicy { .. } => [UNOPENED, PENDING, YES, CLOSED, DISMISSED],

        // The end. What the machinery reports too late changes nothing.
        C::CloseTicket { .. }  => [UNOPENED, PENDING, YES, HOLDS, DISMISSED],
        C::ReopenTicket { .. } => [UNOPENED, NOT_CLOSED, NOT_CLOSED, YES, DISMISSED],
        C::FireTimer { .. } | C::RecordNotificationFailure { .. } => [UNOPENED, YES, YES, HOLDS, HOLDS],
    }
}
