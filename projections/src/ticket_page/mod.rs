//! What is known of one ticket? Answers the ticket's page: header, parties, log, documents, what is coming.
//!
//! Folded when it is read, from the one stream: always as recent as the last answer, nothing to keep up to date and
//! nothing to erase (see `docs/decisions/0011-ticket-page-folded-on-read.md`). Delivery states are joined by whoever
//! shows them, through the sequence of the event that caused a message.

mod entry;
mod follow_up;

pub use entry::{LogEntry, Side};
pub use follow_up::{Milestone, Reached, follow_up};

use chrono::{DateTime, Utc};
use domain::ids::{AgencyId, AssignmentId, TicketId};
use domain::personal::Personal;
use domain::policy::deadlines::{Deadline, Purpose};
use domain::ticket::{Addressee, Assignment, PersonDetails, Ticket};
use infra::log::{Log, LogFault, RecordedEvent};

/// Everything that the page shows, without its words.
#[derive(Clone, Debug)]
pub struct TicketPage {
    pub agency: AgencyId,
    pub id: TicketId,
    /// The number of the ticket's events: what `If-Match` compares.
    pub version: u64,
    /// Header, parties, assignments, documents.
    pub ticket: Ticket,
    /// Newest first.
    pub entries: Vec<LogEntry>,
    /// Soonest first.
    pub upcoming: Vec<Upcoming>,
}

/// A deadline that is armed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upcoming {
    pub deadline: Deadline,
    /// Silent mode is on: it will come, and write to nobody.
    pub kept_back: bool,
}

impl TicketPage {
    /// Folds a whole stream; `None` if it is empty.
    pub fn fold(stream: &[RecordedEvent]) -> Option<Self> {
        let first = stream.first()?;
        let (mut ticket, mut entries) = (Ticket::default(), Vec::with_capacity(stream.len()));
        for event in stream {
            let Some(fact) = event.ticket_event() else {
                continue;
            };
            ticket.evolve(fact, &event.stamp());
            entries.extend(LogEntry::of(event, fact));
        }
        entries.reverse();
        let upcoming = upcoming(&ticket);
        Some(Self {
            agency: first.agency,
            id: TicketId(first.aggregate_id),
            version: stream.last()?.sequence,
            ticket,
            entries,
            upcoming,
        })
    }

    /// The log of one party only (*lecture simplifiée*), newest first.
    pub fn entries_about<'a>(&'a self, party: &'a Addressee) -> impl Iterator<Item = &'a LogEntry> {
        self.entries
            .iter()
            .filter(move |entry| entry.about.as_ref() == Some(party))
    }

    /// Name and contact of a party as the ticket has them now; `None` if it has no such party.
    pub fn details_of(&self, party: &Addressee) -> Option<&Personal<PersonDetails>> {
        let opening = self.ticket.opening.as_deref()?;
        match party {
            Addressee::Contractor { assignment } => {
                self.assignment(*assignment).map(|a| &a.contractor.details)
            }
            Addressee::Requester => opening.requester.as_ref().map(|person| &person.details),
            Addressee::Landlord => opening.owner().map(|person| &person.details),
            Addressee::President => {
                let president = opening.clients.president.as_ref();
                president.map(|person| &person.details)
            }
            Addressee::Tenant => {
                let tenant = opening.clients.tenant.as_ref();
                tenant.map(|person| &person.details)
            }
            Addressee::SiteContact => opening
                .site_contact
                .as_ref()
                .map(|contact| &contact.person.details),
            Addressee::Approver { approval } => {
                let known = self.ticket.approval(*approval);
                known.map(|known| &known.request.approver.person.details)
            }
        }
    }

    pub fn assignment(&self, id: AssignmentId) -> Option<&Assignment> {
        self.ticket.assignment(id)
    }

    /// When anything last happened.
    pub fn modified_at(&self) -> Option<DateTime<Utc>> {
        self.ticket.modified_at
    }
}

fn upcoming(ticket: &Ticket) -> Vec<Upcoming> {
    let silent = ticket.is_silent();
    let kept_back = |purpose| match purpose {
        Purpose::Remind { .. }
        | Purpose::RemindOfVisit
        | Purpose::AskPresence
        | Purpose::AskCompletion => silent,
        // Writes to nobody in any case.
        Purpose::GiveUp { .. } => false,
    };
    let deadlines = ticket.deadlines().into_iter();
    deadlines
        .map(|deadline| Upcoming {
            kept_back: kept_back(deadline.purpose),
            deadline,
        })
        .collect()
}

/// The pages, for who reads them.
#[derive(Clone, Debug)]
pub struct TicketPages {
    log: Log,
}

impl TicketPages {
    pub fn new(log: Log) -> Self {
        Self { log }
    }

    /// `None` if this agency has no such ticket.
    pub async fn page(
        &self,
        agency: AgencyId,
        ticket: TicketId,
    ) -> Result<Option<TicketPage>, LogFault> {
        Ok(TicketPage::fold(&self.log.stream(agency, ticket).await?))
    }
}
