//! Do the stories go everywhere? A model that never comes to something proves nothing about it.

use std::collections::BTreeSet;

use super::act::Move;
use super::reference::{Outcome, Reference};
use crate::ticket::{StepCode, TicketType, TimerKind};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use proptest_state_machine::ReferenceStateMachine;

const ACTS: [&str; 54] = [
    "Open",
    "Submit",
    "Validate",
    "Dismiss",
    "Engage",
    "Close",
    "Reopen",
    "Accept",
    "Decline",
    "Propose",
    "Confirm",
    "Postpone",
    "CancelSlot",
    "OnSite",
    "Late",
    "MoveVisit",
    "Impossible",
    "Done",
    "Longer",
    "AnotherVisit",
    "FindQuoteNecessary",
    "Read",
    "RenewLink",
    "Remind",
    "Cancel",
    "ChangeDetails",
    "AskQuote",
    "Promise",
    "Quote",
    "AcceptQuote",
    "RefuseQuote",
    "SendSigned",
    "AskApproval",
    "RemindApprover",
    "Approve",
    "Disapprove",
    "AskInvoice",
    "Invoice",
    "RejectInvoice",
    "Message",
    "Write",
    "Inform",
    "Note",
    "Amend",
    "SetSiteContact",
    "SetWatchers",
    "SetPolicy",
    "Silent",
    "Attach",
    "Transfer",
    "Spend",
    "Acknowledge",
    "DeliveryFails",
    "OldDeadline",
];

const REFUSALS: [&str; 38] = [
    "actor_not_allowed",
    "another_quote_kept",
    "approval_already_decided",
    "approval_no_longer_holds",
    "approver_not_allowed",
    "arrival_in_the_past",
    "completed_in_the_future",
    "contractor_already_engaged",
    "ends_before_it_starts",
    "no_channel",
    "no_email_for_channel",
    "no_email_for_invoice_request",
    "no_email_for_quote_request",
    "no_mobile_for_channel",
    "no_quote_to_approve",
    "no_single_step",
    "nobody_chosen",
    "not_a_manager",
    "not_on_the_council",
    "not_on_the_ticket",
    "presence_not_asked",
    "promised_in_the_past",
    "quote_replaced_meanwhile",
    "reopening_not_allowed",
    "request_dismissed",
    "request_not_pending",
    "request_pending",
    "several_cannot_become_quote",
    "slot_in_the_past",
    "step_does_not_allow",
    "ticket_already_opened",
    "ticket_closed",
    "ticket_not_closed",
    "ticket_not_opened",
    "unknown_approval",
    "unknown_assignment",
    "unknown_file",
    "visit_not_begun",
];

/// What the stories came to.
#[derive(Default)]
struct Census(BTreeSet<String>);

impl Census {
    fn add(&mut self, what: impl Into<String>) {
        self.0.insert(what.into());
    }

    fn read(&mut self, mut state: Reference, moves: &[Move]) {
        for step in moves {
            state = state.after(step);
            match state.outcome {
                Outcome::Done => self.add(format!("{} is done", name(step))),
                Outcome::Nothing => self.add(format!("{} changes nothing", name(step))),
                Outcome::Refused(why) => self.add(why.code),
            }
            if step.outage && !state.fired.is_empty() {
                self.add("an outage is made up for");
            }
            for fired in &state.fired {
                self.add(format!("{:?} comes", fired.due.kind));
            }
            for part in &state.parts {
                self.add(format!("{:?} of {:?}", part.step, state.kind));
            }
        }
    }
}

/// The act without whose it is.
fn name(step: &Move) -> String {
    let act = format!("{:?}", step.act);
    let end = act.find(['(', ' ']).unwrap_or(act.len());
    act[..end].to_owned()
}

/// Every step that a part may stand at on a ticket of this type.
fn steps() -> impl Iterator<Item = String> {
    let orders = [TicketType::ServiceOrder, TicketType::ServiceOrders];
    let quotes = [TicketType::Quote, TicketType::Quotes];
    let priced = |step: &StepCode| format!("{step:?}").starts_with("Quote");
    let all = StepCode::ALL.into_iter();
    all.flat_map(move |step| {
        let of_orders = orders.into_iter().filter(move |_| !priced(&step));
        let of_quotes = quotes.into_iter();
        let of_quotes = of_quotes.filter(move |_| step != StepCode::AwaitingAnswer);
        let kinds = of_orders.chain(of_quotes);
        kinds.map(move |kind| format!("{step:?} of {:?}", Some(kind)))
    })
}

#[test]
fn stories_go_everywhere() {
    let mut runner = TestRunner::new(super::stories(1));
    let stories = Reference::sequential_strategy(1..=60);
    let mut census = Census::default();
    for _ in 0..1_000 {
        let (state, moves, _) = stories.new_tree(&mut runner).unwrap().current();
        census.read(state, &moves);
    }
    let done = ACTS.iter().filter(|act| **act != "OldDeadline");
    let done = done.map(|act| format!("{act} is done"));
    let refused = REFUSALS.iter().map(ToString::to_string);
    let came = TimerKind::ALL.iter().map(|kind| format!("{kind:?} comes"));
    let outage = ["an outage is made up for".to_owned()];
    let wanted = done.chain(refused).chain(came).chain(steps());
    let wanted = wanted.chain(outage);
    let missing: Vec<_> = wanted.filter(|what| !census.0.contains(what)).collect();
    assert_eq!(missing, Vec::<String>::new());
}
