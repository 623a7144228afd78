//! How much memory does a file of 100 megabytes take, on its way in and on its way out? Measured on a process of its own.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use axum::body::Bytes;
use futures::{StreamExt as _, stream};
use reqwest::{Body, Client, Response, Url};
use serde_json::Value;
use tempfile::TempDir;

const MEGABYTE: u64 = 1_000_000;
const SIZE: usize = 100_000_000;
const PIECE: usize = 100_000;

/// The demo as a process, with somebody who may attach files.
struct Product {
    child: Child,
    address: String,
    token: String,
    client: Client,
    _folder: TempDir,
}

impl Product {
    async fn started() -> Self {
        harness::http::install_crypto();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = free.local_addr().expect("its address").to_string();
        drop(free);
        let mut child = Command::new(env!("CARGO_BIN_EXE_product"))
            .args(["demo", "--listen", &address, "--data"])
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the product");
        // It makes an agency first; how long that takes is not what is tested.
        while std::net::TcpStream::connect(&address).is_err() {
            assert_eq!(child.try_wait().expect("a child"), None, "it ended");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Self {
            child,
            token: token(folder.path()),
            address: format!("http://{address}/api/v1"),
            client: Client::new(),
            _folder: folder,
        }
    }

    async fn get(&self, path: &str) -> Response {
        let request = self.client.get(format!("{}{path}", self.address));
        let answer = request.bearer_auth(&self.token).send().await;
        answer.expect("an answer").error_for_status().expect("read")
    }

    async fn json(&self, path: &str) -> Value {
        self.get(path).await.json().await.expect("JSON")
    }

    /// A film whose bytes nobody holds.
    async fn sends(&self, ticket: &str, which: u8) {
        let first = Bytes::from([b"\0\0\0\x18ftypisom\0\0\0\0isommp42", &[which; 8][..]].concat());
        let rest = (SIZE - first.len()) / PIECE;
        let last = SIZE - first.len() - rest * PIECE;
        let pieces = (0..rest).map(move |_| PIECE).chain([last]);
        let pieces = pieces.map(move |size| Bytes::from(vec![which; size]));
        let film = stream::iter([first]).chain(stream::iter(pieces));
        let url = format!("{}/tickets/{ticket}/attachments", self.address);
        let url = Url::parse_with_params(&url, [("name", "film.mp4")]).expect("an address");
        let body = Body::wrap_stream(film.map(Ok::<_, std::io::Error>));
        let request = self.client.post(url).bearer_auth(&self.token).body(body);
        let answer = request.send().await.expect("an answer");
        assert_eq!(
            answer.status(),
            201,
            "{}",
            answer.text().await.expect("why")
        );
    }

    /// How many bytes come, of which none is kept.
    async fn takes(&self, path: &str) -> usize {
        let pieces = self.get(path).await.bytes_stream();
        let sizes = pieces.map(|piece| piece.expect("a piece").len());
        sizes.fold(0, |sum, size| async move { sum + size }).await
    }

    /// Bytes held now, and the most that were held since [`Product::forget_peak`].
    fn memory(&self) -> (u64, u64) {
        let status = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(status).expect("a living process");
        let figure = |name: &str| -> u64 {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
            number.map(|kilobytes: u64| kilobytes * 1_024).expect(name)
        };
        (figure("VmRSS:"), figure("VmHWM:"))
    }

    fn forget_peak(&self) {
        let path = format!("/proc/{}/clear_refs", self.child.id());
        std::fs::write(path, "5").expect("a process of ours");
    }
}

impl Drop for Product {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn token(folder: &Path) -> String {
    let written = std::fs::read(folder.join("credentials.json")).expect("credentials");
    let written: Value = serde_json::from_slice(&written).expect("JSON");
    written["api_token"].as_str().expect("a token").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_megabytes_go_in_and_out_through_little_memory() {
    let product = Product::started().await;
    let list = product.json("/tickets").await;
    let ticket = list["items"][0]["id"]
        .as_str()
        .expect("a ticket")
        .to_owned();
    let mut grown = Vec::new();
    for which in 1..=2 {
        let (before, _) = product.memory();
        product.forget_peak();
        product.sends(&ticket, which).await;
        let up = product.memory().1.saturating_sub(before);

        let read = product.json(&format!("/tickets/{ticket}")).await;
        let files = read["attachments"].as_array().expect("files");
        let file = files.last().expect("the film");
        assert_eq!(file["media_type"], "video/mp4");
        let path = format!(
            "/tickets/{ticket}/attachments/{}",
            file["id"].as_str().expect("an id")
        );
        let (before, _) = product.memory();
        product.forget_peak();
        let size = product.takes(&path).await;
        let down = product.memory().1.saturating_sub(before);
        assert_eq!(size, SIZE);
        eprintln!(
            "100 MB: {} kB more on the way in, {} kB on the way out",
            up / 1_000,
            down / 1_000
        );
        grown.extend([up, down]);
    }
    assert!(
        grown.iter().all(|bytes| *bytes < 40 * MEGABYTE),
        "more memory than two fifths of the file: {grown:?}"
    );
}
