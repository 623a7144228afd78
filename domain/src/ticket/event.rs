//! What can have happened to a ticket? Facts, for ever: a new shape is a new version and an upcaster.

use super::conversation::{Addressee, Correspondent, Informed, Undelivered};
use super::kind::{Mission, TicketType};
use super::parts::{
    Attachment, Channels, EngagedContractor, Invoice, Opening, PersonDetails, SiteContact, Watcher,
};
use super::quote::{ApprovalRequest, Quote};
use super::request::Request;
use super::timer::{ReminderKind, ReminderTrigger, Timer};
use super::visit::{NotFinished, PresenceAnswer};
use crate::actor::Actor;
use crate::ids::{ApprovalId, AssignmentId, AttachmentId, MessageId, NoteId, StaffId};
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
    /// The order, or the request for a quote, is sent. `generation` goes into the personal link: a higher one makes
    /// older links worthless.
    ContractorEngaged {
        assignment: AssignmentId,
        contractor: EngagedContractor,
        generation: u16,
        #[serde(default, skip_serializing_if = "Mission::is_service_order")]
        mission: Mission,
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
    /// An order becomes a request for a quote. `cancels`: the visit that nobody will come to now.
    QuoteRequested {
        assignment: AssignmentId,
        comment: Comment,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cancels: Option<Slot>,
    },
    /// `expected_on`: local date of the building.
    QuotePromised {
        assignment: AssignmentId,
        expected_on: Option<NaiveDate>,
        comment: Comment,
        signed_by: SignedBy,
    },
    /// `cancels`: as of [`Self::QuoteRequested`], where staff enter a quote on an order.
    QuoteReceived {
        assignment: AssignmentId,
        version: u16,
        quote: Quote,
        comment: Comment,
        signed_by: SignedBy,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cancels: Option<Slot>,
    },
    /// The contractor has another price, before anybody decided.
    QuoteReplaced {
        assignment: AssignmentId,
        version: u16,
        quote: Quote,
        comment: Comment,
        signed_by: SignedBy,
    },
    QuoteAccepted {
        assignment: AssignmentId,
        version: u16,
        /// The copy that the agency signed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed: Option<AttachmentId>,
        comment: Comment,
    },
    QuoteRefused {
        assignment: AssignmentId,
        version: u16,
        reason: Comment,
    },
    SignedQuoteSent {
        assignment: AssignmentId,
        attachment: AttachmentId,
        comment: Comment,
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

    // The decision of somebody outside of the agency, on one quote or among several.
    ApprovalRequested {
        request: Box<ApprovalRequest>,
        comment: Comment,
    },
    /// Always by hand.
    ApproverReminded {
        approval: ApprovalId,
    },
    QuoteApproved {
        approval: ApprovalId,
        assignment: AssignmentId,
        version: u16,
        comment: Comment,
        signed_by: SignedBy,
    },
    /// Every quote that was to be decided on.
    QuotesDisapproved {
        approval: ApprovalId,
        comment: Comment,
        signed_by: SignedBy,
    },
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
