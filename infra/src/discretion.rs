//! What may be said of a failure, where anybody may read it? Its kind and its place, never what it stumbled over.
//!
//! PostgreSQL names values in its messages (`invalid input syntax for type uuid: "…"`, whatever a trigger says), serde
//! names what it found instead of what it expected. Both are ours to log, and may be somebody's name.

use sqlx::error::ErrorKind;
use std::error::Error;
use std::fmt;

/// SQLSTATE classes whose messages speak of the server, its roles and databases: connection, authorization, catalogue
/// name, resources, operator, system.
const ABOUT_THE_SERVER: [&str; 6] = ["08", "28", "3D", "53", "57", "58"];

/// An error as it may be logged. Errors of our own speak for themselves: their texts are made of identifiers.
pub fn discreet(error: &(dyn Error + 'static)) -> String {
    if let Some(error) = error.downcast_ref::<sqlx::Error>() {
        of_database(error)
    } else if let Some(error) = error.downcast_ref::<serde_json::Error>() {
        of_json(error)
    } else {
        error.to_string()
    }
}

/// For `#[error("…")]`: formats the error as [`discreet`] says it.
pub(crate) struct Discreet<'e>(pub(crate) &'e (dyn Error + 'static));

impl fmt::Display for Discreet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&discreet(self.0))
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "another crate's enum, which may grow"
)]
fn of_database(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(said) => refused(&**said),
        sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. } => {
            "a column does not hold what is read from it".to_owned()
        }
        sqlx::Error::Encode(_) => "a parameter cannot be encoded".to_owned(),
        sqlx::Error::Configuration(_) => "the database's URL cannot be read".to_owned(),
        // The rest speaks of connections, pools, names of columns.
        other => other.to_string(),
    }
}

/// By code, constraint and table. SQLite names columns and nothing else.
fn refused(said: &dyn sqlx::error::DatabaseError) -> String {
    let code = said.code().unwrap_or_default();
    let of_sqlite = code.len() != 5;
    if of_sqlite && said.kind() != ErrorKind::Other {
        return format!("{} (SQLite {code})", said.message());
    }
    if code
        .get(..2)
        .is_some_and(|class| ABOUT_THE_SERVER.contains(&class))
    {
        return format!("{} ({code})", said.message());
    }
    let mut words = format!("refused by the database ({code}");
    for (what, name) in [("constraint", said.constraint()), ("table", said.table())] {
        if let Some(name) = name {
            words.push_str(&format!(", {what} {name}"));
        }
    }
    words + ")"
}

fn of_json(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    let said = error.to_string();
    // Which field is missing is a word of ours.
    let what = match said.split_once('`') {
        Some(("missing field ", rest)) => rest
            .split_once('`')
            .map(|(field, _)| format!("{field} is missing")),
        Some(_) | None => None,
    };
    let what = what.unwrap_or_else(|| match error.classify() {
        serde_json::error::Category::Io => "it cannot be read".to_owned(),
        serde_json::error::Category::Syntax => "it is not JSON".to_owned(),
        serde_json::error::Category::Data => "a value is not what is expected there".to_owned(),
        serde_json::error::Category::Eof => "it ends too early".to_owned(),
    });
    if line == 0 {
        what
    } else {
        format!("line {line}, column {column}: {what}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its reading matters")]
    struct Party {
        name: String,
        floor: u8,
    }

    fn told(json: &str) -> String {
        discreet(&serde_json::from_str::<Party>(json).expect_err("this is wrong"))
    }

    #[test]
    fn json_is_told_by_its_place() {
        assert_eq!(
            told(r#"{"name": "Wqxmartin", "floor": "Wqxmartin"}"#),
            "line 1, column 42: a value is not what is expected there"
        );
        assert_eq!(
            told(r#"{"name": "Wqxmartin"}"#),
            "line 1, column 21: floor is missing"
        );
        assert_eq!(told("Wqxmartin"), "line 1, column 1: it is not JSON");
    }

    #[test]
    fn errors_of_our_own_speak_for_themselves() {
        let fault = crate::database::DatabaseFault::UnknownScheme;
        assert_eq!(discreet(&fault), fault.to_string());
    }
}
