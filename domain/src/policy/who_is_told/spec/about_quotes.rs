//! Who hears of a quote, and of what is decided on it?

use rstest::rstest;

use super::*;
use crate::policy::occasion::Occasion;
use crate::ticket::TicketEvent as E;
use crate::ticket::spec::people::*;
use crate::ticket::spec::quote_lives::*;

fn occasions(so_far: Vec<Fact>) -> Vec<Occasion> {
    let mut all: Vec<_> = told(so_far).iter().map(|notice| notice.occasion).collect();
    all.dedup();
    all
}

fn asked_of_president(informed: Vec<Informed>) -> Vec<Fact> {
    let mut asked = approval_requested(vec![of_plumber(1)]);
    if let E::ApprovalRequested { request, .. } = &mut asked {
        request.informed = informed;
    }
    then(quoted(), tuesday("11:00"), manager(), asked)
}

fn signed() -> E {
    E::SignedQuoteSent {
        assignment: PLUMBER,
        attachment: FILE,
        comment: None,
    }
}

#[rstest]
// The tenant is not called before somebody comes.
#[case::opened(quote_asked()[..1].to_vec(), "manager:email watcher:email")]
#[case::engaged(quote_asked()[..2].to_vec(), "plumber:email plumber:sms")]
#[case::promised(promised(), "")]
#[case::received(quoted(), "manager:email")]
#[case::entered(
    then(
        quote_asked(),
        tuesday("10:00"),
        manager(),
        quote_received(1, the_quote())
    ),
    ""
)]
#[case::replaced(
    then(quoted(), tuesday("10:30"), plumber(), quote_replaced(2, quote_of(1))),
    "manager:email"
)]
#[case::asked(in_approval(), "approver:email")]
#[case::reminded(then(in_approval(), friday("09:00"), manager(), E::ApproverReminded { approval: ASKED }), "approver:email")]
#[case::approved(approved(), "manager:email")]
#[case::disapproved(disapproved(), "manager:email")]
#[case::entered_by_manager(
    then(in_approval(), tuesday("14:00"), manager(), quote_approved(PLUMBER, 1)),
    ""
)]
#[case::accepted(kept(), "plumber:email plumber:sms watcher:email site_contact:sms")]
#[case::refused(refused(), "plumber:email plumber:sms")]
#[case::signed(
    then(kept(), tuesday("17:00"), manager(), signed()),
    "plumber:email plumber:sms"
)]
#[case::visit_off(
    then(
        planned(),
        tuesday("09:00"),
        manager(),
        quote_requested(Some(on_thursday()))
    ),
    "plumber:email plumber:sms watcher:email site_contact:sms"
)]
#[case::no_visit_off(
    then(on_site(), thursday("09:40"), manager(), quote_requested(None)),
    "plumber:email plumber:sms"
)]
fn is_told(#[case] so_far: Vec<Fact>, #[case] expected: &str) {
    assert_eq!(who(so_far), expected);
}

#[test]
fn the_request_goes_by_email_whatever_is_ticked() {
    let mut facts = quote_asked()[..2].to_vec();
    if let E::ContractorEngaged { contractor, .. } = &mut facts[1].fact {
        contractor.channels = Channels::SMS;
    }
    assert_eq!(who(facts), "plumber:email plumber:sms");
}

#[test]
fn members_of_the_council_are_told_for_information() {
    let member = Informed {
        person: party(MEMBER, "M. Aubert"),
        channels: Channels::EMAIL,
    };
    let so_far = asked_of_president(vec![member]);
    assert_eq!(who(so_far.clone()), "approver:email informed_0:email");
    assert_eq!(
        occasions(so_far),
        [Occasion::ApprovalRequest, Occasion::ApprovalInformation]
    );
}

#[rstest]
#[case::the_first(kept_and_planned(), Occasion::OrderAccepted)]
#[case::another(
    then(
        kept_and_planned(),
        tuesday("17:00"),
        plumber(),
        slot_proposed(on_friday())
    ),
    Occasion::SlotProposed
)]
fn the_first_date_is_no_new_date(#[case] so_far: Vec<Fact>, #[case] expected: Occasion) {
    assert_eq!(occasions(so_far), [expected]);
}

#[rstest]
#[case::before_the_quote(
    then(quote_asked(), tuesday("09:00"), manager(), assignment_cancelled()),
    Occasion::QuoteCancelled
)]
#[case::after_it(
    then(quoted(), tuesday("15:00"), manager(), assignment_cancelled()),
    Occasion::QuoteCancelled
)]
#[case::after_its_acceptance(
    then(kept(), tuesday("17:00"), manager(), assignment_cancelled()),
    Occasion::AssignmentCancelled
)]
#[case::of_an_order(
    then(ordered(), tuesday("09:00"), manager(), assignment_cancelled()),
    Occasion::AssignmentCancelled
)]
#[case::declined(
    then(quote_asked(), tuesday("09:00"), plumber(), assignment_declined()),
    Occasion::QuoteDeclined
)]
#[case::declined_order(
    then(ordered(), tuesday("09:00"), plumber(), assignment_declined()),
    Occasion::OrderDeclined
)]
fn what_ended_is_called_what_it_was(#[case] so_far: Vec<Fact>, #[case] expected: Occasion) {
    assert_eq!(occasions(so_far), [expected]);
}

#[test]
fn silent_mode_keeps_back_what_nobody_sends_on_purpose() {
    let silent = |mut facts: Vec<Fact>| {
        if let E::TicketOpened(opening) = &mut facts[0].fact {
            opening.silent = true;
        }
        told(facts).iter().all(|notice| notice.kept_back)
    };
    let reminded = E::ApproverReminded { approval: ASKED };
    assert!(silent(in_approval()));
    assert!(silent(kept()));
    assert!(!silent(then(
        in_approval(),
        friday("09:00"),
        manager(),
        reminded
    )));
    assert!(!silent(then(kept(), friday("09:00"), manager(), signed())));
}
