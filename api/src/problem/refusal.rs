//! How is a refusal of the ticket told? One line a rule: status, field, what the sentence mentions.
//!
//! 409 where the ticket's state says no, 422 where another value would have been taken.

use super::Problem;
use axum::http::StatusCode;
#[cfg(test)]
use domain::ticket::StepCode;
use domain::ticket::{Refusal, Whom};

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let code = refusal.code();
        let invalid = |field: &str| Self::invalid(field, code);
        match refusal {
            Refusal::TicketNotOpened | Refusal::UnknownAssignment | Refusal::UnknownApproval => {
                Self::new(StatusCode::NOT_FOUND, code)
            }
            Refusal::ActorNotAllowed => Self::forbidden(code),
            Refusal::TicketAlreadyOpened
            | Refusal::TicketClosed
            | Refusal::RequestPending
            | Refusal::RequestNotPending
            | Refusal::RequestDismissed
            | Refusal::TicketNotClosed
            | Refusal::ReopeningNotAllowed
            | Refusal::ContractorAlreadyEngaged
            | Refusal::NoSingleStep
            | Refusal::PresenceNotAsked
            | Refusal::VisitNotBegun
            | Refusal::SeveralCannotBecomeQuote
            | Refusal::AnotherQuoteKept
            | Refusal::NoQuoteToApprove
            | Refusal::ApprovalNoLongerHolds
            | Refusal::ApprovalAlreadyDecided
            | Refusal::NoEmailForInvoiceRequest => Self::conflict(code),
            Refusal::QuoteReplacedMeanwhile { current } => {
                Self::conflict(code).with("current", current)
            }
            Refusal::PromisedInThePast => invalid("expected_on"),
            Refusal::UnknownFile => invalid("attachment"),
            Refusal::ApproverNotAllowed => invalid("approver"),
            Refusal::NotOnTheCouncil { nth } => invalid(&format!("informed[{nth}]")),
            Refusal::NoEmailForQuoteRequest { whom } => invalid(&format!("{}email", place(whom))),
            Refusal::TooManyContractors { at_most } => {
                Self::conflict(code).with("at_most", at_most)
            }
            Refusal::StepDoesNotAllow { step } => Self::conflict(code).with("step", step.code()),
            Refusal::SlotInThePast { ends_at } => {
                invalid("slot").with("ends_at", ends_at.format("%d/%m/%Y %H:%M"))
            }
            Refusal::EndsBeforeItStarts => invalid("slot"),
            Refusal::ArrivalInThePast => invalid("expected_at"),
            Refusal::CompletedInTheFuture => invalid("completed_on"),
            Refusal::RequestedInTheFuture => invalid("requested_at"),
            Refusal::NoEmailForChannel { whom } => invalid(&format!("{}email", place(whom))),
            Refusal::NoMobileForChannel { whom } => invalid(&format!("{}phone", place(whom))),
            Refusal::NoChannel { whom } => invalid(&format!("{}channels", place(whom))),
            Refusal::NotOnTheTicket { .. } | Refusal::NotAManager => invalid("to"),
            Refusal::NobodyChosen => invalid("persons"),
            Refusal::PropertyOfAnotherModule => invalid("property"),
            Refusal::LandlordOutsideGerance => invalid("name_landlord"),
            Refusal::TooManyFiles { most } => Self::conflict(code).at("file").with("most", most),
        }
    }
}

/// Where the person stands in what was sent. Commands about a single person hold their fields at the top.
fn place(whom: Whom) -> String {
    match whom {
        Whom::Contractor => "contractor.".to_owned(),
        Whom::OtherContractor { nth } => format!("other_contractors[{nth}]."),
        Whom::SiteContact => "site_contact.".to_owned(),
        Whom::Watcher { nth } => format!("watchers[{nth}]."),
        Whom::Informed { nth } => format!("persons[{nth}]."),
        Whom::Requester => "requester.".to_owned(),
        Whom::Landlord => "landlord.".to_owned(),
        Whom::President => "president.".to_owned(),
        Whom::Tenant => "tenant.".to_owned(),
        Whom::Approver => "approver.".to_owned(),
    }
}

/// One of each, so that every code is known to have its sentences.
#[cfg(test)]
pub(super) fn of_every_kind() -> Vec<Refusal> {
    let whom = Whom::Watcher { nth: 1 };
    let mut all = vec![
        Refusal::TicketNotOpened,
        Refusal::TicketAlreadyOpened,
        Refusal::TicketClosed,
        Refusal::RequestPending,
        Refusal::RequestNotPending,
        Refusal::RequestDismissed,
        Refusal::TicketNotClosed,
        Refusal::ReopeningNotAllowed,
        Refusal::UnknownAssignment,
        Refusal::ActorNotAllowed,
        Refusal::ContractorAlreadyEngaged,
        Refusal::TooManyContractors { at_most: 20 },
        Refusal::NoSingleStep,
        Refusal::PresenceNotAsked,
        Refusal::SlotInThePast {
            ends_at: chrono::NaiveDateTime::default(),
        },
        Refusal::VisitNotBegun,
        Refusal::EndsBeforeItStarts,
        Refusal::ArrivalInThePast,
        Refusal::CompletedInTheFuture,
        Refusal::RequestedInTheFuture,
        Refusal::NoEmailForChannel { whom },
        Refusal::NoMobileForChannel { whom },
        Refusal::NoChannel { whom },
        Refusal::NoEmailForInvoiceRequest,
        Refusal::NoEmailForQuoteRequest { whom },
        Refusal::SeveralCannotBecomeQuote,
        Refusal::QuoteReplacedMeanwhile { current: 2 },
        Refusal::AnotherQuoteKept,
        Refusal::PromisedInThePast,
        Refusal::UnknownFile,
        Refusal::NoQuoteToApprove,
        Refusal::UnknownApproval,
        Refusal::ApprovalNoLongerHolds,
        Refusal::ApprovalAlreadyDecided,
        Refusal::ApproverNotAllowed,
        Refusal::NotOnTheCouncil { nth: 1 },
        Refusal::NotOnTheTicket { whom },
        Refusal::NobodyChosen,
        Refusal::PropertyOfAnotherModule,
        Refusal::LandlordOutsideGerance,
        Refusal::NotAManager,
        Refusal::TooManyFiles { most: 200 },
    ];
    all.extend(StepCode::ALL.map(|step| Refusal::StepDoesNotAllow { step }));
    all
}
