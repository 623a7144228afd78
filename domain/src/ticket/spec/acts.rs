//! Named acts: what people ask of a ticket, with the same words as the facts of `facts`.

use chrono::NaiveDate;

use super::facts::reason;
use super::people::{LOCKSMITH, PLUMBER, the_locksmith};
use crate::ticket::{
    EngagedContractor, Invoice, Mission, NotFinished, Opening, Others, PresenceAnswer,
    TicketCommand, Timer, TimerKind,
};
use crate::value::Slot;

pub(crate) fn open(opening: Opening, contractor: EngagedContractor) -> TicketCommand {
    TicketCommand::OpenTicket {
        mission: Mission::ServiceOrder,
        opening: Box::new(opening),
        assignment: PLUMBER,
        contractor,
        others: vec![],
    }
}

pub(crate) fn accept(slot: Slot) -> TicketCommand {
    TicketCommand::AcceptOrder {
        assignment: PLUMBER,
        slot,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn decline() -> TicketCommand {
    TicketCommand::DeclineAssignment {
        assignment: PLUMBER,
        reason: reason(),
        signed_by: None,
    }
}

pub(crate) fn propose(slot: Slot) -> TicketCommand {
    TicketCommand::ProposeSlot {
        assignment: PLUMBER,
        slot,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn confirm() -> TicketCommand {
    TicketCommand::ConfirmSlot {
        assignment: PLUMBER,
    }
}

pub(crate) fn postpone(slot: Slot) -> TicketCommand {
    TicketCommand::PostponeSlot {
        assignment: PLUMBER,
        slot,
        reason: None,
    }
}

pub(crate) fn cancel_slot() -> TicketCommand {
    TicketCommand::CancelSlot {
        assignment: PLUMBER,
        reason: reason(),
        signed_by: None,
    }
}

pub(crate) fn answer_presence(answer: PresenceAnswer) -> TicketCommand {
    TicketCommand::AnswerPresence {
        assignment: PLUMBER,
        answer,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn report_completion(completed_on: NaiveDate) -> TicketCommand {
    report_completion_with(completed_on, None)
}

pub(crate) fn report_completion_with(
    completed_on: NaiveDate,
    invoice: Option<Invoice>,
) -> TicketCommand {
    TicketCommand::ReportCompletion {
        assignment: PLUMBER,
        completed_on,
        comment: None,
        invoice,
        signed_by: None,
    }
}

pub(crate) fn deny_completion(next: NotFinished) -> TicketCommand {
    TicketCommand::DenyCompletion {
        assignment: PLUMBER,
        next,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn report_quote_necessary() -> TicketCommand {
    TicketCommand::ReportQuoteNecessary {
        assignment: PLUMBER,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn request_invoice() -> TicketCommand {
    TicketCommand::RequestInvoice {
        assignment: PLUMBER,
        comment: None,
    }
}

pub(crate) fn submit(invoice: Invoice) -> TicketCommand {
    TicketCommand::SubmitInvoice {
        assignment: PLUMBER,
        invoice,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn reject_invoice() -> TicketCommand {
    TicketCommand::RejectInvoice {
        assignment: PLUMBER,
        comment: reason(),
    }
}

pub(crate) fn acknowledge_order() -> TicketCommand {
    TicketCommand::AcknowledgeOrder {
        assignment: PLUMBER,
    }
}

pub(crate) fn remind_now() -> TicketCommand {
    TicketCommand::RemindNow {
        assignment: PLUMBER,
    }
}

pub(crate) fn cancel_assignment() -> TicketCommand {
    TicketCommand::CancelAssignment {
        assignment: PLUMBER,
        reason: None,
    }
}

/// Contacts a locksmith, beside the plumber or in their place.
pub(crate) fn engage_locksmith(others: impl Into<Option<Others>>) -> TicketCommand {
    TicketCommand::EngageContractor {
        assignment: LOCKSMITH,
        contractor: the_locksmith(),
        others: others.into(),
    }
}

pub(crate) fn close() -> TicketCommand {
    TicketCommand::CloseTicket { comment: None }
}

pub(crate) fn reopen(allowed: bool) -> TicketCommand {
    TicketCommand::ReopenTicket {
        reason: reason(),
        allowed,
    }
}

pub(crate) fn switch_silent_mode(on: bool) -> TicketCommand {
    TicketCommand::SwitchSilentMode { on }
}

/// A deadline of the plumber's comes.
pub(crate) fn fire(kind: TimerKind, ordinal: u16) -> TicketCommand {
    TicketCommand::FireTimer {
        timer: Timer {
            assignment: PLUMBER,
            kind,
            ordinal,
        },
    }
}
