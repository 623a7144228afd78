//! Who acts, and for whom?

use crate::ids::{ApprovalId, AssignmentId, StaffId};
use serde::{Deserialize, Serialize};

/// Who caused an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Actor {
    /// Somebody of the agency.
    Staff { id: StaffId },
    /// The contractor of an assignment, through the personal link.
    Contractor { assignment: AssignmentId },
    /// Whoever reported the problem, through the personal link.
    Requester,
    /// Whoever was asked to decide on quotes, through the personal link.
    Approver { approval: ApprovalId },
    /// A deadline that came.
    Timer,
    /// The product itself, for what no person and no deadline caused (a delivery that failed for good).
    System,
}

impl Actor {
    /// Somebody of the agency, if it was one.
    pub fn staff(&self) -> Option<StaffId> {
        match self {
            Self::Staff { id } => Some(*id),
            Self::Contractor { .. }
            | Self::Requester
            | Self::Approver { .. }
            | Self::Timer
            | Self::System => None,
        }
    }
}

/// On whose behalf somebody of the agency entered what they were told by phone, SMS or letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OnBehalfOf {
    Contractor {
        assignment: AssignmentId,
    },
    /// A client, whose request an extranet submitted or somebody of the agency took down.
    Requester,
    /// Whoever was asked to decide on quotes.
    Approver {
        approval: ApprovalId,
    },
    /// A colleague who is away.
    Staff {
        id: StaffId,
    },
}
