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
    let zone = desk.opening.property.zone;
    let ours = desk.subject();
    let command = match action {
        Action::AcceptOrder
        | Action::ProposeSlot
        | Action::AnswerPresence
        | Action::DenyCompletion => {
            return visit_answer(action, assignment, desk, reader);
        }
        Action::Decline => {
            let (reason, signed_by) = (
                reader.reason("reason", &ours),
                reader.remark("signed_by", &ours),
            );
            C::DeclineAssignment {
                assignment,
                reason: reason?,
                signed_by: signed_by?,
            }
        }
        Action::ConfirmSlot => C::ConfirmSlot { assignment },
        Action::PostponeSlot => {
            let (slot, reason) = (reader.slot(zone), reader.remark("reason", &ours));
            C::PostponeSlot {
                assignment,
                slot: slot?,
                reason: reason?,
            }
        }
        Action::CancelSlot => C::CancelSlot {
            assignment,
            reason: reader.reason("reason", &ours)?,
            signed_by: None,
        },
        Action::ReportCompletion => {
            let (on, remarks) = (reader.date("completed_on"), remarks(desk, reader));
            let (comment, signed_by) = remarks?;
            C::ReportCompletion {
                assignment,
                completed_on: on?,
                comment,
                invoice: None,
                signed_by,
            }
        }
        Action::ReportQuoteNecessary => {
            let (comment, signed_by) = remarks(desk, reader)?;
            C::ReportQuoteNecessary {
                assignment,
                comment,
                signed_by,
            }
        }
        Action::RequestInvoice => C::RequestInvoice {
            assignment,
            comment: reader.remark("comment", &ours)?,
        },
        Action::SubmitInvoice => {
            let (invoice, remarks) = (reader.invoice(&ours), remarks(desk, reader));
            let (comment, signed_by) = remarks?;
            C::SubmitInvoice {
                assignment,
                invoice: invoice?,
                comment,
                signed_by,
            }
        }
        Action::RejectInvoice => C::RejectInvoice {
            assignment,
            comment: reader.reason("comment", &ours)?,
        },
        Action::RemindNow => C::RemindNow { assignment },
        Action::CancelAssignment => C::CancelAssignment {
            assignment,
            reason: reader.remark("reason", &ours)?,
        },
        Action::ChangeContactDetails => {
            let subject = desk.part?.contractor.details.subject().clone();
            let details = details(reader, "contractor.", subject)?;
            let channels = reader.channels("contractor.channels");
            C::ChangeContactDetails {
                assignment,
                details,
                channels,
                new_link: reader.typed.has("new_link"),
            }
        }
    };
    Some(command)
}

type Remark = Option<Personal<ShortText>>;

/// A remark, and who said it.
fn remarks(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<(Remark, Remark)> {
    let comment = reader.remark("comment", &desk.subject());
    let signed_by = reader.remark("signed_by", &desk.subject());
    Some((comment?, signed_by?))
}

/// Answers that come with a slot.
fn visit_answer(
    action: Action,
    assignment: AssignmentId,
    desk: &Desk<'_>,
    reader: &mut Reader<'_>,
) -> Option<C> {
    let remarks = remarks(desk, reader);
    let zone = desk.opening.property.zone;
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
