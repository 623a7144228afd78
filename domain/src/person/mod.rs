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

#[cfg(test)]
mod spec {
    use super::*;

    fn erase() -> ErasePerson {
        ErasePerson {
            subject: Subject::from_stored("party:01990000-1c00-7a10-8000-00000000d001"),
            at: "2026-09-11T15:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn a_person_is_erased_once() {
        let mut person = Person::default();
        let events = person.decide(&erase());
        events.iter().for_each(|event| person.evolve(event));
        assert_eq!(person.erased_at, Some(erase().at));
        assert_eq!(person.decide(&erase()), vec![]);
    }

    #[test]
    fn the_framework_records_it_once() {
        let erased = Person::default().decide(&erase());
        let framework = || cqrs_es::test::TestFramework::<Person>::with(());
        let first = framework().given_no_previous_events().when(erase());
        first.then_expect_events(erased.clone());
        framework()
            .given(erased)
            .when(erase())
            .then_expect_events(vec![]);
    }

    #[test]
    fn the_stored_fact_can_be_read() {
        let stored: serde_json::Value =
            serde_json::from_str(include_str!("examples/PersonErased.1.json")).unwrap();
        let read: PersonEvent = serde_json::from_value(stored.clone()).unwrap();
        assert_eq!(vec![read.clone()], Person::default().decide(&erase()));
        assert_eq!(serde_json::to_value(&read).unwrap(), stored);
        assert_eq!(
            (read.event_type().as_str(), read.event_version().as_str()),
            ("PersonErased", "1")
        );
    }
}
