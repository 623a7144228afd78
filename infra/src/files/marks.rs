//! What is said by marks that stand anywhere in a file, read while it streams by?

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// Something for a browser to run.
    Page,
    Archive,
    Docx,
    Xlsx,
    Pptx,
    Doc,
    Xls,
    Ppt,
    Macros,
}

/// Long enough not to occur by chance in a photo of 25 megabytes; the shortest has six bytes.
const MARKS: [(&[u8], Says); 21] = [
    (b"<script", Says::Page),
    (b"<html>", Says::Page),
    (b"<html ", Says::Page),
    (b"<!doctype html", Says::Page),
    (b"<iframe", Says::Page),
    (b"<svg xmlns", Says::Page),
    (b"<?php ", Says::Page),
    (b"Rar!\x1a\x07\x00", Says::Archive),
    (b"Rar!\x1a\x07\x01", Says::Archive),
    (b"7z\xbc\xaf\x27\x1c", Says::Archive),
    (b"word/document", Says::Docx),
    (b"xl/workbook", Says::Xlsx),
    (b"ppt/presentation", Says::Pptx),
    (b"vbaProject.bin", Says::Macros),
    (b"Basic/script-l", Says::Macros),
    (b"Basic/Standard", Says::Macros),
    // Old office documents name their parts in UTF-16.
    (b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0\0\0", Says::Doc),
    (b"W\0o\0r\0k\0b\0o\0o\0k\0\0\0", Says::Xls),
    (b"B\0o\0o\0k\0\0\0\0\0\0\0", Says::Xls),
    (
        b"P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0 \0D\0o\0c\0u\0m\0e\0n\0t\0",
        Says::Ppt,
    ),
    (b"_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0", Says::Macros),
];

/// Letters of any case, as browsers read them.
static SOUGHT: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(MARKS.map(|(mark, _)| mark))
        .expect("a few hundred bytes of marks")
});

const LONGEST: usize = 48;

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Found {
    said: Vec<Says>,
    /// The end of what was seen last: a mark may stand across two pieces.
    seam: Vec<u8>,
}

impl Found {
    pub(super) fn see(&mut self, piece: &[u8]) {
        let next = &piece[..piece.len().min(LONGEST)];
        self.seam.extend_from_slice(next);
        let seam = std::mem::take(&mut self.seam);
        self.look_through(&seam);
        self.look_through(piece);
        let kept = if piece.len() >= LONGEST { piece } else { &seam };
        self.seam = kept[kept.len().saturating_sub(LONGEST)..].to_vec();
    }

    fn look_through(&mut self, bytes: &[u8]) {
        for found in SOUGHT.find_iter(bytes) {
            let (_, says) = MARKS[found.pattern().as_usize()];
            if !self.says(says) {
                self.said.push(says);
            }
        }
    }

    pub(super) fn says(&self, what: Says) -> bool {
        self.said.contains(&what)
    }
}

/// The end record of a zip, which readers of archives look for from the end: whatever stands before it is an archive too.
#[derive(Debug, Default)]
pub(super) struct Tail(Vec<u8>);

/// The record, and the longest comment behind it.
const TAIL: usize = 22 + 65_535;

impl Tail {
    pub(super) fn see(&mut self, piece: &[u8]) {
        let piece = &piece[piece.len().saturating_sub(TAIL)..];
        self.0.extend_from_slice(piece);
        // Twice as much is held before anything is moved.
        if self.0.len() > 2 * TAIL {
            self.0.drain(..self.0.len() - TAIL);
        }
    }

    pub(super) fn ends_an_archive(&self) -> bool {
        let tail = &self.0[self.0.len().saturating_sub(TAIL)..];
        tail.windows(22).any(is_end_record)
    }
}

/// One disk, and as many entries on it as in all; both are so in every zip that anybody makes.
fn is_end_record(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x05\x06") && bytes[4..8] == [0; 4] && bytes[8..10] == bytes[10..12]
}
