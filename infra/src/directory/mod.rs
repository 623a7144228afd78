//! Who and what is there? Agencies, properties, parties, contractors: mirrored from the accounting software.
//!
//! Records come in by the other system's key, all or nothing, and may come again. Tickets copy what they use: a later
//! change here does not reach them.

mod address;
mod address_book;
mod agency;
mod contractor;
mod erase;
mod fold;
mod for_ticket;
pub(crate) mod key;
mod party;
mod property;
mod property_record;
mod settings;
mod siret;
mod sql;
pub(crate) mod typed;

pub use address::PostalAddress;
pub use agency::{Agency, AgencyRecord};
pub use contractor::{Contractor, ContractorRecord};
pub use fold::fold;
pub use party::{Party, PartyRecord};
pub use property::{CouncilMember, Property};
pub use property_record::{CouncilSeat, PropertyRecord, TeamRecord};
pub use settings::{AgencySettings, DefaultAttachment, ModuleSettings};
pub use siret::{NotASiret, Siret};
pub use sql::STATEMENTS;

use crate::database::Database;

/// The directory of all agencies; every question names the agency.
#[derive(Clone)]
pub struct Directory {
    database: Database,
}

impl Directory {
    pub fn new(database: Database) -> Self {
        Self { database }
    }
}
