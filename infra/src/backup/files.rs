//! Which files does the log name, and how do they come along? As they are, each under the hash of its content.
//!
//! A file is in the store before the event that names it is in the log, and is never changed: whatever the snapshot
//! names can be copied after it.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use domain::ids::AgencyId;
use futures::{StreamExt, TryStreamExt};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::FILES_PART;
use super::fault::BackupFault;
use super::manifest::{Files, Manifest};
use super::{part, place};
use crate::files::{BlobFault, BlobHash, Blobs};
use crate::progress::Progress;

/// A file as a line of the list names it.
struct Named {
    agency: AgencyId,
    hash: BlobHash,
    size: u64,
}

impl Named {
    fn of(line: &Json) -> Option<Self> {
        Some(Self {
            agency: AgencyId::new(Uuid::parse_str(line["agency"].as_str()?).ok()?),
            hash: line["sha256"].as_str()?.parse().ok()?,
            size: line["size"].as_u64()?,
        })
    }

    /// Where it lies in a backup.
    fn path(&self, folder: &Path) -> PathBuf {
        let hash = self.hash.as_str();
        let agency = self.agency.to_string();
        folder
            .join("files")
            .join(agency)
            .join(&hash[..2])
            .join(hash)
    }
}

/// The files that an event names: wherever a hash stands beside a size.
pub(super) fn named_in(event: &Json) -> Vec<Json> {
    fn walk(value: &Json, agency: &Json, found: &mut Vec<Json>) {
        match value {
            Json::Object(fields) => {
                if let (Some(sha256 @ Json::String(_)), Some(size @ Json::Number(_))) =
                    (fields.get("sha256"), fields.get("size"))
                {
                    found.push(json!({ "agency": agency, "sha256": sha256, "size": size }));
                }
                fields.values().for_each(|field| walk(field, agency, found));
            }
            Json::Array(items) => items.iter().for_each(|item| walk(item, agency, found)),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
        }
    }
    let mut found = Vec::new();
    walk(&event["payload"], &event["metadata"]["agency"], &mut found);
    found
}

/// The lines of the list of files.
fn listed(
    folder: &Path,
    manifest: &Manifest,
) -> Result<impl Iterator<Item = Result<Named, BackupFault>> + use<>, BackupFault> {
    let part = manifest
        .part(FILES_PART)
        .ok_or_else(|| BackupFault::damaged(folder, "it has no list of files"))?;
    let path = folder.join(&part.file);
    let lines = part::lines(folder, part)?;
    Ok(lines.map(move |line| {
        Named::of(&line?).ok_or_else(|| BackupFault::damaged(&path, "a line names no file"))
    }))
}

/// Copies what the list names. A file that is not in the store is counted: a backup of everything else is worth more
/// than none.
pub(super) async fn save(
    blobs: &Blobs,
    folder: &Path,
    manifest: &Manifest,
    progress: &mut Progress,
) -> Result<Files, BackupFault> {
    let mut saved = Files::default();
    let total = manifest.part(FILES_PART).map(|part| part.rows);
    progress.begin("saving the files", "files", total);
    for named in listed(folder, manifest)? {
        let named = named?;
        progress.advance(1);
        let path = named.path(folder);
        if path.exists() {
            continue;
        }
        match blobs.get(named.agency, &named.hash).await {
            Ok(content) => {
                let copied = copy(content, &path).await?;
                if copied != named.hash.as_str() {
                    progress.note(&format!("the file {} is damaged in the store", named.hash));
                }
                saved.count += 1;
                saved.bytes += named.size;
            }
            Err(BlobFault::Missing) => {
                progress.note(&format!("the file {} is not in the store", named.hash));
                saved.missing += 1;
            }
            Err(fault) => return Err(fault.into()),
        }
    }
    progress.end();
    Ok(saved)
}

/// Writes a file, durably; gives back its hash.
async fn copy(
    content: impl futures::Stream<Item = Result<bytes::Bytes, BlobFault>>,
    path: &Path,
) -> Result<String, BackupFault> {
    if let Some(parent) = path.parent() {
        place::make_folder(parent)?;
    }
    let mut file = place::new_file(path)?;
    let mut digest = Sha256::new();
    let mut content = std::pin::pin!(content);
    while let Some(chunk) = content.try_next().await? {
        digest.update(&chunk);
        file.write_all(&chunk).map_err(BackupFault::io(path))?;
    }
    file.sync_all().map_err(BackupFault::io(path))?;
    if let Some(parent) = path.parent() {
        place::sync_folder(parent)?;
    }
    Ok(data_encoding::HEXLOWER.encode(&digest.finalize()))
}

/// Whether every file of the backup is what its name says, and as many are there as the manifest counts.
pub(super) fn check(
    folder: &Path,
    manifest: &Manifest,
    progress: &mut Progress,
) -> Result<(), BackupFault> {
    let mut missing = 0;
    let total = manifest.part(FILES_PART).map(|part| part.rows);
    progress.begin("checking the files", "files", total);
    for named in listed(folder, manifest)? {
        let named = named?;
        let path = named.path(folder);
        progress.advance(1);
        if !path.exists() {
            missing += 1;
            continue;
        }
        let mut file = File::open(&path).map_err(BackupFault::io(&path))?;
        let (bytes, sha256) = part::hash(&mut file).map_err(BackupFault::io(&path))?;
        if (bytes, sha256.as_str()) != (named.size, named.hash.as_str()) {
            return Err(BackupFault::damaged(
                path,
                "its content is not what its name says",
            ));
        }
    }
    progress.end();
    if missing > manifest.files.missing {
        let what = format!(
            "{} of the files that it lists are not there",
            missing - manifest.files.missing
        );
        return Err(BackupFault::damaged(folder.join("files"), what));
    }
    Ok(())
}

/// Takes the files into the store. Those that are there already stay as they are.
pub(super) async fn restore(
    blobs: &Blobs,
    folder: &Path,
    manifest: &Manifest,
    progress: &mut Progress,
) -> Result<u64, BackupFault> {
    let mut restored = 0;
    let total = manifest.part(FILES_PART).map(|part| part.rows);
    progress.begin("restoring the files", "files", total);
    for named in listed(folder, manifest)? {
        let named = named?;
        let path = named.path(folder);
        progress.advance(1);
        if path.exists() {
            let file = tokio::fs::File::open(&path)
                .await
                .map_err(BackupFault::io(&path))?;
            let content = tokio_util::io::ReaderStream::new(file).boxed();
            blobs.put(named.agency, content).await?;
            restored += 1;
        }
    }
    progress.end();
    Ok(restored)
}
