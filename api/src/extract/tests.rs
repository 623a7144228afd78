//! Does anything that can be sent make a reader panic? Whatever comes, it is read or refused.

use super::{IdempotencyKey, IfMatch, IfNoneMatch, Query, is_key, pairs, parse};
use crate::json::input::{
    AnswerInput, CompletionInput, MessageInput, NoteInput, OpeningInput, PresenceInput,
    ReminderPolicyInput, SlotInput, date, instant, within_reason,
};
use crate::middleware::client::Client;
use crate::pages::field::Typed;
use crate::text::Language;
use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request};
use futures::executor::block_on;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

/// Any JSON, a few levels deep, with the names and the values that our bodies use among others.
fn any_json() -> impl Strategy<Value = Value> {
    let name = || "(answer|slot|start|minutes|reason|invoice|amount|to|html|module|property|[a-z\\\\\"\u{0}]{0,4})";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "(accept|late|on_site|syndic|[+-]?[0-9]{1,6}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2})"
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            vec((name(), inner), 0..6).prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

fn read_as_every_body(bytes: &[u8]) {
    let _ = parse::<OpeningInput>(bytes);
    let _ = parse::<AnswerInput>(bytes);
    let _ = parse::<PresenceInput>(bytes);
    let _ = parse::<CompletionInput>(bytes);
    let _ = parse::<MessageInput>(bytes);
    let _ = parse::<NoteInput>(bytes);
    let _ = parse::<ReminderPolicyInput>(bytes);
}

fn header(name: &'static str, value: &[u8]) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    headers.insert(
        HeaderName::from_static(name),
        HeaderValue::from_bytes(value).ok()?,
    );
    Some(headers)
}

fn with_header(name: &'static str, value: &[u8]) -> Option<axum::http::request::Parts> {
    let mut parts = Request::new(()).into_parts().0;
    parts.headers = header(name, value)?;
    Some(parts)
}

proptest! {
    #[test]
    fn bytes_are_read_as_a_body_or_refused(bytes in vec(any::<u8>(), 0..200)) {
        read_as_every_body(&bytes);
    }

    #[test]
    fn json_is_read_as_a_body_or_refused(json in any_json()) {
        read_as_every_body(json.to_string().as_bytes());
    }

    #[test]
    fn nothing_that_holds_u0000_is_taken_as_text(before in "[^\u{0}]{0,9}", after in "[^\u{0}]{0,9}") {
        let body = serde_json::json!({ "html": format!("{before}\0{after}") });
        let refused = parse::<NoteInput>(body.to_string().as_bytes()).expect_err("refused");
        prop_assert_eq!((refused.code(), refused.field()), ("control_character", Some("html")));
    }

    #[test]
    fn a_backslash_is_no_u0000(text in "[\\\\u0]{0,12}") {
        let body = serde_json::json!({ "html": text });
        let read = parse::<NoteInput>(body.to_string().as_bytes());
        prop_assert_eq!(read.map(|note| note.html), Ok(text));
    }

    #[test]
    fn pairs_hold_text_and_nothing_else(encoded in vec(any::<u8>(), 0..200)) {
        for (name, value) in pairs(&encoded).unwrap_or_default() {
            prop_assert!(!name.contains('\0') && !value.contains('\0'));
        }
    }

    #[test]
    fn what_was_encoded_is_read_as_it_was(fields in vec(("[^\u{0}]{0,9}", "[^\u{0}]{0,9}"), 1..9)) {
        let encoded = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
        prop_assert_eq!(pairs(encoded.as_bytes()), Ok(fields));
    }

    #[test]
    fn a_form_is_read_or_refused(bytes in vec(any::<u8>(), 0..200)) {
        let request = Request::new(Body::from(bytes));
        if let Ok(typed) = block_on(Typed::from_request(request, &())) {
            prop_assert!(typed.some("key").is_none_or(is_key));
        }
    }

    #[test]
    fn headers_are_read_or_refused(value in vec(any::<u8>(), 0..60)) {
        if let Some(mut parts) = with_header("if-match", &value) {
            let _ = block_on(IfMatch::from_request_parts(&mut parts, &()));
        }
        if let Some(mut parts) = with_header("if-none-match", &value) {
            let _ = block_on(IfNoneMatch::from_request_parts(&mut parts, &()));
        }
        if let Some(mut parts) = with_header("idempotency-key", &value) {
            let read = block_on(IdempotencyKey::from_request_parts(&mut parts, &()));
            prop_assert!(read.is_err() || read.is_ok_and(|key| key.0.is_none_or(|key| is_key(&key))));
        }
        if let Some(mut parts) = with_header("x-forwarded-for", &value) {
            let _ = block_on(Client::from_request_parts(&mut parts, &()));
        }
        if let Some(headers) = header("accept-language", &value) {
            let _ = Language::accepted(&headers);
        }
        if let Some(headers) = header("cookie", &value) {
            let _ = (crate::session::token(&headers), crate::session::browser(&headers));
        }
    }

    #[test]
    fn languages_are_weighed_or_ignored(wish in "(fr|en|de|\\*)(-[A-Z]{0,3})?(; ?q=[0-9NaInf.e-]{0,6})?(, ?(en|fr);q=[0-9.]{0,4})?") {
        let _ = header("accept-language", wish.as_bytes()).map(|headers| Language::accepted(&headers));
    }

    #[test]
    fn a_query_is_read_or_refused(query in "[ -~]{0,60}") {
        #[derive(Debug, serde::Deserialize)]
        #[allow(dead_code, reason = "only read")]
        struct Asked { limit: Option<u32>, q: Option<String>, total: Option<bool> }
        let uri = format!("/?{query}").parse::<axum::http::Uri>();
        if let Ok(uri) = uri {
            let mut parts = Request::new(()).into_parts().0;
            parts.uri = uri;
            let _ = block_on(Query::<Asked>::from_request_parts(&mut parts, &()));
        }
    }

    #[test]
    fn a_time_is_one_that_every_zone_knows(
        typed in "[+-]?[0-9]{1,6}-[0-9]{1,2}-[0-9]{1,2}T[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?",
        minutes in any::<u32>(),
    ) {
        let slot = SlotInput { start: typed.clone(), minutes, repeated_hour: None };
        for zone in [chrono_tz::Europe::Paris, chrono_tz::Pacific::Apia, chrono_tz::America::Martinique] {
            let _ = slot.slot(zone);
        }
        let day = typed.split('T').next().unwrap_or_default();
        prop_assert!(date("day", day).is_ok_and(within_reason) || date("day", day).is_err());
        let _ = instant("at", &typed);
    }
}
