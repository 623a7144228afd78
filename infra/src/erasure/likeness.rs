//! Does a text name this person? By e-mail address, by telephone number in any writing, by name.
//!
//! A program cannot know that "la dame du troisième" is somebody; it finds what a search would find. A first or last
//! name alone counts only on a ticket that concerns the person: elsewhere it is most likely somebody else's.

use domain::personal::ERASED;
use domain::ticket::PersonDetails;
use domain::value::{EmailAddress, PhoneNumber};
use std::collections::BTreeSet;

use crate::directory::fold;
use crate::spelling::plain;

/// Forms of address and of companies: words of a name that name nobody.
const COMMON: [&str; 20] = [
    "mme",
    "mlle",
    "monsieur",
    "madame",
    "mademoiselle",
    "messieurs",
    "epoux",
    "famille",
    "maitre",
    "docteur",
    "sarl",
    "sas",
    "sasu",
    "eurl",
    "sci",
    "ets",
    "etablissements",
    "entreprise",
    "societe",
    "indivision",
];
/// Shorter words of a name (`de`, `le`, initials) do not tell one person from another.
const SHORTEST: usize = 3;
/// On its own, a word must be longer than that: `Roy` is also a syllable, and texts are short.
const SHORTEST_ALONE: usize = 4;
/// The digits of a French number that do not depend on how it is written.
const DIGITS: usize = 9;

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// On a ticket that concerns the person.
    Theirs,
    Elsewhere,
}

/// Everything that somebody is known by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Likeness {
    names: BTreeSet<String>,
    emails: BTreeSet<String>,
    phones: BTreeSet<String>,
    /// Of a company every word of its name is needed: `Plomberie Roux` is not in every text about plumbing.
    company: bool,
}

impl Likeness {
    pub(super) fn of_company() -> Self {
        Self {
            company: true,
            ..Self::default()
        }
    }

    pub(super) fn learn(
        &mut self,
        name: &str,
        email: Option<&EmailAddress>,
        phone: Option<&PhoneNumber>,
    ) {
        // An entry that was emptied before teaches nothing.
        if name == ERASED {
            return;
        }
        self.names.insert(name.to_owned());
        self.emails.extend(email.map(|email| plain(email.as_str())));
        self.phones
            .extend(phone.map(|phone| last_digits(phone.as_str())));
    }

    pub(super) fn learn_details(&mut self, details: &PersonDetails) {
        self.learn(
            &details.name,
            details.email.as_ref(),
            details.phone.as_ref(),
        );
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty() && self.emails.is_empty() && self.phones.is_empty()
    }

    /// As they were written, for whoever decides.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Somebody with the same address or number is probably the same person; with the same name, perhaps not.
    pub(super) fn reaches(&self, details: &PersonDetails) -> bool {
        let email = details.email.as_ref().map(|email| plain(email.as_str()));
        let phone = details
            .phone
            .as_ref()
            .map(|phone| last_digits(phone.as_str()));
        email.is_some_and(|email| self.emails.contains(&email))
            || phone.is_some_and(|phone| self.phones.contains(&phone))
    }

    pub(super) fn is_named_in(&self, text: &str, place: Place) -> bool {
        let text = without_tags(text);
        let spelled = plain(&text);
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        self.emails
            .iter()
            .any(|email| spelled.contains(email.as_str()))
            || self
                .phones
                .iter()
                .any(|phone| digits.contains(phone.as_str()))
            || self.is_called_by_name(&fold(&text), place)
    }

    fn is_called_by_name(&self, folded: &str, place: Place) -> bool {
        let text = format!(" {folded} ");
        self.names.iter().any(|name| {
            let words = telling(name);
            let alone =
                |word: &String| word.len() >= SHORTEST_ALONE && text.contains(&format!(" {word} "));
            (place == Place::Theirs && !self.company && words.iter().any(alone))
                || (words.len() > 1 && holds_in_order(&text, &words))
                || (place == Place::Theirs && words.len() == 1 && words.iter().any(alone))
        })
    }
}

/// `Jeanne Morel` and `Morel Jeanne`; between the words only what does not tell (`Jeanne, née de Morel` is not found).
fn holds_in_order(text: &str, words: &[String]) -> bool {
    let forwards = words.join(" ");
    let backwards: Vec<_> = words.iter().rev().map(String::as_str).collect();
    let kept: Vec<_> = text.split(' ').filter(|word| tells(word)).collect();
    let text = format!(" {} ", kept.join(" "));
    text.contains(&format!(" {forwards} ")) || text.contains(&format!(" {} ", backwards.join(" ")))
}

/// The words of a name that tell whose it is, in plain spelling.
fn telling(name: &str) -> Vec<String> {
    fold(name)
        .split(' ')
        .filter(|word| tells(word))
        .map(str::to_owned)
        .collect()
}

fn tells(word: &str) -> bool {
    word.len() >= SHORTEST && !COMMON.contains(&word)
}

/// `06 39 …` and `+33 6 39 …` have them in common.
pub(super) fn last_digits(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let start = digits.len().saturating_sub(DIGITS);
    digits[start..].to_owned()
}

/// A note is HTML: its tags part words as spaces do.
fn without_tags(text: &str) -> String {
    let mut inside = false;
    text.chars()
        .map(|letter| {
            inside = (inside || letter == '<') && letter != '>';
            if inside || letter == '>' { ' ' } else { letter }
        })
        .collect()
}

#[cfg(test)]
mod spec {
    use super::*;

    fn morel() -> Likeness {
        let mut morel = Likeness::default();
        morel.learn(
            "Mme Jeanne Morel",
            Some(&EmailAddress::parse("jeanne.morel@courriel.example").expect("an address")),
            Some(&PhoneNumber::parse("06 39 98 56 78").expect("a number")),
        );
        morel
    }

    #[test]
    fn an_address_and_a_number_are_found_however_they_are_written() {
        for text in [
            "écrire à Jeanne.MOREL@courriel.example",
            "rappeler le 06.39.98.56.78",
            "<b>+33 6 39 98 56 78</b>, après 18 h",
            "0033639985678",
        ] {
            assert!(morel().is_named_in(text, Place::Elsewhere), "{text}");
        }
        assert!(!morel().is_named_in("le 06 39 98 56 79", Place::Theirs));
    }

    #[test]
    fn a_whole_name_is_found_everywhere_and_half_of_it_on_their_own_tickets() {
        for text in [
            "vu avec JEANNE MOREL",
            "MOREL Jeanne absente",
            "<i>Jeanne</i> <b>Morel</b>",
        ] {
            assert!(morel().is_named_in(text, Place::Elsewhere), "{text}");
        }
        assert!(morel().is_named_in("Mme Morel rappelle", Place::Theirs));
        assert!(!morel().is_named_in("Mme Morel rappelle", Place::Elsewhere));
        assert!(!morel().is_named_in("Mme Morellet rappelle", Place::Theirs));
    }

    #[test]
    fn a_company_is_found_by_its_whole_name_only() {
        let mut company = Likeness::of_company();
        company.learn("SARL Plomberie Quetsche", None, None);
        assert!(company.is_named_in("Plomberie Quetsche vient demain", Place::Elsewhere));
        assert!(!company.is_named_in("plomberie à refaire", Place::Theirs));
    }
}
