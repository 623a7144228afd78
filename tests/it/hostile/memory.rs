//! How much memory can a stranger make the product take? Measured from outside, on a process of its own, and bounded by
//! what was sent: no test here looks at a watch.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use data_encoding::BASE64;
use harness::wait::eventually;
use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use super::wire::{Heard, Request, ask, send};

const MEGABYTE: u64 = 1_000_000;

/// The product as a process, in the same build as the tests.
struct Product {
    child: Child,
    address: String,
    _folder: TempDir,
}

impl Product {
    async fn started() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = free.local_addr().expect("its address").to_string();
        drop(free);
        let secret = BASE64.encode(&[7; 32]);
        let database = format!("sqlite://{}", folder.path().join("a.db").display());
        let child = Command::new(PathBuf::from(env!("CARGO_BIN_EXE_product")))
            .arg("serve")
            .env("MAINCOURANTE_DATABASE_URL", database)
            .env("MAINCOURANTE_FILES_DIRECTORY", folder.path().join("files"))
            .env("MAINCOURANTE_SERVER_LISTEN", &address)
            .env("MAINCOURANTE_SECRETS_MASTER_KEY", &secret)
            .env("MAINCOURANTE_SECRETS_LINK_SECRET", &secret)
            .env("MAINCOURANTE_LIMITS_SIGN_INS_AT_ONCE", "100000")
            .env("MAINCOURANTE_LOG_FILTER", "error")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the product");
        eventually("the product listens", || {
            std::net::TcpStream::connect(&address).ok()
        })
        .await;
        let product = Self {
            child,
            address,
            _folder: folder,
        };
        // What is made once, at the first request of a kind, is no growth.
        for _ in 0..20 {
            product
                .many(8, &Request::new("GET", "/sign-in").bytes())
                .await;
            product.many(2, &signing_in().bytes()).await;
        }
        product
    }

    /// The same at the same time, so many times; returns how many were answered with a failure of ours.
    async fn many(&self, times: usize, bytes: &[u8]) -> usize {
        let all = (0..times).map(|_| send(&self.address, bytes));
        let heard = futures::future::join_all(all).await;
        let failed = heard.iter().filter(|heard| match heard {
            Heard::Answer(answer) => answer.status >= 500,
            Heard::Closed => false,
        });
        failed.count()
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

fn signing_in() -> Request {
    Request::new("POST", "/sign-in").form("email=a@b.example&password=faux")
}

/// Ten megabytes that are not announced, so that they must be read to be refused.
fn ten_megabytes() -> Vec<u8> {
    let mut chunks = format!("{:x}\r\n", 10 * MEGABYTE).into_bytes();
    chunks.extend(vec![b'a'; 10_000_000]);
    let request = Request::new("POST", "/sign-in").form("");
    request.in_pieces(chunks).bytes()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_bodies_of_ten_megabytes_are_never_held() {
    const BODIES: usize = 200;
    let product = Product::started().await;
    let body = ten_megabytes();
    let mut peaks = Vec::new();
    let (before, _) = product.memory();
    for _ in 0..3 {
        product.forget_peak();
        assert_eq!(product.many(BODIES, &body).await, 0);
        peaks.push(product.memory().1);
    }
    let grown = peaks
        .iter()
        .max()
        .copied()
        .unwrap_or_default()
        .saturating_sub(before);
    let sent = BODIES as u64 * 10 * MEGABYTE;
    eprintln!("before {before}, peaks {peaks:?}, grown {grown} of {sent} sent each time");
    // A quarter of a megabyte each is the limit of a body; twice that with what lies between.
    assert!(grown < sent / 20, "{grown} bytes more for {sent} sent");
    assert!(
        peaks[2] < peaks[0] + sent / 40,
        "it grows with each time: {peaks:?}"
    );
    assert_eq!(
        ask(&product.address, &Request::new("GET", "/health/live"))
            .await
            .status,
        200
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_sign_ins_does_not_take_its_memory_at_once() {
    const FLOOD: usize = 150;
    let product = Product::started().await;
    let (before, _) = product.memory();
    product.forget_peak();
    assert_eq!(product.many(FLOOD, &signing_in().bytes()).await, 0);
    let grown = product.memory().1.saturating_sub(before);
    // Each check of a password takes 19 MiB while it runs.
    let unbounded = FLOOD as u64 * 19 * MEGABYTE;
    eprintln!("before {before}, grown {grown}, unbounded it would be {unbounded}");
    assert!(grown < unbounded / 10, "{grown} bytes more");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_idle_connection_takes_little() {
    const IDLE: usize = 2_000;
    let product = Product::started().await;
    let (before, _) = product.memory();
    let mut idle = Vec::new();
    for _ in 0..IDLE {
        let mut stream = TcpStream::connect(&product.address)
            .await
            .expect("a listener");
        stream
            .write_all(b"GET /tickets HTT")
            .await
            .expect("a listener");
        idle.push(stream);
    }
    assert_eq!(
        ask(&product.address, &Request::new("GET", "/health/live"))
            .await
            .status,
        200
    );
    let grown = product.memory().0.saturating_sub(before);
    eprintln!(
        "before {before}, grown {grown}, {} each",
        grown / IDLE as u64
    );
    assert!(grown / (IDLE as u64) < 64_000, "{grown} bytes for {IDLE}");
}
