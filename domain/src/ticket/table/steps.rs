//! What may be asked of one contractor's part at each of its steps?

use crate::ids::AssignmentId;
use crate::ticket::command::TicketCommand as C;
use crate::ticket::step_code::StepCode;

/// What a step makes of a command to its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ticket) enum AtStep {
    /// Goes on to its own rules.
    Decided,
    /// Changes nothing where it says once more what was said; anything else is refused because of the step.
    OnceMore,
    /// Changes nothing: its effect holds already.
    Holds,
    /// Because of the step.
    Refused,
}

/// What is asked of one contractor's part. An answer to a request for approval is none: it asks first whether that
/// request still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ticket) enum PartCommand {
    AcceptOrder,
    DeclineAssignment,
    ProposeSlot,
    CancelSlot,
    AnswerPresence,
    ReportCompletion,
    DenyCompletion,
    ReportQuoteNecessary,
    PromiseQuote,
    SubmitQuote,
    SubmitInvoice,
    AcknowledgeOrder,
    ConfirmSlot,
    PostponeSlot,
    RequestQuote,
    AcceptQuote,
    RefuseQuote,
    SendSignedQuote,
    RequestInvoice,
    RejectInvoice,
    RemindNow,
    CancelAssignment,
    ChangeContactDetails,
    RenewLink,
}

const STEPS: usize = StepCode::ALL.len();

/// What this step makes of the command.
pub(in crate::ticket) fn at_step(command: PartCommand, step: StepCode) -> AtStep {
    // The columns stand in the order of the steps' declaration, which is that of `StepCode::ALL`.
    row(command)[step as usize]
}

#[rustfmt::skip]
fn row(command: PartCommand) -> [AtStep; STEPS] {
    use AtStep::{Decided as Y, Holds as H, OnceMore as M, Refused as N};
    use PartCommand as P;
    match command {
        //                        awaiting_answer
        //                        |  quote_requested
        //                        |  |  quote_promised
        //                        |  |  |  quote_received
        //                        |  |  |  |  quote_in_approval
        //                        |  |  |  |  |  quote_disapproved
        //                        |  |  |  |  |  |  quote_approved
        //                        |  |  |  |  |  |  |  quote_accepted
        //                        |  |  |  |  |  |  |  |  quote_refused
        //                        |  |  |  |  |  |  |  |  |  planned
        //                        |  |  |  |  |  |  |  |  |  |  on_site
        //                        |  |  |  |  |  |  |  |  |  |  |  awaiting_completion
        //                        |  |  |  |  |  |  |  |  |  |  |  |  completed
        //                        |  |  |  |  |  |  |  |  |  |  |  |  |  invoice_requested
        //                        |  |  |  |  |  |  |  |  |  |  |  |  |  |  invoiced
        //                        |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  declined
        //                        |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  cancelled
        P::AcceptOrder =>          [Y, N, N, N, N, N, N, N, N, M, N, N, N, N, N, N, N],
        P::DeclineAssignment =>    [Y, Y, Y, N, N, N, N, N, N, N, N, N, N, N, N, H, N],
        P::ProposeSlot =>          [N, N, N, N, N, N, N, Y, N, Y, N, N, N, N, N, N, N],
        P::CancelSlot =>           [N, N, N, N, N, N, N, N, N, Y, N, N, N, N, N, N, N],
        P::AnswerPresence =>       [N, N, N, N, N, N, N, N, N, Y, M, N, N, N, N, N, N],
        P::ReportCompletion =>     [N, N, N, N, N, N, N, N, N, Y, Y, Y, M, N, N, N, N],
        P::DenyCompletion =>       [N, N, N, N, N, N, N, N, N, Y, Y, Y, N, N, N, N, N],
        P::ReportQuoteNecessary => [N, N, N, N, N, N, N, N, N, Y, Y, Y, N, N, N, N, N],
        P::PromiseQuote =>         [N, Y, Y, N, N, N, N, N, N, N, N, N, N, N, N, N, N],
        P::SubmitQuote =>          [N, Y, Y, Y, N, Y, N, N, N, Y, Y, Y, N, N, N, N, N],
        P::SubmitInvoice =>        [N, N, N, N, N, N, N, N, N, N, N, N, Y, Y, M, N, N],
        P::AcknowledgeOrder =>     [Y, Y, Y, Y, Y, Y, Y, Y, N, Y, Y, Y, Y, Y, Y, N, N],
        P::ConfirmSlot =>          [N, N, N, N, N, N, N, N, N, Y, N, N, N, N, N, N, N],
        P::PostponeSlot =>         [N, N, N, N, N, N, N, N, N, Y, N, N, N, N, N, N, N],
        P::RequestQuote =>         [N, H, N, N, N, N, N, N, N, Y, Y, Y, N, N, N, N, N],
        P::AcceptQuote =>          [N, N, N, Y, N, Y, Y, M, N, N, N, N, N, N, N, N, N],
        P::RefuseQuote =>          [N, N, N, Y, N, Y, Y, N, H, N, N, N, N, N, N, N, N],
        P::SendSignedQuote =>      [N, N, N, N, N, N, N, Y, N, Y, Y, Y, N, N, N, N, N],
        P::RequestInvoice =>       [N, N, N, N, N, N, N, N, N, N, N, N, Y, H, N, N, N],
        P::RejectInvoice =>        [N, N, N, N, N, N, N, N, N, N, N, N, N, N, Y, N, N],
        P::RemindNow =>            [Y, Y, Y, N, N, N, N, Y, N, Y, Y, Y, N, Y, N, N, N],
        P::CancelAssignment =>     [Y, Y, Y, Y, Y, Y, Y, Y, N, Y, Y, Y, Y, Y, N, N, H],
        P::ChangeContactDetails => [Y, Y, Y, Y, Y, Y, Y, Y, N, Y, Y, Y, Y, Y, Y, N, N],
        P::RenewLink =>            [Y, Y, Y, Y, Y, Y, Y, Y, N, Y, Y, Y, Y, Y, Y, N, N],
    }
}

impl C {
    /// Whose part this is about, and what is asked of it; nothing where the ticket as a whole is meant.
    #[rustfmt::skip]
    pub(in crate::ticket) fn of_part(&self) -> Option<(AssignmentId, PartCommand)> {
        use PartCommand as P;
        match self {
            C::AcceptOrder { assignment, .. } => Some((*assignment, P::AcceptOrder)),
            C::DeclineAssignment { assignment, .. } => Some((*assignment, P::DeclineAssignment)),
            C::ProposeSlot { assignment, .. } => Some((*assignment, P::ProposeSlot)),
            C::CancelSlot { assignment, .. } => Some((*assignment, P::CancelSlot)),
            C::AnswerPresence { assignment, .. } => Some((*assignment, P::AnswerPresence)),
            C::ReportCompletion { assignment, .. } => Some((*assignment, P::ReportCompletion)),
            C::DenyCompletion { assignment, .. } => Some((*assignment, P::DenyCompletion)),
            C::ReportQuoteNecessary { assignment, .. } => Some((*assignment, P::ReportQuoteNecessary)),
            C::PromiseQuote { assignment, .. } => Some((*assignment, P::PromiseQuote)),
            C::SubmitQuote { assignment, .. } => Some((*assignment, P::SubmitQuote)),
            C::SubmitInvoice { assignment, .. } => Some((*assignment, P::SubmitInvoice)),
            C::AcknowledgeOrder { assignment } => Some((*assignment, P::AcknowledgeOrder)),
            C::ConfirmSlot { assignment } => Some((*assignment, P::ConfirmSlot)),
            C::PostponeSlot { assignment, .. } => Some((*assignment, P::PostponeSlot)),
            C::RequestQuote { assignment, .. } => Some((*assignment, P::RequestQuote)),
            C::AcceptQuote { assignment, .. } => Some((*assignment, P::AcceptQuote)),
            C::RefuseQuote { assignment, .. } => Some((*assignment, P::RefuseQuote)),
            C::SendSignedQuote { assignment, .. } => Some((*assignment, P::SendSignedQuote)),
            C::RequestInvoice { assignment, .. } => Some((*assignment, P::RequestInvoice)),
            C::RejectInvoice { assignment, .. } => Some((*assignment, P::RejectInvoice)),
            C::RemindNow { assignment } => Some((*assignment, P::RemindNow)),
            C::CancelAssignment { assignment, .. } => Some((*assignment, P::CancelAssignment)),
            C::ChangeContactDetails { assignment, .. } => Some((*assignment, P::ChangeContactDetails)),
            C::RenewLink { assignment } => Some((*assignment, P::RenewLink)),
            C::OpenTicket { .. } | C::SubmitRequest { .. } | C::ValidateRequest { .. } | C::DismissRequest { .. }
            | C::WriteToAgency { .. } | C::ApproveQuote { .. } | C::DisapproveQuotes { .. }
            | C::RequestApproval { .. } | C::RemindApprover { .. } | C::EngageContractor { .. }
            | C::SendMessage { .. } | C::InformThirdParty { .. } | C::AddNote { .. } | C::AmendDetails { .. }
            | C::SetSiteContact { .. } | C::SetWatchers { .. } | C::SetReminderPolicy { .. }
            | C::SwitchSilentMode { .. } | C::AttachFile { .. } | C::TransferTicket { .. }
            | C::RecordTimeSpent { .. } | C::AcknowledgeAttention | C::CloseTicket { .. } | C::ReopenTicket { .. }
            | C::FireTimer { .. } | C::RecordNotificationFailure { .. } => None,
        }
    }
}
