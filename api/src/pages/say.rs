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

    #[test]
    fn french_counts_none_as_one() {
        assert_eq!(Language::French.count("list-found", 0), "0 ticket trouvé");
        assert_eq!(Language::French.count("list-found", 3), "3 tickets trouvés");
    }
}
