//! Where do the words come from? The translation catalogue, with what a message knows filled in.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};

static_loader! {
    static CATALOGUE = {
        locales: "./locales",
        fallback_language: "fr",
        // Without the invisible marks around what is filled in: they cost an SMS its alphabet.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const FRENCH: LanguageIdentifier = langid!("fr");

/// The values that texts may name, by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    values: HashMap<Cow<'static, str>, FluentValue<'static>>,
}

impl Texts {
    pub(super) fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.values
            .insert(name.into(), FluentValue::from(value.into()));
    }

    pub(super) fn with(&self, name: &'static str, value: impl Into<String>) -> Self {
        let mut texts = self.clone();
        texts.set(name, value);
        texts
    }

    /// The text of that name, if the catalogue has one.
    pub(super) fn find(&self, name: &str) -> Option<String> {
        CATALOGUE.try_lookup_with_args(&FRENCH, name, &self.values)
    }

    /// A text that the catalogue always has; a test goes over all of them.
    pub(super) fn get(&self, name: &str) -> String {
        self.find(name).unwrap_or_else(|| name.to_owned())
    }
}
