//! What can a contractor answer at this moment?

use chrono::{DateTime, Utc};
use domain::ticket::{Action, Assignment, Presence, Step, Ticket};

/// An answer with a small form of its own: `/r/{token}/{slug}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Accept,
    Decline,
    Slot,
    CannotCome,
    OnSite,
    Late,
    Postpone,
    Impossible,
    Done,
    NotDone,
    Quote,
    GiveQuote,
    Promise,
    Invoice,
    Message,
    Read,
}

impl Answer {
    pub const ALL: [Self; 16] = [
        Self::Accept,
        Self::Decline,
        Self::Slot,
        Self::CannotCome,
        Self::OnSite,
        Self::Late,
        Self::Postpone,
        Self::Impossible,
        Self::Done,
        Self::NotDone,
        Self::Quote,
        Self::GiveQuote,
        Self::Promise,
        Self::Invoice,
        Self::Message,
        Self::Read,
    ];

    /// Its place in addresses and in the catalogue (`answer-<slug>`, `done-<slug>`).
    pub fn slug(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Decline => "decline",
            Self::Slot => "slot",
            Self::CannotCome => "cannot-come",
            Self::OnSite => "on-site",
            Self::Late => "late",
            Self::Postpone => "postpone",
            Self::Impossible => "impossible",
            Self::Done => "done",
            Self::NotDone => "not-done",
            Self::Quote => "quote",
            Self::GiveQuote => "give-quote",
            Self::Promise => "promise",
            Self::Invoice => "invoice",
            Self::Message => "message",
            Self::Read => "read",
        }
    }

    /// Files can be chosen in its form.
    pub fn takes_files(self) -> bool {
        matches!(
            self,
            Self::Done | Self::Quote | Self::GiveQuote | Self::Invoice | Self::Message
        )
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.slug() == slug)
    }
}

/// The answers that an action of the domain stands for.
fn answers(action: Action) -> &'static [Answer] {
    match action {
        Action::AcceptOrder => &[Answer::Accept],
        Action::Decline => &[Answer::Decline],
        Action::ProposeSlot => &[Answer::Slot],
        Action::CancelSlot => &[Answer::CannotCome],
        Action::AnswerPresence => &[
            Answer::OnSite,
            Answer::Late,
            Answer::Postpone,
            Answer::Impossible,
        ],
        Action::ReportCompletion => &[Answer::Done],
        Action::DenyCompletion => &[Answer::NotDone],
        Action::ReportQuoteNecessary => &[Answer::Quote],
        Action::PromiseQuote => &[Answer::Promise],
        Action::SubmitQuote => &[Answer::GiveQuote],
        Action::SubmitInvoice => &[Answer::Invoice],
        Action::ConfirmSlot
        | Action::PostponeSlot
        | Action::RequestQuote
        | Action::AcceptQuote
        | Action::RefuseQuote
        | Action::SendSignedQuote
        | Action::RequestInvoice
        | Action::RejectInvoice
        | Action::RemindNow
        | Action::CancelAssignment
        | Action::ChangeContactDetails => &[],
    }
}

/// Everything that may be answered now.
pub fn offered(ticket: &Ticket, part: &Assignment, at: DateTime<Utc>) -> Vec<Answer> {
    ticket
        .contractor_actions(part, at)
        .into_iter()
        .flat_map(answers)
        .copied()
        .collect()
}

/// The question of the moment: its name in the catalogue (`ask-…`) and the answers shown as large buttons. What else
/// may be answered is a correction.
pub fn question(
    ticket: &Ticket,
    part: &Assignment,
    at: DateTime<Utc>,
) -> (&'static str, Vec<Answer>) {
    if ticket.is_closed() {
        return ("closed", vec![]);
    }
    match &part.step {
        Step::AwaitingAnswer { .. } => ("awaiting_answer", vec![Answer::Accept, Answer::Decline]),
        Step::QuoteRequested { .. } | Step::QuotePromised { .. } => {
            let answers = vec![Answer::GiveQuote, Answer::Promise, Answer::Decline];
            ("quote_requested", answers)
        }
        Step::QuoteReceived
        | Step::QuoteInApproval
        | Step::QuoteDisapproved
        | Step::QuoteApproved => ("quote_received", vec![]),
        Step::QuoteAccepted { .. } => ("quote_accepted", vec![Answer::Slot]),
        Step::QuoteRefused => ("closed", vec![]),
        Step::Planned { visit } if is_asked(visit.presence) => (
            "presence",
            vec![
                Answer::OnSite,
                Answer::Late,
                Answer::Postpone,
                Answer::Impossible,
            ],
        ),
        Step::Planned { visit } if visit.has_begun(at) => {
            ("awaiting_completion", vec![Answer::Done, Answer::NotDone])
        }
        Step::Planned { .. } => ("planned", vec![]),
        Step::OnSite { .. } => ("on_site", vec![Answer::Done, Answer::NotDone]),
        Step::AwaitingCompletion { .. } => {
            ("awaiting_completion", vec![Answer::Done, Answer::NotDone])
        }
        Step::Completed { .. } => ("completed", vec![Answer::Invoice]),
        Step::InvoiceRequested { .. } => ("invoice_requested", vec![Answer::Invoice]),
        Step::Invoiced => ("invoiced", vec![]),
        Step::Declined => ("declined", vec![]),
        Step::Cancelled => ("closed", vec![]),
    }
}

fn is_asked(presence: Presence) -> bool {
    match presence {
        Presence::Asked | Presence::Late { .. } => true,
        Presence::NotAsked | Presence::KeptBack | Presence::Lapsed | Presence::Confirmed => false,
    }
}
