//! What does a store of files owe its users?
//!
//! Each function is one clause; it is given a store with nothing in it that takes files of at most [`LARGEST`] bytes.

use bytes::Bytes;
use chrono::{TimeDelta, Utc};
use domain::ids::AgencyId;
use futures::{Stream, StreamExt, TryStreamExt, stream};
use infra::files::{BlobFault, BlobHash, Blobs};
use uuid::Uuid;

/// The limit of the stores that the suite is run on, in bytes.
pub const LARGEST: u64 = 1_000_000;
/// How many stores the suite asks for.
pub const CLAUSES: usize = 7;

const OURS: AgencyId = AgencyId::new(Uuid::from_u128(1));
const THEIRS: AgencyId = AgencyId::new(Uuid::from_u128(2));

fn chunks(sizes: &[usize]) -> impl Stream<Item = Result<Bytes, &'static str>> + Send + use<> {
    let chunks: Vec<_> = sizes
        .iter()
        .map(|size| Ok(Bytes::from(vec![b'x'; *size])))
        .collect();
    stream::iter(chunks)
}

async fn read(blobs: &Blobs, agency: AgencyId, hash: &BlobHash) -> Result<Vec<u8>, BlobFault> {
    let parts: Vec<Bytes> = blobs.get(agency, hash).await?.try_collect().await?;
    Ok(parts.concat())
}

/// Nothing is left of an upload when even a sweep that spares nothing finds nothing.
async fn assert_nothing_is_left(blobs: &Blobs) {
    let swept = blobs
        .sweep(Utc::now() + TimeDelta::hours(1))
        .await
        .expect("swept");
    assert_eq!(swept, 0);
}

pub async fn what_was_put_is_got_back_whole(blobs: &Blobs) {
    let blob = blobs
        .put(OURS, chunks(&[300, 0, 400]))
        .await
        .expect("stored");
    assert_eq!(blob.size, 700);
    assert_eq!(
        read(blobs, OURS, &blob.hash).await.expect("read"),
        vec![b'x'; 700]
    );
    assert_nothing_is_left(blobs).await;
}

pub async fn the_name_is_the_sha_256_of_the_content(blobs: &Blobs) {
    let content = stream::iter([Ok::<_, &str>(Bytes::from_static(b"abc"))]);
    let blob = blobs.put(OURS, content).await.expect("stored");
    // The test vector of FIPS 180-2.
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(blob.hash.as_str(), expected);
}

pub async fn an_empty_file_is_a_file(blobs: &Blobs) {
    let blob = blobs.put(OURS, chunks(&[])).await.expect("stored");
    assert_eq!(blob.size, 0);
    assert_eq!(read(blobs, OURS, &blob.hash).await.expect("read"), b"");
}

pub async fn the_same_content_twice_is_one_file(blobs: &Blobs) {
    let first = blobs.put(OURS, chunks(&[500])).await.expect("stored");
    let second = blobs
        .put(OURS, chunks(&[200, 300]))
        .await
        .expect("stored again");
    assert_eq!(first, second);
    assert_eq!(
        read(blobs, OURS, &first.hash).await.expect("read").len(),
        500
    );
    assert_nothing_is_left(blobs).await;
}

pub async fn another_agency_does_not_find_it(blobs: &Blobs) {
    let blob = blobs.put(OURS, chunks(&[10])).await.expect("stored");
    let found = read(blobs, THEIRS, &blob.hash).await;
    assert!(matches!(found, Err(BlobFault::Missing)), "{found:?}");
}

pub async fn a_file_at_the_limit_is_taken_and_one_byte_more_is_not(blobs: &Blobs) {
    blobs.put(OURS, chunks(&[1_000_000])).await.expect("stored");
    let refused = blobs.put(OURS, chunks(&[1_000_000, 1])).await;
    assert!(
        matches!(refused, Err(BlobFault::TooLarge { largest: LARGEST })),
        "{refused:?}"
    );
    assert_nothing_is_left(blobs).await;
}

pub async fn an_interrupted_upload_leaves_nothing(blobs: &Blobs) {
    let breaks = chunks(&[100]).chain(stream::iter([Err("connection lost")]));
    let refused = blobs.put(OURS, breaks).await;
    assert!(
        matches!(refused, Err(BlobFault::Interrupted(_))),
        "{refused:?}"
    );
    assert_nothing_is_left(blobs).await;
}

/// Runs every clause, each on a store that `fresh` makes.
pub async fn keeps_the_contract(mut fresh: impl FnMut() -> Blobs) {
    what_was_put_is_got_back_whole(&fresh()).await;
    the_name_is_the_sha_256_of_the_content(&fresh()).await;
    an_empty_file_is_a_file(&fresh()).await;
    the_same_content_twice_is_one_file(&fresh()).await;
    another_agency_does_not_find_it(&fresh()).await;
    a_file_at_the_limit_is_taken_and_one_byte_more_is_not(&fresh()).await;
    an_interrupted_upload_leaves_nothing(&fresh()).await;
}
