//! What can somebody of the agency do on a ticket's page, and in which order is it offered?

use domain::ticket::{Action, Assignment, Ticket, WholeAction};
use infra::staff::Right;

use crate::json::needs::{right_of, right_of_whole};

/// Something that has a page of its own below the ticket's: `/tickets/{id}/{slug}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// On one contractor's part.
    Part(Action),
    /// Somebody outside of the agency is asked to decide on quotes.
    AskApproval,
    /// In the approver's place, as the next one.
    Approve,
    Disapprove,
    RemindApprover,
    /// Of a client's request: on a page of its own, since a whole ticket is filled in.
    Validate,
    Dismiss,
    Engage,
    Message,
    Inform,
    Note,
    Amend,
    SiteContact,
    Watchers,
    Reminders,
    SilentOn,
    SilentOff,
    Transfer,
    Close,
    Reopen,
}

/// Under which heading it is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chapter {
    /// Entered in the contractor's place; stands apart from what is sent.
    Answers,
    Visit,
    Follow,
    Write,
    Amend,
    End,
}

impl Chapter {
    pub const ALL: [Self; 6] = [
        Self::Visit,
        Self::Follow,
        Self::Write,
        Self::Answers,
        Self::Amend,
        Self::End,
    ];

    /// Its name in the catalogue.
    pub fn key(self) -> &'static str {
        match self {
            Self::Answers => "group-answers",
            Self::Visit => "group-visit",
            Self::Follow => "group-follow",
            Self::Write => "group-write",
            Self::Amend => "group-amend",
            Self::End => "group-end",
        }
    }
}

const PARTS: [Action; 22] = [
    Action::AcceptOrder,
    Action::Decline,
    Action::ProposeSlot,
    Action::ConfirmSlot,
    Action::PostponeSlot,
    Action::CancelSlot,
    Action::AnswerPresence,
    Action::ReportCompletion,
    Action::DenyCompletion,
    Action::ReportQuoteNecessary,
    Action::PromiseQuote,
    Action::SubmitQuote,
    Action::RequestQuote,
    Action::AcceptQuote,
    Action::RefuseQuote,
    Action::SendSignedQuote,
    Action::RequestInvoice,
    Action::SubmitInvoice,
    Action::RejectInvoice,
    Action::RemindNow,
    Action::CancelAssignment,
    Action::ChangeContactDetails,
];

const WHOLE: [Act; 19] = [
    Act::AskApproval,
    Act::Approve,
    Act::Disapprove,
    Act::RemindApprover,
    Act::Validate,
    Act::Dismiss,
    Act::Engage,
    Act::Message,
    Act::Inform,
    Act::Note,
    Act::Amend,
    Act::SiteContact,
    Act::Watchers,
    Act::Reminders,
    Act::SilentOn,
    Act::SilentOff,
    Act::Transfer,
    Act::Close,
    Act::Reopen,
];

impl Act {
    pub fn all() -> impl Iterator<Item = Self> {
        PARTS.into_iter().map(Self::Part).chain(WHOLE)
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::all().find(|act| act.slug() == slug)
    }

    /// Its place in addresses and in the catalogue (`do-<slug>`).
    pub fn slug(self) -> String {
        match self {
            Self::Part(action) => action.code().replace('_', "-"),
            Self::AskApproval => "ask-approval".to_owned(),
            Self::Approve => "approve".to_owned(),
            Self::Disapprove => "disapprove".to_owned(),
            Self::RemindApprover => "remind-approver".to_owned(),
            Self::Validate => "validate".to_owned(),
            Self::Dismiss => "dismiss".to_owned(),
            Self::Engage => "engage".to_owned(),
            Self::Message => "message".to_owned(),
            Self::Inform => "inform".to_owned(),
            Self::Note => "note".to_owned(),
            Self::Amend => "amend".to_owned(),
            Self::SiteContact => "site-contact".to_owned(),
            Self::Watchers => "watchers".to_owned(),
            Self::Reminders => "reminders".to_owned(),
            Self::SilentOn => "silent-on".to_owned(),
            Self::SilentOff => "silent-off".to_owned(),
            Self::Transfer => "transfer".to_owned(),
            Self::Close => "close".to_owned(),
            Self::Reopen => "reopen".to_owned(),
        }
    }

    pub fn chapter(self) -> Chapter {
        match self {
            Self::Part(action) => chapter_of(action),
            Self::Approve | Self::Disapprove => Chapter::Answers,
            Self::AskApproval | Self::RemindApprover | Self::Validate | Self::Engage => {
                Chapter::Follow
            }
            Self::Message | Self::Inform | Self::Note => Chapter::Write,
            Self::Amend
            | Self::SiteContact
            | Self::Watchers
            | Self::Reminders
            | Self::SilentOn
            | Self::SilentOff
            | Self::Transfer => Chapter::Amend,
            Self::Dismiss | Self::Close | Self::Reopen => Chapter::End,
        }
    }

    pub fn icon(self) -> &'static str {
        match self {
            Self::Part(Action::CancelSlot | Action::CancelAssignment | Action::Decline) => "cross",
            Self::Part(Action::RemindNow) => "bell",
            Self::Part(Action::RequestInvoice | Action::SubmitInvoice | Action::RejectInvoice) => {
                "euro"
            }
            Self::Part(Action::ConfirmSlot | Action::ReportCompletion) => "done",
            Self::Part(_) => match self.chapter() {
                Chapter::Visit => "calendar",
                Chapter::Answers => "in",
                Chapter::Follow | Chapter::Write | Chapter::Amend | Chapter::End => "pencil",
            },
            Self::AskApproval => "send",
            Self::Approve | Self::Validate => "done",
            Self::Disapprove => "cross",
            Self::RemindApprover => "bell",
            Self::Dismiss => "cross",
            Self::Engage => "users",
            Self::Message => "mail",
            Self::Inform => "send",
            Self::Note => "paper",
            Self::Amend | Self::Reminders => "pencil",
            Self::SiteContact => "person",
            Self::Watchers => "eye",
            Self::SilentOn => "mute",
            Self::SilentOff => "bell",
            Self::Transfer => "next",
            Self::Close => "shut",
            Self::Reopen => "back",
        }
    }

    /// Cannot be undone.
    pub fn is_grave(self) -> bool {
        matches!(
            self,
            Self::Part(Action::CancelAssignment) | Self::Dismiss | Self::Close
        )
    }

    pub fn right(self) -> Right {
        match self {
            Self::Part(action) => right_of(action),
            Self::Close => right_of_whole(WholeAction::CloseTicket),
            Self::Reopen => right_of_whole(WholeAction::ReopenTicket),
            Self::AskApproval => right_of_whole(WholeAction::RequestApproval),
            Self::Approve => right_of_whole(WholeAction::ApproveQuote),
            Self::Disapprove => right_of_whole(WholeAction::DisapproveQuotes),
            Self::RemindApprover => right_of_whole(WholeAction::RemindApprover),
            Self::Validate
            | Self::Dismiss
            | Self::Engage
            | Self::Message
            | Self::Inform
            | Self::Note
            | Self::Amend
            | Self::SiteContact
            | Self::Watchers
            | Self::Reminders
            | Self::SilentOn
            | Self::SilentOff
            | Self::Transfer => Right::OpenTickets,
        }
    }

    /// Files can be chosen in its form.
    pub fn takes_files(self) -> bool {
        matches!(
            self,
            Self::Part(
                Action::ReportCompletion
                    | Action::SubmitQuote
                    | Action::AcceptQuote
                    | Action::SendSignedQuote
                    | Action::SubmitInvoice
            )
        )
    }

    /// What the contractor said to somebody of the agency.
    pub fn is_answer(self) -> bool {
        matches!(self, Self::Part(_)) && self.chapter() == Chapter::Answers
    }

    /// What the approver said to somebody of the agency.
    pub fn is_verdict(self) -> bool {
        matches!(self, Self::Approve | Self::Disapprove)
    }
}

fn chapter_of(action: Action) -> Chapter {
    match action {
        Action::AcceptOrder
        | Action::Decline
        | Action::ProposeSlot
        | Action::AnswerPresence
        | Action::ReportCompletion
        | Action::DenyCompletion
        | Action::ReportQuoteNecessary
        | Action::PromiseQuote
        | Action::SubmitQuote
        | Action::SubmitInvoice => Chapter::Answers,
        Action::ConfirmSlot | Action::PostponeSlot | Action::CancelSlot => Chapter::Visit,
        Action::RequestQuote
        | Action::AcceptQuote
        | Action::RefuseQuote
        | Action::SendSignedQuote
        | Action::RequestInvoice
        | Action::RejectInvoice
        | Action::RemindNow => Chapter::Follow,
        Action::CancelAssignment => Chapter::End,
        Action::ChangeContactDetails => Chapter::Amend,
    }
}

/// Everything that may be done now, whatever its chapter.
pub fn offered(ticket: &Ticket, reopening_allowed: bool) -> Vec<Act> {
    // Of several parts, each offers its own.
    let parts = ticket
        .leading_assignment()
        .filter(|_| !ticket.engages_several())
        .map(|part| of_part(ticket, part))
        .unwrap_or_default();
    let whole = ticket.whole_actions(reopening_allowed).into_iter();
    let whole = whole.filter_map(|action| of_whole(ticket, action));
    parts.into_iter().chain(whole).collect()
}

/// Where the pages have that below an address of its own: time is counted by the page itself, and what calls is
/// acknowledged where it is shown; files have a form of their own.
fn of_whole(ticket: &Ticket, action: WholeAction) -> Option<Act> {
    Some(match action {
        WholeAction::ValidateRequest => Act::Validate,
        WholeAction::DismissRequest => Act::Dismiss,
        WholeAction::EngageContractor => Act::Engage,
        WholeAction::SendMessage => Act::Message,
        WholeAction::InformThirdParty => Act::Inform,
        WholeAction::AddNote => Act::Note,
        WholeAction::RequestApproval => Act::AskApproval,
        WholeAction::ApproveQuote => Act::Approve,
        WholeAction::DisapproveQuotes => Act::Disapprove,
        WholeAction::RemindApprover => Act::RemindApprover,
        WholeAction::AttachFile
        | WholeAction::RecordTimeSpent
        | WholeAction::AcknowledgeAttention => return None,
        WholeAction::AmendDetails => Act::Amend,
        WholeAction::SetSiteContact => Act::SiteContact,
        WholeAction::SetWatchers => Act::Watchers,
        WholeAction::SetReminderPolicy => Act::Reminders,
        WholeAction::SwitchSilentMode if ticket.is_silent() => Act::SilentOff,
        WholeAction::SwitchSilentMode => Act::SilentOn,
        WholeAction::TransferTicket => Act::Transfer,
        WholeAction::CloseTicket => Act::Close,
        WholeAction::ReopenTicket => Act::Reopen,
    })
}

/// What may be done now with one contractor's part.
pub fn of_part(ticket: &Ticket, part: &Assignment) -> Vec<Act> {
    ticket
        .agency_actions(part)
        .into_iter()
        .map(Act::Part)
        .collect()
}
