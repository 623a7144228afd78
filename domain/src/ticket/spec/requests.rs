//! A client asks for something; the manager makes a ticket of it, or says why not.

use rstest::rstest;

use super::acts::*;
use super::facts::*;
use super::given;
use super::lives::*;
use super::people::*;
use crate::actor::Actor;
use crate::ids::WatcherId;
use crate::personal::{Personal, Subject};
use crate::ticket::*;
use crate::value::{Description, Subject as SubjectLine};

fn their_words() -> Personal<Description> {
    let words = Subject::words(&Subject::ticket(TICKET), the_tenant().details.subject());
    Personal::new(words, Description::parse("Ça goutte sous l’évier").unwrap())
}

pub(crate) fn the_request() -> Request {
    let opening = the_opening();
    Request {
        number: 1026,
        module: Module::Syndic,
        property: opening.property,
        requester: the_tenant(),
        channels: Channels::EMAIL,
        watcher: WatcherId::new(id(0x3B)),
        source: Source::Extranet,
        requested_at: monday("08:30"),
        subject: of_the_ticket(SubjectLine::parse("Fuite").unwrap()),
        description: their_words(),
        clients: Clients::default(),
        team: opening.team,
        rules: Rules::default(),
        external_reference: Some("EX-7".to_owned()),
    }
}

pub(crate) fn requested() -> Vec<Fact> {
    let submitted = TicketEvent::RequestSubmitted(Box::new(the_request()));
    vec![fact(monday("08:30"), Actor::Requester, submitted)]
}

pub(crate) fn dismissed() -> Vec<Fact> {
    then(requested(), monday("09:00"), manager(), request_dismissed())
}

pub(crate) fn validated() -> Vec<Fact> {
    let opened = TicketEvent::TicketOpened(Box::new(what_becomes_of(the_opening())));
    let opened = then(requested(), monday("09:00"), manager(), opened);
    then(
        opened,
        monday("09:00"),
        manager(),
        engaged(PLUMBER, the_plumber()),
    )
}

/// The opening with what the request says and nobody changes.
fn what_becomes_of(opening: Opening) -> Opening {
    Opening {
        number: 1026,
        requester: Some(the_tenant()),
        source: Source::Extranet,
        requested_at: monday("08:30"),
        original_description: Some(their_words()),
        external_reference: Some("EX-7".to_owned()),
        ..opening
    }
}

fn request_dismissed() -> TicketEvent {
    TicketEvent::RequestDismissed { reason: reason() }
}

pub(crate) fn submit_request(request: Request) -> TicketCommand {
    let request = Box::new(request);
    TicketCommand::SubmitRequest { request }
}

fn validate(opening: Opening) -> TicketCommand {
    TicketCommand::ValidateRequest {
        mission: Mission::ServiceOrder,
        opening: Box::new(opening),
        assignment: PLUMBER,
        contractor: the_plumber(),
        others: vec![],
    }
}

fn dismiss() -> TicketCommand {
    TicketCommand::DismissRequest { reason: reason() }
}

fn writes() -> TicketCommand {
    TicketCommand::WriteToAgency {
        message: crate::ids::MessageId::new(id(0xE5)),
        from: Correspondent::Requester,
        subject: None,
        text: of_the_ticket(crate::value::MessageText::parse("Et alors ?").unwrap()),
    }
}

mod when_submitted {
    use super::*;

    #[rstest]
    #[case::by_the_requester(Actor::Requester)]
    #[case::by_staff_on_their_behalf(manager())]
    fn a_request_waits_for_the_manager(#[case] actor: Actor) {
        let after = given([])
            .when(monday("08:30"), actor, submit_request(the_request()))
            .then([TicketEvent::RequestSubmitted(Box::new(the_request()))])
            .urgency(Urgency::MustAct);
        let ticket = after.ticket;
        assert_eq!(ticket.status().map(TicketStatus::code), Some("pending"));
        assert_eq!(ticket.deadlines(), []);
        let opening = ticket.opening.unwrap();
        assert_eq!(opening.ticket_type.acronym(), "?");
        assert_eq!(opening.original_description, Some(their_words()));
        assert_eq!(opening.watchers.len(), 1, "the requester is a watcher");
    }

    #[rstest]
    #[case::a_contractor(plumber())]
    #[case::a_timer(Actor::Timer)]
    #[case::the_machinery(Actor::System)]
    fn nobody_else_submits_one(#[case] actor: Actor) {
        given([])
            .when(monday("08:30"), actor, submit_request(the_request()))
            .then_refused(Refusal::ActorNotAllowed);
    }

    #[test]
    fn it_is_submitted_once() {
        given(requested())
            .when(monday("08:31"), manager(), submit_request(the_request()))
            .then_refused(Refusal::TicketAlreadyOpened);
    }

    #[rstest]
    #[case::of_the_other_module(
        Request { module: Module::Gerance, ..the_request() },
        Refusal::PropertyOfAnotherModule
    )]
    #[case::from_the_future(
        Request { requested_at: monday("08:31"), ..the_request() },
        Refusal::RequestedInTheFuture
    )]
    #[case::without_a_channel(
        Request { channels: Channels::NONE, ..the_request() },
        Refusal::NoChannel { whom: Whom::Requester }
    )]
    #[case::without_the_address_of_a_channel(
        Request { channels: Channels::SMS, requester: the_neighbour().person, ..the_request() },
        Refusal::NoMobileForChannel { whom: Whom::Requester }
    )]
    fn it_must_make_sense(#[case] request: Request, #[case] why: Refusal) {
        given([])
            .when(monday("08:30"), Actor::Requester, submit_request(request))
            .then_refused(why);
    }
}

mod when_pending {
    use super::*;

    #[test]
    fn it_becomes_a_service_order_and_keeps_what_the_client_said() {
        let typed = Opening {
            number: 0,
            requester: None,
            source: Source::Phone,
            requested_at: monday("08:59"),
            external_reference: None,
            ..the_opening()
        };
        let opened = TicketEvent::TicketOpened(Box::new(what_becomes_of(typed.clone())));
        let after = given(requested())
            .when(monday("09:00"), manager(), validate(typed))
            .then([opened, engaged(PLUMBER, the_plumber())])
            .step(StepCode::AwaitingAnswer)
            .urgency(Urgency::Waiting);
        assert!(!after.ticket.is_pending());
        assert_eq!(after.ticket.opened_at, Some(monday("08:30")));
        assert!(!after.ticket.deadlines().is_empty());
    }

    #[test]
    fn whoever_took_it_over_meanwhile_keeps_it() {
        let transferred = TicketEvent::TicketTransferred { to: COLLEAGUE };
        let validated = given(then(requested(), monday("08:45"), manager(), transferred))
            .when(monday("09:00"), manager(), validate(the_opening()))
            .decision()
            .unwrap();
        let TicketEvent::TicketOpened(opening) = &validated[0] else {
            panic!("opened: {validated:?}");
        };
        assert_eq!(opening.team.manager, COLLEAGUE);
    }

    #[test]
    fn words_that_the_manager_leaves_as_they_are_stay_the_clients() {
        let untouched = Description::parse("Ça goutte sous l’évier").unwrap();
        let opening = Opening {
            description: of_the_ticket(untouched),
            ..the_opening()
        };
        let after = given(requested())
            .when(monday("09:00"), manager(), validate(opening.clone()))
            .then([
                TicketEvent::TicketOpened(Box::new(Opening {
                    description: their_words(),
                    ..what_becomes_of(opening)
                })),
                engaged(PLUMBER, the_plumber()),
            ]);
        assert_eq!(after.ticket.opening.unwrap().description, their_words());
    }

    #[test]
    fn amending_the_subject_leaves_the_clients_words_the_clients() {
        let mut opening = what_becomes_of(the_opening());
        opening.description = their_words();
        let opened = TicketEvent::TicketOpened(Box::new(opening));
        let subject = of_the_ticket(SubjectLine::parse("Évier bouché").unwrap());
        let same = Description::parse("Ça goutte sous l’évier").unwrap();
        given(then(requested(), monday("09:00"), manager(), opened))
            .when(
                monday("10:00"),
                manager(),
                TicketCommand::AmendDetails {
                    subject: subject.clone(),
                    description: of_the_ticket(same),
                },
            )
            .then([TicketEvent::DetailsAmended {
                subject,
                description: their_words(),
            }]);
    }

    #[test]
    fn it_stays_in_its_module() {
        let other = Opening {
            module: Module::Gerance,
            ..the_opening()
        };
        given(requested())
            .when(monday("09:00"), manager(), validate(other))
            .then_refused(Refusal::PropertyOfAnotherModule);
    }

    #[test]
    fn validating_it_is_checked_as_opening_a_ticket_is() {
        let opening = Opening {
            landlord: Some(the_tenant()),
            ..the_opening()
        };
        given(requested())
            .when(monday("09:00"), manager(), validate(opening))
            .then_refused(Refusal::LandlordOutsideGerance);
    }

    #[test]
    fn it_is_dismissed_with_a_reason() {
        let after = given(requested())
            .when(monday("09:00"), manager(), dismiss())
            .then([request_dismissed()])
            .urgency(Urgency::Closed);
        let ticket = after.ticket;
        assert_eq!(ticket.status().map(TicketStatus::code), Some("dismissed"));
        assert_eq!(ticket.dismissal(), Some(&reason()));
        assert!(ticket.is_closed());
    }

    #[rstest]
    #[case::the_requester(Actor::Requester, dismiss())]
    #[case::validating(Actor::Requester, validate(the_opening()))]
    #[case::a_timer(Actor::Timer, dismiss())]
    fn only_the_agency_decides(#[case] actor: Actor, #[case] command: TicketCommand) {
        given(requested())
            .when(monday("09:00"), actor, command)
            .then_refused(Refusal::ActorNotAllowed);
    }

    #[test]
    fn what_is_offered_is_what_may_be_done() {
        use WholeAction as A;
        let offered = |so_far| given(so_far).ticket.whole_actions(false);
        let pending = offered(requested());
        assert_eq!(pending[..2], [A::ValidateRequest, A::DismissRequest]);
        assert!(!pending.contains(&A::CloseTicket));
        assert!(!pending.contains(&A::EngageContractor));
        assert_eq!(offered(dismissed()), []);
        let validated = offered(validated());
        assert!(validated.contains(&A::CloseTicket));
        assert!(!validated.contains(&A::ValidateRequest));
    }

    #[rstest]
    #[case::closing(close())]
    #[case::engaging(engage_locksmith(None))]
    #[case::accepting(accept(on_friday()))]
    #[case::reminding(remind_now())]
    fn what_needs_a_ticket_waits_for_the_validation(#[case] command: TicketCommand) {
        given(requested())
            .when(monday("09:00"), manager(), command)
            .then_refused(Refusal::RequestPending);
    }

    #[test]
    fn the_requester_may_write_and_it_is_not_opened_by_opening_a_ticket() {
        let written = given(requested()).when(monday("09:00"), Actor::Requester, writes());
        assert_eq!(written.decision().unwrap().len(), 1);
        given(requested())
            .when(
                monday("09:00"),
                manager(),
                open(the_opening(), the_plumber()),
            )
            .then_refused(Refusal::TicketAlreadyOpened);
    }

    #[test]
    fn a_deadline_that_comes_by_mistake_changes_nothing() {
        given(requested())
            .when(
                monday("09:00"),
                Actor::Timer,
                fire(TimerKind::AnswerReminder, 1),
            )
            .then_nothing_happens();
    }
}

mod when_decided_on {
    use super::*;

    #[test]
    fn dismissing_twice_is_dismissing_once() {
        given(dismissed())
            .when(monday("09:05"), manager(), dismiss())
            .then_nothing_happens();
    }

    #[rstest]
    #[case::validating(manager(), validate(the_opening()))]
    #[case::closing(manager(), close())]
    #[case::reopening(manager(), reopen(true))]
    #[case::writing(Actor::Requester, writes())]
    fn a_dismissed_request_is_over(#[case] actor: Actor, #[case] command: TicketCommand) {
        given(dismissed())
            .when(monday("09:05"), actor, command)
            .then_refused(Refusal::RequestDismissed);
    }

    #[rstest]
    #[case::validating(validate(the_opening()))]
    #[case::dismissing(dismiss())]
    fn a_request_is_decided_on_once(#[case] command: TicketCommand) {
        given(validated())
            .when(monday("09:05"), manager(), command)
            .then_refused(Refusal::RequestNotPending);
    }

    #[rstest]
    #[case::validating(validate(the_opening()))]
    #[case::dismissing(dismiss())]
    fn a_ticket_that_was_no_request_is_neither(#[case] command: TicketCommand) {
        given(ordered())
            .when(monday("09:05"), manager(), command)
            .then_refused(Refusal::RequestNotPending);
    }

    #[test]
    fn a_validated_request_lives_on_as_a_service_order() {
        given(validated())
            .when(monday("10:00"), plumber(), accept(on_thursday()))
            .then([accepted(on_thursday())])
            .step(StepCode::Planned);
    }
}
