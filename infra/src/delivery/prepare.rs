//! What is needed to write one message: the ticket then and now, who writes, who reads.

use chrono::{DateTime, Utc};
use domain::ids::{AgencyId, StaffId};
use domain::policy::occasion::Occasion;
use domain::ticket::{Channel, Recipient, Stamp, Ticket, TicketEvent};

use crate::database::DatabaseFault;
use crate::links::{ApproverGrant, Grant, Links, RequesterGrant};
use crate::log::{Fact, Log, LogFault, RecordedEvent};
use crate::message::Scene;
use crate::message::address_book::{AddressBook, Letterhead, StaffCard};
use crate::outbox::Claimed;

/// Why a message could not be prepared. It stays in the outbox and is tried again later.
#[derive(Debug, thiserror::Error)]
pub(super) enum PrepareFault {
    #[error(transparent)]
    Log(#[from] LogFault),
    #[error(transparent)]
    Database(#[from] DatabaseFault),
    #[error("the ticket has no such event")]
    NoEvent,
    #[error("the agency is not known")]
    NoAgency,
}

/// The ticket around the event that caused a message.
pub(super) struct Story {
    before: Ticket,
    pub(super) event: TicketEvent,
    stamp: Stamp,
    after: Ticket,
    pub(super) now: Ticket,
}

impl Story {
    pub(super) async fn read(log: &Log, claimed: &Claimed) -> Result<Self, PrepareFault> {
        let stream = log.stream(claimed.agency, claimed.ticket).await?;
        Self::fold(&stream, claimed.sequence).ok_or(PrepareFault::NoEvent)
    }

    fn fold(stream: &[RecordedEvent], sequence: u64) -> Option<Self> {
        let mut ticket = Ticket::default();
        let mut found = None;
        for recorded in stream {
            let Fact::Ticket(event) = &recorded.fact else {
                continue;
            };
            let stamp = recorded.stamp();
            let before = (recorded.sequence == sequence).then(|| ticket.clone());
            ticket.evolve(event, &stamp);
            if let Some(before) = before {
                found = Some((before, (**event).clone(), stamp, ticket.clone()));
            }
        }
        let (before, event, stamp, after) = found?;
        Some(Self {
            before,
            event,
            stamp,
            after,
            now: ticket,
        })
    }
}

/// Who writes and who reads, looked up.
pub(super) struct People {
    letterhead: Letterhead,
    colleague: Option<StaffCard>,
    author: Option<StaffCard>,
    manager: Option<StaffCard>,
}

impl People {
    pub(super) async fn look_up(
        book: &dyn AddressBook,
        claimed: &Claimed,
        story: &Story,
    ) -> Result<Self, PrepareFault> {
        let agency = claimed.agency;
        let letterhead = book
            .letterhead(agency)
            .await?
            .ok_or(PrepareFault::NoAgency)?;
        let manager = story
            .now
            .opening
            .as_ref()
            .map(|opening| opening.team.manager);
        Ok(Self {
            letterhead,
            colleague: card(book, agency, claimed.recipient.staff()).await?,
            author: card(book, agency, story.stamp.by.staff()).await?,
            manager: card(book, agency, manager).await?,
        })
    }
}

async fn card(
    book: &dyn AddressBook,
    agency: AgencyId,
    staff: Option<StaffId>,
) -> Result<Option<StaffCard>, DatabaseFault> {
    match staff {
        Some(id) => book.staff(agency, id).await,
        None => Ok(None),
    }
}

pub(super) fn scene<'a>(
    claimed: &'a Claimed,
    story: &'a Story,
    people: &'a People,
    links: &Links,
) -> Scene<'a> {
    Scene {
        id: claimed.ticket,
        before: &story.before,
        event: &story.event,
        stamp: &story.stamp,
        after: &story.after,
        now: &story.now,
        sequence: claimed.sequence,
        recipient: &claimed.recipient,
        occasion: claimed.occasion,
        channel: claimed.channel,
        assignment: claimed.memo.assignment,
        on_purpose: claimed.memo.on_purpose,
        letterhead: &people.letterhead,
        colleague: people.colleague.as_ref(),
        author: people.author.as_ref(),
        manager: people.manager.as_ref(),
        link: link(claimed, story, links),
    }
}

/// The reader's page. The link is of the generation that was good then: a newer one went out with a message of its own.
fn link(claimed: &Claimed, story: &Story, links: &Links) -> Option<String> {
    match claimed.recipient {
        Recipient::Contractor { assignment } => {
            let generation = story.after.assignment(assignment)?.generation;
            let grant = Grant {
                agency: claimed.agency,
                ticket: claimed.ticket,
                assignment,
                generation,
            };
            Some(links.url(&grant))
        }
        Recipient::Staff { .. } => Some(links.ticket_url(claimed.ticket)),
        Recipient::Requester => {
            let grant = RequesterGrant {
                agency: claimed.agency,
                ticket: claimed.ticket,
            };
            Some(links.requester_url(&grant))
        }
        Recipient::Approver { approval } => {
            let grant = ApproverGrant {
                agency: claimed.agency,
                ticket: claimed.ticket,
                approval,
            };
            Some(links.approver_url(&grant))
        }
        Recipient::Landlord
        | Recipient::President
        | Recipient::Tenant
        | Recipient::SiteContact
        | Recipient::Watcher { .. }
        | Recipient::Informed { .. } => None,
    }
}

/// A reminder of a visit that has begun helps nobody.
pub(super) fn is_outdated(claimed: &Claimed, story: &Story, now: DateTime<Utc>) -> bool {
    let about_start = matches!(
        claimed.occasion,
        Occasion::VisitReminder | Occasion::PresenceRequest
    );
    let assignment = claimed
        .memo
        .assignment
        .and_then(|id| story.after.assignment(id));
    about_start
        && assignment
            .and_then(|known| known.step.visit())
            .is_some_and(|visit| visit.has_begun(now))
}

/// When something that is ready at a moment may leave.
pub(super) fn leaves_at(claimed: &Claimed, ticket: &Ticket, ready: DateTime<Utc>) -> DateTime<Utc> {
    let waits = claimed.channel == Channel::Sms && !claimed.memo.tied_to_visit;
    match ticket.opening.as_deref().filter(|_| waits) {
        Some(opening) => opening
            .rules
            .quiet_hours
            .leaves_at(ready, opening.property.zone),
        None => ready,
    }
}
