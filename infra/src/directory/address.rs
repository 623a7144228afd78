//! Where does a letter go?

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::database::{DatabaseFault, Row};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostalAddress {
    /// May have several lines.
    pub street: String,
    pub postal_code: String,
    pub city: String,
}

impl PostalAddress {
    /// From the three columns that every table with an address has.
    pub(super) fn from_row(row: &Row) -> Result<Self, DatabaseFault> {
        Ok(Self {
            street: row.text("street")?,
            postal_code: row.text("postal_code")?,
            city: row.text("city")?,
        })
    }
}

/// On one line: `4, rue Gilbert 54000 NANCY`.
impl fmt::Display for PostalAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let street = self.street.replace('\n', ", ");
        let line = format!("{street} {} {}", self.postal_code, self.city.to_uppercase());
        f.write_str(line.trim())
    }
}

#[cfg(test)]
mod spec {
    use super::*;

    #[test]
    fn an_address_stands_on_one_line() {
        let address = PostalAddress {
            street: "Résidence du Parc\n4, rue Gilbert".to_owned(),
            postal_code: "54000".to_owned(),
            city: "Nancy".to_owned(),
        };
        assert_eq!(
            address.to_string(),
            "Résidence du Parc, 4, rue Gilbert 54000 NANCY"
        );
        assert_eq!(PostalAddress::default().to_string(), "");
    }
}
