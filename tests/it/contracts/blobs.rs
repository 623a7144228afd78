//! Do the folder of this machine and the memory store keep the contract of files?

use std::sync::Arc;

use harness::contract::blobs::{LARGEST, keeps_the_contract};
use infra::files::Blobs;
use object_store::memory::InMemory;

#[tokio::test]
async fn a_folder_keeps_the_contract() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut number = 0;
    keeps_the_contract(|| {
        number += 1;
        let fresh = folder.path().join(number.to_string());
        Blobs::in_folder(&fresh, LARGEST).expect("a store")
    })
    .await;
}

#[tokio::test]
async fn memory_keeps_the_contract() {
    keeps_the_contract(|| Blobs::over(Arc::new(InMemory::new()), LARGEST)).await;
}
