//! Where does somebody appear in the log? Read event by event, since what is sealed cannot be searched.

use domain::ids::{AgencyId, AttachmentId, TicketId};
use domain::personal::Subject;
use domain::ticket::{PersonDetails, TicketEvent};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

use super::likeness::{Likeness, Place};
use crate::log::{Fact, Log, LogFault, Position, RecordedEvent};
use crate::sealing::in_the_clear;

/// Events read at a time, and tickets.
const PAGE: u32 = 500;
const TICKETS: usize = 100;

/// A ticket as far as an erasure is concerned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) number: u64,
    pub(super) closed: bool,
}

/// A file, and to whom it belongs: to whom its name does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct File {
    pub(super) id: AttachmentId,
    pub(super) ticket: TicketId,
    pub(super) subject: Subject,
    pub(super) name: Option<String>,
    /// In bytes.
    pub(super) size: u64,
    pub(super) sha256: String,
}

/// What whole tickets say.
#[derive(Debug, Default)]
pub(super) struct Tickets {
    pub(super) mentions: BTreeMap<TicketId, Mention>,
    pub(super) files: Vec<File>,
    /// Everything that the person looked for is called.
    pub(super) details: Vec<PersonDetails>,
    /// Tickets that hold an event which cannot be read.
    pub(super) unreadable: u64,
}

/// Reads tickets from end to end.
pub(super) async fn tickets(
    log: &Log,
    agency: AgencyId,
    ids: &[TicketId],
    whom: &Subject,
) -> Result<Tickets, LogFault> {
    let mut found = Tickets::default();
    for chunk in ids.chunks(TICKETS) {
        for (ticket, stream) in log.streams(chunk).await? {
            let Ok(events) = stream else {
                found.unreadable += 1;
                continue;
            };
            for event in events.iter().filter(|event| event.agency == agency) {
                found.see(ticket, event, whom);
            }
        }
    }
    Ok(found)
}

impl Tickets {
    fn see(&mut self, ticket: TicketId, event: &RecordedEvent, whom: &Subject) {
        let Fact::Ticket(fact) = &event.fact else {
            return;
        };
        let mention = self.mentions.entry(ticket).or_default();
        if let TicketEvent::TicketOpened(opening) = &**fact {
            mention.number = opening.number;
        } else if let TicketEvent::RequestSubmitted(request) = &**fact {
            mention.number = request.number;
        } else if let TicketEvent::TicketClosed { .. } | TicketEvent::RequestDismissed { .. } =
            &**fact
        {
            mention.closed = true;
        } else if let TicketEvent::TicketReopened { .. } = &**fact {
            mention.closed = false;
        } else if let TicketEvent::AttachmentAdded { attachment } = &**fact {
            self.files.push(File {
                id: attachment.id,
                ticket,
                subject: attachment.name.subject().clone(),
                name: attachment.name.get().map(|name| name.as_str().to_owned()),
                size: attachment.size,
                sha256: attachment.sha256.clone(),
            });
        }
        for (subject, value) in personal(fact) {
            if subject == *whom {
                self.details.extend(as_details(&value));
            }
        }
    }
}

/// What a walk over everything finds.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    /// Texts that name the person, by the subject that they belong to.
    pub(super) texts: BTreeSet<Subject>,
    /// Others with the same address or number.
    pub(super) alike: BTreeMap<Subject, PersonDetails>,
    /// Events that cannot be read: nobody knows whom they name.
    pub(super) unreadable: u64,
}

/// Looks through everything that the agency ever recorded. `theirs`: the tickets that concern the person.
pub(super) async fn elsewhere(
    log: &Log,
    agency: AgencyId,
    likeness: &Likeness,
    theirs: &BTreeMap<TicketId, Mention>,
) -> Result<Elsewhere, LogFault> {
    let mut found = Elsewhere::default();
    let unreadable = each_event(log, agency, |event, fact| {
        let concerned = theirs.contains_key(&TicketId::new(event.aggregate_id));
        let place = if concerned {
            Place::Theirs
        } else {
            Place::Elsewhere
        };
        for (subject, value) in personal(fact) {
            if let Some(details) = as_details(&value) {
                if likeness.reaches(&details) {
                    found.alike.insert(subject, details);
                }
            } else if value
                .as_str()
                .is_some_and(|text| likeness.is_named_in(text, place))
            {
                found.texts.insert(subject);
            }
        }
    })
    .await?;
    found.unreadable = unreadable;
    Ok(found)
}

/// Hands over every fact of the agency's tickets, in order; says how many events could not be read.
pub(super) async fn each_event(
    log: &Log,
    agency: AgencyId,
    mut see: impl FnMut(&RecordedEvent, &TicketEvent),
) -> Result<u64, LogFault> {
    let (mut after, mut unreadable) = (Position::default(), 0);
    loop {
        let page = log.read(after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(unreadable);
        };
        after = last.position;
        for entry in page.into_iter().filter(|entry| entry.agency == agency) {
            match &entry.recorded {
                Ok(event) => {
                    if let Some(fact) = event.ticket_event() {
                        see(event, fact);
                    }
                }
                Err(_) => unreadable += 1,
            }
        }
    }
}

/// The personal values of a fact that can be read, and whose they are.
pub(super) fn personal(fact: &TicketEvent) -> Vec<(Subject, Value)> {
    // A fact came out of JSON and goes back into it.
    in_the_clear(serde_json::to_value(fact).unwrap_or_default())
}

pub(super) fn as_details(value: &Value) -> Option<PersonDetails> {
    if value.is_object() {
        serde_json::from_value(value.clone()).ok()
    } else {
        None
    }
}
