//! How does the load reach the product with next to no work of its own? Ready-made bytes over a connection kept open.
//!
//! The load shares the machine with what it measures: whatever a comfortable client would do here would be missing there.

use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A connection that asks one thing at a time.
pub struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

pub struct Answer<'a> {
    pub status: u16,
    pub body: &'a [u8],
}

impl Connection {
    pub async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            received: Vec::with_capacity(4_096),
        })
    }

    /// Sends a whole request and waits for the whole answer, which must say its length.
    pub async fn ask(&mut self, request: &[u8]) -> Result<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.received.clear();
        loop {
            if self.stream.read_buf(&mut self.received).await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            let Some(head) = find(&self.received, b"\r\n\r\n") else {
                continue;
            };
            let whole = head + 4 + length(&self.received[..head])?;
            if self.received.len() >= whole {
                return Ok(Answer {
                    status: status(&self.received)?,
                    body: &self.received[head + 4..whole],
                });
            }
        }
    }
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|window| window == mark)
}

fn status(answer: &[u8]) -> Result<u16> {
    let digits = answer
        .get(9..12)
        .and_then(|it| std::str::from_utf8(it).ok());
    digits
        .and_then(|digits| digits.parse().ok())
        .ok_or_else(|| Error::other("no status"))
}

fn length(head: &[u8]) -> Result<usize> {
    let lines = head.split(|byte| *byte == b'\n');
    for line in lines {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            continue;
        };
        if line[..colon].eq_ignore_ascii_case(b"content-length") {
            let figure = std::str::from_utf8(&line[colon + 1..]).map(str::trim);
            return figure
                .ok()
                .and_then(|figure| figure.parse().ok())
                .ok_or_else(|| Error::other("no length"));
        }
    }
    Err(Error::other("an answer that does not say its length"))
}
