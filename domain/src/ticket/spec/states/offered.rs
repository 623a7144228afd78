//! Do pages and programs offer what may be done, and nothing else? In every state, to the agency, a contractor and an approver.

use std::collections::BTreeSet;

use super::super::given;
use super::super::people::PLUMBER;
use super::super::quote_lives::ASKED;
use super::cell::{Who, column};
use super::reached::{Standing, TYPES, Whole, at_step};
use crate::ticket::*;

/// Every ticket that is looked at.
fn standings() -> Vec<Standing> {
    let steps = TYPES.into_iter().flat_map(|of| {
        let at = move |step| at_step(of, step);
        StepCode::ALL.into_iter().flat_map(at)
    });
    let wholes = Whole::ALL.into_iter().flat_map(Whole::standings);
    steps.chain(wholes).collect()
}

/// The command by which it is done.
fn command(action: Action) -> String {
    match action {
        Action::Decline => "DeclineAssignment".to_owned(),
        Action::AcceptOrder
        | Action::ProposeSlot
        | Action::ConfirmSlot
        | Action::PostponeSlot
        | Action::CancelSlot
        | Action::AnswerPresence
        | Action::ReportCompletion
        | Action::DenyCompletion
        | Action::ReportQuoteNecessary
        | Action::PromiseQuote
        | Action::SubmitQuote
        | Action::RequestQuote
        | Action::AcceptQuote
        | Action::RefuseQuote
        | Action::SendSignedQuote
        | Action::RequestInvoice
        | Action::SubmitInvoice
        | Action::RejectInvoice
        | Action::RemindNow
        | Action::CancelAssignment
        | Action::ChangeContactDetails => format!("{action:?}"),
    }
}

fn commands(actions: impl IntoIterator<Item = Action>) -> BTreeSet<String> {
    actions.into_iter().map(command).collect()
}

#[test]
fn everybody_is_offered_what_they_may_do_and_nothing_else() {
    let of_parts = commands(Action::ALL);
    let of_whole: BTreeSet<String> = WholeAction::ALL.map(|it| format!("{it:?}")).into();
    for standing in standings() {
        let ticket = given(standing.so_far.clone()).ticket;
        let (now, step) = (
            standing.now,
            ticket.assignment(PLUMBER).map(Assignment::step_code),
        );
        let column = column(&[standing]);
        let may = |who: Who, among: &BTreeSet<String>| -> BTreeSet<String> {
            let acts = column
                .iter()
                .filter(|(_, cell)| cell.acts.contains_key(&who));
            acts.map(|(name, _)| name.clone())
                .filter(|it| among.contains(it))
                .collect()
        };
        if let Some(part) = ticket.assignment(PLUMBER) {
            let agency = commands(ticket.agency_actions(part));
            assert_eq!(agency, may(Who::Agency, &of_parts), "agency at {step:?}");
            let contractor = commands(ticket.contractor_actions(part, now));
            assert_eq!(
                contractor,
                may(Who::Contractor, &of_parts),
                "contractor at {step:?}"
            );
        }
        let named = |actions: Vec<WholeAction>| -> BTreeSet<String> {
            actions.into_iter().map(|it| format!("{it:?}")).collect()
        };
        let (whole, approver) = (ticket.whole_actions(true), ticket.approver_actions(ASKED));
        assert_eq!(
            named(whole),
            may(Who::Agency, &of_whole),
            "whole at {step:?}"
        );
        assert_eq!(
            named(approver),
            may(Who::Approver, &of_whole),
            "approver at {step:?}"
        );
    }
}
