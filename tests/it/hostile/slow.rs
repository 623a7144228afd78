//! What do clients get that take their time, or do nothing at all? As long as it takes an honest one, and then the
//! connection is closed; whoever is quick is served all the while.

use std::time::{Duration, Instant};

use harness::app::TestApp;
use harness::when::monday_at_nine;
use infra::database::Kind;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

use super::wire::{Request, ask};

/// Past this, what should be closed stays open.
const LIMIT: Duration = Duration::from_secs(30);
const DROP: Duration = Duration::from_millis(50);

async fn started(environment: &[(&str, &str)]) -> (TestApp, String) {
    let app = TestApp::start_with(Kind::Sqlite, monday_at_nine(), environment).await;
    let address = app.url.trim_start_matches("http://").to_owned();
    (app, address)
}

/// Says something drop by drop until the other side has had enough; returns what it said last.
async fn trickle(stream: &mut TcpStream, mut drops: impl Iterator<Item = u8>) -> String {
    let began = Instant::now();
    let mut heard = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        assert!(began.elapsed() < LIMIT, "nobody minds after {LIMIT:?}");
        // A closed connection may be seen at either end first.
        let drop = drops.next().unwrap_or(b'x');
        let written = stream.write_all(&[drop]).await;
        let read = tokio::time::timeout(DROP, stream.read(&mut buffer)).await;
        match read {
            Ok(Ok(read)) if read > 0 => heard.extend_from_slice(&buffer[..read]),
            Ok(_) => return String::from_utf8_lossy(&heard).into_owned(),
            Err(_) if written.is_err() => return String::from_utf8_lossy(&heard).into_owned(),
            Err(_) => {}
        }
    }
}

#[tokio::test]
async fn a_head_that_comes_drop_by_drop_is_cut_off() {
    let (_app, address) = started(&[("MAINCOURANTE_LIMITS_HEAD_SECONDS", "1")]).await;
    let mut stream = TcpStream::connect(&address).await.expect("a listener");
    let head = b"GET /health/live HTTP/1.1\r\nHost: a\r\nX-Slow: "
        .iter()
        .copied();
    let heard = trickle(&mut stream, head).await;
    assert!(!heard.contains(" 200 "), "{heard}");
}

#[tokio::test]
async fn a_connection_on_which_nothing_is_said_is_closed() {
    let (_app, address) = started(&[("MAINCOURANTE_LIMITS_HEAD_SECONDS", "1")]).await;
    let mut stream = TcpStream::connect(&address).await.expect("a listener");
    let mut kept = TcpStream::connect(&address).await.expect("a listener");
    let live = b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n";
    kept.write_all(live).await.expect("a listener");
    for stream in [&mut stream, &mut kept] {
        let mut heard = Vec::new();
        let ended = tokio::time::timeout(LIMIT, stream.read_to_end(&mut heard)).await;
        assert!(ended.is_ok(), "still open after {LIMIT:?}");
    }
}

#[tokio::test]
async fn a_body_that_comes_drop_by_drop_is_refused() {
    let (_app, address) = started(&[("MAINCOURANTE_LIMITS_BODY_SECONDS", "1")]).await;
    let mut stream = TcpStream::connect(&address).await.expect("a listener");
    let request = Request::new("POST", "/sign-in")
        .with("Accept", "text/html")
        .with("Content-Type", "application/x-www-form-urlencoded")
        .with("Content-Length", "5000");
    stream
        .write_all(&request.bytes())
        .await
        .expect("a listener");
    let heard = trickle(&mut stream, std::iter::repeat(b'a')).await;
    assert!(heard.starts_with("HTTP/1.1 408 "), "{heard}");
    assert!(
        heard.contains("<html lang=\"fr\"") && heard.contains("trop lentement"),
        "{heard}"
    );
}

#[tokio::test]
async fn whoever_does_not_take_the_answer_is_dropped() {
    let (_app, address) = started(&[("MAINCOURANTE_LIMITS_STALLED_SECONDS", "1")]).await;
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(4_096).expect("a small buffer");
    let mut stream = socket
        .connect(address.parse().expect("an address"))
        .await
        .expect("a listener");
    // Asked again and again, and never read: the answers fill what lies between, and then nothing moves.
    let ask = b"GET /api/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n".repeat(10);
    let began = Instant::now();
    loop {
        assert!(began.elapsed() < LIMIT, "still held after {LIMIT:?}");
        let written = tokio::time::timeout(Duration::from_secs(1), stream.write_all(&ask)).await;
        if matches!(written, Ok(Err(_))) {
            return;
        }
    }
}

/// The issue's own number.
const IDLE: usize = 2_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_thousand_idle_connections_are_in_nobody_s_way() {
    // Both ends are in this process, and the listener sees to it that there are descriptors for as many as it may take.
    let (_app, address) = started(&[("MAINCOURANTE_LIMITS_CONNECTIONS", "5000")]).await;
    let mut idle = Vec::new();
    for nth in 0..IDLE {
        let mut stream = TcpStream::connect(&address).await.expect("a listener");
        // Some say nothing, some begin, some have been served and stay.
        let said: &[u8] = match nth % 3 {
            0 => b"",
            1 => b"GET /tickets HTT",
            _ => b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n",
        };
        stream.write_all(said).await.expect("a listener");
        idle.push(stream);
    }
    for _ in 0..20 {
        let request = Request::new("GET", "/sign-in");
        let served = ask(&address, &request);
        let served = tokio::time::timeout(Duration::from_secs(5), served).await;
        assert_eq!(served.expect("served at once").status, 200);
    }
    assert_eq!(idle.len(), IDLE);
}

#[tokio::test]
async fn more_connections_than_there_are_seats_wait_for_the_first_to_be_cut_off() {
    let (_app, address) = started(&[
        ("MAINCOURANTE_LIMITS_CONNECTIONS", "16"),
        ("MAINCOURANTE_LIMITS_HEAD_SECONDS", "1"),
    ])
    .await;
    let mut idle = Vec::new();
    for _ in 0..40 {
        idle.push(TcpStream::connect(&address).await.expect("a listener"));
    }
    let request = Request::new("GET", "/health/live");
    let served = ask(&address, &request);
    let served = tokio::time::timeout(LIMIT, served).await;
    assert_eq!(served.expect("served in the end").status, 200);
}
