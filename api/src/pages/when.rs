//! How is a moment written for people, in their language and the building's zone?

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use domain::value::Slot;

use super::say::Say;
use crate::text::Language;

/// Writes moments as seen from `now`: this year and today go without saying.
#[derive(Clone, Copy, Debug)]
pub struct Moments {
    pub t: Language,
    pub zone: Tz,
    pub now: DateTime<Utc>,
}

impl Moments {
    fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&self.zone).naive_local()
    }

    pub fn today(&self) -> NaiveDate {
        self.local(self.now).date()
    }

    /// One of the catalogue's lists of names, all in one message.
    fn name(&self, list: &str, index: u32) -> String {
        let names = self.t.say(list);
        let index = usize::try_from(index).unwrap_or_default();
        names.split(',').nth(index).unwrap_or_default().to_owned()
    }

    /// `9:05`
    pub fn time(&self, at: DateTime<Utc>) -> String {
        self.local(at).format("%-H:%M").to_string()
    }

    /// `lun. 23 nov.`, with the year if it is not this one.
    pub fn date(&self, date: NaiveDate) -> String {
        let weekday = self.name("weekdays", date.weekday().num_days_from_monday());
        let month = self.name("months", date.month0());
        let year = if date.year() == self.today().year() {
            String::new()
        } else {
            format!(" {}", date.year())
        };
        format!("{weekday} {} {month}{year}", date.day())
    }

    /// `lun. 23 nov. à 9:05`
    pub fn at(&self, at: DateTime<Utc>) -> String {
        self.day_at(self.date(self.local(at).date()), self.time(at))
    }

    fn day_at(&self, day: String, time: String) -> String {
        crate::text::text(self.t, "at-time", &[("day", day), ("time", time)])
    }

    /// For a narrow column: `9:05` today, `23 nov.` this year, `23/11/2025` before.
    pub fn short(&self, at: DateTime<Utc>) -> String {
        let local = self.local(at);
        if local.date() == self.today() {
            self.time(at)
        } else if local.year() == self.today().year() {
            format!("{} {}", local.day(), self.name("months", local.month0()))
        } else {
            local.format("%d/%m/%Y").to_string()
        }
    }

    /// A day as a heading: `aujourd'hui`, `hier`, `vendredi 20 novembre 2026`.
    pub fn day(&self, at: DateTime<Utc>) -> String {
        let date = self.local(at).date();
        let today = self.today();
        if date == today {
            return self.t.say("today");
        }
        if date.checked_add_days(Days::new(1)) == Some(today) {
            return self.t.say("yesterday");
        }
        let weekday = self.name("weekdays-long", date.weekday().num_days_from_monday());
        format!(
            "{weekday} {} {} {}",
            date.day(),
            self.name("months-long", date.month0()),
            date.year()
        )
    }

    /// `mar. 24 nov., 9:00 – 10:30`, with both dates over several days.
    pub fn slot(&self, slot: &Slot) -> String {
        let (start, end) = (slot.local_start(), slot.local_end());
        let (from, to) = (start.format("%-H:%M"), end.format("%-H:%M"));
        if start.date() == end.date() {
            format!("{}, {from} – {to}", self.date(start.date()))
        } else {
            format!(
                "{}, {from} – {}, {to}",
                self.date(start.date()),
                self.date(end.date())
            )
        }
    }

    /// How long ago, in the largest unit that is not zero.
    pub fn age(&self, since: DateTime<Utc>) -> String {
        let age = (self.now - since).max(TimeDelta::zero());
        if age.num_days() > 0 {
            self.t.with("days-n", "n", age.num_days())
        } else if age.num_hours() > 0 {
            self.t.with("hours-n", "n", age.num_hours())
        } else {
            self.t.with("minutes-n", "n", age.num_minutes())
        }
    }

    pub fn same_day(&self, a: DateTime<Utc>, b: DateTime<Utc>) -> bool {
        self.local(a).date() == self.local(b).date()
    }

    /// For `<input type="date">`.
    pub fn date_value(&self, at: DateTime<Utc>) -> String {
        self.local(at).format("%Y-%m-%d").to_string()
    }

    /// For `<input type="time">`.
    pub fn time_value(&self, at: DateTime<Utc>) -> String {
        self.local(at).format("%H:%M").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn moments() -> Moments {
        Moments {
            t: Language::French,
            zone: Paris,
            now: utc("2026-11-23T10:00:00Z"),
        }
    }

    #[test]
    fn what_is_near_is_said_shortly() {
        let m = moments();
        assert_eq!(m.at(utc("2026-11-24T08:05:00Z")), "mar. 24 nov. à 9:05");
        assert_eq!(m.short(utc("2026-11-23T08:05:00Z")), "9:05");
        assert_eq!(m.short(utc("2025-11-23T08:05:00Z")), "23/11/2025");
        assert_eq!(m.day(utc("2026-11-22T12:00:00Z")), "Hier");
        assert_eq!(m.age(utc("2026-11-20T09:00:00Z")), "3 j");
    }

    #[test]
    fn a_visit_is_said_with_its_end() {
        let start = NaiveDate::from_ymd_opt(2026, 11, 24)
            .and_then(|d| d.and_hms_opt(9, 0, 0))
            .expect("a time");
        let slot = Slot::new(start, 90, Paris, None).expect("a slot");
        assert_eq!(moments().slot(&slot), "mar. 24 nov., 9:00 – 10:30");
    }
}
