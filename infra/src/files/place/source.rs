//! How is a stored file read from its beginning, with leaps over what is of no interest?

use bytes::{Buf, Bytes};
use domain::ids::AgencyId;
use futures::TryStreamExt;
use futures::stream::BoxStream;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt};
use std::sync::Arc;

use super::NotShown;
use crate::files::hash::BlobHash;
use crate::files::store::{BlobFault, Blobs};

/// Bytes that are read in vain rather than asked for anew.
const LEAP: u64 = 512 * 1024;

pub(super) struct Source {
    store: Arc<dyn ObjectStore>,
    path: Path,
    size: u64,
    /// Where the next byte stands.
    at: u64,
    pieces: Option<BoxStream<'static, object_store::Result<Bytes>>>,
    piece: Bytes,
}

impl Source {
    pub(super) async fn of(
        blobs: &Blobs,
        agency: AgencyId,
        hash: &BlobHash,
    ) -> Result<Self, BlobFault> {
        let (store, path) = blobs.place(agency, hash);
        let size = store.head(&path).await?.size;
        Ok(Self {
            store,
            path,
            size,
            at: 0,
            pieces: None,
            piece: Bytes::new(),
        })
    }

    pub(super) fn size(&self) -> u64 {
        self.size
    }

    pub(super) fn at(&self) -> u64 {
        self.at
    }

    pub(super) fn is_over(&self) -> bool {
        self.at >= self.size
    }

    /// The next bytes, some; none at the end.
    pub(super) async fn piece(&mut self) -> Result<&[u8], BlobFault> {
        while self.piece.is_empty() && !self.is_over() {
            self.fill().await?;
        }
        Ok(&self.piece)
    }

    pub(super) fn seen(&mut self, bytes: usize) {
        let bytes = bytes.min(self.piece.len());
        self.piece.advance(bytes);
        self.at += bytes as u64;
    }

    /// # Errors
    /// [`NotShown::Malformed`] where there are not so many.
    pub(super) async fn take(&mut self, bytes: usize) -> Result<Vec<u8>, BlobFault> {
        if self.size - self.at < bytes as u64 {
            return Err(NotShown::Malformed.into());
        }
        let mut taken = Vec::with_capacity(bytes);
        while taken.len() < bytes {
            let wanted = bytes - taken.len();
            let piece = self.piece().await?;
            let some = piece.len().min(wanted);
            if some == 0 {
                return Err(NotShown::Malformed.into());
            }
            taken.extend_from_slice(&piece[..some]);
            self.seen(some);
        }
        Ok(taken)
    }

    pub(super) async fn array<const N: usize>(&mut self) -> Result<[u8; N], BlobFault> {
        let taken = self.take(N).await?;
        taken
            .try_into()
            .map_err(|_| BlobFault::from(NotShown::Malformed))
    }

    /// # Errors
    /// [`NotShown::Malformed`] where there are not so many.
    pub(super) async fn skip(&mut self, bytes: u64) -> Result<(), BlobFault> {
        let to = self.at.checked_add(bytes).filter(|to| *to <= self.size);
        let to = to.ok_or(NotShown::Malformed)?;
        while self.at < to {
            let left = to - self.at;
            if left > self.piece.len() as u64 + LEAP {
                self.leap(to);
                return Ok(());
            }
            let piece = self.piece().await?.len();
            if piece == 0 {
                return Err(NotShown::Malformed.into());
            }
            self.seen(usize::try_from(left).map_or(piece, |left| left.min(piece)));
        }
        Ok(())
    }

    fn leap(&mut self, to: u64) {
        self.at = to;
        self.pieces = None;
        self.piece = Bytes::new();
    }

    async fn fill(&mut self) -> Result<(), BlobFault> {
        let pieces = match &mut self.pieces {
            Some(pieces) => pieces,
            None => {
                let from = GetOptions {
                    range: Some(GetRange::Offset(self.at)),
                    ..GetOptions::default()
                };
                let found = self.store.get_opts(&self.path, from).await?;
                self.pieces.insert(found.into_stream())
            }
        };
        match pieces.try_next().await? {
            Some(piece) => self.piece = piece,
            // Shorter than it said: nothing more is to be had.
            None => self.size = self.at,
        }
        Ok(())
    }
}
