//! How can somebody be reached, as typed in?

use super::at;
use crate::problem::{Answer, Problem};
use domain::ticket::{Channels, PersonDetails};
use domain::value::{EmailAddress, PhoneNumber, ShortText};
use serde::Deserialize;
use utoipa::ToSchema;

/// The channels ticked for somebody.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ChannelsInput {
    pub email: bool,
    pub sms: bool,
}

impl From<ChannelsInput> for Channels {
    fn from(input: ChannelsInput) -> Self {
        Self {
            email: input.email,
            sms: input.sms,
        }
    }
}

/// What was typed in of somebody, perhaps over what the directory holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct ContactInput<'a> {
    pub name: Option<&'a str>,
    pub email: Option<&'a str>,
    pub phone: Option<&'a str>,
}

/// Somebody's details: what was typed in, and where nothing was, what is already known. A blank text takes out.
pub fn details(typed: ContactInput<'_>, known: Option<PersonDetails>) -> Answer<PersonDetails> {
    let (name, email, phone) = match known {
        Some(known) => (Some(known.name), known.email, known.phone),
        None => (None, None, None),
    };
    let name = match typed.name {
        Some(name) => Some(at("name", ShortText::parse(name))?.as_str().to_owned()),
        None => name,
    };
    Ok(PersonDetails {
        name: name.ok_or_else(|| Problem::invalid("name", "empty_text"))?,
        email: replaced("email", typed.email, email, EmailAddress::parse)?,
        phone: replaced("phone", typed.phone, phone, PhoneNumber::parse)?,
    })
}

fn replaced<T, E: Into<Problem>>(
    field: &str,
    typed: Option<&str>,
    known: Option<T>,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Answer<Option<T>> {
    match typed.map(str::trim) {
        None => Ok(known),
        Some("") => Ok(None),
        Some(text) => at(field, parse(text)).map(Some),
    }
}
