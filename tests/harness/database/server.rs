//! How does a test get a running PostgreSQL in no time?
//!
//! Every test process shares one server, started by whichever comes first and kept by
//! `postgres-server.sh` until the last has gone. A measurement has one of its own, which writes to the disk.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// How long a start may take on a busy machine.
const START_LIMIT: Duration = Duration::from_secs(60);

/// A server in use: as long as this process lives, the server does.
pub struct Server {
    folder: PathBuf,
    _in_use: File,
}

impl Server {
    /// The address of one of its databases. `name` needs no escaping: the harness makes it.
    pub fn url(&self, name: &str) -> String {
        format!(
            "postgres://postgres@localhost/{name}?host={}",
            self.folder.display()
        )
    }

    /// Held by whoever prepares something that all processes share.
    pub(super) fn lock(&self, what: &str) -> File {
        let file = open(&self.folder.with_extension(what));
        file.lock().expect("a lock in the temporary folder");
        file
    }
}

/// The server of this machine's test run, started if need be.
pub(super) fn shared() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| start(folder(), Promise::Nothing))
}

/// A server whose commits are on the disk when they are answered, with its data in `folder`, kept for the next time.
/// Its user must be able to reach the folder.
pub fn durable(folder: PathBuf) -> Server {
    start(folder, Promise::Durable)
}

/// What a commit is worth.
#[derive(Clone, Copy)]
enum Promise {
    Nothing,
    Durable,
}

fn start(folder: PathBuf, promise: Promise) -> Server {
    // From here on the keeper waits for us; and if it is just stopping its server, we wait for it.
    let in_use = open(&folder.with_extension("users"));
    in_use
        .lock_shared()
        .expect("a lock in the temporary folder");

    let server = Server {
        folder,
        _in_use: in_use,
    };
    let _starting = server.lock("starting");
    if !is_kept(&server.folder) {
        // A keeper that was killed left its word behind.
        let _ = std::fs::remove_file(server.folder.join("ready"));
        let mut keeper = spawn_keeper(&server.folder, promise);
        await_ready(&server.folder, &mut keeper);
    }
    server
}

/// Whether a keeper lives and its server answers. A keeper that holds its lock is past its start, because
/// starts happen one at a time.
fn is_kept(folder: &Path) -> bool {
    let free = open(&folder.with_extension("keeper")).try_lock().is_ok();
    !free && folder.join("ready").exists()
}

fn spawn_keeper(folder: &Path, promise: Promise) -> Child {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("harness/database/postgres-server.sh");
    // A session of its own: an interrupt at the terminal reaches the tests, and the keeper sees them go.
    let mode: &[&str] = match promise {
        Promise::Nothing => &[],
        Promise::Durable => &["durable"],
    };
    Command::new("setsid")
        .arg("bash")
        .arg(script)
        .arg(folder)
        .args(mode)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(open(&folder.with_extension("log")))
        .spawn()
        .expect("setsid and bash")
}

fn await_ready(folder: &Path, keeper: &mut Child) {
    let began = Instant::now();
    while !folder.join("ready").exists() {
        let ended = keeper.try_wait().expect("the keeper's state");
        assert!(
            ended.is_none(),
            "PostgreSQL did not start: see {}.log",
            folder.display()
        );
        assert!(
            began.elapsed() < START_LIMIT,
            "PostgreSQL was not ready in {START_LIMIT:?}"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// One folder a checkout, in the temporary folder: the server's user must be able to reach it, and a socket's
/// path may not be longer than 107 bytes.
fn folder() -> PathBuf {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    env!("CARGO_MANIFEST_DIR").hash(&mut hasher);
    std::env::temp_dir().join(format!(
        "main-courante-tests-{:012x}",
        hasher.finish() >> 16
    ))
}

fn open(path: &Path) -> File {
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
