//! What does a JSON body say, and where exactly is it wrong?

use super::{nulls, strict};
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
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| Problem::malformed("broken_off"))?;
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
    if nulls::suspected(bytes) {
        read::<nulls::Free>(bytes)?;
    }
    let value = read(bytes)?;
    // Most bodies hold no list at all.
    if bytes.contains(&b'[') {
        strict::check::<T>(read(bytes)?).map_err(|path| wrong_type(&path))?;
    }
    Ok(value)
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
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
    if message.starts_with(nulls::FOUND) {
        Problem::invalid(path, "control_character")
    } else if message.starts_with("duplicate field") {
        Problem::malformed("duplicate_field")
            .with("name", named)
            .at(whole)
    } else if message.starts_with("unknown field") {
        Problem::malformed("unknown_field")
            .with("name", named)
            .at(whole)
    } else if message.starts_with("missing field") {
        Problem::malformed("missing_field")
            .with("name", named)
            .at(whole)
    } else {
        wrong_type(path)
    }
}

fn wrong_type(path: &str) -> Problem {
    let problem = Problem::malformed("wrong_type");
    if path.is_empty() || path == "." {
        problem
    } else {
        problem.at(path)
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
    fn a_list_is_no_body() {
        #[derive(Debug, serde::Deserialize)]
        struct Nothing {}
        let list = parse::<Nothing>(b" []").expect_err("no object");
        assert_eq!(list.code(), "wrong_type");
        assert_eq!(refused(r#"[["x",3]]"#), ("wrong_type", None));
        assert_eq!(
            refused(r#"{"slot":["x",3]}"#),
            ("wrong_type", Some("slot".into()))
        );
        assert_eq!(refused("[").0, "malformed_json");
    }

    #[test]
    fn a_field_that_comes_twice_is_named() {
        assert_eq!(
            refused(r#"{"slot":{"start":"x","start":"y"}}"#),
            ("duplicate_field", Some("slot.start".into()))
        );
    }

    #[test]
    fn a_null_character_is_found_wherever_it_stands() {
        assert_eq!(
            refused(r#"{"slot":{"start":"x\u0000y","minutes":3}}"#),
            ("control_character", Some("slot.start".into()))
        );
        assert_eq!(refused(r#"{"mo\u0000od":1}"#).0, "control_character");
        let written = r#"{"slot":{"start":"\\u0000","minutes":3}}"#;
        assert!(parse::<Visit>(written.as_bytes()).is_ok(), "only its name");
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
