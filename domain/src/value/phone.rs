//! Which number rings, and can it receive an SMS?

use std::fmt;

use phonenumber::country::Id;
use phonenumber::{Mode, Type, metadata::DATABASE};
use serde::{Deserialize, Serialize};

/// Overseas numbering plans: dialled from mainland France like any other ten digits, yet each with a country
/// code of its own. Guadeloupe's plan also serves Saint-Martin and Saint-Barthélemy.
const OVERSEAS: [Id; 6] = [Id::GP, Id::GF, Id::MQ, Id::RE, Id::YT, Id::PM];

/// Country codes whose numbers French people write nationally, with a leading zero.
const FRENCH_CODES: [u16; 6] = [33, 590, 594, 596, 262, 508];

/// The mobile numbers that Arcep keeps for works of fiction (06 39 98 …): nobody ever has one, which
/// is what a demonstration and a test need. The metadata do not know them as numbers.
const FICTIONAL_MOBILE: &str = "+3363998";

/// A telephone number in E.164 form (`+33612345678`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PhoneNumber(String);

/// Why something typed is no telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    #[error("this is not a telephone number")]
    Invalid,
}

impl PhoneNumber {
    /// Reads every usual French way of writing a number, foreign ones with their country code.
    ///
    /// # Errors
    /// [`PhoneError::Invalid`] when no numbering plan holds such a number.
    pub fn parse(typed: &str) -> Result<Self, PhoneError> {
        let dialled = dialled(typed)?;
        if let Some(fictional) = fictional_mobile(&dialled) {
            return Ok(Self(fictional));
        }
        let number = in_overseas_plan(&dialled)
            .or_else(|| in_plan_of(Id::FR, &dialled))
            .ok_or(PhoneError::Invalid)?;
        Ok(Self(number.format().mode(Mode::E164).to_string()))
    }

    /// Whether an SMS can be expected to arrive.
    pub fn is_mobile(&self) -> bool {
        if self.0.starts_with(FICTIONAL_MOBILE) {
            return true;
        }
        // North America does not tell its mobiles apart; there the answer is "perhaps", and trying is right.
        self.number().is_some_and(|number| {
            let kind = number.number_type(&DATABASE);
            kind == Type::Mobile || kind == Type::FixedLineOrMobile
        })
    }

    /// As people here write it: `06 12 34 56 78`, overseas numbers likewise; foreign ones with their country code.
    pub fn display_national(&self) -> String {
        match self.number() {
            Some(number) if FRENCH_CODES.contains(&number.code().value()) => {
                pairs(number.national().value())
            }
            Some(number) => number.format().mode(Mode::International).to_string(),
            None => self.0.clone(),
        }
    }

    /// E.164, as gateways want it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn number(&self) -> Option<phonenumber::PhoneNumber> {
        phonenumber::parse(None, &self.0).ok()
    }
}

/// E.164.
impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<&str> for PhoneNumber {
    type Error = PhoneError;

    fn try_from(typed: &str) -> Result<Self, PhoneError> {
        Self::parse(typed)
    }
}

/// What the fingers would press: digits, after a `+` when the country is given.
fn dialled(typed: &str) -> Result<String, PhoneError> {
    let typed = typed.trim();
    // In "+33 (0)6", the zero is the one that falls away when calling from abroad.
    let typed = if typed.starts_with('+') || typed.starts_with("00") {
        typed.replacen("(0)", "", 1)
    } else {
        typed.to_owned()
    };
    let mut dialled = String::with_capacity(typed.len());
    for character in typed.chars() {
        match character {
            '0'..='9' => dialled.push(character),
            '+' if dialled.is_empty() => dialled.push('+'),
            '.' | '-' | '/' | '(' | ')' | '\u{2010}'..='\u{2014}' => {}
            space if space.is_whitespace() => {}
            _ => return Err(PhoneError::Invalid),
        }
    }
    match dialled.strip_prefix("00") {
        Some(international) => Ok(format!("+{international}")),
        None => Ok(dialled),
    }
}

fn fictional_mobile(dialled: &str) -> Option<String> {
    let number = match dialled.strip_prefix('0') {
        Some(national) => format!("+33{national}"),
        None => dialled.to_owned(),
    };
    let complete = number.len() == "+33639980000".len();
    (complete && number.starts_with(FICTIONAL_MOBILE)).then_some(number)
}

fn in_plan_of(region: Id, dialled: &str) -> Option<phonenumber::PhoneNumber> {
    phonenumber::parse(Some(region), dialled)
        .ok()
        .filter(phonenumber::PhoneNumber::is_valid)
}

/// Overseas plans are tried before the mainland's, but only for lines that stand there: special numbers
/// (0800, 0810…) look alike in every plan and belong to the mainland's.
fn in_overseas_plan(dialled: &str) -> Option<phonenumber::PhoneNumber> {
    if !dialled.starts_with('0') {
        return None;
    }
    OVERSEAS
        .into_iter()
        .filter_map(|region| in_plan_of(region, dialled))
        .find(|number| {
            let kind = number.number_type(&DATABASE);
            kind == Type::FixedLine || kind == Type::Mobile
        })
}

/// Nine national digits with their leading zero, two by two.
fn pairs(national: u64) -> String {
    let digits = format!("{national:010}");
    let (head, tail) = digits.split_at(2);
    tail.as_bytes()
        .chunks(2)
        .fold(head.to_owned(), |mut written, pair| {
            written.push(' ');
            written.extend(pair.iter().map(|&digit| char::from(digit)));
            written
        })
}

#[cfg(test)]
mod spec;
