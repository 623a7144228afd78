//! What has become of a ticket? The one fold of its events; it never fails and computes no rule.

use super::assignment::Assignment;
use super::conversation::Correspondent;
use super::event::{Stamp, TicketEvent};
use super::files::TicketFile;
use super::kind::TicketType;
use super::parts::Opening;
use super::quote::Approval;
use super::request::{RequestStage, Requested};
use super::step_code::StepCode;
use super::timer::ReminderKind;
use super::visit::PresenceAnswer;
use crate::actor::Actor;
use crate::ids::{ApprovalId, AssignmentId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What calls for the manager's eyes, whatever the status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Attention {
    UnreadMessage {
        from: Correspondent,
    },
    Undeliverable,
    RemindersExhausted {
        assignment: AssignmentId,
        reminder: ReminderKind,
    },
    /// The contractor said that the visit is late, moved or impossible.
    VisitTrouble {
        assignment: AssignmentId,
    },
    QuoteNecessary {
        assignment: AssignmentId,
    },
}

/// A ticket as its events made it. Empty before it is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Present from the first event on. Subject, description, watchers and the like are kept up to date in it.
    pub opening: Option<Box<Opening>>,
    /// Present on a ticket that began as a client's request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Requested>,
    /// When the ticket got its number: a request's validation does not move it.
    pub opened_at: Option<DateTime<Utc>>,
    /// When anything last happened.
    pub modified_at: Option<DateTime<Utc>>,
    pub assignments: Vec<Assignment>,
    /// Requests to approvers, in order; the last is the one that counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<Approval>,
    pub attention: Vec<Attention>,
    pub attachments: Vec<TicketFile>,
    pub seconds_spent: u64,
    pub closed_at: Option<DateTime<Utc>>,
    /// Reopened tickets re-arm nothing by themselves: deadlines that were due before count as over.
    pub reopened_at: Option<DateTime<Utc>>,
}

impl Ticket {
    /// Nothing can be done on it any more: closed, or a request that was dismissed.
    pub fn is_closed(&self) -> bool {
        self.closed_at.is_some()
    }
    pub fn is_silent(&self) -> bool {
        self.opening.as_ref().is_some_and(|opening| opening.silent)
    }
    pub fn assignment(&self, id: AssignmentId) -> Option<&Assignment> {
        self.assignments
            .iter()
            .find(|assignment| assignment.id == id)
    }
    /// Each contractor has a part of their own, followed beside the others'.
    pub fn is_several(&self) -> bool {
        let opening = self.opening.as_ref();
        opening.is_some_and(|opening| opening.ticket_type.is_several())
    }
    /// Several contractors are engaged, side by side or one against the other.
    pub fn engages_several(&self) -> bool {
        self.ticket_type().is_some_and(TicketType::engages_several)
    }
    /// A request to an approver, whether it counts or not.
    pub fn approval(&self, id: ApprovalId) -> Option<&Approval> {
        self.approvals.iter().find(|known| known.id() == id)
    }
    /// The request that waits for an approver's decision.
    pub fn open_approval(&self) -> Option<&Approval> {
        let last = self.approvals.last()?;
        let waits = self
            .assignments
            .iter()
            .any(|part| part.step_code() == StepCode::QuoteInApproval);
        (waits && last.verdict.is_none()).then_some(last)
    }
    /// The parts that are not over, in the order in which they began.
    pub fn active_assignments(&self) -> impl Iterator<Item = &Assignment> {
        self.assignments.iter().filter(|part| part.is_active())
    }
    /// The contractor who is at work or expected to be: the last engaged, where there are several. At most one on an
    /// ODS, though one engaged before may owe a corrected invoice meanwhile.
    pub fn active_assignment(&self) -> Option<&Assignment> {
        self.assignments
            .iter()
            .rev()
            .find(|assignment| assignment.is_active())
    }
    /// The assignment that the ticket's status follows: the active one, of several quotes the furthest advanced; with
    /// none active, the last to end.
    pub fn leading_assignment(&self) -> Option<&Assignment> {
        let active = if self.ticket_type() == Some(TicketType::Quotes) {
            let further = |part: &&Assignment| part.step_code().rank();
            // The first of those that are equally far.
            self.assignments
                .iter()
                .rev()
                .filter(|part| part.is_active())
                .max_by_key(further)
        } else {
            self.active_assignment()
        };
        active.or_else(|| {
            self.assignments
                .iter()
                .max_by_key(|assignment| assignment.ended_at)
        })
    }
    pub fn ticket_type(&self) -> Option<TicketType> {
        self.opening.as_ref().map(|opening| opening.ticket_type)
    }
    /// The sum of the invoices that count, before the first of them the quote that is kept; in cents including tax.
    /// `None` is shown as *NC*.
    pub fn amount_in_cents(&self) -> Option<i64> {
        let invoices = self.assignments.iter().filter_map(|a| a.invoice.as_ref());
        let invoiced = invoices
            .map(|invoice| invoice.amount.cents())
            .reduce(|a, b| a + b);
        invoiced.or_else(|| {
            let kept = self.assignments.iter().find(|part| part.is_kept())?;
            Some(kept.offer.as_ref()?.quote.amount.cents())
        })
    }

    /// Takes one fact in.
    pub fn evolve(&mut self, event: &TicketEvent, stamp: &Stamp) {
        let at = stamp.at;
        self.modified_at = Some(at);
        match event {
            TicketEvent::TicketOpened(opening) => self.begin(opening.clone(), at),
            TicketEvent::RequestSubmitted(request) => {
                self.request = Some(request.as_ref().into());
                self.begin(Box::new(request.as_ref().into()), at);
            }
            TicketEvent::RequestDismissed { reason } => {
                let reason = reason.clone();
                self.decided_on(RequestStage::Dismissed { reason });
                self.closed_at = Some(at);
            }
            TicketEvent::TicketClosed { .. } => self.closed_at = Some(at),
            TicketEvent::TicketReopened { .. } => {
                self.closed_at = None;
                self.reopened_at = Some(at);
            }
            TicketEvent::AttachmentAdded { attachment } => self.attachments.push(TicketFile {
                attachment: attachment.clone(),
                by: stamp.by.clone(),
            }),
            TicketEvent::TimeSpentRecorded { seconds } => self.seconds_spent += u64::from(*seconds),
            TicketEvent::AttentionAcknowledged => self.attention.clear(),
            TicketEvent::NotificationFailed(_) => self.call(Attention::Undeliverable),
            TicketEvent::MessageReceived { from, .. } => {
                self.call(Attention::UnreadMessage { from: from.clone() })
            }
            TicketEvent::MessageSent { to, .. } => {
                self.attention
                    .retain(|a| !matches!(a, Attention::UnreadMessage { from } if from == to));
            }
            TicketEvent::NoteAdded { .. } | TicketEvent::ThirdPartyInformed { .. } => {}
            TicketEvent::DetailsAmended { .. }
            | TicketEvent::SiteContactSet { .. }
            | TicketEvent::WatchersSet { .. }
            | TicketEvent::ReminderPolicySet { .. }
            | TicketEvent::SilentModeSwitchedOn
            | TicketEvent::SilentModeSwitchedOff
            | TicketEvent::TicketTypeChanged { .. }
            | TicketEvent::TicketTransferred { .. } => self.amend(event),
            TicketEvent::ContractorEngaged {
                assignment,
                contractor,
                generation,
                mission,
            } => {
                self.assignments.push(Assignment::engaged(
                    *assignment,
                    contractor.clone(),
                    *mission,
                    *generation,
                    at,
                ));
            }
            TicketEvent::ContactDetailsChanged { .. }
            | TicketEvent::OrderRead { .. }
            | TicketEvent::OrderAccepted { .. }
            | TicketEvent::AssignmentDeclined { .. }
            | TicketEvent::SlotProposed { .. }
            | TicketEvent::SlotConfirmed { .. }
            | TicketEvent::SlotPostponed { .. }
            | TicketEvent::SlotCancelled { .. }
            | TicketEvent::OnSitePresenceRequested { .. }
            | TicketEvent::PresenceAnswered { .. }
            | TicketEvent::CompletionRequested { .. }
            | TicketEvent::CompletionReported { .. }
            | TicketEvent::CompletionDenied { .. }
            | TicketEvent::QuoteFoundNecessary { .. }
            | TicketEvent::QuoteRequested { .. }
            | TicketEvent::QuotePromised { .. }
            | TicketEvent::QuoteReceived { .. }
            | TicketEvent::QuoteReplaced { .. }
            | TicketEvent::QuoteAccepted { .. }
            | TicketEvent::QuoteRefused { .. }
            | TicketEvent::SignedQuoteSent { .. }
            | TicketEvent::InvoiceRequested { .. }
            | TicketEvent::InvoiceReceived { .. }
            | TicketEvent::InvoiceRejected { .. }
            | TicketEvent::ReminderSent { .. }
            | TicketEvent::RemindersExhausted { .. }
            | TicketEvent::TimerLapsed { .. }
            | TicketEvent::AssignmentCancelled { .. } => self.evolve_assignment(event, stamp),
            TicketEvent::ApprovalRequested { .. }
            | TicketEvent::ApproverReminded { .. }
            | TicketEvent::QuoteApproved { .. }
            | TicketEvent::QuotesDisapproved { .. } => self.evolve_approval(event, at),
        }
    }

    fn begin(&mut self, opening: Box<Opening>, at: DateTime<Utc>) {
        if self.opening.replace(opening).is_some() {
            self.decided_on(RequestStage::Validated);
        }
        self.opened_at.get_or_insert(at);
    }

    fn decided_on(&mut self, stage: RequestStage) {
        if let Some(request) = &mut self.request {
            request.stage = stage;
        }
    }

    fn amend(&mut self, event: &TicketEvent) {
        let Some(opening) = self.opening.as_mut() else {
            return;
        };
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "`evolve` names every event and sends these here"
        )]
        match event {
            TicketEvent::DetailsAmended {
                subject,
                description,
            } => {
                opening.subject = subject.clone();
                opening.description = description.clone();
            }
            TicketEvent::SiteContactSet { contact } => opening.site_contact = contact.clone(),
            TicketEvent::WatchersSet { watchers } => opening.watchers = watchers.clone(),
            TicketEvent::ReminderPolicySet { policy } => opening.reminder_policy = *policy,
            TicketEvent::SilentModeSwitchedOn => opening.silent = true,
            TicketEvent::SilentModeSwitchedOff => opening.silent = false,
            TicketEvent::TicketTypeChanged { to, .. } => opening.ticket_type = *to,
            TicketEvent::TicketTransferred { to } => opening.team.manager = *to,
            _ => {}
        }
    }

    fn evolve_assignment(&mut self, event: &TicketEvent, stamp: &Stamp) {
        let Some(id) = event.assignment() else { return };
        self.heed(event, id, &stamp.by);
        if let Some(assignment) = self
            .assignments
            .iter_mut()
            .find(|assignment| assignment.id == id)
        {
            assignment.evolve(event, stamp.at);
        }
    }

    /// Keeps the list of what calls for attention.
    fn heed(&mut self, event: &TicketEvent, id: AssignmentId, by: &Actor) {
        let contractor = matches!(by, Actor::Contractor { .. });
        let was_planned = self
            .assignment(id)
            .is_some_and(|a| a.step.visit().is_some());
        #[expect(clippy::wildcard_enum_match_arm, reason = "few facts touch the list")]
        match event {
            TicketEvent::RemindersExhausted { reminder, .. } => {
                self.call(Attention::RemindersExhausted {
                    assignment: id,
                    reminder: *reminder,
                });
            }
            TicketEvent::QuoteFoundNecessary { .. } => {
                self.call(Attention::QuoteNecessary { assignment: id })
            }
            TicketEvent::PresenceAnswered {
                answer: PresenceAnswer::OnSite,
                ..
            } => self.settle(id),
            // The agency need not be told what it entered itself.
            TicketEvent::SlotProposed { .. }
            | TicketEvent::SlotCancelled { .. }
            | TicketEvent::PresenceAnswered { .. }
                if contractor && was_planned =>
            {
                self.call(Attention::VisitTrouble { assignment: id });
            }
            // What the contractor found necessary has been asked for, or has come.
            TicketEvent::QuoteRequested { .. } | TicketEvent::QuoteReceived { .. } => {
                self.settle(id);
                self.attention
                    .retain(|a| *a != Attention::QuoteNecessary { assignment: id });
            }
            // An answer, or the agency's own decision, settles what was open.
            TicketEvent::OrderAccepted { .. }
            | TicketEvent::AssignmentDeclined { .. }
            | TicketEvent::SlotProposed { .. }
            | TicketEvent::SlotConfirmed { .. }
            | TicketEvent::SlotPostponed { .. }
            | TicketEvent::SlotCancelled { .. }
            | TicketEvent::PresenceAnswered { .. }
            | TicketEvent::CompletionReported { .. }
            | TicketEvent::QuotePromised { .. }
            | TicketEvent::QuoteAccepted { .. }
            | TicketEvent::QuoteRefused { .. }
            | TicketEvent::InvoiceReceived { .. }
            | TicketEvent::AssignmentCancelled { .. } => self.settle(id),
            _ => {}
        }
    }

    /// Adds what is not called for yet.
    fn call(&mut self, attention: Attention) {
        if !self.attention.contains(&attention) {
            self.attention.push(attention);
        }
    }

    fn settle(&mut self, id: AssignmentId) {
        self.attention.retain(|attention| match attention {
            Attention::RemindersExhausted { assignment, .. }
            | Attention::VisitTrouble { assignment } => *assignment != id,
            Attention::UnreadMessage { .. }
            | Attention::Undeliverable
            | Attention::QuoteNecessary { .. } => true,
        });
    }
}
