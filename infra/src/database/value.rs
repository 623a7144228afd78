//! What goes into a statement? One type for what both databases store.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use uuid::Uuid;

/// A parameter of a statement. `None` is SQL's null, of a known type (PostgreSQL asks for it).
///
/// SQLite has neither: a UUID is lower-case hyphenated text there, an instant microseconds since 1970 in UTC, JSON
/// text, a boolean 0 or 1. A list is an array for PostgreSQL (`unnest`) and a JSON array for SQLite (`json_each`).
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(Option<String>),
    Int(Option<i64>),
    Bool(Option<bool>),
    Uuid(Option<Uuid>),
    Time(Option<DateTime<Utc>>),
    Json(Option<Json>),
    Bytes(Option<Vec<u8>>),
    Texts(Vec<String>),
    Ints(Vec<i64>),
}

macro_rules! value_from {
    ($($from:ty => $variant:ident, |$x:ident| $convert:expr;)+) => {$(
        impl From<$from> for Value {
            fn from($x: $from) -> Self {
                Self::$variant(Some($convert))
            }
        }
        impl From<Option<$from>> for Value {
            fn from(value: Option<$from>) -> Self {
                Self::$variant(value.map(|$x| $convert))
            }
        }
    )+};
}

value_from! {
    &str => Text, |x| x.to_owned();
    String => Text, |x| x;
    &String => Text, |x| x.clone();
    i64 => Int, |x| x;
    i32 => Int, |x| i64::from(x);
    u32 => Int, |x| i64::from(x);
    u16 => Int, |x| i64::from(x);
    u8 => Int, |x| i64::from(x);
    bool => Bool, |x| x;
    Uuid => Uuid, |x| x;
    DateTime<Utc> => Time, |x| x;
    Json => Json, |x| x;
    Vec<u8> => Bytes, |x| x;
    &[u8] => Bytes, |x| x.to_vec();
}

macro_rules! value_from_id {
    ($($id:ident),+ $(,)?) => { value_from! { $(domain::ids::$id => Uuid, |x| x.uuid();)+ } };
}

value_from_id!(
    AgencyId,
    TicketId,
    ApprovalId,
    AssignmentId,
    StaffId,
    PartyId,
    ContractorId,
    PropertyId,
    WatcherId,
    MessageId,
    NoteId,
    AttachmentId,
    CommandId,
);
