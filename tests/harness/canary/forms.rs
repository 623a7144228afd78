//! What can become of a text between a form and a disk?

use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD, Encoding, HEXLOWER};
use domain::value::PhoneNumber;
use infra::directory::fold;
use infra::spelling::plain;

type Form = (&'static str, Vec<u8>);

/// Every form of a text. Case is for the search to ignore.
pub(super) fn of(text: &str) -> Vec<Form> {
    let mut forms = encoded(text);
    if let Ok(phone) = PhoneNumber::parse(text) {
        forms.extend(of_number(&phone));
    }
    forms
}

fn encoded(text: &str) -> Vec<Form> {
    let mut forms: Vec<Form> = vec![
        ("as typed", text.into()),
        ("without accents", plain(text).into()),
        ("words only", fold(text).into()),
        ("escaped in JSON", json(text).into()),
        ("escaped in SQL", text.replace('\'', "''").into()),
        ("escaped in HTML", html(text).into()),
        ("in an address", percent(text, "%20").into()),
        ("in a form", percent(text, "+").into()),
        ("quoted-printable", quoted_printable(text).into()),
        ("in hexadecimal", HEXLOWER.encode(text.as_bytes()).into()),
        (
            "in UTF-16",
            text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
        (
            "in Latin-1",
            text.chars()
                .map(|c| u8::try_from(c).unwrap_or(b'?'))
                .collect(),
        ),
    ];
    for shift in 0..3 {
        forms.push(("in base64", base64(text, shift, &BASE64_NOPAD).into()));
        forms.push(("in base64url", base64(text, shift, &BASE64URL_NOPAD).into()));
    }
    forms
}

/// In any writing that people use; the encoded ones are of what the product stores and shows.
fn of_number(phone: &PhoneNumber) -> Vec<Form> {
    let national = phone.display_national();
    let compact = national.replace(' ', "");
    // Without the prefix that depends on the writing: 6 39 98 71 31.
    let spaced = national.trim_start_matches('0').to_owned();
    let mut forms = vec![
        ("with dots", spaced.replace(' ', ".").into()),
        ("with hyphens", spaced.replace(' ', "-").into()),
        ("digits", compact.trim_start_matches('0').into()),
        ("spaced", spaced.into()),
    ];
    for stored in [phone.as_str(), &national, &compact] {
        forms.extend(encoded(stored));
    }
    forms
}

fn json(text: &str) -> String {
    let mut escaped = String::new();
    for unit in text.encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii() => escaped.push(char::from(byte)),
            Ok(_) | Err(_) => escaped.push_str(&format!("\\u{unit:04x}")),
        }
    }
    escaped.replace('"', "\\\"")
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('\'', "&#39;")
        .replace('<', "&lt;")
}

fn percent(text: &str, space: &str) -> String {
    let escape = |byte: u8| match byte {
        b' ' => space.to_owned(),
        _ if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(escape).collect()
}

fn quoted_printable(text: &str) -> String {
    let escape = |byte: u8| {
        if byte.is_ascii() && byte != b'=' {
            char::from(byte).to_string()
        } else {
            format!("={byte:02X}")
        }
    };
    text.bytes().map(escape).collect()
}

/// What is certain of it, when `shift` bytes stand before it in a longer text and others behind it.
fn base64(text: &str, shift: usize, alphabet: &Encoding) -> String {
    let mut padded = vec![0; shift];
    padded.extend_from_slice(text.as_bytes());
    let encoded = alphabet.encode(&padded);
    let whole = padded.len() * 8 / 6;
    encoded[(shift * 8).div_ceil(6)..whole].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(text: &str, within: &str) -> bool {
        of(text).iter().any(|(_, form)| {
            within
                .as_bytes()
                .windows(form.len())
                .any(|window| window == form)
        })
    }

    #[test]
    fn a_text_is_found_in_what_became_of_it() {
        let name = "Zéphyrine d'Wqx";
        for shift in ["", "a", "ab"] {
            let longer = BASE64_NOPAD.encode(format!("{shift}{name} et suite").as_bytes());
            assert!(is_found(name, &longer), "{longer}");
        }
        assert!(is_found(name, "Z\\u00e9phyrine d'Wqx"));
        assert!(is_found(name, "zephyrine d wqx"));
        assert!(is_found(name, "Z%C3%A9phyrine+d%27Wqx"));
        assert!(!is_found(name, "Zéphyrine"));
        for number in [
            "0639987131",
            "06.39.98.71.31",
            "+33639987131",
            "0033 6 39 98 71 31",
        ] {
            assert!(is_found("06 39 98 71 31", number), "{number}");
        }
    }
}
