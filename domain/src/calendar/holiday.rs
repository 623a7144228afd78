//! Which days are public holidays in a building's département?
//!
//! Sources: Code du travail L3133-1 (the eleven national days), L3134-13 (Bas-Rhin, Haut-Rhin, Moselle),
//! L3422-2 (abolition of slavery, overseas).

use chrono::{Datelike, Days, NaiveDate};

use super::Department;

/// A public holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holiday {
    NewYear,
    /// Alsace and Moselle only.
    GoodFriday,
    EasterMonday,
    LabourDay,
    Victory1945,
    Ascension,
    WhitMonday,
    NationalDay,
    Assumption,
    AllSaints,
    Armistice1918,
    Christmas,
    /// 26 December, Alsace and Moselle only.
    SaintStephen,
    /// Overseas only, on each territory's own day.
    AbolitionOfSlavery,
}

/// The public holidays of a year, in order of date. Two may share one: in 2008 Ascension fell on 1 May.
///
/// Good Friday is one by law only in those communes of Alsace-Moselle that have a Protestant church or a shared
/// one. Nobody keeps a list of them, so it counts in all three départements.
pub fn holidays(year: i32, department: &Department) -> Vec<(NaiveDate, Holiday)> {
    let Some(easter) = easter_sunday(year) else {
        return Vec::new();
    };
    let mut days = national(year, easter);
    if matches!(department.code(), "57" | "67" | "68") {
        days.push((easter - Days::new(2), Holiday::GoodFriday));
        days.extend(fixed(year, 12, 26, Holiday::SaintStephen));
    }
    if let Some((month, day)) = abolition_of_slavery(department) {
        days.extend(fixed(year, month, day, Holiday::AbolitionOfSlavery));
    }
    days.sort_by_key(|&(date, _)| date);
    days
}

pub fn is_holiday(date: NaiveDate, department: &Department) -> bool {
    holidays(date.year(), department)
        .iter()
        .any(|&(holiday, _)| holiday == date)
}

/// Code du travail L3133-1.
fn national(year: i32, easter: NaiveDate) -> Vec<(NaiveDate, Holiday)> {
    let fixed_days = [
        (1, 1, Holiday::NewYear),
        (5, 1, Holiday::LabourDay),
        (5, 8, Holiday::Victory1945),
        (7, 14, Holiday::NationalDay),
        (8, 15, Holiday::Assumption),
        (11, 1, Holiday::AllSaints),
        (11, 11, Holiday::Armistice1918),
        (12, 25, Holiday::Christmas),
    ];
    let movable_days = [
        (1, Holiday::EasterMonday),
        (39, Holiday::Ascension),
        (50, Holiday::WhitMonday),
    ];
    let fixed_days = fixed_days
        .into_iter()
        .filter_map(|(month, day, holiday)| fixed(year, month, day, holiday));
    let movable_days = movable_days
        .into_iter()
        .map(|(days_after_easter, holiday)| (easter + Days::new(days_after_easter), holiday));
    fixed_days.chain(movable_days).collect()
}

/// Code du travail L3422-2.
fn abolition_of_slavery(department: &Department) -> Option<(u32, u32)> {
    match department.code() {
        "971" => Some((5, 27)),
        "972" => Some((5, 22)),
        "973" => Some((6, 10)),
        "974" => Some((12, 20)),
        "976" => Some((4, 27)),
        "977" => Some((10, 9)),
        "978" => Some((5, 28)),
        _ => None,
    }
}

fn fixed(year: i32, month: u32, day: u32, holiday: Holiday) -> Option<(NaiveDate, Holiday)> {
    NaiveDate::from_ymd_opt(year, month, day).map(|date| (date, holiday))
}

/// Easter Sunday in the Gregorian calendar, by the "anonymous" algorithm of 1876 as Meeus gives it
/// (Astronomical Algorithms, chapter 8). The letters are his. None before 1583, where the calendar began.
fn easter_sunday(year: i32) -> Option<NaiveDate> {
    if year < 1583 {
        return None;
    }
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    let month = u32::try_from(n / 31).ok()?;
    let day = u32::try_from(n % 31 + 1).ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}

#[cfg(test)]
mod spec {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn date(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    fn in_department_of(postal_code: &str) -> Department {
        Department::of_postal_code(postal_code).unwrap()
    }

    #[test]
    fn nancy_had_the_eleven_national_days_of_2026() {
        let expected = [
            ("2026-01-01", Holiday::NewYear),
            ("2026-04-06", Holiday::EasterMonday),
            ("2026-05-01", Holiday::LabourDay),
            ("2026-05-08", Holiday::Victory1945),
            ("2026-05-14", Holiday::Ascension),
            ("2026-05-25", Holiday::WhitMonday),
            ("2026-07-14", Holiday::NationalDay),
            ("2026-08-15", Holiday::Assumption),
            ("2026-11-01", Holiday::AllSaints),
            ("2026-11-11", Holiday::Armistice1918),
            ("2026-12-25", Holiday::Christmas),
        ];
        assert_eq!(
            holidays(2026, &in_department_of("54000")),
            expected.map(|(written, holiday)| (date(written), holiday))
        );
    }

    #[rstest]
    #[case::strasbourg("67000")]
    #[case::colmar("68000")]
    #[case::metz("57000")]
    fn alsace_and_moselle_have_two_more(#[case] postal_code: &str) {
        let here = in_department_of(postal_code);
        assert!(is_holiday(date("2026-04-03"), &here));
        assert!(is_holiday(date("2026-12-26"), &here));
        assert_eq!(holidays(2026, &here).len(), 13);
    }

    #[rstest]
    #[case::guadeloupe("97110", "2026-05-27")]
    #[case::martinique("97200", "2026-05-22")]
    #[case::guyane("97300", "2026-06-10")]
    #[case::reunion("97400", "2026-12-20")]
    #[case::mayotte("97600", "2026-04-27")]
    #[case::saint_barthelemy("97133", "2026-10-09")]
    #[case::saint_martin("97150", "2026-05-28")]
    fn overseas_the_abolition_of_slavery_has_its_day(#[case] postal_code: &str, #[case] day: &str) {
        assert!(is_holiday(date(day), &in_department_of(postal_code)));
        assert!(!is_holiday(date(day), &in_department_of("54000")));
    }

    #[test]
    fn easter_sunday_itself_is_no_public_holiday() {
        assert!(!is_holiday(date("2026-04-05"), &in_department_of("54000")));
    }

    #[test]
    fn two_holidays_may_fall_on_one_day() {
        let on_1_may: Vec<Holiday> = holidays(2008, &in_department_of("54000"))
            .into_iter()
            .filter(|&(day, _)| day == date("2008-05-01"))
            .map(|(_, holiday)| holiday)
            .collect();
        assert_eq!(on_1_may, [Holiday::LabourDay, Holiday::Ascension]);
    }

    // Dates published by the Institut de mécanique céleste et de calcul des éphémérides.
    #[rstest]
    #[case("1818-03-22")] // the earliest possible
    #[case("1943-04-25")] // the latest possible
    #[case("2000-04-23")]
    #[case("2024-03-31")]
    #[case("2025-04-20")]
    #[case("2026-04-05")]
    #[case("2027-03-28")]
    #[case("2038-04-25")]
    fn easter_falls_where_the_almanac_says(#[case] sunday: &str) {
        assert_eq!(easter_sunday(date(sunday).year()), Some(date(sunday)));
    }

    /// The same Sunday by Oudin's computation of 1940, which shares no step with ours.
    fn as_oudin_has_it(year: i32) -> Option<NaiveDate> {
        let century = year / 100;
        let golden = year % 19;
        let correction = (century - 17) / 25;
        let moon = (century - century / 4 - (century - correction) / 3 + 19 * golden + 15) % 30;
        let late = moon / 28;
        let moon = moon - late * (1 - late * (29 / (moon + 1)) * ((21 - golden) / 11));
        let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
        let from_28_march = moon - weekday;
        let march = NaiveDate::from_ymd_opt(year, 3, 28)?;
        march.checked_add_signed(chrono::Duration::days(from_28_march.into()))
    }

    #[test]
    fn easter_falls_where_another_computation_puts_it_for_ever() {
        for year in 1583..=9999 {
            assert_eq!(easter_sunday(year), as_oudin_has_it(year), "{year}");
        }
    }

    #[test]
    fn there_is_no_easter_before_the_calendar() {
        assert_eq!(easter_sunday(1582), None);
        assert!(easter_sunday(1583).is_some());
    }

    proptest! {
        #[test]
        fn easter_is_a_sunday_between_22_march_and_25_april(year in 1583..=9999_i32) {
            let easter = easter_sunday(year).unwrap();
            prop_assert_eq!(easter.weekday(), chrono::Weekday::Sun);
            prop_assert!((3, 22) <= (easter.month(), easter.day()));
            prop_assert!((easter.month(), easter.day()) <= (4, 25));
        }
    }
}
