//! When do the stories play? From a Monday morning in Nancy on, in local time.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Europe::Paris;

/// Monday, 2 March 2026. No holiday comes until Easter; the clocks move forward on the 29th.
pub fn monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).expect("a date")
}

/// When every story begins: that Monday at nine.
pub fn monday_at_nine() -> DateTime<Utc> {
    instant(at(monday(), 9, 0))
}

/// On the day after the first.
pub fn tomorrow_at(hour: u32, minute: u32) -> NaiveDateTime {
    days_later(1, hour, minute)
}

/// So many days after the first.
pub fn days_later(days: i64, hour: u32, minute: u32) -> NaiveDateTime {
    at(monday() + Duration::days(days), hour, minute)
}

/// The instant that a local time in Nancy means.
pub fn instant(local: NaiveDateTime) -> DateTime<Utc> {
    Paris
        .from_local_datetime(&local)
        .earliest()
        .expect("a time that exists")
        .to_utc()
}

/// As forms and the API take it.
pub fn written(local: NaiveDateTime) -> String {
    local.format("%Y-%m-%dT%H:%M").to_string()
}

fn at(day: NaiveDate, hour: u32, minute: u32) -> NaiveDateTime {
    day.and_time(NaiveTime::from_hms_opt(hour, minute, 0).expect("a time of day"))
}
