//! What stands around every page of the agency?

use askama::Template;

use super::say::Say;
use crate::text::Language;

/// The frame of a staff page. Without a person, nobody is signed in.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    pub agency: String,
    pub person: String,
    /// Whether the navigation shows what only administrators may open.
    pub administers: bool,
    /// Which entry of the navigation this is: `tickets`, `new`, `mailbox` or nothing.
    pub here: &'static str,
    pub notice: Option<Notice>,
}

/// How urgent something is, in the one visual language: colour, icon and words say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Grey: somebody else is to act.
    Wait,
    /// Blue: somebody here must act.
    Act,
    /// Red: closed, or wrong.
    Shut,
    /// Green: it went well.
    Done,
    /// Amber: kept back, or to be looked at.
    Warn,
}

impl Tone {
    pub fn icon(self) -> &'static str {
        self.class()
    }
    /// The class of the style sheet; its icon bears the same name.
    pub fn class(self) -> &'static str {
        match self {
            Self::Wait => "wait",
            Self::Act => "act",
            Self::Shut => "shut",
            Self::Done => "done",
            Self::Warn => "warn",
        }
    }
}

/// Something said once at the top of a page.
#[derive(Clone, Debug)]
pub struct Notice {
    pub tone: Tone,
    pub text: String,
}

/// A state, as a pill.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<span class="state {{ tone.class() }}">{{ crate::pages::icon(tone.icon()) }}{{ label }}</span>"#,
    ext = "html"
)]
pub struct State {
    pub tone: Tone,
    pub label: String,
}
/// Its label is escaped by its own template.
impl askama::filters::HtmlSafe for State {}

/// A page that only says something, and where to go from there.
#[derive(Template)]
#[template(path = "message.html")]
pub struct MessagePage {
    pub t: Language,
    pub frame: Frame,
    pub title: String,
    pub text: String,
    pub href: String,
    pub go: String,
}
