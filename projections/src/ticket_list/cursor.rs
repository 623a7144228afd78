//! Where does the next page begin? After a row, named by what the list is sorted by.
//!
//! Unlike a page number, it neither repeats nor skips a ticket when the list changes meanwhile.

use super::query::Sort;
use super::row::TicketRow;
use domain::ids::TicketId;
use infra::database::Value;
use std::fmt;
use std::str::FromStr;

/// Opaque outside: the text form is only handed back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub(super) sort: Sort,
    pub(super) at: Key,
    pub(super) ticket: TicketId,
}

/// A row's place in the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Number(i64),
    /// Microseconds since 1970.
    Instant(i64),
    Text(String),
}

/// The text is no cursor of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor of this list")]
pub struct NotACursor;

impl Cursor {
    pub(super) fn after(row: &TicketRow, sort: Sort) -> Self {
        let at = match sort {
            Sort::Number => Key::Number(i64::try_from(row.number).unwrap_or(i64::MAX)),
            Sort::Status => Key::Number(row.keys.status),
            Sort::Created => Key::Instant(row.created_at.timestamp_micros()),
            Sort::Modified => Key::Instant(row.modified_at.timestamp_micros()),
            Sort::Type => Key::Text(row.ticket_type.clone()),
            Sort::Property => Key::Text(row.keys.property.clone()),
            Sort::Subject => Key::Text(row.keys.subject.clone()),
            Sort::Contractors => Key::Text(row.keys.contractors.clone()),
        };
        Self {
            sort,
            at,
            ticket: row.ticket,
        }
    }

    pub(super) fn value(&self) -> Result<Value, NotACursor> {
        Ok(match &self.at {
            Key::Number(number) => (*number).into(),
            Key::Instant(micros) => chrono::DateTime::from_timestamp_micros(*micros)
                .ok_or(NotACursor)?
                .into(),
            Key::Text(text) => text.as_str().into(),
        })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sort = self.sort.code();
        let ticket = self.ticket;
        match &self.at {
            Key::Number(at) | Key::Instant(at) => write!(f, "{sort}~{ticket}~{at}"),
            Key::Text(at) => write!(f, "{sort}~{ticket}~{at}"),
        }
    }
}

impl FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let mut parts = text.splitn(3, '~');
        let (Some(sort), Some(ticket), Some(at)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(NotACursor);
        };
        let sort: Sort = sort.parse().map_err(|_| NotACursor)?;
        let number = || at.parse::<i64>().map_err(|_| NotACursor);
        let at = match sort {
            Sort::Number | Sort::Status => Key::Number(number()?),
            Sort::Created | Sort::Modified => Key::Instant(number()?),
            Sort::Type | Sort::Property | Sort::Subject | Sort::Contractors => {
                Key::Text(at.to_owned())
            }
        };
        Ok(Self {
            sort,
            at,
            ticket: ticket.parse().map_err(|_| NotACursor)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_cursor_reads_back_as_it_was_given_out() {
        let ticket = TicketId(Uuid::from_u128(7));
        for (sort, at) in [
            (Sort::Number, Key::Number(1026)),
            (Sort::Modified, Key::Instant(1_700_000_000_000_001)),
            (Sort::Subject, Key::Text("fuite ~ d'eau".to_owned())),
        ] {
            let cursor = Cursor { sort, at, ticket };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
    }

    #[test]
    fn anything_else_is_refused() {
        assert_eq!("".parse::<Cursor>(), Err(NotACursor));
        assert_eq!("number~x~1".parse::<Cursor>(), Err(NotACursor));
    }
}
