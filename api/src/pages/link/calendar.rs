//! How does a contractor take the visit into their own calendar?

use infra::delivery::channel::{CalendarFile, Correspondent};
use infra::message::calendar_file::{Entry, Method, file};

use super::opened::Opened;
use crate::pages::people;
use crate::pages::ticket::page::address;
use crate::problem::Problem;

/// The visit as a file; not found, where there is none. The same UID as in the messages, so that it is one entry.
pub fn visit(opened: &Opened, domain: &str) -> Result<CalendarFile, Problem> {
    let (part, opening) = (opened.part()?, opened.opening()?);
    let visit = part.step.visit().ok_or_else(Problem::not_found)?;
    let organizer = Correspondent {
        name: Some(opened.agency.name.clone()),
        address: opened
            .agency
            .email
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
    };
    let attendee = Correspondent {
        name: Some(people::name(&part.contractor.details).to_owned()),
        address: people::email(&part.contractor.details).to_owned(),
    };
    Ok(file(&Entry {
        method: Method::Request,
        uid: format!("{}@{domain}", part.id),
        sequence: u32::try_from(opened.version).unwrap_or(u32::MAX),
        stamp: visit.set_at,
        start: visit.slot.start(),
        end: visit.slot.end(),
        summary: &opening.subject.to_string(),
        location: &address(&opening.property),
        description: &opening.description.to_string(),
        organizer: &organizer,
        attendee: &attendee,
        file_name: format!("intervention-{}.ics", opening.number),
    }))
}
