//! When may an SMS ring?

use chrono::{DateTime, Days, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{agency_local, resolve_for_timer};

/// The hours, local time, in which SMS wait. They may span midnight; equal ends mean no quiet hours at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietHours {
    /// The first quiet moment of the evening.
    pub from: NaiveTime,
    /// The first moment after the quiet ones.
    pub until: NaiveTime,
}

impl QuietHours {
    /// When something that is ready now may leave: at once, or when the quiet hours end.
    pub fn leaves_at(&self, now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
        let local = agency_local(now, zone);
        if !self.contains(local.time()) {
            return now;
        }
        let ends_tomorrow = local.time() >= self.until;
        let day = local.date() + Days::new(u64::from(ends_tomorrow));
        // Where the clocks move back within the quiet hours, their end may come twice and the first be over.
        resolve_for_timer(day.and_time(self.until), zone).max(now)
    }

    fn contains(&self, time: NaiveTime) -> bool {
        if self.from <= self.until {
            self.from <= time && time < self.until
        } else {
            self.from <= time || time < self.until
        }
    }
}

/// 20:00 to 08:00.
impl Default for QuietHours {
    fn default() -> Self {
        let midnight = NaiveTime::MIN;
        Self {
            from: midnight + chrono::TimeDelta::hours(20),
            until: midnight + chrono::TimeDelta::hours(8),
        }
    }
}

#[cfg(test)]
mod spec {
    use chrono_tz::America::Martinique;
    use chrono_tz::Europe::Paris;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn utc(written: &str) -> DateTime<Utc> {
        written.parse().unwrap()
    }

    #[rstest]
    #[case::by_day(Paris, "2026-07-15T10:00:00Z", "2026-07-15T10:00:00Z")]
    #[case::a_minute_before_the_evening(Paris, "2026-07-15T17:59:00Z", "2026-07-15T17:59:00Z")]
    #[case::from_eight_in_the_evening(Paris, "2026-07-15T18:00:00Z", "2026-07-16T06:00:00Z")]
    #[case::after_midnight(Paris, "2026-07-15T22:30:00Z", "2026-07-16T06:00:00Z")]
    #[case::at_eight_in_the_morning(Paris, "2026-07-16T06:00:00Z", "2026-07-16T06:00:00Z")]
    #[case::the_night_that_is_an_hour_short(Paris, "2026-03-28T22:00:00Z", "2026-03-29T06:00:00Z")]
    #[case::the_night_that_is_an_hour_long(Paris, "2026-10-24T22:00:00Z", "2026-10-25T07:00:00Z")]
    #[case::by_the_clock_of_the_agency(Martinique, "2026-07-15T19:00:00Z", "2026-07-15T19:00:00Z")]
    fn an_sms_waits_for_the_morning(#[case] zone: Tz, #[case] now: &str, #[case] leaves: &str) {
        assert_eq!(QuietHours::default().leaves_at(utc(now), zone), utc(leaves));
    }

    #[test]
    fn quiet_hours_may_lie_within_a_day() {
        let siesta = QuietHours {
            from: "12:00:00".parse().unwrap(),
            until: "14:00:00".parse().unwrap(),
        };
        assert_eq!(
            siesta.leaves_at(utc("2026-07-15T11:00:00Z"), Paris),
            utc("2026-07-15T12:00:00Z")
        );
    }

    #[test]
    fn equal_ends_mean_no_quiet_hours() {
        let noon = "12:00:00".parse().unwrap();
        let never = QuietHours {
            from: noon,
            until: noon,
        };
        let now = utc("2026-07-15T10:00:00Z");
        assert_eq!(never.leaves_at(now, Paris), now);
    }

    proptest! {
        #[test]
        fn what_may_leave_leaves_and_never_in_the_past(seconds in 1_700_000_000..2_000_000_000_i64) {
            let quiet = QuietHours::default();
            let now = DateTime::from_timestamp(seconds, 0).unwrap();
            let leaves = quiet.leaves_at(now, Paris);
            prop_assert!(leaves >= now);
            prop_assert_eq!(quiet.leaves_at(leaves, Paris), leaves);
        }
    }
}
