//! What can keep a backup from being made or restored, in words that say what to do?

use std::path::PathBuf;

use crate::database::DatabaseFault;
use crate::files::BlobFault;
use crate::sealing::SealingFault;

#[derive(Debug, thiserror::Error)]
pub enum BackupFault {
    #[error(
        "{0} exists already; a backup never overwrites anything: name another place, or take it away first"
    )]
    Exists(PathBuf),
    #[error("{path}: {source}")]
    Io {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error(
        "{0} holds no manifest.json: it is no backup, or one that was interrupted before its end"
    )]
    NoManifest(PathBuf),
    #[error("{path} is damaged: {what}; use another backup, nothing was restored from this one")]
    Damaged { path: PathBuf, what: String },
    #[error(
        "the backup was made by a newer version ({made_by}, format {format}, schema {schema}); restore it with that version or a later one"
    )]
    Newer {
        made_by: String,
        format: u32,
        schema: i64,
    },
    #[error(
        "the keys were sealed with master key {stored}, but {configured} is configured; set secrets.master_key to the one that was in use when the backup was made"
    )]
    OtherMasterKey { stored: String, configured: String },
    #[error(
        "{path} is older than the backup ({keys} before {backup}): people erased in between would come back, and what was written in between could not be read; give the keys that were taken with the backup, or later ones"
    )]
    OlderKeys {
        path: PathBuf,
        keys: String,
        backup: String,
    },
    #[error(
        "the database is not empty ({0} has rows); a backup is restored into an empty one only: make one (createdb …, or a file that does not exist) and set database.url to it"
    )]
    NotEmpty(String),
    #[error("{table} took {taken} of {given} rows; nothing was restored")]
    NotTaken {
        table: &'static str,
        given: u64,
        taken: u64,
    },
    #[error("what was restored is not what was backed up: {0}; nothing was restored")]
    Differs(String),
    #[error(transparent)]
    Database(#[from] DatabaseFault),
    #[error(transparent)]
    Sealing(#[from] SealingFault),
    #[error("the folder of files (files.directory): {0}")]
    Files(#[from] BlobFault),
}

impl BackupFault {
    pub(super) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }

    pub(super) fn damaged(path: impl Into<PathBuf>, what: impl ToString) -> Self {
        Self::Damaged {
            path: path.into(),
            what: what.to_string(),
        }
    }
}
