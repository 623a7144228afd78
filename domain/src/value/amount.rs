//! How much does it cost? Money as people type it and as it is stored.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Thousands are set apart by a narrow no-break space in French typography.
const THOUSANDS: char = '\u{202F}';
/// The currency sign keeps a full no-break space before it.
const BEFORE_CURRENCY: char = '\u{00A0}';

/// An amount in euros, tax included, kept in whole cents: from 0.01 € to 10 000 000 €.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Amount(i64);

/// Nothing, less than nothing, or more than any works on a building would cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an amount lies between 0.01 and 10 000 000 euros, not {cents} cents")]
pub struct AmountOutOfRange {
    /// What was given; the nearest representable number when it was larger still.
    pub cents: i64,
}

/// Why a typed amount was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    #[error("this is not an amount")]
    NotAnAmount,
    #[error("an amount has at most two decimals")]
    MoreThanTwoDecimals,
    #[error(transparent)]
    OutOfRange(#[from] AmountOutOfRange),
}

impl Amount {
    pub const MIN: Self = Self(1);
    pub const MAX: Self = Self(1_000_000_000);

    /// # Errors
    /// [`AmountOutOfRange`] below one cent or above ten million euros.
    pub fn from_cents(cents: i64) -> Result<Self, AmountOutOfRange> {
        if (Self::MIN.0..=Self::MAX.0).contains(&cents) {
            Ok(Self(cents))
        } else {
            Err(AmountOutOfRange { cents })
        }
    }

    /// Reads what people type: `1 234,56`, `1234.5`, `1234 €`.
    ///
    /// Spaces are accepted between groups of three digits only: in `1 23,45` a digit is missing, and guessing
    /// which one would change the sum. For the same reason a dot never separates thousands.
    ///
    /// # Errors
    /// [`AmountError`] says what is wrong with it.
    pub fn parse(typed: &str) -> Result<Self, AmountError> {
        let number = without_currency(typed.trim());
        let (negative, number) = match number.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, number),
        };
        let (euros, decimals) = number.split_once([',', '.']).unwrap_or((number, ""));
        let cents = whole_euros(euros)?
            .saturating_mul(100)
            .saturating_add(decimal_cents(decimals)?);
        Ok(Self::from_cents(if negative { -cents } else { cents })?)
    }

    /// Whole cents, tax included.
    pub fn cents(self) -> i64 {
        self.0
    }
}

/// `1 234,56 €`, with the no-break spaces of French typography.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let euros = (self.0 / 100).to_string();
        for (index, digit) in euros.chars().enumerate() {
            if index > 0 && (euros.len() - index).is_multiple_of(3) {
                write!(f, "{THOUSANDS}")?;
            }
            write!(f, "{digit}")?;
        }
        write!(f, ",{:02}{BEFORE_CURRENCY}€", self.0 % 100)
    }
}

impl TryFrom<&str> for Amount {
    type Error = AmountError;

    fn try_from(typed: &str) -> Result<Self, AmountError> {
        Self::parse(typed)
    }
}

fn without_currency(typed: &str) -> &str {
    let rest = typed
        .strip_suffix('€')
        .or_else(|| typed.strip_suffix("EUR"));
    rest.unwrap_or(typed).trim_end()
}

/// Euros in groups of three digits, or without any grouping.
fn whole_euros(typed: &str) -> Result<i64, AmountError> {
    let groups: Vec<&str> = typed.split(char::is_whitespace).collect();
    let all_digits = groups
        .iter()
        .all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    let well_grouped = groups.len() == 1
        || groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    if !all_digits || !well_grouped {
        return Err(AmountError::NotAnAmount);
    }
    // Only digits remain, so the one way to fail is to be larger than any amount.
    Ok(groups.concat().parse().unwrap_or(i64::MAX))
}

fn decimal_cents(decimals: &str) -> Result<i64, AmountError> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Ok(i64::from(byte - b'0')),
        _ => Err(AmountError::NotAnAmount),
    };
    match *decimals.as_bytes() {
        [] => Ok(0),
        [tenths] => Ok(digit(tenths)? * 10),
        [tenths, hundredths] => Ok(digit(tenths)? * 10 + digit(hundredths)?),
        ref longer if longer.iter().all(u8::is_ascii_digit) => {
            Err(AmountError::MoreThanTwoDecimals)
        }
        _ => Err(AmountError::NotAnAmount),
    }
}

#[cfg(test)]
mod spec;
