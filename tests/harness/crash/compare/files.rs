//! Is every file whole that was acknowledged, and is none half there under its name?

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::crash::journal::{Content, Reply};
use crate::crash::site::Site;

/// Where uploads lie until they have their name.
const INCOMING: &str = "incoming";

/// `erased`: tickets whose files went with their texts.
pub fn compare(site: &Site, erased: &BTreeSet<Uuid>, wrong: &mut Vec<String>) {
    let folder = site.folder.path().join("files");
    for file in named(&folder) {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let content = std::fs::read(&file).expect("a file");
        if hash(&content) != name {
            wrong.push(format!("{} is not what its name says", file.display()));
        }
    }
    let agency = folder.join(site.office.cabinet.id.to_string());
    for entry in site.office.journal.entries() {
        let (Content::File(bytes), Some(Reply::Done { ticket, .. })) =
            (&entry.request.content, entry.replies.first())
        else {
            continue;
        };
        let hash = hash(bytes);
        let place = agency.join(&hash[..2]).join(&hash);
        match (place.exists(), erased.contains(ticket)) {
            (true, false) | (false, true) => {}
            (false, false) => wrong.push(format!(
                "the file {} was acknowledged and is gone",
                entry.request.key
            )),
            (true, true) => wrong.push(format!(
                "the file {} was erased with {ticket} and is still there",
                entry.request.key
            )),
        }
    }
}

fn hash(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// Every file that has its name.
fn named(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && entry.file_name() != INCOMING {
                open.push(path);
            } else if path.is_file() {
                found.push(path);
            }
        }
    }
    found
}
