//! How is a moment written to somebody who reads French?

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc};
use chrono_tz::Tz;
use domain::value::Slot;

const DAYS: [&str; 7] = [
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
];
const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
/// Keeps a number and its unit on one line.
const NARROW: &str = "\u{a0}";

/// `mardi 24 novembre 2026`
pub fn date(date: NaiveDate) -> String {
    let weekday = DAYS[usize::try_from(date.weekday().num_days_from_monday()).unwrap_or_default()];
    let month = MONTHS[usize::try_from(date.month0()).unwrap_or_default()];
    let day = if date.day() == 1 {
        "1er".to_owned()
    } else {
        date.day().to_string()
    };
    format!("{weekday} {day} {month} {}", date.year())
}

/// `9 h 05`
fn time(moment: NaiveDateTime) -> String {
    format!("{}{NARROW}h{NARROW}{:02}", moment.hour(), moment.minute())
}

/// `mardi 24 novembre 2026 à 9 h 05`
pub fn moment(at: DateTime<Utc>, zone: Tz) -> String {
    let local = at.with_timezone(&zone).naive_local();
    format!("{} à {}", date(local.date()), time(local))
}

/// `mardi 24 novembre 2026 de 9 h 00 à 11 h 00`, or `du … à … au … à …` over several days.
pub fn slot(slot: &Slot) -> String {
    let (start, end) = (slot.local_start(), slot.local_end());
    if start.date() == end.date() {
        format!("{} de {} à {}", date(start.date()), time(start), time(end))
    } else {
        format!(
            "du {} à {} au {} à {}",
            date(start.date()),
            time(start),
            date(end.date()),
            time(end)
        )
    }
}

/// For an SMS: `24/11 à 9h05`.
pub fn short(at: DateTime<Utc>, zone: Tz) -> String {
    let local = at.with_timezone(&zone).naive_local();
    format!(
        "{:02}/{:02} à {}h{:02}",
        local.day(),
        local.month(),
        local.hour(),
        local.minute()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    fn slot_of(start: &str, minutes: u32) -> Slot {
        Slot::new(start.parse().unwrap(), minutes, Paris, None).unwrap()
    }

    #[test]
    fn a_visit_is_written_as_people_say_it() {
        let morning = slot_of("2026-12-01T09:05:00", 120);
        assert_eq!(
            slot(&morning),
            "mardi 1er décembre 2026 de 9\u{a0}h\u{a0}05 à 11\u{a0}h\u{a0}05"
        );
        assert_eq!(short(morning.start(), Paris), "01/12 à 9h05");
    }

    #[test]
    fn a_visit_of_several_days_names_both_ends() {
        let works = slot_of("2026-11-24T08:00:00", 3 * 1440 + 540);
        let said = slot(&works).replace('\u{a0}', " ");
        assert_eq!(
            said,
            "du mardi 24 novembre 2026 à 8 h 00 au vendredi 27 novembre 2026 à 17 h 00"
        );
    }
}
