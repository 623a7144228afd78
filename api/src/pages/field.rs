//! What does a form ask, what was typed, and what is wrong with it?

use std::collections::BTreeMap;

use askama::Template;

use super::say::Say;
use crate::text::Language;

/// What somebody typed, by the name of the field. Kept as it came, so that nothing is lost on an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(BTreeMap<String, Vec<String>>);

impl Typed {
    /// The first value of a field, without the blanks around it; empty if it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0
            .get(name)
            .and_then(|v| v.first())
            .map_or("", |v| v.trim())
    }
    /// The first value of a field as it came, blanks included.
    pub fn raw(&self, name: &str) -> &str {
        self.0
            .get(name)
            .and_then(|v| v.first())
            .map_or("", String::as_str)
    }
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
    /// The value, unless it is empty.
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }
    /// Whether a box is ticked, or a button of that name was pressed.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
    pub fn ticked(&self, name: &str, value: &str) -> bool {
        self.all(name).iter().any(|v| v == value)
    }
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), vec![value.into()]);
    }
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        self.0
            .entry(name.to_owned())
            .or_default()
            .push(value.into());
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// What was asked, for telling one request from another under the same key; the key itself is left out.
    pub fn fingerprint(&self, of: &str) -> Vec<u8> {
        let pairs = self.0.iter().filter(|(name, _)| name.as_str() != "key");
        format!("{of} {:?}", pairs.collect::<Vec<_>>()).into_bytes()
    }
}

impl FromIterator<(String, String)> for Typed {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        let mut typed = Self::default();
        for (name, value) in pairs {
            typed.add(&name, value);
        }
        typed
    }
}

/// What is wrong, beside which field. An empty name is the form as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub field: String,
    pub message: String,
}

impl Problems {
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(Problem {
            field: field.into(),
            message: message.into(),
        });
    }
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|p| p.field == field)
            .map(|p| p.message.as_str())
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// Those of somebody else too.
    pub fn extend(&mut self, others: &Self) {
        self.0.extend(others.0.iter().cloned());
    }
    /// Puts a described problem beside its field, in the reader's language.
    pub fn tell(&mut self, problem: &crate::problem::Problem, t: Language) {
        let field = problem.field().map_or("", super::read::beside);
        self.add(field, problem.sentence(t));
    }
    /// For the top of the page, with links to the fields.
    pub fn summary(&self, t: Language) -> Summary<'_> {
        Summary {
            t,
            problems: &self.0,
        }
    }
}

/// What is wrong, at the top of a form.
#[derive(Template)]
#[template(path = "parts/summary.html")]
pub struct Summary<'p> {
    t: Language,
    problems: &'p [Problem],
}
impl askama::filters::HtmlSafe for Summary<'_> {}

impl Summary<'_> {
    /// What the field is called, so that a complaint can be read away from it: the catalogue's `named-<field>`, or
    /// that of the field's last part.
    fn label(&self, field: &str) -> String {
        let last = field.rsplit('.').next().unwrap_or(field);
        let whole = field
            .replace(
                ['[', ']', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
                "",
            )
            .replace('.', "-");
        let named = self.t.maybe(&format!("named-{whole}"));
        if named.is_empty() {
            self.t.maybe(&format!("named-{last}"))
        } else {
            named
        }
    }
}

/// One thing that a form asks. It knows how to show itself.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    pub name: String,
    pub label: String,
    pub hint: String,
    /// "facultatif", where leaving it empty is fine; empty otherwise.
    pub optional: String,
    pub error: String,
    /// Stands beside its neighbours where there is room.
    pub narrow: bool,
    pub kind: Kind,
}
impl askama::filters::HtmlSafe for Field {}

#[derive(Clone, Debug)]
pub enum Kind {
    Line {
        input: &'static str,
        value: String,
        hints: Hints,
    },
    Area {
        value: String,
        rows: u8,
        most: usize,
    },
    /// One of several, all of them seen.
    Radios { options: Vec<Choice>, tall: bool },
    /// One of several, folded.
    Select { options: Vec<Choice> },
    /// Any of several.
    Ticks { options: Vec<Choice>, tall: bool },
    /// One file, or any number.
    Files { many: bool },
}

/// What helps a browser to help: attributes of a line.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    pub autocomplete: &'static str,
    pub inputmode: &'static str,
    pub most: usize,
    pub min: String,
    pub max: String,
    pub step: &'static str,
    pub list: &'static str,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: String,
    pub chosen: bool,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            ..Self::default()
        }
    }
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
    pub fn chosen_if(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }
}

/// Makes the fields of one form, from what was typed and what was wrong with it.
pub struct Maker<'f> {
    pub t: Language,
    pub typed: &'f Typed,
    pub problems: &'f Problems,
}

impl Maker<'_> {
    fn field(&self, name: &str, label: &str, kind: Kind) -> Field {
        Field {
            name: name.to_owned(),
            label: self.t.say(label),
            hint: self.t.maybe(&format!("{label}-hint")),
            optional: String::new(),
            error: self.problems.of(name).unwrap_or_default().to_owned(),
            narrow: false,
            kind,
        }
    }
    pub fn line(&self, name: &str, label: &str) -> Field {
        self.input("text", name, label)
    }
    pub fn input(&self, input: &'static str, name: &str, label: &str) -> Field {
        let value = self.typed.get(name).to_owned();
        self.field(
            name,
            label,
            Kind::Line {
                input,
                value,
                hints: Hints::default(),
            },
        )
    }
    pub fn email(&self, name: &str, label: &str) -> Field {
        self.input("email", name, label).hints(Hints {
            inputmode: "email",
            ..Hints::default()
        })
    }
    pub fn phone(&self, name: &str, label: &str) -> Field {
        self.input("tel", name, label).hints(Hints {
            inputmode: "tel",
            ..Hints::default()
        })
    }
    pub fn area(&self, name: &str, label: &str, rows: u8, most: usize) -> Field {
        self.field(
            name,
            label,
            Kind::Area {
                value: self.typed.get(name).to_owned(),
                rows,
                most,
            },
        )
    }
    /// Marks as chosen what was typed.
    pub fn radios(&self, name: &str, label: &str, options: Vec<Choice>) -> Field {
        self.field(
            name,
            label,
            Kind::Radios {
                options: self.marked(name, options),
                tall: false,
            },
        )
    }
    pub fn select(&self, name: &str, label: &str, options: Vec<Choice>) -> Field {
        self.field(
            name,
            label,
            Kind::Select {
                options: self.marked(name, options),
            },
        )
    }
    pub fn ticks(&self, name: &str, label: &str, options: Vec<Choice>) -> Field {
        self.field(
            name,
            label,
            Kind::Ticks {
                options: self.marked(name, options),
                tall: false,
            },
        )
    }
    pub fn files(&self, name: &str, label: &str) -> Field {
        self.field(name, label, Kind::Files { many: true })
    }
    /// One.
    pub fn file(&self, name: &str, label: &str) -> Field {
        self.field(name, label, Kind::Files { many: false })
    }
    fn marked(&self, name: &str, options: Vec<Choice>) -> Vec<Choice> {
        options
            .into_iter()
            .map(|choice| {
                let chosen = self.typed.ticked(name, &choice.value);
                choice.chosen_if(chosen)
            })
            .collect()
    }
    /// The same field, which may stay empty.
    pub fn optional(&self, mut field: Field) -> Field {
        field.optional = self.t.say("optional");
        field
    }
}

impl Field {
    pub fn hints(mut self, new: Hints) -> Self {
        if let Kind::Line { hints, .. } = &mut self.kind {
            *hints = new;
        }
        self
    }
    /// One choice a line.
    pub fn tall(mut self) -> Self {
        if let Kind::Radios { tall, .. } | Kind::Ticks { tall, .. } = &mut self.kind {
            *tall = true;
        }
        self
    }
    /// Beside its neighbours where there is room.
    pub fn narrow(mut self) -> Self {
        self.narrow = true;
        self
    }
    pub fn hinted(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
    fn is_group(&self) -> bool {
        match self.kind {
            Kind::Radios { .. } | Kind::Ticks { .. } => true,
            Kind::Line { .. } | Kind::Area { .. } | Kind::Select { .. } | Kind::Files { .. } => {
                false
            }
        }
    }
    /// Whether there is anything to choose from.
    pub fn has_choices(&self) -> bool {
        match &self.kind {
            Kind::Radios { options, .. }
            | Kind::Ticks { options, .. }
            | Kind::Select { options } => !options.is_empty(),
            Kind::Line { .. } | Kind::Area { .. } | Kind::Files { .. } => false,
        }
    }
    /// Whether a form that asks this brings files.
    pub fn brings_files(&self) -> bool {
        match self.kind {
            Kind::Files { .. } => true,
            Kind::Line { .. }
            | Kind::Area { .. }
            | Kind::Select { .. }
            | Kind::Radios { .. }
            | Kind::Ticks { .. } => false,
        }
    }
    /// The ids that explain the field, for `aria-describedby`.
    fn described_by(&self) -> String {
        let hint = if self.hint.is_empty() {
            String::new()
        } else {
            format!("{}-hint", self.name)
        };
        let error = if self.error.is_empty() {
            String::new()
        } else {
            format!("{}-error", self.name)
        };
        format!("{hint} {error}").trim().to_owned()
    }
}
