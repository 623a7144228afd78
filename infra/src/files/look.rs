//! Is a file what is taken here? Looked at while it streams in, with a few kilobytes of it in memory.

use super::head::{self, Beginning, HEAD};
use super::kind::Kind;
use super::marks::{Found, Says, Tail};
use super::name;
use super::refused::Refused;
use super::store::BlobFault;

/// Bytes of the largest file that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Largest {
    pub video: u64,
    pub other: u64,
}

impl Largest {
    pub fn of(self, kind: Kind) -> u64 {
        if kind.is_video() {
            self.video
        } else {
            self.other
        }
    }

    /// Of any kind.
    pub fn any(self) -> u64 {
        self.video.max(self.other)
    }
}

impl From<u64> for Largest {
    fn from(both: u64) -> Self {
        Self {
            video: both,
            other: both,
        }
    }
}

/// What watches a file stream in, and can stop it.
pub(super) trait Eye: Send {
    /// What it knows in the end.
    type Seen;
    fn see(&mut self, piece: &[u8]) -> Result<(), BlobFault>;
    fn conclude(self) -> Result<Self::Seen, BlobFault>;
}

/// Takes any file that is not too large.
pub(super) struct Any {
    largest: u64,
    size: u64,
}

impl Any {
    pub(super) fn of(largest: Largest) -> Self {
        Self {
            largest: largest.any(),
            size: 0,
        }
    }
}

impl Eye for Any {
    type Seen = ();

    fn see(&mut self, piece: &[u8]) -> Result<(), BlobFault> {
        self.size += piece.len() as u64;
        let largest = self.largest;
        let fits = self.size <= largest;
        fits.then_some(()).ok_or(BlobFault::TooLarge { largest })
    }

    fn conclude(self) -> Result<(), BlobFault> {
        Ok(())
    }
}

impl Eye for Look {
    type Seen = Kind;

    fn see(&mut self, piece: &[u8]) -> Result<(), BlobFault> {
        Ok(Look::see(self, piece)?)
    }

    fn conclude(self) -> Result<Kind, BlobFault> {
        Ok(Look::conclude(self)?)
    }
}

/// A look at one file.
#[derive(Debug)]
pub struct Look {
    named_as_script: bool,
    largest: Largest,
    size: u64,
    head: Vec<u8>,
    beginning: Option<Beginning>,
    found: Found,
    tail: Tail,
}

impl Look {
    /// At a file that its sender calls `name`. Of a name only one thing counts: a text that calls itself a script is one.
    pub fn new(name: &str, largest: Largest) -> Self {
        Self {
            named_as_script: name::is_of_script(name),
            largest,
            size: 0,
            head: Vec::new(),
            beginning: None,
            found: Found::default(),
            tail: Tail::default(),
        }
    }

    /// Looks at the next piece.
    ///
    /// # Errors
    /// As soon as anything is seen for which the file is not taken.
    pub fn see(&mut self, piece: &[u8]) -> Result<(), Refused> {
        self.size += piece.len() as u64;
        if self.beginning.is_none() {
            self.head.extend_from_slice(piece);
            if self.head.len() < HEAD {
                return self.within(self.largest.any());
            }
            return self.begin();
        }
        self.go_on(piece)
    }

    /// # Errors
    /// What is wrong with the file as a whole.
    pub fn conclude(mut self) -> Result<Kind, Refused> {
        if self.beginning.is_none() {
            self.begin()?;
        }
        let kind = self.kind()?;
        if kind.is_video() || !self.tail.ends_an_archive() || is_zip(kind) {
            Ok(kind)
        } else {
            Err(Refused::Polyglot)
        }
    }

    fn begin(&mut self) -> Result<(), Refused> {
        let first = &self.head[..self.head.len().min(HEAD)];
        let beginning = head::of(first)?;
        if beginning == Beginning::Is(Kind::Text) && self.named_as_script {
            return Err(Refused::Script);
        }
        self.beginning = Some(beginning);
        let head = std::mem::take(&mut self.head);
        self.go_on(&head)
    }

    fn go_on(&mut self, piece: &[u8]) -> Result<(), Refused> {
        let Some(beginning) = self.beginning else {
            return Ok(());
        };
        let kind = match beginning {
            Beginning::Is(kind) => kind,
            Beginning::Zip => Kind::Docx,
            Beginning::Ole => Kind::Doc,
        };
        self.within(self.largest.of(kind))?;
        if kind == Kind::Text && !head::is_text(piece) {
            return Err(Refused::Unknown);
        }
        // A video is long, and nothing looks for a page or an archive in one.
        if !kind.is_video() {
            self.found.see(piece);
            self.tail.see(piece);
        }
        self.marked(kind)
    }

    /// Photos and texts that hold a page or an archive. A PDF may: invoices carry their data in one.
    fn marked(&self, kind: Kind) -> Result<(), Refused> {
        let is_text = kind == Kind::Text;
        if self.found.says(Says::Page) && (kind.is_image() || is_text) {
            return Err(if is_text {
                Refused::WebPage
            } else {
                Refused::Polyglot
            });
        }
        if self.found.says(Says::Archive) && kind.is_image() {
            return Err(Refused::Polyglot);
        }
        let is_office = is_zip(kind) || matches!(kind, Kind::Doc | Kind::Xls | Kind::Ppt);
        if self.found.says(Says::Macros) && is_office {
            return Err(Refused::Macros);
        }
        Ok(())
    }

    fn kind(&self) -> Result<Kind, Refused> {
        let first = |kinds: [(Says, Kind); 3]| {
            let mut said = kinds.into_iter().filter(|(says, _)| self.found.says(*says));
            said.next().map(|(_, kind)| kind)
        };
        match self.beginning {
            None => Err(Refused::Empty),
            Some(Beginning::Is(kind)) => Ok(kind),
            Some(Beginning::Zip) => first([
                (Says::Docx, Kind::Docx),
                (Says::Xlsx, Kind::Xlsx),
                (Says::Pptx, Kind::Pptx),
            ])
            .ok_or(Refused::Archive),
            Some(Beginning::Ole) => first([
                (Says::Doc, Kind::Doc),
                (Says::Ppt, Kind::Ppt),
                (Says::Xls, Kind::Xls),
            ])
            .ok_or(Refused::Unknown),
        }
    }

    fn within(&self, largest: u64) -> Result<(), Refused> {
        if self.size > largest {
            Err(Refused::TooLarge { largest })
        } else {
            Ok(())
        }
    }
}

fn is_zip(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Docx | Kind::Xlsx | Kind::Pptx | Kind::Odt | Kind::Ods | Kind::Odp
    )
}
