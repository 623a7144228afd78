//! What belongs to a person, and can therefore be erased from a log that cannot be edited?
//!
//! A personal value travels as `{"$subject": …, "value": …}`. The event store seals `value` with the subject's
//! key on the way in; once that key is destroyed the same place reads `{"$subject": …, "erased": true}`.

use crate::ids::{ContractorId, PartyId, StaffId, TicketId};
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// What people see where a value was erased.
pub const ERASED: &str = "[effacé]";

/// To whom a personal value belongs: the unit of erasure.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Subject(String);

impl Subject {
    /// The free text of a ticket, which may mention anybody.
    pub fn ticket(id: TicketId) -> Self {
        Self(format!("ticket:{id}"))
    }
    /// An owner, landlord, tenant or council member of the directory.
    pub fn party(id: PartyId) -> Self {
        Self(format!("party:{id}"))
    }
    /// A contractor of the directory.
    pub fn contractor(id: ContractorId) -> Self {
        Self(format!("contractor:{id}"))
    }
    /// Somebody typed in by hand, known to one ticket only.
    pub fn person(id: Uuid) -> Self {
        Self(format!("person:{id}"))
    }
    /// Somebody who works, or worked, for the agency. No event names one; copies of messages do.
    pub fn staff(id: StaffId) -> Self {
        Self(format!("staff:{id}"))
    }
    /// Words on a ticket that are one person's own: what they wrote there. They go with that person, and can go
    /// without them where they name somebody else. `text` is to whom the ticket's other free text belongs.
    pub fn words(text: &Self, person: &Self) -> Self {
        Self(format!("{text}/{person}"))
    }
    /// To whom free text belongs after this subject was erased. What is said of an erased subject is not stored, and a
    /// ticket whose old texts had to go must take new ones.
    pub fn renewed(&self) -> Self {
        let numbered = self.0.rsplit_once('#');
        let (name, times) = numbered
            .and_then(|(name, times)| Some((name, times.parse::<u32>().ok()?)))
            .unwrap_or((&self.0, 1));
        Self(format!("{name}#{}", times + 1))
    }
    /// Free text of a ticket, whoever wrote it.
    pub fn is_text(&self) -> bool {
        self.0.starts_with("ticket:")
    }
    /// Words of that person, on any ticket.
    pub fn are_words_of(&self, person: &Self) -> bool {
        let written = self.0.split_once('/');
        self.is_text() && written.is_some_and(|(_, by)| by == person.0)
    }
    /// A subject as it was stored. Only the sealing and the erasure read one.
    pub fn from_stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A value that belongs to a [`Subject`], readable until that subject is erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored<T>", into = "Stored<T>")]
#[serde(bound(
    serialize = "T: Clone + Serialize",
    deserialize = "T: Deserialize<'de>"
))]
pub struct Personal<T> {
    subject: Subject,
    value: Option<T>,
}

impl<T> Personal<T> {
    pub fn new(subject: Subject, value: T) -> Self {
        Self {
            subject,
            value: Some(value),
        }
    }
    pub fn erased(subject: Subject) -> Self {
        Self {
            subject,
            value: None,
        }
    }
    pub fn subject(&self) -> &Subject {
        &self.subject
    }
    /// The value, or `None` once the subject was erased.
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }
    pub fn is_erased(&self) -> bool {
        self.value.is_none()
    }
}

/// Shows the value, or `[effacé]`.
impl<T: fmt::Display> fmt::Display for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Some(value) => value.fmt(f),
            None => f.write_str(ERASED),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Stored<T> {
    #[serde(rename = "$subject")]
    subject: Subject,
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    value: Option<T>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    erased: bool,
}

impl<T> From<Stored<T>> for Personal<T> {
    fn from(stored: Stored<T>) -> Self {
        Self {
            subject: stored.subject,
            value: if stored.erased { None } else { stored.value },
        }
    }
}

impl<T> From<Personal<T>> for Stored<T> {
    fn from(personal: Personal<T>) -> Self {
        let erased = personal.value.is_none();
        Self {
            subject: personal.subject,
            value: personal.value,
            erased,
        }
    }
}

#[cfg(test)]
mod spec {
    use super::*;

    fn text() -> Subject {
        Subject::ticket(TicketId::new(Uuid::from_u128(1)))
    }

    #[test]
    fn words_are_text_and_somebodys() {
        let (roux, petit) = (
            Subject::person(Uuid::from_u128(2)),
            Subject::staff(StaffId::new(Uuid::from_u128(2))),
        );
        let words = Subject::words(&text(), &roux);
        assert!(words.is_text() && words.are_words_of(&roux) && !words.are_words_of(&petit));
        assert!(text().is_text() && !text().are_words_of(&roux) && !roux.is_text());
    }

    #[test]
    fn whose_it_is_can_be_read_of_a_subject() {
        let one = Uuid::from_u128(1);
        let subjects = [
            (text(), "ticket"),
            (Subject::party(PartyId::new(one)), "party"),
            (Subject::contractor(ContractorId::new(one)), "contractor"),
            (Subject::person(one), "person"),
            (Subject::staff(StaffId::new(one)), "staff"),
        ];
        for (subject, kind) in subjects {
            assert_eq!(subject.to_string(), format!("{kind}:{one}"));
            assert_eq!(Subject::from_stored(subject.as_str()), subject);
        }
    }

    #[test]
    fn what_was_erased_reads_as_erased_and_stays_so() {
        let known = Personal::new(text(), "Mme Weber".to_owned());
        assert_eq!(known.to_string(), "Mme Weber");
        assert!(!known.is_erased());
        let erased: Personal<String> = Personal::erased(known.subject().clone());
        assert_eq!(erased.to_string(), "[effacé]");
        assert!(erased.is_erased() && erased.get().is_none());
        for personal in [known, erased] {
            let stored = serde_json::to_value(&personal).unwrap();
            assert_eq!(stored["$subject"], text().as_str());
            assert_eq!(stored.get("erased").is_some(), personal.is_erased());
            let read: Personal<String> = serde_json::from_value(stored).unwrap();
            assert_eq!(read, personal);
        }
        // Whatever was left beside the mark is not read.
        let left = serde_json::json!({ "$subject": text(), "value": "Mme Weber", "erased": true });
        let read: Personal<String> = serde_json::from_value(left).unwrap();
        assert!(read.is_erased());
    }

    #[test]
    fn only_words_on_a_ticket_are_somebodys_words() {
        let roux = Subject::person(Uuid::from_u128(2));
        assert!(!Subject::from_stored(format!("note:1/{roux}")).are_words_of(&roux));
    }

    #[test]
    fn text_that_was_erased_is_followed_by_another() {
        let second = text().renewed();
        assert_eq!(second.as_str(), format!("{}#2", text()));
        assert_eq!(second.renewed().as_str(), format!("{}#3", text()));
    }
}
