//! How does the product run here? As a process of its own, with its default settings.

use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use crate::http::Connection;

/// Past this it does not become ready any more.
const LIMIT: Duration = Duration::from_secs(900);
/// The secrets of every run: 32 bytes each.
pub const MASTER_KEY: [u8; 32] = [7; 32];
const LINK_SECRET: [u8; 32] = [8; 32];

/// Which roles it plays, with which settings that are not the default.
#[derive(Clone, Debug)]
pub struct Variant {
    pub name: &'static str,
    pub arguments: &'static [&'static str],
    pub environment: &'static [(&'static str, &'static str)],
}

pub const SERVE: Variant = Variant {
    name: "serve",
    arguments: &["serve"],
    environment: &[],
};
pub const SERVE_NO_WORK: Variant = Variant {
    name: "serve --no-work",
    arguments: &["serve", "--no-work"],
    environment: &[],
};

/// Every command reads its ticket and appends by itself: the reference.
pub const SERVE_STOCK: Variant = Variant {
    name: "serve, stock event store",
    arguments: &["serve"],
    environment: &[("MAINCOURANTE_DATABASE_EVENT_STORE", "stock")],
};

/// Those that this build of the product can play.
pub fn variants(program: &Path) -> Result<Vec<Variant>> {
    let told = Command::new(program).arg("configuration").output()?;
    let has_stock = String::from_utf8_lossy(&told.stdout).contains("\nevent_store =");
    let mut variants = vec![SERVE, SERVE_NO_WORK];
    variants.extend(has_stock.then_some(SERVE_STOCK));
    Ok(variants)
}

pub struct Product {
    child: Child,
    pub address: SocketAddr,
    started: Instant,
}

/// In kilobytes, as the kernel counts them.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    resident: f64,
    /// The most since the start.
    peak: f64,
}

impl Memory {
    pub fn resident_megabytes(self) -> f64 {
        self.resident / 1_024.0
    }
    pub fn peak_megabytes(self) -> f64 {
        self.peak / 1_024.0
    }
}

impl Product {
    /// Starts it; `folder` takes its files and its log.
    pub fn start(program: &Path, variant: &Variant, url: &str, folder: PathBuf) -> Result<Self> {
        let address = free_address()?;
        let mut command = Self::command(program, url, &folder)?;
        let started = Instant::now();
        let child = command
            .args(variant.arguments)
            .env("MAINCOURANTE_SERVER_LISTEN", address.to_string())
            .envs(variant.environment.iter().copied())
            .spawn()
            .with_context(|| program.display().to_string())?;
        Ok(Self {
            child,
            address,
            started,
        })
    }

    /// Any of its roles.
    pub fn command(program: &Path, url: &str, folder: &Path) -> Result<Command> {
        std::fs::create_dir_all(folder)?;
        let base64 = |secret: &[u8]| data_encoding::BASE64.encode(secret);
        let mut command = Command::new(program);
        command
            .env("MAINCOURANTE_DATABASE_URL", url)
            .env("MAINCOURANTE_FILES_DIRECTORY", folder.join("files"))
            .env("MAINCOURANTE_SECRETS_MASTER_KEY", base64(&MASTER_KEY))
            .env("MAINCOURANTE_SECRETS_LINK_SECRET", base64(&LINK_SECRET))
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(folder.join("log"))?);
        Ok(command)
    }

    /// How long it took from its start to the first answer that says that it is ready.
    pub async fn ready(&mut self) -> Result<Duration> {
        while self.started.elapsed() < LIMIT {
            if let Some(ended) = self.child.try_wait()? {
                bail!("the product did not start: {ended}");
            }
            if let Ok((200, _)) = self.health().await {
                return Ok(self.started.elapsed());
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        bail!("the product is not ready after {LIMIT:?}")
    }

    /// Waits until the followers have seen every event.
    pub async fn caught_up(&self) -> Result<()> {
        let began = Instant::now();
        while began.elapsed() < LIMIT {
            let (_, health) = self.health().await?;
            let followers = health["followers"].as_array().cloned().unwrap_or_default();
            if followers.iter().all(|follower| follower["behind"] == 0) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bail!("the followers have not caught up after {LIMIT:?}")
    }

    async fn health(&self) -> Result<(u16, Value)> {
        let mut connection = Connection::open(self.address).await?;
        let request = format!(
            "GET /health/ready HTTP/1.1\r\nhost: {}\r\n\r\n",
            self.address
        );
        let answer = connection.ask(request.as_bytes()).await?;
        Ok((answer.status, serde_json::from_slice(answer.body)?))
    }

    pub fn memory(&self) -> Result<Memory> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let kilobytes = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name));
            let figure = line.and_then(|line| line.split_whitespace().nth(1));
            figure
                .and_then(|figure| figure.parse().ok())
                .context("not a line of /proc/…/status")
        };
        Ok(Memory {
            resident: kilobytes("VmRSS:")?,
            peak: kilobytes("VmHWM:")?,
        })
    }

    /// Stops it politely.
    pub async fn stop(mut self) -> Result<()> {
        let told = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()?;
        ensure!(told.success(), "the product cannot be told to stop");
        let ended = tokio::task::block_in_place(|| self.child.wait())?;
        ensure!(ended.success(), "the product did not stop well: {ended}");
        Ok(())
    }
}

/// A measurement that fails leaves nothing running.
impl Drop for Product {
    fn drop(&mut self) {
        // It has ended already when all went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
