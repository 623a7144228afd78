//! What does the bearer hold, and what do we keep of it? A random text outside, its digest inside.

use rand::RngExt;
use secrecy::SecretString;
use sha2::{Digest, Sha256};

/// Bytes of randomness in a session or API token.
const BYTES: usize = 32;

/// A new token; `prefix` tells people and secret scanners what they have found.
pub(super) fn draw(prefix: &str) -> SecretString {
    let bytes: [u8; BYTES] = rand::rng().random();
    SecretString::from(format!("{prefix}{}", bs58::encode(bytes).into_string()))
}

/// A password to be told once and changed soon: twenty letters and digits, more than anybody can try.
pub fn temporary_password() -> SecretString {
    let bytes: [u8; 15] = rand::rng().random();
    SecretString::from(bs58::encode(bytes).into_string())
}

/// What is stored of a token. Not salted: it has nothing to be guessed from.
pub(super) fn digest(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes()).to_vec()
}
