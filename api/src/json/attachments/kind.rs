//! What is a file really? Read from its first bytes; its name and what the sender claims are not asked.

use axum::http::HeaderValue;

const UNKNOWN: &str = "application/octet-stream";
pub(super) const UNKNOWN_VALUE: HeaderValue = HeaderValue::from_static(UNKNOWN);

/// The kinds that people attach, by the bytes they begin with.
const BEGINNINGS: [(&[u8], &str); 5] = [
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
];

/// The media type of what begins like this.
pub(super) fn of(first: &[u8]) -> &'static str {
    let known = BEGINNINGS
        .iter()
        .find(|(beginning, _)| first.starts_with(beginning));
    match (known, first.get(4..12), first.get(8..12)) {
        (Some((_, kind)), _, _) => kind,
        (None, _, Some(b"WEBP")) if first.starts_with(b"RIFF") => "image/webp",
        (None, Some(b"ftypheic" | b"ftypheix" | b"ftypmif1"), _) => "image/heic",
        (None, _, _) => UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_begins_with() {
        assert_eq!(of(b"\xff\xd8\xff\xe0rest"), "image/jpeg");
        assert_eq!(of(b"RIFF\0\0\0\0WEBPVP8 "), "image/webp");
        assert_eq!(of(b"\0\0\0\x18ftypheic\0\0"), "image/heic");
        assert_eq!(of(b"%PDF-1.7"), "application/pdf");
        assert_eq!(of(b"<html><script>"), UNKNOWN);
        assert_eq!(of(b""), UNKNOWN);
    }
}
