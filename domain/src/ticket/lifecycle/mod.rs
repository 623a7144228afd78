//! What happens if this is asked of the ticket now? One line a command; each function stands with its chapter.

mod approval;
mod close;
mod completion;
mod conversation;
mod details;
mod engage;
mod files;
mod guard;
mod invoice;
mod open;
mod order;
mod presence;
mod quote;
mod quote_decision;
mod reminder;
mod request;
mod visit;

use super::command::TicketCommand as C;
use super::event::TicketEvent;
use super::quote::QuoteVersion;
use super::refusal::Refusal;
use super::state::Ticket;
use super::table::{self, AtStep, InLife};
use crate::metadata::CommandContext;

/// The facts that a command leads to, in order. None: its effect already holds.
pub type Decision = Result<Vec<TicketEvent>, Refusal>;

impl Ticket {
    /// Decides. Pure: the same state, command and context always give the same decision. What passes the tables of
    /// `table/` goes on to its chapter.
    ///
    /// # Errors
    /// The [`Refusal`] names the rule; nothing has changed then.
    pub fn decide(&self, command: &C, context: &CommandContext) -> Decision {
        match table::in_life(command, self.life()) {
            InLife::Decided => guard::actor(command, context)?,
            InLife::Holds => return Ok(vec![]),
            InLife::Refused(why) => return Err(why),
            InLife::NotNow(why) => {
                guard::actor(command, context)?;
                return Err(why);
            }
        }
        if let Some((part, asked)) = command.of_part() {
            let step = self.known(part)?.step_code();
            match table::at_step(asked, step) {
                AtStep::Decided | AtStep::OnceMore => {}
                AtStep::Holds => return Ok(vec![]),
                AtStep::Refused => return guard::step_does_not_allow(step),
            }
        }
        self.decide_in_life(command, context)
    }

    fn decide_in_life(&self, command: &C, context: &CommandContext) -> Decision {
        let at = context.at;
        match command {
            C::OpenTicket {
                mission,
                opening,
                assignment,
                contractor,
                others,
            } => {
                let first = (*assignment, contractor);
                open::with_contractors(*mission, opening, first, others, context)
            }
            C::SubmitRequest { request } => request::submit(request, context),
            C::ReopenTicket { reason, allowed } => close::reopen(reason, *allowed),
            C::ValidateRequest {
                mission,
                opening,
                assignment,
                contractor,
                others,
            } => {
                let first = (*assignment, contractor);
                self.validate_request(*mission, opening, first, others, context)
            }
            C::DismissRequest { reason } => Ok(vec![TicketEvent::RequestDismissed {
                reason: reason.clone(),
            }]),
            C::AcceptOrder {
                assignment,
                slot,
                comment,
                signed_by,
            } => self.accept_order(*assignment, slot, comment, signed_by, context),
            C::DeclineAssignment {
                assignment,
                reason,
                signed_by,
            } => order::decline(*assignment, reason, signed_by),
            C::ProposeSlot {
                assignment,
                slot,
                comment,
                signed_by,
            } => self.propose_slot(*assignment, slot, comment, signed_by, context),
            C::CancelSlot {
                assignment,
                reason,
                signed_by,
            } => visit::cancel_slot(*assignment, reason, signed_by),
            C::AnswerPresence {
                assignment,
                answer,
                comment,
                signed_by,
            } => self.answer_presence(*assignment, answer, comment, signed_by, context),
            C::ReportCompletion {
                assignment,
                completed_on,
                comment,
                invoice,
                signed_by,
            } => self.report_completion(
                *assignment,
                *completed_on,
                comment,
                invoice.as_ref(),
                signed_by,
                context,
            ),
            C::DenyCompletion {
                assignment,
                next,
                comment,
                signed_by,
            } => self.deny_completion(*assignment, next, comment, signed_by, context),
            C::ReportQuoteNecessary {
                assignment,
                comment,
                signed_by,
            } => completion::report_quote_necessary(*assignment, comment, signed_by),
            C::PromiseQuote {
                assignment,
                expected_on,
                comment,
                signed_by,
            } => self.promise_quote(*assignment, *expected_on, comment, signed_by, context),
            C::SubmitQuote {
                assignment,
                quote,
                comment,
                signed_by,
            } => self.submit_quote(*assignment, quote, comment, signed_by, context),
            C::ApproveQuote {
                approval,
                assignment,
                version,
                comment,
                signed_by,
            } => {
                let quote = QuoteVersion {
                    assignment: *assignment,
                    version: *version,
                };
                self.approve(*approval, quote, comment, signed_by)
            }
            C::DisapproveQuotes {
                approval,
                comment,
                signed_by,
            } => self.disapprove(*approval, comment, signed_by),
            C::SubmitInvoice {
                assignment,
                invoice,
                comment,
                signed_by,
            } => self.submit_invoice(*assignment, invoice, comment, signed_by),
            C::AcknowledgeOrder { assignment } => self.acknowledge_order(*assignment),
            C::WriteToAgency {
                message,
                from,
                subject,
                text,
            } => self.write_to_agency(*message, from, subject, text, context),
            C::ConfirmSlot { assignment } => self.confirm_slot(*assignment),
            C::PostponeSlot {
                assignment,
                slot,
                reason,
            } => self.postpone_slot(*assignment, slot, reason),
            C::RequestQuote {
                assignment,
                comment,
            } => self.request_quote(*assignment, comment, context),
            C::AcceptQuote {
                assignment,
                version,
                signed,
                comment,
            } => self.accept_quote(*assignment, *version, *signed, comment),
            C::RefuseQuote {
                assignment,
                version,
                reason,
            } => self.refuse_quote(*assignment, *version, reason),
            C::SendSignedQuote {
                assignment,
                attachment,
                comment,
            } => self.send_signed_quote(*assignment, *attachment, comment),
            C::RequestApproval {
                approval,
                approver,
                channels,
                informed,
                deciders,
                comment,
            } => {
                let asked = (approver, *channels);
                self.request_approval(*approval, asked, informed, deciders, comment)
            }
            C::RemindApprover { approval } => self.remind_approver(*approval),
            C::RequestInvoice {
                assignment,
                comment,
            } => self.request_invoice(*assignment, comment),
            C::RejectInvoice {
                assignment,
                comment,
            } => self.reject_invoice(*assignment, comment),
            C::RemindNow { assignment } => self.remind_now(*assignment),
            C::CancelAssignment { assignment, reason } => order::cancel(*assignment, reason),
            C::EngageContractor {
                assignment,
                contractor,
                others,
            } => self.engage(*assignment, contractor, *others),
            C::ChangeContactDetails {
                assignment,
                details,
                channels,
                new_link,
            } => self.change_contact_details(*assignment, details, *channels, *new_link),
            C::RenewLink { assignment } => self.renew_link(*assignment),
            C::SendMessage {
                message,
                to,
                subject,
                text,
            } => self.send_message(*message, to, subject, text),
            C::InformThirdParty {
                message,
                persons,
                text,
            } => self.inform(*message, persons, text),
            C::AddNote { note, html } => Ok(vec![TicketEvent::NoteAdded {
                note: *note,
                html: html.clone(),
            }]),
            C::AmendDetails {
                subject,
                description,
            } => self.amend_details(subject, description),
            C::SetSiteContact { contact } => self.set_site_contact(contact.as_ref()),
            C::SetWatchers { watchers } => self.set_watchers(watchers),
            C::SetReminderPolicy { policy } => self.set_reminder_policy(policy),
            C::SwitchSilentMode { on } => self.switch_silent_mode(*on),
            C::AttachFile { attachment } => self.attach_file(attachment, &context.actor),
            C::TransferTicket { to, is_manager } => self.transfer(*to, *is_manager),
            C::RecordTimeSpent { seconds } => Ok(Self::record_time_spent(*seconds)),
            C::AcknowledgeAttention => self.acknowledge_attention(),
            C::CloseTicket { comment } => Ok(vec![TicketEvent::TicketClosed {
                comment: comment.clone(),
            }]),
            C::FireTimer { timer } => self.fire(*timer, at),
            C::RecordNotificationFailure { failure } => {
                Ok(vec![TicketEvent::NotificationFailed(failure.clone())])
            }
        }
    }
}
