//! Do the folder of this machine and the memory store keep the contract of files?

use std::sync::Arc;

use bytes::Bytes;
use chrono::{TimeDelta, Utc};
use domain::ids::AgencyId;
use futures::{StreamExt as _, stream};
use harness::contract::blobs::{LARGEST, keeps_the_contract};
use harness::wait::eventually;
use infra::files::Blobs;
use object_store::memory::InMemory;
use uuid::Uuid;

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

/// Its name is one that the object store's own listing passes over.
#[tokio::test]
async fn a_sweep_finds_what_a_killed_process_left_in_the_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let blobs = Blobs::in_folder(folder.path(), LARGEST).expect("a store");
    let incoming = folder.path().join("incoming");
    let left = || std::fs::read_dir(&incoming).map_or(0, Iterator::count);

    let first = stream::iter([Ok::<_, &str>(Bytes::from_static(b"half"))]);
    let never_ending = first.chain(stream::pending());
    let agency = AgencyId::new(Uuid::from_u128(1));
    let storing = blobs.clone();
    let mut upload = Box::pin(async move { storing.put(agency, never_ending).await });
    tokio::select! {
        _ = &mut upload => unreachable!("it never ends"),
        () = eventually("a part is on the disk", || (left() > 0).then_some(())) => {}
    }
    // A killed process cleans up nothing.
    std::mem::forget(upload);

    let later = Utc::now() + TimeDelta::hours(1);
    assert_eq!(blobs.sweep(later).await.expect("swept"), 1);
    assert_eq!(left(), 0);
}
