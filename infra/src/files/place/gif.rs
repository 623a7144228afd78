//! What of a GIF is shown? Its frames and how they repeat, up to its end.

use super::NotShown;
use super::plan::Plan;
use super::source::Source;
use crate::files::store::BlobFault;

pub(super) async fn plan(source: &mut Source, plan: &mut Plan) -> Result<(), BlobFault> {
    let head: [u8; 13] = source.array().await?;
    if !head.starts_with(b"GIF8") {
        return Err(NotShown::Malformed.into());
    }
    source.skip(colours(head[10])).await?;
    let mut has_picture = false;
    while !source.is_over() {
        let from = source.at();
        match source.array().await? {
            [0x3b] => return Ok(plan.end(source.at())?),
            [0x2c] => {
                let place: [u8; 9] = source.array().await?;
                // One byte more: the size of the codes.
                source.skip(colours(place[8]) + 1).await?;
                blocks(source).await?;
                has_picture = true;
            }
            [0x21] => extension(source, plan, from).await?,
            _ => return Err(NotShown::Malformed.into()),
        }
    }
    if has_picture {
        Ok(())
    } else {
        Err(NotShown::Malformed.into())
    }
}

/// Bytes of the table of colours that these flags announce.
fn colours(flags: u8) -> u64 {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

async fn extension(source: &mut Source, plan: &mut Plan, from: u64) -> Result<(), BlobFault> {
    let [label] = source.array().await?;
    let stays = match label {
        // How the next frame is drawn.
        0xf9 => true,
        0xff => {
            let [length] = source.array().await?;
            let name = source.take(length.into()).await?;
            name == b"NETSCAPE2.0" || name == b"ANIMEXTS1.0"
        }
        _ => false,
    };
    blocks(source).await?;
    if !stays {
        plan.cut(from, source.at() - from)?;
    }
    Ok(())
}

/// Up to the empty one that ends them.
async fn blocks(source: &mut Source) -> Result<(), BlobFault> {
    loop {
        match source.array().await? {
            [0] => return Ok(()),
            [length] => source.skip(length.into()).await?,
        }
    }
}
