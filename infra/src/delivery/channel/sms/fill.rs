//! How do a number and a text get into a gateway's request without breaking it?

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// How a value is written where it is put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escape {
    /// Inside a JSON string: quotes, backslashes and control characters are escaped.
    Json,
    /// In an address or a form.
    Percent,
    /// As it is, for headers: line breaks, which would begin another header, are left out.
    Header,
}

impl Escape {
    /// The way that goes with a content type.
    pub fn for_content_type(content_type: &str) -> Self {
        if content_type.contains("json") {
            Self::Json
        } else {
            Self::Percent
        }
    }

    fn apply(self, value: &str) -> String {
        match self {
            Self::Json => {
                let quoted = serde_json::Value::String(value.to_owned()).to_string();
                quoted[1..quoted.len() - 1].to_owned()
            }
            Self::Percent => utf8_percent_encode(value, NON_ALPHANUMERIC).to_string(),
            Self::Header => value.chars().filter(|c| !c.is_control()).collect(),
        }
    }
}

/// Puts values into `{name}` places in one pass, so that a text that itself contains `{to}` stays as it was written.
/// Unknown names stay too: they are the braces of the body's own JSON.
pub fn fill(template: &str, values: &[(&str, &str)], escape: Escape) -> String {
    let mut filled = String::with_capacity(template.len() + 200);
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        filled.push_str(&rest[..start]);
        rest = &rest[start..];
        let found = values.iter().find(|(name, _)| {
            rest[1..]
                .strip_prefix(name)
                .is_some_and(|after| after.starts_with('}'))
        });
        match found {
            Some((name, value)) => {
                filled.push_str(&escape.apply(value));
                rest = &rest[name.len() + 2..];
            }
            None => {
                filled.push('{');
                rest = &rest[1..];
            }
        }
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped_for_where_they_stand() {
        let values = [("to", "+33612345678"), ("text", "Dit \"oui\"\n& {to}")];
        let json = fill(r#"{"to":"{to}","m":"{text}"}"#, &values, Escape::Json);
        assert_eq!(json, r#"{"to":"+33612345678","m":"Dit \"oui\"\n& {to}"}"#);
        let form = fill("to={to}&m={text}", &values, Escape::Percent);
        assert_eq!(form, "to=%2B33612345678&m=Dit%20%22oui%22%0A%26%20%7Bto%7D");
        assert_eq!(
            fill("X: {text}", &values, Escape::Header),
            "X: Dit \"oui\"& {to}"
        );
    }
}
