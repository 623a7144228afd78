//! Who writes to whom on a ticket? The parties of its threads; each sees only its own.

use super::parts::{Channels, Person};
use crate::ids::{ApprovalId, AssignmentId, StaffId, WatcherId};
use serde::{Deserialize, Serialize};

/// Somebody of the ticket whom the agency writes to on purpose.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Addressee {
    Contractor {
        assignment: AssignmentId,
    },
    Requester,
    Landlord,
    /// Of the owners' council.
    President,
    Tenant,
    SiteContact,
    /// Whoever was asked to decide on quotes, then.
    Approver {
        approval: ApprovalId,
    },
}

impl Addressee {
    /// Stable code, as in the API.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Contractor { .. } => "contractor",
            Self::Requester => "requester",
            Self::Landlord => "landlord",
            Self::President => "president",
            Self::Tenant => "tenant",
            Self::SiteContact => "site_contact",
            Self::Approver { .. } => "approver",
        }
    }
}

/// Somebody who writes to the agency.
pub type Correspondent = Addressee;

/// Somebody chosen to be informed, from the ticket or typed in by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Informed {
    pub person: Person,
    pub channels: Channels,
}

/// Whom a message goes to. Holds no personal data: name and address are looked up in the ticket when it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Recipient {
    Contractor {
        assignment: AssignmentId,
    },
    Requester,
    Landlord,
    President,
    Tenant,
    SiteContact,
    Approver {
        approval: ApprovalId,
    },
    Watcher {
        id: WatcherId,
    },
    Staff {
        id: StaffId,
    },
    /// The n-th (from 0) of those informed by the event that caused the message.
    Informed {
        index: u16,
    },
}

impl Recipient {
    /// Somebody of the agency, if it is one.
    pub fn staff(&self) -> Option<StaffId> {
        match self {
            Self::Staff { id } => Some(*id),
            Self::Contractor { .. }
            | Self::Requester
            | Self::Landlord
            | Self::President
            | Self::Tenant
            | Self::SiteContact
            | Self::Approver { .. }
            | Self::Watcher { .. }
            | Self::Informed { .. } => None,
        }
    }
}

impl From<Addressee> for Recipient {
    fn from(addressee: Addressee) -> Self {
        match addressee {
            Addressee::Contractor { assignment } => Self::Contractor { assignment },
            Addressee::Requester => Self::Requester,
            Addressee::Landlord => Self::Landlord,
            Addressee::President => Self::President,
            Addressee::Tenant => Self::Tenant,
            Addressee::SiteContact => Self::SiteContact,
            Addressee::Approver { approval } => Self::Approver { approval },
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Email,
    Sms,
}

/// A message that could not be delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undelivered {
    pub recipient: Recipient,
    pub channel: Channel,
    /// The stored name of the event that caused the message.
    pub about: String,
    /// What the server said, as a class (`unknown_mailbox`, `rejected`, `expired`, …): never its words, which may name people.
    pub reason: String,
}
