//! Who may sign in, and what may they do?
//!
//! Accounts, sign-in with its brake on guessing, sessions, API tokens, rights. Passwords are stored as argon2id hashes,
//! session and API tokens as SHA-256 digests: a copy of the database lets nobody in.

mod browser;
mod erase;
mod failures;
mod member;
mod password;
mod recent;
mod rights;
mod secret;
mod session;
mod sign_in;
mod sql;
mod token;

pub use browser::Browsers;
pub use failures::Whence;
pub use member::{Role, StaffMember, StaffRecord};
pub use password::PasswordFault;
pub use rights::{AssistantRights, Right, may};
pub use secret::temporary_password;
pub use session::{NewSession, Session, SessionId, SignedIn};
pub use sign_in::SignInError;
pub use sql::STATEMENTS;
pub use token::{ApiToken, IssuedToken, NewToken, Scope, TokenHolder, TokenId};

use crate::clock::Clock;
use crate::database::{Database, DatabaseFault};
use recent::RecentTokens;

/// The accounts of all agencies.
#[derive(Clone)]
pub struct Staff {
    database: Database,
    clock: Clock,
    recent: RecentTokens,
    /// By which sessions and locks are counted: both are about people at machines.
    machine: Clock,
}

impl Staff {
    pub fn new(database: Database, clock: Clock) -> Self {
        Self {
            database,
            machine: clock.of_machine(),
            clock,
            recent: RecentTokens::new(),
        }
    }
}

/// What goes wrong apart from a refusal.
#[derive(Debug, thiserror::Error)]
pub enum StaffFault {
    #[error(transparent)]
    Database(#[from] DatabaseFault),
    #[error(transparent)]
    Password(#[from] PasswordFault),
}
