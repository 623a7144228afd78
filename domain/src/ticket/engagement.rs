//! Who is engaged, and what becomes of those who are engaged already?

use super::parts::EngagedContractor;
use crate::ids::AssignmentId;
use serde::{Deserialize, Serialize};

/// Contractors at work on one ticket at a time. More is a mistake of whoever asks.
pub const MOST_CONTRACTORS: usize = 20;

/// A contractor, and the part of the ticket that becomes theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Engagement {
    pub assignment: AssignmentId,
    pub contractor: EngagedContractor,
}

/// What becomes of those still engaged when another contractor is contacted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Others {
    /// They are cancelled and told so.
    Replace,
    /// They stay: the ticket is one of several contractors from then on.
    Keep,
}
