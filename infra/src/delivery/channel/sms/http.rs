//! One bounded call to a gateway: what was answered, or how far the call came.

use std::time::Duration;

use reqwest::header::{DATE, RETRY_AFTER};
use reqwest::{Client, Request, Response, StatusCode, redirect::Policy};
use serde_json::Value;

use crate::delivery::outcome::Outcome;

/// Gateways answer in a few hundred bytes; whoever sends more is not read further.
const LONGEST_ANSWER: usize = 64 * 1024;

#[derive(Debug, thiserror::Error)]
pub enum HttpFault {
    #[error("the HTTP client cannot be built: {0}")]
    Client(#[from] reqwest::Error),
    #[error("the gateway's settings cannot be used: {0}")]
    Settings(&'static str),
}

/// A client that follows no redirect: a gateway that moved must be set anew, not handed a number and a key elsewhere.
pub(super) fn client(timeout: Duration) -> Result<Client, HttpFault> {
    crate::cryptography::provide();
    Ok(Client::builder()
        .redirect(Policy::none())
        .timeout(timeout)
        .pool_max_idle_per_host(0)
        .user_agent(concat!("maincourante/", env!("CARGO_PKG_VERSION")))
        .build()?)
}

/// A gateway's answer, as far as outcomes are read from it.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) retry_after: Option<Duration>,
    /// `null` when the body is not JSON.
    pub(super) body: Value,
}

/// Makes the call. `Err` is what a call without a readable answer means.
pub(super) async fn call(client: &Client, request: Request) -> Result<Answer, Outcome> {
    let response = client
        .execute(request)
        .await
        .map_err(|error| without_answer(&error))?;
    let status = response.status();
    let retry_after = retry_after(&response);
    let bytes = bounded(response).await;
    let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    Ok(Answer {
        status,
        retry_after,
        body,
    })
}

/// Nothing was handed over before the connection stood; after that nobody knows.
fn without_answer(error: &reqwest::Error) -> Outcome {
    if error.is_connect() {
        Outcome::later("sms gateway: cannot be reached")
    } else if error.is_builder() {
        Outcome::failed("sms gateway: the request cannot be written")
    } else if error.is_timeout() {
        Outcome::unknown("sms gateway: no answer in time")
    } else {
        Outcome::unknown("sms gateway: the connection broke")
    }
}

/// The start of the body. A body that breaks off is read as far as it came: the status has already said the essential.
async fn bounded(mut response: Response) -> Vec<u8> {
    let mut bytes = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        let room = LONGEST_ANSWER - bytes.len();
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if bytes.len() == LONGEST_ANSWER {
            break;
        }
    }
    bytes
}

/// Seconds, or a date (RFC 9110, section 10.2.3). A date is told by the other side's clock, so that it is compared with
/// the other side's own: the answer's `Date`. How long is too long is for [`retry`](crate::delivery::retry) to say.
fn retry_after(response: &Response) -> Option<Duration> {
    let header = |name| response.headers().get(name)?.to_str().ok().map(str::trim);
    let asked = header(RETRY_AFTER)?;
    if !asked.is_empty() && asked.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(asked.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    let until = httpdate::parse_http_date(asked).ok()?;
    let now = httpdate::parse_http_date(header(DATE)?).ok()?;
    until.duration_since(now).ok()
}
