//! What has happened to a ticket that was there before the measurement? What its commands came to, decided by the ticket.

use anyhow::Result;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Europe::Paris;
use cqrs_es::persist::SerializedEvent;
use cqrs_es::{Aggregate as _, DomainEvent as _};
use domain::actor::Actor;
use domain::calendar::Department;
use domain::ids::{AssignmentId, CommandId, NoteId, TicketId};
use domain::metadata::{CommandContext, Metadata};
use domain::personal::{Personal, Subject};
use domain::ticket::{
    Channels, Clients, EngagedContractor, Invoice, Mission, Module, Opening, Person, PersonDetails,
    Property, PropertyKind, Rules, Source, Stamp, Stamped, Team, Ticket, TicketCommand, TicketType,
};
use domain::value::{
    Amount, Description, EmailAddress, NoteHtml, PhoneNumber, ReminderPolicy, ShortText, Slot,
    Subject as SubjectLine,
};
use harness::cabinet::{Cabinet, PLUMBER_EMAIL, PLUMBER_PHONE, TENANT_EMAIL, TENANT_PHONE};
use infra::event_store::envelope;
use uuid::Uuid;

use crate::load::NOTE;

/// Nothing of what is seeded may still leave as a message: that was long ago.
const AGO: TimeDelta = TimeDelta::days(60);

/// How far a ticket has come.
#[derive(Clone, Copy, Debug)]
pub enum Story {
    /// A visit is planned in years, and so many notes were taken: nothing is due.
    Planned { notes: usize },
    /// Done, invoiced and closed, with so many notes.
    Closed { notes: usize },
    /// A visit is planned, and its reminder is due then.
    Due { at: DateTime<Utc> },
}

/// One ticket, as far as it has come.
pub struct Life<'a> {
    pub ticket: TicketId,
    cabinet: &'a Cabinet,
    number: u64,
    assignment: AssignmentId,
    state: Ticket,
    events: Vec<SerializedEvent>,
    at: DateTime<Utc>,
}

impl<'a> Life<'a> {
    pub fn new(cabinet: &'a Cabinet, number: u64) -> Self {
        Self {
            ticket: TicketId::new(Uuid::now_v7()),
            cabinet,
            number,
            assignment: AssignmentId::new(Uuid::now_v7()),
            state: Ticket::default(),
            events: Vec::new(),
            at: DateTime::default(),
        }
    }

    /// Its events, in the form that the event repository takes.
    pub fn lived(mut self, story: &Story, now: DateTime<Utc>) -> Result<Vec<SerializedEvent>> {
        self.at = now - AGO;
        match story {
            Story::Planned { notes } => {
                self.open()?;
                self.accept("2040-03-05T09:00:00".parse()?)?;
                self.notes(*notes)?;
            }
            Story::Closed { notes } => {
                self.open()?;
                let day = (self.at + TimeDelta::days(2)).date_naive();
                self.accept(day.and_time(NaiveTime::MIN) + TimeDelta::hours(10))?;
                self.notes(*notes)?;
                self.at += TimeDelta::days(4);
                self.finish()?;
            }
            Story::Due { at } => {
                self.open()?;
                let hours = i64::from(ReminderPolicy::default().visit_hours());
                let visit = (*at + TimeDelta::hours(hours)).with_timezone(&Paris);
                self.accept(visit.naive_local())?;
            }
        }
        Ok(self.events)
    }

    fn does(&mut self, command: TicketCommand) -> Result<()> {
        let actor = Actor::Staff {
            id: self.cabinet.manager,
        };
        let context = CommandContext::new(CommandId::new(Uuid::now_v7()), actor, self.at);
        let stamp = Stamp {
            at: context.at,
            by: context.actor.clone(),
        };
        let metadata = envelope::for_commit(&Metadata::new(self.cabinet.id, &context))?;
        for fact in self.state.decide(&command, &context)? {
            self.state.evolve(&fact, &stamp);
            let event = Stamped {
                stamp: stamp.clone(),
                fact,
            };
            self.events.push(SerializedEvent::new(
                self.ticket.to_string(),
                self.events.len() + 1,
                Ticket::TYPE.to_owned(),
                event.event_type(),
                event.event_version(),
                serde_json::to_value(&event)?,
                serde_json::to_value(&metadata)?,
            ));
        }
        Ok(())
    }

    fn open(&mut self) -> Result<()> {
        let opening = Box::new(self.opening()?);
        let contractor = self.plumber()?;
        self.does(TicketCommand::OpenTicket {
            mission: Mission::ServiceOrder,
            opening,
            assignment: self.assignment,
            contractor,
            others: Vec::new(),
        })
    }

    fn accept(&mut self, local: NaiveDateTime) -> Result<()> {
        let slot = Slot::new(local, 60, Paris, None)?;
        let signed_by = Some(self.personal(ShortText::parse("M. Martin")?));
        self.does(TicketCommand::AcceptOrder {
            assignment: self.assignment,
            slot,
            comment: None,
            signed_by,
        })
    }

    fn notes(&mut self, count: usize) -> Result<()> {
        for _ in 0..count {
            let html = self.personal(NoteHtml::parse(NOTE)?);
            self.does(TicketCommand::AddNote {
                note: NoteId::new(Uuid::now_v7()),
                html,
            })?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        let assignment = self.assignment;
        let completed_on: NaiveDate = (self.at - TimeDelta::days(1)).date_naive();
        self.does(TicketCommand::ReportCompletion {
            assignment,
            completed_on,
            comment: None,
            invoice: None,
            signed_by: None,
        })?;
        self.does(TicketCommand::RequestInvoice {
            assignment,
            comment: None,
        })?;
        let invoice = Invoice {
            amount: Amount::from_cents(18_950)?,
            number: Some(self.personal(ShortText::parse("F-2026-118")?)),
            dated: Some(completed_on),
            attachment: None,
        };
        self.does(TicketCommand::SubmitInvoice {
            assignment,
            invoice,
            comment: None,
            signed_by: None,
        })?;
        self.does(TicketCommand::CloseTicket { comment: None })
    }

    /// Free text is the ticket's own.
    fn personal<T>(&self, value: T) -> Personal<T> {
        Personal::new(Subject::ticket(self.ticket), value)
    }

    fn opening(&self) -> Result<Opening> {
        let tenant = PersonDetails {
            name: "Léa Petit".to_owned(),
            email: Some(EmailAddress::parse(TENANT_EMAIL)?),
            phone: Some(PhoneNumber::parse(TENANT_PHONE)?),
        };
        let description = "L'eau goutte du plafond de la cave depuis hier soir, près du compteur, et gagne le local à vélos.";
        Ok(Opening {
            number: self.number,
            ticket_type: TicketType::ServiceOrder,
            module: Module::Syndic,
            property: self.property()?,
            silent: false,
            requester: Some(Person {
                party: Some(self.cabinet.petit),
                details: Personal::new(Subject::party(self.cabinet.petit), tenant),
            }),
            source: Source::Phone,
            requested_at: self.at,
            subject: self.personal(SubjectLine::parse("Fuite d'eau en cave")?),
            description: self.personal(Description::parse(description)?),
            original_description: None,
            landlord: None,
            clients: Clients::default(),
            ask_presence: true,
            site_contact: None,
            watchers: vec![],
            reminder_policy: ReminderPolicy::default(),
            team: Team {
                manager: self.cabinet.manager,
                assistant: Some(self.cabinet.assistant),
                accountant: Some(self.cabinet.accountant),
            },
            creator: self.cabinet.manager,
            rules: Rules::default(),
            external_reference: None,
        })
    }

    fn property(&self) -> Result<Property> {
        Ok(Property {
            id: self.cabinet.tilleuls,
            kind: PropertyKind::CoOwnership,
            module: Module::Syndic,
            reference: "0042".to_owned(),
            name: "Les Tilleuls".to_owned(),
            street: "4, rue Gilbert".to_owned(),
            postal_code: "54000".to_owned(),
            city: "NANCY".to_owned(),
            department: Department::of_postal_code("54000")?,
            zone: Paris,
        })
    }

    fn plumber(&self) -> Result<EngagedContractor> {
        let details = PersonDetails {
            name: "Plomb'Service".to_owned(),
            email: Some(EmailAddress::parse(PLUMBER_EMAIL)?),
            phone: Some(PhoneNumber::parse(PLUMBER_PHONE)?),
        };
        Ok(EngagedContractor {
            contractor: Some(self.cabinet.plumber),
            details: Personal::new(Subject::contractor(self.cabinet.plumber), details),
            trade: Some("Plomberie".to_owned()),
            channels: Channels::EMAIL,
            instructions: None,
        })
    }
}
