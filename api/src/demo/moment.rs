//! When does something happen in the demo? Told from the day it is started: `-9 10:15`, `+2 14:00`, `now-40m`, `now-3h`.
//!
//! Days are weekdays: `-1` is Friday on a Monday, since nobody opens tickets on Sundays.

use std::str::FromStr;

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc,
    Weekday,
};
use chrono_tz::Tz;
use domain::calendar::resolve_for_timer;
use serde::Deserialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Moment {
    /// Weekdays from today, and the local time.
    Day(i64, NaiveTime),
    FromNow(TimeDelta),
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is neither \"-9 10:15\" nor \"now-40m\"")]
pub struct NotAMoment(String);

impl Moment {
    pub fn local(self, now: DateTime<Utc>, zone: Tz) -> NaiveDateTime {
        let today = now.with_timezone(&zone);
        match self {
            Self::Day(days, time) => weekdays_from(today.date_naive(), days).and_time(time),
            Self::FromNow(span) => whole_five_minutes((today + span).naive_local()),
        }
    }

    pub fn instant(self, now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
        match self {
            Self::Day(..) => resolve_for_timer(self.local(now, zone), zone),
            Self::FromNow(span) => now + span,
        }
    }
}

fn weekdays_from(today: NaiveDate, days: i64) -> NaiveDate {
    let mut date = today;
    let mut left = days.unsigned_abs();
    while left > 0 {
        let next = if days < 0 {
            date.checked_sub_days(Days::new(1))
        } else {
            date.checked_add_days(Days::new(1))
        };
        date = next.unwrap_or(date);
        if !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    date
}

/// People agree on ten past, not on nine minutes and forty seconds past.
fn whole_five_minutes(at: NaiveDateTime) -> NaiveDateTime {
    let over = TimeDelta::minutes(i64::from(at.minute() % 5));
    (at - over)
        .with_second(0)
        .and_then(|at| at.with_nanosecond(0))
        .unwrap_or(at)
}

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Self, NotAMoment> {
        let wrong = || NotAMoment(text.to_owned());
        if let Some(span) = text.strip_prefix("now") {
            let (unit, span) = if let Some(hours) = span.strip_suffix('h') {
                (60, hours)
            } else {
                (1, span.trim_end_matches('m'))
            };
            let count: i64 = span.parse().map_err(|_| wrong())?;
            return Ok(Self::FromNow(TimeDelta::minutes(count * unit)));
        }
        let (days, time) = text.split_once(' ').ok_or_else(wrong)?;
        let days = days.parse().map_err(|_| wrong())?;
        let time = NaiveTime::parse_from_str(time, "%H:%M").map_err(|_| wrong())?;
        Ok(Self::Day(days, time))
    }
}

impl TryFrom<String> for Moment {
    type Error = NotAMoment;

    fn try_from(text: String) -> Result<Self, NotAMoment> {
        text.parse()
    }
}

#[cfg(test)]
mod spec {
    use chrono::TimeZone;
    use chrono_tz::Europe::Paris;

    use super::*;

    /// A Monday, 10:07 in Paris.
    fn monday() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 23, 9, 7, 30)
            .single()
            .expect("an instant")
    }

    fn local(text: &str) -> String {
        let moment: Moment = text.parse().expect("a moment");
        moment.local(monday(), Paris).to_string()
    }

    #[test]
    fn days_are_weekdays() {
        assert_eq!(local("-1 10:15"), "2026-11-20 10:15:00");
        assert_eq!(local("+5 08:00"), "2026-11-30 08:00:00");
        assert_eq!(local("0 08:00"), "2026-11-23 08:00:00");
    }

    #[test]
    fn near_moments_are_told_from_now_in_whole_five_minutes() {
        assert_eq!(local("now-40m"), "2026-11-23 09:25:00");
        assert_eq!(local("now+3h"), "2026-11-23 13:05:00");
        let moment: Moment = "now-40m".parse().expect("a moment");
        assert_eq!(
            moment.instant(monday(), Paris),
            monday() - TimeDelta::minutes(40)
        );
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "later", "-1", "now", "now-xm", "-1 25:00"] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }
}
