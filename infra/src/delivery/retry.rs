//! When is the next attempt, if there is one?

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

/// Pauses between attempts on one channel, as data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Pause after the first, second, … attempt; the last one repeats.
    pub pauses: &'static [Duration],
    /// Pause after an attempt that perhaps succeeded.
    pub after_unknown: Duration,
    /// No attempt starts later than this after the first one.
    pub give_up_after: Duration,
}

const fn minutes(n: u64) -> Duration {
    Duration::from_secs(n * 60)
}

/// Growing pauses for a day. A grey-listing server lets the second or third attempt in; an outage of a night is outlived.
const PAUSES: &[Duration] = &[
    minutes(1),
    minutes(5),
    minutes(15),
    minutes(30),
    minutes(60),
    minutes(120),
    minutes(240),
];

const A_DAY: Duration = minutes(24 * 60);

/// A second copy of an e-mail carries the same Message-ID and is folded into the first by most readers: try again soon.
pub const EMAIL: Schedule = Schedule {
    pauses: PAUSES,
    after_unknown: minutes(5),
    give_up_after: A_DAY,
};

/// A second copy of an SMS is a second SMS, paid and read twice: leave the delivery report time to arrive.
pub const SMS: Schedule = Schedule {
    pauses: PAUSES,
    after_unknown: minutes(60),
    give_up_after: A_DAY,
};

impl Schedule {
    /// The moment of the next attempt, or none when the day is over.
    ///
    /// `attempts` counts the one that just ended; `asked` is what the other side asked us to wait.
    pub fn after_later(
        &self,
        attempts: u32,
        first: DateTime<Utc>,
        now: DateTime<Utc>,
        asked: Option<Duration>,
    ) -> Option<DateTime<Utc>> {
        let index = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
        let own = self
            .pauses
            .get(index)
            .or(self.pauses.last())
            .copied()
            .unwrap_or(self.give_up_after);
        self.within_the_day(first, now, own.max(asked.unwrap_or_default()))
    }

    /// The moment of the next attempt after one that perhaps succeeded.
    pub fn after_unknown(&self, first: DateTime<Utc>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.within_the_day(first, now, self.after_unknown)
    }

    fn within_the_day(
        &self,
        first: DateTime<Utc>,
        now: DateTime<Utc>,
        pause: Duration,
    ) -> Option<DateTime<Utc>> {
        let next = now.checked_add_signed(TimeDelta::from_std(pause).ok()?)?;
        let last = first.checked_add_signed(TimeDelta::from_std(self.give_up_after).ok()?)?;
        (next <= last).then_some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    #[test]
    fn pauses_grow_and_the_last_one_repeats_until_the_day_is_over() {
        let (mut now, mut attempts, mut seen) = (0, 1, Vec::new());
        while let Some(next) = EMAIL.after_later(attempts, at(0), at(now), None) {
            now = (next - at(0)).num_minutes();
            attempts += 1;
            seen.push(now);
        }
        assert_eq!(seen, [1, 6, 21, 51, 111, 231, 471, 711, 951, 1191, 1431]);
    }

    #[test]
    fn a_server_may_ask_for_more_patience_but_not_for_less() {
        assert_eq!(
            EMAIL.after_later(1, at(0), at(0), Some(minutes(20))),
            Some(at(20))
        );
        assert_eq!(
            EMAIL.after_later(3, at(0), at(0), Some(minutes(1))),
            Some(at(15))
        );
        assert_eq!(
            EMAIL.after_later(1, at(0), at(0), Some(minutes(2000))),
            None
        );
    }

    #[test]
    fn an_sms_that_was_perhaps_sent_waits_longer_than_an_email() {
        assert_eq!(SMS.after_unknown(at(0), at(0)), Some(at(60)));
        assert_eq!(EMAIL.after_unknown(at(0), at(0)), Some(at(5)));
    }
}
