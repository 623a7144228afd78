//! Which fields belong to which choice? One table a body: what is refused follows from it, and so does what the
//! description of the API and each ticket's `actions` say.

use super::{ANSWER, MESSAGE, PRESENCE, VERDICT, missing};
use crate::problem::{Answer, Problem};

/// A body in which one field's choice decides which others are needed, and which may be said at all.
#[derive(Clone, Copy, Debug)]
pub struct Choices {
    /// As the description names the body.
    pub schema: &'static str,
    /// The field that holds the choice.
    pub by: &'static str,
    pub fields: &'static [Belongs],
}

/// Every body with a choice.
pub const ALL: [Choices; 4] = [ANSWER, PRESENCE, MESSAGE, VERDICT];

/// A field that goes with one choice and with no other: what it says would be lost.
#[derive(Clone, Copy, Debug)]
pub struct Belongs {
    pub field: &'static str,
    pub to: &'static str,
    pub is_needed: bool,
}

impl Belongs {
    pub const fn needed(field: &'static str, to: &'static str) -> Self {
        Self {
            field,
            to,
            is_needed: true,
        }
    }

    pub const fn taken(field: &'static str, to: &'static str) -> Self {
        Self {
            field,
            to,
            is_needed: false,
        }
    }
}

impl Choices {
    /// `said`: which of the fields there are.
    ///
    /// # Errors
    /// 400 for a field of another choice, or a missing one of this.
    pub fn check(&self, choice: &str, said: &[(&'static str, bool)]) -> Answer<()> {
        let is_said = |field: &str| said.iter().any(|(name, there)| *name == field && *there);
        let mut others = self.fields.iter().filter(|it| it.to != choice);
        if let Some(lost) = others.find(|it| is_said(it.field)) {
            return Err(Problem::malformed("unknown_field")
                .with("name", lost.field)
                .at(lost.field));
        }
        let mut own = self.fields.iter().filter(|it| it.to == choice);
        match own.find(|it| it.is_needed && !is_said(it.field)) {
            Some(needed) => Err(missing(needed.field)),
            None => Ok(()),
        }
    }
}
