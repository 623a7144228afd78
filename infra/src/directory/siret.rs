//! Which establishment is a company's? The French SIRET number, with its check digit.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Fourteen digits that satisfy the Luhn formula (INSEE, *répertoire Sirene*). Establishments of La Poste, whose digits
/// need only sum to a multiple of five, are accepted too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Siret(String);

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a SIRET number")]
pub struct NotASiret;

const LA_POSTE: &str = "356000000";

impl Siret {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Spaces may stand anywhere.
impl FromStr for Siret {
    type Err = NotASiret;

    fn from_str(text: &str) -> Result<Self, NotASiret> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let digits: Vec<u32> = compact.chars().map_while(|c| c.to_digit(10)).collect();
        let whole = digits.len() == 14 && compact.chars().count() == 14;
        let post = compact.starts_with(LA_POSTE) && digits.iter().sum::<u32>() % 5 == 0;
        if whole && (luhn(&digits) || post) {
            Ok(Self(compact))
        } else {
            Err(NotASiret)
        }
    }
}

fn luhn(digits: &[u32]) -> bool {
    let weighed = digits.iter().rev().enumerate().map(|(place, digit)| {
        let weighed = if place % 2 == 1 { digit * 2 } else { *digit };
        if weighed > 9 { weighed - 9 } else { weighed }
    });
    weighed.sum::<u32>() % 10 == 0
}

impl TryFrom<String> for Siret {
    type Error = NotASiret;

    fn try_from(text: String) -> Result<Self, NotASiret> {
        text.parse()
    }
}

impl From<Siret> for String {
    fn from(siret: Siret) -> Self {
        siret.0
    }
}

impl fmt::Display for Siret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod spec {
    use super::*;

    #[test]
    fn a_number_with_its_check_digit_is_one() {
        assert_eq!(
            "732 829 320 00074".parse::<Siret>().map(String::from),
            Ok("73282932000074".to_owned())
        );
        assert!(
            "35600000049837".parse::<Siret>().is_ok(),
            "an establishment of La Poste"
        );
    }

    #[test]
    fn anything_else_is_none() {
        for text in [
            "",
            "73282932000075",
            "7328293200007",
            "732829320000741",
            "7328293200007a",
        ] {
            assert_eq!(text.parse::<Siret>(), Err(NotASiret), "{text}");
        }
    }
}
