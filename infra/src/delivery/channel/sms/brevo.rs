//! Brevo's transactional SMS, as a description of its one call.
//!
//! <https://developers.brevo.com/reference/sendasynctransactionalsms>: 201 with a `messageId`; 402 when there is no
//! credit left; 400 with a `code` for what is wrong with the request.

use std::time::Duration;

use secrecy::SecretString;

use super::gateway::GatewaySettings;
use super::reading::{Reading, Rule, Verdict};

/// `endpoint` without a final slash, as in `https://api.brevo.com/v3`.
pub fn settings(endpoint: &str, api_key: SecretString, timeout: Duration) -> GatewaySettings {
    let body = r#"{"type":"transactional","unicodeEnabled":false,"sender":"{sender}","recipient":"{digits}","content":"{text}","tag":"{reference}"}"#;
    GatewaySettings {
        name: "brevo",
        method: "POST".into(),
        url: format!("{endpoint}/transactionalSMS/send"),
        headers: vec![
            ("Content-Type".into(), "application/json".into()),
            ("Accept".into(), "application/json".into()),
            ("api-key".into(), "{token}".into()),
        ],
        body: body.into(),
        token: api_key,
        reading: Reading {
            rules: vec![
                Rule::statuses(Verdict::Accepted, &[200, 201, 202]),
                Rule::statuses(Verdict::Temporary, &[401, 402, 403]),
                Rule::statuses(Verdict::Permanent, &[400, 404, 406]),
            ],
            reference: Some("/messageId".into()),
        },
        timeout,
    }
}
