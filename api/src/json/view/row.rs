//! How does a program see a line of the ticket list?

use chrono::{DateTime, Utc};
use projections::ticket_list::TicketRow;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// One line of the ticket list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RowView {
    pub id: Uuid,
    pub version: u64,
    #[schema(example = 1026)]
    pub number: u64,
    #[serde(rename = "type")]
    #[schema(example = "ODS")]
    pub ticket_type: String,
    #[schema(example = "syndic")]
    pub module: String,
    #[schema(example = "planned")]
    pub status: String,
    #[schema(example = "waiting")]
    pub urgency: &'static str,
    pub property: Uuid,
    pub property_reference: String,
    pub property_name: String,
    pub property_address: String,
    pub subject: String,
    /// Its beginning.
    pub description: String,
    pub contractors: Vec<String>,
    pub manager: Uuid,
    pub created_at: DateTime<Utc>,
    pub modified_at: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
}

impl From<TicketRow> for RowView {
    fn from(row: TicketRow) -> Self {
        Self {
            urgency: row.urgency().code(),
            id: row.ticket.uuid(),
            version: row.version,
            number: row.number,
            ticket_type: row.ticket_type,
            module: row.module,
            status: row.status,
            property: row.property.uuid(),
            property_reference: row.property_reference,
            property_name: row.property_name,
            property_address: row.property_address,
            subject: row.subject,
            description: row.description,
            contractors: row.contractors,
            manager: row.manager.uuid(),
            created_at: row.created_at,
            modified_at: row.modified_at,
            closed_at: row.closed_at,
        }
    }
}
