//! What became of an SMS that the gateway took? The gateway calls, with the token of the settings in the address.
//!
//! Whoever has the token is answered in the same way whatever the report says: whether an SMS is known is nobody else's
//! business, and a gateway that hears of an error reports it for hours.

use crate::extract::{Path, Query};
use crate::problem::{Answer, Problem};
use crate::state::App;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, Method, StatusCode, header};
use infra::delivery::channel::sms::Reports;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Reports in one call, where a gateway gathers them.
const AT_ONCE: usize = 500;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(take_report, take_report_in_address))
}

/// The values of an address or a form.
type Values = BTreeMap<String, String>;

/// Take delivery reports of the SMS gateway.
///
/// JSON (an object, or a list of at most 500), a form, or values in the address, as the gateway words them; the
/// settings say how they are read. Reports may come several times, late and in any order. Reports that name no SMS are
/// answered in the same way.
#[utoipa::path(post, path = "/sms/reports/{token}", tag = "sms",
    params(("token" = String, Path, description = "The token of the settings")),
    request_body(content = Value, description = "As the gateway words it"),
    responses((status = 204, description = "Heard")))]
async fn take_report(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(address): Query<Values>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Answer<StatusCode> {
    let reports = opened(&app, &token)?;
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => unreadable(),
    })?;
    let said = if body.is_empty() {
        values(address)
    } else if is_form(&headers) {
        let form: Values = serde_urlencoded::from_bytes(&body).map_err(|_| unreadable())?;
        values(form)
    } else {
        serde_json::from_slice(&body).map_err(|_| unreadable())?
    };
    heard(&app, reports, said).await
}

/// Take one delivery report of the SMS gateway, its values in the address.
#[utoipa::path(get, path = "/sms/reports/{token}", tag = "sms",
    params(("token" = String, Path, description = "The token of the settings")),
    responses((status = 204, description = "Heard")))]
async fn take_report_in_address(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(address): Query<Values>,
    method: Method,
) -> Answer<StatusCode> {
    let reports = opened(&app, &token)?;
    if method == Method::HEAD {
        return Ok(StatusCode::NO_CONTENT);
    }
    heard(&app, reports, values(address)).await
}

/// With a wrong token there is nothing here, as without the setting.
fn opened<'a>(app: &'a App, token: &str) -> Answer<&'a Reports> {
    let reports = app
        .sms_reports
        .as_ref()
        .filter(|reports| reports.is_ours(token))
        .ok_or_else(Problem::not_found)?;
    app.report_flood
        .pass(app.clock.now())
        .map_err(Problem::too_many)?;
    Ok(reports)
}

async fn heard(app: &App, reports: &Reports, said: Value) -> Answer<StatusCode> {
    let list = match said {
        Value::Array(list) if list.len() > AT_ONCE => {
            return Err(too_large());
        }
        Value::Array(list) => list,
        one @ (Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Object(_)) => vec![one],
    };
    let mut news = 0_u32;
    for report in list.iter().filter_map(|said| reports.reading.read(said)) {
        news += u32::from(app.outbox.report(&report, app.clock.now()).await?);
    }
    tracing::info!(reports = list.len(), news, "the SMS gateway reported");
    Ok(StatusCode::NO_CONTENT)
}

fn values(values: Values) -> Value {
    values
        .into_iter()
        .map(|(name, value)| (name, Value::String(value)))
        .collect()
}

fn is_form(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large")
}

fn unreadable() -> Problem {
    Problem::malformed("malformed_report")
}
