//! Who gets a turn when? One seed, one order in which those who race are let through.
//!
//! Two paces. *Patient*: all futures are polled by one task, always the one of the highest rank, which is waited for
//! while the database works for it; after a step of theirs that the seed chooses, one falls behind all others (the
//! method of probabilistic concurrency testing). What overtakes what, and where, then follows from the seed. *Free*: each
//! is a task of its own, released by a barrier after a few yields that the seed chooses; cores and database do the rest.

use std::collections::HashSet;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use tokio::sync::{Barrier, Notify};

/// How long the one of the highest rank is waited for: past it, somebody else holds what it waits for.
const PATIENCE: Duration = Duration::from_millis(250);
/// Steps among which those are chosen after which one falls behind; most requests take about as many.
const STEPS: usize = 14;

/// Something that runs to its end when it is polled.
pub type Part<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// What a seed says.
#[derive(Debug)]
pub struct Plan {
    /// Which node each of them reaches.
    pub nodes: Vec<usize>,
    /// Whether the nodes have seen the ticket before, and remember it as it was.
    pub warm: bool,
    pace: Pace,
}

#[derive(Debug)]
enum Pace {
    /// The highest rank is the greatest number.
    Patient {
        ranks: Vec<i64>,
        /// Who falls behind after which step of theirs.
        falls: HashSet<(usize, usize)>,
    },
    Free {
        yields: Vec<u32>,
    },
}

/// How it went.
pub struct Played<T> {
    /// In the order of the parts.
    pub said: Vec<T>,
    /// Who was polled, step by step; nothing where nobody conducted.
    pub steps: Vec<u8>,
}

impl Plan {
    /// One in three is free. The patient ones have a node each, so that nobody waits for a lock that somebody of a lower
    /// rank holds in the same process; the free ones meet on as many as chance will have it.
    pub fn of(seed: u64, parts: usize, nodes: usize) -> Self {
        let mut random = StdRng::seed_from_u64(seed);
        let warm = random.random_bool(0.5);
        if seed % 3 == 2 {
            let any = |random: &mut StdRng| random.random_range(0..nodes);
            return Self {
                nodes: (0..parts).map(|_| any(&mut random)).collect(),
                warm,
                pace: Pace::Free {
                    yields: (0..parts).map(|_| random.random_range(0..12)).collect(),
                },
            };
        }
        let mut ranks: Vec<_> = (0..parts as i64).collect();
        ranks.shuffle(&mut random);
        let falls = random.random_range(1..=2 * parts);
        let fall = |random: &mut StdRng| {
            let part = random.random_range(0..parts);
            (part, random.random_range(0..STEPS))
        };
        Self {
            nodes: (0..parts).map(|part| part % nodes).collect(),
            warm,
            pace: Pace::Patient {
                ranks,
                falls: (0..falls).map(|_| fall(&mut random)).collect(),
            },
        }
    }

    pub fn is_patient(&self) -> bool {
        matches!(self.pace, Pace::Patient { .. })
    }

    pub async fn play<T: Send + 'static>(&self, parts: Vec<Part<T>>) -> Played<T> {
        match &self.pace {
            Pace::Patient { ranks, falls } => conduct(parts, ranks.clone(), falls).await,
            Pace::Free { yields } => release(parts, yields).await,
        }
    }
}

async fn release<T: Send + 'static>(parts: Vec<Part<T>>, yields: &[u32]) -> Played<T> {
    let gate = Arc::new(Barrier::new(parts.len()));
    let tasks: Vec<_> = parts
        .into_iter()
        .zip(yields.to_vec())
        .map(|(part, yields)| {
            let gate = gate.clone();
            tokio::spawn(async move {
                gate.wait().await;
                for _ in 0..yields {
                    tokio::task::yield_now().await;
                }
                part.await
            })
        })
        .collect();
    let mut said = Vec::new();
    for task in tasks {
        said.push(task.await.expect("a part that ends"));
    }
    let steps = Vec::new();
    Played { said, steps }
}

/// Rung when a part may go on.
struct Call {
    woken: AtomicBool,
    bell: Arc<Notify>,
}

impl Wake for Call {
    fn wake(self: Arc<Self>) {
        self.woken.store(true, Ordering::Release);
        self.bell.notify_one();
    }
}

async fn conduct<T>(
    mut parts: Vec<Part<T>>,
    mut ranks: Vec<i64>,
    falls: &HashSet<(usize, usize)>,
) -> Played<T> {
    let bell = Arc::new(Notify::new());
    let call = |_| {
        Arc::new(Call {
            woken: AtomicBool::new(true),
            bell: bell.clone(),
        })
    };
    let calls: Vec<_> = (0..parts.len()).map(call).collect();
    let mut said: Vec<Option<T>> = parts.iter().map(|_| None).collect();
    let (mut steps, mut lowest) = (Vec::new(), 0);
    let mut taken = vec![0; parts.len()];
    loop {
        let mut waiting: Vec<_> = (0..parts.len()).filter(|it| said[*it].is_none()).collect();
        if waiting.is_empty() {
            break;
        }
        waiting.sort_by_key(|it| std::cmp::Reverse(ranks[*it]));
        let next = turn_of(&waiting, &calls, &bell).await;
        calls[next].woken.store(false, Ordering::Release);
        let waker = Waker::from(calls[next].clone());
        match parts[next].as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(answer) => said[next] = Some(answer),
            Poll::Pending => {}
        }
        if falls.contains(&(next, taken[next])) {
            lowest -= 1;
            ranks[next] = lowest;
        }
        taken[next] += 1;
        steps.push(next as u8);
        // A task that never rests is made to: the runtime takes away what it waits for.
        tokio::task::yield_now().await;
    }
    let said = said.into_iter().flatten().collect();
    Played { said, steps }
}

/// The first that may go on; the first of all is waited for.
async fn turn_of(waiting: &[usize], calls: &[Arc<Call>], bell: &Notify) -> usize {
    let woken = |it: &&usize| calls[**it].woken.load(Ordering::Acquire);
    let first = waiting[0];
    let patient = async {
        while !woken(&&first) {
            bell.notified().await;
        }
    };
    if tokio::time::timeout(PATIENCE, patient).await.is_ok() {
        return first;
    }
    loop {
        if let Some(next) = waiting.iter().find(woken) {
            return *next;
        }
        bell.notified().await;
    }
}
