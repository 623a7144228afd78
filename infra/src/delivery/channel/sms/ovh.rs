//! OVHcloud's SMS API, version 1: signed calls.
//!
//! <https://help.ovhcloud.com/csm/en-api-getting-started-ovhcloud-api?id=kb_article_view&sysparm_article=KB0042777>:
//! the signature is `$1$` and the SHA-1 of secret, consumer key, method, address, body and *their* time, joined by `+`.
//! <https://eu.api.ovh.com/console/?section=%2Fsms>: `POST /sms/{serviceName}/jobs`.

use std::time::Duration;

use async_trait::async_trait;
use data_encoding::HEXLOWER;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Request};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use sha1::{Digest, Sha1};
use tokio::sync::OnceCell;
use tokio::time::Instant;

use super::http::{self, Answer, HttpFault};
use super::reading::{NotAPlace, Reading};
use super::report::{News, ReportReading};
use crate::delivery::channel::{Channel, Content, Parcel, Sms};
use crate::delivery::outcome::Outcome;

#[derive(Clone, Debug)]
pub struct OvhSettings {
    /// Without a final slash, as in `https://eu.api.ovh.com/1.0`.
    pub endpoint: String,
    /// The SMS account, as in `sms-ab12345-1`.
    pub service_name: String,
    pub application_key: String,
    pub application_secret: SecretString,
    pub consumer_key: SecretString,
    /// Bound of each of its calls.
    pub timeout: Duration,
}

pub struct Ovh {
    settings: OvhSettings,
    client: Client,
    /// Their time when we asked, and when that was by a clock that nobody sets.
    their_time: OnceCell<(i64, Instant)>,
}

impl Ovh {
    pub fn new(settings: OvhSettings) -> Result<Self, HttpFault> {
        let client = http::client(settings.timeout)?;
        Ok(Self {
            settings,
            client,
            their_time: OnceCell::new(),
        })
    }

    /// Seconds since 1970 by their clock, asked for once: a signature that is minutes off is refused, and neither this
    /// machine's clock nor a demonstration's fast one has to be right.
    async fn timestamp(&self) -> Result<i64, Outcome> {
        let ask = async || {
            let url = format!("{}/auth/time", self.settings.endpoint);
            let request = self.client.get(url).build().map_err(|_| unsigned())?;
            let answer = http::call(&self.client, request)
                .await
                .map_err(|_| unsigned())?;
            answer
                .body
                .as_i64()
                .map(|seconds| (seconds, Instant::now()))
                .ok_or_else(unsigned)
        };
        let (then, since) = self.their_time.get_or_try_init(ask).await?;
        Ok(then + i64::try_from(since.elapsed().as_secs()).unwrap_or_default())
    }

    fn request(&self, sms: &Sms, reference: &str, timestamp: i64) -> Result<Request, HttpFault> {
        let settings = &self.settings;
        let url = format!("{}/sms/{}/jobs", settings.endpoint, settings.service_name);
        let body = job(sms, reference).to_string();
        let signature = sign(settings, "POST", &url, &body, timestamp);
        Ok(self
            .client
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header("X-Ovh-Application", &settings.application_key)
            .header("X-Ovh-Consumer", settings.consumer_key.expose_secret())
            .header("X-Ovh-Timestamp", timestamp)
            .header("X-Ovh-Signature", signature)
            .body(body)
            .build()?)
    }
}

/// The job as their API wants it. Without a sender of ours, theirs is used.
fn job(sms: &Sms, reference: &str) -> Value {
    let mut job = json!({
        "charset": "UTF-8",
        "coding": "7bit",
        "message": sms.text,
        "noStopClause": true,
        "priority": "high",
        "receivers": [sms.to],
        "tag": reference,
        "validityPeriod": 1440,
    });
    if sms.sender.is_empty() {
        job["senderForResponse"] = true.into();
    } else {
        job["sender"] = sms.sender.clone().into();
    }
    job
}

fn sign(settings: &OvhSettings, method: &str, url: &str, body: &str, timestamp: i64) -> String {
    let secret = settings.application_secret.expose_secret();
    let consumer = settings.consumer_key.expose_secret();
    let signed = format!("{secret}+{consumer}+{method}+{url}+{body}+{timestamp}");
    format!("$1${}", HEXLOWER.encode(&Sha1::digest(signed)))
}

fn unsigned() -> Outcome {
    Outcome::later("sms gateway: its time is not known, nothing can be signed")
}

/// A job can be accepted while its only number is not.
fn outcome(answer: &Answer) -> Outcome {
    if !answer.status.is_success() {
        return Reading::default().outcome(answer);
    }
    let list = |name: &str| answer.body[name].as_array().map_or(0, Vec::len);
    if list("validReceivers") > 0 {
        return Outcome::Sent {
            reference: answer.body.pointer("/ids/0").map(ToString::to_string),
        };
    }
    if list("invalidReceivers") > 0 {
        return Outcome::failed("sms gateway: the number is not valid");
    }
    Outcome::unknown("sms gateway: an answer without receivers")
}

/// <https://help.ovhcloud.com/csm/en-ie-sms-users?id=kb_article_view&sysparm_article=KB0051414> (callback): values in the
/// address. `id` is that of the job's answer; `description` is 1 for success, 2 and 16 for failure; `ptt` says more, and
/// 6 that nobody can tell.
pub fn reports() -> Result<ReportReading, NotAPlace> {
    let mut rules = vec![(News::UnderWay, "/ptt=6".parse()?)];
    rules.extend(ReportReading::rules(
        &["/ptt=4", "/description=1"],
        &["/description=2", "/description=16"],
    )?);
    Ok(ReportReading {
        rules,
        reference: Some("/id".into()),
        ours: vec!["/tag".into()],
    })
}

#[async_trait]
impl Channel for Ovh {
    fn name(&self) -> &'static str {
        "ovhcloud"
    }

    async fn send(&self, parcel: &Parcel) -> Outcome {
        let sms = match &parcel.content {
            Content::Sms(sms) => sms,
            Content::Email(_) => return Outcome::failed("sms gateway: carries SMS only"),
        };
        let timestamp = match self.timestamp().await {
            Ok(timestamp) => timestamp,
            Err(outcome) => return outcome,
        };
        let request = match self.request(sms, &parcel.reference, timestamp) {
            Ok(request) => request,
            Err(fault) => return Outcome::later(fault.to_string()),
        };
        match http::call(&self.client, request).await {
            Ok(answer) => outcome(&answer),
            Err(outcome) => outcome,
        }
    }
}
