//! What takes the e-mail? A small SMTP server in the rig, without TLS, that writes down before it answers.

use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::ledger::{Ledger, Verdict};

/// Between writing down and answering: long enough for a kill to fall in between.
const BETWEEN: Duration = Duration::from_millis(8);

pub struct MailStub {
    pub port: u16,
    serving: JoinHandle<()>,
}

impl MailStub {
    /// Each life of the product has a server of its own: what a dead one left on the wire is not the next one's.
    pub async fn start(ledger: Ledger, life: u32) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("its address").port();
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let ledger = ledger.clone();
                // A client that dies in the middle is what this is all about.
                tokio::spawn(async move {
                    let _ = Session::new(stream, ledger, life).converse().await;
                });
            }
        });
        Self { port, serving }
    }
}

impl Drop for MailStub {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

struct Session {
    reader: BufReader<OwnedReadHalf>,
    writer: OwnedWriteHalf,
    ledger: Ledger,
    life: u32,
    to: String,
}

impl Session {
    fn new(stream: TcpStream, ledger: Ledger, life: u32) -> Self {
        let (reader, writer) = stream.into_split();
        Self {
            reader: BufReader::new(reader),
            writer,
            ledger,
            life,
            to: String::new(),
        }
    }

    async fn converse(&mut self) -> std::io::Result<()> {
        self.say("220 localhost").await?;
        while let Some(line) = self.line().await? {
            let verb = line.split([' ', ':']).next().unwrap_or_default();
            match verb.to_ascii_uppercase().as_str() {
                "EHLO" => self.say("250-localhost\r\n250 8BITMIME").await?,
                "RCPT" => {
                    self.to = line;
                    self.say("250 ok").await?;
                }
                "DATA" => {
                    self.say("354 go on").await?;
                    if !self.take().await? {
                        return Ok(());
                    }
                }
                "QUIT" => return self.say("221 bye").await,
                _ => self.say("250 ok").await?,
            }
        }
        Ok(())
    }

    /// Takes a message in; `false`: hang up without a word.
    async fn take(&mut self) -> std::io::Result<bool> {
        let mut reference = String::new();
        loop {
            let Some(line) = self.line().await? else {
                return Ok(false);
            };
            if line == "." {
                break;
            }
            if let Some(id) = line.strip_prefix("Message-ID: <") {
                reference = id.split('@').next().unwrap_or_default().to_owned();
            }
        }
        let verdict = self.ledger.enter(self.life, "email", &reference, &self.to);
        tokio::time::sleep(BETWEEN).await;
        match verdict {
            Verdict::TakenInSilence => return Ok(false),
            Verdict::Taken => self.say("250 taken").await?,
            Verdict::Later => self.say("451 later").await?,
            Verdict::Refused => self.say("550 never").await?,
        }
        Ok(true)
    }

    async fn line(&mut self) -> std::io::Result<Option<String>> {
        let mut line = Vec::new();
        if self.reader.read_until(b'\n', &mut line).await? == 0 || !line.ends_with(b"\n") {
            return Ok(None);
        }
        Ok(Some(
            String::from_utf8_lossy(&line)
                .trim_end_matches(['\r', '\n'])
                .to_owned(),
        ))
    }

    async fn say(&mut self, words: &str) -> std::io::Result<()> {
        self.writer
            .write_all(format!("{words}\r\n").as_bytes())
            .await
    }
}
