//! How much may the holder of one link send? Whatever is sent is kept for ever and is told to people, so that a link in
//! the wrong hands must not be able to flood either.

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::AssignmentId;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Far more than anybody types; an honest page that sends everything twice stays below it.
const AT_MOST: u32 = 120;
const WITHIN: TimeDelta = TimeDelta::minutes(10);

/// Assignments remembered before those whose time is over are forgotten.
const REMEMBERED: usize = 10_000;

/// What was sent lately, by assignment. Of this process only: a limit against floods need not be exact.
#[derive(Debug, Default)]
pub struct Budgets(Mutex<HashMap<AssignmentId, Spent>>);

#[derive(Clone, Copy, Debug)]
struct Spent {
    since: DateTime<Utc>,
    count: u32,
}

impl Budgets {
    /// Counts one request.
    ///
    /// # Errors
    /// The seconds to wait, where there were too many.
    pub fn spend(&self, assignment: AssignmentId, now: DateTime<Utc>) -> Result<(), u64> {
        // A panic elsewhere leaves whole entries behind, so that what is there can be used.
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= REMEMBERED {
            all.retain(|_, spent| now - spent.since < WITHIN);
        }
        let spent = all.entry(assignment).or_insert(Spent {
            since: now,
            count: 0,
        });
        if now - spent.since >= WITHIN {
            *spent = Spent {
                since: now,
                count: 0,
            };
        }
        spent.count = spent.count.saturating_add(1);
        if spent.count <= AT_MOST {
            return Ok(());
        }
        let left = spent.since + WITHIN - now;
        Err(left.num_seconds().max(1).unsigned_abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_flood_is_stopped_until_its_time_is_over_and_others_go_on() {
        let (budgets, now) = (Budgets::default(), DateTime::UNIX_EPOCH);
        let (one, other) = (
            AssignmentId(Uuid::from_u128(1)),
            AssignmentId(Uuid::from_u128(2)),
        );
        for _ in 0..AT_MOST {
            assert_eq!(budgets.spend(one, now), Ok(()));
        }
        assert_eq!(budgets.spend(one, now + TimeDelta::minutes(4)), Err(360));
        assert_eq!(budgets.spend(other, now), Ok(()));
        assert_eq!(budgets.spend(one, now + WITHIN), Ok(()));
    }
}
