//! What does a JSON body say, and where exactly is it wrong?

use crate::problem::Problem;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::error::Category;

/// A JSON body. Bodies are `deny_unknown_fields`: a misspelt field that is silently ignored loses what it said.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        Sent::from_request(request, state)
            .await
            .map(|sent| Self(sent.value))
    }
}

/// A JSON body, and the request as it came, by which a repeated one is recognised.
#[derive(Debug)]
pub struct Sent<T> {
    pub value: T,
    /// Method, path and body.
    pub request: Vec<u8>,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let declared = declared(request.headers());
        let mut seen = format!("{} {}\n", request.method(), request.uri().path()).into_bytes();
        let bytes =
            Bytes::from_request(request, state)
                .await
                .map_err(|rejection| match rejection.status() {
                    StatusCode::PAYLOAD_TOO_LARGE => {
                        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large")
                    }
                    _ => Problem::malformed("malformed_json")
                        .with("line", 1)
                        .with("column", 1),
                })?;
        seen.extend_from_slice(&bytes);
        let value = match declared {
            Declared::Json => parse(&bytes)?,
            // Where nothing has to be said, nothing needs to be sent.
            Declared::Nothing if bytes.is_empty() => parse(b"{}")?,
            Declared::Nothing | Declared::SomethingElse => {
                return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json"));
            }
        };
        Ok(Self {
            value,
            request: seen,
        })
    }
}

enum Declared {
    Json,
    SomethingElse,
    Nothing,
}

fn declared(headers: &HeaderMap) -> Declared {
    let Some(named) = headers.get(header::CONTENT_TYPE) else {
        return Declared::Nothing;
    };
    let essence = named
        .to_str()
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    if essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json") {
        Declared::Json
    } else {
        Declared::SomethingElse
    }
}

pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| described(error.inner(), &error.path().to_string()))?;
    deserializer.end().map_err(|error| described(&error, ""))?;
    Ok(value)
}

fn described(error: &serde_json::Error, path: &str) -> Problem {
    match error.classify() {
        Category::Syntax | Category::Eof | Category::Io => Problem::malformed("malformed_json")
            .with("line", error.line())
            .with("column", error.column()),
        Category::Data => of_data(&error.to_string(), path),
    }
}

/// Says which field it is. serde tells an unknown or a missing one only in its message, between back quotes.
pub(super) fn of_data(message: &str, path: &str) -> Problem {
    let named = message.split('`').nth(1).unwrap_or_default();
    let whole = match path.rsplit_once('.') {
        _ if path.is_empty() || path == "." => named.to_owned(),
        _ if path == named => path.to_owned(),
        Some((_, last)) if last == named => path.to_owned(),
        _ => format!("{path}.{named}"),
    };
    if message.starts_with("unknown field") {
        Problem::malformed("unknown_field")
            .with("name", named)
            .at(whole)
    } else if message.starts_with("missing field") {
        Problem::malformed("missing_field")
            .with("name", named)
            .at(whole)
    } else if path.is_empty() || path == "." {
        Problem::malformed("wrong_type")
    } else {
        Problem::malformed("wrong_type").at(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Visit {
        slot: Slot,
    }
    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Slot {
        start: String,
        minutes: u32,
    }

    fn refused(body: &str) -> (&'static str, Option<String>) {
        let problem = parse::<Visit>(body.as_bytes()).expect_err("this body must be refused");
        (problem.code(), problem.field().map(str::to_owned))
    }

    #[test]
    fn an_unknown_field_is_named_with_its_path() {
        assert_eq!(
            refused(r#"{"slot":{"start":"x","minutes":3,"mood":1}}"#),
            ("unknown_field", Some("slot.mood".into()))
        );
        assert_eq!(
            refused(r#"{"mood":1}"#),
            ("unknown_field", Some("mood".into()))
        );
    }

    #[test]
    fn a_missing_field_is_named_with_its_path() {
        assert_eq!(
            refused(r#"{"slot":{"start":"x"}}"#),
            ("missing_field", Some("slot.minutes".into()))
        );
        assert_eq!(refused("{}"), ("missing_field", Some("slot".into())));
    }

    #[test]
    fn a_wrong_type_is_named_with_its_path() {
        assert_eq!(
            refused(r#"{"slot":{"start":"x","minutes":"y"}}"#),
            ("wrong_type", Some("slot.minutes".into()))
        );
        assert_eq!(refused("[1]").0, "wrong_type");
    }

    #[test]
    fn text_that_is_not_json_is_malformed() {
        assert_eq!(refused("{").0, "malformed_json");
        assert_eq!(
            refused(r#"{"slot":{"start":"x","minutes":3}} tail"#).0,
            "malformed_json"
        );
    }
}
