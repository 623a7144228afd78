//! Who may be asked to approve a quote, and who is told beside them?

use rstest::rstest;

use super::facts::*;
use super::given;
use super::lives::*;
use super::people::*;
use super::quote_lives::*;
use crate::ids::PartyId;
use crate::ticket::*;
use crate::value::Amount;

fn a_member() -> Person {
    party(MEMBER, "M. Aubert")
}

fn a_free_person() -> Person {
    Person {
        party: None,
        ..party(MEMBER, "Mme Petit")
    }
}

/// A council whose president has gone.
fn without_president() -> Deciders {
    Deciders {
        president: None,
        ..the_council()
    }
}

fn informing(members: Vec<Person>) -> TicketCommand {
    let informed = members.into_iter().map(|person| Informed {
        person,
        channels: Channels::EMAIL,
    });
    TicketCommand::RequestApproval {
        approval: ASKED,
        approver: the_president(),
        channels: Channels::EMAIL,
        informed: informed.collect(),
        deciders: the_council(),
        comment: None,
    }
}

#[test]
fn the_president_of_the_council() {
    given(quoted())
        .when(tuesday("11:00"), manager(), ask_the_president())
        .then([approval_requested(vec![of_plumber(1)])])
        .step(StepCode::QuoteInApproval)
        .urgency(Urgency::Waiting);
}

#[rstest]
#[case::a_member_beside_a_president(a_member(), the_council())]
#[case::a_free_person_beside_a_president(a_free_person(), the_council())]
#[case::somebody_who_is_not_of_the_council(party(LANDLORD, "M. Roy"), without_president())]
fn nobody_else_decides(#[case] person: Person, #[case] deciders: Deciders) {
    given(quoted())
        .when(tuesday("11:00"), manager(), ask(ASKED, person, deciders))
        .then_refused(Refusal::ApproverNotAllowed);
}

#[rstest]
#[case::a_member(a_member(), ApproverRole::CouncilMember)]
#[case::somebody_typed_in(a_free_person(), ApproverRole::Other)]
fn without_a_president(#[case] person: Person, #[case] role: ApproverRole) {
    let asked = given(quoted())
        .when(
            tuesday("11:00"),
            manager(),
            ask(ASKED, person, without_president()),
        )
        .decision()
        .unwrap();
    let [TicketEvent::ApprovalRequested { request, .. }] = asked.as_slice() else {
        panic!("{asked:?}");
    };
    assert_eq!(request.approver.role, role);
}

fn let_flat() -> Vec<Fact> {
    let mut property = the_opening().property;
    property.module = Module::Gerance;
    let opening = Opening {
        module: Module::Gerance,
        property,
        ..a_quote_opened()
    };
    let mut facts = quoted();
    facts[0].fact = TicketEvent::TicketOpened(Box::new(opening));
    facts
}

fn of_the_flat() -> Deciders {
    Deciders {
        landlord: Some(LANDLORD),
        threshold: Some(Amount::from_cents(50_000).unwrap()),
        ..Deciders::default()
    }
}

#[test]
fn of_a_flat_its_landlord_with_the_mandates_threshold() {
    let landlord = party(LANDLORD, "M. Roy");
    let asked = given(let_flat())
        .when(
            tuesday("11:00"),
            manager(),
            ask(ASKED, landlord, of_the_flat()),
        )
        .decision()
        .unwrap();
    let [TicketEvent::ApprovalRequested { request, .. }] = asked.as_slice() else {
        panic!("{asked:?}");
    };
    assert_eq!(request.approver.role, ApproverRole::Landlord);
    assert_eq!(request.threshold, of_the_flat().threshold);
}

#[rstest]
#[case::nobody_else(a_member())]
#[case::nobody_typed_in(a_free_person())]
fn of_a_flat_only_its_landlord(#[case] person: Person) {
    given(let_flat())
        .when(
            tuesday("11:00"),
            manager(),
            ask(ASKED, person, of_the_flat()),
        )
        .then_refused(Refusal::ApproverNotAllowed);
}

#[rstest]
#[case::below(49_999, false)]
#[case::at_it(50_000, false)]
#[case::above(50_001, true)]
fn the_mandate_wants_it_above_its_threshold(#[case] cents: i64, #[case] wanted: bool) {
    let amount = Amount::from_cents(cents).unwrap();
    assert_eq!(needs_approval(amount, of_the_flat().threshold), wanted);
    assert!(!needs_approval(amount, None));
}

#[test]
fn other_members_are_told_and_do_not_decide() {
    let decision = given(quoted())
        .when(tuesday("11:00"), manager(), informing(vec![a_member()]))
        .decision();
    assert!(decision.is_ok());
}

#[rstest]
#[case::the_approver(the_president())]
#[case::somebody_else(party(PartyId::new(id(0xD9)), "M. Roy"))]
#[case::somebody_typed_in(a_free_person())]
fn nobody_else_is_told(#[case] person: Person) {
    given(quoted())
        .when(
            tuesday("11:00"),
            manager(),
            informing(vec![a_member(), person]),
        )
        .then_refused(Refusal::NotOnTheCouncil { nth: 1 });
}

#[test]
fn they_can_be_reached() {
    let command = TicketCommand::RequestApproval {
        approval: ASKED,
        approver: the_president(),
        channels: Channels::SMS,
        informed: vec![],
        deciders: the_council(),
        comment: None,
    };
    given(quoted())
        .when(tuesday("11:00"), manager(), command)
        .then_refused(Refusal::NoMobileForChannel {
            whom: Whom::Approver,
        });
}

#[test]
fn an_order_has_nothing_to_approve() {
    given(planned())
        .when(tuesday("11:00"), manager(), ask_the_president())
        .then_refused_at(StepCode::Planned);
}
