//! How are the boxes of HEIC, MP4 and MOV read? (ISO/IEC 14496-12, QuickTime File Format.)

use super::NotShown;
use super::plan::Plan;
use super::source::Source;
use crate::files::store::BlobFault;

/// Bytes of a box that is looked into: of tables, not of pictures.
const LONGEST: u64 = 8 * 1024 * 1024;
/// Size and name.
const HEAD: u64 = 8;

/// A box of the file itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outer {
    pub(super) name: [u8; 4],
    pub(super) from: u64,
    /// Where its content begins, and where it ends.
    pub(super) content: u64,
    pub(super) end: u64,
}

impl Outer {
    /// The next one; none at the end.
    pub(super) async fn next(source: &mut Source) -> Result<Option<Self>, BlobFault> {
        if source.is_over() {
            return Ok(None);
        }
        let from = source.at();
        let size = u64::from(u32::from_be_bytes(source.array().await?));
        let name = source.array().await?;
        let size = match size {
            0 => source.size() - from,
            1 => u64::from_be_bytes(source.array().await?),
            size => size,
        };
        let end = from.checked_add(size).filter(|end| *end <= source.size());
        let end = end
            .filter(|end| *end >= source.at())
            .ok_or(NotShown::Malformed)?;
        Ok(Some(Self {
            name,
            from,
            content: source.at(),
            end,
        }))
    }

    pub(super) async fn read(self, source: &mut Source) -> Result<Vec<u8>, BlobFault> {
        let length = self.end - self.content;
        if length > LONGEST {
            return Err(NotShown::Malformed.into());
        }
        source
            .take(usize::try_from(length).map_err(|_| NotShown::Malformed)?)
            .await
    }

    pub(super) async fn skip(self, source: &mut Source) -> Result<(), BlobFault> {
        source.skip(self.end - source.at()).await
    }

    /// What it was becomes free space: whatever points behind it still does.
    pub(super) fn free(self, plan: &mut Plan) -> Result<(), NotShown> {
        free(plan, self.from, self.content, self.end)
    }
}

/// A box inside another, in memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inner<'b> {
    pub(super) name: [u8; 4],
    /// Where it and its content stand in the file.
    from: u64,
    pub(super) at: u64,
    pub(super) content: &'b [u8],
}

impl Inner<'_> {
    pub(super) fn free(self, plan: &mut Plan) -> Result<(), NotShown> {
        free(
            plan,
            self.from,
            self.at,
            self.at + self.content.len() as u64,
        )
    }
}

/// The boxes in these bytes, which stand at that place in the file.
pub(super) fn inside(bytes: &[u8], at: u64) -> Result<Vec<Inner<'_>>, NotShown> {
    let (mut found, mut rest, mut from) = (Vec::new(), bytes, at);
    // QuickTime ends some lists of boxes with four zeros.
    while rest.len() >= 8 {
        let size = u64::from(number(rest, 0, 4)?);
        let (head, size) = match size {
            0 => (HEAD, rest.len() as u64),
            1 => (2 * HEAD, number_64(rest, 8)?),
            size => (HEAD, size),
        };
        if size < head || size > rest.len() as u64 {
            return Err(NotShown::Malformed);
        }
        let (this, next) = rest.split_at(usize::try_from(size).map_err(|_| NotShown::Malformed)?);
        let content = &this[usize::try_from(head).map_err(|_| NotShown::Malformed)?..];
        found.push(Inner {
            name: name(this, 4)?,
            from,
            at: from + head,
            content,
        });
        (rest, from) = (next, from + size);
    }
    Ok(found)
}

fn free(plan: &mut Plan, from: u64, content: u64, end: u64) -> Result<(), NotShown> {
    plan.replace(from + 4, 4, &b"free"[..])?;
    plan.blank(content, end - content)
}

/// Up to four bytes, the greatest first.
pub(super) fn number(bytes: &[u8], at: usize, width: usize) -> Result<u32, NotShown> {
    let bytes = at.checked_add(width).and_then(|end| bytes.get(at..end));
    let bytes = bytes.ok_or(NotShown::Malformed)?;
    Ok(bytes
        .iter()
        .fold(0, |all, byte| all << 8 | u32::from(*byte)))
}

fn number_64(bytes: &[u8], at: usize) -> Result<u64, NotShown> {
    Ok(u64::from(number(bytes, at, 4)?) << 32 | u64::from(number(bytes, at + 4, 4)?))
}

pub(super) fn name(bytes: &[u8], at: usize) -> Result<[u8; 4], NotShown> {
    number(bytes, at, 4).map(u32::to_be_bytes)
}
