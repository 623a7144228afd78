//! What does a store on the other side really hold?
//!
//! A real S3 server (moto), in a process of its own, asked by a client that knows nothing of the product's.

mod hesitant;

pub use hesitant::HesitantS3;

use std::path::Path;
use std::process::Stdio;

use infra::config::{FileStore, Files, S3};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, ChildStdin, Command};

pub struct S3Server {
    port: u16,
    _stdin: ChildStdin,
    _process: Child,
}

impl S3Server {
    pub async fn start() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("harness/s3_server/server.py");
        // The Python of `target/tools`, which `./test` puts first.
        let mut process = Command::new("python3")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("python3");
        let stdin = process.stdin.take().expect("a pipe");
        let mut lines = BufReader::new(process.stdout.take().expect("a pipe")).lines();
        let line = lines
            .next_line()
            .await
            .expect("the server's output")
            .expect("moto, which `./test` installs into target/tools");
        Self {
            port: line.parse().expect("a port number"),
            _stdin: stdin,
            _process: process,
        }
    }

    /// The settings of a new bucket.
    pub async fn bucket(&self, name: &str, largest_megabytes: u64) -> Files {
        let made = self.client().put(self.address(name)).send().await;
        assert!(made.expect("an answer").status().is_success());
        settings(self.port, name, largest_megabytes)
    }

    /// What the server says of a bucket, in its own words: `""` lists objects, `"uploads"` uploads under way.
    pub async fn says(&self, bucket: &str, query: &str) -> String {
        let address = format!("{}?{query}", self.address(bucket));
        let answer = self.client().get(address).send().await.expect("an answer");
        answer.text().await.expect("a text")
    }

    fn address(&self, bucket: &str) -> String {
        format!("http://127.0.0.1:{}/{bucket}", self.port)
    }

    fn client(&self) -> reqwest::Client {
        crate::http::client()
    }
}

fn settings(port: u16, name: &str, largest_megabytes: u64) -> Files {
    Files {
        store: FileStore::S3,
        directory: "nowhere".into(),
        largest_megabytes,
        largest_video_megabytes: largest_megabytes,
        s3: S3 {
            endpoint: format!("http://127.0.0.1:{port}"),
            region: "eu-west-3".to_owned(),
            bucket: name.to_owned(),
            bucket_in_path: true,
            access_key: "key".to_owned(),
            secret_key: "secret".to_owned().into(),
        },
    }
}
