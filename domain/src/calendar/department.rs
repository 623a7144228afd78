//! In which département does a building stand? Public holidays depend on it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A département, or one of the overseas collectivities numbered like them, by its official geographical code:
/// `54`, `2A`, `971`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Department(String);

/// The postal code belongs to no département: it is foreign, mistyped, or of a Pacific territory, which has
/// labour law and holidays of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this postal code belongs to no French département")]
pub struct UnknownDepartment;

impl Department {
    /// Reads the département from a postal code.
    ///
    /// A postal code is that of the delivering office; a few hundred communes near a border are delivered from
    /// the neighbouring département. Holidays are the only use made of it, and a reminder that is a day late or
    /// early there is harmless.
    ///
    /// # Errors
    /// [`UnknownDepartment`] when it is not five digits of a département or overseas collectivity.
    pub fn of_postal_code(postal_code: &str) -> Result<Self, UnknownDepartment> {
        let postal_code = postal_code.trim();
        let number: u32 = match postal_code.len() {
            5 if postal_code.bytes().all(|byte| byte.is_ascii_digit()) => {
                postal_code.parse().map_err(|_| UnknownDepartment)?
            }
            _ => return Err(UnknownDepartment),
        };
        let code = match number {
            20_000..=20_199 => "2A",
            20_200..=20_999 => "2B",
            // Two communes of Guadeloupe became collectivities in 2007 and kept their postal codes.
            97_133 => "977",
            97_150 => "978",
            97_100..=97_899 => &postal_code[..3],
            1_000..=95_999 => &postal_code[..2],
            _ => return Err(UnknownDepartment),
        };
        Ok(Self(code.to_owned()))
    }

    pub fn code(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Department {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod spec {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nancy("54000", "54")]
    #[case::bourg_en_bresse("01000", "01")]
    #[case::ajaccio("20000", "2A")]
    #[case::porto_vecchio("20137", "2A")]
    #[case::bastia("20200", "2B")]
    #[case::prunelli_di_fiumorbo("20600", "2B")]
    #[case::pointe_a_pitre("97110", "971")]
    #[case::fort_de_france("97200", "972")]
    #[case::cayenne("97300", "973")]
    #[case::saint_denis("97400", "974")]
    #[case::saint_pierre("97500", "975")]
    #[case::mamoudzou("97600", "976")]
    #[case::saint_barthelemy("97133", "977")]
    #[case::saint_martin("97150", "978")]
    #[case::paris_with_spaces(" 75011 ", "75")]
    fn a_postal_code_tells_the_department(#[case] postal_code: &str, #[case] code: &str) {
        assert_eq!(
            Department::of_postal_code(postal_code).unwrap().code(),
            code
        );
    }

    #[rstest]
    #[case::nothing("")]
    #[case::belgian("4000")]
    #[case::luxembourgish("L-1009")]
    #[case::zero("00100")]
    #[case::beyond_the_last("96000")]
    #[case::papeete("98714")]
    #[case::not_ascii("５４０００")]
    #[case::a_sign("+7501")]
    fn other_postal_codes_belong_to_none(#[case] postal_code: &str) {
        assert_eq!(
            Department::of_postal_code(postal_code),
            Err(UnknownDepartment)
        );
    }
}
