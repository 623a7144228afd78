//! What is asked of the database about staff?

use crate::database::Statement;
use crate::sql;

pub(super) const MEMBER: Statement = sql!("sql/member.sql");
pub(super) const MEMBERS: Statement = sql!("sql/members.sql");
pub(super) const UPSERT_MEMBER: Statement = sql!("sql/upsert_member.sql");
pub(super) const SET_LOGIN: Statement = sql!("sql/set_login.sql");
pub(super) const HAS_LOGIN: Statement = sql!("sql/has_login.sql");
pub(super) const LOGIN: Statement = sql!("sql/login.sql");
pub(super) const LOCKED_UNTIL: Statement = sql!("sql/locked_until.sql");
pub(super) const COUNT_FAILURE: Statement = sql!("sql/count_failure.sql");
pub(super) const LOCK_LOGIN: Statement = sql!("sql/lock_login.sql");
pub(super) const FORGET_FAILURES: Statement = sql!("sql/forget_failures.sql");
pub(super) const FORGET_OLD_FAILURES: Statement = sql!("sql/forget_old_failures.sql");
pub(super) const START_SESSION: Statement = sql!("sql/start_session.sql");
pub(super) const SESSION: Statement = sql!("sql/session.sql");
pub(super) const SESSIONS: Statement = sql!("sql/sessions.sql");
pub(super) const SEE_SESSION: Statement = sql!("sql/see_session.sql");
pub(super) const END_SESSION: Statement = sql!("sql/end_session.sql");
pub(super) const END_SESSION_OF: Statement = sql!("sql/end_session_of.sql");
pub(super) const END_SESSIONS_OF: Statement = sql!("sql/end_sessions_of.sql");
pub(super) const END_IDLE_SESSIONS: Statement = sql!("sql/end_idle_sessions.sql");
pub(super) const ERASE_MEMBER: Statement = sql!("sql/erase_member.sql");
pub(super) const FORGET_LOGIN: Statement = sql!("sql/forget_login.sql");
pub(super) const REVOKE_TOKENS_OF: Statement = sql!("sql/revoke_tokens_of.sql");
pub(super) const ISSUE_TOKEN: Statement = sql!("sql/issue_token.sql");
pub(super) const TOKEN: Statement = sql!("sql/token.sql");
pub(super) const TOKENS: Statement = sql!("sql/tokens.sql");
pub(super) const USE_TOKEN: Statement = sql!("sql/use_token.sql");
pub(super) const REVOKE_TOKEN: Statement = sql!("sql/revoke_token.sql");

/// All of them, so that a test can prepare each on both databases.
pub const STATEMENTS: &[&Statement] = &[
    &MEMBER,
    &MEMBERS,
    &UPSERT_MEMBER,
    &SET_LOGIN,
    &HAS_LOGIN,
    &LOGIN,
    &LOCKED_UNTIL,
    &COUNT_FAILURE,
    &LOCK_LOGIN,
    &FORGET_FAILURES,
    &FORGET_OLD_FAILURES,
    &START_SESSION,
    &SESSION,
    &SESSIONS,
    &SEE_SESSION,
    &END_SESSION,
    &END_SESSION_OF,
    &END_SESSIONS_OF,
    &END_IDLE_SESSIONS,
    &ERASE_MEMBER,
    &FORGET_LOGIN,
    &REVOKE_TOKENS_OF,
    &ISSUE_TOKEN,
    &TOKEN,
    &TOKENS,
    &USE_TOKEN,
    &REVOKE_TOKEN,
];
