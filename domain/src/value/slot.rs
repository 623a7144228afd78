//! When does somebody come? A visit as people agree on it: a local date and time with the building's zone.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::calendar::{LocalTimeError, RepeatedHour, agency_local, resolve};

/// A visit: its local start, how long it should take, and the instant that this means.
///
/// All are kept: the local time is what was agreed on, the instant is what was meant on the day it was agreed
/// (a law may move a country's clocks in between).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Slot {
    starts_at_local: NaiveDateTime,
    minutes: u32,
    zone: Tz,
    starts_at: DateTime<Utc>,
}

/// Why a slot was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SlotError {
    /// The clocks jump over it in spring.
    #[error("{local} does not exist: clocks move forward over it")]
    LocalTimeDoesNotExist { local: NaiveDateTime },
    /// It comes twice in autumn, and nobody said which one.
    #[error("{local} comes twice: clocks move back over it")]
    LocalTimeIsRepeated { local: NaiveDateTime },
    #[error("a visit takes at least 15 minutes")]
    TooShort,
    #[error("a visit takes at most 30 days")]
    TooLong,
}

impl Slot {
    pub const MIN_MINUTES: u32 = 15;
    pub const MAX_MINUTES: u32 = 30 * 24 * 60;

    /// `minutes` is the expected duration. `repeated_hour` is needed only where the clocks move back.
    ///
    /// Whether the visit may lie in the past depends on who enters it, so the ticket decides that.
    ///
    /// # Errors
    /// [`SlotError`] says what is wrong with it.
    pub fn new(
        local: NaiveDateTime,
        minutes: u32,
        zone: Tz,
        repeated_hour: Option<RepeatedHour>,
    ) -> Result<Self, SlotError> {
        if minutes < Self::MIN_MINUTES {
            return Err(SlotError::TooShort);
        }
        if minutes > Self::MAX_MINUTES {
            return Err(SlotError::TooLong);
        }
        let starts_at = resolve(local, zone, repeated_hour)?;
        Ok(Self {
            starts_at_local: local,
            minutes,
            zone,
            starts_at,
        })
    }

    pub fn start(&self) -> DateTime<Utc> {
        self.starts_at
    }

    /// Minutes are counted on the clock that nobody turns, so a visit across a change of time keeps its length.
    pub fn end(&self) -> DateTime<Utc> {
        self.starts_at + TimeDelta::minutes(i64::from(self.minutes))
    }

    pub fn local_start(&self) -> NaiveDateTime {
        self.starts_at_local
    }

    pub fn local_end(&self) -> NaiveDateTime {
        agency_local(self.end(), self.zone)
    }

    /// Expected duration.
    pub fn minutes(&self) -> u32 {
        self.minutes
    }

    pub fn zone(&self) -> Tz {
        self.zone
    }

    pub fn has_started(&self, now: DateTime<Utc>) -> bool {
        self.start() <= now
    }

    pub fn has_ended(&self, now: DateTime<Utc>) -> bool {
        self.end() <= now
    }
}

impl From<LocalTimeError> for SlotError {
    fn from(error: LocalTimeError) -> Self {
        match error {
            LocalTimeError::DoesNotExist { local } => Self::LocalTimeDoesNotExist { local },
            LocalTimeError::IsRepeated { local } => Self::LocalTimeIsRepeated { local },
        }
    }
}

#[cfg(test)]
mod spec {
    use chrono::NaiveDate;
    use chrono_tz::Europe::Paris;
    use rstest::rstest;

    use super::*;

    fn local(month: u32, day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, month, day)
            .unwrap()
            .and_hms_opt(hour, minute, 0)
            .unwrap()
    }

    fn utc(written: &str) -> DateTime<Utc> {
        written.parse().unwrap()
    }

    #[test]
    fn a_visit_is_agreed_in_local_time_and_kept_as_an_instant() {
        let slot = Slot::new(local(7, 1, 9, 0), 90, Paris, None).unwrap();
        assert_eq!(slot.start(), utc("2026-07-01T07:00:00Z"));
        assert_eq!(slot.end(), utc("2026-07-01T08:30:00Z"));
        assert_eq!(slot.local_end(), local(7, 1, 10, 30));
    }

    #[rstest]
    #[case(14, Some(SlotError::TooShort))]
    #[case(15, None)]
    #[case(43_200, None)]
    #[case(43_201, Some(SlotError::TooLong))]
    fn a_visit_takes_from_15_minutes_to_30_days(
        #[case] minutes: u32,
        #[case] refused: Option<SlotError>,
    ) {
        assert_eq!(
            Slot::new(local(7, 1, 9, 0), minutes, Paris, None).err(),
            refused
        );
    }

    #[test]
    fn a_time_that_the_clocks_jump_over_is_refused() {
        let gone = local(3, 29, 2, 30);
        assert_eq!(
            Slot::new(gone, 60, Paris, None),
            Err(SlotError::LocalTimeDoesNotExist { local: gone })
        );
    }

    #[test]
    fn a_time_that_comes_twice_is_asked_about() {
        let twice = local(10, 25, 2, 30);
        assert_eq!(
            Slot::new(twice, 60, Paris, None),
            Err(SlotError::LocalTimeIsRepeated { local: twice })
        );
        let second = Slot::new(twice, 60, Paris, Some(RepeatedHour::Second)).unwrap();
        assert_eq!(second.start(), utc("2026-10-25T01:30:00Z"));
    }

    #[test]
    fn a_visit_across_the_change_to_winter_keeps_its_length() {
        let slot = Slot::new(local(10, 25, 0, 0), 240, Paris, None).unwrap();
        assert_eq!(slot.local_end(), local(10, 25, 3, 0));
    }

    #[test]
    fn a_visit_has_ended_at_the_very_end() {
        let slot = Slot::new(local(7, 1, 9, 0), 60, Paris, None).unwrap();
        assert!(slot.has_started(slot.start()));
        assert!(!slot.has_ended(slot.start()));
        assert!(slot.has_ended(slot.end()));
    }

    #[test]
    fn a_stored_slot_reads_as_it_was_written() {
        let slot = Slot::new(local(7, 1, 9, 0), 90, Paris, None).unwrap();
        let stored = serde_json::to_value(&slot).unwrap();
        assert_eq!(
            stored,
            serde_json::json!({
                "starts_at_local": "2026-07-01T09:00:00", "minutes": 90,
                "zone": "Europe/Paris", "starts_at": "2026-07-01T07:00:00Z"
            })
        );
        assert_eq!(serde_json::from_value::<Slot>(stored).unwrap(), slot);
    }
}
