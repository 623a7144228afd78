//! What can have happened to a ticket? Facts, for ever: a new shape is a new version and an upcaster.

use super::conversation::{Addressee, Correspondent, Informed, Undelivered};
use super::parts::{
    Attachment, Channels, EngagedContractor, Invoice, Opening, PersonDetails, SiteContact,
    TicketType, Watcher,
};
use super::request::Request;
use super::timer::{ReminderKind, ReminderTrigger, Timer};
use super::visit::{NotFinished, PresenceAnswer};
use crate::actor::Actor;
use crate::ids::{AssignmentId, MessageId, NoteId, StaffId};
use crate::personal::Personal;
use crate::value::{
    Description, MessageText, NoteHtml, ReminderPolicy, ShortText, Slot, Subject as SubjectLine,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Who of the contractor's people answered: whoever holds the link may be a colleague.
pub type SignedBy = Option<Personal<ShortText>>;
/// A remark that came with an answer.
pub type Comment = Option<Personal<ShortText>>;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TicketEvent {
    // The ticket.
    /// Also when a request is validated.
    TicketOpened(Box<Opening>),
    /// A client asks for something; no manager has decided on it yet.
    RequestSubmitted(Box<Request>),
    RequestDismissed {
        reason: Personal<ShortText>,
    },
    DetailsAmended {
        subject: Personal<SubjectLine>,
        description: Personal<Description>,
    },
    SiteContactSet {
        contact: Option<SiteContact>,
    },
    WatchersSet {
        watchers: Vec<Watcher>,
    },
    ReminderPolicySet {
        policy: ReminderPolicy,
    },
    SilentModeSwitchedOn,
    SilentModeSwitchedOff,
    TicketTypeChanged {
        from: TicketType,
        to: TicketType,
    },
    AttachmentAdded {
        attachment: Attachment,
    },
    NoteAdded {
        note: NoteId,
        html: Personal<NoteHtml>,
    },
    MessageSent {
        message: MessageId,
        to: Addressee,
        subject: Personal<SubjectLine>,
        text: Personal<MessageText>,
    },
    MessageReceived {
        message: MessageId,
        from: Correspondent,
        subject: Option<Personal<SubjectLine>>,
        text: Personal<MessageText>,
    },
    ThirdPartyInformed {
        message: MessageId,
        persons: Vec<Informed>,
        text: Personal<MessageText>,
    },
    TicketTransferred {
        to: StaffId,
    },
    TimeSpentRecorded {
        seconds: u32,
    },
    /// A delivery failed for good; retries are over.
    NotificationFailed(Undelivered),
    /// Somebody of the agency has seen what called for attention.
    AttentionAcknowledged,
    TicketClosed {
        comment: Comment,
    },
    TicketReopened {
        reason: Personal<ShortText>,
    },

    // A contractor's part in it.
    /// The order is sent. `generation` goes into the personal link: a higher one makes older links worthless.
    ContractorEngaged {
        assignment: AssignmentId,
        contractor: EngagedContractor,
        generation: u16,
    },
    ContactDetailsChanged {
        assignment: AssignmentId,
        details: Personal<PersonDetails>,
        channels: Channels,
        generation: u16,
    },
    OrderRead {
        assignment: AssignmentId,
    },
    OrderAccepted {
        assignment: AssignmentId,
        slot: Slot,
        comment: Comment,
        signed_by: SignedBy,
    },
    AssignmentDeclined {
        assignment: AssignmentId,
        reason: Personal<ShortText>,
        signed_by: SignedBy,
    },
    SlotProposed {
        assignment: AssignmentId,
        slot: Slot,
        comment: Comment,
        signed_by: SignedBy,
    },
    SlotConfirmed {
        assignment: AssignmentId,
    },
    SlotPostponed {
        assignment: AssignmentId,
        slot: Slot,
        reason: Comment,
    },
    SlotCancelled {
        assignment: AssignmentId,
        reason: Personal<ShortText>,
        signed_by: SignedBy,
    },
    OnSitePresenceRequested {
        assignment: AssignmentId,
        kept_back: bool,
    },
    PresenceAnswered {
        assignment: AssignmentId,
        answer: PresenceAnswer,
        comment: Comment,
        signed_by: SignedBy,
    },
    CompletionRequested {
        assignment: AssignmentId,
        kept_back: bool,
    },
    CompletionReported {
        assignment: AssignmentId,
        completed_on: NaiveDate,
        comment: Comment,
        signed_by: SignedBy,
    },
    CompletionDenied {
        assignment: AssignmentId,
        next: NotFinished,
        comment: Comment,
        signed_by: SignedBy,
    },
    QuoteFoundNecessary {
        assignment: AssignmentId,
        comment: Comment,
        signed_by: SignedBy,
    },
    InvoiceRequested {
        assignment: AssignmentId,
        comment: Comment,
    },
    InvoiceReceived {
        assignment: AssignmentId,
        invoice: Invoice,
        comment: Comment,
        signed_by: SignedBy,
    },
    /// The invoice was wrong: asked again.
    InvoiceRejected {
        assignment: AssignmentId,
        comment: Personal<ShortText>,
    },
    /// `kept_back`: silent mode was on, nothing left.
    ReminderSent {
        assignment: AssignmentId,
        reminder: ReminderKind,
        trigger: ReminderTrigger,
        kept_back: bool,
    },
    RemindersExhausted {
        assignment: AssignmentId,
        reminder: ReminderKind,
    },
    /// The deadline came too late to be of use: the visit had begun.
    TimerLapsed {
        timer: Timer,
    },
    AssignmentCancelled {
        assignment: AssignmentId,
        reason: Comment,
    },
}

impl TicketEvent {
    /// The stored name of the fact.
    pub fn name(&self) -> &'static str {
        match self {
            Self::TicketOpened(_) => "TicketOpened",
            Self::RequestSubmitted(_) => "RequestSubmitted",
            Self::RequestDismissed { .. } => "RequestDismissed",
            Self::DetailsAmended { .. } => "DetailsAmended",
            Self::SiteContactSet { .. } => "SiteContactSet",
            Self::WatchersSet { .. } => "WatchersSet",
            Self::ReminderPolicySet { .. } => "ReminderPolicySet",
            Self::SilentModeSwitchedOn => "SilentModeSwitchedOn",
            Self::SilentModeSwitchedOff => "SilentModeSwitchedOff",
            Self::TicketTypeChanged { .. } => "TicketTypeChanged",
            Self::AttachmentAdded { .. } => "AttachmentAdded",
            Self::NoteAdded { .. } => "NoteAdded",
            Self::MessageSent { .. } => "MessageSent",
            Self::MessageReceived { .. } => "MessageReceived",
            Self::ThirdPartyInformed { .. } => "ThirdPartyInformed",
            Self::TicketTransferred { .. } => "TicketTransferred",
            Self::TimeSpentRecorded { .. } => "TimeSpentRecorded",
            Self::NotificationFailed(_) => "NotificationFailed",
            Self::AttentionAcknowledged => "AttentionAcknowledged",
            Self::TicketClosed { .. } => "TicketClosed",
            Self::TicketReopened { .. } => "TicketReopened",
            Self::ContractorEngaged { .. } => "ContractorEngaged",
            Self::ContactDetailsChanged { .. } => "ContactDetailsChanged",
            Self::OrderRead { .. } => "OrderRead",
            Self::OrderAccepted { .. } => "OrderAccepted",
            Self::AssignmentDeclined { .. } => "AssignmentDeclined",
            Self::SlotProposed { .. } => "SlotProposed",
            Self::SlotConfirmed { .. } => "SlotConfirmed",
            Self::SlotPostponed { .. } => "SlotPostponed",
            Self::SlotCancelled { .. } => "SlotCancelled",
            Self::OnSitePresenceRequested { .. } => "OnSitePresenceRequested",
            Self::PresenceAnswered { .. } => "PresenceAnswered",
            Self::CompletionRequested { .. } => "CompletionRequested",
            Self::CompletionReported { .. } => "CompletionReported",
            Self::CompletionDenied { .. } => "CompletionDenied",
            Self::QuoteFoundNecessary { .. } => "QuoteFoundNecessary",
            Self::InvoiceRequested { .. } => "InvoiceRequested",
            Self::InvoiceReceived { .. } => "InvoiceReceived",
            Self::InvoiceRejected { .. } => "InvoiceRejected",
            Self::ReminderSent { .. } => "ReminderSent",
            Self::RemindersExhausted { .. } => "RemindersExhausted",
            Self::TimerLapsed { .. } => "TimerLapsed",
            Self::AssignmentCancelled { .. } => "AssignmentCancelled",
        }
    }

    /// Whose part of the ticket it concerns, if not the whole ticket.
    pub fn assignment(&self) -> Option<AssignmentId> {
        match self {
            Self::ContractorEngaged { assignment, .. }
            | Self::ContactDetailsChanged { assignment, .. }
            | Self::OrderRead { assignment }
            | Self::OrderAccepted { assignment, .. }
            | Self::AssignmentDeclined { assignment, .. }
            | Self::SlotProposed { assignment, .. }
            | Self::SlotConfirmed { assignment }
            | Self::SlotPostponed { assignment, .. }
            | Self::SlotCancelled { assignment, .. }
            | Self::OnSitePresenceRequested { assignment, .. }
            | Self::PresenceAnswered { assignment, .. }
            | Self::CompletionRequested { assignment, .. }
            | Self::CompletionReported { assignment, .. }
            | Self::CompletionDenied { assignment, .. }
            | Self::QuoteFoundNecessary { assignment, .. }
            | Self::InvoiceRequested { assignment, .. }
            | Self::InvoiceReceived { assignment, .. }
            | Self::InvoiceRejected { assignment, .. }
            | Self::ReminderSent { assignment, .. }
            | Self::RemindersExhausted { assignment, .. }
            | Self::AssignmentCancelled { assignment, .. } => Some(*assignment),
            Self::TimerLapsed { timer } => Some(timer.assignment),
            Self::TicketOpened(_)
            | Self::RequestSubmitted(_)
            | Self::RequestDismissed { .. }
            | Self::DetailsAmended { .. }
            | Self::SiteContactSet { .. }
            | Self::WatchersSet { .. }
            | Self::ReminderPolicySet { .. }
            | Self::SilentModeSwitchedOn
            | Self::SilentModeSwitchedOff
            | Self::TicketTypeChanged { .. }
            | Self::AttachmentAdded { .. }
            | Self::NoteAdded { .. }
            | Self::MessageSent { .. }
            | Self::MessageReceived { .. }
            | Self::ThirdPartyInformed { .. }
            | Self::TicketTransferred { .. }
            | Self::TimeSpentRecorded { .. }
            | Self::NotificationFailed(_)
            | Self::AttentionAcknowledged
            | Self::TicketClosed { .. }
            | Self::TicketReopened { .. } => None,
        }
    }
}

/// When a fact was recorded, and by whom: what the fold needs beside the fact itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    pub at: DateTime<Utc>,
    pub by: Actor,
}

/// A fact as it is stored. (cqrs-es hands an aggregate its events without their metadata, so the stamp travels inside.)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamped {
    #[serde(flatten)]
    pub stamp: Stamp,
    pub fact: TicketEvent,
}

impl cqrs_es::DomainEvent for Stamped {
    fn event_type(&self) -> String {
        self.fact.name().to_owned()
    }
    fn event_version(&self) -> String {
        "1".to_owned()
    }
}
