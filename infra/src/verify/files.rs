//! Is every file that the log names there, byte for byte, and is there anything that nobody names?

use std::collections::{HashMap, HashSet};

use data_encoding::HEXLOWER;
use domain::ids::AgencyId;
use futures::TryStreamExt;
use sha2::{Digest, Sha256};

use super::report::{Damage, Note, Report};
use super::{Verify, VerifyFault};
use crate::files::{BlobFault, BlobHash, Blobs, Stored};
use crate::progress::Progress;

/// A file as the log names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Named {
    pub(super) agency: AgencyId,
    pub(super) hash: BlobHash,
    /// Its ticket's own data was erased: the file need not be there any more.
    pub(super) erased: bool,
}

impl Verify<'_> {
    pub(super) async fn files(
        &self,
        named: HashMap<Named, u64>,
        report: &mut Report,
        progress: &mut Progress,
    ) -> Result<(), VerifyFault> {
        progress.begin("reading the files", "files", Some(named.len() as u64));
        for (file, size) in &named {
            report.files += 1;
            progress.advance(1);
            let what = format!("{} of agency {}", file.hash, file.agency);
            match content(self.blobs, file).await {
                Ok((read, hash)) if read == *size && hash == file.hash.as_str() => {}
                Ok((read, _)) => {
                    report.damage(
                        Damage::AlteredFile,
                        format!("{what}: {read} of {size} bytes"),
                    );
                }
                Err(BlobFault::Missing) if file.erased => {}
                Err(BlobFault::Missing) => report.damage(Damage::MissingFile, what),
                Err(fault) => return Err(fault.into()),
            }
        }
        progress.end();
        let known = named.into_keys().map(|file| (file.agency, file.hash));
        self.orphans(known.collect(), report).await
    }

    async fn orphans(
        &self,
        known: HashSet<(AgencyId, BlobHash)>,
        report: &mut Report,
    ) -> Result<(), VerifyFault> {
        let mut stored = self.blobs.all();
        while let Some(stored) = stored.try_next().await? {
            match stored {
                Stored::File { agency, hash } => {
                    if !known.contains(&(agency, hash.clone())) {
                        report.note(Note::OrphanFile, format!("{hash} of agency {agency}"));
                    }
                }
                Stored::Incoming(path) => report.note(Note::HalfFile, path),
                Stored::Strange(path) => report.note(Note::StrangeFile, path),
            }
        }
        Ok(())
    }
}

async fn content(blobs: &Blobs, file: &Named) -> Result<(u64, String), BlobFault> {
    let mut content = std::pin::pin!(blobs.get(file.agency, &file.hash).await?);
    let (mut read, mut digest) = (0, Sha256::new());
    while let Some(chunk) = content.try_next().await? {
        read += chunk.len() as u64;
        digest.update(&chunk);
    }
    Ok((read, HEXLOWER.encode(&digest.finalize())))
}
