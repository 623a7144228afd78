//! What did a campaign come to? The figures that go into a note, and what was found wrong.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use infra::crash_point::Point;

use super::compare::Said;

#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub campaigns: usize,
    pub kills: usize,
    /// Of these: from outside, at a random moment.
    pub at_random: usize,
    /// Of these: at a named point.
    pub at_points: BTreeMap<&'static str, usize>,
    pub said: Said,
    pub messages_taken: usize,
    /// Taken again after an attempt that was recorded as unknown.
    pub copies: usize,
    /// Tickets whose texts are gone for good.
    pub erased: usize,
    pub comparisons: usize,
    pub took: Duration,
    /// Of that: until everything was done that was to be done.
    pub resting: Duration,
    pub comparing: Duration,
    /// Each with the seed that shows it.
    pub violations: Vec<String>,
}

impl Figures {
    pub fn dies_at(&mut self, point: Point) {
        self.kills += 1;
        *self.at_points.entry(point.name()).or_default() += 1;
    }

    pub fn dies_at_random(&mut self) {
        self.kills += 1;
        self.at_random += 1;
    }

    pub fn add(&mut self, other: &Self) {
        self.campaigns += other.campaigns;
        self.kills += other.kills;
        self.at_random += other.at_random;
        for (point, kills) in &other.at_points {
            *self.at_points.entry(point).or_default() += kills;
        }
        self.said.commands += other.said.commands;
        self.said.acknowledged += other.said.acknowledged;
        self.said.refused += other.said.refused;
        self.said.unanswered += other.said.unanswered;
        self.said.events += other.said.events;
        self.messages_taken += other.messages_taken;
        self.copies += other.copies;
        self.erased += other.erased;
        self.comparisons += other.comparisons;
        self.took += other.took;
        self.resting += other.resting;
        self.comparing += other.comparing;
        self.violations.extend(other.violations.iter().cloned());
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} kills in {} campaigns ({} at random moments, {} at points), {} comparisons, {:.0} s ({:.0} s coming to rest, {:.0} s comparing)",
            self.kills,
            self.campaigns,
            self.at_random,
            self.kills - self.at_random,
            self.comparisons,
            self.took.as_secs_f64(),
            self.resting.as_secs_f64(),
            self.comparing.as_secs_f64()
        )?;
        let points: Vec<_> = self
            .at_points
            .iter()
            .map(|(point, kills)| format!("{point} {kills}"))
            .collect();
        writeln!(f, "points: {}", points.join(", "))?;
        writeln!(
            f,
            "commands: {} ({} acknowledged, {} refused, {} unanswered at least once), {} events",
            self.said.commands,
            self.said.acknowledged,
            self.said.refused,
            self.said.unanswered,
            self.said.events
        )?;
        writeln!(
            f,
            "messages taken: {}, of these copies after an unknown attempt: {}; tickets erased: {}",
            self.messages_taken, self.copies, self.erased
        )?;
        write!(f, "violations: {}", self.violations.len())?;
        self.violations
            .iter()
            .take(20)
            .try_for_each(|violation| write!(f, "\n  {violation}"))
    }
}
