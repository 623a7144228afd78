//! What does a file begin as? Read from its first bytes; its name and what the sender claims are not asked.
//!
//! Signatures are `infer`'s. What it leaves open (which office document a container is) the rest of the content decides.

use super::kind::Kind;
use super::refused::Refused;

/// Bytes that are looked at.
pub(super) const HEAD: usize = 4_096;
/// Readers of PDF look for its mark in so many bytes, and so do those who hide one behind something else.
const PDF_MARK_WITHIN: usize = 1_024;

/// What a file is as far as its beginning tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    Is(Kind),
    /// An office document, or another archive.
    Zip,
    /// An office document of the old kind, or an installer.
    Ole,
}

pub(super) fn of(head: &[u8]) -> Result<Beginning, Refused> {
    if head.is_empty() {
        return Err(Refused::Empty);
    }
    let mark = position(&head[..head.len().min(PDF_MARK_WITHIN)], b"%PDF-");
    let is_pdf = mark.is_some_and(|at| is_blank(&head[..at]));
    if is_pdf {
        return Ok(Beginning::Is(Kind::Pdf));
    }
    // Whatever follows it: no text begins like this in any encoding.
    let is_photo = head.starts_with(b"\xff\xd8\xff");
    if is_text(head) && !is_photo {
        return text(head, mark.is_some());
    }
    let kind = binary(head)?;
    if mark.is_some() || reads_as_page(head) {
        return Err(Refused::Polyglot);
    }
    Ok(kind)
}

fn text(head: &[u8], holds_pdf: bool) -> Result<Beginning, Refused> {
    let claimed = infer::get(head).map(|found| found.mime_type());
    match claimed {
        Some("text/html") => Err(Refused::WebPage),
        Some("text/x-shellscript") => Err(Refused::Script),
        _ if holds_pdf => Err(Refused::Polyglot),
        Some("text/xml") => xml(head),
        _ if starts_with_word(head, b"<svg") => Err(Refused::WebPage),
        _ => Ok(Beginning::Is(Kind::Text)),
    }
}

/// The only XML that is taken are invoices and quotes; everything else of it can hold scripts.
fn xml(head: &[u8]) -> Result<Beginning, Refused> {
    let text = String::from_utf8_lossy(head);
    match root(&text) {
        Some("Invoice" | "CreditNote" | "CrossIndustryInvoice") => Ok(Beginning::Is(Kind::Invoice)),
        Some("svg" | "html") => Err(Refused::WebPage),
        Some(_) | None => Err(Refused::Unknown),
    }
}

/// The local name of the first element. Declarations, comments and instructions before it are passed over.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = &rest[rest.find('<')? + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = &comment[comment.find("-->")? + 3..];
        } else if !rest.starts_with(['?', '!']) {
            let name = rest.split([' ', '\t', '\r', '\n', '>', '/']).next()?;
            return Some(name.rsplit(':').next().unwrap_or(name));
        }
    }
}

fn binary(head: &[u8]) -> Result<Beginning, Refused> {
    use Beginning::Is;
    use infer::MatcherType as M;
    let found = infer::get(head).ok_or(Refused::Unknown)?;
    match (found.mime_type(), found.matcher_type()) {
        ("image/jpeg", _) => Ok(Is(Kind::Jpeg)),
        ("image/png", _) if head.starts_with(b"\x89PNG\r\n\x1a\n") => Ok(Is(Kind::Png)),
        ("image/webp", _) if head.starts_with(b"RIFF") => Ok(Is(Kind::WebP)),
        ("image/heif", _) => Ok(Is(Kind::Heic)),
        ("image/gif", _) if head.starts_with(b"GIF8") => Ok(Is(Kind::Gif)),
        ("video/mp4" | "video/x-m4v", _) => Ok(Is(Kind::Mp4)),
        ("video/quicktime", _) => Ok(Is(Kind::Mov)),
        ("application/vnd.oasis.opendocument.text", _) => Ok(Is(Kind::Odt)),
        ("application/vnd.oasis.opendocument.spreadsheet", _) => Ok(Is(Kind::Ods)),
        ("application/vnd.oasis.opendocument.presentation", _) => Ok(Is(Kind::Odp)),
        _ if head.starts_with(b"PK\x03\x04") => Ok(Beginning::Zip),
        _ if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") => Ok(Beginning::Ole),
        ("text/x-shellscript", _) => Err(Refused::Script),
        (_, M::App) => Err(Refused::Program),
        ("application/x-google-chrome-extension" | "application/x-shockwave-flash", _) => {
            Err(Refused::Program)
        }
        ("application/rtf" | "application/postscript" | "application/vnd.sqlite3", _) => {
            Err(Refused::Unknown)
        }
        (_, M::Archive) => Err(Refused::Archive),
        (_, M::Audio | M::Book | M::Doc | M::Font | M::Image | M::Text | M::Video | M::Custom) => {
            Err(Refused::Unknown)
        }
    }
}

/// Whether a careless reader would take it for a page in spite of its first bytes.
fn reads_as_page(head: &[u8]) -> bool {
    let head = &head[..head.len().min(PDF_MARK_WITHIN)].to_ascii_lowercase();
    ["<html", "<svg", "<script", "<!doctype html", "<?php"]
        .iter()
        .any(|mark| position(head, mark.as_bytes()).is_some())
}

fn position(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|window| window == what)
}

fn is_blank(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.iter().all(u8::is_ascii_whitespace)
}

fn starts_with_word(head: &[u8], word: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.trim_ascii_start()
        .get(..word.len())
        .is_some_and(|first| first.eq_ignore_ascii_case(word))
}

/// Whether these bytes can stand in a text, of any of the usual encodings that have one byte for a plain letter.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .all(|byte| !matches!(byte, 0..=8 | 11 | 14..=26 | 28..=31 | 127))
}
