//! Several files by one form: taken one by one, refused one by one, and nothing left of what breaks off.

use crate::shown::{PHOTO, Ways};
use crate::stage::Reply;
use axum::body::{Body, Bytes};
use axum::http::Request;
use futures::{StreamExt, stream};
use serde_json::Value;

const EDGE: &str = "----edge";

fn value(name: &str, value: &str) -> Vec<u8> {
    let head = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
    [head.as_bytes(), value.as_bytes(), b"\r\n"].concat()
}

fn file(name: &str, content: &[u8]) -> Vec<u8> {
    let named = format!("form-data; name=\"files\"; filename=\"{name}\"");
    let head = format!("--{EDGE}\r\nContent-Disposition: {named}\r\n\r\n");
    [head.as_bytes(), content, b"\r\n"].concat()
}

fn form(parts: &[Vec<u8>]) -> Body {
    Body::from([parts.concat(), format!("--{EDGE}--\r\n").into_bytes()].concat())
}

/// What comes of it, and how the page reads.
async fn posted(ways: &Ways, body: Body) -> (Reply, String) {
    let request = Request::post(path(ways))
        .header(
            "content-type",
            format!("multipart/form-data; boundary={EDGE}"),
        )
        .body(body);
    ways.stage.send_page(request.expect("a request")).await
}

fn path(ways: &Ways) -> String {
    format!("{}/files", ways.plumber.replace("/links/", "/r/"))
}

async fn names(ways: &Ways) -> Vec<String> {
    let view = ways.stage.get(&ways.ticket).await.succeeded().body;
    let files = view["attachments"].as_array().expect("files").iter();
    files
        .map(|file: &Value| file["name"].as_str().expect("a name").to_owned())
        .collect()
}

#[tokio::test]
async fn what_is_taken_is_attached_and_what_is_not_is_named_beside_the_field() {
    let ways = Ways::set().await;
    let (shown, page) = ways
        .stage
        .send_page(
            Request::get(path(&ways))
                .body(Body::empty())
                .expect("a request"),
        )
        .await;
    assert_eq!(shown.status, 200);
    assert!(page.contains("enctype=\"multipart/form-data\"") && page.contains(" multiple"));
    let parts = [
        value("key", "one"),
        file("avant.jpg", PHOTO),
        file("cle.exe", b"MZ\x90\0\x03\0\0\0\x04\0"),
        file("note.txt", b"Le code est 1234."),
    ];
    let (reply, page) = posted(&ways, form(&parts)).await;
    assert_eq!(reply.status, 422);
    assert!(page.contains("2 fichiers sont joints"), "{page}");
    assert!(page.contains("« cle.exe »") && !page.contains("« avant.jpg »"));
    assert_eq!(names(&ways).await, ["avant.jpg", "note.txt"]);
    let good = [value("key", "two"), file("apres.jpg", PHOTO)];
    let (reply, _) = posted(&ways, form(&good)).await;
    assert_eq!(reply.status, 303);
    assert!(reply.header("location").ends_with("?done=files"));
    assert_eq!(names(&ways).await.len(), 3);
}

#[tokio::test]
async fn a_form_sent_twice_is_taken_once() {
    let ways = Ways::set().await;
    for _ in 0..2 {
        let parts = [value("key", "k"), file("a.jpg", PHOTO), file("b.txt", b"b")];
        assert_eq!(posted(&ways, form(&parts)).await.0.status, 303);
    }
    assert_eq!(names(&ways).await, ["a.jpg", "b.txt"]);
}

#[tokio::test]
async fn twenty_are_taken_at_once_and_no_more() {
    let ways = Ways::set().await;
    let files = |n: usize| (1..=n).map(|n| file(&format!("{n}.txt"), format!("{n}").as_bytes()));
    let twenty: Vec<_> = files(20).collect();
    assert_eq!(posted(&ways, form(&twenty)).await.0.status, 303);
    assert_eq!(names(&ways).await.len(), 20);
    let more: Vec<_> = files(22).collect();
    let (reply, page) = posted(&ways, form(&more)).await;
    assert_eq!(reply.status, 422);
    assert!(page.contains("« 21.txt »") && !page.contains("« 22.txt »"));
    assert_eq!(names(&ways).await.len(), 40);
}

#[tokio::test]
async fn a_ticket_that_is_full_says_so_beside_the_field() {
    let ways = Ways::set().await;
    for round in 0..10 {
        let files = (1..=20).map(|n| file("n.txt", format!("{round} {n}").as_bytes()));
        let files: Vec<_> = files.collect();
        assert_eq!(posted(&ways, form(&files)).await.0.status, 303);
    }
    let (reply, page) = posted(&ways, form(&[file("n.txt", b"x")])).await;
    assert_eq!(reply.status, 422);
    assert!(page.contains("a déjà 200 documents"), "{page}");
}

#[tokio::test]
async fn a_form_without_a_file_asks_for_one() {
    let ways = Ways::set().await;
    for parts in [
        vec![value("key", "k")],
        vec![value("key", "k"), file("", b"")],
    ] {
        let (reply, page) = posted(&ways, form(&parts)).await;
        assert_eq!(reply.status, 422);
        assert!(page.contains("Choisissez au moins un fichier"), "{page}");
    }
    assert!(names(&ways).await.is_empty());
}

#[tokio::test]
async fn what_breaks_off_leaves_nothing() {
    let ways = Ways::set().await;
    let begun = [
        value("key", "k"),
        file("a.txt", b"whole"),
        file("b.jpg", PHOTO),
    ]
    .concat();
    let torn = Bytes::from(begun[..begun.len() - 40].to_vec());
    let broken = stream::iter([Ok(torn), Err(std::io::Error::other("hung up"))]);
    let (reply, _) = posted(&ways, Body::from_stream(broken)).await;
    assert_eq!(reply.status, 400);
    // How far it was read before it was known to be broken is not said here; what is kept is whole, and on the ticket.
    let kept = names(&ways).await;
    assert!(kept.is_empty() || kept == ["a.txt"], "{kept:?}");
    let left: Vec<_> = ways.stage.app.blobs.all().collect().await;
    assert_eq!(left.len(), kept.len(), "{left:?}");
}

#[tokio::test]
async fn what_is_no_such_form_is_refused() {
    let ways = Ways::set().await;
    let plain =
        Request::post(path(&ways)).header("content-type", "application/x-www-form-urlencoded");
    let plain = plain.body(Body::from("a=1")).expect("a request");
    assert_eq!(ways.stage.send_page(plain).await.0.status, 415);
    let long = value("to", &"x".repeat(256 * 1024));
    assert_eq!(posted(&ways, form(&[long])).await.0.status, 413);
    let many: Vec<_> = (0..1_001).map(|_| value("to", "")).collect();
    assert_eq!(posted(&ways, form(&many)).await.0.status, 400);
}
