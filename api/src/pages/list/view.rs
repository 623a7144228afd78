//! What does the ticket list show?

use askama::Template;

use crate::pages::frame::{Frame, State};
use crate::pages::say::Say;
use crate::text::Language;

#[derive(Template)]
#[template(path = "list/list.html")]
pub struct ListPage {
    pub t: Language,
    pub frame: Frame,
    /// The address of this very list.
    pub here: String,
    pub whose: Vec<Tab>,
    pub which: Vec<Tab>,
    /// What a new search keeps of the present address.
    pub kept: Vec<(&'static str, String)>,
    pub query: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub empty: Empty,
    /// The address that shows more; empty when all is shown.
    pub more: String,
}

pub struct Tab {
    pub label: String,
    pub count: String,
    pub href: String,
    pub current: bool,
}

pub struct Column {
    pub name: &'static str,
    pub label: String,
    pub href: String,
    /// `ascending`, `descending`, or nothing.
    pub sorted: &'static str,
}

pub struct Row {
    pub href: String,
    pub number: String,
    pub created: String,
    pub modified: String,
    pub state: State,
    pub property: String,
    pub address: String,
    pub subject: String,
    pub tip: String,
    /// Where the searched words were found.
    pub matched: String,
    pub kind: String,
    pub contractors: String,
    pub age: String,
}

/// What to do when there is nothing to show.
pub struct Empty {
    pub title: String,
    pub text: String,
    pub href: String,
    pub go: String,
}
