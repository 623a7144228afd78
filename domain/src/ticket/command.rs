//! What can be asked of a ticket? Everything a decision needs is in the command and its context.

use super::conversation::{Addressee, Correspondent, Informed, Undelivered};
use super::engagement::{Engagement, Others};
use super::event::{Comment, SignedBy};
use super::kind::Mission;
use super::parts::{
    Attachment, Channels, EngagedContractor, Invoice, Opening, Person, PersonDetails, SiteContact,
    Watcher,
};
use super::quote::{Deciders, Quote};
use super::request::Request;
use super::timer::Timer;
use super::visit::{NotFinished, PresenceAnswer};
use crate::ids::{ApprovalId, AssignmentId, AttachmentId, MessageId, NoteId, StaffId};
use crate::personal::Personal;
use crate::value::{
    Description, MessageText, NoteHtml, ReminderPolicy, ShortText, Slot, Subject as SubjectLine,
};
use chrono::NaiveDate;
use serde::Serialize;

/// `Serialize` only to tell one command from another under the same idempotency key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
// The specs learn the commands' names from serde.
#[cfg_attr(test, derive(serde::Deserialize))]
pub enum TicketCommand {
    /// Opens a ticket and engages its contractors. The type follows from the mission and from how many there are.
    OpenTicket {
        mission: Mission,
        opening: Box<Opening>,
        assignment: AssignmentId,
        contractor: EngagedContractor,
        /// Those sent beside the first.
        others: Vec<Engagement>,
    },

    // A client's request.
    SubmitRequest {
        request: Box<Request>,
    },
    /// Makes a ticket of the request: its type follows from what the contractor is sent for. Number, requester, source,
    /// date and original words are the request's, whatever the opening says.
    ValidateRequest {
        mission: Mission,
        opening: Box<Opening>,
        assignment: AssignmentId,
        contractor: EngagedContractor,
        others: Vec<Engagement>,
    },
    DismissRequest {
        reason: Personal<ShortText>,
    },

    // The contractor's answers, or the agency's in their place.
    AcceptOrder {
        assignment: AssignmentId,
        slot: Slot,
        comment: Comment,
        signed_by: SignedBy,
    },
    DeclineAssignment {
        assignment: AssignmentId,
        reason: Personal<ShortText>,
        signed_by: SignedBy,
    },
    ProposeSlot {
        assignment: AssignmentId,
        slot: Slot,
        comment: Comment,
        signed_by: SignedBy,
    },
    /// By the contractor: "I cannot come". By the agency: the visit is off; another slot is awaited.
    CancelSlot {
        assignment: AssignmentId,
        reason: Personal<ShortText>,
        signed_by: SignedBy,
    },
    AnswerPresence {
        assignment: AssignmentId,
        answer: PresenceAnswer,
        comment: Comment,
        signed_by: SignedBy,
    },
    /// `completed_on`: local date of the building.
    ReportCompletion {
        assignment: AssignmentId,
        completed_on: NaiveDate,
        comment: Comment,
        invoice: Option<Invoice>,
        signed_by: SignedBy,
    },
    DenyCompletion {
        assignment: AssignmentId,
        next: NotFinished,
        comment: Comment,
        signed_by: SignedBy,
    },
    /// Tells the manager; changes nothing by itself.
    ReportQuoteNecessary {
        assignment: AssignmentId,
        comment: Comment,
        signed_by: SignedBy,
    },
    /// `expected_on`: local date of the building.
    PromiseQuote {
        assignment: AssignmentId,
        expected_on: Option<NaiveDate>,
        comment: Comment,
        signed_by: SignedBy,
    },
    /// Also replaces the quote until it is decided on. Staff may enter one on a service order, which becomes a quote.
    SubmitQuote {
        assignment: AssignmentId,
        quote: Quote,
        comment: Comment,
        signed_by: SignedBy,
    },
    SubmitInvoice {
        assignment: AssignmentId,
        invoice: Invoice,
        comment: Comment,
        signed_by: SignedBy,
    },
    /// The reader's own gesture, where the agency records receipts.
    AcknowledgeOrder {
        assignment: AssignmentId,
    },
    WriteToAgency {
        message: MessageId,
        from: Correspondent,
        subject: Option<Personal<SubjectLine>>,
        text: Personal<MessageText>,
    },

    // The approver's answer, or the agency's in their place.
    ApproveQuote {
        approval: ApprovalId,
        assignment: AssignmentId,
        version: u16,
        comment: Comment,
        signed_by: SignedBy,
    },
    /// All of them, where there are several.
    DisapproveQuotes {
        approval: ApprovalId,
        comment: Comment,
        signed_by: SignedBy,
    },

    // The agency's decisions.
    ConfirmSlot {
        assignment: AssignmentId,
    },
    PostponeSlot {
        assignment: AssignmentId,
        slot: Slot,
        reason: Comment,
    },
    /// A service order to one contractor becomes a request for a quote.
    RequestQuote {
        assignment: AssignmentId,
        comment: Comment,
    },
    /// Keeps the quote; `version` is the one that was looked at. Of several, the others are refused or cancelled.
    AcceptQuote {
        assignment: AssignmentId,
        version: u16,
        /// The copy that the agency signed, a file of the ticket.
        signed: Option<AttachmentId>,
        comment: Comment,
    },
    RefuseQuote {
        assignment: AssignmentId,
        version: u16,
        reason: Comment,
    },
    SendSignedQuote {
        assignment: AssignmentId,
        attachment: AttachmentId,
        comment: Comment,
    },
    /// Asks somebody to decide on every quote that was received. `approval` is new; what the approver's role is follows
    /// from `deciders`, looked up by who issues the command.
    RequestApproval {
        approval: ApprovalId,
        approver: Person,
        channels: Channels,
        /// Members of the council who are told and do not decide.
        informed: Vec<Informed>,
        deciders: Deciders,
        comment: Comment,
    },
    RemindApprover {
        approval: ApprovalId,
    },
    RequestInvoice {
        assignment: AssignmentId,
        comment: Comment,
    },
    /// The invoice is wrong: asked again.
    RejectInvoice {
        assignment: AssignmentId,
        comment: Personal<ShortText>,
    },
    RemindNow {
        assignment: AssignmentId,
    },
    CancelAssignment {
        assignment: AssignmentId,
        reason: Comment,
    },
    /// Contacts another contractor. `others` must be said while somebody is still engaged.
    EngageContractor {
        assignment: AssignmentId,
        contractor: EngagedContractor,
        others: Option<Others>,
    },
    /// The contractor's link has grown too old: another goes to the details on file, and nowhere else.
    RenewLink {
        assignment: AssignmentId,
    },
    /// For this ticket only. `new_link`: links given out before become worthless.
    ChangeContactDetails {
        assignment: AssignmentId,
        details: Personal<PersonDetails>,
        channels: Channels,
        new_link: bool,
    },
    SendMessage {
        message: MessageId,
        to: Addressee,
        subject: Personal<SubjectLine>,
        text: Personal<MessageText>,
    },
    InformThirdParty {
        message: MessageId,
        persons: Vec<Informed>,
        text: Personal<MessageText>,
    },
    AddNote {
        note: NoteId,
        html: Personal<NoteHtml>,
    },
    AmendDetails {
        subject: Personal<SubjectLine>,
        description: Personal<Description>,
    },
    SetSiteContact {
        contact: Option<SiteContact>,
    },
    SetWatchers {
        watchers: Vec<Watcher>,
    },
    SetReminderPolicy {
        policy: ReminderPolicy,
    },
    SwitchSilentMode {
        on: bool,
    },
    AttachFile {
        attachment: Attachment,
    },
    /// `is_manager`: looked up by who issues the command.
    TransferTicket {
        to: StaffId,
        is_manager: bool,
    },
    RecordTimeSpent {
        seconds: u32,
    },
    /// What called for attention has been seen.
    AcknowledgeAttention,
    CloseTicket {
        comment: Comment,
    },
    /// `allowed`: the agency's setting now.
    ReopenTicket {
        reason: Personal<ShortText>,
        allowed: bool,
    },

    // What the machinery reports.
    FireTimer {
        timer: Timer,
    },
    RecordNotificationFailure {
        failure: Undelivered,
    },
}
