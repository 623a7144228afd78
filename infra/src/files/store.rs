//! How does a file come in and go out? Streamed both ways, and visible only once it is whole.

use std::io::ErrorKind;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::ids::AgencyId;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt, TryStreamExt, stream};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{Error, ObjectStore, ObjectStoreExt};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::hash::BlobHash;
use super::kind::Kind;
use super::look::{Any, Eye, Largest, Look};
use super::place::{NotShown, Plans};
use super::refused::Refused;
use super::small::{Drawer, SMALL};
use super::unfinished::Unfinished;

/// Unfinished uploads are kept under this path, apart from every agency's files.
const INCOMING: &str = "incoming";

/// A file as it was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    pub hash: BlobHash,
    /// In bytes.
    pub size: u64,
}

/// Something that lies in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    File {
        agency: AgencyId,
        hash: BlobHash,
    },
    /// An upload under way, or one that was cut short, by its path.
    Incoming(String),
    /// What no part of the product put there, by its path.
    Strange(String),
}

#[derive(Debug, thiserror::Error)]
pub enum BlobFault {
    #[error("the file is larger than {largest} bytes")]
    TooLarge { largest: u64 },
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    NotShown(#[from] NotShown),
    #[error("the upload was interrupted: {0}")]
    Interrupted(String),
    #[error("there is no such file")]
    Missing,
    #[error("the folder of files cannot be used: {0}")]
    Folder(#[from] std::io::Error),
    #[error("there is no process that draws: {0}")]
    Drawer(#[source] std::io::Error),
    #[error("the file store failed: {0}")]
    Store(#[source] Error),
}

impl From<Error> for BlobFault {
    fn from(error: Error) -> Self {
        if matches!(error, Error::NotFound { .. }) {
            Self::Missing
        } else {
            Self::Store(error)
        }
    }
}

/// The files of all agencies.
#[derive(Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    largest: Largest,
    pub(super) plans: Plans,
    /// Who draws the pages of PDFs, if anybody does.
    pub(super) drawer: Option<Drawer>,
    /// Of files in a folder: where uploads are that have no name yet.
    incoming: Option<PathBuf>,
}

impl Blobs {
    /// Bytes of the largest file that is taken.
    pub fn largest(&self) -> Largest {
        self.largest
    }

    /// Files in a folder of this machine, which is made if it does not exist. `largest` is in bytes.
    pub fn in_folder(folder: &FilePath, largest: impl Into<Largest>) -> Result<Self, BlobFault> {
        std::fs::create_dir_all(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self {
            incoming: Some(folder.join(INCOMING)),
            ..Self::over(Arc::new(store), largest)
        })
    }

    /// Files in any object store.
    pub fn over(store: Arc<dyn ObjectStore>, largest: impl Into<Largest>) -> Self {
        Self {
            store,
            largest: largest.into(),
            plans: Plans::default(),
            drawer: None,
            incoming: None,
        }
    }

    /// PDFs have thumbnails too.
    pub fn with_drawer(self, drawer: Drawer) -> Self {
        Self {
            drawer: Some(drawer),
            ..self
        }
    }

    /// Takes a file in, whatever it is. Nothing is left if the stream breaks off, is too long or is dropped.
    pub async fn put<S, E>(&self, agency: AgencyId, content: S) -> Result<Blob, BlobFault>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: std::fmt::Display,
    {
        let (blob, ()) = self.take(agency, content, Any::of(self.largest)).await?;
        Ok(blob)
    }

    /// Takes in what somebody sends under that name, if it is of a kind that is taken. Of a file that is not, nothing is left.
    pub async fn put_looked_at<S, E>(
        &self,
        agency: AgencyId,
        name: &str,
        content: S,
    ) -> Result<(Blob, Kind), BlobFault>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: std::fmt::Display,
    {
        let look = Look::new(name, self.largest);
        self.take(agency, content, look).await
    }

    async fn take<S, E, I: Eye>(
        &self,
        agency: AgencyId,
        content: S,
        eye: I,
    ) -> Result<(Blob, I::Seen), BlobFault>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: std::fmt::Display,
    {
        let incoming = Path::from_iter([INCOMING, &Uuid::now_v7().to_string()]);
        let mut upload = Unfinished::begin(&self.store, &incoming).await?;
        let (blob, seen) = match receive(&mut upload, content, eye).await {
            Ok(received) => received,
            Err(fault) => {
                upload.abort().await?;
                return Err(fault);
            }
        };
        upload.finish().await?;
        crate::crash_point!(FileWritten);
        self.commit(&incoming, &path(agency, &blob.hash)).await?;
        crate::crash_point!(FileNamed);
        Ok((blob, seen))
    }

    /// Gives the upload its name, unless the same content is there already.
    async fn commit(&self, incoming: &Path, named: &Path) -> Result<(), BlobFault> {
        match self.store.head(named).await {
            Ok(_) => Ok(self.store.delete(incoming).await?),
            Err(Error::NotFound { .. }) => Ok(self.store.rename(incoming, named).await?),
            Err(error) => Err(error.into()),
        }
    }

    /// Gives a file out, or [`BlobFault::Missing`]: also for a file that only another agency holds.
    pub async fn get(
        &self,
        agency: AgencyId,
        hash: &BlobHash,
    ) -> Result<impl Stream<Item = Result<Bytes, BlobFault>> + Send + use<>, BlobFault> {
        let found = self.store.get(&path(agency, hash)).await?;
        Ok(found.into_stream().map_err(BlobFault::from))
    }

    /// Bytes of a file.
    pub(super) async fn size(&self, agency: AgencyId, hash: &BlobHash) -> Result<u64, BlobFault> {
        Ok(self.store.head(&path(agency, hash)).await?.size)
    }

    /// Where a file lies.
    pub(super) fn place(&self, agency: AgencyId, hash: &BlobHash) -> (Arc<dyn ObjectStore>, Path) {
        (self.store.clone(), path(agency, hash))
    }

    /// Everything that lies in the store, in no order.
    pub fn all(&self) -> BoxStream<'static, Result<Stored, BlobFault>> {
        let listed = self.store.list(None);
        let parts = self.incoming.as_deref().map(parts_of_uploads);
        // Thumbnails are made from the files whenever they are asked for: they are nobody's to save or to verify.
        let is_small = |path: &Path| path.parts().next().is_some_and(|at| at.as_ref() == SMALL);
        listed
            .try_filter(move |object| std::future::ready(!is_small(&object.location)))
            .map(|object| Ok(stored(&object?.location)))
            .chain(stream::iter(parts.unwrap_or_default().into_iter().map(Ok)))
            .boxed()
    }

    /// Deletes a file for good. One that is not there is as good as deleted.
    pub async fn delete(&self, agency: AgencyId, hash: &BlobHash) -> Result<(), BlobFault> {
        self.forget_thumbnail(agency, hash).await?;
        match self.store.delete(&path(agency, hash)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes what uploads left behind when the process was killed before `before`. Says how many there were.
    pub async fn sweep(&self, before: DateTime<Utc>) -> Result<usize, BlobFault> {
        match &self.incoming {
            Some(folder) => Ok(sweep_folder(folder, before).await?),
            None => self.sweep_store(before).await,
        }
    }

    async fn sweep_store(&self, before: DateTime<Utc>) -> Result<usize, BlobFault> {
        let mut left: Vec<_> = self
            .store
            .list(Some(&Path::from(INCOMING)))
            .try_collect()
            .await?;
        left.retain(|object| object.last_modified < before);
        for object in &left {
            self.store.delete(&object.location).await?;
        }
        Ok(left.len())
    }
}

async fn receive<S, E, I: Eye>(
    upload: &mut Unfinished,
    content: S,
    mut eye: I,
) -> Result<(Blob, I::Seen), BlobFault>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: std::fmt::Display,
{
    let mut content = std::pin::pin!(content);
    let mut digest = Sha256::new();
    let mut size = 0;
    while let Some(chunk) = content.next().await {
        let chunk = chunk.map_err(|error| BlobFault::Interrupted(error.to_string()))?;
        eye.see(&chunk)?;
        size += chunk.len() as u64;
        digest.update(&chunk);
        upload.put(chunk).await?;
        crate::crash_point!(FileBegun);
    }
    let seen = eye.conclude()?;
    let hash = BlobHash::of_digest(&digest.finalize());
    Ok((Blob { hash, size }, seen))
}

/// Looked for in the folder itself: parts of an upload have names that the object store's own listing passes over.
async fn sweep_folder(folder: &FilePath, before: DateTime<Utc>) -> Result<usize, std::io::Error> {
    let mut left = match tokio::fs::read_dir(folder).await {
        Ok(left) => left,
        // Nothing was ever uploaded.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    let mut swept = 0;
    while let Some(file) = left.next_entry().await? {
        match remove_older(&file, before).await {
            Ok(removed) => swept += usize::from(removed),
            // Its upload has just ended, or another node was here first.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(swept)
}

async fn remove_older(
    file: &tokio::fs::DirEntry,
    before: DateTime<Utc>,
) -> Result<bool, std::io::Error> {
    let is_older = DateTime::<Utc>::from(file.metadata().await?.modified()?) < before;
    if is_older {
        tokio::fs::remove_file(file.path()).await?;
    }
    Ok(is_older)
}

/// What lies in the folder of unfinished uploads under names that the object store's own listing passes over.
fn parts_of_uploads(folder: &FilePath) -> Vec<Stored> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let parts = names.filter(|name| name.contains('#'));
    parts
        .map(|name| Stored::Incoming(format!("{INCOMING}/{name}")))
        .collect()
}

/// What a path says of what lies there.
fn stored(path: &Path) -> Stored {
    let parts: Vec<_> = path.parts().collect();
    match parts.as_slice() {
        [incoming, ..] if incoming.as_ref() == INCOMING => Stored::Incoming(path.to_string()),
        [agency, _, hash] => match (Uuid::parse_str(agency.as_ref()), hash.as_ref().parse()) {
            (Ok(agency), Ok(hash)) => Stored::File {
                agency: AgencyId::new(agency),
                hash,
            },
            (Err(_), _) | (_, Err(_)) => Stored::Strange(path.to_string()),
        },
        _ => Stored::Strange(path.to_string()),
    }
}

/// Two levels, since no folder should hold all the files of an agency.
fn path(agency: AgencyId, hash: &BlobHash) -> Path {
    let agency = agency.to_string();
    let (first, _) = hash.as_str().split_at(2);
    Path::from_iter([agency.as_str(), first, hash.as_str()])
}
