//! On which day may somebody be asked again?

use chrono::{DateTime, Datelike, NaiveDate, Utc, Weekday, WeekdaySet};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{Department, agency_local, is_holiday, resolve_for_timer};

/// The days of the week on which an agency works; at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Weekday>", into = "Vec<Weekday>")]
pub struct WorkingDays(WeekdaySet);

/// A week without any working day: every reminder would wait for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at least one day of the week must be a working day")]
pub struct NoWorkingDay;

impl WorkingDays {
    /// # Errors
    /// [`NoWorkingDay`] for an empty week.
    pub fn new(days: impl IntoIterator<Item = Weekday>) -> Result<Self, NoWorkingDay> {
        let days: WeekdaySet = days.into_iter().collect();
        if days.is_empty() {
            return Err(NoWorkingDay);
        }
        Ok(Self(days))
    }

    pub fn contains(self, day: Weekday) -> bool {
        self.0.contains(day)
    }
}

/// Monday to Saturday (jours ouvrables).
impl Default for WorkingDays {
    fn default() -> Self {
        let mut days = WeekdaySet::ALL;
        days.remove(Weekday::Sun);
        Self(days)
    }
}

/// Checked even when it was stored: in an empty week [`next_working_moment`] would search in vain.
impl TryFrom<Vec<Weekday>> for WorkingDays {
    type Error = NoWorkingDay;

    fn try_from(days: Vec<Weekday>) -> Result<Self, NoWorkingDay> {
        Self::new(days)
    }
}

impl From<WorkingDays> for Vec<Weekday> {
    fn from(days: WorkingDays) -> Self {
        days.0.iter(Weekday::Mon).collect()
    }
}

pub fn is_working_day(
    date: NaiveDate,
    working_days: &WorkingDays,
    department: &Department,
) -> bool {
    working_days.contains(date.weekday()) && !is_holiday(date, department)
}

/// `at` itself on a working day, else the same local time on the next one.
pub fn next_working_moment(
    at: DateTime<Utc>,
    zone: Tz,
    working_days: &WorkingDays,
    department: &Department,
) -> DateTime<Utc> {
    let local = agency_local(at, zone);
    if is_working_day(local.date(), working_days, department) {
        return at;
    }
    local
        .date()
        .iter_days()
        .skip(1)
        .find(|&date| is_working_day(date, working_days, department))
        // Only at the end of chrono's calendar, in the year 262142.
        .map_or(at, |date| {
            resolve_for_timer(date.and_time(local.time()), zone)
        })
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

    fn in_department_of(postal_code: &str) -> Department {
        Department::of_postal_code(postal_code).unwrap()
    }

    #[rstest]
    #[case::a_saturday_is_a_working_day(
        "54000",
        Paris,
        "2026-07-18T07:00:00Z",
        "2026-07-18T07:00:00Z"
    )]
    #[case::a_sunday_moves_to_monday(
        "54000",
        Paris,
        "2026-07-19T07:00:00Z",
        "2026-07-20T07:00:00Z"
    )]
    #[case::easter_sunday_moves_to_tuesday(
        "54000",
        Paris,
        "2026-04-05T07:00:00Z",
        "2026-04-07T07:00:00Z"
    )]
    #[case::good_friday_in_metz_moves_to_saturday(
        "57000",
        Paris,
        "2026-04-03T07:00:00Z",
        "2026-04-04T07:00:00Z"
    )]
    #[case::good_friday_in_nancy_stays(
        "54000",
        Paris,
        "2026-04-03T07:00:00Z",
        "2026-04-03T07:00:00Z"
    )]
    #[case::christmas_in_strasbourg_moves_past_sunday(
        "67000",
        Paris,
        "2026-12-25T08:00:00Z",
        "2026-12-28T08:00:00Z"
    )]
    #[case::new_year_belongs_to_the_next_year(
        "54000",
        Paris,
        "2027-01-01T08:00:00Z",
        "2027-01-02T08:00:00Z"
    )]
    #[case::abolition_day_in_martinique(
        "97200",
        Martinique,
        "2026-05-22T13:00:00Z",
        "2026-05-23T13:00:00Z"
    )]
    #[case::the_local_time_is_kept_into_summer(
        "54000",
        Paris,
        "2026-03-29T00:30:00Z",
        "2026-03-29T23:30:00Z"
    )]
    #[case::the_day_is_the_local_one(
        "54000",
        Paris,
        "2026-07-18T22:30:00Z",
        "2026-07-19T22:30:00Z"
    )]
    fn a_moment_moves_to_the_next_working_day(
        #[case] postal_code: &str,
        #[case] zone: Tz,
        #[case] at: &str,
        #[case] moved: &str,
    ) {
        let here = in_department_of(postal_code);
        assert_eq!(
            next_working_moment(utc(at), zone, &WorkingDays::default(), &here),
            utc(moved)
        );
    }

    #[test]
    fn a_week_needs_a_working_day() {
        assert_eq!(WorkingDays::new([]), Err(NoWorkingDay));
        assert!(serde_json::from_str::<WorkingDays>("[]").is_err());
    }

    #[test]
    fn the_working_week_is_stored_as_a_list_of_days() {
        let stored = serde_json::to_string(&WorkingDays::default()).unwrap();
        assert_eq!(stored, r#"["Mon","Tue","Wed","Thu","Fri","Sat"]"#);
        assert_eq!(
            serde_json::from_str::<WorkingDays>(&stored).unwrap(),
            WorkingDays::default()
        );
    }

    prop_compose! {
        fn any_moment()(seconds in 1_700_000_000..2_000_000_000_i64) -> DateTime<Utc> {
            DateTime::from_timestamp(seconds, 0).unwrap()
        }
    }

    prop_compose! {
        fn any_week()(first in 0..7_u8, others in proptest::collection::vec(0..7_u8, 0..7)) -> WorkingDays {
            let day = |number: u8| Weekday::try_from(number).unwrap();
            WorkingDays::new(std::iter::once(first).chain(others).map(day)).unwrap()
        }
    }

    fn any_department() -> impl Strategy<Value = Department> {
        prop::sample::select(vec!["54000", "67000", "20000", "97200", "97400", "97133"])
            .prop_map(in_department_of)
    }

    proptest! {
        #[test]
        fn the_next_working_moment_is_never_earlier_and_moving_twice_is_moving_once(
            at in any_moment(),
            week in any_week(),
            here in any_department(),
            zone in prop::sample::select(vec![Paris, Martinique, chrono_tz::Indian::Reunion]),
        ) {
            let moved = next_working_moment(at, zone, &week, &here);
            prop_assert!(moved >= at);
            prop_assert!(is_working_day(agency_local(moved, zone).date(), &week, &here));
            prop_assert_eq!(next_working_moment(moved, zone, &week, &here), moved);
        }
    }
}
