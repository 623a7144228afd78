//! Which command on a contractor's part did somebody of the agency mean?

use domain::ids::AssignmentId;
use domain::personal::{Personal, Subject};
use domain::ticket::{Action, NotFinished, PresenceAnswer, TicketCommand as C};
use domain::value::{ShortText, Slot};

use super::command::details;
use super::desk::Desk;
use crate::pages::read::Reader;
use crate::problem::Problem;

pub fn part(
    action: Action,
    assignment: AssignmentId,
    desk: &Desk<'_>,
    reader: &mut Reader<'_>,
) -> Option<C> {
    match action {
        Action::AcceptOrder
        | Action::ProposeSlot
        | Action::AnswerPresence
        | Action::DenyCompletion => visit_answer(action, assignment, desk, reader),
        Action::Decline
        | Action::ReportCompletion
        | Action::ReportQuoteNecessary
        | Action::SubmitInvoice => plain_answer(action, assignment, desk, reader),
        Action::ConfirmSlot => Some(C::ConfirmSlot { assignment }),
        Action::RemindNow => Some(C::RemindNow { assignment }),
        Action::PostponeSlot
        | Action::CancelSlot
        | Action::RequestInvoice
        | Action::RejectInvoice
        | Action::CancelAssignment => decision(action, assignment, desk, reader),
        Action::ChangeContactDetails => contact_details(assignment, desk, reader),
    }
}

/// What the agency decides, with its reason.
fn decision(
    action: Action,
    assignment: AssignmentId,
    desk: &Desk<'_>,
    reader: &mut Reader<'_>,
) -> Option<C> {
    let ours = desk.subject();
    if action == Action::PostponeSlot {
        let (slot, reason) = (
            reader.slot(desk.opening.property.zone),
            reader.remark("reason", &ours),
        );
        return Some(C::PostponeSlot {
            assignment,
            slot: slot?,
            reason: reason?,
        });
    }
    if action == Action::CancelSlot {
        let reason = reader.reason("reason", &ours)?;
        return Some(C::CancelSlot {
            assignment,
            reason,
            signed_by: None,
        });
    }
    if action == Action::RequestInvoice {
        let comment = reader.remark("comment", &ours)?;
        return Some(C::RequestInvoice {
            assignment,
            comment,
        });
    }
    if action == Action::RejectInvoice {
        let comment = reader.reason("comment", &ours)?;
        return Some(C::RejectInvoice {
            assignment,
            comment,
        });
    }
    let reason = reader.remark("reason", &ours)?;
    Some(C::CancelAssignment { assignment, reason })
}

fn contact_details(
    assignment: AssignmentId,
    desk: &Desk<'_>,
    reader: &mut Reader<'_>,
) -> Option<C> {
    let subject = desk.part?.contractor.details.subject().clone();
    Some(C::ChangeContactDetails {
        assignment,
        details: details(reader, "contractor.", subject)?,
        channels: reader.channels("contractor.channels"),
        new_link: reader.typed.has("new_link"),
    })
}

type Remark = Option<Personal<ShortText>>;

/// A remark, and who said it.
fn remarks(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<(Remark, Remark)> {
    let comment = reader.remark("comment", &desk.subject());
    let signed_by = reader.remark("signed_by", &desk.subject());
    Some((comment?, signed_by?))
}

/// What the contractor said, without a date for a visit.
fn plain_answer(
    action: Action,
    assignment: AssignmentId,
    desk: &Desk<'_>,
    reader: &mut Reader<'_>,
) -> Option<C> {
    let ours = desk.subject();
    let remarks = remarks(desk, reader);
    if action == Action::Decline {
        let reason = reader.reason("reason", &ours);
        let (_, signed_by) = remarks?;
        return Some(C::DeclineAssignment {
            assignment,
            reason: reason?,
            signed_by,
        });
    }
    if action == Action::ReportCompletion {
        let completed_on = reader.date("completed_on");
        let (comment, signed_by) = remarks?;
        let (completed_on, invoice) = (completed_on?, None);
        return Some(C::ReportCompletion {
            assignment,
            completed_on,
            comment,
            invoice,
            signed_by,
        });
    }
    if action == Action::SubmitInvoice {
        let invoice = reader.invoice(&ours);
        let (comment, signed_by) = remarks?;
        return Some(C::SubmitInvoice {
            assignment,
            invoice: invoice?,
            comment,
            signed_by,
        });
    }
    let (comment, signed_by) = remarks?;
    Some(C::ReportQuoteNecessary {
        assignment,
        comment,
        signed_by,
    })
}

/// What the contractor said about when they come.
fn visit_answer(
    action: Action,
    assignment: AssignmentId,
    desk: &Desk<'_>,
    reader: &mut Reader<'_>,
) -> Option<C> {
    let zone = desk.opening.property.zone;
    let remarks = remarks(desk, reader);
    if action == Action::AnswerPresence {
        let answer = presence(reader, zone, &desk.subject());
        let (comment, signed_by) = remarks?;
        return Some(C::AnswerPresence {
            assignment,
            answer: answer?,
            comment,
            signed_by,
        });
    }
    let slot = reader.slot(zone);
    if action == Action::DenyCompletion {
        let next = not_finished(reader, slot);
        let (comment, signed_by) = remarks?;
        return Some(C::DenyCompletion {
            assignment,
            next: next?,
            comment,
            signed_by,
        });
    }
    let (slot, (comment, signed_by)) = (slot?, remarks?);
    Some(if action == Action::AcceptOrder {
        C::AcceptOrder {
            assignment,
            slot,
            comment,
            signed_by,
        }
    } else {
        C::ProposeSlot {
            assignment,
            slot,
            comment,
            signed_by,
        }
    })
}

/// The contractor's answer to "are you there?": the fields `answer`, `slot.…`, `reason`.
pub fn presence(
    reader: &mut Reader<'_>,
    zone: chrono_tz::Tz,
    ours: &Subject,
) -> Option<PresenceAnswer> {
    match reader.typed.get("answer") {
        "on-site" => Some(PresenceAnswer::OnSite),
        "late" => {
            let expected_at = reader.instant("slot.date", "slot.time", zone)?;
            Some(PresenceAnswer::Late { expected_at })
        }
        "postponed" => Some(PresenceAnswer::Postponed {
            slot: reader.slot(zone)?,
        }),
        "impossible" => Some(PresenceAnswer::Impossible {
            reason: reader.reason("reason", ours)?,
        }),
        _ => {
            reader.complain(Problem::invalid("answer", "unknown_value"));
            None
        }
    }
}

/// What comes after "not finished": the fields `next` and, read already, `slot.…`.
pub fn not_finished(reader: &mut Reader<'_>, slot: Option<Slot>) -> Option<NotFinished> {
    match reader.typed.get("next") {
        "new-end" => Some(NotFinished::NewEnd { slot: slot? }),
        "new-slot" => Some(NotFinished::NewSlot { slot: slot? }),
        _ => {
            reader.complain(Problem::invalid("next", "unknown_value"));
            None
        }
    }
}
