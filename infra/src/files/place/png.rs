//! What of a PNG is shown? Chunks of the picture, up to its end.

use super::plan::Plan;
use super::source::Source;
use super::{NotShown, exif};
use crate::files::store::BlobFault;

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
/// Length and name before a chunk's content, and the sum behind it.
const HEAD: u64 = 8;
const SUM: u64 = 4;

/// What a reader needs to show the picture, beside the critical chunks: colours, transparency, density, frames.
const KEPT: [&[u8; 4]; 16] = [
    b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"cICP", b"mDCV", b"cLLI", b"bKGD",
    b"pHYs", b"hIST", b"sPLT", b"acTL", b"fcTL", b"fdAT",
];

pub(super) async fn plan(source: &mut Source, plan: &mut Plan) -> Result<(), BlobFault> {
    if source.array().await? != SIGNATURE {
        return Err(NotShown::Malformed.into());
    }
    let mut has_picture = false;
    while source.size() - source.at() >= HEAD {
        let from = source.at();
        let length = u64::from(u32::from_be_bytes(source.array().await?));
        let name: [u8; 4] = source.array().await?;
        let end = from + HEAD + length + SUM;
        has_picture |= name == *b"IDAT";
        if end > source.size() {
            if name != *b"IDAT" {
                plan.end(from)?;
            }
            break;
        }
        match &name {
            b"IEND" => return Ok(plan.end(end)?),
            b"eXIf" if length <= exif::LONGEST => {
                let notes = source
                    .take(usize::try_from(length).unwrap_or_default())
                    .await?;
                let kept = exif::orientation_only(&notes)
                    .map(chunk)
                    .unwrap_or_default();
                plan.replace(from, end - from, kept)?;
            }
            // Critical ones have a capital first.
            kept if kept[0].is_ascii_uppercase() || KEPT.contains(&kept) => {}
            _ => plan.cut(from, end - from)?,
        }
        source.skip(end - source.at()).await?;
    }
    // Torn: it is shown as far as the picture goes.
    if has_picture {
        Ok(())
    } else {
        Err(NotShown::Malformed.into())
    }
}

fn chunk(notes: Vec<u8>) -> Vec<u8> {
    let length = u32::try_from(notes.len()).unwrap_or_default();
    let named = [b"eXIf", &notes[..]].concat();
    let mut sum = flate2::Crc::new();
    sum.update(&named);
    [&length.to_be_bytes()[..], &named, &sum.sum().to_be_bytes()].concat()
}
