//! Which tickets are there, and which of them call for the manager? Answers the ticket list, its counts and search.
//!
//! One row a ticket, a function of the folded ticket alone, so every event of a ticket answers it, and an erasure of
//! somebody whom the row names. A page of the list is one statement; what is sorted by and searched in is stored in
//! plain spelling beside what is shown.

mod cursor;
mod project;
mod query;
mod row;
mod statement;
mod verify;

pub use cursor::{Cursor, NotACursor};
pub use project::TicketListFollower;
pub use query::{Counts, Direction, ListQuery, Page, Shown, Sort, TicketList};
pub use row::{MatchedIn, TicketRow};
pub use verify::{LinesDerived, SubjectsDerived};

use infra::database::Statement;
use infra::sql;

/// The follower's name: the key of its position, and the generation that readers see.
pub const NAME: &str = "ticket_list";

const PUT: Statement = sql!("sql/put.postgres.sql", "sql/put.sqlite.sql");
const CLEAR_SUBJECTS: Statement = sql!(
    "sql/clear_subjects.postgres.sql",
    "sql/clear_subjects.sqlite.sql"
);
const PUT_SUBJECTS: Statement = sql!(
    "sql/put_subjects.postgres.sql",
    "sql/put_subjects.sqlite.sql"
);
const MENTIONS: Statement = sql!("sql/mentions.sql");
const DROP: Statement = sql!("sql/drop.sql");
const DISCARD: Statement = sql!("sql/discard.sql");
const DISCARD_SUBJECTS: Statement = sql!("sql/discard_subjects.sql");
const VERSION: Statement = sql!("sql/version.sql");
const ROWS: Statement = sql!("sql/rows.sql");
const ROW: Statement = sql!("sql/row.sql");
const COUNTS: Statement = sql!("sql/counts.sql");

/// Every statement of this folder, so that a test can prepare them on both databases.
pub const STATEMENTS: &[&Statement] = &[
    &PUT,
    &CLEAR_SUBJECTS,
    &PUT_SUBJECTS,
    &MENTIONS,
    &DROP,
    &DISCARD,
    &DISCARD_SUBJECTS,
    &VERSION,
    &ROWS,
    &ROW,
    &COUNTS,
];
