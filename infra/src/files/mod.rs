//! Where do attached files live? In an object store (a folder, or a bucket), each under the hash of its content.
//!
//! The log names a file by its [`BlobHash`], size and kind; the bytes are here. Content addressing makes a second upload of
//! the same photo harmless and lets a reader notice a damaged file. Every path begins with the agency: two agencies never
//! share a file, even one with the same content, so that neither can learn what the other holds.
//!
//! What people send is looked at while it streams in ([`Look`]): its beginning says what it is (`head`), marks anywhere in
//! it say what it is besides (`marks`). Only what is a [`Kind`] is taken, under a name that deceives nobody ([`neutral`]).

mod hash;
mod head;
mod kind;
mod look;
mod marks;
mod name;
mod open;
pub mod place;
mod refused;
pub mod small;
mod store;
#[cfg(test)]
mod tests;
mod unfinished;

pub use hash::{BlobHash, NotAHash};
pub use kind::Kind;
pub use look::{Largest, Look};
pub use name::neutral;
pub use place::{NotShown, Plan};
pub use refused::Refused;
pub use store::{Blob, BlobFault, Blobs, Stored};
