//! Are stable codes what is stored and what the API reads? Each is the name that serde gives.

use rstest::rstest;
use serde_json::{Value, json};

use super::examples::names_of;
use super::given;
use super::lives::*;
use super::people::*;
use super::quote_lives::*;
use super::requests::*;
use super::states::of_several;
use crate::actor::{Actor, OnBehalfOf};
use crate::ticket::*;

#[test]
fn a_code_is_the_stored_name() {
    assert_eq!(names_of::<Action>(), Action::ALL.map(Action::code));
    assert_eq!(
        names_of::<WholeAction>(),
        WholeAction::ALL.map(WholeAction::code)
    );
    assert_eq!(names_of::<TimerKind>(), TimerKind::ALL.map(TimerKind::code));
    let urgencies = [Urgency::Waiting, Urgency::MustAct, Urgency::Closed];
    assert_eq!(names_of::<Urgency>(), urgencies.map(Urgency::code));
    let roles = [
        ApproverRole::Landlord,
        ApproverRole::CouncilPresident,
        ApproverRole::CouncilMember,
        ApproverRole::Other,
    ];
    assert_eq!(names_of::<ApproverRole>(), roles.map(ApproverRole::code));
    let types = [
        TicketType::Pending,
        TicketType::ServiceOrder,
        TicketType::ServiceOrders,
        TicketType::Quote,
        TicketType::Quotes,
    ];
    assert_eq!(names_of::<TicketType>(), types.map(TicketType::acronym));
}

#[test]
fn a_party_is_called_as_it_is_stored() {
    let parties = [
        Addressee::Contractor {
            assignment: PLUMBER,
        },
        Addressee::Requester,
        Addressee::Landlord,
        Addressee::President,
        Addressee::Tenant,
        Addressee::SiteContact,
        Addressee::Approver { approval: ASKED },
    ];
    for party in parties {
        let stored = serde_json::to_value(&party).unwrap();
        assert_eq!(stored["kind"], party.code());
        let told = serde_json::to_value(Recipient::from(party)).unwrap();
        assert_eq!(told, stored, "it is told under the same name");
    }
}

#[rstest]
#[case::of_one_part(planned(), "planned")]
#[case::a_request(requested(), "pending")]
#[case::dismissed(dismissed(), "dismissed")]
#[case::closed(closed(), "closed")]
#[case::of_several(of_several(), "in_progress")]
fn a_status_is_called_as_it_is_stored(#[case] so_far: Vec<super::facts::Fact>, #[case] code: &str) {
    let status = given(so_far).ticket.status().unwrap();
    assert_eq!(status.code(), code);
    assert_eq!(serde_json::to_value(status).unwrap(), Value::from(code));
}

/// In small letters, with a line where a word begins.
fn in_small_letters(name: &str) -> String {
    let name = name.split([' ', '(', '{']).next().unwrap();
    let mut code = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !code.is_empty() {
            code.push('_');
        }
        code.extend(letter.to_lowercase());
    }
    code
}

#[test]
fn a_refusal_is_called_by_its_rule() {
    let step = StepCode::Planned;
    let whom = Whom::Approver;
    for refusal in [
        Refusal::TicketNotOpened,
        Refusal::TicketClosed,
        Refusal::StepDoesNotAllow { step },
        Refusal::NoChannel { whom },
        Refusal::QuoteReplacedMeanwhile { current: 2 },
        Refusal::TooManyFiles { most: 200 },
    ] {
        assert_eq!(refusal.code(), in_small_letters(&format!("{refusal:?}")));
    }
}

#[test]
fn only_who_works_for_the_agency_is_staff() {
    assert_eq!(manager().staff(), Some(MANAGER));
    assert_eq!(Recipient::Staff { id: MANAGER }.staff(), Some(MANAGER));
    for somebody in [plumber(), approver(), Actor::Requester, Actor::Timer] {
        assert_eq!(somebody.staff(), None, "{somebody:?}");
    }
    assert_eq!(Recipient::Requester.staff(), None);
}

#[test]
fn a_timer_is_found_again_by_its_key() {
    for (kind, ordinal) in TimerKind::ALL.into_iter().zip(1..) {
        let timer = Timer {
            assignment: PLUMBER,
            kind,
            ordinal,
        };
        assert_eq!(timer.to_string().parse(), Ok(timer));
        assert!(timer.to_string().contains(kind.code()));
    }
    for wrong in ["", "x", "x/quote_reminder/1", "quote_reminder/1"] {
        assert_eq!(wrong.parse::<Timer>(), Err(timer::NotATimer), "{wrong}");
    }
}

/// What comes with a command reaches what is stored beside its events.
#[test]
fn a_command_says_for_whom_and_under_which_key() {
    let whom = OnBehalfOf::Contractor {
        assignment: PLUMBER,
    };
    let command = crate::ids::CommandId::new(id(0xC0));
    let context = crate::metadata::CommandContext::new(command, manager(), monday("09:00"))
        .with_key("k-1")
        .with_request(*b"POST /tickets")
        .on_behalf_of(whom.clone());
    assert_eq!(context.request.as_deref(), Some(&b"POST /tickets"[..]));
    let agency = crate::ids::AgencyId::new(id(0xA0));
    let stored = crate::metadata::Metadata::new(agency, &context);
    assert_eq!(stored.idempotency_key.as_deref(), Some("k-1"));
    assert_eq!(stored.on_behalf_of, Some(whom));
    assert_eq!(stored.correlation, command, "the first of its chain");
    let written = serde_json::to_value(&stored).unwrap();
    assert_eq!(written["actor"], json!({ "kind": "staff", "id": MANAGER }));
}
