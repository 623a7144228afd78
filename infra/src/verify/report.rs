//! What was looked at, and what is wrong with it?

use std::fmt;

use serde::Serialize;

use crate::log::Position;

/// Findings kept word by word; more are only counted.
const KEPT: usize = 200;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Damage {
    /// A stream does not count from 1 without a hole.
    Gap,
    /// An event stands before the one that it follows.
    Disorder,
    /// An event that no reader of the log comes to.
    OutOfReach,
    /// An event that today's program cannot read, or whose sealed values do not open.
    Unreadable,
    /// A subject's key is not there, though something is sealed with it.
    MissingKey,
    /// A key that the master key does not open.
    DamagedKey,
    /// A row that should be there is not.
    MissingRow,
    /// A row that follows from nothing.
    StrayRow,
    /// A row says otherwise than the log.
    AlteredRow,
    /// The log names a file that is not there.
    MissingFile,
    /// A file is not what its name says.
    AlteredFile,
}

/// What is worth knowing, and no damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// A follower has not seen the whole log: it is on its way, or nobody works.
    Behind,
    /// Tickets that a follower has set aside.
    SetAside,
    /// A file that the log does not name: its upload was not followed by a command.
    OrphanFile,
    /// An upload under way, or one that was cut short.
    HalfFile,
    /// A file that does not belong there.
    StrangeFile,
}

/// One thing, and where. Names identifiers, never values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding<K> {
    pub kind: K,
    pub what: String,
}

/// What verifying came to.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Up to where the log was read.
    pub head: String,
    pub events: u64,
    pub tickets: u64,
    /// Rows that follow from the log.
    pub rows: u64,
    pub files: u64,
    pub keys: u64,
    /// How much is damaged; the first of it below.
    pub damaged: u64,
    pub damage: Vec<Finding<Damage>>,
    pub noted: u64,
    pub notes: Vec<Finding<Note>>,
    #[serde(skip)]
    pub(super) position: Position,
}

impl Report {
    pub(super) fn new(head: Position) -> Self {
        Self {
            head: head.to_string(),
            events: 0,
            tickets: 0,
            rows: 0,
            files: 0,
            keys: 0,
            damaged: 0,
            damage: Vec::new(),
            noted: 0,
            notes: Vec::new(),
            position: head,
        }
    }

    pub fn is_sound(&self) -> bool {
        self.damaged == 0
    }

    pub(super) fn damage(&mut self, kind: Damage, what: impl fmt::Display) {
        self.damaged += 1;
        push(&mut self.damage, kind, what);
    }

    pub(super) fn note(&mut self, kind: Note, what: impl fmt::Display) {
        self.noted += 1;
        push(&mut self.notes, kind, what);
    }
}

fn push<K>(to: &mut Vec<Finding<K>>, kind: K, what: impl fmt::Display) {
    if to.len() < KEPT {
        let what = what.to_string();
        to.push(Finding { kind, what });
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gap => "gap in a stream",
            Self::Disorder => "event out of order",
            Self::OutOfReach => "event out of every reader's reach",
            Self::Unreadable => "unreadable event",
            Self::MissingKey => "missing key",
            Self::DamagedKey => "damaged key",
            Self::MissingRow => "missing row",
            Self::StrayRow => "row that follows from nothing",
            Self::AlteredRow => "altered row",
            Self::MissingFile => "missing file",
            Self::AlteredFile => "altered file",
        })
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Behind => "behind the log",
            Self::SetAside => "set aside",
            Self::OrphanFile => "file that nothing names",
            Self::HalfFile => "unfinished upload",
            Self::StrangeFile => "not a file of the product",
        })
    }
}
