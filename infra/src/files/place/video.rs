//! What of a video is shown? Picture and sound, without what was noted about them.

use super::NotShown;
use super::boxes::{Inner, Outer, inside, name, number};
use super::plan::Plan;
use super::source::Source;
use crate::files::store::BlobFault;

/// Boxes deeper than this are no video's.
const DEEPEST: usize = 8;

pub(super) async fn plan(source: &mut Source, plan: &mut Plan) -> Result<(), BlobFault> {
    let mut described = false;
    while let Some(outer) = Outer::next(source).await? {
        match &outer.name {
            b"moov" | b"moof" => {
                described |= outer.name == *b"moov";
                movie(source, plan, outer).await?;
            }
            b"ftyp" | b"styp" | b"mdat" | b"sidx" | b"ssix" | b"mfra" | b"wide" | b"prft" => {}
            _ => outer.free(plan)?,
        }
        outer.skip(source).await?;
    }
    if described {
        Ok(())
    } else {
        Err(NotShown::Malformed.into())
    }
}

/// A description of picture and sound.
pub(super) async fn movie(
    source: &mut Source,
    plan: &mut Plan,
    outer: Outer,
) -> Result<(), BlobFault> {
    let content = outer.read(source).await?;
    Ok(described(plan, &inside(&content, outer.content)?, 0)?)
}

fn described(plan: &mut Plan, boxes: &[Inner<'_>], depth: usize) -> Result<(), NotShown> {
    if depth > DEEPEST {
        return Err(NotShown::Malformed);
    }
    for inner in boxes {
        match &inner.name {
            b"udta" | b"meta" | b"uuid" | b"free" | b"skip" => inner.free(plan)?,
            b"trak" => {
                let parts = inside(inner.content, inner.at)?;
                shown_track(&parts)?;
                described(plan, &parts, depth + 1)?;
            }
            b"mdia" | b"minf" | b"stbl" | b"edts" | b"mvex" | b"traf" => {
                described(plan, &inside(inner.content, inner.at)?, depth + 1)?;
            }
            // Packed: what is in it cannot be seen.
            b"cmov" => return Err(NotShown::Entangled),
            _ => {}
        }
    }
    Ok(())
}

/// Cameras and drones write where they are into tracks of their own, some as subtitles, moment by moment.
fn shown_track(parts: &[Inner<'_>]) -> Result<(), NotShown> {
    let media = child(parts, *b"mdia").ok_or(NotShown::Malformed)?;
    let media = inside(media.content, media.at)?;
    let handler = child(&media, *b"hdlr").ok_or(NotShown::Malformed)?;
    match &name(handler.content, 8)? {
        b"vide" | b"soun" | b"auxv" | b"pict" | b"tmcd" | b"hint" => Ok(()),
        b"meta" if measures_no_place(&media)? => Ok(()),
        _ => Err(NotShown::Entangled),
    }
}

/// A telephone's measurements say of themselves what they are: where faces are, which way up it was held, and the place.
fn measures_no_place(media: &[Inner<'_>]) -> Result<bool, NotShown> {
    let mut boxes = media.to_vec();
    for below in [*b"minf", *b"stbl", *b"stsd"] {
        let Some(found) = child(&boxes, below) else {
            return Ok(false);
        };
        // The table of descriptions begins with a version and their number.
        let skipped = if below == *b"stsd" { 8 } else { 0 };
        let content = found.content.get(skipped..).ok_or(NotShown::Malformed)?;
        boxes = inside(content, found.at + skipped as u64)?;
    }
    let says = |content: &[u8], word: &[u8]| {
        content
            .windows(word.len())
            .any(|at| at.eq_ignore_ascii_case(word))
    };
    Ok(boxes.iter().all(|description| {
        let content = description.content;
        description.name == *b"mebx" && !says(content, b"location") && !says(content, b"gps")
    }))
}

fn child<'b>(boxes: &[Inner<'b>], named: [u8; 4]) -> Option<Inner<'b>> {
    boxes.iter().find(|inner| inner.name == named).copied()
}

/// Versions and flags, before the boxes in some boxes.
pub(super) fn version(content: &[u8]) -> Result<u32, NotShown> {
    number(content, 0, 1)
}
