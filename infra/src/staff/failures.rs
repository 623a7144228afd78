//! How are guesses slowed down? Each failure in a row costs more; a name that is tried too often is locked for a while.
//!
//! Counted by the name that was typed, whether or not it is an account's, so that the lock tells nothing.

use chrono::{DateTime, TimeDelta, Utc};

use super::Staff;
use super::secret::digest;
use super::sql::{COUNT_FAILURE, FORGET_FAILURES, FORGET_OLD_FAILURES, LOCK_LOGIN, LOCKED_UNTIL};
use crate::database::DatabaseFault;

/// Failures in a row that cost nothing: people mistype.
const FREE_FAILURES: i64 = 4;
/// The first lock; each further failure doubles it.
const FIRST_LOCK_SECONDS: i64 = 30;
const LONGEST_LOCK_SECONDS: i64 = 15 * 60;
/// After so long without a failure, counting starts anew.
const FORGOTTEN_AFTER: TimeDelta = TimeDelta::hours(24);

impl Staff {
    /// Until when nobody may try this name, if it is locked.
    pub(super) async fn locked_until(
        &self,
        name: &str,
    ) -> Result<Option<DateTime<Utc>>, DatabaseFault> {
        let asked = [digest(name).into(), self.clock.now().into()];
        let row = self.database.fetch_optional(&LOCKED_UNTIL, &asked).await?;
        row.map(|row| row.time("locked_until")).transpose()
    }

    /// Counts a failure. The first statement holds the row, so that guesses at the same time are all counted.
    pub(super) async fn count_failure(&self, name: &str) -> Result<(), DatabaseFault> {
        let now = self.clock.now();
        let digest = digest(name);
        let mut tx = self.database.begin().await?;
        let counted = [
            digest.clone().into(),
            now.into(),
            (now - FORGOTTEN_AFTER).into(),
        ];
        let row = tx.fetch_optional(&COUNT_FAILURE, &counted).await?;
        let failures = row.map_or(Ok(1), |row| row.int("failures"))?;
        if let Some(lock) = lock(failures) {
            tx.execute(&LOCK_LOGIN, &[digest.into(), (now + lock).into()])
                .await?;
        }
        tx.commit().await
    }

    pub(super) async fn forget_failures(&self, name: &str) -> Result<(), DatabaseFault> {
        self.database
            .execute(&FORGET_FAILURES, &[digest(name).into()])
            .await?;
        Ok(())
    }

    /// Removes counts that no longer count; says how many there were.
    pub async fn forget_old_failures(&self) -> Result<u64, DatabaseFault> {
        let now = self.clock.now();
        let old = [(now - FORGOTTEN_AFTER).into(), now.into()];
        self.database.execute(&FORGET_OLD_FAILURES, &old).await
    }
}

/// How long so many failures in a row lock a name.
fn lock(failures: i64) -> Option<TimeDelta> {
    let beyond = failures - FREE_FAILURES;
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
        assert_eq!(lock(4), None);
    }

    #[test]
    fn locks_double_up_to_a_quarter_of_an_hour() {
        let minutes: Vec<_> = (5..13)
            .filter_map(lock)
            .map(|lock| lock.num_seconds())
            .collect();
        assert_eq!(minutes, [30, 60, 120, 240, 480, 900, 900, 900]);
        assert_eq!(lock(i64::MAX), Some(TimeDelta::minutes(15)));
    }
}
