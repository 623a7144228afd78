//! How is anything at all said to the product, well formed or not? Bytes on a connection of their own, and what comes back.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Past this a connection that is neither answered nor closed counts as hanging.
const LIMIT: Duration = Duration::from_secs(60);

/// A request as it will be sent: every byte of it may be wrong.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: Vec<u8>,
    pub target: Vec<u8>,
    pub version: &'static str,
    pub headers: Vec<(Vec<u8>, Vec<u8>)>,
    pub body: Vec<u8>,
}

impl Request {
    pub fn new(method: &str, target: &str) -> Self {
        Self {
            method: method.into(),
            target: target.into(),
            version: "HTTP/1.1",
            headers: vec![(b"Host".to_vec(), b"localhost".to_vec())],
            body: Vec::new(),
        }
    }

    /// One more header, beside those of the same name.
    #[must_use]
    pub fn and(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers
            .push((name.as_bytes().to_vec(), value.as_ref().to_vec()));
        self
    }

    /// This header, instead of those of the same name.
    #[must_use]
    pub fn with(self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.without(name).and(name, value)
    }

    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.headers
            .retain(|(known, _)| !known.eq_ignore_ascii_case(name.as_bytes()));
        self
    }

    #[must_use]
    pub fn sending(mut self, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.with("Content-Type", kind)
    }

    #[must_use]
    pub fn json(self, body: impl Into<Vec<u8>>) -> Self {
        self.sending("application/json", body)
    }

    #[must_use]
    pub fn form(self, body: impl Into<Vec<u8>>) -> Self {
        self.sending("application/x-www-form-urlencoded", body)
    }

    /// With a body of unknown length, written as chunks.
    #[must_use]
    pub fn in_pieces(mut self, chunks: impl Into<Vec<u8>>) -> Self {
        self.body = chunks.into();
        self.with("Transfer-Encoding", "chunked")
    }

    #[must_use]
    pub fn to(mut self, target: impl AsRef<[u8]>) -> Self {
        self.target = target.as_ref().to_vec();
        self
    }

    fn says(&self, name: &str) -> bool {
        let name = name.as_bytes();
        self.headers
            .iter()
            .any(|(known, _)| known.eq_ignore_ascii_case(name))
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = [&self.method, &b" "[..], &self.target, b" "].concat();
        bytes.extend_from_slice(self.version.as_bytes());
        bytes.extend_from_slice(b"\r\nConnection: close\r\n");
        for (name, value) in &self.headers {
            bytes.extend([name, &b": "[..], value, b"\r\n"].concat());
        }
        if !self.body.is_empty() && !self.says("Content-Length") && !self.says("Transfer-Encoding")
        {
            bytes.extend_from_slice(format!("Content-Length: {}\r\n", self.body.len()).as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub enum Heard {
    /// The connection was closed without a word.
    Closed,
    Answer(Answer),
}

#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    fn read(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Some(Self {
            status,
            headers: headers.collect(),
            body: bytes[end + 4..].to_vec(),
        })
    }

    pub fn header(&self, name: &str) -> &str {
        let mut found = self.headers.iter().filter(|(known, _)| known == name);
        found.next().map_or("", |(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Says it all, and listens until the other side has said everything.
pub async fn send(address: &str, bytes: &[u8]) -> Heard {
    let talk = async {
        let mut stream = TcpStream::connect(address).await.expect("a listener");
        let (mut hears, mut says) = stream.split();
        let mut heard = Vec::new();
        // The other side may answer and close before everything is said: then the rest is not wanted.
        let say = async {
            let _ = says.write_all(bytes).await;
        };
        let hear = async {
            let mut buffer = vec![0; 64 * 1024];
            while let Ok(read @ 1..) = hears.read(&mut buffer).await {
                heard.extend_from_slice(&buffer[..read]);
                // A stream of changes goes on for ever; its head says all.
                if is_a_stream(&heard) {
                    break;
                }
            }
        };
        tokio::join!(say, hear);
        heard
    };
    let heard = tokio::time::timeout(LIMIT, talk).await;
    let heard = heard.unwrap_or_else(|_| {
        let said = String::from_utf8_lossy(&bytes[..bytes.len().min(300)]);
        panic!("neither answered nor closed after {LIMIT:?}: {said}")
    });
    Answer::read(&heard).map_or(Heard::Closed, Heard::Answer)
}

fn is_a_stream(heard: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&heard[..heard.len().min(2_000)]);
    head.contains("\r\n\r\n") && head.contains("content-type: text/event-stream")
}

/// For what must be answered.
pub async fn ask(address: &str, request: &Request) -> Answer {
    match send(address, &request.bytes()).await {
        Heard::Answer(answer) => answer,
        Heard::Closed => panic!("closed without an answer: {request:?}"),
    }
}
