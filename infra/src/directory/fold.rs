//! How is a name found by somebody who types it without accents, in capitals, or only half?

use crate::spelling::plain;

/// A text as it is compared: in plain spelling, letters and digits only, one space between words.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in plain(text).chars() {
        if character.is_alphanumeric() {
            folded.push(character);
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.trim().to_owned()
}

/// The words of a search as `LIKE` patterns, each to be found anywhere; missing ones match everything.
///
/// [`fold`] leaves letters, digits and spaces only, so nothing in a word needs escaping.
pub(super) fn patterns<const N: usize>(text: &str) -> [String; N] {
    // Nobody looks for more; SQLite takes no pattern of more than 50 000 bytes.
    let folded: String = fold(text).chars().take(200).collect();
    let mut words = folded.split(' ');
    std::array::from_fn(|_| {
        words
            .next()
            .map_or_else(|| "%".to_owned(), |word| format!("%{word}%"))
    })
}

#[cfg(test)]
mod spec {
    use super::*;

    #[test]
    fn accents_case_and_punctuation_do_not_matter() {
        assert_eq!(
            fold("Résidence « Les Œillets », 4, rue d'Anjou"),
            "residence les oeillets 4 rue d anjou"
        );
        assert_eq!(fold("e\u{0301}te\u{0301}"), "ete");
    }

    #[test]
    fn each_word_is_looked_for_and_nothing_acts_as_a_wildcard() {
        assert_eq!(patterns::<3>("Été 100%"), ["%ete%", "%100%", "%"]);
        assert_eq!(patterns::<2>("  "), ["%%", "%"]);
    }
}
