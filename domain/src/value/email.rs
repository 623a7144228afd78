//! Where can somebody be written to?

use std::fmt;

use email_address::Options;
use serde::{Deserialize, Serialize};

/// The longest address that fits an SMTP path (RFC 5321 §4.5.3.1.3, erratum 1690).
const MAX_BYTES: usize = 254;

/// An e-mail address: trimmed, its domain in lower case. The part before the @ is left alone, because only
/// the receiving server may say that `Anne` and `anne` are the same mailbox (RFC 5321 §2.4).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EmailAddress(String);

/// Why something typed is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    #[error("this is not an e-mail address")]
    Invalid,
    #[error("an e-mail address has at most 254 characters")]
    TooLong,
}

impl EmailAddress {
    /// # Errors
    /// [`EmailError::TooLong`] above 254 bytes, [`EmailError::Invalid`] for anything that no public mail server
    /// would take: a name around the address, a bare host name, an IP address.
    pub fn parse(typed: &str) -> Result<Self, EmailError> {
        let typed = typed.trim();
        if typed.len() > MAX_BYTES {
            return Err(EmailError::TooLong);
        }
        let options = Options::default()
            .with_required_tld()
            .without_display_text()
            .without_domain_literal();
        let address = email_address::EmailAddress::parse_with_options(typed, options)
            .map_err(|_| EmailError::Invalid)?;
        Ok(Self(format!(
            "{}@{}",
            address.local_part(),
            address.domain().to_lowercase()
        )))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<&str> for EmailAddress {
    type Error = EmailError;

    fn try_from(typed: &str) -> Result<Self, EmailError> {
        Self::parse(typed)
    }
}

#[cfg(test)]
mod spec {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain("contact@plomberie-marchal.fr", "contact@plomberie-marchal.fr")]
    #[case::surrounded_by_spaces("  a.b@exemple.fr\t", "a.b@exemple.fr")]
    #[case::shouted_domain("Anne@Exemple.FR", "Anne@exemple.fr")]
    #[case::tagged("anne+travaux@exemple.fr", "anne+travaux@exemple.fr")]
    #[case::accented_domain("anne@électricité.fr", "anne@électricité.fr")]
    fn an_address_is_trimmed_and_its_domain_lowered(#[case] typed: &str, #[case] kept: &str) {
        assert_eq!(EmailAddress::parse(typed).unwrap().as_str(), kept);
    }

    #[rstest]
    #[case::nothing("")]
    #[case::no_at("anne.exemple.fr")]
    #[case::bare_host("anne@localhost")]
    #[case::with_a_name("Anne <anne@exemple.fr>")]
    #[case::two_addresses("a@exemple.fr, b@exemple.fr")]
    #[case::ip_address("anne@[127.0.0.1]")]
    #[case::header_injection("anne@exemple.fr\r\nBcc: tous@exemple.fr")]
    fn anything_else_is_refused(#[case] typed: &str) {
        assert_eq!(EmailAddress::parse(typed), Err(EmailError::Invalid));
    }

    #[test]
    fn an_address_longer_than_254_bytes_is_refused() {
        let typed = format!("{}@{}.fr", "a".repeat(60), "b".repeat(200));
        assert_eq!(EmailAddress::parse(&typed), Err(EmailError::TooLong));
        let domain = [
            "b".repeat(63),
            "c".repeat(63),
            "d".repeat(61),
            "fr".to_owned(),
        ]
        .join(".");
        let longest = format!("{}@{domain}", "a".repeat(61));
        assert_eq!(longest.len(), 254);
        assert!(EmailAddress::parse(&longest).is_ok());
    }
}
