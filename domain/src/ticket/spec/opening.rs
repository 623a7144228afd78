//! A ticket is opened.

use rstest::rstest;

use super::acts::*;
use super::facts::*;
use super::given;
use super::lives::*;
use super::people::*;
use crate::actor::Actor;
use crate::ticket::*;

#[test]
fn a_service_order_is_opened_and_its_contractor_engaged() {
    let opening = the_opening();
    given([])
        .when(
            monday("09:00"),
            manager(),
            open(opening.clone(), the_plumber()),
        )
        .then([
            TicketEvent::TicketOpened(Box::new(opening)),
            engaged(PLUMBER, the_plumber()),
        ])
        .step(StepCode::AwaitingAnswer)
        .urgency(Urgency::Waiting);
}

#[test]
fn a_ticket_is_opened_once() {
    given(ordered())
        .when(
            monday("09:05"),
            manager(),
            open(the_opening(), the_plumber()),
        )
        .then_refused(Refusal::TicketAlreadyOpened);
}

#[test]
fn nothing_can_be_asked_of_a_ticket_before_it_is_opened() {
    given([])
        .when(monday("09:00"), manager(), remind_now())
        .then_refused(Refusal::TicketNotOpened);
}

#[rstest]
#[case::a_contractor(plumber())]
#[case::a_requester(Actor::Requester)]
#[case::a_timer(Actor::Timer)]
fn only_the_agency_opens_tickets(#[case] actor: Actor) {
    given([])
        .when(monday("09:00"), actor, open(the_opening(), the_plumber()))
        .then_refused(Refusal::ActorNotAllowed);
}

#[track_caller]
fn opening_is_refused(opening: Opening, why: Refusal) {
    given([])
        .when(monday("09:00"), manager(), open(opening, the_plumber()))
        .then_refused(why);
}

#[test]
fn a_property_of_the_other_module_is_refused() {
    let opening = Opening {
        module: Module::Gerance,
        ..the_opening()
    };
    opening_is_refused(opening, Refusal::PropertyOfAnotherModule);
}

#[test]
fn a_landlord_is_named_in_gerance_only() {
    let opening = Opening {
        landlord: Some(the_tenant()),
        ..the_opening()
    };
    opening_is_refused(opening, Refusal::LandlordOutsideGerance);
}

#[test]
fn a_request_cannot_come_from_the_future() {
    let opening = Opening {
        requested_at: monday("09:01"),
        ..the_opening()
    };
    opening_is_refused(opening, Refusal::RequestedInTheFuture);
}

#[test]
fn a_request_may_have_come_this_very_moment() {
    let opening = Opening {
        requested_at: monday("09:00"),
        ..the_opening()
    };
    let opened = given([]).when(monday("09:00"), manager(), open(opening, the_plumber()));
    assert!(opened.decision().is_ok());
}

#[test]
fn a_site_contact_needs_the_address_of_each_ticked_channel() {
    let contact = SiteContact {
        person: the_neighbour().person,
        comment: None,
        channels: Channels::SMS,
    };
    let opening = Opening {
        site_contact: Some(contact),
        ..the_opening()
    };
    opening_is_refused(
        opening,
        Refusal::NoMobileForChannel {
            whom: Whom::SiteContact,
        },
    );
}

#[test]
fn a_site_contact_need_not_be_warned() {
    let contact = SiteContact {
        channels: Channels::NONE,
        ..the_site_contact()
    };
    let opening = Opening {
        site_contact: Some(contact),
        ..the_opening()
    };
    let decided = given([]).when(monday("09:00"), manager(), open(opening, the_plumber()));
    assert!(decided.decision().is_ok());
}

#[rstest]
#[case::without_a_channel(Channels::NONE, Refusal::NoChannel { whom: Whom::Watcher { nth: 1 } })]
#[case::without_a_mobile(Channels::SMS, Refusal::NoMobileForChannel { whom: Whom::Watcher { nth: 1 } })]
fn a_watcher_needs_a_channel_and_its_address(#[case] channels: Channels, #[case] why: Refusal) {
    let unreachable = Watcher {
        channels,
        ..the_neighbour()
    };
    let opening = Opening {
        watchers: vec![the_neighbour(), unreachable],
        ..the_opening()
    };
    opening_is_refused(opening, why);
}

#[rstest]
#[case::no_channel(Channels::NONE, Some("a@b.fr"), None, Refusal::NoChannel { whom: Whom::Contractor })]
#[case::no_email(Channels::EMAIL, None, Some("+33612345678"), Refusal::NoEmailForChannel { whom: Whom::Contractor })]
#[case::no_phone(Channels::SMS, Some("a@b.fr"), None, Refusal::NoMobileForChannel { whom: Whom::Contractor })]
#[case::no_mobile(Channels::SMS, None, Some("+33383123456"), Refusal::NoMobileForChannel { whom: Whom::Contractor })]
fn a_contractor_needs_a_channel_and_its_address(
    #[case] channels: Channels,
    #[case] email: Option<&str>,
    #[case] phone: Option<&str>,
    #[case] why: Refusal,
) {
    let contractor = EngagedContractor {
        details: of_the_ticket(details("Plomberie Marchal", email, phone)),
        channels,
        ..the_plumber()
    };
    given([])
        .when(monday("09:00"), manager(), open(the_opening(), contractor))
        .then_refused(why);
}
