//! Several contractors on one ticket: each with a part of their own, side by side.

use rstest::rstest;

use super::acts::*;
use super::facts::*;
use super::given;
use super::lives::*;
use super::people::*;
use crate::ids::MessageId;
use crate::ticket::*;
use crate::value::MessageText;

fn several_opened() -> Opening {
    Opening {
        ticket_type: TicketType::ServiceOrders,
        ..the_opening()
    }
}

fn open_for_both() -> TicketCommand {
    open_beside(vec![the_locksmith_s_part()])
}

fn open_beside(others: Vec<Engagement>) -> TicketCommand {
    TicketCommand::OpenTicket {
        mission: Mission::ServiceOrder,
        opening: Box::new(the_opening()),
        assignment: PLUMBER,
        contractor: the_plumber(),
        others,
    }
}

fn the_locksmith_s_part() -> Engagement {
    Engagement {
        assignment: LOCKSMITH,
        contractor: the_locksmith(),
    }
}

fn became_several() -> TicketEvent {
    TicketEvent::TicketTypeChanged {
        from: TicketType::ServiceOrder,
        to: TicketType::ServiceOrders,
    }
}

/// Both are asked, neither has answered.
fn both_ordered() -> Vec<Fact> {
    vec![
        fact(
            monday("09:00"),
            manager(),
            TicketEvent::TicketOpened(Box::new(several_opened())),
        ),
        fact(monday("09:00"), manager(), engaged(PLUMBER, the_plumber())),
        fact(
            monday("09:00"),
            manager(),
            engaged(LOCKSMITH, the_locksmith()),
        ),
    ]
}

/// After `so_far` the locksmith declines.
fn locksmith_declined(so_far: Vec<Fact>) -> Vec<Fact> {
    let declined = TicketEvent::AssignmentDeclined {
        assignment: LOCKSMITH,
        reason: reason(),
        signed_by: None,
    };
    then(so_far, monday("10:00"), locksmith(), declined)
}

fn cancelled_for(assignment: crate::ids::AssignmentId) -> TicketEvent {
    TicketEvent::AssignmentCancelled {
        assignment,
        reason: None,
    }
}

fn status(ticket: &Ticket) -> Option<&'static str> {
    ticket.status().map(TicketStatus::code)
}

mod when_opened {
    use super::*;

    #[test]
    fn each_contractor_gets_an_order_of_their_own() {
        let after = given([])
            .when(monday("09:00"), manager(), open_for_both())
            .then([
                TicketEvent::TicketOpened(Box::new(several_opened())),
                engaged(PLUMBER, the_plumber()),
                engaged(LOCKSMITH, the_locksmith()),
            ])
            .step(StepCode::AwaitingAnswer)
            .urgency(Urgency::Waiting);
        assert_eq!(status(&after.ticket), Some("in_progress"));
    }

    #[test]
    fn each_needs_an_address_for_each_ticked_channel() {
        let mut unreachable = the_locksmith_s_part();
        unreachable.contractor.channels = Channels::SMS;
        given([])
            .when(
                monday("09:00"),
                manager(),
                open_beside(vec![the_locksmith_s_part(), unreachable]),
            )
            .then_refused(Refusal::NoMobileForChannel {
                whom: Whom::OtherContractor { nth: 1 },
            });
    }

    #[rstest]
    #[case::as_many_as_there_may_be(MOST_CONTRACTORS - 1, None)]
    #[case::one_more(MOST_CONTRACTORS, Some(Refusal::TooManyContractors { at_most: MOST_CONTRACTORS }))]
    fn their_number_is_bounded(#[case] others: usize, #[case] why: Option<Refusal>) {
        let decision = given([])
            .when(
                monday("09:00"),
                manager(),
                open_beside(vec![the_locksmith_s_part(); others]),
            )
            .decision();
        assert_eq!(decision.err(), why);
    }
}

mod when_another_joins {
    use super::*;

    #[test]
    fn a_service_order_becomes_one_of_several() {
        let after = given(planned())
            .when(tuesday("09:00"), manager(), engage_locksmith(Others::Keep))
            .then([became_several(), engaged(LOCKSMITH, the_locksmith())])
            .step(StepCode::Planned)
            .urgency(Urgency::Waiting);
        assert_eq!(status(&after.ticket), Some("in_progress"));
    }

    #[test]
    fn one_of_several_stays_what_it_is() {
        let joined = engage_third(Others::Keep);
        given(both_ordered())
            .when(tuesday("09:00"), manager(), joined)
            .then([engaged(THIRD, the_locksmith())]);
    }

    #[test]
    fn there_is_nobody_to_join_after_a_refusal() {
        let after = given(declined())
            .when(tuesday("09:00"), manager(), engage_locksmith(Others::Keep))
            .then([engaged(LOCKSMITH, the_locksmith())]);
        assert_eq!(status(&after.ticket), Some("awaiting_answer"));
    }

    #[test]
    fn the_ticket_takes_only_so_many() {
        let mut so_far = both_ordered();
        for n in 2..MOST_CONTRACTORS {
            let part = crate::ids::AssignmentId::new(id(0x300 + n as u128));
            so_far.push(fact(
                monday("09:00"),
                manager(),
                engaged(part, the_locksmith()),
            ));
        }
        given(so_far)
            .when(tuesday("09:00"), manager(), engage_third(Others::Keep))
            .then_refused(Refusal::TooManyContractors {
                at_most: MOST_CONTRACTORS,
            });
    }
}

const THIRD: crate::ids::AssignmentId = crate::ids::AssignmentId::new(id(0xA9));

fn engage_third(others: Others) -> TicketCommand {
    TicketCommand::EngageContractor {
        assignment: THIRD,
        contractor: the_locksmith(),
        others: Some(others),
    }
}

mod when_another_replaces {
    use super::*;

    #[test]
    fn everybody_still_engaged_is_cancelled_and_the_type_stays() {
        let after = given(both_ordered())
            .when(tuesday("09:00"), manager(), engage_third(Others::Replace))
            .then([
                cancelled_for(PLUMBER),
                cancelled_for(LOCKSMITH),
                engaged(THIRD, the_locksmith()),
            ])
            .urgency(Urgency::Waiting);
        assert_eq!(status(&after.ticket), Some("in_progress"));
    }

    #[test]
    fn whoever_declined_is_not_cancelled_too() {
        given(locksmith_declined(both_ordered()))
            .when(tuesday("09:00"), manager(), engage_third(Others::Replace))
            .then([cancelled_for(PLUMBER), engaged(THIRD, the_locksmith())]);
    }
}

mod when_it_goes_on {
    use super::*;

    #[test]
    fn one_contractor_s_answer_leaves_the_other_s_part_alone() {
        let after = given(both_ordered())
            .when(monday("10:00"), plumber(), accept(on_thursday()))
            .then([accepted(on_thursday())])
            .step(StepCode::Planned);
        let other = after.ticket.assignment(LOCKSMITH).unwrap();
        assert_eq!(other.step_code(), StepCode::AwaitingAnswer);
    }

    #[test]
    fn it_is_blue_as_soon_as_one_part_is() {
        let after = given(locksmith_declined(both_ordered())).ticket;
        assert_eq!(after.urgency(), Urgency::MustAct);
        assert_eq!(status(&after), Some("in_progress"));
    }

    #[test]
    fn a_cancelled_part_calls_nobody_while_another_is_at_work() {
        given(both_ordered())
            .when(monday("10:00"), manager(), cancel_assignment())
            .then([assignment_cancelled()])
            .urgency(Urgency::Waiting);
    }

    #[test]
    fn with_everybody_cancelled_it_calls() {
        let one_left = then(
            both_ordered(),
            monday("10:00"),
            manager(),
            cancelled_for(LOCKSMITH),
        );
        given(one_left)
            .when(monday("10:05"), manager(), cancel_assignment())
            .then([assignment_cancelled()])
            .urgency(Urgency::MustAct);
    }

    #[test]
    fn each_part_has_deadlines_of_its_own() {
        let armed = given(both_ordered()).ticket.deadlines();
        let of: Vec<_> = armed.iter().map(|it| it.timer.assignment).collect();
        assert_eq!(of, [PLUMBER, LOCKSMITH]);
    }

    #[test]
    fn the_amount_is_the_sum_of_the_invoices() {
        let mut ticket = given(both_ordered()).ticket;
        let stamp = Stamp {
            at: friday("10:00"),
            by: manager(),
        };
        assert_eq!(ticket.amount_in_cents(), None);
        for assignment in [PLUMBER, LOCKSMITH] {
            let received = TicketEvent::InvoiceReceived {
                assignment,
                invoice: the_invoice(),
                comment: None,
                signed_by: None,
            };
            ticket.evolve(&received, &stamp);
        }
        assert_eq!(ticket.amount_in_cents(), Some(36_000));
    }

    #[test]
    fn nobody_is_informed_of_a_step_that_there_is_not() {
        let inform = TicketCommand::InformThirdParty {
            message: MessageId::new(id(0xE7)),
            persons: vec![Informed {
                person: the_tenant(),
                channels: Channels::EMAIL,
            }],
            text: of_the_ticket(MessageText::parse("Le plombier vient.").unwrap()),
        };
        given(both_ordered())
            .when(monday("10:00"), manager(), inform)
            .then_refused(Refusal::NoSingleStep);
    }

    #[test]
    fn closing_tells_everybody_who_has_an_open_part() {
        let ticket = given(locksmith_declined(both_ordered())).ticket;
        let stamp = Stamp {
            at: monday("11:00"),
            by: manager(),
        };
        let closed = TicketEvent::TicketClosed { comment: None };
        let told = crate::policy::who_is_told::who_is_told(&closed, &stamp, &ticket);
        let contractors: Vec<_> = told
            .iter()
            .filter_map(|notice| match &notice.recipient {
                Recipient::Contractor { assignment } => Some(*assignment),
                Recipient::Requester
                | Recipient::Landlord
                | Recipient::President
                | Recipient::Tenant
                | Recipient::SiteContact
                | Recipient::Approver { .. }
                | Recipient::Watcher { .. }
                | Recipient::Staff { .. }
                | Recipient::Informed { .. } => None,
            })
            .collect();
        // By e-mail and by SMS.
        assert_eq!(contractors, [PLUMBER, PLUMBER]);
    }
}
