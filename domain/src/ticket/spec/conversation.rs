//! Messages, and third parties who are informed.

use super::facts::Fact;
use super::given;
use super::lives::*;
use super::people::*;
use super::requests::requested;
use crate::actor::Actor;
use crate::ids::MessageId;
use crate::ticket::*;
use crate::value::{MessageText, Subject as SubjectLine};

const MESSAGE: MessageId = MessageId::new(id(0xF1));
const TO_PLUMBER: Addressee = Addressee::Contractor {
    assignment: PLUMBER,
};

fn subject() -> crate::personal::Personal<SubjectLine> {
    of_the_ticket(SubjectLine::parse("Code de la porte").unwrap())
}

fn words() -> crate::personal::Personal<MessageText> {
    of_the_ticket(MessageText::parse("Quel est le code ?").unwrap())
}

fn write_from(from: Correspondent) -> TicketCommand {
    TicketCommand::WriteToAgency {
        message: MESSAGE,
        from,
        subject: None,
        text: words(),
    }
}

fn received_from(from: Correspondent) -> TicketEvent {
    TicketEvent::MessageReceived {
        message: MESSAGE,
        from,
        subject: None,
        text: words(),
    }
}

fn send_to(to: Addressee) -> TicketCommand {
    TicketCommand::SendMessage {
        message: MESSAGE,
        to,
        subject: subject(),
        text: words(),
    }
}

fn sent_to(to: Addressee) -> TicketEvent {
    TicketEvent::MessageSent {
        message: MESSAGE,
        to,
        subject: subject(),
        text: words(),
    }
}

#[test]
fn the_contractor_writes_and_the_manager_is_called() {
    given(planned())
        .when(tuesday("09:00"), plumber(), write_from(TO_PLUMBER))
        .then([received_from(TO_PLUMBER)])
        .step(StepCode::Planned)
        .urgency(Urgency::MustAct);
}

#[test]
fn answering_settles_what_was_unread() {
    given(then(
        planned(),
        tuesday("09:00"),
        plumber(),
        received_from(TO_PLUMBER),
    ))
    .when(tuesday("09:30"), manager(), send_to(TO_PLUMBER))
    .then([sent_to(TO_PLUMBER)])
    .urgency(Urgency::Waiting);
}

#[test]
fn answering_somebody_else_settles_nothing() {
    given(then(
        planned(),
        tuesday("09:00"),
        plumber(),
        received_from(TO_PLUMBER),
    ))
    .when(tuesday("09:30"), manager(), send_to(Addressee::Requester))
    .then([sent_to(Addressee::Requester)])
    .urgency(Urgency::MustAct);
}

#[test]
fn the_manager_may_have_seen_it_without_answering() {
    given(then(
        planned(),
        tuesday("09:00"),
        plumber(),
        received_from(TO_PLUMBER),
    ))
    .when(
        tuesday("09:30"),
        manager(),
        TicketCommand::AcknowledgeAttention,
    )
    .then([TicketEvent::AttentionAcknowledged])
    .urgency(Urgency::Waiting);
}

#[test]
fn nobody_writes_in_another_s_name() {
    given(planned())
        .when(
            tuesday("09:00"),
            plumber(),
            write_from(Addressee::Requester),
        )
        .then_refused(Refusal::ActorNotAllowed);
    given(planned())
        .when(tuesday("09:00"), Actor::Requester, write_from(TO_PLUMBER))
        .then_refused(Refusal::ActorNotAllowed);
}

#[test]
fn the_manager_files_what_came_by_letter() {
    given(planned())
        .when(
            tuesday("09:00"),
            manager(),
            write_from(Addressee::Requester),
        )
        .then([received_from(Addressee::Requester)]);
}

#[test]
fn one_writes_only_to_those_on_the_ticket() {
    given(planned())
        .when(tuesday("09:00"), manager(), send_to(Addressee::Landlord))
        .then_refused(Refusal::NotOnTheTicket {
            whom: Whom::Landlord,
        });
}

/// Those for whom the agency looks after the place, in each kind of step: nothing has begun, under way, over.
#[test]
fn the_clients_are_written_to_at_every_step() {
    let everybody = Clients {
        president: Some(the_neighbour().person),
        landlord: Some(the_tenant()),
        tenant: Some(the_tenant()),
    };
    for so_far in [requested(), ordered(), planned(), declined()] {
        let so_far = knowing(&everybody, so_far);
        for to in [Addressee::President, Addressee::Landlord, Addressee::Tenant] {
            assert!(given(so_far.clone()).ticket.addressees().contains(&to));
            given(so_far.clone())
                .when(friday("09:00"), manager(), send_to(to.clone()))
                .then([sent_to(to)]);
        }
    }
    for (to, whom) in [
        (Addressee::President, Whom::President),
        (Addressee::Tenant, Whom::Tenant),
    ] {
        assert!(!given(planned()).ticket.addressees().contains(&to));
        given(planned())
            .when(tuesday("09:00"), manager(), send_to(to))
            .then_refused(Refusal::NotOnTheTicket { whom });
    }
}

/// The same life of a ticket whose place is somebody's.
fn knowing(clients: &Clients, mut so_far: Vec<Fact>) -> Vec<Fact> {
    for fact in &mut so_far {
        #[expect(clippy::wildcard_enum_match_arm, reason = "the others begin no ticket")]
        match &mut fact.fact {
            TicketEvent::TicketOpened(opening) => opening.clients = clients.clone(),
            TicketEvent::RequestSubmitted(request) => request.clients = clients.clone(),
            _ => {}
        }
    }
    so_far
}

#[test]
fn a_third_party_is_informed() {
    let persons = vec![Informed {
        person: the_neighbour().person,
        channels: Channels::EMAIL,
    }];
    given(planned())
        .when(
            tuesday("09:00"),
            manager(),
            TicketCommand::InformThirdParty {
                message: MESSAGE,
                persons: persons.clone(),
                text: words(),
            },
        )
        .then([TicketEvent::ThirdPartyInformed {
            message: MESSAGE,
            persons,
            text: words(),
        }]);
}

#[test]
fn somebody_must_be_chosen_and_reachable() {
    let inform = |persons| TicketCommand::InformThirdParty {
        message: MESSAGE,
        persons,
        text: words(),
    };
    given(planned())
        .when(tuesday("09:00"), manager(), inform(vec![]))
        .then_refused(Refusal::NobodyChosen);
    let without_mobile = Informed {
        person: the_neighbour().person,
        channels: Channels::SMS,
    };
    given(planned())
        .when(tuesday("09:00"), manager(), inform(vec![without_mobile]))
        .then_refused(Refusal::NoMobileForChannel {
            whom: Whom::Informed { nth: 0 },
        });
}

#[test]
fn a_message_that_could_not_be_delivered_calls_the_manager() {
    let failure = Undelivered {
        recipient: Recipient::Contractor {
            assignment: PLUMBER,
        },
        channel: Channel::Email,
        about: "ContractorEngaged".to_owned(),
        reason: "unknown_mailbox".to_owned(),
    };
    given(ordered())
        .when(
            monday("09:01"),
            Actor::System,
            TicketCommand::RecordNotificationFailure {
                failure: failure.clone(),
            },
        )
        .then([TicketEvent::NotificationFailed(failure)])
        .urgency(Urgency::MustAct);
}

#[test]
fn a_contractor_who_wants_only_sms_needs_no_address_to_be_written_to() {
    let by_sms = TicketEvent::ContactDetailsChanged {
        assignment: PLUMBER,
        details: of_the_ticket(details("Paul", None, Some("+33612345678"))),
        channels: Channels::SMS,
        generation: 1,
    };
    given(then(planned(), tuesday("09:00"), manager(), by_sms))
        .when(tuesday("09:30"), manager(), send_to(TO_PLUMBER))
        .then([sent_to(TO_PLUMBER)]);
}
