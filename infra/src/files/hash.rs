//! What is a file called? The SHA-256 of its bytes, in lower-case hexadecimal.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

/// The name of a stored file. Only 64 lower-case hexadecimal digits are one, so that it can stand in a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BlobHash(String);

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a file's name is 64 lower-case hexadecimal digits")]
pub struct NotAHash;

impl BlobHash {
    pub(super) fn of_digest(digest: &[u8]) -> Self {
        Self(HEXLOWER.encode(digest))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for BlobHash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        if text.len() == 64 && text.chars().all(digit) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAHash)
        }
    }
}

impl TryFrom<String> for BlobHash {
    type Error = NotAHash;

    fn try_from(text: String) -> Result<Self, NotAHash> {
        text.parse()
    }
}

impl From<BlobHash> for String {
    fn from(hash: BlobHash) -> Self {
        hash.0
    }
}

impl fmt::Display for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
