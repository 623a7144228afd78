//! Under which conditions shall a request be carried out? (RFC 9110 §13; `Idempotency-Key` draft of the IETF)

use crate::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, header};

/// The version that the caller decided on. Without one, the ticket's state alone decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IfMatch(pub Option<u64>);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        match single(&parts.headers, &header::IF_MATCH)? {
            None | Some("*") => Ok(Self(None)),
            Some(text) => tag(text)
                .and_then(|tag| tag.parse().ok())
                .map(|version| Self(Some(version)))
                .ok_or_else(|| Problem::malformed("malformed_header").with("name", "If-Match")),
        }
    }
}

/// The entity tags that the caller already holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IfNoneMatch(Vec<String>);

impl IfNoneMatch {
    /// Whether the caller already holds this one. Weak comparison, as the RFC wants for reads.
    pub fn holds(&self, etag: &str) -> bool {
        let opaque = etag.strip_prefix("W/").unwrap_or(etag);
        self.0.iter().any(|held| held == "*" || held == opaque)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfNoneMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let values = parts
            .headers
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok());
        let tags = values.flat_map(|value| value.split(',')).map(str::trim);
        Ok(Self(
            tags.map(|tag| tag.strip_prefix("W/").unwrap_or(tag).to_owned())
                .collect(),
        ))
    }
}

/// The client's name for one command: said again, it has the first effect and gets the first answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdempotencyKey(pub Option<String>);

/// Long enough for a UUID with a prefix, short enough for an index.
const LONGEST_KEY: usize = 128;

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(text) = single(&parts.headers, &HeaderName::from_static("idempotency-key"))?
        else {
            return Ok(Self(None));
        };
        // The draft writes the key as a quoted string; most clients send it bare.
        let key = tag(text).unwrap_or(text);
        if is_key(key) {
            Ok(Self(Some(key.to_owned())))
        } else {
            Err(Problem::malformed("malformed_header").with("name", "Idempotency-Key"))
        }
    }
}

/// Whether this can be a key.
pub fn is_key(text: &str) -> bool {
    let fits = (1..=LONGEST_KEY).contains(&text.len());
    fits && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a str>, Problem> {
    let unreadable = || Problem::malformed("malformed_header").with("name", name);
    let mut values = headers.get_all(name).iter();
    let first = values
        .next()
        .map(|value| value.to_str().map(str::trim).map_err(|_| unreadable()))
        .transpose()?;
    if values.next().is_some() {
        Err(unreadable())
    } else {
        Ok(first)
    }
}

/// What stands between the quotes of a strong entity tag.
fn tag(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read<T: FromRequestParts<()>>(name: &str, value: &str) -> Result<T, T::Rejection> {
        let request = axum::http::Request::builder()
            .header(name, value)
            .body(())
            .expect("a request");
        T::from_request_parts(&mut request.into_parts().0, &()).await
    }

    #[tokio::test]
    async fn a_version_is_a_quoted_number() {
        assert_eq!(
            read::<IfMatch>("if-match", "\"12\"").await,
            Ok(IfMatch(Some(12)))
        );
        assert_eq!(read::<IfMatch>("if-match", "*").await, Ok(IfMatch(None)));
        assert_eq!(
            read::<IfMatch>("if-match", "12")
                .await
                .map_err(|p| p.code()),
            Err("malformed_header")
        );
        assert_eq!(
            read::<IfMatch>("if-match", "W/\"12\"")
                .await
                .map_err(|p| p.code()),
            Err("malformed_header")
        );
    }

    #[tokio::test]
    async fn held_tags_are_compared_weakly() {
        let held = read::<IfNoneMatch>("if-none-match", "\"3\", W/\"4\"")
            .await
            .expect("tags");
        assert!(held.holds("\"4\"") && held.holds("W/\"3\"") && !held.holds("\"5\""));
    }

    #[tokio::test]
    async fn a_key_is_visible_ascii_of_bounded_length() {
        assert_eq!(
            read::<IdempotencyKey>("idempotency-key", "a-1").await,
            Ok(IdempotencyKey(Some("a-1".into())))
        );
        assert!(
            read::<IdempotencyKey>("idempotency-key", "a b")
                .await
                .is_err()
        );
        assert!(
            read::<IdempotencyKey>("idempotency-key", &"x".repeat(129))
                .await
                .is_err()
        );
    }
}
