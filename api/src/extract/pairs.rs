//! Can names and values joined by `&` be read at all, as an address or a form has them?
//!
//! The usual readers replace what is no UTF-8 by marks, and let U+0000 through, which PostgreSQL stores in no text.
//! What is stored must be what was meant, so that both are refused, for every route alike.

use percent_encoding::percent_decode;

/// More than the largest form of ours has, many times over.
pub const MOST: usize = 1_000;

/// Why they cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    TooMany,
    /// Something that is no UTF-8; with the name of the pair, if that can be read.
    NotText(String),
    /// U+0000, with the name of the pair.
    Null(String),
}

/// # Errors
/// The first thing that cannot be read.
pub fn pairs(encoded: &[u8]) -> Result<Vec<(String, String)>, Unreadable> {
    if encoded.iter().filter(|byte| **byte == b'&').count() >= MOST {
        return Err(Unreadable::TooMany);
    }
    let pieces = encoded.split(|byte| *byte == b'&');
    for pair in pieces.filter(|pair| !pair.is_empty()) {
        readable(pair)?;
    }
    Ok(form_urlencoded::parse(encoded).into_owned().collect())
}

fn readable(pair: &[u8]) -> Result<(), Unreadable> {
    let text = |piece: &[u8]| -> Result<String, std::str::Utf8Error> {
        percent_decode(piece).decode_utf8().map(Into::into)
    };
    let mut halves = pair.splitn(2, |byte| *byte == b'=');
    let name = text(halves.next().unwrap_or_default());
    let name = name.map_err(|_| Unreadable::NotText(String::new()))?;
    let value = text(halves.next().unwrap_or_default());
    let value = value.map_err(|_| Unreadable::NotText(name.clone()))?;
    if name.contains('\0') || value.contains('\0') {
        return Err(Unreadable::Null(name.replace('\0', "")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_text_is_read() {
        let read = pairs("a=1&b=%C3%A9+%26&&c".as_bytes()).expect("pairs");
        let expected = [("a", "1"), ("b", "é &"), ("c", "")];
        assert_eq!(read, expected.map(|(n, v)| (n.to_owned(), v.to_owned())));
    }

    #[test]
    fn what_is_none_is_refused_and_named() {
        let named = |name: &str| Unreadable::NotText(name.to_owned());
        assert_eq!(pairs(b"q=%ff"), Err(named("q")));
        assert_eq!(pairs(b"q=\xff"), Err(named("q")));
        assert_eq!(pairs(b"%ff=1"), Err(named("")));
        assert_eq!(pairs(b"a=1&q=x%00y"), Err(Unreadable::Null("q".to_owned())));
        assert_eq!(pairs("&".repeat(MOST).as_bytes()), Err(Unreadable::TooMany));
    }
}
