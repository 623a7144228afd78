//! How does a visit get into the recipient's own calendar?
//!
//! iTIP (RFC 5546): `REQUEST` the first time and at every change, `CANCEL` at the end, always under the same UID, with a
//! SEQUENCE that grows. Instants are in UTC, which Outlook, Google and Apple show in the reader's zone without being
//! handed a definition of ours.

use chrono::{DateTime, Utc};
use icalendar::{Attendee, Calendar, Component, Event, EventLike, EventStatus, Property};

use crate::delivery::channel::{CalendarFile, Correspondent};

/// What becomes of the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Request,
    Cancel,
}

impl Method {
    fn name(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }

    fn status(self) -> EventStatus {
        match self {
            Self::Request => EventStatus::Confirmed,
            Self::Cancel => EventStatus::Cancelled,
        }
    }
}

/// One visit as a calendar entry.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    pub method: Method,
    /// The same for all slots of one contractor's part in a ticket.
    pub uid: String,
    /// Grows with every message about it.
    pub sequence: u32,
    /// When what it says became so; the same at every attempt to send it.
    pub stamp: DateTime<Utc>,
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    pub summary: &'a str,
    pub location: &'a str,
    pub description: &'a str,
    pub organizer: &'a Correspondent,
    pub attendee: &'a Correspondent,
    pub file_name: String,
}

pub fn file(entry: &Entry<'_>) -> CalendarFile {
    let mut organizer = Property::new("ORGANIZER", format!("mailto:{}", entry.organizer.address));
    if let Some(name) = &entry.organizer.name {
        organizer.add_parameter("CN", &quoted(name));
    }
    let mut attendee = Attendee::new(format!("mailto:{}", entry.attendee.address));
    if let Some(name) = &entry.attendee.name {
        attendee = attendee.cn(quoted(name));
    }
    let event = Event::new()
        .uid(&entry.uid)
        .sequence(entry.sequence)
        .timestamp(entry.stamp)
        .starts(entry.start)
        .ends(entry.end)
        .summary(entry.summary)
        .location(entry.location)
        .description(entry.description)
        .status(entry.method.status())
        .append_property(organizer)
        .attendee(attendee)
        .done();
    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Main Courante//FR"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", entry.method.name()),
    ] {
        calendar.append_property(Property::new(name, value));
    }
    calendar.push(event);
    CalendarFile {
        method: entry.method.name(),
        file_name: entry.file_name.clone(),
        text: calendar.to_string(),
    }
}

/// A parameter's value cannot hold a quotation mark, even quoted (RFC 5545 §3.2).
fn quoted(name: &str) -> String {
    name.chars()
        .map(|c| if c == '"' { '\'' } else { c })
        .filter(|c| !c.is_control())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(method: Method, sequence: u32) -> String {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let person = |name: &str, address: &str| Correspondent {
            name: Some(name.into()),
            address: address.into(),
        };
        let file = file(&Entry {
            method,
            uid: "assignment-1@maincourante.example".into(),
            sequence,
            stamp: at("2026-11-20T10:00:00Z"),
            start: at("2026-11-24T08:00:00Z"),
            end: at("2026-11-24T10:00:00Z"),
            summary: "Fuite d'eau, 4e étage",
            location: "4, rue Gilbert ; 54000 NANCY",
            description: "Ticket n° 1026\nFuite sous l'évier de la cuisine, l'eau coule chez le voisin du dessous depuis ce matin.",
            organizer: &person("Cabinet \"Durand\", syndic", "durand@example.org"),
            attendee: &person("Plomberie Éluard", "eluard@example.org"),
            file_name: "intervention-1026.ics".into(),
        });
        assert_eq!(file.method, method.name());
        file.text
    }

    #[test]
    fn a_visit_is_an_entry_that_calendars_accept() {
        insta::assert_snapshot!(entry(Method::Request, 7).replace("\r\n", "\n"), @r#"
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Main Courante//FR
CALSCALE:GREGORIAN
METHOD:REQUEST
BEGIN:VEVENT
DESCRIPTION:Ticket n° 1026\nFuite sous l'évier de la cuisine\, l'eau coul
 e chez le voisin du dessous depuis ce matin.
DTEND:20261124T100000Z
DTSTAMP:20261120T100000Z
DTSTART:20261124T080000Z
LOCATION:4\, rue Gilbert \; 54000 NANCY
ORGANIZER;CN="Cabinet 'Durand', syndic":mailto:durand@example.org
SEQUENCE:7
STATUS:CONFIRMED
SUMMARY:Fuite d'eau\, 4e étage
UID:assignment-1@maincourante.example
ATTENDEE;CN=Plomberie Éluard:mailto:eluard@example.org
END:VEVENT
END:VCALENDAR
"#);
    }

    #[test]
    fn an_entry_is_cancelled_under_the_same_uid() {
        let text = entry(Method::Cancel, 9);
        for line in [
            "METHOD:CANCEL",
            "STATUS:CANCELLED",
            "SEQUENCE:9",
            "UID:assignment-1@maincourante.example",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line} in {text}");
        }
    }

    #[test]
    fn lines_are_folded_and_end_as_the_standard_says() {
        let text = entry(Method::Request, 7);
        assert!(
            text.split("\r\n")
                .all(|line| line.len() <= 75 && !line.contains('\n')),
            "{text}"
        );
    }
}
