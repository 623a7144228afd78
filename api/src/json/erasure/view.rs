//! What is said of an erasure? Before it, everything that would go, with names; after it, figures and identifiers only.

use chrono::{DateTime, Utc};
use infra::erasure::{FileToGo, Found, Plan, Receipt, TicketNumber};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Somebody, as one entry has them.
#[derive(Serialize, ToSchema)]
pub struct FoundView {
    /// `party`, `contractor`, `person` (typed into a ticket by hand) or `staff`.
    #[schema(example = "party")]
    kind: &'static str,
    id: Uuid,
    name: String,
    email: Option<String>,
    /// E.164.
    phone: Option<String>,
    /// How many tickets the entry stands in.
    tickets: usize,
}

impl From<Found> for FoundView {
    fn from(found: Found) -> Self {
        Self {
            kind: found.whom.kind(),
            id: found.whom.id(),
            name: found.name,
            email: found.email.map(|email| email.to_string()),
            phone: found.phone.map(|phone| phone.as_str().to_owned()),
            tickets: found.tickets,
        }
    }
}

/// A ticket.
#[derive(Serialize, ToSchema)]
pub struct TicketView {
    id: Uuid,
    number: u64,
}

impl From<&TicketNumber> for TicketView {
    fn from(ticket: &TicketNumber) -> Self {
        Self {
            id: ticket.id.uuid(),
            number: ticket.number,
        }
    }
}

/// A file that would be deleted.
#[derive(Serialize, ToSchema)]
pub struct FileView {
    /// Number of its ticket.
    ticket: u64,
    name: String,
    /// In bytes.
    size: u64,
}

impl From<&FileToGo> for FileView {
    fn from(file: &FileToGo) -> Self {
        Self {
            ticket: file.ticket,
            name: file.name.clone(),
            size: file.size,
        }
    }
}

/// What an erasure would do. Nothing was done.
#[derive(Serialize, ToSchema)]
pub struct PlanView {
    #[schema(example = "party")]
    kind: &'static str,
    id: Uuid,
    /// Every name under which the person stands in tickets and directory.
    known_as: Vec<String>,
    /// When it was done, if it was done before.
    erased_at: Option<DateTime<Utc>>,
    /// The tickets that concern the person. They stay, with their facts, amounts and dates.
    tickets: Vec<TicketView>,
    /// The tickets that would lose free text: the person's own, and texts of others that name the person.
    texts: Vec<TicketView>,
    /// The files that would be deleted. Invoices among them may have to be kept elsewhere.
    files: Vec<FileView>,
    /// Entries with the same e-mail address or telephone number. They go too with `alike`, and not otherwise.
    alike: Vec<FoundView>,
    /// Events that cannot be read: nobody knows whether they name the person.
    unreadable: u64,
}

impl From<Plan> for PlanView {
    fn from(plan: Plan) -> Self {
        Self {
            kind: plan.whom.kind(),
            id: plan.whom.id(),
            known_as: plan.known_as,
            erased_at: plan.done_before.map(|receipt| receipt.erased_at),
            tickets: plan.tickets.iter().map(Into::into).collect(),
            texts: plan.texts.iter().map(Into::into).collect(),
            files: plan.files.iter().map(Into::into).collect(),
            alike: plan.alike.into_iter().map(Into::into).collect(),
            unreadable: plan.unreadable,
        }
    }
}

/// What was erased. Asking again gives the same.
#[derive(Serialize, ToSchema)]
pub struct ReceiptView {
    #[schema(example = "party")]
    pub kind: &'static str,
    pub id: Uuid,
    pub erased_at: DateTime<Utc>,
    /// It had been done before.
    pub repeated: bool,
    /// Numbers of the tickets that concern the person. They stay.
    pub tickets: Vec<u64>,
    /// Numbers of the tickets that lost free text.
    pub texts: Vec<u64>,
    /// How many files were deleted.
    pub files: u64,
    /// Other entries that went with this one, as `kind:id`.
    #[schema(example = json!(["person:01990000-1c00-7a10-8000-00000000d001"]))]
    pub with: Vec<String>,
}

impl ReceiptView {
    pub fn new(kind: &'static str, id: Uuid, repeated: bool, receipt: Receipt) -> Self {
        let Receipt {
            erased_at,
            tickets,
            texts,
            files,
            with,
        } = receipt;
        Self {
            kind,
            id,
            erased_at,
            repeated,
            tickets,
            texts,
            files,
            with,
        }
    }
}
