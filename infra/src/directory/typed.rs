//! What does a column mean? Texts that were checked when they came in, checked once more on the way out.

use std::str::FromStr;

use chrono_tz::Tz;
use domain::value::{Amount, EmailAddress, PhoneNumber};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use serde_json::Value as Json;

use crate::database::DatabaseFault;

pub(crate) fn email(column: &str, text: &str) -> Result<EmailAddress, DatabaseFault> {
    EmailAddress::parse(text).map_err(|_| unreadable(column))
}

pub(crate) fn opt_email(
    column: &str,
    text: Option<String>,
) -> Result<Option<EmailAddress>, DatabaseFault> {
    text.map(|text| email(column, &text)).transpose()
}

pub(crate) fn opt_phone(
    column: &str,
    text: Option<String>,
) -> Result<Option<PhoneNumber>, DatabaseFault> {
    let parse = |text: String| PhoneNumber::parse(&text).map_err(|_| unreadable(column));
    text.map(parse).transpose()
}

pub(super) fn zone(column: &str, text: &str) -> Result<Tz, DatabaseFault> {
    Tz::from_str(text).map_err(|_| unreadable(column))
}

/// One of our enums, stored under the name that serde gives it.
pub(super) fn coded<T: DeserializeOwned>(column: &str, text: String) -> Result<T, DatabaseFault> {
    json(column, Json::String(text))
}

pub(super) fn json<T: DeserializeOwned>(column: &str, value: Json) -> Result<T, DatabaseFault> {
    serde_json::from_value(value).map_err(|_| unreadable(column))
}

/// Names the column only: the error might quote what stands there.
fn unreadable(column: &str) -> DatabaseFault {
    DatabaseFault::column(column, "it does not hold what was written into it")
}

pub(super) fn opt_amount(
    column: &str,
    cents: Option<i64>,
) -> Result<Option<Amount>, DatabaseFault> {
    let parse = |cents| Amount::from_cents(cents).map_err(|_| unreadable(column));
    cents.map(parse).transpose()
}

/// For records: an address in any usual form, checked while it is read.
pub(crate) fn checked_email<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<EmailAddress>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    text.map(|text| EmailAddress::parse(&text).map_err(D::Error::custom))
        .transpose()
}

/// For records: a number in any usual form, checked while it is read.
pub(crate) fn checked_phone<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<PhoneNumber>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    text.map(|text| PhoneNumber::parse(&text).map_err(D::Error::custom))
        .transpose()
}
