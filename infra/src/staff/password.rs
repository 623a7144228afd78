//! Is this the password? argon2id, off the threads that serve requests: one check costs tens of milliseconds and 19 MiB
//! on purpose, so that only a few run at the same time and only some more wait.

use std::num::NonZeroUsize;
use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use secrecy::{ExposeSecret, SecretString};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;
use tokio::task::{JoinHandle, spawn_blocking};

/// Each check takes 19 MiB of memory for its time, on purpose. So the checks have few threads of their own: more than
/// there are cores would be no faster, and a flood of guesses must not take the machine's memory away from everybody.
static HANDS: LazyLock<std::io::Result<Runtime>> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(2, NonZeroUsize::get);
    let mut threads = Builder::new_current_thread();
    threads.max_blocking_threads(cores.max(2)).build()
});

#[derive(Debug, thiserror::Error)]
pub enum PasswordFault {
    #[error("a password could not be hashed: {0}")]
    Hash(String),
    #[error("a password check was cut short")]
    CutShort(#[from] tokio::task::JoinError),
    /// A flood of sign-ins; those that are already waiting come first.
    #[error("too many password checks are waiting")]
    Busy,
}

/// What is checked when there is no such account, so that the answer takes as long as for a wrong password.
static NOBODY: LazyLock<Option<String>> =
    LazyLock::new(|| hash_now(&SecretString::from("nobody has this password")).ok());

/// Checks that run or wait; at ten a second and core, the last waits for seconds and not minutes.
const WAITING: usize = 64;
static SEATS: Semaphore = Semaphore::const_new(WAITING);

/// A PHC string with its salt and parameters.
pub(super) async fn hash(password: SecretString) -> Result<String, PasswordFault> {
    apart(move || hash_now(&password)).await?
}

/// Whether the password is the one that was hashed; without a hash the same work is done, and the answer is no.
///
/// # Errors
/// [`PasswordFault::Busy`] where too many are waiting already.
pub(super) async fn verify(
    password: SecretString,
    hash: Option<String>,
) -> Result<bool, PasswordFault> {
    let seat = SEATS.try_acquire().map_err(|_| PasswordFault::Busy)?;
    let checked = apart(move || {
        // The seat goes with the work: a caller that no longer waits does not stop it.
        let _seat = seat;
        // Looked at in either case: it takes its time when it is made.
        let nobody = NOBODY.clone();
        let known = hash.is_some();
        let hash = hash.or(nobody);
        known & hash.is_some_and(|hash| matches_now(&password, &hash))
    });
    Ok(checked.await?)
}

fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    match &*HANDS {
        Ok(hands) => hands.spawn_blocking(work),
        Err(_) => spawn_blocking(work),
    }
}

fn hash_now(password: &SecretString) -> Result<String, PasswordFault> {
    let hash = Argon2::default().hash_password(password.expose_secret().as_bytes());
    hash.map(|hash| hash.to_string())
        .map_err(|error| PasswordFault::Hash(error.to_string()))
}

fn matches_now(password: &SecretString, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else {
        return false;
    };
    Argon2::default()
        .verify_password(password.expose_secret().as_bytes(), &hash)
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_flood_waits_in_a_queue_that_ends() {
        let tries = (0..3 * WAITING).map(|_| verify(SecretString::from("x"), None));
        let outcomes = futures::future::join_all(tries).await;
        let busy = outcomes
            .iter()
            .filter(|outcome| matches!(outcome, Err(PasswordFault::Busy)));
        assert!(busy.count() >= WAITING, "nobody was sent away");
    }
}
