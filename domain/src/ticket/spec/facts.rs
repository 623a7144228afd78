//! Named facts: what can have happened, each at its usual time and by whom it usually happens.

use chrono::{DateTime, NaiveDate, Utc};

use super::people::*;
use crate::actor::Actor;
use crate::ticket::*;
use crate::value::{Amount, ShortText, Slot};

/// A fact with its stamp.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    pub(crate) fact: TicketEvent,
    pub(crate) stamp: Stamp,
}

pub(crate) fn fact(at: DateTime<Utc>, by: Actor, fact: TicketEvent) -> Fact {
    Fact {
        fact,
        stamp: Stamp { at, by },
    }
}

// Single facts, with the same words as the commands of `acts`.

pub(crate) const THURSDAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 9, 10).unwrap();

pub(crate) fn reason() -> crate::personal::Personal<ShortText> {
    text("Camion en panne")
}

pub(crate) fn the_invoice() -> Invoice {
    Invoice {
        amount: Amount::from_cents(18_000).unwrap(),
        number: Some(text("F-2026-117")),
        dated: Some(THURSDAY),
        attachment: None,
    }
}

pub(crate) fn late_until(expected_at: DateTime<Utc>) -> PresenceAnswer {
    PresenceAnswer::Late { expected_at }
}

pub(crate) fn postponed_to(slot: Slot) -> PresenceAnswer {
    PresenceAnswer::Postponed { slot }
}

pub(crate) fn impossible() -> PresenceAnswer {
    PresenceAnswer::Impossible { reason: reason() }
}

pub(crate) fn engaged(
    assignment: crate::ids::AssignmentId,
    contractor: EngagedContractor,
) -> TicketEvent {
    TicketEvent::ContractorEngaged {
        assignment,
        contractor,
        generation: 1,
        mission: Mission::ServiceOrder,
    }
}

pub(crate) fn accepted(slot: Slot) -> TicketEvent {
    TicketEvent::OrderAccepted {
        assignment: PLUMBER,
        slot,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn assignment_declined() -> TicketEvent {
    TicketEvent::AssignmentDeclined {
        assignment: PLUMBER,
        reason: reason(),
        signed_by: None,
    }
}

pub(crate) fn assignment_cancelled() -> TicketEvent {
    TicketEvent::AssignmentCancelled {
        assignment: PLUMBER,
        reason: None,
    }
}

pub(crate) fn slot_proposed(slot: Slot) -> TicketEvent {
    TicketEvent::SlotProposed {
        assignment: PLUMBER,
        slot,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn slot_confirmed() -> TicketEvent {
    TicketEvent::SlotConfirmed {
        assignment: PLUMBER,
    }
}

pub(crate) fn slot_postponed(slot: Slot) -> TicketEvent {
    TicketEvent::SlotPostponed {
        assignment: PLUMBER,
        slot,
        reason: None,
    }
}

pub(crate) fn slot_cancelled() -> TicketEvent {
    TicketEvent::SlotCancelled {
        assignment: PLUMBER,
        reason: reason(),
        signed_by: None,
    }
}

pub(crate) fn presence_requested(kept_back: bool) -> TicketEvent {
    TicketEvent::OnSitePresenceRequested {
        assignment: PLUMBER,
        kept_back,
    }
}

pub(crate) fn presence_answered(answer: PresenceAnswer) -> TicketEvent {
    TicketEvent::PresenceAnswered {
        assignment: PLUMBER,
        answer,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn completion_requested(kept_back: bool) -> TicketEvent {
    TicketEvent::CompletionRequested {
        assignment: PLUMBER,
        kept_back,
    }
}

pub(crate) fn completion_reported(completed_on: NaiveDate) -> TicketEvent {
    TicketEvent::CompletionReported {
        assignment: PLUMBER,
        completed_on,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn completion_denied(next: NotFinished) -> TicketEvent {
    TicketEvent::CompletionDenied {
        assignment: PLUMBER,
        next,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn quote_found_necessary() -> TicketEvent {
    TicketEvent::QuoteFoundNecessary {
        assignment: PLUMBER,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn invoice_requested() -> TicketEvent {
    TicketEvent::InvoiceRequested {
        assignment: PLUMBER,
        comment: None,
    }
}

pub(crate) fn invoice_received(invoice: Invoice) -> TicketEvent {
    TicketEvent::InvoiceReceived {
        assignment: PLUMBER,
        invoice,
        comment: None,
        signed_by: None,
    }
}

pub(crate) fn invoice_rejected() -> TicketEvent {
    TicketEvent::InvoiceRejected {
        assignment: PLUMBER,
        comment: reason(),
    }
}

/// The n-th of m, because its deadline came.
pub(crate) fn reminded(reminder: ReminderKind, nth: u8, of: u8) -> TicketEvent {
    let trigger = ReminderTrigger::Due { nth, of };
    TicketEvent::ReminderSent {
        assignment: PLUMBER,
        reminder,
        trigger,
        kept_back: false,
    }
}

pub(crate) fn reminded_by_hand(reminder: ReminderKind) -> TicketEvent {
    let trigger = ReminderTrigger::ByHand;
    TicketEvent::ReminderSent {
        assignment: PLUMBER,
        reminder,
        trigger,
        kept_back: false,
    }
}

pub(crate) fn reminders_exhausted(reminder: ReminderKind) -> TicketEvent {
    TicketEvent::RemindersExhausted {
        assignment: PLUMBER,
        reminder,
    }
}
