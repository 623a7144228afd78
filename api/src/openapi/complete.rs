//! What is true of every operation, said once instead of on each: the problems it may answer with, the headers it takes.

use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{Content, OpenApi, Ref, RefOr, Required, Response};

const ANY: &[(&str, &str)] = &[
    ("400", "The request cannot be read"),
    (
        "404",
        "There is no such thing, or it is not for the caller's eyes",
    ),
    ("500", "Our fault; it was logged"),
    ("503", "Not now; see `Retry-After`"),
];
const SEARCH: &[(&str, &str)] = &[("422", "A value that cannot be accepted; `field` says where")];
const BY_LINK: &[(&str, &str)] = &[("429", "Too often; see `Retry-After`")];
const REPORT: &[(&str, &str)] = &[
    ("413", "Too large"),
    ("429", "Too often; see `Retry-After`"),
];
const SIGNED_IN: &[(&str, &str)] = &[
    ("401", "No valid token or session"),
    (
        "403",
        "The caller's role or the token's scopes do not allow this",
    ),
];
const COMMAND: &[(&str, &str)] = &[
    (
        "409",
        "Refused by the ticket's state, which the sentence names",
    ),
    ("412", "The version in `If-Match` is stale"),
    ("413", "Too large"),
    ("415", "Not JSON"),
    ("422", "A value that cannot be accepted; `field` says where"),
];

/// Adds to every operation what all of its kind have in common, and to bodies with a choice what belongs to which.
pub fn completed(mut description: OpenApi) -> OpenApi {
    super::choice::say(&mut description);
    let silent = silent(&description);
    for (path, item) in &mut description.paths.paths {
        let by_link = path.contains("/links/");
        let report = path.contains("/sms/reports/");
        let open = by_link || report || path.ends_with("/version");
        if let Some(read) = &mut item.get {
            problems(read, ANY);
            if path.ends_with("/events") {
                let parameters = read.parameters.get_or_insert_default();
                parameters.push(RefOr::T(header(
                    "Last-Event-ID",
                    "The last event that was seen",
                    r"^[0-9]{1,18}\.[0-9]{1,18}$",
                )));
            }
            if path.ends_with("/persons") {
                problems(read, SEARCH);
            }
            secure(read, open);
        }
        if let Some(command) = &mut item.post {
            problems(command, ANY);
            if report {
                problems(command, REPORT);
                secure(command, open);
                continue;
            }
            problems(command, COMMAND);
            may_be_empty(command, &silent);
            if by_link {
                problems(command, BY_LINK);
            }
            secure(command, open);
            if path.ends_with("/erase") {
                // It gives the same receipt however often it is asked for.
                continue;
            }
            let parameters = command.parameters.get_or_insert_default();
            parameters.push(RefOr::T(header(
                "Idempotency-Key",
                "The client's name for this command, at most 128 visible characters; honoured for 24 hours",
                "^[!-~]{1,128}$",
            )));
            if path.contains("/tickets/{") {
                parameters.push(RefOr::T(header(
                    "If-Match",
                    "The version that was decided on, as `\"12\"`",
                    r#"^(\*|"[0-9]{1,18}")$"#,
                )));
            }
        }
    }
    description
}

/// The bodies in which nothing has to be said.
fn silent(description: &OpenApi) -> Vec<String> {
    let schemas = description.components.iter().flat_map(|it| &it.schemas);
    let silent = schemas.filter(
        |(_, schema)| matches!(schema, RefOr::T(Schema::Object(body)) if body.required.is_empty()),
    );
    silent
        .map(|(name, _)| Ref::from_schema_name(name).ref_location)
        .collect()
}

/// Where nothing has to be said, nothing needs to be sent.
fn may_be_empty(command: &mut Operation, silent: &[String]) {
    let Some(RefOr::T(body)) = &mut command.request_body else {
        return;
    };
    let is_silent = |content: &RefOr<Content>| {
        matches!(content, RefOr::T(Content { schema: Some(RefOr::Ref(schema)), .. })
            if silent.contains(&schema.ref_location))
    };
    if body.content.values().any(is_silent) {
        body.required = Some(Required::False);
    }
}

fn secure(operation: &mut Operation, open: bool) {
    if open {
        // An empty list says that nothing of the kind is needed.
        operation.security = Some(Vec::new());
        return;
    }
    problems(operation, SIGNED_IN);
    let none: [&str; 0] = [];
    operation.security = Some(vec![
        SecurityRequirement::new("token", none),
        SecurityRequirement::new("session", none),
    ]);
}

fn problems(operation: &mut Operation, which: &[(&str, &str)]) {
    for (status, description) in which {
        let mut response = Response::new(*description);
        let body = Content::new(Some(RefOr::Ref(Ref::from_schema_name("ProblemBody"))));
        response
            .content
            .insert("application/problem+json".to_owned(), RefOr::T(body));
        operation
            .responses
            .responses
            .entry((*status).to_owned())
            .or_insert(RefOr::T(response));
    }
}

fn header(name: &str, description: &str, pattern: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(
            ObjectBuilder::new()
                .schema_type(Type::String)
                .pattern(Some(pattern)),
        ))
        .build()
}
