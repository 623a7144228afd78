//! Which way up is a photo? The one number of its notes that is kept.

use exif::{In, Reader, Tag};

/// Bytes of notes that are looked at; no camera writes more into a photo's own.
pub(super) const LONGEST: u64 = 1 << 16;

/// What stands before the notes in a JPEG, and in some other files.
pub(super) const MARK: &[u8] = b"Exif\0\0";

/// Notes that hold nothing but the orientation that these say; none where the picture stands as it lies.
pub(super) fn orientation_only(notes: &[u8]) -> Option<Vec<u8>> {
    let notes = notes.strip_prefix(MARK).unwrap_or(notes);
    let orientation = orientation(notes).filter(|way| (2..=8).contains(way))?;
    Some(
        [
            // Big-endian; the first directory at byte 8; one entry in it.
            &b"MM\0\x2a\0\0\0\x08\0\x01"[..],
            // Orientation, a short, once.
            b"\x01\x12\0\x03\0\0\0\x01\0",
            &[orientation, 0, 0],
            // No second directory.
            &[0; 4],
        ]
        .concat(),
    )
}

/// As far as they can be read: notes that are damaged elsewhere turn no photo over.
pub(in crate::files) fn orientation(notes: &[u8]) -> Option<u8> {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let read = reader.read_raw(notes.to_vec());
    let read = read
        .or_else(|error| error.distill_partial_result(|_| {}))
        .ok()?;
    let field = read.get_field(Tag::Orientation, In::PRIMARY)?;
    field.value.get_uint(0)?.try_into().ok()
}
