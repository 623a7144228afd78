//! What becomes of an upload that nobody finishes? It is taken back, whoever dropped it.

use std::sync::Arc;

use bytes::Bytes;
use object_store::path::Path;
use object_store::{Error, ObjectStore, ObjectStoreExt, WriteMultipart};
use tokio::runtime::Handle;

/// Parts written at the same time; bounds the memory that one upload takes.
const PARTS_IN_FLIGHT: usize = 2;

/// An upload under way. Dropped before its end (its sender hung up, and the request with it), it takes back what it wrote: a
/// bucket would keep the parts, and show them to nobody.
pub(super) struct Unfinished(Option<WriteMultipart>);

impl Unfinished {
    /// In a task of its own, which goes on where the caller does not: given up between the store's decision and its answer,
    /// an upload would have begun whose name nobody knows, so that nobody could take it back.
    pub(super) async fn begin(store: &Arc<dyn ObjectStore>, at: &Path) -> Result<Self, Error> {
        let (store, at) = (store.clone(), at.clone());
        tokio::spawn(async move {
            let upload = store.put_multipart(&at).await?;
            Ok(Self(Some(WriteMultipart::new(upload))))
        })
        .await?
    }

    pub(super) async fn put(&mut self, chunk: Bytes) -> Result<(), Error> {
        if let Some(upload) = &mut self.0 {
            upload.wait_for_capacity(PARTS_IN_FLIGHT).await?;
            upload.put(chunk);
        }
        Ok(())
    }

    pub(super) async fn finish(mut self) -> Result<(), Error> {
        match self.0.take() {
            Some(upload) => upload.finish().await.map(|_| ()),
            None => Ok(()),
        }
    }

    pub(super) async fn abort(mut self) -> Result<(), Error> {
        match self.0.take() {
            Some(upload) => upload.abort().await,
            None => Ok(()),
        }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let (Some(upload), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            runtime.spawn(async move {
                if let Err(error) = upload.abort().await {
                    tracing::warn!(%error, "what was left of an upload could not be taken back");
                }
            });
        }
    }
}
