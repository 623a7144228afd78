//! Does U+0000 stand anywhere in a JSON text? PostgreSQL stores it in no text, and nobody types it.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// What the error says; the path beside it says where.
pub(super) const FOUND: &str = "a null character";

/// Whether it can be there at all: JSON writes it only like this. What this finds may still be a backslash and `u0000`.
pub(super) fn suspected(json: &[u8]) -> bool {
    json.windows(6).any(|six| six == b"\\u0000")
}

/// Any JSON value that is free of it.
#[derive(Debug)]
pub(super) struct Free;

impl<'de> Deserialize<'de> for Free {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Search)
    }
}

struct Search;

impl<'de> Visitor<'de> for Search {
    type Value = Free;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_bool<E>(self, _: bool) -> Result<Free, E> {
        Ok(Free)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Free, E> {
        Ok(Free)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Free, E> {
        Ok(Free)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Free, E> {
        Ok(Free)
    }
    fn visit_unit<E>(self) -> Result<Free, E> {
        Ok(Free)
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Free, E> {
        if text.contains('\0') {
            Err(E::custom(FOUND))
        } else {
            Ok(Free)
        }
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Free, A::Error> {
        while items.next_element::<Free>()?.is_some() {}
        Ok(Free)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Free, A::Error> {
        while let Some(name) = entries.next_key::<String>()? {
            entries.next_value::<Free>()?;
            Search.visit_str::<A::Error>(&name)?;
        }
        Ok(Free)
    }
}
