//! How is a file given out? As what it was found to be, and asked about at every use.

use crate::extract::IfNoneMatch;
use crate::json::done::{not_modified, revalidated};
use crate::problem::{Answer, Problem};
use crate::state::App;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::ids::AgencyId;
use domain::ticket::Attachment;
use futures::TryStreamExt;
use infra::files::{BlobHash, Kind};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What RFC 8187 lets stand in a name as it is.
const AS_IT_IS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// Whoever asks was found to be allowed to see it.
pub(super) async fn file(
    app: &App,
    agency: AgencyId,
    file: &Attachment,
    held: &IfNoneMatch,
) -> Answer<Response> {
    let hash: BlobHash = file.sha256.parse().map_err(Problem::fault)?;
    let etag = format!("\"{hash}\"");
    if held.holds(&etag) {
        return Ok(not_modified(&etag));
    }
    let content = app.blobs.get(agency, &hash).await?;
    let content = content.inspect_err(|fault| tracing::error!(%fault, "a file breaks off"));
    let headers = [
        (header::CONTENT_TYPE, media_type(file)),
        (header::CONTENT_DISPOSITION, disposition(file)),
        (header::CONTENT_LENGTH, HeaderValue::from(file.size)),
    ];
    let body = Body::from_stream(content);
    Ok((revalidated(etag), headers, body).into_response())
}

/// Of a kind that is taken today, or of none: it may have come in before kinds were looked at.
fn media_type(file: &Attachment) -> HeaderValue {
    let kind = Kind::of_media_type(&file.media_type);
    HeaderValue::from_static(kind.map_or("application/octet-stream", Kind::media_type))
}

/// Saved rather than shown, but for images and PDF.
fn disposition(file: &Attachment) -> HeaderValue {
    let is_shown = Kind::of_media_type(&file.media_type).is_some_and(Kind::is_shown);
    let how = if is_shown { "inline" } else { "attachment" };
    let named = file.name.get().map(|name| {
        let plain: String = name.as_str().chars().map(plain).collect();
        let encoded = utf8_percent_encode(name.as_str(), AS_IT_IS);
        format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
    });
    let named = named.and_then(|named| HeaderValue::try_from(named).ok());
    named.unwrap_or(HeaderValue::from_static("attachment"))
}

/// For readers who know no encoded names.
fn plain(character: char) -> char {
    match character {
        '"' | '\\' | '%' => '_',
        ' '..='~' => character,
        _ => '_',
    }
}
