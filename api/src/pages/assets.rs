//! Which files do our pages load? All of them are ours or committed with their licence; nothing comes from a third party.

use crate::extract::Path;
use crate::problem::Problem;
use std::collections::HashMap;
use std::sync::LazyLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Assets;

/// A year: the address changes with the content.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// The address of each file, with the beginning of its content's hash in it.
static ADDRESSES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    Assets::iter()
        .filter_map(|path| {
            let hash = Assets::get(&path)?.metadata.sha256_hash();
            let short = data_encoding::HEXLOWER.encode(&hash[..5]);
            Some((path.to_string(), format!("/assets/{short}/{path}")))
        })
        .collect()
});

/// The address of a file, for templates.
///
/// An unknown name gives an address that answers 404: a page without its picture is better than no page.
pub fn url(path: &str) -> &str {
    ADDRESSES.get(path).map_or(path, String::as_str)
}

/// `GET /assets/{hash}/{*path}`. An old hash still finds the file, but is not to be kept.
pub async fn serve(Path((hash, path)): Path<(String, String)>) -> Response {
    let Some(file) = Assets::get(&path) else {
        return Problem::not_found().into_response();
    };
    let current = data_encoding::HEXLOWER.encode(&file.metadata.sha256_hash()[..5]) == hash;
    let keep = if current { FOREVER } else { "no-cache" };
    (
        [
            (header::CONTENT_TYPE, kind(&path)),
            (header::CACHE_CONTROL, keep),
        ],
        file.data,
    )
        .into_response()
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    }
}
