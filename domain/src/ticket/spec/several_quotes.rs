//! Several contractors are asked for a quote: one is kept at most, and the others are told.

use super::acts::*;
use super::facts::*;
use super::given;
use super::lives::*;
use super::people::*;
use super::quote_lives::*;
use crate::ids::AssignmentId;
use crate::ticket::*;

const THIRD: AssignmentId = AssignmentId::new(id(0xA9));

fn status(ticket: &Ticket) -> Option<&'static str> {
    ticket.status().map(TicketStatus::code)
}

fn quotes_opened() -> Opening {
    Opening {
        ticket_type: TicketType::Quotes,
        ..the_opening()
    }
}

/// Plumber and locksmith are asked on Monday at nine.
fn both_asked() -> Vec<Fact> {
    let opened = TicketEvent::TicketOpened(Box::new(quotes_opened()));
    vec![
        fact(monday("09:00"), manager(), opened),
        fact(
            monday("09:00"),
            manager(),
            engaged_for_a_quote(PLUMBER, the_plumber()),
        ),
        fact(
            monday("09:00"),
            manager(),
            engaged_for_a_quote(LOCKSMITH, the_locksmith()),
        ),
    ]
}

fn one_quoted() -> Vec<Fact> {
    let quote = quote_received(1, quote_of(145_000));
    then(both_asked(), tuesday("10:00"), plumber(), quote)
}

fn both_quoted() -> Vec<Fact> {
    let quote = quote_received_of(LOCKSMITH, 1, quote_of(120_000));
    then(one_quoted(), tuesday("11:00"), locksmith(), quote)
}

fn both() -> Vec<QuoteVersion> {
    vec![of_plumber(1), of_locksmith()]
}

fn of_locksmith() -> QuoteVersion {
    QuoteVersion {
        assignment: LOCKSMITH,
        version: 1,
    }
}

fn both_in_approval() -> Vec<Fact> {
    then(
        both_quoted(),
        tuesday("12:00"),
        manager(),
        approval_requested(both()),
    )
}

/// The locksmith's quote is accepted, the plumber's is refused with it.
fn one_kept() -> Vec<Fact> {
    let kept = quote_accepted_of(LOCKSMITH, 1);
    let so_far = then(both_quoted(), tuesday("15:00"), manager(), kept);
    let other = quote_refused_of(PLUMBER, 1);
    then(so_far, tuesday("15:00"), manager(), other)
}

fn step_of(ticket: &Ticket, part: AssignmentId) -> StepCode {
    ticket.assignment(part).unwrap().step_code()
}

fn cancelled_for(assignment: AssignmentId) -> TicketEvent {
    TicketEvent::AssignmentCancelled {
        assignment,
        reason: None,
    }
}

#[test]
fn the_type_follows_from_how_many_are_asked() {
    let open = TicketCommand::OpenTicket {
        mission: Mission::Quote,
        opening: Box::new(the_opening()),
        assignment: PLUMBER,
        contractor: the_plumber(),
        others: vec![Engagement {
            assignment: LOCKSMITH,
            contractor: the_locksmith(),
        }],
    };
    let after = given([]).when(monday("09:00"), manager(), open).then([
        TicketEvent::TicketOpened(Box::new(quotes_opened())),
        engaged_for_a_quote(PLUMBER, the_plumber()),
        engaged_for_a_quote(LOCKSMITH, the_locksmith()),
    ]);
    assert_eq!(status(&after.ticket), Some("quote_requested"));
}

#[test]
fn each_of_them_needs_an_email_address() {
    let mut unreachable = the_plumber();
    let by_sms = details("Plomberie Marchal", None, Some("+33612345678"));
    unreachable.details = of_the_ticket(by_sms);
    unreachable.channels = Channels::SMS;
    let open = TicketCommand::OpenTicket {
        mission: Mission::Quote,
        opening: Box::new(the_opening()),
        assignment: LOCKSMITH,
        contractor: the_locksmith(),
        others: vec![Engagement {
            assignment: PLUMBER,
            contractor: unreachable,
        }],
    };
    given([])
        .when(monday("09:00"), manager(), open)
        .then_refused(Refusal::NoEmailForQuoteRequest {
            whom: Whom::OtherContractor { nth: 0 },
        });
}

#[test]
fn a_quote_becomes_one_of_several_when_another_joins() {
    given(quoted())
        .when(tuesday("12:00"), manager(), engage_locksmith(Others::Keep))
        .then([
            type_changed(TicketType::Quote, TicketType::Quotes),
            engaged_for_a_quote(LOCKSMITH, the_locksmith()),
        ]);
}

#[test]
fn the_status_is_that_of_the_furthest_advanced() {
    assert_eq!(status(&given(both_asked()).ticket), Some("quote_requested"));
    let one = given(one_quoted()).ticket;
    assert_eq!(status(&one), Some("quote_received"));
    assert_eq!(one.urgency(), Urgency::MustAct);
    assert_eq!(one.leading_assignment().unwrap().id, PLUMBER);
    let asked = given(both_in_approval()).ticket;
    assert_eq!(status(&asked), Some("quote_in_approval"));
    assert_eq!(asked.urgency(), Urgency::Waiting);
    assert_eq!(status(&given(one_kept()).ticket), Some("quote_accepted"));
}

#[test]
fn it_stays_what_it_is_with_one_contractor_left() {
    let declined = TicketEvent::AssignmentDeclined {
        assignment: LOCKSMITH,
        reason: reason(),
        signed_by: None,
    };
    let ticket = given(then(one_quoted(), tuesday("12:00"), locksmith(), declined)).ticket;
    assert_eq!(ticket.ticket_type(), Some(TicketType::Quotes));
    assert_eq!(status(&ticket), Some("quote_received"));
}

mod accepting_one {
    use super::*;

    #[test]
    fn refuses_those_that_were_received() {
        let after = given(both_quoted())
            .when(tuesday("15:00"), manager(), accept_quote_of(LOCKSMITH, 1))
            .then([
                quote_accepted_of(LOCKSMITH, 1),
                quote_refused_of(PLUMBER, 1),
            ])
            .urgency(Urgency::Waiting);
        assert_eq!(after.ticket.amount_in_cents(), Some(120_000));
    }

    #[test]
    fn cancels_those_that_are_awaited() {
        given(one_quoted())
            .when(tuesday("15:00"), manager(), accept_quote(1))
            .then([quote_accepted(1), cancelled_for(LOCKSMITH)]);
    }

    #[test]
    fn voids_what_an_approver_was_asked() {
        let late = quote_received_of(THIRD, 1, quote_of(100_000));
        let engaged = engaged_for_a_quote(THIRD, the_locksmith());
        let so_far = then(both_in_approval(), tuesday("13:00"), manager(), engaged);
        let so_far = then(so_far, tuesday("14:00"), manager(), late);
        let after = given(so_far)
            .when(tuesday("15:00"), manager(), accept_quote_of(THIRD, 1))
            .then([
                quote_accepted_of(THIRD, 1),
                quote_refused_of(PLUMBER, 1),
                quote_refused_of(LOCKSMITH, 1),
            ]);
        assert!(after.ticket.open_approval().is_none());
    }

    #[test]
    fn leaves_nobody_else_to_be_accepted() {
        let engaged = engaged_for_a_quote(THIRD, the_locksmith());
        let so_far = then(one_kept(), tuesday("16:00"), manager(), engaged);
        let late = quote_received_of(THIRD, 1, quote_of(100_000));
        let so_far = then(so_far, tuesday("17:00"), manager(), late);
        given(so_far.clone())
            .when(tuesday("18:00"), manager(), accept_quote_of(THIRD, 1))
            .then_refused(Refusal::AnotherQuoteKept);
        let ticket = given(so_far.clone()).ticket;
        let offered = ticket.agency_actions(ticket.assignment(THIRD).unwrap());
        assert!(!offered.contains(&Action::AcceptQuote));
        // Whoever is called off makes room.
        let off = cancelled_for(LOCKSMITH);
        given(then(so_far, tuesday("18:00"), manager(), off))
            .when(tuesday("18:05"), manager(), accept_quote_of(THIRD, 1))
            .then([quote_accepted_of(THIRD, 1)]);
    }
}

#[test]
fn replacing_refuses_what_was_received_and_cancels_what_is_awaited() {
    let engage = TicketCommand::EngageContractor {
        assignment: THIRD,
        contractor: the_locksmith(),
        others: Some(Others::Replace),
    };
    given(one_quoted())
        .when(tuesday("15:00"), manager(), engage)
        .then([
            quote_refused_of(PLUMBER, 1),
            cancelled_for(LOCKSMITH),
            engaged_for_a_quote(THIRD, the_locksmith()),
        ]);
}

mod an_approver {
    use super::*;

    #[test]
    fn is_asked_about_all_that_were_received() {
        given(both_quoted())
            .when(tuesday("12:00"), manager(), ask_the_president())
            .then([approval_requested(both())]);
        given(one_quoted())
            .when(tuesday("12:00"), manager(), ask_the_president())
            .then([approval_requested(vec![of_plumber(1)])]);
    }

    #[test]
    fn approves_one_and_says_nothing_against_the_others() {
        let after = given(both_in_approval())
            .when(tuesday("14:00"), approver(), approve(LOCKSMITH, 1))
            .then([quote_approved(LOCKSMITH, 1)])
            .urgency(Urgency::MustAct);
        assert_eq!(step_of(&after.ticket, LOCKSMITH), StepCode::QuoteApproved);
        assert_eq!(step_of(&after.ticket, PLUMBER), StepCode::QuoteReceived);
        assert_eq!(status(&after.ticket), Some("quote_approved"));
    }

    #[test]
    fn disapproves_all_of_them() {
        let after = given(both_in_approval())
            .when(tuesday("14:00"), approver(), disapprove())
            .then([quotes_disapproved()])
            .urgency(Urgency::MustAct);
        for part in [PLUMBER, LOCKSMITH] {
            assert_eq!(step_of(&after.ticket, part), StepCode::QuoteDisapproved);
        }
    }

    #[test]
    fn is_asked_again_when_another_quote_came() {
        let asked = approval_requested(vec![of_plumber(1)]);
        let so_far = then(one_quoted(), tuesday("10:30"), manager(), asked);
        let late = quote_received_of(LOCKSMITH, 1, quote_of(120_000));
        let so_far = then(so_far, tuesday("11:00"), locksmith(), late);
        let again = ask(ASKED_AGAIN, the_president(), the_council());
        let decided = given(so_far)
            .when(tuesday("12:00"), manager(), again)
            .decision()
            .unwrap();
        let [TicketEvent::ApprovalRequested { request, .. }] = decided.as_slice() else {
            panic!("{decided:?}");
        };
        assert_eq!(request.quotes, both());
    }

    #[test]
    fn chooses_among_those_that_they_were_shown() {
        let asked = approval_requested(vec![of_plumber(1)]);
        let so_far = then(one_quoted(), tuesday("10:30"), manager(), asked);
        let late = quote_received_of(LOCKSMITH, 1, quote_of(120_000));
        given(then(so_far, tuesday("11:00"), locksmith(), late))
            .when(tuesday("12:00"), approver(), approve(LOCKSMITH, 1))
            .then_refused_at(StepCode::QuoteReceived);
    }
}

#[test]
fn keeping_a_quote_leaves_alone_whoever_only_owes_an_invoice() {
    use TicketType::{Quote, ServiceOrder};
    let now = friday("17:00");
    let since = [
        engaged(LOCKSMITH, the_locksmith()),
        invoice_rejected(),
        type_changed(ServiceOrder, Quote),
        quote_received_of(LOCKSMITH, 1, quote_of(120_000)),
    ];
    let so_far = paid_for()
        .into_iter()
        .chain(since.map(|event| fact(now, manager(), event)));
    given(so_far)
        .when(now, manager(), accept_quote_of(LOCKSMITH, 1))
        .then([quote_accepted_of(LOCKSMITH, 1)])
        .step(StepCode::InvoiceRequested);
}
