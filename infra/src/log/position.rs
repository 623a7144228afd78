//! Where in the one order over all streams?

use std::fmt;
use std::str::FromStr;

/// The place of an event in the log: first the transaction that wrote it, then its number. The default is the place
/// before the first event.
///
/// On SQLite, which has one writer, the transaction is always 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position(pub i64, pub i64);

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a position is two numbers with a dot between")]
pub struct NotAPosition;

impl FromStr for Position {
    type Err = NotAPosition;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (transaction, number) = text.split_once('.').ok_or(NotAPosition)?;
        match (transaction.parse(), number.parse()) {
            (Ok(transaction), Ok(number)) => Ok(Self(transaction, number)),
            (Err(_), _) | (_, Err(_)) => Err(NotAPosition),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_reads_back_as_it_is_shown() {
        let position = Position(739, 12);
        assert_eq!(position.to_string(), "739.12");
        assert_eq!("739.12".parse(), Ok(position));
        assert_eq!("739".parse::<Position>(), Err(NotAPosition));
    }

    #[test]
    fn the_transaction_comes_before_the_number() {
        assert!(Position(1, 9) < Position(2, 3) && Position::default() < Position(0, 1));
    }
}
