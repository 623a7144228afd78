//! How is a file shown as planned? Piece by piece, as it comes.

use std::collections::VecDeque;

use bytes::{Buf, Bytes};
use futures::{Stream, StreamExt, stream};

use super::plan::{Patch, With};

/// The content with its patches, which are in order and do not overlap.
pub(super) fn applied<E: Send + 'static>(
    content: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
    patches: Vec<Patch>,
) -> impl Stream<Item = Result<Bytes, E>> + Send + 'static {
    let mut left = Left {
        at: 0,
        patches: patches.into(),
    };
    content.flat_map(move |piece| {
        let shown = match piece {
            Ok(piece) => left.shown(piece).into_iter().map(Ok).collect(),
            Err(error) => vec![Err(error)],
        };
        stream::iter(shown)
    })
}

struct Left {
    /// Where in the file the next piece begins.
    at: u64,
    patches: VecDeque<Patch>,
}

impl Left {
    fn shown(&mut self, mut piece: Bytes) -> Vec<Bytes> {
        let mut shown = Vec::new();
        while !piece.is_empty() {
            let Some(patch) = self.patches.front_mut() else {
                self.at += piece.len() as u64;
                shown.push(piece);
                break;
            };
            let before = up_to(patch.from - self.at, &piece);
            if before > 0 {
                shown.push(piece.split_to(before));
                self.at += before as u64;
                continue;
            }
            let hidden = up_to(patch.length, &piece);
            shown.push(match &mut patch.with {
                With::Bytes(bytes) => std::mem::take(bytes),
                With::Zeros => vec![0; hidden].into(),
            });
            piece.advance(hidden);
            self.at += hidden as u64;
            patch.from += hidden as u64;
            patch.length -= hidden as u64;
            if patch.length == 0 {
                self.patches.pop_front();
            }
        }
        shown.retain(|bytes| !bytes.is_empty());
        shown
    }
}

fn up_to(length: u64, piece: &Bytes) -> usize {
    usize::try_from(length).map_or(piece.len(), |length| length.min(piece.len()))
}
