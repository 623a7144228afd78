//! Is a text to be found somewhere, in whatever form it may have taken on its way there?

mod forms;
mod places;

pub use places::{database_files, files_below, rows};

use aho_corasick::AhoCorasick;
use std::collections::BTreeSet;

/// Texts that occur nowhere else, each under a name, ready to be looked for in all their forms at once.
pub struct Canaries {
    names: Vec<String>,
    searcher: AhoCorasick,
}

impl Canaries {
    /// Each canary: what it stands for, and its text. A text that is a telephone number is looked for as one.
    ///
    /// # Panics
    /// When a form would be too short to prove anything.
    pub fn new(canaries: &[(&str, &str)]) -> Self {
        let (mut names, mut needles) = (Vec::new(), Vec::new());
        for (what, text) in canaries {
            for (form, bytes) in forms::of(text) {
                assert!(bytes.len() >= 6, "{what} as {form} may be anything");
                names.push(format!("{what} ({form})"));
                needles.push(bytes);
            }
        }
        let searcher = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(&needles)
            .expect("needles of reasonable size");
        Self { names, searcher }
    }

    /// What is found, and in which form.
    pub fn found_in(&self, bytes: &[u8]) -> BTreeSet<&str> {
        self.searcher
            .find_overlapping_iter(bytes)
            .map(|hit| self.names[hit.pattern().as_usize()].as_str())
            .collect()
    }

    /// The canaries that are found, whatever the form.
    pub fn kinds_in(&self, bytes: &[u8]) -> BTreeSet<&str> {
        let found = self.found_in(bytes).into_iter();
        found
            .map(|name| name.split(" (").next().unwrap_or(name))
            .collect()
    }
}
