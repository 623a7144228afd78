//! What does a mail server on the other side really receive?
//!
//! A real SMTP server, in a process of its own, that takes mail over TLS only, with a certificate of an
//! authority made for the occasion. What it accepted is read back from its Maildir by a parser that the product
//! does not use for writing.

mod received;
pub mod scripted;

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, ChildStdin, Command};

pub use received::ReceivedMail;

use crate::wait::eventually;

/// The account that the server accepts.
pub const USER: &str = "agency";
pub const PASSWORD: &str = "secret of the mail server";

pub struct MailServer {
    /// On 127.0.0.1; the certificate is for `localhost`.
    pub port: u16,
    folder: TempDir,
    _stdin: ChildStdin,
    _process: Child,
}

impl MailServer {
    /// A server that takes mail after STARTTLS.
    pub async fn start() -> Self {
        Self::start_as("starttls").await
    }

    /// A server that speaks TLS from the first byte.
    pub async fn start_implicit() -> Self {
        Self::start_as("implicit").await
    }

    async fn start_as(mode: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        make_certificates(folder.path()).await;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("harness/mail_server/server.py");
        // Debian's Python: the one that Debian's package of aiosmtpd belongs to.
        let mut process = Command::new("/usr/bin/python3")
            .arg(script)
            .arg(folder.path().join("maildir"))
            .arg(folder.path().join("server.pem"))
            .arg(folder.path().join("server.key"))
            .arg(mode)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("Debian's python3");
        let stdin = process.stdin.take().expect("a pipe");
        let mut lines = BufReader::new(process.stdout.take().expect("a pipe")).lines();
        let line = lines
            .next_line()
            .await
            .expect("the server's output")
            .expect("the server's port");
        let port = line.parse().expect("a port number");
        Self {
            port,
            folder,
            _stdin: stdin,
            _process: process,
        }
    }

    /// The authority that signed the server's certificate, as PEM.
    pub fn authority(&self) -> PathBuf {
        self.folder.path().join("authority.pem")
    }

    /// Everything accepted so far, oldest first.
    pub fn received(&self) -> Vec<ReceivedMail> {
        let Ok(entries) = std::fs::read_dir(self.folder.path().join("maildir/new")) else {
            return Vec::new();
        };
        let mut files: Vec<_> = entries
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .collect();
        files.sort_by_key(|file| {
            std::fs::metadata(file)
                .and_then(|data| data.modified())
                .ok()
        });
        files
            .iter()
            .map(|file| ReceivedMail::parse(&std::fs::read(file).expect("a message")))
            .collect()
    }

    /// The first message that answers to `wanted`, awaited with a limit.
    pub async fn await_mail(&self, wanted: impl Fn(&ReceivedMail) -> bool) -> ReceivedMail {
        eventually("the mail arrives", || {
            self.received().into_iter().find(&wanted)
        })
        .await
    }
}

/// An authority of our own and a certificate for `localhost` signed by it.
async fn make_certificates(folder: &Path) {
    let extensions = folder.join("extensions");
    std::fs::write(
        &extensions,
        "subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n",
    )
    .expect("a file");
    openssl(
        folder,
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -keyout authority.key \
         -out authority.pem -subj /CN=authority-of-the-tests -addext basicConstraints=critical,CA:TRUE",
    )
    .await;
    openssl(
        folder,
        "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out server.csr \
         -subj /CN=localhost",
    )
    .await;
    openssl(
        folder,
        "x509 -req -in server.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 2 \
         -extfile extensions -out server.pem",
    )
    .await;
}

async fn openssl(folder: &Path, arguments: &str) {
    let output = Command::new("openssl")
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .await
        .expect("openssl");
    assert!(
        output.status.success(),
        "openssl {arguments}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}
