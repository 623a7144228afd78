//! What are things called? Typed identifiers, all UUIDs (version 7 when this product makes them).

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! typed_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+};
}

typed_id! {
    /// One firm, one tenant of the software.
    AgencyId,
    /// One ticket: the stream of its events.
    TicketId,
    /// One contractor's part in a ticket.
    AssignmentId,
    /// Somebody who signs in on behalf of the agency.
    StaffId,
    /// An owner, landlord, tenant or council member of the directory.
    PartyId,
    /// A company of the directory.
    ContractorId,
    /// A co-ownership, a unit or a single-owner building.
    PropertyId,
    /// Somebody who asked to be told of a ticket's important steps.
    WatcherId,
    /// One message of a thread.
    MessageId,
    /// One internal note.
    NoteId,
    /// One file of a ticket.
    AttachmentId,
    /// One request to an approver to decide on quotes.
    ApprovalId,
    /// One command; the events that it caused carry it.
    CommandId,
}
