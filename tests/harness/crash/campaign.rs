//! How does a campaign go? Lives under load, each killed in its way; after some of them rest, and a comparison.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use chrono::{TimeDelta, Utc};
use infra::crash_point::Point;
use infra::database::Kind;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use super::compare::{self, InDoubt};
use super::face::SPEED;
use super::figures::Figures;
use super::ledger::Verdict;
use super::life::{End, Life};
use super::load::Load;
use super::plan::{self, Death, Fate, Whose, whose};
use super::rest;
use super::site::Site;
use crate::database;
use crate::when;

/// Callers at the same time.
const CALLERS: usize = 6;
/// Kills before each rest.
const KILLS_A_ROUND: usize = 17;
/// A life that did not come to its point by then is killed where it is.
const AT_MOST: Duration = Duration::from_millis(3_000);
/// The same where a point was never reached, and is sought for.
const SOUGHT: Duration = Duration::from_secs(12);
/// Longer than all of a campaign's log takes on a busy machine.
const VERIFYING: Duration = Duration::from_secs(120);

/// The product under attack, and what is known of it.
pub(super) struct Campaign {
    pub(super) site: Site,
    pub(super) load: Load,
    pub(super) figures: Figures,
    in_doubt: InDoubt,
    /// When each life began, by the clock that it was given.
    births: Vec<(u32, chrono::DateTime<Utc>)>,
    random: StdRng,
    pub(super) life: u32,
}

/// Kills the product so many times on an empty database, and compares.
pub async fn run(kind: Kind, program: &Path, seed: u64, kills: usize) -> Figures {
    let began = Instant::now();
    let (url, _kept) = database::blank(kind).await;
    let mut campaign = Campaign::begin(kind, &url, program, CALLERS, seed).await;
    let fates = plan::fates(seed, kills);
    for round in fates.chunks(KILLS_A_ROUND) {
        for fate in round {
            campaign.lives(*fate, AT_MOST).await;
        }
        if !campaign.rests(TimeDelta::hours(2)).await {
            break;
        }
    }
    if campaign.figures.violations.is_empty() && kills >= 100 {
        campaign.seeks_what_was_not_reached().await;
        // Long enough for whatever was put off to come.
        campaign.rests(TimeDelta::hours(40)).await;
    }
    campaign.ends(seed, began).await
}

impl Campaign {
    /// On an empty, unmigrated database.
    pub(super) async fn begin(
        kind: Kind,
        url: &str,
        program: &Path,
        callers: usize,
        seed: u64,
    ) -> Self {
        let site = Site::lay_out(kind, url, program, when::monday_at_nine()).await;
        Self {
            load: Load::start(&site.office, callers, seed),
            site,
            figures: Figures::default(),
            in_doubt: InDoubt::new(),
            births: Vec::new(),
            random: StdRng::seed_from_u64(!seed),
            life: 0,
        }
    }

    /// Another one is to begin, when so much time has passed for it. Gives when that is.
    pub(super) async fn next_life(&mut self, jump: TimeDelta) -> chrono::DateTime<Utc> {
        self.life += 1;
        self.site.turn_over(self.life).await;
        let born = self.site.office.face.now() + jump;
        self.births.push((self.life, born));
        born
    }

    /// One life, from its start to its death.
    async fn lives(&mut self, fate: Fate, patience: Duration) {
        let born = self.next_life(fate.jump).await;
        let own = match fate.death {
            Death::At(point, passage) => Some((point, passage)),
            Death::Moment(_) => None,
        };
        // On SQLite it matters who opens the file first after a kill: the child has to find it as it was left.
        let early = self.site.kind == Kind::Postgres || self.random.random_bool(0.5);
        if early {
            self.buries_the_dead(born).await;
        }
        let clock = self.site.office.face.set(fate.jump, SPEED);
        let serving = own.filter(|(point, _)| whose(*point) == Whose::Servers);
        let mut life = self.site.program.start(&["serve"], &clock, serving);
        // Too seldom otherwise, on a busy machine.
        let erasing = serving.is_some_and(|(point, _)| point == Point::KeyDestroyed);
        self.site.office.erasing.store(erasing, Ordering::Relaxed);
        self.load.go_on();
        if !early && life.is_up().await {
            self.buries_the_dead(born).await;
        }
        match own {
            Some((point, passage)) if whose(point) == Whose::Rebuilders => {
                self.rebuilds(&mut life, &clock, point, passage).await;
            }
            _ => self.awaits_the_end(&mut life, fate.death, patience).await,
        }
    }

    async fn awaits_the_end(&mut self, life: &mut Life, death: Death, patience: Duration) {
        let (limit, point) = match death {
            Death::Moment(moment) => (moment, None),
            Death::At(point, _) => {
                // On a busy machine the start takes longest; dying there is as good.
                let _ = life.is_up().await;
                (patience, Some(point))
            }
        };
        match (life.ends_within(limit).await, point) {
            (Some(End::Killed), Some(point)) => self.figures.dies_at(point),
            (Some(end), _) => self.cries(format!("life {} ended by itself: {end:?}", self.life)),
            (None, _) => {
                life.kill().await;
                self.figures.dies_at_random();
            }
        }
    }

    /// Rows are made anew beside a server at work; one is killed at the point, then the other at once.
    async fn rebuilds(&mut self, life: &mut Life, clock: &str, point: Point, passage: u32) {
        if life.is_up().await {
            let fate = Some((point, passage));
            let mut rebuilding = self.site.program.start(&["rebuild"], clock, fate);
            match rebuilding.ends_within(SOUGHT).await {
                Some(End::Killed) => self.figures.dies_at(point),
                end => self.cries(format!(
                    "a rebuild was not killed at {}: {end:?}",
                    point.name()
                )),
            }
        }
        life.kill().await;
        self.figures.dies_at_random();
    }

    /// Notes what was under way, and lets the leases of the dead run out.
    ///
    /// An attempt belongs to the life in which it began: those that came after may have died before they could be buried.
    async fn buries_the_dead(&mut self, born: chrono::DateTime<Utc>) {
        let database = self.site.connect().await;
        rest::last_words(&database).await;
        for (reference, attempted) in rest::in_doubt(&database, born).await {
            let mut lives = self.births.iter().rev();
            let of = lives.find(|(_, birth)| *birth <= attempted);
            self.in_doubt.extend(of.map(|(life, _)| (*life, reference)));
        }
        rest::bury(&database, born).await;
        database.close().await;
    }

    /// Lets it work undisturbed until nothing is left to do, and compares. `false`: something is wrong.
    pub(super) async fn rests(&mut self, jump: TimeDelta) -> bool {
        let began = Instant::now();
        let born = self.next_life(jump).await;
        self.buries_the_dead(born).await;
        // The clock stands: what is due now is all that will be.
        let clock = self.site.office.face.set(jump, 0.0);
        let now = self.site.office.face.now();
        let mut life = self.site.program.start(&["serve"], &clock, None);
        if !life.is_up().await {
            self.cries(format!("life {} does not begin", self.life));
            return false;
        }
        self.load.go_on();
        self.load.pause().await;
        self.site
            .office
            .repeats_what_is_open(&mut self.random)
            .await;
        let database = self.site.connect().await;
        let rested = rest::comes(&database, now).await;
        database.close().await;
        if let Err(unrest) = rested {
            self.cries(unrest);
        }
        let end = life.terminate().await;
        if end != End::Exited(0) {
            self.cries(format!("told to stop, it ended as {end:?}"));
        }
        self.verifies(&clock).await;
        self.figures.resting += began.elapsed();
        let began = Instant::now();
        let found = compare::everything(&self.site, &self.in_doubt, now).await;
        self.figures.comparing += began.elapsed();
        self.figures.comparisons += 1;
        self.figures.said = found.said;
        self.figures.copies = found.copies;
        self.figures.erased = found.erased;
        self.figures.violations.extend(found.violations);
        self.figures.violations.is_empty()
    }

    /// The product's own word on it: what an operator would be told after such a night.
    async fn verifies(&mut self, clock: &str) {
        let mut verifying = self.site.program.start(&["verify"], clock, None);
        match verifying.ends_within(VERIFYING).await {
            Some(End::Exited(0)) => {}
            end => self.cries(format!("verify ended as {end:?}, see its log")),
        }
    }

    /// A point that nobody comes by proves nothing.
    async fn seeks_what_was_not_reached(&mut self) {
        for &point in Point::ALL {
            if self.figures.at_points.contains_key(point.name()) {
                continue;
            }
            let fate = Fate {
                death: Death::At(point, 1),
                jump: TimeDelta::hours(20),
            };
            self.lives(fate, SOUGHT).await;
            if !self.figures.at_points.contains_key(point.name()) {
                self.cries(format!("nobody came by {}", point.name()));
            }
        }
    }

    pub(super) fn cries(&mut self, what: String) {
        self.figures.violations.push(what);
    }

    pub(super) async fn ends(self, seed: u64, began: Instant) -> Figures {
        let mut figures = self.figures;
        let taken = self.site.ledger.attempts();
        figures.messages_taken = taken
            .iter()
            .filter(|attempt: &&super::ledger::Attempt| match attempt.verdict {
                Verdict::Taken | Verdict::TakenInSilence => true,
                Verdict::Later | Verdict::Refused => false,
            })
            .count();
        figures.campaigns = 1;
        figures.took = began.elapsed();
        for violation in &mut figures.violations {
            *violation = format!("[seed {seed}] {violation}");
        }
        self.load.end().await;
        if !figures.violations.is_empty() {
            let kept = self.site.folder.keep();
            eprintln!("[seed {seed}] log and files are kept in {}", kept.display());
        }
        figures
    }
}
