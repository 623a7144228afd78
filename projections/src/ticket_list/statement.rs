//! How does one page become one statement? The fixed text of `rows.sql`, and the conditions that were asked for.
//!
//! Assembled, because a statement with every condition switched off by a parameter could use no index. What is put
//! together are texts of this file; whatever comes from outside is a parameter.

use super::ROWS;
use super::query::{Direction, ListQuery, Shown, Sort};
use infra::database::Value;
use infra::spelling::plain;
use serde_json::json;

struct Assembly {
    sql: String,
    params: Vec<Value>,
}

impl Assembly {
    /// Adds a value, and gives its placeholder.
    fn param(&mut self, value: impl Into<Value>) -> String {
        self.params.push(value.into());
        format!("${}", self.params.len())
    }
    fn and(&mut self, condition: &str) {
        self.sql.push_str("  AND ");
        self.sql.push_str(condition);
        self.sql.push('\n');
    }
}

pub(super) fn page(query: &ListQuery, limit: usize) -> (String, Vec<Value>) {
    let mut page = Assembly {
        sql: ROWS.postgres.to_owned(),
        params: vec![query.agency.into()],
    };
    filter(&mut page, query);
    search(&mut page, query.search.as_deref().unwrap_or_default());
    let (column, direction) = (column(query.sort), keyword(query.direction));
    if let Some(cursor) = query
        .after
        .as_ref()
        .filter(|cursor| cursor.sort == query.sort)
        && let Ok(at) = cursor.value()
    {
        let (at, ticket) = (page.param(at), page.param(cursor.ticket));
        let beyond = match query.direction {
            Direction::Ascending => '>',
            Direction::Descending => '<',
        };
        page.and(&format!("({column}, ticket) {beyond} ({at}, {ticket})"));
    }
    let limit = page.param(i64::try_from(limit).unwrap_or(i64::MAX));
    page.sql.push_str(&format!(
        "ORDER BY {column} {direction}, ticket {direction}\nLIMIT {limit}\n"
    ));
    (page.sql, page.params)
}

fn filter(page: &mut Assembly, query: &ListQuery) {
    match query.shown {
        Shown::InProgress => page.and("closed_at IS NULL"),
        Shown::Closed => page.and("closed_at IS NOT NULL"),
        Shown::Today => {
            let began = page.param(query.today_began);
            page.and(&format!("modified_at >= {began}"));
        }
        Shown::All => {}
    }
    if let Some(staff) = query.mine {
        let me = page.param(staff);
        page.and(&format!(
            "(manager = {me} OR assistant = {me} OR accountant = {me})"
        ));
    }
    if let Some(module) = query.module {
        let code = json!(module).as_str().unwrap_or_default().to_owned();
        let module = page.param(code);
        page.and(&format!("module = {module}"));
    }
}

/// Nobody looks for more; and each costs a comparison with every row.
const MOST_WORDS: usize = 12;

/// Every word must be found somewhere.
fn search(page: &mut Assembly, words: &str) {
    for word in plain(words).split_whitespace().take(MOST_WORDS) {
        let word = page.param(format!("%{}%", literally(word)));
        page.and(&format!("search LIKE {word} ESCAPE '\\'"));
    }
}

/// What stands for something else in a pattern stands for itself in a search box.
fn literally(word: &str) -> String {
    word.replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}

fn column(sort: Sort) -> &'static str {
    match sort {
        Sort::Number => "number",
        Sort::Created => "created_at",
        Sort::Modified => "modified_at",
        Sort::Status => "status_rank",
        Sort::Type => "type",
        Sort::Property => "property_key",
        Sort::Subject => "subject_key",
        Sort::Contractors => "contractors_key",
    }
}

fn keyword(direction: Direction) -> &'static str {
    match direction {
        Direction::Ascending => "ASC",
        Direction::Descending => "DESC",
    }
}
