//! How often may one address try? So many at once, then so many a minute; whoever goes on is told when to come back.
//!
//! Of this process only, in the machine's own time, and never more than a fixed number of addresses: a flood from
//! everywhere costs memory that is known beforehand.

use std::net::{IpAddr, Ipv6Addr};
use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock, Reference};
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use lru::LruCache;

/// Addresses remembered; the one that was quiet for longest is forgotten first.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(10_000).expect("not zero");

/// Whoever holds one IPv6 address holds 2⁶⁴ of them: they count as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Origin(IpAddr);

impl Origin {
    pub fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(address) => IpAddr::V4(address),
            IpAddr::V6(address) => {
                let network = u128::from(address) & !u128::from(u64::MAX);
                IpAddr::V6(Ipv6Addr::from(network))
            }
        })
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// One kind of try, counted by address.
pub struct Brake<C: Clock = DefaultClock> {
    quota: Quota,
    clock: C,
    tries: Mutex<LruCache<Origin, Tries<C>>>,
}

struct Tries<C: Clock> {
    bucket: RateLimiter<NotKeyed, InMemoryState, C, NoOpMiddleware<C::Instant>>,
    /// Set by the try that was one too many.
    shut_until: Option<C::Instant>,
}

impl Brake {
    /// `at_once`, and after them `a_minute`. Zero counts as one.
    pub fn new(at_once: u32, a_minute: u32) -> Self {
        Self::by(DefaultClock::default(), at_once, a_minute)
    }
}

impl<C: Clock + Clone> Brake<C> {
    fn by(clock: C, at_once: u32, a_minute: u32) -> Self {
        let some = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        Self {
            quota: Quota::per_minute(some(a_minute)).allow_burst(some(at_once)),
            clock,
            tries: Mutex::new(LruCache::new(REMEMBERED)),
        }
    }

    /// Counts one try.
    ///
    /// # Errors
    /// The seconds to wait, where there were too many.
    pub fn spend(&self, from: Origin) -> Result<(), u64> {
        let mut all = self.lock();
        let tries = all.get_or_insert_mut(from, || Tries {
            bucket: RateLimiter::direct_with_clock(self.quota, self.clock.clone()),
            shut_until: None,
        });
        tries.bucket.check().map_err(|too_early| {
            tries.shut_until = Some(too_early.earliest_possible());
            whole_seconds(too_early.wait_time_from(self.clock.now()))
        })
    }

    /// The seconds for which this address has to wait, if it has. Counts nothing.
    pub fn shut(&self, from: Origin) -> Option<u64> {
        let until = self.lock().peek(&from)?.shut_until?;
        let left = Duration::from(until.duration_since(self.clock.now()));
        (!left.is_zero()).then(|| whole_seconds(left))
    }

    /// A panic elsewhere leaves whole entries behind, so that what is there can be used.
    fn lock(&self) -> MutexGuard<'_, LruCache<Origin, Tries<C>>> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn whole_seconds(left: Duration) -> u64 {
    left.as_millis()
        .div_ceil(1_000)
        .try_into()
        .unwrap_or(u64::MAX)
        .max(1)
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    fn brake() -> (FakeRelativeClock, Brake<FakeRelativeClock>) {
        let clock = FakeRelativeClock::default();
        (clock.clone(), Brake::by(clock, 3, 6))
    }

    fn origin(text: &str) -> Origin {
        Origin::of(text.parse().expect("an address"))
    }

    #[test]
    fn whoever_tries_too_often_waits_and_others_go_on() {
        let (clock, brake) = brake();
        let (one, other) = (origin("192.0.2.1"), origin("192.0.2.2"));
        for _ in 0..3 {
            assert_eq!(brake.spend(one), Ok(()));
        }
        assert_eq!(brake.shut(one), None, "three are allowed");
        assert_eq!(brake.spend(one), Err(10));
        assert_eq!(brake.shut(one), Some(10));
        assert_eq!((brake.spend(other), brake.shut(other)), (Ok(()), None));
        clock.advance(Duration::from_secs(10));
        assert_eq!(brake.shut(one), None);
        assert_eq!(brake.spend(one), Ok(()));
        assert_eq!(brake.spend(one), Err(10), "one more every ten seconds");
    }

    #[test]
    fn a_network_of_ipv6_is_one_origin() {
        assert_eq!(origin("2001:db8::1"), origin("2001:db8::ffff:2"));
        assert_ne!(origin("2001:db8::1"), origin("2001:db8:0:1::1"));
        assert_eq!(origin("::ffff:192.0.2.1"), origin("192.0.2.1"));
    }

    #[test]
    fn no_flood_of_addresses_fills_the_memory() {
        let (_, brake) = brake();
        for host in 0..u32::try_from(REMEMBERED.get()).expect("a number") * 2 {
            let _ = brake.spend(Origin::of(IpAddr::V4(host.into())));
        }
        assert_eq!(brake.lock().len(), REMEMBERED.get());
    }
}
