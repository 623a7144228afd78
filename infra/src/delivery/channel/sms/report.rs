//! What does a gateway report of an SMS that it took, and is it really the gateway?
//!
//! Gateways call an address that they were given, once or several times, soon or late, in whatever order. A report is a
//! few named values, in JSON, in a form or in the address; a description like that of [`reading`](super::reading) says
//! which of them names the SMS and which says that it arrived.

use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::reading::{NotAPlace, Place, reference};
use crate::outbox::Report;

/// What a report that matches a rule says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    Delivered,
    Undelivered,
    /// Not the end of it yet.
    UnderWay,
}

/// How a gateway words its reports: rules, first match first, and where its references stand (JSON pointers).
#[derive(Clone, Debug, Default)]
pub struct ReportReading {
    pub rules: Vec<(News, Place)>,
    /// The gateway's own reference.
    pub reference: Option<String>,
    /// Ours, which we gave with the SMS, in one of these places.
    pub ours: Vec<String>,
}

impl ReportReading {
    /// Rules in the words of the documented settings.
    pub fn rules(
        delivered: &[&str],
        undelivered: &[&str],
    ) -> Result<Vec<(News, Place)>, NotAPlace> {
        let read = |news: News, places: &[&str]| -> Result<Vec<_>, NotAPlace> {
            places
                .iter()
                .map(|place| Ok((news, place.parse()?)))
                .collect()
        };
        let mut rules = read(News::Delivered, delivered)?;
        rules.extend(read(News::Undelivered, undelivered)?);
        Ok(rules)
    }

    /// What it says of an SMS; nothing where it is no end, or names none.
    pub fn read(&self, said: &Value) -> Option<Report> {
        let (news, _) = self.rules.iter().find(|(_, place)| place.holds(said))?;
        let delivered = match news {
            News::Delivered => true,
            News::Undelivered => false,
            News::UnderWay => return None,
        };
        let named = |place: &str| said.pointer(place).and_then(reference);
        let report = Report {
            gateway_reference: self.reference.as_deref().and_then(named),
            our_reference: self.ours.iter().find_map(|place| named(place)),
            delivered,
        };
        (report.gateway_reference.is_some() || report.our_reference.is_some()).then_some(report)
    }
}

/// Reports are taken: under which token, and how they are read.
#[derive(Clone, Debug)]
pub struct Reports {
    token: [u8; 32],
    pub reading: ReportReading,
}

impl Reports {
    pub fn new(token: &SecretString, reading: ReportReading) -> Self {
        Self {
            token: Sha256::digest(token.expose_secret()).into(),
            reading,
        }
    }

    /// Whether this is the token that only the gateway was told. By digests, so that the time that a comparison takes
    /// says nothing of the token.
    pub fn is_ours(&self, token: &str) -> bool {
        let digest: [u8; 32] = Sha256::digest(token).into();
        digest == self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn reading() -> ReportReading {
        ReportReading {
            rules: ReportReading::rules(&["/status=delivered"], &["/status=failed"]).unwrap(),
            reference: Some("/id".into()),
            ours: vec!["/reference".into(), "/reference/0".into()],
        }
    }

    #[test]
    fn an_end_is_read_with_whatever_names_the_sms() {
        let both = reading().read(&json!({"id": 7, "reference": "r", "status": "delivered"}));
        assert_eq!(
            both,
            Some(Report {
                gateway_reference: Some("7".into()),
                our_reference: Some("r".into()),
                delivered: true
            })
        );
        let ours = reading()
            .read(&json!({"reference": ["r"], "status": "failed"}))
            .unwrap();
        assert_eq!(
            (ours.our_reference.as_deref(), ours.delivered),
            (Some("r"), false)
        );
    }

    #[test]
    fn what_is_no_end_or_names_nothing_says_nothing() {
        for said in [
            json!({"id": 7, "status": "buffered"}),
            json!({"status": "delivered"}),
            json!({"id": {"deep": 1}, "status": "delivered"}),
            json!({"id": "x".repeat(201), "status": "delivered"}),
            json!({"id": "\u{0}", "reference": "7\n", "status": "delivered"}),
            json!([]),
            json!(null),
        ] {
            assert_eq!(reading().read(&said), None, "{said}");
        }
    }

    #[test]
    fn only_the_token_itself_is_the_token() {
        let reports = Reports::new(&"abc".to_owned().into(), reading());
        assert!(reports.is_ours("abc"));
        assert!(!reports.is_ours("ab") && !reports.is_ours("") && !reports.is_ours("abcd"));
    }
}
