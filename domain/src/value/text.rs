//! What may people write, and how much of it?

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text was refused. Lengths count Unicode scalar values, after trimming and with one `\n` per line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    #[error("this text must not be empty")]
    Empty,
    #[error("this text has {actual} characters, at most {max} are allowed")]
    TooLong { max: usize, actual: usize },
    #[error("this text contains control characters")]
    ControlCharacter,
}

/// Which rules a text obeys.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    pub(super) may_be_empty: bool,
    pub(super) many_lines: bool,
    pub(super) max: usize,
}

impl Rules {
    /// Trims and checks; line ends become `\n`, because browsers post `\r\n` and counting those twice would
    /// refuse a text that the person saw fit.
    pub(super) fn apply(self, typed: &str) -> Result<String, TextError> {
        let text = typed.replace("\r\n", "\n");
        let text = text.trim();
        let actual = text.chars().count();
        if text.is_empty() && !self.may_be_empty {
            return Err(TextError::Empty);
        }
        if actual > self.max {
            return Err(TextError::TooLong {
                max: self.max,
                actual,
            });
        }
        if text.chars().any(|character| !self.allows(character)) {
            return Err(TextError::ControlCharacter);
        }
        Ok(text.to_owned())
    }

    fn allows(self, character: char) -> bool {
        match character {
            '\n' => self.many_lines,
            '\t' => true,
            other => !other.is_control(),
        }
    }
}

macro_rules! text {
    ($(#[$attribute:meta])* $name:ident, $rules:expr) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            const RULES: Rules = $rules;
            /// The greatest number of characters, for forms.
            pub const MAX: usize = Self::RULES.max;

            /// # Errors
            /// [`TextError`] says which rule was broken.
            pub fn parse(typed: &str) -> Result<Self, TextError> {
                Self::RULES.apply(typed).map(Self)
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<&str> for $name {
            type Error = TextError;

            fn try_from(typed: &str) -> Result<Self, TextError> {
                Self::parse(typed)
            }
        }
    };
}

text!(
    /// What a ticket is about, in one line: it heads every message. 1 to 200 characters.
    Subject,
    Rules { may_be_empty: false, many_lines: false, max: 200 }
);
text!(
    /// What is wrong and what is wanted, at length. At most 10 000 characters; may be empty.
    #[derive(Default)]
    Description,
    Rules { may_be_empty: true, many_lines: true, max: 10_000 }
);
text!(
    /// A comment, a reason, an instruction. 1 to 2 000 characters.
    ShortText,
    Rules { may_be_empty: false, many_lines: true, max: 2_000 }
);
text!(
    /// The body of a message from one person to another. 1 to 10 000 characters.
    MessageText,
    Rules { may_be_empty: false, many_lines: true, max: 10_000 }
);

impl Description {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod spec {
    use rstest::rstest;

    use super::*;

    #[test]
    fn a_subject_is_trimmed() {
        assert_eq!(
            Subject::parse("  Fuite d’eau \n").unwrap().as_str(),
            "Fuite d’eau"
        );
    }

    #[rstest]
    #[case::nothing("", TextError::Empty)]
    #[case::only_spaces(" \t\n ", TextError::Empty)]
    #[case::two_lines("Fuite\nd’eau", TextError::ControlCharacter)]
    #[case::a_bell("Fuite\u{7}", TextError::ControlCharacter)]
    #[case::a_null("Fuite\u{0}d’eau", TextError::ControlCharacter)]
    fn a_wrong_subject_says_why(#[case] typed: &str, #[case] why: TextError) {
        assert_eq!(Subject::parse(typed), Err(why));
    }

    #[test]
    fn length_is_counted_in_characters_not_in_bytes() {
        assert!(Subject::parse(&"é".repeat(200)).is_ok());
        assert_eq!(
            Subject::parse(&"é".repeat(201)),
            Err(TextError::TooLong {
                max: 200,
                actual: 201
            })
        );
    }

    #[test]
    fn a_description_may_be_empty_and_have_several_lines() {
        assert!(Description::parse(" ").unwrap().is_empty());
        let lines = Description::parse("a\r\n\tb").unwrap();
        assert_eq!(lines.as_str(), "a\n\tb");
        assert!(!lines.is_empty());
    }

    #[test]
    fn the_line_ends_that_browsers_post_count_once() {
        assert!(ShortText::parse(&"a\r\n".repeat(1_000)).is_ok());
    }

    #[test]
    fn a_comment_ends_where_a_message_goes_on() {
        let long = "a".repeat(2_001);
        assert_eq!(
            ShortText::parse(&long),
            Err(TextError::TooLong {
                max: 2_000,
                actual: 2_001
            })
        );
        assert!(MessageText::parse(&long).is_ok());
        assert_eq!(
            MessageText::parse(&"a".repeat(10_001)),
            Err(TextError::TooLong {
                max: 10_000,
                actual: 10_001
            })
        );
    }

    #[test]
    fn a_stored_text_is_not_checked_again() {
        let stored: Subject = serde_json::from_str(r#""""#).unwrap();
        assert_eq!(stored.as_str(), "");
    }
}
