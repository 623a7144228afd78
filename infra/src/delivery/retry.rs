//! When is the next attempt, if there is one?

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::ticket::Channel;

/// Pauses between attempts on one channel, as data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Pause after the first, second, … attempt; the last one repeats.
    pub pauses: &'static [Duration],
    /// Pause after the first, second, … attempt that perhaps succeeded. After the last of them there is no other: each
    /// may be one more copy with its reader.
    pub after_unknown: &'static [Duration],
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

/// The longest that another side may ask us to wait. Whoever asks for more is tried all the same: an absurd figure must
/// not make a message fail.
pub const LONGEST_ASKED: Duration = minutes(240);

/// A second copy of an e-mail carries the same Message-ID and is folded into the first by most readers: try again soon,
/// but not all day long.
pub const EMAIL: Schedule = Schedule {
    pauses: PAUSES,
    after_unknown: &[
        minutes(5),
        minutes(15),
        minutes(60),
        minutes(120),
        minutes(240),
        minutes(480),
    ],
    give_up_after: A_DAY,
};

/// A second copy of an SMS is a second SMS, paid and read twice: leave the delivery report time to arrive, and never send
/// a third.
pub const SMS: Schedule = Schedule {
    pauses: PAUSES,
    after_unknown: &[minutes(60)],
    give_up_after: A_DAY,
};

pub(crate) fn schedule(channel: Channel) -> &'static Schedule {
    match channel {
        Channel::Email => &EMAIL,
        Channel::Sms => &SMS,
    }
}

/// Pauses of a whole channel whose account is refused, by how often it was in a row. Short ones at first: somebody is
/// mending it, and everything waits.
const CHANNEL_PAUSES: &[Duration] = &[minutes(1), minutes(5), minutes(15)];

/// How long a channel stands still after it was refused `times` times in a row, this time included.
pub fn channel_pause(times: u32, asked: Option<Duration>) -> Duration {
    let index = usize::try_from(times.saturating_sub(1)).unwrap_or(usize::MAX);
    let own = CHANNEL_PAUSES
        .get(index)
        .or(CHANNEL_PAUSES.last())
        .copied()
        .unwrap_or_default();
    own.max(asked.unwrap_or_default().min(LONGEST_ASKED))
}

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
        let asked = asked.unwrap_or_default().min(LONGEST_ASKED);
        self.within_the_day(first, now, own.max(asked))
    }

    /// The moment of the next attempt after `uncertain` ones that perhaps succeeded, or none when there were enough.
    pub fn after_unknown(
        &self,
        uncertain: u32,
        first: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let index = usize::try_from(uncertain.saturating_sub(1)).ok()?;
        self.within_the_day(first, now, *self.after_unknown.get(index)?)
    }

    /// So many attempts perhaps succeeded that no other is made.
    pub fn is_exhausted(&self, uncertain: u32) -> bool {
        usize::try_from(uncertain).is_ok_and(|uncertain| uncertain > self.after_unknown.len())
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
            EMAIL.after_later(1, at(0), at(0), Some(Duration::MAX)),
            Some(at(240)),
            "an absurd one is cut down, and fails nothing"
        );
    }

    #[test]
    fn a_channel_that_is_refused_again_rests_longer() {
        let pauses = [1, 2, 3, 9].map(|times| channel_pause(times, None));
        assert_eq!(pauses, [1, 5, 15, 15].map(minutes));
        assert_eq!(channel_pause(1, Some(minutes(30))), minutes(30));
        assert_eq!(channel_pause(1, Some(Duration::MAX)), LONGEST_ASKED);
    }

    #[test]
    fn an_sms_that_was_perhaps_sent_waits_longer_than_an_email() {
        assert_eq!(SMS.after_unknown(1, at(0), at(0)), Some(at(60)));
        assert_eq!(EMAIL.after_unknown(1, at(0), at(0)), Some(at(5)));
    }

    #[test]
    fn perhaps_is_not_repeated_for_ever() {
        assert_eq!(SMS.after_unknown(2, at(0), at(60)), None);
        let copies = (1..).take_while(|n| EMAIL.after_unknown(*n, at(0), at(0)).is_some());
        assert_eq!(copies.count(), 6);
        assert!(SMS.is_exhausted(2) && !SMS.is_exhausted(1));
    }
}
