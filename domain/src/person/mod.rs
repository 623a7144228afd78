//! What has become of a person's data? One stream a subject; its only fact so far is that the person was erased.

use crate::personal::Subject;
use chrono::{DateTime, Utc};
use cqrs_es::event_sink::EventSink;
use cqrs_es::{Aggregate, DomainEvent};
use serde::{Deserialize, Serialize};

/// The key of a subject is to be destroyed: whatever was sealed with it becomes unreadable, everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasePerson {
    pub subject: Subject,
    pub at: DateTime<Utc>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PersonEvent {
    /// Followers that kept a copy clear it.
    PersonErased { subject: Subject, at: DateTime<Utc> },
}

impl DomainEvent for PersonEvent {
    fn event_type(&self) -> String {
        match self {
            Self::PersonErased { .. } => "PersonErased".to_owned(),
        }
    }
    fn event_version(&self) -> String {
        "1".to_owned()
    }
}

/// Erasing a person is refused by nothing that the log knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PersonRefusal {}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub erased_at: Option<DateTime<Utc>>,
}

impl Person {
    /// Erasing somebody again changes nothing.
    pub fn decide(&self, command: &ErasePerson) -> Vec<PersonEvent> {
        match self.erased_at {
            Some(_) => vec![],
            None => vec![PersonEvent::PersonErased {
                subject: command.subject.clone(),
                at: command.at,
            }],
        }
    }

    pub fn evolve(&mut self, event: &PersonEvent) {
        match event {
            PersonEvent::PersonErased { at, .. } => self.erased_at = Some(*at),
        }
    }
}

impl Aggregate for Person {
    const TYPE: &'static str = "person";
    type Command = ErasePerson;
    type Event = PersonEvent;
    type Error = PersonRefusal;
    type Services = ();

    async fn handle(
        &mut self,
        command: ErasePerson,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), PersonRefusal> {
        for event in self.decide(&command) {
            sink.write(event, self).await;
        }
        Ok(())
    }

    fn apply(&mut self, event: PersonEvent) {
        self.evolve(&event);
    }
}
