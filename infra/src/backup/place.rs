//! How does something appear on a disk whole or not at all, for its owner alone?

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::fault::BackupFault;

/// A new file that only its owner may read.
pub(super) fn new_file(path: &Path) -> Result<File, BackupFault> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(|error| {
            if error.kind() == ErrorKind::AlreadyExists {
                BackupFault::Exists(path.to_owned())
            } else {
                BackupFault::io(path)(error)
            }
        })
}

pub(super) fn write_file(path: &Path, content: &[u8]) -> Result<(), BackupFault> {
    let mut file = new_file(path)?;
    file.write_all(content).map_err(BackupFault::io(path))?;
    file.sync_all().map_err(BackupFault::io(path))
}

pub(super) fn make_folder(path: &Path) -> Result<(), BackupFault> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(BackupFault::io(path))
}

/// Where something is made before it gets its name. What an interrupted run left there is cleared away first.
pub(super) fn draft(of: &Path) -> Result<PathBuf, BackupFault> {
    if of.exists() {
        return Err(BackupFault::Exists(of.to_owned()));
    }
    let mut name = of.file_name().unwrap_or_default().to_owned();
    name.push(".incomplete");
    let draft = of.with_file_name(name);
    let cleared = if draft.is_dir() {
        std::fs::remove_dir_all(&draft)
    } else if draft.exists() {
        std::fs::remove_file(&draft)
    } else {
        Ok(())
    };
    cleared.map_err(BackupFault::io(&draft))?;
    if let Some(parent) = of.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        make_folder(parent)?;
    }
    Ok(draft)
}

/// Gives a draft its name, durably.
pub(super) fn publish(draft: &Path, name: &Path) -> Result<(), BackupFault> {
    if name.exists() {
        return Err(BackupFault::Exists(name.to_owned()));
    }
    if draft.is_dir() {
        sync_folder(draft)?;
    }
    std::fs::rename(draft, name).map_err(BackupFault::io(name))?;
    match name.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => sync_folder(parent),
        Some(_) | None => sync_folder(Path::new(".")),
    }
}

/// A file's name is as durable as its folder.
pub(super) fn sync_folder(path: &Path) -> Result<(), BackupFault> {
    File::open(path)
        .and_then(|folder| folder.sync_all())
        .map_err(BackupFault::io(path))
}
