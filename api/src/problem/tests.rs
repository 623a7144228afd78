//! Every problem has its words in both languages.

use super::Problem;
use crate::text::Language;

fn of_every_kind() -> Vec<Problem> {
    let mut all = vec![
        Problem::malformed("malformed_json")
            .with("line", 1)
            .with("column", 2),
        Problem::malformed("malformed_query").with("name", "x"),
        Problem::malformed("malformed_header").with("name", "x"),
        Problem::malformed("malformed_report"),
        Problem::malformed("unknown_field").with("name", "x"),
        Problem::malformed("missing_field").with("name", "x"),
        Problem::malformed("wrong_type"),
        Problem::malformed("duplicate_field").with("name", "x"),
        Problem::malformed("too_many_fields"),
        Problem::malformed("malformed_form"),
        Problem::malformed("body_not_expected"),
        Problem::new(axum::http::StatusCode::REQUEST_TIMEOUT, "too_slow"),
        Problem::new(
            axum::http::StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "encoded_body",
        ),
        Problem::malformed("broken_off"),
        Problem::not_signed_in(),
        Problem::forbidden("not_allowed"),
        Problem::forbidden("missing_scope").with("scope", "tickets:write"),
        Problem::forbidden("other_site"),
        Problem::not_found(),
        Problem::new(axum::http::StatusCode::NOT_FOUND, "link_not_valid"),
        Problem::new(
            axum::http::StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
        ),
        Problem::conflict("busy"),
        Problem::unprocessable("key_reused"),
        Problem::new(axum::http::StatusCode::NOT_FOUND, "link_expired"),
        Problem::stale(3),
        Problem::new(axum::http::StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
        Problem::new(axum::http::StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json"),
        Problem::too_many(4),
        Problem::unavailable(),
        Problem::broken("a test"),
        Problem::invalid("start", "not_a_local_time"),
        Problem::invalid("day", "not_a_date"),
        Problem::invalid("at", "not_an_instant"),
        Problem::invalid("source", "unknown_value"),
        Problem::invalid("property", "not_in_the_directory"),
        Problem::invalid("property", "unknown_department"),
    ];
    all.extend(
        super::refusal::of_every_kind()
            .into_iter()
            .map(Problem::from),
    );
    all.extend(super::value::of_every_kind());
    all.extend(infra::files::Refused::ALL.map(Problem::from));
    all
}

#[test]
fn every_problem_has_a_title_and_a_sentence_in_both_languages() {
    for problem in of_every_kind() {
        for language in [Language::French, Language::English] {
            let said = [problem.title(language), problem.sentence(language)];
            let missing = said
                .iter()
                .find(|sentence| sentence.starts_with("problem-"));
            assert_eq!(missing, None, "in {language:?}");
        }
    }
}

#[test]
fn a_field_is_named_by_its_whole_path() {
    let problem = Problem::invalid("start", "slot_in_the_past").below("slot");
    assert_eq!(problem.field(), Some("slot.start"));
}
