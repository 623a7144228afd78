//! How may an internal note look, and what must it never contain?

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::LazyLock;

use ammonia::Builder;
use serde::{Deserialize, Serialize};

use super::text::{Rules, TextError};

/// The colours of a note are class names, not styles: pages forbid inline styles, and a closed list keeps
/// notes readable on the agency's own background.
const COLOURS: [&str; 5] = [
    "note-red",
    "note-orange",
    "note-green",
    "note-blue",
    "note-grey",
];

const RULES: Rules = Rules {
    may_be_empty: false,
    many_lines: true,
    max: 10_000,
};

/// What the longest note may become: its own mark-up, with every tag closed and every sign escaped.
const LONGEST_CLEANED: usize = 5 * RULES.max;

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        .add_tags([
            "b", "strong", "i", "em", "u", "span", "ul", "ol", "li", "p", "br",
        ])
        .allowed_classes(HashMap::from([("span", HashSet::from(COLOURS))]))
        .add_clean_content_tags(["script", "style"]);
    cleaner
});

/// An internal note in HTML that was cleaned: bold, italic, underline, colours, lists and paragraphs, nothing else.
/// It holds at most 10 000 characters and is safe to put into a page as it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoteHtml(String);

impl NoteHtml {
    /// The classes that a `span` may carry.
    pub const COLOURS: [&'static str; 5] = COLOURS;

    /// Cleans what an editor, or a paste from elsewhere, produced. Forbidden mark-up falls away, its text stays.
    ///
    /// # Errors
    /// [`TextError`] when no text is left, when it is too long, or contains control characters.
    pub fn parse(typed: &str) -> Result<Self, TextError> {
        let html = RULES.apply(typed)?;
        let cleaned = CLEANER.clean(&html).to_string();
        RULES.apply(&visible_text(&cleaned))?;
        // Mark-up that was never closed is repeated in every paragraph: a few characters could become millions.
        let actual = cleaned.chars().count();
        if actual > LONGEST_CLEANED {
            return Err(TextError::TooLong {
                max: RULES.max,
                actual,
            });
        }
        Ok(Self(cleaned))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The note without its mark-up, for search and plain e-mails.
    pub fn plain_text(&self) -> String {
        visible_text(&self.0).trim().to_owned()
    }
}

impl fmt::Display for NoteHtml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<&str> for NoteHtml {
    type Error = TextError;

    fn try_from(typed: &str) -> Result<Self, TextError> {
        Self::parse(typed)
    }
}

/// Only for cleaned HTML: there, every `<` opens a tag, no attribute holds a `>`, and these are all the entities
/// that the serialiser writes.
fn visible_text(cleaned: &str) -> String {
    let mut text = String::with_capacity(cleaned.len());
    let mut in_tag = false;
    for character in cleaned.chars() {
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            other if !in_tag => text.push(other),
            _ => {}
        }
    }
    text.replace("&nbsp;", "\u{00A0}")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod spec {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::formatting("<p><b>Urgent</b> <i>voir</i> <u>bail</u></p>")]
    #[case::lists("<ul><li>clé</li><li>code</li></ul>")]
    #[case::a_line_break("clé<br>code")]
    #[case::a_colour(r#"<span class="note-red">impayé</span>"#)]
    fn what_a_note_may_contain_stays(#[case] html: &str) {
        assert_eq!(NoteHtml::parse(html).unwrap().as_str(), html);
    }

    #[rstest]
    #[case::a_script("clé<script>alert(1)</script>", "clé")]
    #[case::a_handler(r#"<p onclick="x()">clé</p>"#, "<p>clé</p>")]
    #[case::a_link(r#"<a href="javascript:x()">clé</a>"#, "clé")]
    #[case::an_image(r#"clé<img src=x onerror=x()>"#, "clé")]
    #[case::an_inline_style(r#"<span style="color:red">clé</span>"#, "<span>clé</span>")]
    #[case::a_foreign_class(
        r#"<span class="note-red btn">clé</span>"#,
        r#"<span class="note-red">clé</span>"#
    )]
    #[case::a_comment("clé<!-- secret -->", "clé")]
    fn everything_else_falls_away(#[case] html: &str, #[case] kept: &str) {
        assert_eq!(NoteHtml::parse(html).unwrap().as_str(), kept);
    }

    #[rstest]
    #[case::nothing("")]
    #[case::an_empty_paragraph("<p><br></p>")]
    #[case::only_spaces("<p>&nbsp; </p>")]
    #[case::only_a_script("<script>alert(1)</script>")]
    fn a_note_without_text_is_refused(#[case] html: &str) {
        assert_eq!(NoteHtml::parse(html), Err(TextError::Empty));
    }

    #[test]
    fn the_plain_text_reads_as_it_is_seen() {
        let note = NoteHtml::parse("<p>M. &amp; Mme <b>Weber</b></p>").unwrap();
        assert_eq!(note.plain_text(), "M. & Mme Weber");
    }

    #[test]
    fn a_note_that_grows_beyond_measure_is_refused() {
        let open: String = (0..400).map(|nth| format!("<b id={nth}>")).collect();
        // Closed with the first paragraph, they are opened again in each that follows.
        let note = format!("<p>{open}{}", "<p>x".repeat(1_000));
        assert!(note.len() <= RULES.max);
        assert!(matches!(
            NoteHtml::parse(&note),
            Err(TextError::TooLong { .. })
        ));
        assert!(NoteHtml::parse(&"&".repeat(RULES.max)).is_ok());
    }

    proptest! {
        #[test]
        fn cleaning_a_clean_note_changes_nothing(html in "[<>/a-z \"=&;]{1,60}") {
            if let Ok(note) = NoteHtml::parse(&html) {
                prop_assert_eq!(NoteHtml::parse(note.as_str()).map(|again| again.plain_text()), Ok(note.plain_text()));
            }
        }
    }
}
