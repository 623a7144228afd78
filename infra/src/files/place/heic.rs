//! What of a HEIC is shown? Its pictures; the content of every other item is blanked where it stands. (ISO/IEC 23008-12.)
//!
//! Which way up a picture is, is one of its properties and not in its notes.

use std::collections::HashMap;

use super::NotShown;
use super::boxes::{Inner, Outer, inside, name, number};
use super::plan::Plan;
use super::source::Source;
use super::video::{movie, version};
use crate::files::store::BlobFault;

/// Items in one file: a large picture is made of some hundreds of tiles.
const MOST: u32 = 4_096;

pub(super) async fn plan(source: &mut Source, plan: &mut Plan) -> Result<(), BlobFault> {
    let mut described = false;
    while let Some(outer) = Outer::next(source).await? {
        match &outer.name {
            b"meta" if !described => {
                described = true;
                let content = outer.read(source).await?;
                items(plan, &content, outer.content)?;
            }
            // A burst, or a picture that moves.
            b"moov" => movie(source, plan, outer).await?,
            b"ftyp" | b"mdat" => {}
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

fn items(plan: &mut Plan, meta: &[u8], at: u64) -> Result<(), NotShown> {
    // Version and flags come first.
    let parts = inside(meta.get(4..).ok_or(NotShown::Malformed)?, at + 4)?;
    let (mut kinds, mut places, mut data) = (HashMap::new(), None, None);
    for part in &parts {
        match &part.name {
            b"iinf" => kinds = item_kinds(part)?,
            b"iloc" => places = Some(part.content),
            b"idat" => data = Some(*part),
            b"hdlr" | b"pitm" | b"iprp" | b"iref" | b"grpl" | b"dinf" => {}
            _ => part.free(plan)?,
        }
    }
    let places = item_places(places.ok_or(NotShown::Malformed)?)?;
    for place in places {
        match kinds.get(&place.item) {
            Some(Content::Picture) => {}
            Some(Content::Entangled) => return Err(NotShown::Entangled),
            Some(Content::Notes) | None => place.blank(plan, data)?,
        }
    }
    Ok(())
}

enum Content {
    Picture,
    /// What may be shown and what may not are one.
    Entangled,
    Notes,
}

fn item_kinds(list: &Inner<'_>) -> Result<HashMap<u32, Content>, NotShown> {
    let head = if version(list.content)? == 0 { 6 } else { 8 };
    let entries = list.content.get(head..).ok_or(NotShown::Malformed)?;
    let mut kinds = HashMap::new();
    for entry in inside(entries, list.at + head as u64)? {
        let id = match version(entry.content)? {
            2 => 2,
            3 => 4,
            _ => return Err(NotShown::Malformed),
        };
        let content = match &name(entry.content, 4 + id + 2)? {
            b"hvc1" | b"hev1" | b"av01" | b"avc1" | b"vvc1" | b"grid" | b"iden" | b"iovl"
            | b"tmap" => Content::Picture,
            b"jpeg" => Content::Entangled,
            _ => Content::Notes,
        };
        kinds.insert(number(entry.content, 4, id)?, content);
    }
    Ok(kinds)
}

/// Where a part of an item's content stands.
struct Place {
    item: u32,
    within: Within,
    from: u64,
    length: u64,
    is_first: bool,
}

enum Within {
    File,
    Data,
    Elsewhere,
}

impl Place {
    fn blank(&self, plan: &mut Plan, data: Option<Inner<'_>>) -> Result<(), NotShown> {
        let end = self.from.checked_add(self.length);
        let end = end.ok_or(NotShown::Malformed)?;
        let base = match (&self.within, data) {
            // Of no length is whatever reaches to the end of the file.
            _ if self.length == 0 => return Err(NotShown::Malformed),
            (Within::File, _) => 0,
            (Within::Data, Some(data)) if end <= data.content.len() as u64 => data.at,
            (Within::Data | Within::Elsewhere, _) => return Err(NotShown::Malformed),
        };
        let from = base + self.from;
        let empty = empty_notes();
        let head = empty.len() as u64;
        if !self.is_first || self.length < head {
            return plan.blank(from, self.length);
        }
        plan.replace(from, head, empty)?;
        plan.blank(from + head, self.length - head)
    }
}

/// Notes that say nothing: how far ahead they begin, and an empty directory.
fn empty_notes() -> &'static [u8] {
    b"\0\0\0\0MM\0\x2a\0\0\0\x08\0\0\0\0\0\0"
}

/// Reads one number after the other.
struct Numbers<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Numbers<'_> {
    fn next(&mut self, width: usize) -> Result<u64, NotShown> {
        let mut value = 0;
        // Eight bytes are two numbers.
        for part in if width == 8 { vec![4, 4] } else { vec![width] } {
            value = value << 32 | u64::from(number(self.bytes, self.at, part)?);
            self.at += part;
        }
        Ok(value)
    }
}

fn item_places(content: &[u8]) -> Result<Vec<Place>, NotShown> {
    let version = version(content)?;
    let mut read = Numbers {
        bytes: content,
        at: 4,
    };
    let (sizes, more) = (read.next(1)?, read.next(1)?);
    let nibble = |bits: u64| match bits & 0xf {
        width @ (0 | 4 | 8) => usize::try_from(width).map_err(|_| NotShown::Malformed),
        _ => Err(NotShown::Malformed),
    };
    let (offset, length) = (nibble(sizes >> 4)?, nibble(sizes)?);
    let base = nibble(more >> 4)?;
    let index = if version == 0 { 0 } else { nibble(more)? };
    let id = if version < 2 { 2 } else { 4 };
    let count = read.next(id)?;
    if version > 2 || count > u64::from(MOST) {
        return Err(NotShown::Malformed);
    }
    let mut places = Vec::new();
    for _ in 0..count {
        let item = u32::try_from(read.next(id)?).map_err(|_| NotShown::Malformed)?;
        let method = if version == 0 { 0 } else { read.next(2)? & 0xf };
        let elsewhere = read.next(2)? != 0;
        let base = read.next(base)?;
        for nth in 0..read.next(2)? {
            read.next(index)?;
            let from = base.checked_add(read.next(offset)?);
            places.push(Place {
                item,
                within: match method {
                    0 if !elsewhere => Within::File,
                    1 => Within::Data,
                    _ => Within::Elsewhere,
                },
                from: from.ok_or(NotShown::Malformed)?,
                length: read.next(length)?,
                is_first: nth == 0,
            });
        }
        if places.len() > MOST as usize {
            return Err(NotShown::Malformed);
        }
    }
    Ok(places)
}
