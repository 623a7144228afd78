//! How are guesses slowed down? Each failure in a row costs more; what is tried too often is locked for a while.
//!
//! Counted by the name that was typed, whether or not it is an account's, so that the lock tells nothing; and by where
//! the tries come from, so that whoever fails on purpose locks out nobody but themselves. A guesser with many addresses
//! meets the count by the name alone. That one does not touch a browser that has let this person in before.

use chrono::{DateTime, TimeDelta, Utc};

use super::Staff;
use super::secret::digest;
use super::sql::{COUNT_FAILURE, FORGET_FAILURES, FORGET_OLD_FAILURES, LOCK_LOGIN, LOCKED_UNTIL};
use crate::database::DatabaseFault;

/// Failures in a row from one place that cost nothing: people mistype.
const FREE_FAILURES: i64 = 4;
/// The same from everywhere together: nobody mistypes that often.
const FREE_FROM_EVERYWHERE: i64 = 50;
/// The first lock; each further failure doubles it.
const FIRST_LOCK_SECONDS: i64 = 30;
const LONGEST_LOCK_SECONDS: i64 = 15 * 60;
/// After so long without a failure, counting starts anew.
const FORGOTTEN_AFTER: TimeDelta = TimeDelta::hours(24);

/// From where somebody tries to sign in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Whence<'a> {
    /// Where the request comes from, as far as it can be known.
    pub address: &'a str,
    /// The browser, if it has let this person in before; see [`Browsers`](super::Browsers).
    pub browser: Option<&'a str>,
}

/// One count of failures.
struct Counter {
    digest: Vec<u8>,
    free: i64,
}

impl Whence<'_> {
    /// What counts for a try with this name.
    fn counters(&self, name: &str) -> Vec<Counter> {
        let from_here = |what: &str, place: &str| Counter {
            digest: digest(&format!("{what}\n{place}\n{name}")),
            free: FREE_FAILURES,
        };
        match self.browser {
            Some(browser) => vec![from_here("browser", browser)],
            None => vec![
                from_here("address", self.address),
                Counter {
                    digest: digest(name),
                    free: FREE_FROM_EVERYWHERE,
                },
            ],
        }
    }
}

impl Staff {
    /// Until when nobody may try this name from there, if it is locked.
    pub(super) async fn locked_until(
        &self,
        name: &str,
        whence: &Whence<'_>,
    ) -> Result<Option<DateTime<Utc>>, DatabaseFault> {
        let mut latest = None;
        for counter in whence.counters(name) {
            let asked = [counter.digest.into(), self.machine.now().into()];
            let row = self.database.fetch_optional(&LOCKED_UNTIL, &asked).await?;
            latest = latest.max(row.map(|row| row.time("locked_until")).transpose()?);
        }
        Ok(latest)
    }

    /// Counts a failure. The first statement holds the row, so that guesses at the same time are all counted.
    pub(super) async fn count_failure(
        &self,
        name: &str,
        whence: &Whence<'_>,
    ) -> Result<(), DatabaseFault> {
        let now = self.machine.now();
        let mut tx = self.database.begin().await?;
        for Counter { digest, free } in whence.counters(name) {
            let counted = [
                digest.clone().into(),
                now.into(),
                (now - FORGOTTEN_AFTER).into(),
            ];
            let row = tx.fetch_optional(&COUNT_FAILURE, &counted).await?;
            let failures = row.map_or(Ok(1), |row| row.int("failures"))?;
            if let Some(lock) = lock(failures - free) {
                tx.execute(&LOCK_LOGIN, &[digest.into(), (now + lock).into()])
                    .await?;
            }
        }
        tx.commit().await
    }

    pub(super) async fn forget_failures(
        &self,
        name: &str,
        whence: &Whence<'_>,
    ) -> Result<(), DatabaseFault> {
        for counter in whence.counters(name) {
            self.database
                .execute(&FORGET_FAILURES, &[counter.digest.into()])
                .await?;
        }
        Ok(())
    }

    /// Removes counts that no longer count; says how many there were.
    pub async fn forget_old_failures(&self) -> Result<u64, DatabaseFault> {
        let now = self.machine.now();
        let old = [(now - FORGOTTEN_AFTER).into(), now.into()];
        self.database.execute(&FORGET_OLD_FAILURES, &old).await
    }
}

/// How long so many failures beyond the free ones lock a name.
fn lock(beyond: i64) -> Option<TimeDelta> {
    if beyond <= 0 {
        return None;
    }
    let doublings = u32::try_from(beyond - 1).unwrap_or(u32::MAX).min(10);
    let seconds = FIRST_LOCK_SECONDS * 2_i64.pow(doublings);
    Some(TimeDelta::seconds(seconds.min(LONGEST_LOCK_SECONDS)))
}

#[cfg(test)]
mod spec {
    use super::*;

    #[test]
    fn people_may_mistype() {
        assert_eq!(lock(0), None);
    }

    #[test]
    fn locks_double_up_to_a_quarter_of_an_hour() {
        let minutes: Vec<_> = (1..9)
            .filter_map(lock)
            .map(|lock| lock.num_seconds())
            .collect();
        assert_eq!(minutes, [30, 60, 120, 240, 480, 900, 900, 900]);
        assert_eq!(lock(i64::MAX), Some(TimeDelta::minutes(15)));
    }
}
