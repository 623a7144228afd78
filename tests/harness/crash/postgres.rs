//! Which PostgreSQL may be restarted in the middle of everything? One of the test's own, on a Unix socket, and a way to it
//! that can be cut.
//!
//! It acknowledges a commit only when it is with the operating system: the tests' shared server does not, because
//! nobody restarts that one.

use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;

use tempfile::TempDir;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, UnixStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How `pg_ctl` stops it.
#[derive(Clone, Copy, Debug)]
pub enum Stop {
    /// Sends everybody away and shuts down in order.
    Fast,
    /// As a crash: what was committed is recovered from its log at the next start.
    Immediate,
}

pub struct OwnServer {
    folder: TempDir,
    /// Stops the server when its standard input ends, so that a test that is killed leaves nothing running.
    keeper: Child,
    answers: Lines<BufReader<ChildStdout>>,
}

const KEEPER: &str = r#"
set -eu
folder=$1
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
if [ "$(id -u)" = 0 ]; then
  unprivileged() { runuser -u postgres -- "$@"; }
  chown postgres "$folder"
else
  unprivileged() { "$@"; }
fi
chmod 755 "$folder"
cd "$folder"
unprivileged "$bin/initdb" -D "$folder/data" -U postgres -A trust --no-sync -E UTF8 --locale=C.UTF-8 >/dev/null
cat >>"$folder/data/postgresql.conf" <<SETTINGS
listen_addresses = ''
unix_socket_directories = '$folder'
fsync = off
max_connections = 100
timezone = 'UTC'
log_min_messages = warning
SETTINGS
control() { unprivileged "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/log" -w -s "$@" >/dev/null 2>&1 </dev/null; }
control start
echo ready
while read -r verb mode; do
  case $verb in
    start) control start ;;
    stop) control stop -m "$mode" ;;
  esac
  echo done
done
control stop -m immediate || true
"#;

impl OwnServer {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut keeper = Command::new("bash")
            .args(["-c", KEEPER, "keeper"])
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("bash");
        let stdout = keeper.stdout.take().expect("a pipe");
        let mut server = Self {
            folder,
            keeper,
            answers: BufReader::new(stdout).lines(),
        };
        server.hears("ready");
        server
    }

    /// The address of one of its databases, by its socket.
    pub fn url(&self, name: &str) -> String {
        let folder = self.folder.path().display();
        format!("postgres://postgres@localhost/{name}?host={folder}")
    }

    pub fn stop(&mut self, how: Stop) {
        let mode = match how {
            Stop::Fast => "fast",
            Stop::Immediate => "immediate",
        };
        self.says(&format!("stop {mode}"));
    }

    pub fn go_on(&mut self) {
        self.says("start -");
    }

    fn says(&mut self, what: &str) {
        let stdin = self.keeper.stdin.as_mut().expect("a pipe");
        writeln!(stdin, "{what}").expect("a keeper that lives");
        self.hears("done");
    }

    fn hears(&mut self, wanted: &str) {
        let line = self.answers.next().and_then(Result::ok);
        let log = std::fs::read_to_string(self.folder.path().join("data/log"));
        assert_eq!(line.as_deref(), Some(wanted), "{log:?}");
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join(".s.PGSQL.5432")
    }
}

impl Drop for OwnServer {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// The network between the product and its database.
pub struct Way {
    pub port: u16,
    /// Counts the cuts: a connection lives until the next one.
    cuts: watch::Sender<u32>,
    carrying: JoinHandle<()>,
}

impl Way {
    pub async fn to(server: &OwnServer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("its address").port();
        let (cuts, _) = watch::channel(0);
        let carrying = tokio::spawn(carry(listener, server.socket().into(), cuts.clone()));
        Self {
            port,
            cuts,
            carrying,
        }
    }

    /// Every connection breaks off in the middle of whatever it carries.
    pub fn cut(&self) {
        self.cuts.send_modify(|cuts| *cuts += 1);
    }
}

impl Drop for Way {
    fn drop(&mut self) {
        self.carrying.abort();
    }
}

async fn carry(listener: TcpListener, socket: Arc<Path>, cuts: watch::Sender<u32>) {
    while let Ok((mut near, _)) = listener.accept().await {
        let (socket, mut cuts) = (socket.clone(), cuts.subscribe());
        tokio::spawn(async move {
            // With nobody behind it, the connection is closed at once, as by a router without a route.
            let Ok(mut far) = UnixStream::connect(&socket).await else {
                return;
            };
            tokio::select! {
                _ = copy_bidirectional(&mut near, &mut far) => {}
                _ = cuts.changed() => {}
            }
        });
    }
}
