//! What is taken, what is refused, and under which name? The rest is the contract that every store keeps.

mod boxed;
mod kinds;
mod names;
mod page;
mod place;
mod samples;
mod small;

use super::{BlobHash, NotAHash};

#[test]
fn only_a_hash_can_stand_in_a_path() {
    assert_eq!("../../etc/passwd".parse::<BlobHash>(), Err(NotAHash));
    assert_eq!("A".repeat(64).parse::<BlobHash>(), Err(NotAHash));
    assert!("a".repeat(64).parse::<BlobHash>().is_ok());
}
