//! Any HTTP gateway that a request and a reading of its answers can describe.

use std::time::Duration;

use async_trait::async_trait;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method, Request, Url};
use secrecy::{ExposeSecret, SecretString};

use super::fill::{Escape, fill};
use super::http::{self, HttpFault};
use super::reading::Reading;
use crate::delivery::channel::{Channel, Content, Parcel, Sms};
use crate::delivery::outcome::Outcome;

/// In address, headers and body these are replaced: `{to}` (with its plus) `{digits}` (without) `{text}` `{sender}`
/// `{reference}` `{token}`.
#[derive(Clone, Debug)]
pub struct GatewaySettings {
    /// One word for logs.
    pub name: &'static str,
    pub method: String,
    pub url: String,
    /// Name and value.
    pub headers: Vec<(String, String)>,
    pub body: String,
    /// What `{token}` stands for.
    pub token: SecretString,
    pub reading: Reading,
    /// Bound of one whole attempt.
    pub timeout: Duration,
}

pub struct Gateway {
    settings: GatewaySettings,
    method: Method,
    escape: Escape,
    client: Client,
}

impl Gateway {
    pub fn new(settings: GatewaySettings) -> Result<Self, HttpFault> {
        let method = Method::from_bytes(settings.method.as_bytes())
            .map_err(|_| HttpFault::Settings("method"))?;
        let content_type = settings
            .headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(CONTENT_TYPE.as_str()))
            .map_or("application/x-www-form-urlencoded", |(_, value)| value);
        let escape = Escape::for_content_type(content_type);
        let client = http::client(settings.timeout)?;
        Ok(Self {
            method,
            escape,
            client,
            settings,
        })
    }

    fn request(&self, sms: &Sms, reference: &str) -> Result<Request, HttpFault> {
        let settings = &self.settings;
        let values = [
            ("to", sms.to.as_str()),
            ("digits", sms.to.trim_start_matches('+')),
            ("text", sms.text.as_str()),
            ("sender", sms.sender.as_str()),
            ("reference", reference),
            ("token", settings.token.expose_secret()),
        ];
        let url = Url::parse(&fill(&settings.url, &values, Escape::Percent))
            .map_err(|_| HttpFault::Settings("url"))?;
        let mut request = Request::new(self.method.clone(), url);
        *request.headers_mut() = headers(&settings.headers, &values)?;
        if !settings.body.is_empty() {
            *request.body_mut() = Some(fill(&settings.body, &values, self.escape).into());
        }
        Ok(request)
    }
}

fn headers(
    templates: &[(String, String)],
    values: &[(&str, &str)],
) -> Result<HeaderMap, HttpFault> {
    let mut headers = HeaderMap::new();
    for (name, template) in templates {
        let name =
            HeaderName::from_bytes(name.as_bytes()).map_err(|_| HttpFault::Settings("headers"))?;
        let mut value = HeaderValue::from_str(&fill(template, values, Escape::Header))
            .map_err(|_| HttpFault::Settings("headers"))?;
        value.set_sensitive(true);
        headers.insert(name, value);
    }
    Ok(headers)
}

#[async_trait]
impl Channel for Gateway {
    fn name(&self) -> &'static str {
        self.settings.name
    }

    async fn send(&self, parcel: &Parcel) -> Outcome {
        let sms = match &parcel.content {
            Content::Sms(sms) => sms,
            Content::Email(_) => return Outcome::failed("sms gateway: carries SMS only"),
        };
        let request = match self.request(sms, &parcel.reference) {
            Ok(request) => request,
            // The settings are wrong, not the message: it waits until they are mended.
            Err(fault) => return Outcome::later(fault.to_string()),
        };
        match http::call(&self.client, request).await {
            Ok(answer) => self.settings.reading.outcome(&answer),
            Err(outcome) => outcome,
        }
    }
}
