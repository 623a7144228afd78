//! How is one thing asked on a page of its own? Title, fields, what will leave and to whom, one button.

use askama::Template;

use super::field::{Field, Problems, Summary};
use crate::text::Language;

/// A small form: an action on a ticket, or an answer by personal link.
#[derive(Template)]
#[template(path = "parts/form.html")]
pub struct Form<'p> {
    pub title: String,
    pub lead: String,
    pub summary: Summary<'p>,
    pub action: String,
    pub hidden: Vec<(&'static str, String)>,
    pub fields: Vec<Field>,
    /// What came with it before and need not be sent again; empty where nothing did.
    pub kept: String,
    /// "Partira aussitôt", or why nothing will; empty where nothing is to be said.
    pub goes_title: String,
    pub goes: Vec<Going>,
    pub submit: String,
    pub grave: bool,
    pub big: bool,
    pub back: String,
    pub back_label: String,
}
impl askama::filters::HtmlSafe for Form<'_> {}

/// One message that will leave when the button is pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Going {
    pub icon: &'static str,
    pub whom: String,
    pub address: String,
    pub what: String,
}

impl<'p> Form<'p> {
    fn brings_files(&self) -> bool {
        self.fields.iter().any(Field::brings_files)
    }

    /// An empty form, to be filled in by struct update.
    pub fn blank(t: Language, problems: &'p Problems) -> Self {
        Self {
            title: String::new(),
            lead: String::new(),
            summary: problems.summary(t),
            action: String::new(),
            hidden: Vec::new(),
            fields: Vec::new(),
            kept: String::new(),
            goes_title: String::new(),
            goes: Vec::new(),
            submit: String::new(),
            grave: false,
            big: false,
            back: String::new(),
            back_label: String::new(),
        }
    }
}
