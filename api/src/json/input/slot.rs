//! When does somebody come? Local times as people write them, dates, instants.

use super::place::at;
use crate::problem::{Answer, Problem};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use domain::calendar::RepeatedHour;
use domain::value::Slot;
use serde::Deserialize;
use utoipa::ToSchema;

/// A visit: local start at the building, and how long it should take.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SlotInput {
    /// Local date and time at the building, without an offset.
    #[schema(format = "local-date-time", example = "2026-03-02T09:00")]
    pub start: String,
    /// Expected duration, in minutes: 15 to 43 200.
    #[schema(minimum = 15, maximum = 43200, example = 90)]
    pub minutes: u32,
    /// Needed only for the hour that comes twice when the clocks move back.
    #[serde(default)]
    pub repeated_hour: Option<RepeatedHourInput>,
}

/// Which of two equal local times is meant when the clocks move back.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RepeatedHourInput {
    First,
    Second,
}

impl SlotInput {
    pub fn slot(&self, zone: Tz) -> Answer<Slot> {
        let start = at("start", local_time(&self.start))?;
        let which = self.repeated_hour.map(|hour| match hour {
            RepeatedHourInput::First => RepeatedHour::First,
            RepeatedHourInput::Second => RepeatedHour::Second,
        });
        Ok(Slot::new(start, self.minutes, zone, which)?)
    }

    /// The slot in the field of that name, which this choice needs.
    pub fn read(field: &'static str, typed: Option<&Self>, zone: Tz) -> Answer<Slot> {
        let typed = super::required(field, typed)?;
        at(field, typed.slot(zone))
    }
}

/// Whether a calendar is asked about a day that people speak of. The types know years that the time zones, the
/// databases and the calendar files do not.
pub fn within_reason(day: NaiveDate) -> bool {
    (1900..2200).contains(&day.year())
}

pub fn local_time(typed: &str) -> Answer<NaiveDateTime> {
    let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"];
    let parsed = forms
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(typed.trim(), form).ok());
    parsed
        .filter(|local| within_reason(local.date()))
        .ok_or_else(|| Problem::unprocessable("not_a_local_time"))
}

pub fn date(field: &str, typed: &str) -> Answer<NaiveDate> {
    let parsed = typed.trim().parse().ok();
    parsed
        .filter(|day| within_reason(*day))
        .ok_or_else(|| Problem::invalid(field, "not_a_date"))
}

/// An instant with its offset (RFC 3339).
pub fn instant(field: &str, typed: &str) -> Answer<DateTime<Utc>> {
    let parsed = DateTime::parse_from_rfc3339(typed.trim()).ok();
    parsed
        .map(|at| at.to_utc())
        .filter(|at| within_reason(at.date_naive()))
        .ok_or_else(|| Problem::invalid(field, "not_an_instant"))
}

/// A local time of arrival, as the instant it means. Where the clock repeats it, the first is meant: sooner is safer.
pub fn arrival(typed: &str, zone: Tz) -> Answer<DateTime<Utc>> {
    let local = local_time(typed)?;
    let resolved = domain::calendar::resolve(local, zone, Some(RepeatedHour::First));
    resolved.map_err(|error| Problem::from(domain::value::SlotError::from(error)).at(""))
}
