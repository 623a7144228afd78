//! Why is a file not taken?

/// What is wrong with a file. Each has its sentence, by its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the file is empty")]
    Empty,
    #[error("the file is a web page or a drawing that can hold scripts")]
    WebPage,
    #[error("the file is a script")]
    Script,
    #[error("the file is a program")]
    Program,
    #[error("the file is an archive")]
    Archive,
    #[error("the file is two things at once")]
    Polyglot,
    #[error("the document holds macros")]
    Macros,
    #[error("files of this kind are not taken")]
    Unknown,
    #[error("a file of this kind may have {largest} bytes")]
    TooLarge { largest: u64 },
}

impl Refused {
    pub const ALL: [Self; 9] = [
        Self::Empty,
        Self::WebPage,
        Self::Script,
        Self::Program,
        Self::Archive,
        Self::Polyglot,
        Self::Macros,
        Self::Unknown,
        Self::TooLarge { largest: 0 },
    ];

    /// Stable, for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::WebPage => "file_is_a_web_page",
            Self::Script => "file_is_a_script",
            Self::Program => "file_is_a_program",
            Self::Archive => "file_is_an_archive",
            Self::Polyglot => "file_is_two_things",
            Self::Macros => "file_holds_macros",
            Self::Unknown => "file_kind_not_taken",
            Self::TooLarge { .. } => "file_too_large",
        }
    }
}
