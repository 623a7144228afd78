//! One ticket: what is true about it and what may happen next.
//!
//! What a contractor's part in a service order does, step by step (columns: who may; staff may always enter it in
//! the contractor's place):
//!
//! | step | contractor | agency | deadline |
//! | --- | --- | --- | --- |
//! | `awaiting_answer` | `AcceptOrder` → `OrderAccepted`; `DeclineAssignment` → `AssignmentDeclined` | `RemindNow`, `EngageContractor` | `ReminderSent`, `RemindersExhausted` |
//! | `planned` | `ProposeSlot` → `SlotProposed`; `CancelSlot` → `SlotCancelled`; `AnswerPresence` → `PresenceAnswered`; once begun `ReportCompletion` | `ConfirmSlot`, `PostponeSlot`, `CancelSlot` | `ReminderSent` (visit), `OnSitePresenceRequested`, `CompletionRequested`, `TimerLapsed` |
//! | `on_site` | `ReportCompletion` → `CompletionReported`; `DenyCompletion` → `CompletionDenied`; `ReportQuoteNecessary` | `RemindNow` | `CompletionRequested` |
//! | `awaiting_completion` | the same | the same | |
//! | `completed` | `SubmitInvoice` → `InvoiceReceived` | `RequestInvoice` → `InvoiceRequested` | |
//! | `invoice_requested` | `SubmitInvoice` → `InvoiceReceived` | `RemindNow` | `ReminderSent`, `RemindersExhausted` |
//! | `invoiced` | | `RejectInvoice` → `InvoiceRejected` | |
//! | `declined`, `cancelled` | | `EngageContractor` | |
//!
//! A ticket may begin as a client's request: that table stands in `request.rs`; that of quotes and approvals in `quote.rs`.
//!
//! On an order to several contractors (ODSM) each part goes this way by itself. `OpenTicket` with several, or
//! `EngageContractor` beside those who are kept, makes it one (`TicketTypeChanged`); it stays one.
//!
//! At every step: `CancelAssignment` (before it is over), messages, notes, details, silent mode, transfer, `CloseTicket`.
//!
//! Every decision passes the tables in `table/` first, which have a cell for each command in each state; `docs/states.md` shows
//! what comes of them.

pub mod actions;
pub mod aggregate;
pub mod assignment;
pub mod command;
pub mod conversation;
pub mod engagement;
pub mod event;
mod event_name;
mod evolve_assignment;
mod evolve_quote;
pub mod files;
pub mod kind;
mod lifecycle;
pub mod parts;
pub mod quote;
pub mod refusal;
pub mod request;
#[cfg(test)]
pub(crate) mod spec;
pub mod state;
pub mod status;
pub mod step_code;
mod table;
pub mod timer;
pub mod visit;
pub mod whole;

pub use actions::Action;
pub use aggregate::Ask;
pub use assignment::{Assignment, Step};
pub use command::TicketCommand;
pub use conversation::{Addressee, Channel, Correspondent, Informed, Recipient, Undelivered};
pub use engagement::{Engagement, MOST_CONTRACTORS, Others};
pub use event::{Stamp, Stamped, TicketEvent};
pub use files::{Audience, TicketFile, Viewer};
pub use kind::{Mission, TicketType};
pub use lifecycle::Decision;
pub use parts::*;
pub use quote::{
    Approval, ApprovalRequest, Approver, ApproverRole, Deciders, Offer, Quote, QuoteVersion,
    Verdict, needs_approval,
};
pub use refusal::{Refusal, Whom};
pub use request::{Request, RequestStage, Requested};
pub use state::{Attention, Ticket};
pub use status::{Ended, TicketStatus, Undecided, Urgency};
pub use step_code::StepCode;
pub use timer::{ReminderKind, ReminderTrigger, Timer, TimerKind};
pub use visit::{NotFinished, Presence, PresenceAnswer, Visit};
pub use whole::WholeAction;
