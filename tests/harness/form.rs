//! What would a browser without scripts send? A form as it stands on a page, filled in like a person does.
//!
//! Reads no more HTML than the pages of this product write.

/// A form of a page: where it goes, and what stands in its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    pub action: String,
    pub fields: Vec<(String, String)>,
    /// Names of every field of the form, also of those that nothing is sent for.
    pub names: Vec<String>,
    /// It is sent in parts, since files can be chosen in it.
    pub multipart: bool,
    pub files: Vec<File>,
}

/// A file that somebody chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub field: String,
    pub name: String,
    pub content: Vec<u8>,
}

/// What stands between the parts of a form.
pub const EDGE: &str = "----edge";

impl Form {
    /// The forms of a page that are sent by POST.
    pub fn all(html: &str) -> Vec<Self> {
        let mut forms = Vec::new();
        let mut rest = html;
        while let Some(start) = rest.find("<form") {
            let body = &rest[start..];
            let end = body.find("</form>").unwrap_or(body.len());
            let form = Self::read(&body[..end]);
            forms.extend(form);
            rest = &body[end..];
        }
        forms
    }

    fn read(html: &str) -> Option<Self> {
        let open = Tag::all(html).next()?;
        if !open
            .attribute("method")
            .unwrap_or_default()
            .eq_ignore_ascii_case("post")
        {
            return None;
        }
        let mut form = Self {
            action: open.attribute("action").unwrap_or_default(),
            ..Self::default()
        };
        form.multipart = open.attribute("enctype").as_deref() == Some("multipart/form-data");
        let mut list = None;
        for tag in Tag::all(html) {
            let name = tag.attribute("name").filter(|name| !name.is_empty());
            if tag.name == "option" {
                form.option(&tag, list.as_deref());
            } else if let Some(name) = name {
                form.field(&tag, &name);
                list = (tag.name == "select").then_some(name);
            }
        }
        Some(form)
    }

    fn field(&mut self, tag: &Tag, name: &str) {
        self.names.push(name.to_owned());
        let kind = tag.attribute("type").unwrap_or_default();
        match (tag.name, kind.as_str()) {
            ("input", "checkbox" | "radio") if tag.has("checked") => {
                let value = tag.attribute("value").unwrap_or_else(|| "on".to_owned());
                self.fields.push((name.to_owned(), value));
            }
            ("input", "checkbox" | "radio" | "submit" | "file") | ("button" | "select", _) => {}
            ("input", _) => {
                self.fields
                    .push((name.to_owned(), tag.attribute("value").unwrap_or_default()));
            }
            ("textarea", _) => self.fields.push((
                name.to_owned(),
                unescape(tag.text.strip_prefix('\n').unwrap_or(tag.text)),
            )),
            _ => {}
        }
    }

    /// The chosen option counts, or else the first.
    fn option(&mut self, tag: &Tag, list: Option<&str>) {
        let Some(list) = list else { return };
        let value = tag
            .attribute("value")
            .unwrap_or_else(|| unescape(tag.text.trim()));
        match self.fields.iter_mut().find(|(name, _)| name == list) {
            None => self.fields.push((list.to_owned(), value)),
            Some(field) if tag.has("selected") => field.1 = value,
            Some(_) => {}
        }
    }

    /// Fills in one field.
    ///
    /// # Panics
    /// When the form has no such field: nobody could fill it in.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        assert!(
            self.names.iter().any(|known| known == name),
            "{} has no field {name}: {:?}",
            self.action,
            self.names
        );
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Chooses a file.
    ///
    /// # Panics
    /// When none can be chosen there.
    #[must_use]
    pub fn with_file(mut self, field: &str, name: &str, content: &[u8]) -> Self {
        let known = self.names.iter().any(|known| known == field);
        assert!(known && self.multipart, "no file in {field}: {self:?}");
        self.files.push(File {
            field: field.to_owned(),
            name: name.to_owned(),
            content: content.to_vec(),
        });
        self
    }

    /// The form in parts, in the order of its fields on the page.
    pub fn parts(&self) -> Vec<u8> {
        let place = |name: &str| self.names.iter().position(|known| known == name);
        let value = |(name, value): &(String, String)| {
            let part = part(&format!("name=\"{name}\""), value.as_bytes());
            (place(name), part)
        };
        let file = |file: &File| {
            let head = format!("name=\"{}\"; filename=\"{}\"", file.field, file.name);
            (place(&file.field), part(&head, &file.content))
        };
        let mut parts: Vec<_> = self.fields.iter().map(value).collect();
        parts.extend(self.files.iter().map(file));
        parts.sort_by_key(|(place, _)| *place);
        let parts: Vec<_> = parts.into_iter().flat_map(|(_, part)| part).collect();
        [parts, format!("--{EDGE}--\r\n").into_bytes()].concat()
    }

    /// What stands in a field.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

fn part(named: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("--{EDGE}\r\nContent-Disposition: form-data; {named}\r\n\r\n");
    [head.as_bytes(), content, b"\r\n"].concat()
}

struct Tag<'a> {
    name: &'a str,
    attributes: &'a str,
    /// What follows it, up to the next tag.
    text: &'a str,
}

impl<'a> Tag<'a> {
    fn all(html: &'a str) -> impl Iterator<Item = Self> {
        html.split('<').skip(1).filter_map(|piece| {
            let (tag, text) = split_tag(piece)?;
            let end = tag.find(|c: char| c.is_whitespace()).unwrap_or(tag.len());
            Some(Self {
                name: &tag[..end],
                attributes: &tag[end..],
                text,
            })
        })
    }

    fn attribute(&self, wanted: &str) -> Option<String> {
        attributes(self.attributes)
            .find(|(name, _)| *name == wanted)
            .map(|(_, value)| unescape(value))
    }

    fn has(&self, wanted: &str) -> bool {
        attributes(self.attributes).any(|(name, _)| name == wanted)
    }
}

/// At the `>` that ends the tag, which is not one inside of quotes.
fn split_tag(piece: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    for (index, c) in piece.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return Some((&piece[..index], &piece[index + 1..])),
            _ => {}
        }
    }
    None
}

fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text.trim_start();
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let Some(value) = after.strip_prefix('=') else {
            rest = after;
            return Some((name, ""));
        };
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        rest = after;
        Some((name, value))
    })
}

/// Character references, as the template engine writes them.
pub fn unescape(text: &str) -> String {
    let mut plain = text.to_owned();
    let named = [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&lt;", "<"),
        ("&#60;", "<"),
    ];
    let more = [
        ("&gt;", ">"),
        ("&#62;", ">"),
        ("&nbsp;", "\u{a0}"),
        ("&amp;", "&"),
        ("&#38;", "&"),
    ];
    for (reference, character) in named.into_iter().chain(more) {
        plain = plain.replace(reference, character);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_sent_as_a_browser_would() {
        let html = r#"<form action="/ignored"><input name="q"></form>
            <form class="x" method="post" action="/r/a?b=1&amp;c=2"><input type="hidden" name="key" value="7">
            <input type="text" name="who" value="L&#39;a &gt; b" required><input type="checkbox" name="silent" value="on">
            <input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked>
            <select name="hours"><option value="1">1 h<option value="2" selected>2 h</select>
            <textarea name="text">
deux
lignes</textarea><button name="go" value="x">Go</button></form>"#;
        let forms = Form::all(html);
        assert_eq!(forms.len(), 1);
        let form = forms[0].clone().with("silent", "on");
        assert_eq!(form.action, "/r/a?b=1&c=2");
        let sent: Vec<_> = form
            .fields
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        assert_eq!(
            sent,
            [
                "key=7",
                "who=L'a > b",
                "r=2",
                "hours=2",
                "text=deux\nlignes",
                "silent=on"
            ]
        );
    }
}
