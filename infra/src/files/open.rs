//! Which store do the settings mean?

use std::sync::Arc;
use std::time::Duration;

use object_store::ClientOptions;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use secrecy::ExposeSecret;

use super::store::{BlobFault, Blobs};
use crate::config::{FileStore, Files, S3};

/// Longest silence of the store while it sends or takes. A file as a whole may take as long as its reader needs.
const SILENCE: Duration = Duration::from_secs(30);
const CONNECTING: Duration = Duration::from_secs(5);

impl Blobs {
    /// # Errors
    /// [`BlobFault::Folder`] for a folder that cannot be made, [`BlobFault::Store`] for settings that make no sense. Whether a
    /// bucket is there is seen at its first use.
    pub fn configured(files: &Files) -> Result<Self, BlobFault> {
        match files.store {
            FileStore::Folder => Self::in_folder(&files.directory, files.largest()),
            FileStore::S3 => Ok(Self::over(Arc::new(bucket(&files.s3)?), files.largest())),
        }
    }
}

fn bucket(s3: &S3) -> Result<AmazonS3, BlobFault> {
    crate::cryptography::provide();
    let waits = ClientOptions::new()
        .with_allow_http(s3.endpoint.starts_with("http://"))
        .with_timeout_disabled()
        .with_read_timeout(SILENCE)
        .with_connect_timeout(CONNECTING);
    let mut builder = AmazonS3Builder::new()
        .with_client_options(waits)
        .with_region(&s3.region)
        .with_bucket_name(&s3.bucket)
        .with_virtual_hosted_style_request(!s3.bucket_in_path)
        .with_access_key_id(&s3.access_key)
        .with_secret_access_key(s3.secret_key.expose_secret());
    if !s3.endpoint.is_empty() {
        builder = builder.with_endpoint(&s3.endpoint);
    }
    Ok(builder.build()?)
}
