//! What does a picture look like, small? Made when it is first asked for, and kept beside the files.
//!
//! One is made at a time, away from the threads that answer: what making one takes is taken once, however many are asked
//! for. A thumbnail holds pixels and nothing else: neither the place nor the camera.

mod decode;
mod page;

use std::sync::Arc;

use bytes::Bytes;
use domain::ids::AgencyId;
use futures::TryStreamExt;
use object_store::path::Path;
use object_store::{Error, ObjectStore, ObjectStoreExt};
use tokio::sync::Semaphore;

use super::hash::BlobHash;
use super::kind::Kind;
use super::store::{BlobFault, Blobs};
pub use decode::NoThumbnail;
pub(super) use decode::thumbnail;
#[cfg(test)]
pub(super) use page::first_page;
pub use page::{ARGUMENT, Drawer, draw_first_page};

/// Thumbnails are kept under this path, apart from every agency's files: they can be made again.
pub(super) const SMALL: &str = "small";
/// Bytes of the largest picture of which one is made: it is held in memory while that is done.
const LARGEST: u64 = 25_000_000;
/// Counts the ways in which thumbnails were ever made.
pub const MADE: u32 = 1;

/// In this process.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

impl Kind {
    /// Whether there may be a thumbnail. HEIC has no decoder without native libraries.
    pub fn has_thumbnail(self) -> bool {
        self == Self::Pdf || decode::format(self).is_some()
    }
}

impl Blobs {
    /// A JPEG of at most 320 pixels a side, of a PDF its first page; none of a file of which none can be made.
    pub async fn thumbnail(
        &self,
        agency: AgencyId,
        hash: &BlobHash,
        kind: Kind,
    ) -> Result<Option<Bytes>, BlobFault> {
        if !kind.has_thumbnail() || kind == Kind::Pdf && self.drawer.is_none() {
            return Ok(None);
        }
        if let Some(known) = self.known_thumbnail(agency, hash).await? {
            return Ok(known);
        }
        // Never closed.
        let _turn = ONE_AT_A_TIME.acquire().await.ok();
        // Somebody else may have waited for the same.
        if let Some(known) = self.known_thumbnail(agency, hash).await? {
            return Ok(known);
        }
        let made = self.make_thumbnail(agency, hash, kind).await?;
        let (store, path) = self.small_place(agency, hash);
        let kept = made.clone().unwrap_or_default();
        store.put(&path, kept.into()).await?;
        Ok(made)
    }

    /// Nothing at all stands for "there is none".
    async fn known_thumbnail(
        &self,
        agency: AgencyId,
        hash: &BlobHash,
    ) -> Result<Option<Option<Bytes>>, BlobFault> {
        let (store, path) = self.small_place(agency, hash);
        match store.get(&path).await {
            Ok(found) => {
                let kept = found.bytes().await?;
                Ok(Some((!kept.is_empty()).then_some(kept)))
            }
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn make_thumbnail(
        &self,
        agency: AgencyId,
        hash: &BlobHash,
        kind: Kind,
    ) -> Result<Option<Bytes>, BlobFault> {
        if self.size(agency, hash).await? > LARGEST {
            return Ok(None);
        }
        let pieces: Vec<Bytes> = self.get(agency, hash).await?.try_collect().await?;
        if kind == Kind::Pdf {
            let Some(drawer) = &self.drawer else {
                return Ok(None);
            };
            return drawer.draw(&pieces).await.map_err(BlobFault::Drawer);
        }
        let made = tokio::task::spawn_blocking(move || {
            let content = pieces.concat();
            drop(pieces);
            thumbnail(kind, &content)
        });
        match made.await {
            Ok(Ok(small)) => Ok(Some(small.into())),
            Ok(Err(why)) => {
                tracing::debug!(%why, "a picture has no thumbnail");
                Ok(None)
            }
            // A decoder that panics has met something that is no picture.
            Err(panic) => {
                tracing::warn!(%panic, "a picture cannot be made small");
                Ok(None)
            }
        }
    }

    pub(super) async fn forget_thumbnail(
        &self,
        agency: AgencyId,
        hash: &BlobHash,
    ) -> Result<(), BlobFault> {
        let (store, path) = self.small_place(agency, hash);
        match store.delete(&path).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Where a file's thumbnail lies: as the file does, a level deeper.
    fn small_place(&self, agency: AgencyId, hash: &BlobHash) -> (Arc<dyn ObjectStore>, Path) {
        let (store, path) = self.place(agency, hash);
        let small = Path::from(SMALL).parts().chain(path.parts()).collect();
        (store, small)
    }
}
