//! Which rows does an event cause? Those that the domain's table of who is told says, once each.

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::TicketId;
use domain::person::PersonEvent;
use domain::policy::occasion::Notice;
use domain::policy::who_is_told::who_is_told;
use domain::ticket::{Channel, Recipient, Ticket, TicketEvent};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::memo::{Memo, code};
use super::state::State;
use super::{NAME, STAGE};
use crate::clock::Clock;
use crate::database::Tx;
use crate::delivery::channel::mailbox::Mailbox;
use crate::doorbell::Doorbell;
use crate::follower::{Folded, FoldedTickets, Follower, FollowerFault};
use crate::links::{ApproverGrant, Grant, Links, RequesterGrant};
use crate::log::{Fact, Log, RecordedEvent};

/// What should have left longer ago than this does not leave any more: after so long an outage (or when the rows are
/// made anew from the log) it would only confuse.
const TOO_LATE: TimeDelta = TimeDelta::days(7);

/// The name space of the rows' identifiers. Never changes: it is what makes staging twice the same as staging once.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f1d_7a52_84c3_4e0b_9a5e_2f60_5b0d_91c7);

/// Makes the outbox's rows, and empties the mailbox of those who were erased.
pub struct OutboxFollower {
    tickets: FoldedTickets,
    links: Links,
    clock: Clock,
    staged: Doorbell,
}

impl OutboxFollower {
    /// `staged` is rung when rows were made: the worker may have something to do.
    pub fn new(log: &Log, links: &Links, clock: &Clock, staged: &Doorbell) -> Self {
        Self {
            tickets: FoldedTickets::new(log.clone()),
            links: links.clone(),
            clock: clock.clone(),
            staged: staged.clone(),
        }
    }
}

#[async_trait]
impl Follower for OutboxFollower {
    fn name(&self) -> &str {
        NAME
    }

    async fn apply(&mut self, tx: &mut Tx, batch: &[RecordedEvent]) -> Result<(), FollowerFault> {
        self.tickets.prepare(batch).await?;
        let (mut rows, now) = (Vec::new(), self.clock.now());
        for event in batch {
            if let Fact::Person(PersonEvent::PersonErased { subject, .. }) = &event.fact {
                Mailbox::erase(tx, event.agency, subject).await?;
            }
            let Some(folded) = self.tickets.advance(event).await? else {
                continue;
            };
            let Some(fact) = event.ticket_event() else {
                continue;
            };
            let stamp = event.stamp();
            let notices = who_is_told(fact, &stamp, &folded.ticket);
            for grant in notices.iter().filter_map(|notice| grant(folded, notice)) {
                self.links.issue(tx, &grant, stamp.at).await?;
            }
            for grant in notices.iter().filter_map(|it| approvers_grant(folded, it)) {
                self.links.issue_to_approver(tx, &grant, stamp.at).await?;
            }
            if let Some(grant) = requesters_grant(folded, &notices) {
                self.links.issue_to_requester(tx, &grant, stamp.at).await?;
            }
            let staging = Staging {
                folded,
                fact,
                at: stamp.at,
                now,
            };
            rows.extend(staging.rows(&notices));
        }
        if !rows.is_empty() {
            tx.execute(&STAGE, &[Json::Array(rows).into()]).await?;
        }
        Ok(())
    }

    async fn forget(&mut self) {
        self.tickets.forget();
    }

    fn committed(&mut self, _batch: &[RecordedEvent]) {
        self.staged.ring();
    }
}

/// The rows that an event causes, the ticket being folded up to it.
pub(super) fn owed(folded: &Folded, event: &RecordedEvent) -> Vec<Json> {
    let Some(fact) = event.ticket_event() else {
        return Vec::new();
    };
    let stamp = event.stamp();
    let staging = Staging {
        folded,
        fact,
        at: stamp.at,
        now: stamp.at,
    };
    staging.rows(&who_is_told(fact, &stamp, &folded.ticket))
}

/// The link that a message to a contractor carries.
fn grant(folded: &Folded, notice: &Notice) -> Option<Grant> {
    let Recipient::Contractor { assignment } = notice.recipient else {
        return None;
    };
    let generation = folded.ticket.assignment(assignment)?.generation;
    Some(Grant {
        agency: folded.agency,
        ticket: folded.id,
        assignment,
        generation,
    })
}

/// The link that messages to the requester carry.
fn requesters_grant(folded: &Folded, notices: &[Notice]) -> Option<RequesterGrant> {
    let to_requester = |notice: &Notice| notice.recipient == Recipient::Requester;
    notices.iter().any(to_requester).then_some(RequesterGrant {
        agency: folded.agency,
        ticket: folded.id,
    })
}

/// The link that messages to an approver carry.
fn approvers_grant(folded: &Folded, notice: &Notice) -> Option<ApproverGrant> {
    let Recipient::Approver { approval } = notice.recipient else {
        return None;
    };
    Some(ApproverGrant {
        agency: folded.agency,
        ticket: folded.id,
        approval,
    })
}

/// One event, about to become rows.
struct Staging<'a> {
    folded: &'a Folded,
    fact: &'a TicketEvent,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
}

impl Staging<'_> {
    fn rows(&self, notices: &[Notice]) -> Vec<Json> {
        let each = notices.iter().enumerate();
        each.map(|(ordinal, notice)| self.row(ordinal, notice))
            .collect()
    }

    fn row(&self, ordinal: usize, notice: &Notice) -> Json {
        let (agency, ticket, sequence) = (self.folded.agency, self.folded.id, self.folded.version);
        let (occasion, channel) = (code(&notice.occasion), code(&notice.channel));
        let whom = whom(&notice.recipient, sequence);
        let id = Uuid::new_v5(
            &NAMESPACE,
            format!("{agency}|{ticket}|{sequence}|{whom}|{channel}|{occasion}").as_bytes(),
        );
        let kept = self.kept(notice);
        let state = if kept.is_some() {
            State::Suppressed
        } else {
            State::Due
        };
        json!({
            "agency": agency,
            "id": id,
            "ticket": ticket,
            "sequence": sequence,
            "ordinal": ordinal,
            "occasion": occasion,
            "recipient": notice.recipient,
            "channel": channel,
            "lane": lane(ticket, &whom, &channel),
            "state": state,
            "notice": Memo::of(notice, self.fact.name()),
            "reference": id.simple().to_string(),
            "created_at": self.at.timestamp_micros(),
            "due_at": leaves_at(&self.folded.ticket, notice, self.at).timestamp_micros(),
            "settled_at": kept.map(|_| self.at.timestamp_micros()),
            "reason": kept,
        })
    }

    /// Why it never leaves, if it does not.
    fn kept(&self, notice: &Notice) -> Option<&'static str> {
        if notice.kept_back {
            Some("silent")
        } else if self.now - self.at > TOO_LATE {
            Some("outdated")
        } else {
            None
        }
    }
}

/// An SMS that is not about a visit waits for the end of the quiet hours of the place.
fn leaves_at(ticket: &Ticket, notice: &Notice, at: DateTime<Utc>) -> DateTime<Utc> {
    let waits = notice.channel == Channel::Sms && !notice.is_tied_to_visit();
    match ticket.opening.as_deref().filter(|_| waits) {
        Some(opening) => opening
            .rules
            .quiet_hours
            .leaves_at(at, opening.property.zone),
        None => at,
    }
}

fn lane(ticket: TicketId, whom: &str, channel: &str) -> String {
    format!("{ticket}|{whom}|{channel}")
}

/// A recipient in a word. Those whom one event names are nobody beyond it.
fn whom(recipient: &Recipient, sequence: u64) -> String {
    match recipient {
        Recipient::Contractor { assignment } => format!("contractor:{assignment}"),
        Recipient::Requester => "requester".to_owned(),
        Recipient::Landlord => "landlord".to_owned(),
        Recipient::President => "president".to_owned(),
        Recipient::Tenant => "tenant".to_owned(),
        Recipient::SiteContact => "site_contact".to_owned(),
        Recipient::Approver { approval } => format!("approver:{approval}"),
        Recipient::Watcher { id } => format!("watcher:{id}"),
        Recipient::Staff { id } => format!("staff:{id}"),
        Recipient::Informed { index } => format!("informed:{sequence}:{index}"),
    }
}
