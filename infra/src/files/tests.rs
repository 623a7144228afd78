//! What does only the folder of this machine have to prove? The rest is the contract that every store keeps.

use super::{BlobHash, NotAHash};

#[test]
fn only_a_hash_can_stand_in_a_path() {
    assert_eq!("../../etc/passwd".parse::<BlobHash>(), Err(NotAHash));
    assert_eq!("A".repeat(64).parse::<BlobHash>(), Err(NotAHash));
    assert!("a".repeat(64).parse::<BlobHash>().is_ok());
}
