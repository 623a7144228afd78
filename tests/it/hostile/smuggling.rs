//! Can one request hide behind another? Not where a proxy and we could disagree on where a body ends.

use harness::app::TestApp;
use harness::when::monday_at_nine;
use infra::database::Kind;

use super::wire::{Heard, send};

/// What would be answered with 200 if the hidden request were heard.
const HIDDEN: &str = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n";

#[tokio::test]
async fn a_body_whose_end_is_doubtful_is_refused_and_nothing_after_it_is_heard() {
    let app = TestApp::start(Kind::Sqlite, monday_at_nine()).await;
    let address = app.url.trim_start_matches("http://");
    let chunked = "0\r\n\r\n";
    for doubtful in [
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 5, 6",
        "Content-Length: +5",
        "Content-Length: 5 5",
        "Transfer-Encoding: identity, chunked, identity",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding : chunked",
        "Content-Length : 5",
        " Transfer-Encoding: chunked",
        "X: a\r\n Transfer-Encoding: chunked",
        "X: a\rTransfer-Encoding: chunked",
    ] {
        let request = format!(
            "POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             {doubtful}\r\n\r\n{chunked}{HIDDEN}"
        );
        let all = heard(address, request.as_bytes()).await;
        assert!(
            !all.contains("HTTP/1.1 200"),
            "{doubtful}: the hidden request was heard: {all}"
        );
        assert!(
            all.is_empty() || all.starts_with("HTTP/1.1 4"),
            "{doubtful}: {all}"
        );
    }
}

#[tokio::test]
async fn chunks_that_are_none_end_the_connection() {
    let app = TestApp::start(Kind::Sqlite, monday_at_nine()).await;
    let address = app.url.trim_start_matches("http://");
    for chunks in [
        "fffffffffffffffff\r\nx\r\n0\r\n\r\n",
        "-1\r\nx\r\n0\r\n\r\n",
        "0x5\r\nxxxxx\r\n0\r\n\r\n",
        "5 \x01\r\nxxxxx\r\n0\r\n\r\n",
        "3\r\nxxxxx\r\n0\r\n\r\n",
        "5\nxxxxx\n0\n\n",
    ] {
        let request = format!(
            "POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Transfer-Encoding: chunked\r\n\r\n{chunks}{HIDDEN}"
        );
        let all = heard(address, request.as_bytes()).await;
        assert!(
            !all.contains("HTTP/1.1 200"),
            "{chunks:?}: the hidden request was heard: {all}"
        );
        assert!(
            all.is_empty() || all.starts_with("HTTP/1.1 4"),
            "{chunks:?}: {all}"
        );
    }
}

/// Everything that comes back on the connection.
async fn heard(address: &str, bytes: &[u8]) -> String {
    match send(address, bytes).await {
        Heard::Closed => String::new(),
        Heard::Answer(answer) => format!("HTTP/1.1 {}\n{}", answer.status, answer.text()),
    }
}
