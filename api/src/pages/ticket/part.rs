//! Which command on a contractor's part did somebody of the agency mean?

use domain::ids::AssignmentId;
use domain::ticket::{Action, TicketCommand as C};

use super::command::details;
use super::desk::Desk;
use super::quote_command;
use crate::pages::read::Reader;
use crate::pages::said::Said;

pub fn part(
    action: Action,
    assignment: AssignmentId,
    desk: &Desk<'_>,
    reader: &mut Reader<'_>,
) -> Option<C> {
    match action {
        Action::AcceptOrder => said(assignment, desk, reader).accepts(),
        Action::Decline => said(assignment, desk, reader).declines(),
        Action::ProposeSlot => said(assignment, desk, reader).proposes(),
        Action::AnswerPresence => said(assignment, desk, reader).says_where_they_are(),
        Action::ReportCompletion => said(assignment, desk, reader).reports_completion(),
        Action::DenyCompletion => said(assignment, desk, reader).denies_completion(),
        Action::ReportQuoteNecessary => said(assignment, desk, reader).needs_a_quote(),
        Action::SubmitInvoice => said(assignment, desk, reader).invoices(),
        Action::ConfirmSlot => Some(C::ConfirmSlot { assignment }),
        Action::RemindNow => Some(C::RemindNow { assignment }),
        Action::PromiseQuote => said(assignment, desk, reader).promises(),
        Action::SubmitQuote => said(assignment, desk, reader).quotes(),
        Action::RequestQuote
        | Action::AcceptQuote
        | Action::RefuseQuote
        | Action::SendSignedQuote => quote_command::of_part(action, assignment, desk, reader),
        Action::PostponeSlot
        | Action::CancelSlot
        | Action::RequestInvoice
        | Action::RejectInvoice
        | Action::CancelAssignment => decision(action, assignment, desk, reader),
        Action::ChangeContactDetails => contact_details(assignment, desk, reader),
    }
}

/// What the contractor said by telephone: who said it may stay unknown.
fn said<'r, 'f>(
    assignment: AssignmentId,
    desk: &Desk<'_>,
    reader: &'r mut Reader<'f>,
) -> Said<'r, 'f> {
    let ours = desk.subject();
    let signed_by = reader.remark("signed_by", &ours);
    let zone = desk.opening.property.zone;
    Said::new(assignment, zone, ours, signed_by, reader)
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
