//! How often is somebody asked again?

use serde::{Deserialize, Serialize};

/// Every so many days, so many times at most. Zero in either switches reminding off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cadence {
    every_days: u8,
    at_most: u8,
}

/// When a ticket reminds its contractors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReminderPolicy {
    quote: Cadence,
    invoice: Cadence,
    visit_hours: u16,
}

/// Why a policy was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReminderPolicyError {
    #[error("reminders come every 0 to 90 days, not every {days}")]
    DaysOutOfRange { days: u8 },
    #[error("reminders come 0 to 20 times, not {times}")]
    TimesOutOfRange { times: u8 },
    #[error("a visit is recalled 0 to 336 hours before, not {hours}")]
    HoursOutOfRange { hours: u16 },
}

impl Cadence {
    pub const MAX_DAYS: u8 = 90;
    pub const MAX_TIMES: u8 = 20;
    /// Never asks again.
    pub const OFF: Self = Self {
        every_days: 0,
        at_most: 0,
    };

    /// # Errors
    /// [`ReminderPolicyError`] beyond 90 days or 20 times.
    pub fn new(every_days: u8, at_most: u8) -> Result<Self, ReminderPolicyError> {
        if every_days > Self::MAX_DAYS {
            return Err(ReminderPolicyError::DaysOutOfRange { days: every_days });
        }
        if at_most > Self::MAX_TIMES {
            return Err(ReminderPolicyError::TimesOutOfRange { times: at_most });
        }
        Ok(Self {
            every_days,
            at_most,
        })
    }

    /// Days between two reminders, and between the request and the first one.
    pub fn every_days(self) -> u8 {
        self.every_days
    }

    pub fn at_most(self) -> u8 {
        self.at_most
    }

    pub fn is_off(self) -> bool {
        self.every_days == 0 || self.at_most == 0
    }
}

impl ReminderPolicy {
    pub const MAX_VISIT_HOURS: u16 = 336;

    /// `visit_hours`: how long before its start a visit is recalled; 0 for never.
    ///
    /// # Errors
    /// [`ReminderPolicyError::HoursOutOfRange`] beyond 336 hours (two weeks).
    pub fn new(
        quote: Cadence,
        invoice: Cadence,
        visit_hours: u16,
    ) -> Result<Self, ReminderPolicyError> {
        if visit_hours > Self::MAX_VISIT_HOURS {
            return Err(ReminderPolicyError::HoursOutOfRange { hours: visit_hours });
        }
        Ok(Self {
            quote,
            invoice,
            visit_hours,
        })
    }

    pub fn quote(self) -> Cadence {
        self.quote
    }

    pub fn invoice(self) -> Cadence {
        self.invoice
    }

    /// Hours before the start of a visit; 0 means that visits are not recalled.
    pub fn visit_hours(self) -> u16 {
        self.visit_hours
    }
}

/// What an agency starts with: 7 days × 3 for quotes and invoices, 48 hours before a visit.
impl Default for ReminderPolicy {
    fn default() -> Self {
        let weekly = Cadence {
            every_days: 7,
            at_most: 3,
        };
        Self {
            quote: weekly,
            invoice: weekly,
            visit_hours: 48,
        }
    }
}

#[cfg(test)]
mod spec {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0, 0)]
    #[case(7, 3)]
    #[case(90, 20)]
    fn a_cadence_within_bounds_is_taken(#[case] every_days: u8, #[case] at_most: u8) {
        let cadence = Cadence::new(every_days, at_most).unwrap();
        assert_eq!(
            (cadence.every_days(), cadence.at_most()),
            (every_days, at_most)
        );
    }

    #[rstest]
    #[case(91, 3, ReminderPolicyError::DaysOutOfRange { days: 91 })]
    #[case(7, 21, ReminderPolicyError::TimesOutOfRange { times: 21 })]
    fn a_cadence_out_of_bounds_says_why(
        #[case] every_days: u8,
        #[case] at_most: u8,
        #[case] why: ReminderPolicyError,
    ) {
        assert_eq!(Cadence::new(every_days, at_most), Err(why));
    }

    #[rstest]
    #[case(0, 3, true)]
    #[case(7, 0, true)]
    #[case(7, 3, false)]
    fn zero_days_or_zero_times_switch_reminding_off(
        #[case] every_days: u8,
        #[case] at_most: u8,
        #[case] off: bool,
    ) {
        assert_eq!(Cadence::new(every_days, at_most).unwrap().is_off(), off);
    }

    #[test]
    fn a_visit_is_recalled_two_weeks_before_at_the_earliest() {
        assert!(ReminderPolicy::new(Cadence::OFF, Cadence::OFF, 336).is_ok());
        assert_eq!(
            ReminderPolicy::new(Cadence::OFF, Cadence::OFF, 337),
            Err(ReminderPolicyError::HoursOutOfRange { hours: 337 })
        );
    }

    #[test]
    fn an_agency_starts_with_three_weekly_reminders_and_two_days_before_a_visit() {
        let policy = ReminderPolicy::default();
        assert_eq!(policy.quote(), Cadence::new(7, 3).unwrap());
        assert_eq!(policy.invoice(), Cadence::new(7, 3).unwrap());
        assert_eq!(policy.visit_hours(), 48);
    }
}
