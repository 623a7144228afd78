//! Do the servers that the tests put beside the product behave like real ones?

use harness::mail_server::MailServer;

#[tokio::test]
async fn the_mail_server_takes_mail_over_starttls_only() {
    let server = MailServer::start().await;
    let reply = say(server.port, &["EHLO test", "MAIL FROM:<a@example.org>"]).await;
    assert!(reply.contains("250-STARTTLS"), "{reply}");
    assert!(
        reply.contains("530 Must issue a STARTTLS command first"),
        "{reply}"
    );
    assert!(server.received().is_empty());
}

/// Sends the lines one by one, each after a reply, and returns all that was answered.
async fn say(port: u16, lines: &[&str]) -> String {
    use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
    let stream = tokio::net::TcpStream::connect(("127.0.0.1", port))
        .await
        .expect("a server");
    let mut stream = BufReader::new(stream);
    let mut heard = String::new();
    for line in std::iter::once(&"").chain(lines) {
        if !line.is_empty() {
            stream
                .get_mut()
                .write_all(format!("{line}\r\n").as_bytes())
                .await
                .expect("a listener");
        }
        loop {
            let from = heard.len();
            stream.read_line(&mut heard).await.expect("a reply");
            // A hyphen after the code says that the reply goes on.
            if heard.as_bytes()[from..].get(3) != Some(&b'-') {
                break;
            }
        }
    }
    heard
}
