//! Who is killed where? A list that follows from the seed: named points in turn, and moments in between.

use std::time::Duration;

use chrono::TimeDelta;
use infra::crash_point::Point;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};

/// How one life is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Death {
    /// From outside, so long after its start: while it starts, or at work.
    Moment(Duration),
    /// By its own hand, at this passage of the point.
    At(Point, u32),
}

/// One life.
#[derive(Clone, Copy, Debug)]
pub struct Fate {
    pub death: Death,
    /// How far the child's clock jumps before it.
    pub jump: TimeDelta,
}

/// Which process passes the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// `serve`.
    Servers,
    /// `rebuild`, beside `serve`.
    Rebuilders,
}

pub fn whose(point: Point) -> Whose {
    match point {
        Point::RebuildFilled | Point::RebuildSwapping | Point::RebuildSwapped => Whose::Rebuilders,
        Point::KeysMade
        | Point::BeforeAppend
        | Point::AfterAppend
        | Point::BeforeAnswer
        | Point::BatchWritten
        | Point::BatchCommitted
        | Point::TimersClaiming
        | Point::TimerClaimed
        | Point::TimerFired
        | Point::AttemptRecorded
        | Point::AttemptAnswered
        | Point::FailureTold
        | Point::FileBegun
        | Point::FileWritten
        | Point::FileNamed
        | Point::KeyDestroyed => Whose::Servers,
    }
}

/// Later passages than these come too seldom within one life.
fn passages(point: Point) -> u32 {
    match point {
        Point::BeforeAppend | Point::AfterAppend | Point::BeforeAnswer => 10,
        Point::BatchWritten | Point::BatchCommitted => 8,
        Point::TimersClaiming | Point::AttemptRecorded | Point::AttemptAnswered => 6,
        Point::TimerClaimed | Point::TimerFired | Point::KeysMade => 2,
        Point::FileBegun
        | Point::FileWritten
        | Point::FileNamed
        | Point::FailureTold
        | Point::KeyDestroyed
        | Point::RebuildFilled
        | Point::RebuildSwapping
        | Point::RebuildSwapped => 1,
    }
}

/// How far time jumps before a life that is to come to this point.
fn jump_to(point: Point, random: &mut StdRng) -> TimeDelta {
    match point {
        Point::TimerClaimed | Point::TimerFired | Point::FailureTold => TimeDelta::hours(20),
        Point::KeysMade
        | Point::BeforeAppend
        | Point::AfterAppend
        | Point::BeforeAnswer
        | Point::BatchWritten
        | Point::BatchCommitted
        | Point::TimersClaiming
        | Point::AttemptRecorded
        | Point::AttemptAnswered
        | Point::FileBegun
        | Point::FileWritten
        | Point::FileNamed
        | Point::KeyDestroyed
        | Point::RebuildFilled
        | Point::RebuildSwapping
        | Point::RebuildSwapped => jump(random),
    }
}

/// `kills` fates: three in five at a point, every point in its turn.
pub fn fates(seed: u64, kills: usize) -> Vec<Fate> {
    let mut random = StdRng::seed_from_u64(seed);
    let mut turn: Vec<Point> = Vec::new();
    let mut fate = || {
        if random.random_bool(0.4) {
            let moment = Duration::from_millis(random.random_range(20..1_100));
            return Fate {
                death: Death::Moment(moment),
                jump: jump(&mut random),
            };
        }
        let point = turn.pop().unwrap_or_else(|| {
            turn = Point::ALL.to_vec();
            turn.shuffle(&mut random);
            turn.pop().expect("a point")
        });
        Fate {
            death: Death::At(point, random.random_range(1..=passages(point))),
            jump: jump_to(point, &mut random),
        }
    };
    (0..kills).map(|_| fate()).collect()
}

/// Time enough for some deadlines to come, now and then for most.
fn jump(random: &mut StdRng) -> TimeDelta {
    match random.random_range(0..10) {
        0..6 => TimeDelta::zero(),
        6..9 => TimeDelta::minutes(random.random_range(30..600)),
        _ => TimeDelta::hours(random.random_range(24..60)),
    }
}
