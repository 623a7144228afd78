//! Who and when: one ticket in one week of September 2026, told in local time.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Europe::Paris;
use uuid::Uuid;

use crate::actor::Actor;
use crate::calendar::resolve;
use crate::ids::{AssignmentId, PartyId, StaffId, TicketId, WatcherId};
use crate::personal::{Personal, Subject};
use crate::ticket::{Channels, EngagedContractor, Person, PersonDetails, SiteContact, Watcher};
use crate::value::{EmailAddress, PhoneNumber, ShortText, Slot};

pub(crate) const TICKET: TicketId = TicketId::new(id(0x01));
pub(crate) const PLUMBER: AssignmentId = AssignmentId::new(id(0xA1));
pub(crate) const LOCKSMITH: AssignmentId = AssignmentId::new(id(0xA2));
pub(crate) const MANAGER: StaffId = StaffId::new(id(0x51));
pub(crate) const ASSISTANT: StaffId = StaffId::new(id(0x52));
pub(crate) const COLLEAGUE: StaffId = StaffId::new(id(0x53));
pub(crate) const NEIGHBOUR: WatcherId = WatcherId::new(id(0x3A));

pub(crate) const fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub(crate) fn manager() -> Actor {
    Actor::Staff { id: MANAGER }
}

pub(crate) fn plumber() -> Actor {
    Actor::Contractor {
        assignment: PLUMBER,
    }
}

pub(crate) fn locksmith() -> Actor {
    Actor::Contractor {
        assignment: LOCKSMITH,
    }
}

/// A local moment, `2026-09-10` and `08:50`.
pub(crate) fn at(date: &str, time: &str) -> DateTime<Utc> {
    resolve(local(date, time), Paris, None).unwrap()
}

pub(crate) fn local(date: &str, time: &str) -> NaiveDateTime {
    let date: NaiveDate = date.parse().unwrap();
    date.and_time(NaiveTime::parse_from_str(time, "%H:%M").unwrap())
}

/// The ticket is opened on Monday at nine.
pub(crate) fn monday(time: &str) -> DateTime<Utc> {
    at("2026-09-07", time)
}

pub(crate) fn tuesday(time: &str) -> DateTime<Utc> {
    at("2026-09-08", time)
}

/// The visit is planned for Thursday at nine.
pub(crate) fn thursday(time: &str) -> DateTime<Utc> {
    at("2026-09-10", time)
}

pub(crate) fn friday(time: &str) -> DateTime<Utc> {
    at("2026-09-11", time)
}

pub(crate) fn slot(date: &str, time: &str, minutes: u32) -> Slot {
    Slot::new(local(date, time), minutes, Paris, None).unwrap()
}

/// The visit that was agreed on: 9:00 to 10:30.
pub(crate) fn on_thursday() -> Slot {
    slot("2026-09-10", "09:00", 90)
}

/// Another one: 14:00 to 15:00.
pub(crate) fn on_friday() -> Slot {
    slot("2026-09-11", "14:00", 60)
}

pub(crate) fn of_the_ticket<T>(value: T) -> Personal<T> {
    Personal::new(Subject::ticket(TICKET), value)
}

pub(crate) fn text(words: &str) -> Personal<ShortText> {
    of_the_ticket(ShortText::parse(words).unwrap())
}

pub(crate) fn details(name: &str, email: Option<&str>, phone: Option<&str>) -> PersonDetails {
    PersonDetails {
        name: name.to_owned(),
        email: email.map(|typed| EmailAddress::parse(typed).unwrap()),
        phone: phone.map(stored),
    }
}

/// A number as events hold it. Parsing one would read the numbering plans of the world, a third of a second in
/// every single test.
fn stored(e164: &str) -> PhoneNumber {
    serde_json::from_value(e164.into()).unwrap()
}

fn by_hand(number: u128, details: PersonDetails) -> Personal<PersonDetails> {
    Personal::new(Subject::person(id(number)), details)
}

/// Reached by e-mail and SMS.
pub(crate) fn the_plumber() -> EngagedContractor {
    EngagedContractor {
        contractor: None,
        details: by_hand(
            0xB1,
            details(
                "Plomberie Marchal",
                Some("contact@marchal.fr"),
                Some("+33612345678"),
            ),
        ),
        trade: Some("plomberie".to_owned()),
        channels: Channels::BOTH,
        instructions: None,
    }
}

pub(crate) fn the_locksmith() -> EngagedContractor {
    EngagedContractor {
        contractor: None,
        details: by_hand(
            0xB2,
            details("Serrurerie Colin", Some("contact@colin.fr"), None),
        ),
        trade: Some("serrurerie".to_owned()),
        channels: Channels::EMAIL,
        instructions: None,
    }
}

/// A tenant who reported the leak and lets the plumber in.
pub(crate) fn the_tenant() -> Person {
    let party = PartyId::new(id(0xD1));
    Person {
        party: Some(party),
        details: Personal::new(
            Subject::party(party),
            details("Mme Weber", Some("weber@exemple.fr"), Some("+33698765432")),
        ),
    }
}

pub(crate) fn the_site_contact() -> SiteContact {
    SiteContact {
        person: the_tenant(),
        comment: None,
        channels: Channels::SMS,
    }
}

pub(crate) fn the_neighbour() -> Watcher {
    let details = details("M. Klein", Some("klein@exemple.fr"), None);
    Watcher {
        id: NEIGHBOUR,
        person: Person {
            party: None,
            details: by_hand(0xB3, details),
        },
        channels: Channels::EMAIL,
    }
}
