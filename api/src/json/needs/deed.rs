//! Which operation carries an action out, and who of the agency may ask for it? The one table of both.

use domain::ticket::{Action, WholeAction};
use infra::staff::Right;

/// An operation of the API, as its description names it, and the one choice of its body that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deed {
    pub operation: &'static str,
    /// A field of the body, and what it has to say.
    pub choice: Option<(&'static str, &'static str)>,
}

const fn deed(operation: &'static str) -> Deed {
    Deed {
        operation,
        choice: None,
    }
}

const fn choosing(operation: &'static str, field: &'static str, choice: &'static str) -> Deed {
    Deed {
        operation,
        choice: Some((field, choice)),
    }
}

/// By the agency.
pub fn of_part(action: Action) -> Deed {
    match action {
        Action::AcceptOrder => choosing("answer", "answer", "accept"),
        Action::Decline => choosing("answer", "answer", "decline"),
        Action::ProposeSlot => deed("propose_slot"),
        Action::ConfirmSlot => deed("confirm_slot"),
        Action::PostponeSlot => deed("postpone_slot"),
        Action::CancelSlot => deed("cancel_slot"),
        Action::AnswerPresence => deed("answer_presence"),
        Action::ReportCompletion => deed("report_completion"),
        Action::DenyCompletion => deed("deny_completion"),
        Action::ReportQuoteNecessary => deed("need_quote"),
        Action::PromiseQuote => deed("promise_quote"),
        Action::SubmitQuote => deed("submit_quote"),
        Action::RequestQuote => deed("request_quote"),
        Action::AcceptQuote => deed("accept_quote"),
        Action::RefuseQuote => deed("refuse_quote"),
        Action::SendSignedQuote => deed("send_signed_quote"),
        Action::RequestInvoice => deed("request_invoice"),
        Action::SubmitInvoice => deed("submit_invoice"),
        Action::RejectInvoice => deed("reject_invoice"),
        Action::RemindNow => deed("remind"),
        Action::CancelAssignment => deed("cancel"),
        Action::ChangeContactDetails => deed("change_contact_details"),
    }
}

/// By the personal link; none where it is the agency's alone.
pub fn by_contractor(action: Action) -> Option<Deed> {
    Some(match action {
        Action::AcceptOrder => choosing("answer_by_link", "answer", "accept"),
        Action::Decline => choosing("answer_by_link", "answer", "decline"),
        Action::ProposeSlot => deed("propose_slot_by_link"),
        Action::CancelSlot => deed("cancel_slot_by_link"),
        Action::AnswerPresence => deed("answer_presence_by_link"),
        Action::ReportCompletion => deed("report_completion_by_link"),
        Action::DenyCompletion => deed("deny_completion_by_link"),
        Action::ReportQuoteNecessary => deed("need_quote_by_link"),
        Action::PromiseQuote => deed("promise_quote_by_link"),
        Action::SubmitQuote => deed("submit_quote_by_link"),
        Action::SubmitInvoice => deed("submit_invoice_by_link"),
        Action::RequestQuote
        | Action::AcceptQuote
        | Action::RefuseQuote
        | Action::SendSignedQuote
        | Action::ConfirmSlot
        | Action::PostponeSlot
        | Action::RequestInvoice
        | Action::RejectInvoice
        | Action::RemindNow
        | Action::CancelAssignment
        | Action::ChangeContactDetails => return None,
    })
}

/// By the personal link at any time: what is said beside the question of the moment.
pub const BESIDE_BY_LINK: [(&str, Deed); 2] = [
    ("write_to_agency", deed("write_by_link")),
    ("attach_file", deed("attach_by_link")),
];

/// By whoever was asked to decide: what the agency enters for them, by their own operation.
pub fn by_approver(action: WholeAction) -> Option<Deed> {
    let entered = of_whole(action);
    (entered.operation == ENTER_VERDICT).then_some(Deed {
        operation: "decide_by_link",
        ..entered
    })
}

const ENTER_VERDICT: &str = "enter_verdict";

pub fn of_whole(action: WholeAction) -> Deed {
    deed(match action {
        WholeAction::ApproveQuote => return choosing(ENTER_VERDICT, "decision", "approve"),
        WholeAction::DisapproveQuotes => return choosing(ENTER_VERDICT, "decision", "disapprove"),
        WholeAction::RequestApproval => "request_approval",
        WholeAction::RemindApprover => "remind_approver",
        WholeAction::ValidateRequest => "validate_request",
        WholeAction::DismissRequest => "dismiss_request",
        WholeAction::EngageContractor => "engage_contractor",
        WholeAction::SendMessage => "send_message",
        WholeAction::InformThirdParty => "inform_third_party",
        WholeAction::AddNote => "add_note",
        WholeAction::AttachFile => "attach",
        WholeAction::AmendDetails => "amend_details",
        WholeAction::SetSiteContact => "set_site_contact",
        WholeAction::SetWatchers => "set_watchers",
        WholeAction::SetReminderPolicy => "set_reminder_policy",
        WholeAction::SwitchSilentMode => "switch_silent_mode",
        WholeAction::TransferTicket => "transfer",
        WholeAction::RecordTimeSpent => "record_time",
        WholeAction::AcknowledgeAttention => "acknowledge",
        WholeAction::CloseTicket => "close",
        WholeAction::ReopenTicket => "reopen",
    })
}

/// What somebody of the agency needs to do that.
pub fn right_of(action: Action) -> Right {
    match action {
        Action::AcceptOrder
        | Action::Decline
        | Action::ProposeSlot
        | Action::ConfirmSlot
        | Action::PostponeSlot
        | Action::CancelSlot
        | Action::AnswerPresence
        | Action::ReportCompletion
        | Action::DenyCompletion
        | Action::ReportQuoteNecessary
        | Action::PromiseQuote
        | Action::SubmitQuote
        | Action::RequestQuote
        | Action::SendSignedQuote
        | Action::RequestInvoice
        | Action::SubmitInvoice
        | Action::RejectInvoice
        | Action::RemindNow
        | Action::CancelAssignment
        | Action::ChangeContactDetails => Right::OpenTickets,
        Action::AcceptQuote | Action::RefuseQuote => Right::Decide,
    }
}

pub fn right_of_whole(action: WholeAction) -> Right {
    match action {
        WholeAction::CloseTicket | WholeAction::ReopenTicket => Right::Close,
        WholeAction::RequestApproval
        | WholeAction::ApproveQuote
        | WholeAction::DisapproveQuotes => Right::Decide,
        WholeAction::ValidateRequest
        | WholeAction::DismissRequest
        | WholeAction::EngageContractor
        | WholeAction::SendMessage
        | WholeAction::InformThirdParty
        | WholeAction::AddNote
        | WholeAction::AttachFile
        | WholeAction::AmendDetails
        | WholeAction::SetSiteContact
        | WholeAction::SetWatchers
        | WholeAction::SetReminderPolicy
        | WholeAction::SwitchSilentMode
        | WholeAction::TransferTicket
        | WholeAction::RemindApprover
        | WholeAction::RecordTimeSpent
        | WholeAction::AcknowledgeAttention => Right::OpenTickets,
    }
}
