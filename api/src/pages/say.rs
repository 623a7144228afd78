//! How does a template ask the catalogue for a sentence? Short names, because a page is full of them.

use crate::text::{self, Language};
use std::borrow::Borrow;

/// What templates ask of a [`Language`].
pub trait Say: Copy {
    /// A sentence.
    fn say(self, key: &str) -> String;
    /// A sentence with a value in it.
    fn with(self, key: &str, name: &'static str, value: impl ToString) -> String;
    /// A sentence about so many things: `<key>-one` or `<key>-many`, with `$n` in it.
    fn count(self, key: &str, n: impl Borrow<usize>) -> String;
    /// A sentence that need not exist; empty if it does not.
    fn maybe(self, key: &str) -> String;
}

impl Say for Language {
    fn say(self, key: &str) -> String {
        text::text(self, key, &[])
    }
    fn with(self, key: &str, name: &'static str, value: impl ToString) -> String {
        text::text(self, key, &[(name, value.to_string())])
    }
    fn count(self, key: &str, n: impl Borrow<usize>) -> String {
        let n = *n.borrow();
        // French counts none as one.
        let single = match self {
            Self::French => n <= 1,
            Self::English => n == 1,
        };
        let key = format!("{key}-{}", if single { "one" } else { "many" });
        self.with(&key, "n", n)
    }
    fn maybe(self, key: &str) -> String {
        text::find(self, key, &[]).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The messages of a file of the catalogue, in order.
    fn keys(language: &str, file: &str) -> Vec<String> {
        let path = format!("{}/locales/{language}/{file}", env!("CARGO_MANIFEST_DIR"));
        let source = std::fs::read_to_string(path).unwrap_or_default();
        let starts = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        let mut keys: Vec<String> = source
            .lines()
            .filter(starts)
            .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
            .collect();
        keys.sort_unstable();
        keys
    }

    #[test]
    fn both_languages_know_the_same_messages() {
        let french = format!("{}/locales/fr", env!("CARGO_MANIFEST_DIR"));
        for file in std::fs::read_dir(french).expect("the catalogue").flatten() {
            let name = file.file_name().to_string_lossy().into_owned();
            assert_eq!(keys("fr", &name), keys("en", &name), "{name}");
        }
    }

    #[test]
    fn french_counts_none_as_one() {
        assert_eq!(Language::French.count("list-found", 0), "0 ticket trouvé");
        assert_eq!(Language::English.count("list-found", 0), "0 tickets found");
        assert_eq!(Language::French.count("list-found", 3), "3 tickets trouvés");
    }
}
