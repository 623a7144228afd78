//! What does a row remember of the notice that it was made from? References and flags, nothing of anybody's.

use domain::ids::AssignmentId;
use domain::policy::occasion::{Notice, Occasion};
use domain::ticket::{Channel, Recipient};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::database::{DatabaseFault, Row};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memo {
    pub assignment: Option<AssignmentId>,
    /// Somebody sent it on purpose.
    pub on_purpose: bool,
    /// An SMS that leaves at any hour.
    pub tied_to_visit: bool,
    /// The stored name of the event that caused it.
    pub about: String,
}

impl Memo {
    pub fn of(notice: &Notice, about: &str) -> Self {
        Self {
            assignment: notice.assignment,
            on_purpose: notice.on_purpose,
            tied_to_visit: notice.is_tied_to_visit(),
            about: about.to_owned(),
        }
    }
}

/// The four columns that say what a row is about.
pub(super) struct Topic {
    pub(super) occasion: Occasion,
    pub(super) recipient: Recipient,
    pub(super) channel: Channel,
    pub(super) memo: Memo,
}

impl Topic {
    pub(super) fn of(row: &Row) -> Result<Self, DatabaseFault> {
        Ok(Self {
            occasion: coded("occasion", row.text("occasion")?)?,
            recipient: typed("recipient", row.json("recipient")?)?,
            channel: coded("channel", row.text("channel")?)?,
            memo: typed("notice", row.json("notice")?)?,
        })
    }
}

/// The stored name of a variant.
pub(super) fn code(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

pub(super) fn coded<T: DeserializeOwned>(
    column: &'static str,
    code: String,
) -> Result<T, DatabaseFault> {
    typed(column, serde_json::Value::String(code))
}

fn typed<T: DeserializeOwned>(
    column: &'static str,
    value: serde_json::Value,
) -> Result<T, DatabaseFault> {
    serde_json::from_value(value).map_err(|error| DatabaseFault::unreadable(column, &error))
}
