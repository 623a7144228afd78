//! How does one line go out, and one reply come in?
//!
//! The two sides take turns, and whoever speaks out of turn is not believed. A reply that came too early would be taken
//! for the answer to the next line, and so a refusal for a success; bytes that were slipped in, in clear, behind the
//! word to start TLS would be read as if they had come through it.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};

use super::reply::{NotAReply, Reply};

/// In clear or through TLS.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Sync + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Sync + Unpin> Stream for T {}

/// Why no reply came that can be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    Closed,
    Unreadable,
    TooLong,
    OutOfTurn,
}

impl From<io::Error> for Break {
    fn from(_: io::Error) -> Self {
        Self::Closed
    }
}

impl From<NotAReply> for Break {
    fn from(fault: NotAReply) -> Self {
        match fault {
            NotAReply::Malformed => Self::Unreadable,
            NotAReply::TooLong => Self::TooLong,
        }
    }
}

pub(super) struct Wire {
    stream: Box<dyn Stream>,
    /// Arrived and not read as a reply yet.
    arrived: Vec<u8>,
}

impl Wire {
    pub(super) fn over(stream: impl Stream + 'static) -> Self {
        Self {
            stream: Box::new(stream),
            arrived: Vec::new(),
        }
    }

    /// The stream, for another wire over it. Refused if anything was said that nobody asked for.
    pub(super) fn into_stream(mut self) -> Result<Box<dyn Stream>, Break> {
        let heard = self.look();
        if !self.arrived.is_empty() {
            return Err(Break::OutOfTurn);
        }
        heard.map(|_| self.stream)
    }

    /// Says one line, which has no line end yet, and hears the reply to it.
    pub(super) async fn say(&mut self, line: &str) -> Result<Reply, Break> {
        if let Some(goodbye) = self.goodbye()? {
            return Ok(goodbye);
        }
        self.stream.write_all(line.as_bytes()).await?;
        self.stream.write_all(b"\r\n").await?;
        self.stream.flush().await?;
        self.reply().await
    }

    /// Sends the content; until the full stop nobody may have taken it.
    ///
    /// Gives a reply if the server goes away without hearing the rest.
    pub(super) async fn content(&mut self, content: &[u8]) -> Result<Option<Reply>, Break> {
        if let Some(goodbye) = self.goodbye()? {
            return Ok(Some(goodbye));
        }
        self.stream.write_all(&dots_doubled(content)).await?;
        self.stream.flush().await?;
        self.goodbye()
    }

    /// Ends the content and hears what became of it.
    pub(super) async fn full_stop(&mut self) -> Result<Reply, Break> {
        self.stream.write_all(b".\r\n").await?;
        self.stream.flush().await?;
        self.reply().await
    }

    /// The reply to what was said last, or the greeting.
    pub(super) async fn reply(&mut self) -> Result<Reply, Break> {
        loop {
            if let Some(reply) = Reply::take(&mut self.arrived)? {
                return Ok(reply);
            }
            let mut chunk = [0; 2048];
            let length = self.stream.read(&mut chunk).await?;
            if length == 0 {
                return Err(Break::Closed);
            }
            self.arrived.extend_from_slice(&chunk[..length]);
        }
    }

    /// More has arrived than was read: the server said more than it was asked.
    pub(super) fn says_more(&mut self) -> bool {
        !self.arrived.is_empty() || self.look().unwrap_or(false)
    }

    /// Makes sure that it is our turn. The one reply that may come at any time is 421: the server is closing.
    fn goodbye(&mut self) -> Result<Option<Reply>, Break> {
        let heard = self.look();
        if self.arrived.is_empty() {
            return heard.map(|_| None);
        }
        match Reply::take(&mut self.arrived) {
            Ok(Some(reply)) if reply.code == 421 => Ok(Some(reply)),
            Ok(_) | Err(_) => Err(Break::OutOfTurn),
        }
    }

    /// Takes in what has arrived by now, without waiting for more. Says whether there was anything.
    fn look(&mut self) -> Result<bool, Break> {
        let mut bytes = [0; 2048];
        let mut chunk = ReadBuf::new(&mut bytes);
        let mut context = Context::from_waker(Waker::noop());
        match Pin::new(&mut self.stream).poll_read(&mut context, &mut chunk) {
            Poll::Pending => Ok(false),
            Poll::Ready(Err(_)) => Err(Break::Closed),
            Poll::Ready(Ok(())) if chunk.filled().is_empty() => Err(Break::Closed),
            Poll::Ready(Ok(())) => {
                self.arrived.extend_from_slice(chunk.filled());
                Ok(true)
            }
        }
    }
}

/// A line that begins with a full stop gets another, and the last line its end (RFC 5321, section 4.5.2).
fn dots_doubled(content: &[u8]) -> Vec<u8> {
    let mut doubled = Vec::with_capacity(content.len() + 64);
    let mut at_line_start = true;
    for byte in content {
        if at_line_start && *byte == b'.' {
            doubled.push(b'.');
        }
        doubled.push(*byte);
        at_line_start = *byte == b'\n';
    }
    if !at_line_start {
        doubled.extend_from_slice(b"\r\n");
    }
    doubled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_full_stop_does_not_end_the_content() {
        assert_eq!(dots_doubled(b".a\r\n.\r\nb."), b"..a\r\n..\r\nb.\r\n");
        assert_eq!(dots_doubled(b"a\r\n"), b"a\r\n");
    }

    #[tokio::test]
    async fn whoever_speaks_out_of_turn_is_not_believed() {
        let (ours, mut theirs) = tokio::io::duplex(1024);
        let mut wire = Wire::over(ours);
        theirs
            .write_all(b"220 mx\r\n250 slipped in\r\n")
            .await
            .unwrap();
        assert_eq!(wire.reply().await.unwrap().code, 220);
        assert_eq!(wire.say("EHLO us").await, Err(Break::OutOfTurn));
    }

    #[tokio::test]
    async fn a_server_may_say_at_any_time_that_it_is_closing() {
        let (ours, mut theirs) = tokio::io::duplex(1024);
        let mut wire = Wire::over(ours);
        theirs
            .write_all(b"220 mx\r\n421 closing\r\n")
            .await
            .unwrap();
        assert_eq!(wire.reply().await.unwrap().code, 220);
        assert_eq!(wire.say("EHLO us").await.unwrap().code, 421);
    }

    #[tokio::test]
    async fn nothing_in_clear_goes_over_into_tls() {
        let (ours, mut theirs) = tokio::io::duplex(1024);
        let mut wire = Wire::over(ours);
        theirs
            .write_all(b"220 go ahead\r\n250-AUTH PLAIN\r\n")
            .await
            .unwrap();
        assert_eq!(wire.reply().await.unwrap().code, 220);
        assert_eq!(wire.into_stream().err(), Some(Break::OutOfTurn));
    }
}
