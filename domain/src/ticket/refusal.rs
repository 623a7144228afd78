//! Why may this not happen now? One variant a rule, carrying what explains it.

use super::step_code::StepCode;
use chrono::NaiveDateTime;

/// A rule says no. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the ticket is not open yet")]
    TicketNotOpened,
    #[error("the ticket has been opened already")]
    TicketAlreadyOpened,
    #[error("the ticket is closed")]
    TicketClosed,
    #[error("the request waits for a manager's decision")]
    RequestPending,
    #[error("the request has been decided on, or the ticket never was one")]
    RequestNotPending,
    #[error("the request was dismissed")]
    RequestDismissed,
    #[error("the ticket is not closed")]
    TicketNotClosed,
    #[error("the agency does not allow closed tickets to be reopened")]
    ReopeningNotAllowed,
    #[error("no such assignment on this ticket")]
    UnknownAssignment,
    #[error("this actor may not do this")]
    ActorNotAllowed,
    #[error("the step does not allow this: {step:?}")]
    StepDoesNotAllow { step: StepCode },
    #[error("a contractor is already engaged; say whether the new one replaces or joins them")]
    ContractorAlreadyEngaged,
    #[error("more contractors than one ticket takes: {at_most}")]
    TooManyContractors { at_most: usize },
    #[error("several contractors have no single step to inform anybody of")]
    NoSingleStep,
    #[error("the presence was not asked for")]
    PresenceNotAsked,
    #[error("the slot lies in the past")]
    SlotInThePast { ends_at: NaiveDateTime },
    #[error("the visit has not begun yet")]
    VisitNotBegun,
    #[error("a new end must be later than the visit's start")]
    EndsBeforeItStarts,
    #[error("the expected arrival must be later than now")]
    ArrivalInThePast,
    #[error("a completion date cannot lie in the future")]
    CompletedInTheFuture,
    #[error("the request cannot be dated in the future")]
    RequestedInTheFuture,
    #[error("a channel is ticked that has no e-mail address")]
    NoEmailForChannel { whom: Whom },
    #[error("a channel is ticked that has no mobile number")]
    NoMobileForChannel { whom: Whom },
    #[error("no channel is ticked")]
    NoChannel { whom: Whom },
    #[error("the invoice request goes by e-mail and the contractor has no address")]
    NoEmailForInvoiceRequest,
    #[error("the first request for a quote goes by e-mail and the contractor has no address")]
    NoEmailForQuoteRequest { whom: Whom },
    #[error("an order to several contractors cannot become a quote")]
    SeveralCannotBecomeQuote,
    #[error("the quote was replaced meanwhile; the current one is version {current}")]
    QuoteReplacedMeanwhile { current: u16 },
    #[error("another quote is kept already")]
    AnotherQuoteKept,
    #[error("the date promised lies in the past")]
    PromisedInThePast,
    #[error("no such file on this ticket")]
    UnknownFile,
    #[error("no quote waits for a decision")]
    NoQuoteToApprove,
    #[error("no such request for approval on this ticket")]
    UnknownApproval,
    #[error("the request for approval no longer holds")]
    ApprovalNoLongerHolds,
    #[error("the approver has decided already")]
    ApprovalAlreadyDecided,
    #[error("this person does not decide on quotes of this property")]
    ApproverNotAllowed,
    #[error("only members of the council are informed of a request for approval")]
    NotOnTheCouncil { nth: usize },
    #[error("this person is not on the ticket")]
    NotOnTheTicket { whom: Whom },
    #[error("nobody was chosen")]
    NobodyChosen,
    #[error("the property belongs to the other module")]
    PropertyOfAnotherModule,
    #[error("only gérance names a landlord")]
    LandlordOutsideGerance,
    #[error("a ticket can only be transferred to a manager")]
    NotAManager,
    #[error("the ticket holds {most} files, as many as it may")]
    TooManyFiles { most: usize },
}

/// Whose data were refused; the n-th counts from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    Contractor,
    /// The n-th of those sent beside the first.
    OtherContractor {
        nth: usize,
    },
    SiteContact,
    Watcher {
        nth: usize,
    },
    Informed {
        nth: usize,
    },
    Requester,
    Landlord,
    President,
    Tenant,
    Approver,
}

impl Refusal {
    /// Stable, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TicketNotOpened => "ticket_not_opened",
            Self::TicketAlreadyOpened => "ticket_already_opened",
            Self::TicketClosed => "ticket_closed",
            Self::RequestPending => "request_pending",
            Self::RequestNotPending => "request_not_pending",
            Self::RequestDismissed => "request_dismissed",
            Self::TicketNotClosed => "ticket_not_closed",
            Self::ReopeningNotAllowed => "reopening_not_allowed",
            Self::UnknownAssignment => "unknown_assignment",
            Self::ActorNotAllowed => "actor_not_allowed",
            Self::StepDoesNotAllow { .. } => "step_does_not_allow",
            Self::ContractorAlreadyEngaged => "contractor_already_engaged",
            Self::TooManyContractors { .. } => "too_many_contractors",
            Self::NoSingleStep => "no_single_step",
            Self::PresenceNotAsked => "presence_not_asked",
            Self::SlotInThePast { .. } => "slot_in_the_past",
            Self::VisitNotBegun => "visit_not_begun",
            Self::EndsBeforeItStarts => "ends_before_it_starts",
            Self::ArrivalInThePast => "arrival_in_the_past",
            Self::CompletedInTheFuture => "completed_in_the_future",
            Self::RequestedInTheFuture => "requested_in_the_future",
            Self::NoEmailForChannel { .. } => "no_email_for_channel",
            Self::NoMobileForChannel { .. } => "no_mobile_for_channel",
            Self::NoChannel { .. } => "no_channel",
            Self::NoEmailForInvoiceRequest => "no_email_for_invoice_request",
            Self::NoEmailForQuoteRequest { .. } => "no_email_for_quote_request",
            Self::SeveralCannotBecomeQuote => "several_cannot_become_quote",
            Self::QuoteReplacedMeanwhile { .. } => "quote_replaced_meanwhile",
            Self::AnotherQuoteKept => "another_quote_kept",
            Self::PromisedInThePast => "promised_in_the_past",
            Self::UnknownFile => "unknown_file",
            Self::NoQuoteToApprove => "no_quote_to_approve",
            Self::UnknownApproval => "unknown_approval",
            Self::ApprovalNoLongerHolds => "approval_no_longer_holds",
            Self::ApprovalAlreadyDecided => "approval_already_decided",
            Self::ApproverNotAllowed => "approver_not_allowed",
            Self::NotOnTheCouncil { .. } => "not_on_the_council",
            Self::NotOnTheTicket { .. } => "not_on_the_ticket",
            Self::NobodyChosen => "nobody_chosen",
            Self::PropertyOfAnotherModule => "property_of_another_module",
            Self::LandlordOutsideGerance => "landlord_outside_gerance",
            Self::NotAManager => "not_a_manager",
            Self::TooManyFiles { .. } => "too_many_files",
        }
    }
}
