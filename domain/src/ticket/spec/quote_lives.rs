//! Lives of a quote, as far as they have come, with the facts and acts that make them.

use chrono::{DateTime, NaiveDate, Utc};

use super::facts::*;
use super::lives::*;
use super::people::*;
use crate::actor::Actor;
use crate::ids::{ApprovalId, AssignmentId, AttachmentId, PartyId};
use crate::personal::{Personal, Subject};
use crate::ticket::*;
use crate::value::{Amount, Slot};

pub(crate) const FILE: AttachmentId = AttachmentId::new(id(0xF1));
pub(crate) const ASKED: ApprovalId = ApprovalId::new(id(0xAA1));
pub(crate) const ASKED_AGAIN: ApprovalId = ApprovalId::new(id(0xAA2));
pub(crate) const PRESIDENT: PartyId = PartyId::new(id(0xD2));
pub(crate) const MEMBER: PartyId = PartyId::new(id(0xD3));
pub(crate) const LANDLORD: PartyId = PartyId::new(id(0xD4));

pub(crate) fn quote_of(cents: i64) -> Quote {
    Quote {
        amount: Amount::from_cents(cents).unwrap(),
        attachment: None,
    }
}

/// 1 450,00 €, with the contractor's own paper.
pub(crate) fn the_quote() -> Quote {
    Quote {
        attachment: Some(FILE),
        ..quote_of(145_000)
    }
}

pub(crate) fn approver() -> Actor {
    Actor::Approver { approval: ASKED }
}

pub(crate) fn party(id: PartyId, name: &str) -> Person {
    let details = details(name, Some("decide@exemple.fr"), None);
    Person {
        party: Some(id),
        details: Personal::new(Subject::party(id), details),
    }
}

pub(crate) fn the_president() -> Person {
    party(PRESIDENT, "Mme Lambert")
}

/// A council with a president.
pub(crate) fn the_council() -> Deciders {
    Deciders {
        president: Some(PRESIDENT),
        council: vec![PRESIDENT, MEMBER],
        ..Deciders::default()
    }
}

/// A contractor without an e-mail address.
pub(crate) fn by_sms_only() -> EngagedContractor {
    let details = of_the_ticket(details("Plomberie Marchal", None, Some("+33612345678")));
    EngagedContractor {
        details,
        channels: Channels::SMS,
        ..the_plumber()
    }
}

// Facts.

pub(crate) fn engaged_for_a_quote(
    assignment: AssignmentId,
    contractor: EngagedContractor,
) -> TicketEvent {
    TicketEvent::ContractorEngaged {
        assignment,
        contractor,
        generation: 1,
        mission: Mission::Quote,
    }
}

pub(crate) fn quote_promised(expected_on: Option<NaiveDate>) -> TicketEvent {
    TicketEvent::QuotePromised {
        assignment: PLUMBER,
        expected_on,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn quote_received(version: u16, quote: Quote) -> TicketEvent {
    quote_received_of(PLUMBER, version, quote)
}

pub(crate) fn quote_received_of(
    assignment: AssignmentId,
    version: u16,
    quote: Quote,
) -> TicketEvent {
    TicketEvent::QuoteReceived {
        assignment,
        version,
        quote,
        comment: None,
        signed_by: None,
        cancels: None,
    }
}

pub(crate) fn quote_replaced(version: u16, quote: Quote) -> TicketEvent {
    TicketEvent::QuoteReplaced {
        assignment: PLUMBER,
        version,
        quote,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn quote_accepted(version: u16) -> TicketEvent {
    quote_accepted_of(PLUMBER, version)
}

pub(crate) fn quote_accepted_of(assignment: AssignmentId, version: u16) -> TicketEvent {
    TicketEvent::QuoteAccepted {
        assignment,
        version,
        signed: None,
        comment: None,
    }
}

pub(crate) fn quote_refused_of(assignment: AssignmentId, version: u16) -> TicketEvent {
    TicketEvent::QuoteRefused {
        assignment,
        version,
        reason: None,
    }
}

pub(crate) fn approval_requested(quotes: Vec<QuoteVersion>) -> TicketEvent {
    TicketEvent::ApprovalRequested {
        request: Box::new(ApprovalRequest {
            approval: ASKED,
            approver: Approver {
                role: ApproverRole::CouncilPresident,
                person: the_president(),
                channels: Channels::EMAIL,
            },
            quotes,
            threshold: None,
            informed: vec![],
        }),
        comment: None,
    }
}

pub(crate) fn of_plumber(version: u16) -> QuoteVersion {
    QuoteVersion {
        assignment: PLUMBER,
        version,
    }
}

pub(crate) fn quote_approved(assignment: AssignmentId, version: u16) -> TicketEvent {
    TicketEvent::QuoteApproved {
        approval: ASKED,
        assignment,
        version,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn quotes_disapproved() -> TicketEvent {
    TicketEvent::QuotesDisapproved {
        approval: ASKED,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn type_changed(from: TicketType, to: TicketType) -> TicketEvent {
    TicketEvent::TicketTypeChanged { from, to }
}

// Acts.

pub(crate) fn promise(expected_on: Option<NaiveDate>) -> TicketCommand {
    TicketCommand::PromiseQuote {
        assignment: PLUMBER,
        expected_on,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn give(quote: Quote) -> TicketCommand {
    TicketCommand::SubmitQuote {
        assignment: PLUMBER,
        quote,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn ask_for_a_quote() -> TicketCommand {
    TicketCommand::RequestQuote {
        assignment: PLUMBER,
        comment: None,
    }
}

pub(crate) fn accept_quote(version: u16) -> TicketCommand {
    accept_quote_of(PLUMBER, version)
}

pub(crate) fn accept_quote_of(assignment: AssignmentId, version: u16) -> TicketCommand {
    TicketCommand::AcceptQuote {
        assignment,
        version,
        signed: None,
        comment: None,
    }
}

pub(crate) fn refuse_quote(version: u16) -> TicketCommand {
    TicketCommand::RefuseQuote {
        assignment: PLUMBER,
        version,
        reason: None,
    }
}

pub(crate) fn send_signed_quote() -> TicketCommand {
    TicketCommand::SendSignedQuote {
        assignment: PLUMBER,
        attachment: FILE,
        comment: None,
    }
}

pub(crate) fn ask(approval: ApprovalId, approver: Person, deciders: Deciders) -> TicketCommand {
    TicketCommand::RequestApproval {
        approval,
        approver,
        channels: Channels::EMAIL,
        informed: vec![],
        deciders,
        comment: None,
    }
}

pub(crate) fn ask_the_president() -> TicketCommand {
    ask(ASKED, the_president(), the_council())
}

pub(crate) fn approve(assignment: AssignmentId, version: u16) -> TicketCommand {
    TicketCommand::ApproveQuote {
        approval: ASKED,
        assignment,
        version,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn disapprove() -> TicketCommand {
    TicketCommand::DisapproveQuotes {
        approval: ASKED,
        comment: None,
        signed_by: None,
    }
}

// Lives.

pub(crate) fn a_quote_opened() -> Opening {
    Opening {
        ticket_type: TicketType::Quote,
        ..the_opening()
    }
}

pub(crate) fn attached(at: DateTime<Utc>) -> Fact {
    let attachment = Attachment {
        id: FILE,
        name: text("devis.pdf"),
        media_type: "application/pdf".to_owned(),
        size: 20_000,
        sha256: "0".repeat(64),
        to: Audience::Nobody,
    };
    fact(at, plumber(), TicketEvent::AttachmentAdded { attachment })
}

/// The plumber is asked on Monday at nine; the file that the quote will be is there.
pub(crate) fn quote_asked() -> Vec<Fact> {
    let opened = TicketEvent::TicketOpened(Box::new(a_quote_opened()));
    vec![
        fact(monday("09:00"), manager(), opened),
        fact(
            monday("09:00"),
            manager(),
            engaged_for_a_quote(PLUMBER, the_plumber()),
        ),
        attached(monday("09:30")),
    ]
}

pub(crate) fn promised() -> Vec<Fact> {
    then(
        quote_asked(),
        monday("10:00"),
        plumber(),
        quote_promised(None),
    )
}

/// On Tuesday at ten.
pub(crate) fn quoted() -> Vec<Fact> {
    then(
        quote_asked(),
        tuesday("10:00"),
        plumber(),
        quote_received(1, the_quote()),
    )
}

pub(crate) fn in_approval() -> Vec<Fact> {
    let asked = approval_requested(vec![of_plumber(1)]);
    then(quoted(), tuesday("11:00"), manager(), asked)
}

pub(crate) fn approved() -> Vec<Fact> {
    then(
        in_approval(),
        tuesday("14:00"),
        approver(),
        quote_approved(PLUMBER, 1),
    )
}

pub(crate) fn disapproved() -> Vec<Fact> {
    then(
        in_approval(),
        tuesday("14:00"),
        approver(),
        quotes_disapproved(),
    )
}

pub(crate) fn kept() -> Vec<Fact> {
    then(quoted(), tuesday("15:00"), manager(), quote_accepted(1))
}

pub(crate) fn refused() -> Vec<Fact> {
    then(
        quoted(),
        tuesday("15:00"),
        manager(),
        quote_refused_of(PLUMBER, 1),
    )
}

/// Accepted on Tuesday, planned by the plumber for Thursday.
pub(crate) fn kept_and_planned() -> Vec<Fact> {
    then(
        kept(),
        tuesday("16:00"),
        plumber(),
        slot_proposed(on_thursday()),
    )
}

/// A visit that nobody comes to now.
pub(crate) fn quote_requested(cancels: Option<Slot>) -> TicketEvent {
    TicketEvent::QuoteRequested {
        assignment: PLUMBER,
        comment: None,
        cancels,
    }
}
