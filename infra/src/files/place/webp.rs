//! What of a WebP is shown? Chunks of the picture, up to its end.

use super::plan::Plan;
use super::source::Source;
use super::{NotShown, exif};
use crate::files::store::BlobFault;

/// Bits of the extended header that announce notes.
const SAYS_EXIF: u8 = 0b1000;
const SAYS_XMP: u8 = 0b100;

pub(super) async fn plan(source: &mut Source, plan: &mut Plan) -> Result<(), BlobFault> {
    let riff: [u8; 4] = source.array().await?;
    let said = u64::from(u32::from_le_bytes(source.array().await?));
    if riff != *b"RIFF" || source.array().await? != *b"WEBP" || 8 + said > source.size() {
        return Err(NotShown::Malformed.into());
    }
    let end = 8 + said;
    let (mut flags, mut turned) = (None, false);
    while end.saturating_sub(source.at()) >= 8 {
        let from = source.at();
        let name: [u8; 4] = source.array().await?;
        let length = u64::from(u32::from_le_bytes(source.array().await?));
        // Chunks begin at even places.
        let next = (from + 8 + length + length % 2).min(end);
        if from + 8 + length > end {
            return Err(NotShown::Malformed.into());
        }
        match &name {
            b"VP8X" if length > 0 => {
                let [byte] = source.array().await?;
                flags = Some((from + 8, byte));
            }
            b"VP8X" | b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => {}
            b"EXIF" if length <= exif::LONGEST && !turned => {
                let notes = source
                    .take(usize::try_from(length).unwrap_or_default())
                    .await?;
                let kept = exif::orientation_only(&notes).map(chunk);
                turned = kept.is_some();
                plan.replace(from, next - from, kept.unwrap_or_default())?;
            }
            _ => plan.cut(from, next - from)?,
        }
        source.skip(next - source.at()).await?;
    }
    plan.end(source.at())?;
    if let Some((at, byte)) = flags {
        let announced = if turned { SAYS_EXIF } else { 0 };
        plan.replace(at, 1, vec![byte & !(SAYS_EXIF | SAYS_XMP) | announced])?;
    }
    let size = u32::try_from(plan.size().saturating_sub(8)).map_err(|_| NotShown::Malformed)?;
    Ok(plan.replace(4, 4, size.to_le_bytes().to_vec())?)
}

/// Of even length, as the notes that are kept are.
fn chunk(notes: Vec<u8>) -> Vec<u8> {
    let length = u32::try_from(notes.len()).unwrap_or_default();
    [b"EXIF", &length.to_le_bytes()[..], &notes].concat()
}
