//! Brevo's transactional SMS, as a description of its one call.
//!
//! <https://developers.brevo.com/reference/sendasynctransactionalsms>: 201 with a `messageId`; 402 when there is no
//! credit left; 400 with a `code` for what is wrong with the request.

use std::time::Duration;

use secrecy::SecretString;

use super::gateway::GatewaySettings;
use super::reading::{NotAPlace, Reading, Rule, Verdict};
use super::report::ReportReading;

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
                Rule::statuses(Verdict::Permanent, &[400, 406]),
            ],
            reference: Some("/messageId".into()),
        },
        timeout,
    }
}

/// <https://developers.brevo.com/docs/transactional-webhooks>: one event a call, `messageId` and `msg_status`. A soft
/// bounce is no end: Brevo tries again.
pub fn reports() -> Result<ReportReading, NotAPlace> {
    let failed = [
        "hard_bounce",
        "hardBounce",
        "rejected",
        "blocked",
        "blacklisted",
        "skip",
    ]
    .map(|status| format!("/msg_status={status}"));
    let failed: Vec<&str> = failed.iter().map(String::as_str).collect();
    Ok(ReportReading {
        rules: ReportReading::rules(&["/msg_status=delivered"], &failed)?,
        reference: Some("/messageId".into()),
        ours: vec!["/tag".into(), "/tag/0".into()],
    })
}
