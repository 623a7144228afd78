//! In which language does the reader read, and what does a sentence say in it?
//!
//! Everything that people see goes through the catalogue in `api/locales`; French first, English second.

use axum::http::{HeaderMap, header};
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid};
use std::borrow::Cow;
use std::collections::HashMap;

fluent_templates::static_loader! {
    static CATALOGUE = {
        locales: "./locales",
        fallback_language: "fr",
        // The invisible isolation marks around arguments would end up in mails, copies and tests.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const FRENCH: LanguageIdentifier = langid!("fr");
const ENGLISH: LanguageIdentifier = langid!("en");

/// The languages that the catalogue holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Language {
    #[default]
    French,
    English,
}

impl Language {
    /// The language that `Accept-Language` likes best among ours; French where it says nothing.
    pub fn accepted(headers: &HeaderMap) -> Self {
        let wished = headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let best = |tag: &str| {
            wished
                .split(',')
                .filter_map(|range| weight(range, tag))
                .fold(0.0_f32, f32::max)
        };
        if best("en") > best("fr") {
            Self::English
        } else {
            Self::French
        }
    }

    /// The language tag (BCP 47), as in `<html lang>` and `Content-Language`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::French => FRENCH,
            Self::English => ENGLISH,
        }
    }
}

/// The weight of one language range (RFC 9110 §12.5.4) if it is for `tag`.
fn weight(range: &str, tag: &str) -> Option<f32> {
    let mut parts = range.split(';').map(str::trim);
    let language = parts.next()?.split('-').next()?;
    let quality = parts
        .find_map(|part| part.strip_prefix("q="))
        .map_or(Some(1.0), |q| q.parse().ok())
        .filter(|quality| (0.0..=1.0).contains(quality))?;
    language.eq_ignore_ascii_case(tag).then_some(quality)
}

/// The sentence that the catalogue holds under `key`, if it holds one.
pub fn find(language: Language, key: &str, args: &[(&'static str, String)]) -> Option<String> {
    let args: HashMap<Cow<'static, str>, FluentValue<'_>> = args
        .iter()
        .map(|(name, value)| (Cow::Borrowed(*name), FluentValue::from(value.as_str())))
        .collect();
    CATALOGUE.try_lookup_with_args(&language.identifier(), key, &args)
}

/// The sentence under `key`, or the key itself, so that a missing sentence is seen and harms nothing else.
pub fn text(language: Language, key: &str, args: &[(&'static str, String)]) -> String {
    find(language, key, args).unwrap_or_else(|| key.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepting(wish: &'static str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::ACCEPT_LANGUAGE,
            axum::http::HeaderValue::from_static(wish),
        );
        Language::accepted(&headers)
    }

    #[test]
    fn french_is_the_language_of_whoever_asks_for_neither() {
        assert_eq!(Language::accepted(&HeaderMap::new()), Language::French);
        assert_eq!(accepting("de, es;q=0.5"), Language::French);
    }

    #[test]
    fn the_heavier_wish_wins() {
        assert_eq!(accepting("fr;q=0.5, en-GB;q=0.8"), Language::English);
        assert_eq!(accepting("en;q=0.3, fr-FR"), Language::French);
        assert_eq!(accepting("en;q=1e9, de"), Language::French);
    }
}
