//! How does a life of the product begin and end? As a process, by SIGKILL from outside, by its own hand at a named
//! point, or by SIGTERM when all is well.

use std::fs::File;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::{Duration, Instant};

use infra::crash_point::Point;
use rustix::process::{Pid, Signal, kill_process};
use tokio::net::TcpStream;
use tokio::process::{Child, ChildStdin, Command};

/// Longer than any start or stop on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program with its surroundings.
#[derive(Clone)]
pub struct Program {
    pub path: PathBuf,
    pub environment: Vec<(String, String)>,
    /// Where the servers of the present life are.
    pub neighbours: Vec<(String, String)>,
    pub port: u16,
    /// Where everything that it says goes.
    pub log: PathBuf,
}

/// A running process.
pub struct Life {
    child: Child,
    port: u16,
    _stdin: Option<ChildStdin>,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// SIGKILL, from whomever.
    Killed,
    /// With this code.
    Exited(i32),
}

impl Program {
    /// Starts it in a role, with its clock; it dies at `fate`, if it comes there.
    pub fn start(&self, role: &[&str], clock: &str, fate: Option<(Point, u32)>) -> Life {
        let log = File::options().create(true).append(true).open(&self.log);
        let log = log.expect("a log");
        // A file that may not grow is to fail like a full disk, and not to end the process by a signal.
        let mut command = Command::new("/bin/bash");
        command
            .args(["-c", r#"trap "" XFSZ; exec "$0" "$@""#])
            .arg(&self.path)
            .args(role)
            .env_clear()
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .envs(self.neighbours.iter().map(|(name, value)| (name, value)))
            .env("CLOCK", clock)
            .stdin(Stdio::piped())
            .stdout(log.try_clone().expect("a second handle"))
            .stderr(log)
            .kill_on_drop(true);
        if let Some((point, passage)) = fate {
            command.env("CRASH_AT", format!("{}:{passage}", point.name()));
        }
        let mut child = command
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", self.path.display()));
        Life {
            _stdin: child.stdin.take(),
            child,
            port: self.port,
        }
    }

    /// Lines that must never stand in a log.
    pub fn outcries(&self) -> Vec<String> {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let found = log.lines().filter(|line| line.contains("panicked at"));
        found.map(str::to_owned).collect()
    }
}

impl Life {
    /// Whether it takes requests; `false` if it died on the way there.
    pub async fn is_up(&mut self) -> bool {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            if TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
                return true;
            }
            if self.child.try_wait().expect("its state").is_some() {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("it neither listened nor died within {PATIENCE:?}");
    }

    /// Lets it live until `limit`; says how it ended, if it did.
    pub async fn ends_within(&mut self, limit: Duration) -> Option<End> {
        let ended = tokio::time::timeout(limit, self.child.wait()).await.ok()?;
        Some(End::of(ended.expect("its end")))
    }

    pub fn id(&self) -> u32 {
        self.child.id().expect("a process that lives")
    }

    pub async fn kill(&mut self) -> End {
        // It may be dead already.
        let _ = self.child.start_kill();
        End::of(self.child.wait().await.expect("its end"))
    }

    /// Asks it to stop, as a service manager does.
    pub async fn terminate(&mut self) -> End {
        if let Some(pid) = self.child.id() {
            let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
            // It may be dead already; then its end says so.
            let _ = kill_process(pid.expect("a process"), Signal::TERM);
        }
        match self.ends_within(PATIENCE).await {
            Some(end) => end,
            None => self.kill().await,
        }
    }
}

impl End {
    fn of(status: ExitStatus) -> Self {
        match status.signal() {
            Some(signal) if signal == Signal::KILL.as_raw() => Self::Killed,
            Some(signal) => Self::Exited(128 + signal),
            None => Self::Exited(status.code().unwrap_or_default()),
        }
    }
}

/// A port that was free a moment ago, and that no socket is given by itself.
pub fn port() -> u16 {
    let first = 20_000 + u16::try_from(std::process::id() % 9_000).expect("small");
    (first..32_000)
        .find(|port| std::net::TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("a free port")
}

/// The program to kill: the tests' build, or what `CRASH_PROGRAM` names.
pub fn program(built: &str) -> PathBuf {
    std::env::var_os("CRASH_PROGRAM").map_or_else(|| Path::new(built).to_owned(), PathBuf::from)
}
