//! How much may the holder of one link send? Whatever is sent is kept for ever and is told to people, so that a link in
//! the wrong hands must not be able to flood either.

use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// Far more than anybody types; an honest page that sends everything twice stays below it.
const AT_MOST: u32 = 120;
const WITHIN: TimeDelta = TimeDelta::minutes(10);

/// What a new request counts besides what brought it, which counts as anything that is sent: five of them, and nothing
/// else is taken in that time.
const A_REQUEST: u32 = AT_MOST / 5 - 1;

const A_MINUTE: TimeDelta = TimeDelta::minutes(1);

/// Links remembered before those whose time is over are forgotten.
const REMEMBERED: usize = 10_000;

/// What was sent lately, by what the link opens: a contractor's assignment, a requester's ticket. Of this process only: a
/// limit against floods need not be exact.
#[derive(Debug, Default)]
pub struct Budgets(Mutex<HashMap<Uuid, Spent>>);

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
    pub fn spend(&self, opens: impl Into<Uuid>, now: DateTime<Utc>) -> Result<(), u64> {
        self.count(opens.into(), 1, now)
    }

    /// Counts one request that becomes a ticket of its own, with a number that is used up.
    ///
    /// # Errors
    /// The seconds to wait, where there were too many.
    pub fn spend_on_a_request(
        &self,
        opens: impl Into<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<(), u64> {
        self.count(opens.into(), A_REQUEST, now)
    }

    fn count(&self, opens: Uuid, much: u32, now: DateTime<Utc>) -> Result<(), u64> {
        // A panic elsewhere leaves whole entries behind, so that what is there can be used.
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= REMEMBERED {
            all.retain(|_, spent| now - spent.since < WITHIN);
        }
        let spent = all.entry(opens).or_insert(Spent {
            since: now,
            count: 0,
        });
        if now - spent.since >= WITHIN {
            *spent = Spent {
                since: now,
                count: 0,
            };
        }
        spent.count = spent.count.saturating_add(much);
        if spent.count <= AT_MOST {
            return Ok(());
        }
        let left = spent.since + WITHIN - now;
        Err(left.num_seconds().max(1).unsigned_abs())
    }
}

/// How many calls of one kind are taken in a minute, by this process. For callers that are known, and may run wild.
#[derive(Debug)]
pub struct Flood {
    at_most: u32,
    spent: Mutex<Option<Spent>>,
}

impl Flood {
    pub fn at_most_in_a_minute(at_most: u32) -> Self {
        Self {
            at_most,
            spent: Mutex::new(None),
        }
    }

    /// Counts one call.
    ///
    /// # Errors
    /// The seconds to wait, where there were too many.
    pub fn pass(&self, now: DateTime<Utc>) -> Result<(), u64> {
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        let lately = spent.filter(|spent| now - spent.since < A_MINUTE);
        let counted = Spent {
            since: lately.map_or(now, |spent| spent.since),
            count: lately.map_or(0, |spent| spent.count).saturating_add(1),
        };
        *spent = Some(counted);
        if counted.count <= self.at_most {
            return Ok(());
        }
        let left = counted.since + A_MINUTE - now;
        Err(left.num_seconds().max(1).unsigned_abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::AssignmentId;

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

    #[test]
    fn a_link_asks_for_five_things_in_ten_minutes() {
        let (budgets, now) = (Budgets::default(), DateTime::UNIX_EPOCH);
        let link = Uuid::from_u128(1);
        for _ in 0..5 {
            assert_eq!(budgets.spend(link, now), Ok(()));
            assert_eq!(budgets.spend_on_a_request(link, now), Ok(()));
        }
        assert_eq!(budgets.spend(link, now), Err(600));
        assert_eq!(budgets.spend_on_a_request(link, now), Err(600));
        assert_eq!(budgets.spend_on_a_request(link, now + WITHIN), Ok(()));
    }

    #[test]
    fn a_caller_that_runs_wild_waits_for_the_next_minute() {
        let (flood, now) = (Flood::at_most_in_a_minute(2), DateTime::UNIX_EPOCH);
        assert_eq!((flood.pass(now), flood.pass(now)), (Ok(()), Ok(())));
        assert_eq!(flood.pass(now + TimeDelta::seconds(20)), Err(40));
        assert_eq!(flood.pass(now + A_MINUTE), Ok(()));
    }
}
