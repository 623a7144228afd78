//! What of a library's own lines is never written? Everything below INFO, and what the database server says.
//!
//! At DEBUG and TRACE libraries show what passes through them: axum a refused body, lettre the dialogue with the mail
//! server, HTTP clients their addresses. No list of such places stays complete, so the rule is the other way round: only our
//! own crates, which log identifiers, may go below INFO. `log.filter` chooses among what is left.

use tracing::{Level, Metadata};
use tracing_subscriber::filter::{FilterFn, LevelFilter, filter_fn};

/// The crates whose lines we answer for.
const OURS: [&str; 5] = ["api", "domain", "infra", "maincourante", "projections"];

/// PostgreSQL's notices, at whatever level: a server may name values in them.
const NEVER: &str = "sqlx::postgres::notice";

pub(super) fn cap() -> FilterFn {
    filter_fn(may_be_written as fn(&Metadata<'_>) -> bool).with_max_level_hint(LevelFilter::TRACE)
}

fn may_be_written(line: &Metadata<'_>) -> bool {
    let target = line.target();
    let source = target.split("::").next().unwrap_or(target);
    OURS.contains(&source) || (*line.level() <= Level::INFO && target != NEVER)
}
