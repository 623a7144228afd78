//! Do the folder of this machine, the memory store and a bucket keep the contract of files?

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{TimeDelta, Utc};
use domain::ids::AgencyId;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use harness::contract::blobs::{CLAUSES, LARGEST, keeps_the_contract};
use harness::s3_server::{HesitantS3, S3Server};
use harness::wait::eventually;
use infra::files::Blobs;
use object_store::memory::InMemory;
use tokio::time::timeout;
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

#[tokio::test]
async fn a_bucket_keeps_the_contract() {
    let server = S3Server::start().await;
    let mut fresh = Vec::new();
    for n in 0..CLAUSES {
        let bucket = server
            .bucket(&format!("bucket-{n}"), LARGEST / 1_000_000)
            .await;
        fresh.push(Blobs::configured(&bucket).expect("a store"));
    }
    keeps_the_contract(|| fresh.pop().expect("a bucket for each clause")).await;
}

/// Larger than the parts in which it is sent.
#[tokio::test]
async fn a_bucket_takes_a_file_in_parts() {
    let server = S3Server::start().await;
    let bucket = server.bucket("files", 25).await;
    let blobs = Blobs::configured(&bucket).expect("a store");
    let agency = AgencyId::new(Uuid::from_u128(1));
    let pieces = (0..12_u8).map(|n| Ok::<_, &str>(Bytes::from(vec![n; 1_000_000])));
    let blob = blobs
        .put(agency, stream::iter(pieces))
        .await
        .expect("stored");
    let read = blobs.get(agency, &blob.hash).await.expect("a file");
    let read: Vec<Bytes> = read.try_collect().await.expect("read");
    let read = read.concat();
    assert_eq!(read.len(), 12_000_000);
    assert!(
        read.chunks(1_000_000)
            .zip(0..12_u8)
            .all(|(piece, n)| piece == [n; 1_000_000])
    );
    let held = server.says("files", "").await;
    assert_eq!(held.matches("<Key>").count(), 1, "{held}");
}

/// Neither parts nor an object: a bucket shows parts to nobody, and keeps them.
#[tokio::test]
async fn an_upload_that_is_dropped_leaves_nothing_in_a_bucket() {
    let server = S3Server::start().await;
    let bucket = server.bucket("files", 25).await;
    let blobs = Blobs::configured(&bucket).expect("a store");
    let agency = AgencyId::new(Uuid::from_u128(1));
    let first = stream::iter([Ok::<_, &str>(Bytes::from(vec![0; 6_000_000]))]);
    let mut upload = Box::pin(blobs.put(agency, first.chain(stream::pending())));
    tokio::select! {
        _ = &mut upload => unreachable!("it never ends"),
        () = uploads(&server, 1) => {}
    }
    drop(upload);
    uploads(&server, 0).await;
    let held = server.says("files", "").await;
    assert!(!held.contains("<Key>"), "{held}");
}

/// Waits until so many uploads are under way.
async fn uploads(server: &S3Server, wanted: usize) {
    let looking = async {
        while server
            .says("files", "uploads")
            .await
            .matches("<UploadId>")
            .count()
            != wanted
        {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let waited = timeout(Duration::from_secs(20), looking).await;
    waited.unwrap_or_else(|_| panic!("waited in vain for {wanted} uploads under way"));
}

/// Begun by a bucket that had not said so: nobody but the upload itself could take it back.
#[tokio::test]
async fn an_upload_that_is_dropped_while_it_begins_is_taken_back() {
    let server = HesitantS3::start().await;
    let blobs = Blobs::configured(&server.bucket()).expect("a store");
    let agency = AgencyId::new(Uuid::from_u128(1));
    let mut upload = Box::pin(blobs.put(agency, stream::pending::<Result<Bytes, &str>>()));
    tokio::select! {
        _ = &mut upload => unreachable!("it never ends"),
        () = server.begun() => {}
    }
    drop(upload);
    server.answers();
    server.taken_back().await;
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
