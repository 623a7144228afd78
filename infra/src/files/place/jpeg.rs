//! What of a JPEG is shown? Segments of the picture, up to its end.

use super::plan::Plan;
use super::source::Source;
use super::{NotShown, exif};
use crate::files::store::BlobFault;

const START_OF_SCAN: u8 = 0xda;
const END: u8 = 0xd9;

pub(super) async fn plan(source: &mut Source, plan: &mut Plan) -> Result<(), BlobFault> {
    if source.array().await? != *b"\xff\xd8" {
        return Err(NotShown::Malformed.into());
    }
    let (mut scanned, mut turned, mut begun) = (false, false, false);
    while !source.is_over() {
        let from = source.at() - u64::from(begun);
        match marker(source, std::mem::take(&mut begun)).await? {
            // What comes behind it is another picture, with notes of its own.
            Some(END) if scanned => return Ok(plan.end(source.at())?),
            None if scanned => return Ok(()),
            Some(END) | None => break,
            // These stand alone.
            Some(0x01 | 0xd0..=0xd7) => {}
            Some(START_OF_SCAN) => {
                skip_segment(source).await?;
                scanned = true;
                begun = scan(source).await?;
            }
            Some(0xe1) => turned |= notes(source, plan, from, turned).await?,
            Some(app @ (0xe0 | 0xe2 | 0xee)) => kept(source, plan, from, app).await?,
            Some(0xe3..=0xef | 0xfe) => {
                skip_segment(source).await?;
                plan.cut(from, source.at() - from)?;
            }
            Some(0xc0..=0xcf | 0xdb..=0xdf) => skip_segment(source).await?,
            Some(_) => return Err(NotShown::Malformed.into()),
        }
    }
    // Torn in the middle of the picture: it is shown as far as it goes.
    if scanned {
        Ok(())
    } else {
        Err(NotShown::Malformed.into())
    }
}

/// The second byte of a marker, of which the first may have been read; none at the end of the file.
async fn marker(source: &mut Source, begun: bool) -> Result<Option<u8>, BlobFault> {
    if !begun && source.array().await? != [0xff] {
        return Err(NotShown::Malformed.into());
    }
    while !source.is_over() {
        let [byte] = source.array().await?;
        if byte != 0xff {
            return Ok(Some(byte));
        }
    }
    Ok(None)
}

/// Bytes of the segment that follow its length.
async fn length(source: &mut Source) -> Result<u16, BlobFault> {
    let length = u16::from_be_bytes(source.array().await?);
    Ok(length.checked_sub(2).ok_or(NotShown::Malformed)?)
}

async fn skip_segment(source: &mut Source) -> Result<(), BlobFault> {
    let length = length(source).await?;
    source.skip(length.into()).await
}

/// Says whether they said which way up the picture is. Only the first that say so are heard.
async fn notes(
    source: &mut Source,
    plan: &mut Plan,
    from: u64,
    turned: bool,
) -> Result<bool, BlobFault> {
    let length = length(source).await?;
    let notes = source.take(length.into()).await?;
    let is_exif = notes.starts_with(exif::MARK) && !turned;
    let kept = is_exif.then(|| exif::orientation_only(&notes)).flatten();
    let turns = kept.is_some();
    plan.replace(
        from,
        source.at() - from,
        kept.map(segment).unwrap_or_default(),
    )?;
    Ok(turns)
}

fn segment(notes: Vec<u8>) -> Vec<u8> {
    let length = u16::try_from(2 + exif::MARK.len() + notes.len()).unwrap_or(u16::MAX);
    [b"\xff\xe1", &length.to_be_bytes()[..], exif::MARK, &notes].concat()
}

/// Of the applications' segments, those that say how colours are meant.
async fn kept(source: &mut Source, plan: &mut Plan, from: u64, app: u8) -> Result<(), BlobFault> {
    let mark: &[u8] = match app {
        0xe0 => b"JFIF\0",
        0xe2 => b"ICC_PROFILE\0",
        _ => b"Adobe",
    };
    let length = length(source).await?;
    let content = source.take(length.into()).await?;
    if !content.starts_with(mark) {
        plan.cut(from, source.at() - from)?;
    }
    Ok(())
}

/// Up to the middle of the next marker that is none of the picture's own; false at the end of the file.
async fn scan(source: &mut Source) -> Result<bool, BlobFault> {
    let mut after_mark = false;
    loop {
        let piece = source.piece().await?;
        if piece.is_empty() {
            return Ok(false);
        }
        if after_mark {
            // A stuffed byte, a restart, or another filling one.
            if !matches!(piece[0], 0x00 | 0xd0..=0xd7 | 0xff) {
                return Ok(true);
            }
            after_mark = piece[0] == 0xff;
            source.seen(1);
            continue;
        }
        let mark = piece.iter().position(|byte| *byte == 0xff);
        let seen = mark.map_or(piece.len(), |mark| mark + 1);
        after_mark = mark.is_some();
        source.seen(seen);
    }
}
