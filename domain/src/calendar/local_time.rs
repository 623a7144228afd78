//! Which instant does a local time mean when the clocks change?
//!
//! Europe/Paris moves its clocks on the last Sundays of March and October at 01:00 UTC (directive 2000/84/EC).
//! In March, 02:00–03:00 does not exist; in October it comes twice.

use chrono::{DateTime, Days, MappedLocalTime, NaiveDateTime, TimeZone, Utc};
use chrono_tz::{GapInfo, Tz};
use serde::{Deserialize, Serialize};

/// Which of two equal local times is meant when the clocks move back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepeatedHour {
    /// Summer time, before the clocks move.
    First,
    /// Winter time, after they moved.
    Second,
}

/// Why a local time does not mean one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LocalTimeError {
    #[error("{local} does not exist: clocks move forward over it")]
    DoesNotExist { local: NaiveDateTime },
    #[error("{local} comes twice: clocks move back over it")]
    IsRepeated { local: NaiveDateTime },
}

/// For times that people agree on: never guesses. `repeated_hour` matters only for a time that comes twice.
///
/// # Errors
/// [`LocalTimeError`] when the time does not exist, or comes twice and nobody said which is meant.
pub fn resolve(
    local: NaiveDateTime,
    zone: Tz,
    repeated_hour: Option<RepeatedHour>,
) -> Result<DateTime<Utc>, LocalTimeError> {
    match (zone.from_local_datetime(&local), repeated_hour) {
        (MappedLocalTime::Single(at), _)
        | (MappedLocalTime::Ambiguous(at, _), Some(RepeatedHour::First))
        | (MappedLocalTime::Ambiguous(_, at), Some(RepeatedHour::Second)) => Ok(at.to_utc()),
        (MappedLocalTime::Ambiguous(..), None) => Err(LocalTimeError::IsRepeated { local }),
        (MappedLocalTime::None, _) => Err(LocalTimeError::DoesNotExist { local }),
    }
}

/// For times that a rule computes, where nobody can be asked.
///
/// A time that does not exist becomes the first instant after the gap. Of a time that comes twice the earlier is
/// taken: a question an hour early costs nothing, one an hour late may come after what it asks about.
pub fn resolve_for_timer(local: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(at) | MappedLocalTime::Ambiguous(at, _) => at.to_utc(),
        MappedLocalTime::None => GapInfo::new(&local, &zone)
            .and_then(|gap| gap.end)
            // A time in no gap that has no instant either lies outside the zone's table: read it as UTC.
            .map_or_else(|| local.and_utc(), |end| end.to_utc()),
    }
}

/// So many days later at the same local time, whatever the clocks did in between.
pub fn add_days_same_local_time(from: DateTime<Utc>, days: u16, zone: Tz) -> DateTime<Utc> {
    resolve_for_timer(agency_local(from, zone) + Days::new(u64::from(days)), zone)
}

/// What the agency's clock shows at this instant.
pub fn agency_local(at: DateTime<Utc>, zone: Tz) -> NaiveDateTime {
    at.with_timezone(&zone).naive_local()
}

#[cfg(test)]
mod spec {
    use chrono_tz::America::{Cayenne, Martinique};
    use chrono_tz::Europe::Paris;
    use chrono_tz::Indian::{Mayotte, Reunion};
    use rstest::rstest;

    use super::*;

    fn local(written: &str) -> NaiveDateTime {
        written.parse().unwrap()
    }

    fn utc(written: &str) -> DateTime<Utc> {
        written.parse().unwrap()
    }

    #[rstest]
    #[case::winter(Paris, "2026-01-15T09:00:00", "2026-01-15T08:00:00Z")]
    #[case::summer(Paris, "2026-07-15T09:00:00", "2026-07-15T07:00:00Z")]
    #[case::martinique(Martinique, "2026-07-15T09:00:00", "2026-07-15T13:00:00Z")]
    #[case::guyane(Cayenne, "2026-07-15T09:00:00", "2026-07-15T12:00:00Z")]
    #[case::reunion(Reunion, "2026-07-15T09:00:00", "2026-07-15T05:00:00Z")]
    #[case::mayotte(Mayotte, "2026-07-15T09:00:00", "2026-07-15T06:00:00Z")]
    fn an_ordinary_time_means_one_instant(
        #[case] zone: Tz,
        #[case] written: &str,
        #[case] instant: &str,
    ) {
        assert_eq!(resolve(local(written), zone, None), Ok(utc(instant)));
        assert_eq!(resolve_for_timer(local(written), zone), utc(instant));
        assert_eq!(agency_local(utc(instant), zone), local(written));
    }

    mod when_clocks_move_forward {
        use super::*;

        const GONE: &str = "2026-03-29T02:30:00";

        #[test]
        fn people_are_told_that_the_time_does_not_exist() {
            let gone = LocalTimeError::DoesNotExist { local: local(GONE) };
            assert_eq!(resolve(local(GONE), Paris, None), Err(gone));
            assert_eq!(
                resolve(local(GONE), Paris, Some(RepeatedHour::First)),
                Err(gone)
            );
        }

        #[test]
        fn a_timer_takes_the_first_instant_after_the_gap() {
            assert_eq!(
                resolve_for_timer(local(GONE), Paris),
                utc("2026-03-29T01:00:00Z")
            );
        }

        #[test]
        fn the_borders_of_the_gap_exist() {
            assert_eq!(
                resolve(local("2026-03-29T01:59:59"), Paris, None),
                Ok(utc("2026-03-29T00:59:59Z"))
            );
            assert_eq!(
                resolve(local("2026-03-29T03:00:00"), Paris, None),
                Ok(utc("2026-03-29T01:00:00Z"))
            );
        }

        #[test]
        fn a_week_later_is_the_same_local_time() {
            assert_eq!(
                add_days_same_local_time(utc("2026-03-25T08:00:00Z"), 7, Paris),
                utc("2026-04-01T07:00:00Z")
            );
        }
    }

    mod when_clocks_move_back {
        use super::*;

        const TWICE: &str = "2026-10-25T02:30:00";

        #[rstest]
        #[case(RepeatedHour::First, "2026-10-25T00:30:00Z")]
        #[case(RepeatedHour::Second, "2026-10-25T01:30:00Z")]
        fn people_choose_which_one_they_mean(#[case] which: RepeatedHour, #[case] instant: &str) {
            assert_eq!(
                resolve(local(TWICE), Paris, None),
                Err(LocalTimeError::IsRepeated {
                    local: local(TWICE)
                })
            );
            assert_eq!(resolve(local(TWICE), Paris, Some(which)), Ok(utc(instant)));
        }

        #[test]
        fn a_timer_takes_the_earlier() {
            assert_eq!(
                resolve_for_timer(local(TWICE), Paris),
                utc("2026-10-25T00:30:00Z")
            );
        }

        #[test]
        fn a_week_later_is_the_same_local_time() {
            assert_eq!(
                add_days_same_local_time(utc("2026-10-21T07:00:00Z"), 7, Paris),
                utc("2026-10-28T08:00:00Z")
            );
        }
    }
}
