//! Do pages offer at each step what the step allows, and nothing else?

use super::acts::*;
use super::facts::*;
use super::given;
use super::lives::*;
use super::people::*;
use super::quote_lives::*;
use crate::ticket::*;

/// What a command leads to at a step: `E` events, `-` nothing (it already holds), `x` refused because of the step.
fn outcome(step: StepCode, command: &TicketCommand) -> char {
    match given(life_up_to(step))
        .when(friday("18:00"), manager(), command.clone())
        .decision()
    {
        Ok(events) if events.is_empty() => '-',
        Ok(_) => 'E',
        Err(refusal) => {
            assert_eq!(refusal, Refusal::StepDoesNotAllow { step }, "{command:?}");
            'x'
        }
    }
}

fn life_up_to(step: StepCode) -> Vec<Fact> {
    match step {
        StepCode::AwaitingAnswer => ordered(),
        StepCode::QuoteRequested => quote_asked(),
        StepCode::QuotePromised => promised(),
        StepCode::QuoteReceived => quoted(),
        StepCode::QuoteInApproval => in_approval(),
        StepCode::QuoteDisapproved => disapproved(),
        StepCode::QuoteApproved => approved(),
        StepCode::QuoteAccepted => kept(),
        StepCode::QuoteRefused => refused(),
        StepCode::Planned => planned(),
        StepCode::OnSite => on_site(),
        StepCode::AwaitingCompletion => completion_awaited(),
        StepCode::Completed => done(),
        StepCode::InvoiceRequested => invoice_asked(),
        StepCode::Invoiced => paid_for(),
        StepCode::Declined => declined(),
        StepCode::Cancelled => cancelled(),
    }
}

/// The usual command for an action.
fn command_of(action: Action) -> Option<TicketCommand> {
    match action {
        Action::AcceptOrder => Some(accept(on_friday())),
        Action::Decline => Some(decline()),
        Action::ProposeSlot => Some(propose(on_friday())),
        Action::ConfirmSlot => Some(confirm()),
        Action::PostponeSlot => Some(postpone(on_friday())),
        Action::CancelSlot => Some(cancel_slot()),
        Action::AnswerPresence => Some(answer_presence(impossible())),
        Action::ReportCompletion => Some(report_completion(THURSDAY)),
        Action::DenyCompletion => Some(deny_completion(NotFinished::NewSlot { slot: on_friday() })),
        Action::ReportQuoteNecessary => Some(report_quote_necessary()),
        Action::PromiseQuote => Some(promise(Some(THURSDAY))),
        Action::SubmitQuote => Some(give(quote_of(99_000))),
        Action::RequestQuote => Some(ask_for_a_quote()),
        Action::AcceptQuote => Some(accept_quote(1)),
        Action::RefuseQuote => Some(refuse_quote(1)),
        Action::SendSignedQuote => Some(send_signed_quote()),
        Action::RequestInvoice => Some(request_invoice()),
        Action::SubmitInvoice => Some(submit(the_invoice())),
        Action::RejectInvoice => Some(reject_invoice()),
        Action::RemindNow => Some(remind_now()),
        Action::CancelAssignment => Some(cancel_assignment()),
        // Allowed wherever somebody is still to be reached; `details` says so.
        Action::ChangeContactDetails => None,
    }
}

#[test]
fn what_pages_offer_the_agency_is_what_the_step_allows() {
    for step in StepCode::ALL {
        let ticket = given(life_up_to(step)).ticket;
        let offered = ticket.agency_actions(ticket.assignment(PLUMBER).unwrap());
        for action in Action::ALL {
            let Some(command) = command_of(action) else {
                continue;
            };
            let allowed = outcome(step, &command) == 'E';
            assert_eq!(offered.contains(&action), allowed, "{action:?} at {step:?}");
        }
    }
}

#[test]
fn what_pages_offer_the_contractor_is_what_they_may_do_now() {
    let when = thursday("10:45");
    for step in StepCode::ALL {
        let given_so_far = || given(life_up_to(step));
        let ticket = given_so_far().ticket;
        let offered = ticket.contractor_actions(ticket.assignment(PLUMBER).unwrap(), when);
        for action in Action::ALL {
            let Some(command) = command_of(action) else {
                continue;
            };
            let decision = given_so_far().when(when, plumber(), command).decision();
            let allowed = decision.is_ok_and(|events| !events.is_empty());
            assert_eq!(offered.contains(&action), allowed, "{action:?} at {step:?}");
        }
    }
}
