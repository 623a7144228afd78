//! Lives of a service order, as far as they have come. The plumber is the contractor.

use chrono::{DateTime, Utc};

use super::facts::*;
use super::people::*;
use crate::actor::Actor;
use crate::calendar::Department;
use crate::ids::PropertyId;
use crate::ticket::*;
use crate::value::{Description, ReminderPolicy, Subject as SubjectLine};

/// All that is known when the ticket is opened: a leak in Nancy, with a site contact and a watcher.
pub(crate) fn the_opening() -> Opening {
    Opening {
        number: 1026,
        ticket_type: TicketType::ServiceOrder,
        module: Module::Syndic,
        property: the_property(),
        silent: false,
        requester: Some(the_tenant()),
        source: Source::Phone,
        requested_at: monday("08:30"),
        subject: of_the_ticket(SubjectLine::parse("Fuite d’eau").unwrap()),
        description: of_the_ticket(Description::parse("Sous l’évier de la cuisine.").unwrap()),
        original_description: None,
        landlord: None,
        clients: Clients::default(),
        ask_presence: true,
        site_contact: Some(the_site_contact()),
        watchers: vec![the_neighbour()],
        reminder_policy: ReminderPolicy::default(),
        team: Team {
            manager: MANAGER,
            assistant: Some(ASSISTANT),
            accountant: None,
        },
        creator: MANAGER,
        rules: Rules::default(),
        external_reference: None,
    }
}

/// Opened with nothing sent.
pub(crate) fn silent() -> Opening {
    Opening {
        silent: true,
        ..the_opening()
    }
}

fn the_property() -> Property {
    Property {
        id: PropertyId::new(id(0xE1)),
        kind: PropertyKind::CoOwnership,
        module: Module::Syndic,
        reference: "0042".to_owned(),
        name: "Résidence Gilbert".to_owned(),
        street: "4, rue Gilbert".to_owned(),
        postal_code: "54000".to_owned(),
        city: "NANCY".to_owned(),
        department: Department::of_postal_code("54000").unwrap(),
        zone: chrono_tz::Europe::Paris,
    }
}

/// The order is sent on Monday at nine.
pub(crate) fn ordered() -> Vec<Fact> {
    ordered_with(the_opening())
}

pub(crate) fn ordered_with(opening: Opening) -> Vec<Fact> {
    let opened = TicketEvent::TicketOpened(Box::new(opening));
    vec![
        fact(monday("09:00"), manager(), opened),
        fact(monday("09:00"), manager(), engaged(PLUMBER, the_plumber())),
    ]
}

/// The plumber accepts on Monday at eleven, for Thursday from 9:00 to 10:30.
pub(crate) fn planned() -> Vec<Fact> {
    then(
        ordered(),
        monday("11:00"),
        plumber(),
        accepted(on_thursday()),
    )
}

/// The plumber is asked on Thursday at 8:45.
pub(crate) fn presence_asked() -> Vec<Fact> {
    then(
        planned(),
        thursday("08:45"),
        Actor::Timer,
        presence_requested(false),
    )
}

pub(crate) fn on_site() -> Vec<Fact> {
    let answer = presence_answered(PresenceAnswer::OnSite);
    then(presence_asked(), thursday("09:02"), plumber(), answer)
}

/// The plumber is asked on Thursday at 10:40.
pub(crate) fn completion_awaited() -> Vec<Fact> {
    then(
        on_site(),
        thursday("10:40"),
        Actor::Timer,
        completion_requested(false),
    )
}

pub(crate) fn done() -> Vec<Fact> {
    then(
        completion_awaited(),
        thursday("11:00"),
        plumber(),
        completion_reported(THURSDAY),
    )
}

/// The manager asks for the invoice on Friday at nine.
pub(crate) fn invoice_asked() -> Vec<Fact> {
    then(done(), friday("09:00"), manager(), invoice_requested())
}

pub(crate) fn paid_for() -> Vec<Fact> {
    then(
        invoice_asked(),
        friday("16:00"),
        plumber(),
        invoice_received(the_invoice()),
    )
}

pub(crate) fn declined() -> Vec<Fact> {
    then(ordered(), monday("11:00"), plumber(), assignment_declined())
}

pub(crate) fn cancelled() -> Vec<Fact> {
    then(
        ordered(),
        monday("11:00"),
        manager(),
        assignment_cancelled(),
    )
}

pub(crate) fn closed() -> Vec<Fact> {
    then(
        paid_for(),
        friday("17:00"),
        manager(),
        TicketEvent::TicketClosed { comment: None },
    )
}

/// One more fact after those.
pub(crate) fn then(
    mut facts: Vec<Fact>,
    at: DateTime<Utc>,
    by: Actor,
    event: TicketEvent,
) -> Vec<Fact> {
    facts.push(fact(at, by, event));
    facts
}
