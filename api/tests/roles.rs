//! Does the program start, say what is wrong, and stop when it is told to? The binary itself, as an operator meets it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
/// Generous: machines that run tests are busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program with a database and files in `folder`, and nothing else of its surroundings.
fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_maincourante"));
    command
        .current_dir(folder)
        .env_clear()
        .env("MAINCOURANTE_SECRETS_MASTER_KEY", KEY)
        .env("MAINCOURANTE_SECRETS_LINK_SECRET", KEY)
        .stdin(Stdio::null());
    command
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn get(port: u16, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    .ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

fn wait_for(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "{what} takes too long");
        std::thread::yield_now();
    }
}

/// As a service manager does it.
fn terminate(child: &Child) {
    let status = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status();
    assert!(status.expect("a signal").success());
}

#[test]
fn serving_ends_by_itself_when_told_to_stop() {
    let folder = folder();
    let port = free_port();
    let mut child = program(folder.path())
        .arg("serve")
        .env("MAINCOURANTE_SERVER_LISTEN", format!("127.0.0.1:{port}"))
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    wait_for("starting", || {
        get(port, "/health/ready").is_some_and(|answer| answer.starts_with("HTTP/1.1 200"))
    });
    terminate(&child);
    let status = child.wait().expect("ended");
    assert!(status.success(), "{status}");
}

#[test]
fn metrics_stand_on_a_listener_of_their_own() {
    let folder = folder();
    let (port, metrics) = (free_port(), free_port());
    let mut child = program(folder.path())
        .arg("serve")
        .env("MAINCOURANTE_SERVER_LISTEN", format!("127.0.0.1:{port}"))
        .env(
            "MAINCOURANTE_SERVER_METRICS_LISTEN",
            format!("127.0.0.1:{metrics}"),
        )
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    wait_for("starting", || get(metrics, "/metrics").is_some());
    let outside = get(port, "/metrics").expect("an answer");
    terminate(&child);
    child.wait().expect("ended");
    assert!(outside.starts_with("HTTP/1.1 404"), "{outside}");
}

#[test]
fn without_secrets_it_says_how_to_make_them() {
    let folder = folder();
    let output = program(folder.path())
        .arg("serve")
        .env_remove("MAINCOURANTE_SECRETS_MASTER_KEY")
        .output();
    let output = output.expect("ended");
    assert!(!output.status.success());
    assert!(
        told(&output).contains("secrets.master_key"),
        "{}",
        told(&output)
    );
    assert!(told(&output).contains("openssl rand"), "{}", told(&output));
}

#[test]
fn a_port_in_use_is_said_in_words() {
    let folder = folder();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let output = program(folder.path())
        .args(["demo", "--listen", &address])
        .output()
        .expect("ended");
    assert!(!output.status.success());
    assert!(
        told(&output).contains("in use by another program"),
        "{}",
        told(&output)
    );
}

#[test]
fn migrating_and_rebuilding_end_by_themselves() {
    let folder = folder();
    for role in ["migrate", "rebuild", "rebuild"] {
        let output = program(folder.path()).arg(role).output().expect("ended");
        assert!(output.status.success(), "{role}: {}", told(&output));
    }
    assert!(folder.path().join("data/maincourante.db").exists());
}

#[test]
fn the_configuration_it_prints_can_be_read_back() {
    let folder = folder();
    let printed = program(folder.path())
        .arg("configuration")
        .output()
        .expect("ended");
    let file = folder.path().join("own.toml");
    std::fs::write(&file, printed.stdout).expect("written");
    let output = program(folder.path())
        .arg("--config")
        .arg(&file)
        .arg("migrate")
        .output()
        .expect("ended");
    assert!(output.status.success(), "{}", told(&output));
}

#[test]
fn the_demo_says_where_it_is_and_keeps_it_for_its_owner() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder();
    let port = free_port();
    let mut child = program(folder.path())
        .args([
            "demo",
            "--speed",
            "60",
            "--listen",
            &format!("127.0.0.1:{port}"),
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let greeting = lines.find(|line| {
        line.as_ref()
            .is_ok_and(|line| line.contains("Contractor link"))
    });
    let greeting = greeting.expect("a greeting").expect("a line");
    let link = greeting
        .split_whitespace()
        .last()
        .expect("a link")
        .to_owned();
    let path = link
        .split_once(&port.to_string())
        .expect("its own address")
        .1
        .to_owned();
    wait_for("serving", || {
        get(port, &path).is_some_and(|answer| answer.starts_with("HTTP/1.1 200"))
    });
    terminate(&child);
    assert!(child.wait().expect("ended").success());

    let credentials = folder.path().join("data/demo/credentials.json");
    let mode = std::fs::metadata(&credentials)
        .expect("credentials")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let kept = std::fs::read_to_string(&credentials).expect("credentials");
    assert!(kept.contains(&link));
}

#[test]
fn an_agency_comes_in_and_its_people_get_passwords_once() {
    let folder = folder();
    let records = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/demo/data");
    let import = || {
        program(folder.path())
            .arg("import")
            .arg(&records)
            .output()
            .expect("ended")
    };
    let (first, again) = (import(), import());
    assert!(first.status.success(), "{}", told(&first));
    assert_eq!(String::from_utf8_lossy(&first.stdout).lines().count(), 5);
    assert!(again.status.success(), "{}", told(&again));
    assert!(
        again.stdout.is_empty(),
        "nobody's password is changed by a second import"
    );
}

#[test]
fn a_record_that_is_wrong_is_named() {
    let folder = folder();
    let records = folder.path().join("records");
    std::fs::create_dir(&records).expect("a folder");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/demo/data");
    for name in [
        "agency.json",
        "parties.json",
        "contractors.json",
        "properties.json",
    ] {
        std::fs::copy(data.join(name), records.join(name)).expect("copied");
    }
    let wrong =
        r#"[{"external_key": "S1", "email": "a@b.example", "name": "A", "roles": ["boss"]}]"#;
    std::fs::write(records.join("staff.json"), wrong).expect("written");
    let output = program(folder.path())
        .arg("import")
        .arg(&records)
        .output()
        .expect("ended");
    assert!(!output.status.success());
    assert!(
        told(&output).contains("staff.json") && told(&output).contains("boss"),
        "{}",
        told(&output)
    );
}

#[test]
fn a_backup_is_restored_into_another_database_and_found_sound() {
    let folder = folder();
    let records = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/demo/data");
    let run = |arguments: &[&str], database: &str| {
        program(folder.path())
            .args(arguments)
            .env("MAINCOURANTE_DATABASE_URL", format!("sqlite://{database}"))
            .output()
            .expect("ended")
    };
    let imported = run(&["import", records.to_str().expect("a path")], "one.db");
    assert!(imported.status.success(), "{}", told(&imported));
    let saved = run(&["backup", "saved", "--keys", "keys"], "one.db");
    assert!(saved.status.success(), "{}", told(&saved));
    assert!(
        told(&saved).contains("saved holds 0 events"),
        "{}",
        told(&saved)
    );

    let again = run(&["backup", "saved", "--keys", "keys"], "one.db");
    assert!(!again.status.success());
    assert!(
        told(&again).contains("never overwrites"),
        "{}",
        told(&again)
    );
    let nowhere = run(&["backup", "other"], "none.db");
    assert!(!nowhere.status.success() && !folder.path().join("none.db").exists());
    assert!(
        told(&nowhere).contains("no database at"),
        "{}",
        told(&nowhere)
    );
    assert_eq!(
        run(&["backup"], "one.db").status.code(),
        Some(2),
        "what to save must be said"
    );

    let restored = run(&["restore", "saved", "--keys", "keys"], "two.db");
    assert!(restored.status.success(), "{}", told(&restored));
    assert!(told(&restored).contains("0 damaged"), "{}", told(&restored));
    let occupied = run(&["restore", "saved", "--keys", "keys"], "two.db");
    assert!(
        told(&occupied).contains("is not empty"),
        "{}",
        told(&occupied)
    );
    let verified = run(&["verify", "--json"], "two.db");
    assert!(verified.status.success(), "{}", told(&verified));
    let report: serde_json::Value = serde_json::from_slice(&verified.stdout).expect("JSON");
    assert_eq!(report["sound"], true);
}
