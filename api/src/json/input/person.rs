//! Who is meant, as typed in: somebody of the directory, somebody typed in by hand, or the first corrected by the second.

use super::at;
use crate::problem::{Answer, Problem};
use domain::ticket::{Channels, PersonDetails};
use domain::value::{EmailAddress, PhoneNumber, ShortText};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The channels ticked for somebody.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, ToSchema)]
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

/// Somebody. Whatever is left out is taken from the directory; a blank text takes out what stands there.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PersonInput {
    /// The directory's entry.
    pub party: Option<Uuid>,
    #[schema(min_length = 1, max_length = 2000)]
    pub name: Option<String>,
    #[schema(format = "email")]
    pub email: Option<String>,
    /// French numbers in any usual form; others with their country's prefix.
    #[schema(format = "phone")]
    pub phone: Option<String>,
}

/// A contractor to be engaged. Whatever is left out is taken from the directory.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ContractorInput {
    /// The directory's entry. Without one a name is needed, and a channel with its address.
    pub contractor: Option<Uuid>,
    #[schema(min_length = 1, max_length = 2000)]
    pub name: Option<String>,
    #[schema(format = "email")]
    pub email: Option<String>,
    /// French numbers in any usual form; others with their country's prefix.
    #[schema(format = "phone")]
    pub phone: Option<String>,
    pub trade: Option<String>,
    /// Those of the directory where nothing is said.
    pub channels: Option<ChannelsInput>,
    /// Extra instructions of this ticket.
    #[schema(max_length = 2000)]
    pub instructions: Option<String>,
}

/// Whom the contractor calls to get in.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SiteContactInput {
    pub party: Option<Uuid>,
    #[schema(min_length = 1, max_length = 2000)]
    pub name: Option<String>,
    #[schema(format = "email")]
    pub email: Option<String>,
    /// French numbers in any usual form; others with their country's prefix.
    #[schema(format = "phone")]
    pub phone: Option<String>,
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
    /// How they are warned; nothing ticked means that nobody warns them.
    pub channels: ChannelsInput,
}

/// Somebody who is told of the important steps, or informed once.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ToldInput {
    /// Of a watcher that the ticket has already; left out for a new one.
    pub id: Option<Uuid>,
    pub party: Option<Uuid>,
    #[schema(min_length = 1, max_length = 2000)]
    pub name: Option<String>,
    #[schema(format = "email")]
    pub email: Option<String>,
    /// French numbers in any usual form; others with their country's prefix.
    #[schema(format = "phone")]
    pub phone: Option<String>,
    /// At least one.
    pub channels: ChannelsInput,
}

/// What was typed in of somebody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typed<'a> {
    pub name: Option<&'a str>,
    pub email: Option<&'a str>,
    pub phone: Option<&'a str>,
}

macro_rules! typed {
    ($($input:ident),+) => {$(
        impl $input {
            pub fn typed(&self) -> Typed<'_> {
                Typed { name: self.name.as_deref(), email: self.email.as_deref(), phone: self.phone.as_deref() }
            }
        }
    )+};
}
typed!(PersonInput, ContractorInput, SiteContactInput, ToldInput);

/// Somebody's details: what was typed in, and where nothing was, what is already known. A blank text takes out.
pub fn details(typed: Typed<'_>, known: Option<PersonDetails>) -> Answer<PersonDetails> {
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
