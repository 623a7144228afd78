//! Where is something said: on which ticket, about whose part, in which zone, and how are new things named?

use crate::problem::{Answer, Problem};
use chrono_tz::Tz;
use domain::ids::{AssignmentId, TicketId};
use domain::personal::{Personal, Subject};
use domain::value::{ShortText, TextError};
use uuid::Uuid;

/// What a body does not say because its address does.
#[derive(Clone, Debug)]
pub struct Place {
    pub ticket: TicketId,
    /// To whom free text that is said here belongs.
    pub words: Subject,
    /// Nil where the address names no assignment; such orders do not ask for one.
    pub assignment: AssignmentId,
    /// Of the building: visits are agreed on in local time.
    pub zone: Tz,
    pub fresh: Fresh,
}

/// Names for what a command makes.
#[derive(Clone, Debug)]
pub struct Fresh(Option<(Uuid, String)>);

impl Fresh {
    /// With an idempotency key the same request names the same things again. `whose` key it is counts as well: what two
    /// people make under the key `1` are two things.
    pub fn new(whose: Uuid, key: Option<&str>) -> Self {
        Self(key.map(|key| (whose, key.to_owned())))
    }
    /// Whether the same request may come again.
    pub fn is_keyed(&self) -> bool {
        self.0.is_some()
    }
    pub fn id(&self, what: &str) -> Uuid {
        match &self.0 {
            Some((whose, key)) => Uuid::new_v5(whose, format!("{what}:{key}").as_bytes()),
            None => Uuid::now_v7(),
        }
    }
}

impl Place {
    /// Free text belongs to the ticket, since it may mention anybody, or to the contractor who wrote it.
    pub fn personal<T>(&self, value: T) -> Personal<T> {
        Personal::new(self.words.clone(), value)
    }
    pub fn text(&self, field: &str, typed: &str) -> Answer<Personal<ShortText>> {
        at(field, ShortText::parse(typed)).map(|text| self.personal(text))
    }
    /// A text that may be left out; a blank one counts as left out.
    pub fn remark(&self, field: &str, typed: Option<&str>) -> Answer<Option<Personal<ShortText>>> {
        match typed.map(ShortText::parse) {
            None | Some(Err(TextError::Empty)) => Ok(None),
            Some(parsed) => at(field, parsed).map(|text| Some(self.personal(text))),
        }
    }
}

/// Says at which field a value stood that was refused.
pub fn at<T, E: Into<Problem>>(field: &str, parsed: Result<T, E>) -> Answer<T> {
    parsed.map_err(|error| error.into().below(field))
}

/// A field that this choice needs.
pub fn required<T>(field: &'static str, value: Option<T>) -> Answer<T> {
    value.ok_or_else(|| missing(field))
}

pub fn missing(field: &'static str) -> Problem {
    Problem::malformed("missing_field")
        .with("name", field)
        .at(field)
}
