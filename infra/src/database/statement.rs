//! What is asked of the database? A fixed text, in the words of each.

/// One statement, kept in a `.sql` file: one text where both databases take it, twin texts where not.
///
/// Parameters are `$1`, `$2`, … on both.
#[derive(Clone, Copy, Debug)]
pub struct Statement {
    /// Where it lives, for faults and for the test that prepares it.
    pub name: &'static str,
    pub postgres: &'static str,
    pub sqlite: &'static str,
}

/// A [`Statement`] from one `.sql` file, or from twin files (PostgreSQL first), relative to the calling file.
///
/// ```ignore
/// const ARM: Statement = sql!("sql/arm.sql");
/// const CLAIM: Statement = sql!("sql/claim.postgres.sql", "sql/claim.sqlite.sql");
/// pub const STATEMENTS: &[&Statement] = &[&ARM, &CLAIM];
/// ```
#[macro_export]
macro_rules! sql {
    ($both:literal) => {
        $crate::database::Statement {
            name: concat!(module_path!(), ":", $both),
            postgres: include_str!($both),
            sqlite: include_str!($both),
        }
    };
    ($postgres:literal, $sqlite:literal $(,)?) => {
        $crate::database::Statement {
            name: concat!(module_path!(), ":", $postgres),
            postgres: include_str!($postgres),
            sqlite: include_str!($sqlite),
        }
    };
}
