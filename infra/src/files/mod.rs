//! Where do attached files live? In an object store, each under the hash of its content.
//!
//! The log names a file by its [`BlobHash`], size and kind; the bytes are here. Content addressing makes a second upload of
//! the same photo harmless and lets a reader notice a damaged file. Every path begins with the agency: two agencies never
//! share a file, even one with the same content, so that neither can learn what the other holds.

mod hash;
mod store;
#[cfg(test)]
mod tests;

pub use hash::{BlobHash, NotAHash};
pub use store::{Blob, BlobFault, Blobs, Stored};
