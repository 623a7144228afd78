//! How is a small picture shown? From our own sprite, always beside words.

use std::fmt;

use super::assets;

/// One picture of `assets/icons.svg`. Decorative: the words beside it say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon(pub &'static str);

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sprite = assets::url("icons.svg");
        write!(
            f,
            r##"<svg class="i" aria-hidden="true"><use href="{sprite}#{}"/></svg>"##,
            self.0
        )
    }
}

impl askama::FastWritable for Icon {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        Ok(write!(dest, "{self}")?)
    }
}

/// It is markup of our own; nothing typed by anybody is in it.
impl askama::filters::HtmlSafe for Icon {}

/// For templates: `{{ crate::pages::icon("mail") }}`.
pub fn icon(name: &'static str) -> Icon {
    Icon(name)
}
