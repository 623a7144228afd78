//! Did they race at all? How often each of them won, how many ends there were, who overtook whom.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::contender::Contender;
use super::judge::Outcome;

#[derive(Default)]
pub struct Tally {
    races: usize,
    wins: BTreeMap<&'static str, usize>,
    ends: BTreeMap<String, usize>,
    refusals: BTreeMap<String, usize>,
    interleavings: HashSet<Vec<u8>>,
    patient: usize,
    /// Races in which somebody who came later was served before somebody who came earlier.
    overtaken: usize,
    seeds: HashMap<u64, String>,
    /// Replays of a seed, and those that ended like the first time.
    replayed: (usize, usize),
}

impl Tally {
    pub fn take(&mut self, contenders: &[Contender], seed: u64, outcome: &Outcome, steps: &[u8]) {
        self.races += 1;
        for contender in contenders {
            self.wins.entry(contender.name).or_default();
        }
        for name in &outcome.won {
            *self.wins.entry(name).or_default() += 1;
        }
        for (name, why) in &outcome.refused {
            let line = format!("{name}: {why}");
            *self.refusals.entry(line).or_default() += 1;
        }
        let end = format!("{outcome:?}");
        if !steps.is_empty() {
            self.patient += 1;
            self.interleavings.insert(steps.to_vec());
            self.overtaken += usize::from(is_overtaken(contenders, outcome, steps));
            if let Some(first) = self.seeds.insert(seed, end.clone()) {
                self.replayed.0 += 1;
                self.replayed.1 += usize::from(first == end);
            }
        }
        *self.ends.entry(end).or_default() += 1;
    }

    /// # Panics
    /// When somebody never won, or when they took turns rather than raced.
    pub fn is_worth_its_name(&self) {
        eprintln!("{self}");
        for (name, wins) in &self.wins {
            assert!(*wins > 0, "{name} never won:\n{self}");
        }
        assert!(self.ends.len() >= 5, "always the same:\n{self}");
        assert!(self.overtaken * 10 >= self.patient, "no race:\n{self}");
        let most = self.interleavings.len() * 2 >= self.patient;
        assert!(most, "always the same way:\n{self}");
    }
}

/// Whether somebody who came later was served before somebody who came earlier, or in their place.
fn is_overtaken(contenders: &[Contender], outcome: &Outcome, steps: &[u8]) -> bool {
    let place = |index: usize| {
        let mut won = outcome.won.iter();
        won.position(|name| *name == contenders[index].name)
    };
    let mut came: Vec<usize> = vec![];
    for step in steps.iter().map(|step| usize::from(*step)) {
        if !came.contains(&step) {
            came.push(step);
        }
    }
    let served = |index: &usize| place(*index).unwrap_or(usize::MAX);
    !came.iter().map(served).is_sorted()
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (replayed, alike) = self.replayed;
        writeln!(
            f,
            "{} races, {} ends; {} conducted in {} ways, {} with somebody overtaken; {alike} of {replayed} replays alike",
            self.races,
            self.ends.len(),
            self.patient,
            self.interleavings.len(),
            self.overtaken,
        )?;
        writeln!(f, "won: {:?}", self.wins)?;
        for (refusal, times) in &self.refusals {
            writeln!(f, "{times:4} × {refusal}")?;
        }
        Ok(())
    }
}
