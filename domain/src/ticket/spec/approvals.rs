//! Somebody outside of the agency decides: what they may answer, and what becomes of it.

use rstest::rstest;

use super::facts::*;
use super::given;
use super::lives::*;
use super::people::*;
use super::quote_lives::*;
use crate::actor::Actor;
use crate::ids::MessageId;
use crate::ticket::*;
use crate::value::MessageText;

fn a_member() -> Person {
    party(MEMBER, "M. Aubert")
}

/// A council whose president has gone.
fn without_president() -> Deciders {
    Deciders {
        president: None,
        ..the_council()
    }
}

mod while_asked {
    use super::*;

    #[test]
    fn asking_the_same_again_changes_nothing() {
        for approval in [ASKED, ASKED_AGAIN] {
            given(in_approval())
                .when(
                    tuesday("12:00"),
                    manager(),
                    ask(approval, the_president(), the_council()),
                )
                .then_nothing_happens();
        }
    }

    #[test]
    fn somebody_else_takes_their_place() {
        let so_far = given(in_approval())
            .when(
                tuesday("12:00"),
                manager(),
                ask(ASKED_AGAIN, a_member(), without_president()),
            )
            .decision()
            .unwrap();
        let mut facts = in_approval();
        facts.extend(
            so_far
                .into_iter()
                .map(|it| fact(tuesday("12:00"), manager(), it)),
        );
        let ticket = given(facts.clone()).ticket;
        assert_eq!(ticket.open_approval().map(Approval::id), Some(ASKED_AGAIN));
        given(facts)
            .when(tuesday("13:00"), approver(), approve(PLUMBER, 1))
            .then_refused(Refusal::ApprovalNoLongerHolds);
    }

    #[test]
    fn the_approver_is_reminded_by_hand() {
        let remind = TicketCommand::RemindApprover { approval: ASKED };
        let after = given(in_approval())
            .when(friday("09:00"), manager(), remind)
            .then([TicketEvent::ApproverReminded { approval: ASKED }]);
        let asked = after.ticket.approval(ASKED).unwrap();
        assert_eq!(asked.reminded_at, Some(friday("09:00")));
        assert_eq!(given(in_approval()).ticket.deadlines(), vec![]);
    }

    #[test]
    fn the_quote_stands_still() {
        given(in_approval())
            .when(tuesday("12:00"), plumber(), give(quote_of(1_000)))
            .then_refused_at(StepCode::QuoteInApproval);
        given(in_approval())
            .when(tuesday("12:00"), manager(), accept_quote(1))
            .then_refused_at(StepCode::QuoteInApproval);
    }
}

mod the_answer {
    use super::*;

    #[test]
    fn is_an_approval() {
        given(in_approval())
            .when(tuesday("14:00"), approver(), approve(PLUMBER, 1))
            .then([quote_approved(PLUMBER, 1)])
            .step(StepCode::QuoteApproved)
            .urgency(Urgency::MustAct);
    }

    #[test]
    fn is_a_disapproval() {
        given(in_approval())
            .when(tuesday("14:00"), approver(), disapprove())
            .then([quotes_disapproved()])
            .step(StepCode::QuoteDisapproved)
            .urgency(Urgency::MustAct);
    }

    #[test]
    fn may_be_entered_by_the_manager() {
        given(in_approval())
            .when(tuesday("14:00"), manager(), approve(PLUMBER, 1))
            .then([quote_approved(PLUMBER, 1)]);
        given(in_approval())
            .when(tuesday("14:00"), manager(), disapprove())
            .then([quotes_disapproved()]);
    }

    #[rstest]
    #[case::approved(approved())]
    #[case::disapproved(disapproved())]
    fn is_given_once(#[case] so_far: Vec<Fact>) {
        for command in [approve(PLUMBER, 1), disapprove()] {
            for actor in [approver(), manager()] {
                given(so_far.clone())
                    .when(tuesday("15:00"), actor, command.clone())
                    .then_refused(Refusal::ApprovalAlreadyDecided);
            }
        }
    }

    #[test]
    fn is_about_the_quote_that_was_shown() {
        given(in_approval())
            .when(tuesday("14:00"), approver(), approve(PLUMBER, 2))
            .then_refused(Refusal::QuoteReplacedMeanwhile { current: 1 });
    }

    #[test]
    fn comes_from_whoever_was_asked() {
        let stranger = Actor::Approver {
            approval: ASKED_AGAIN,
        };
        for command in [approve(PLUMBER, 1), disapprove()] {
            given(in_approval())
                .when(tuesday("14:00"), stranger.clone(), command.clone())
                .then_refused(Refusal::UnknownApproval);
            given(in_approval())
                .when(tuesday("14:00"), plumber(), command)
                .then_refused(Refusal::ActorNotAllowed);
        }
    }

    #[test]
    fn comes_too_late_when_the_contractor_was_called_off() {
        let off = then(
            in_approval(),
            tuesday("13:00"),
            manager(),
            assignment_cancelled(),
        );
        given(off)
            .when(tuesday("14:00"), approver(), approve(PLUMBER, 1))
            .then_refused(Refusal::ApprovalNoLongerHolds);
    }
}

mod afterwards {
    use super::*;

    #[test]
    fn the_manager_validates_the_acceptance() {
        given(approved())
            .when(tuesday("16:00"), manager(), accept_quote(1))
            .then([quote_accepted(1)])
            .step(StepCode::QuoteAccepted);
    }

    #[test]
    fn or_refuses_it_all_the_same() {
        given(approved())
            .when(tuesday("16:00"), manager(), refuse_quote(1))
            .then([quote_refused_of(PLUMBER, 1)]);
    }

    #[test]
    fn what_was_disapproved_may_be_replaced_and_asked_about_again() {
        let cheaper = quote_of(90_000);
        let replaced = given(disapproved())
            .when(tuesday("16:00"), plumber(), give(cheaper.clone()))
            .then([quote_replaced(2, cheaper.clone())])
            .step(StepCode::QuoteReceived);
        assert!(replaced.ticket.open_approval().is_none());
        let so_far = then(
            disapproved(),
            tuesday("16:00"),
            plumber(),
            quote_replaced(2, cheaper),
        );
        let again = ask(ASKED_AGAIN, the_president(), the_council());
        let asked = given(so_far)
            .when(tuesday("17:00"), manager(), again)
            .decision()
            .unwrap();
        let [TicketEvent::ApprovalRequested { request, .. }] = asked.as_slice() else {
            panic!("{asked:?}");
        };
        assert_eq!(request.quotes, vec![of_plumber(2)]);
    }

    #[test]
    fn or_accepted_by_the_manager_on_their_own() {
        given(disapproved())
            .when(tuesday("16:00"), manager(), accept_quote(1))
            .then([quote_accepted(1)]);
    }
}

mod the_approver {
    use super::*;

    #[test]
    fn sees_what_they_may_do_now() {
        let offered = |facts| given(facts).ticket.approver_actions(ASKED);
        let both = vec![WholeAction::ApproveQuote, WholeAction::DisapproveQuotes];
        assert_eq!(offered(in_approval()), both);
        assert_eq!(offered(approved()), vec![]);
        assert_eq!(
            given(in_approval()).ticket.approver_actions(ASKED_AGAIN),
            vec![]
        );
    }

    #[rstest]
    #[case::before(quoted(), vec![WholeAction::RequestApproval])]
    #[case::meanwhile(in_approval(), vec![WholeAction::RequestApproval, WholeAction::ApproveQuote, WholeAction::DisapproveQuotes, WholeAction::RemindApprover])]
    #[case::disapproved(disapproved(), vec![WholeAction::RequestApproval])]
    #[case::approved(approved(), vec![])]
    #[case::on_an_order(ordered(), vec![])]
    fn and_so_does_the_agency(#[case] so_far: Vec<Fact>, #[case] expected: Vec<WholeAction>) {
        let about = [
            WholeAction::RequestApproval,
            WholeAction::ApproveQuote,
            WholeAction::DisapproveQuotes,
            WholeAction::RemindApprover,
        ];
        let all = given(so_far).ticket.whole_actions(false);
        let offered: Vec<_> = all.into_iter().filter(|it| about.contains(it)).collect();
        assert_eq!(offered, expected);
    }

    #[test]
    fn writes_to_the_agency_and_does_nothing_else() {
        let from = Addressee::Approver { approval: ASKED };
        let write = TicketCommand::WriteToAgency {
            message: MessageId::new(id(0xE1)),
            from: from.clone(),
            subject: None,
            text: of_the_ticket(MessageText::parse("Un autre devis serait utile.").unwrap()),
        };
        let after = given(in_approval())
            .when(tuesday("14:00"), approver(), write.clone())
            .decision()
            .unwrap();
        let mut ticket = given(in_approval()).ticket;
        let stamp = Stamp {
            at: tuesday("14:00"),
            by: approver(),
        };
        ticket.evolve(&after[0], &stamp);
        assert_eq!(ticket.attention, vec![Attention::UnreadMessage { from }]);
        given(in_approval())
            .when(tuesday("14:00"), plumber(), write)
            .then_refused(Refusal::ActorNotAllowed);
        given(in_approval())
            .when(tuesday("14:00"), approver(), accept_quote(1))
            .then_refused(Refusal::ActorNotAllowed);
    }
}
