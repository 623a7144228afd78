//! What has the server said? One reply, taken from the bytes that have arrived.
//!
//! Read by bytes: servers of this country word their refusals in ISO 8859-1, and a reply that cannot be decoded is still
//! a reply. A code alone on its line is one too (RFC 5321, section 4.2).

/// Longest reply that is read, all its lines together. Ordinary ones take a hundred bytes, an EHLO a thousand.
pub(super) const LONGEST: usize = 16 * 1024;

/// A reply code and the words behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) code: u16,
    /// Without code and line end; what is not UTF-8 is replaced.
    pub(super) lines: Vec<String>,
}

/// What has arrived is no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotAReply {
    Malformed,
    TooLong,
}

impl Reply {
    /// Takes the first reply out of what has arrived; none if it is not whole yet.
    pub(super) fn take(arrived: &mut Vec<u8>) -> Result<Option<Self>, NotAReply> {
        let (mut lines, mut first, mut start) = (Vec::new(), None, 0);
        while let Some(length) = arrived[start..].iter().position(|byte| *byte == b'\n') {
            let line = Line::of(&arrived[start..start + length])?;
            start += length + 1;
            if *first.get_or_insert(line.code) != line.code {
                return Err(NotAReply::Malformed);
            }
            lines.push(line.words);
            if line.is_last {
                arrived.drain(..start);
                let code = line.code;
                return Ok(Some(Self { code, lines }));
            }
        }
        if arrived.len() > LONGEST {
            return Err(NotAReply::TooLong);
        }
        Ok(None)
    }

    /// The first digit, which says what kind of reply it is.
    pub(super) fn class(&self) -> u16 {
        self.code / 100
    }

    /// The parameters behind a keyword of an EHLO reply, if the server offers it.
    pub(super) fn offers(&self, keyword: &str) -> Option<Vec<String>> {
        self.lines.iter().skip(1).find_map(|line| {
            let mut words = line.split([' ', '=']);
            words
                .next()
                .is_some_and(|word| word.eq_ignore_ascii_case(keyword))
                .then(|| words.map(str::to_ascii_uppercase).collect())
        })
    }

    /// Reply code and enhanced code (RFC 3463), without the server's words: they repeat the address.
    pub(super) fn codes(&self) -> String {
        let first = self.lines.first().map(String::as_str).unwrap_or_default();
        match first
            .split_whitespace()
            .next()
            .filter(|word| is_enhanced(word))
        {
            Some(enhanced) => format!("{} {enhanced}", self.code),
            None => self.code.to_string(),
        }
    }
}

struct Line {
    code: u16,
    is_last: bool,
    words: String,
}

impl Line {
    fn of(line: &[u8]) -> Result<Self, NotAReply> {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let (code, rest) = line.split_at_checked(3).ok_or(NotAReply::Malformed)?;
        let code = std::str::from_utf8(code)
            .ok()
            .and_then(|code| code.parse().ok())
            .filter(|code| (200..600).contains(code))
            .ok_or(NotAReply::Malformed)?;
        let (is_last, words) = match rest {
            [] => (true, rest),
            [b' ', words @ ..] => (true, words),
            [b'-', words @ ..] => (false, words),
            _ => return Err(NotAReply::Malformed),
        };
        Ok(Self {
            code,
            is_last,
            words: String::from_utf8_lossy(words).into_owned(),
        })
    }
}

fn is_enhanced(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    parts.len() == 3
        && parts
            .iter()
            .all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(bytes: &[u8]) -> (Result<Option<Reply>, NotAReply>, Vec<u8>) {
        let mut arrived = bytes.to_vec();
        let reply = Reply::take(&mut arrived);
        (reply, arrived)
    }

    #[test]
    fn a_reply_is_taken_whole_and_no_further() {
        let (reply, rest) = taken(b"250-mx\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 10\r\n354 go");
        let reply = reply.unwrap().unwrap();
        assert_eq!((reply.code, rest.as_slice()), (250, b"354 go".as_slice()));
        assert_eq!(
            reply.offers("auth"),
            Some(vec!["PLAIN".into(), "LOGIN".into()])
        );
        assert_eq!(reply.offers("STARTTLS"), None);
        assert_eq!(taken(b"250-mx\r\n250 si").0, Ok(None));
    }

    #[test]
    fn a_code_alone_and_words_in_another_alphabet_are_replies() {
        assert_eq!(taken(b"250\r\n").0.unwrap().unwrap().code, 250);
        let (reply, _) = taken(b"571 5.7.1 refus\xe9\n");
        assert_eq!(reply.unwrap().unwrap().codes(), "571 5.7.1");
    }

    #[test]
    fn what_is_no_reply_is_not_taken_for_one() {
        for bytes in [
            b"HTTP/1.1 400 Bad Request\r\n".as_slice(),
            b"25\r\n",
            b"250-one\r\n550 other\r\n",
            b"250_x\r\n",
            b"\x15\x03\x01\x00\x02\x02\x0a\n",
        ] {
            assert_eq!(taken(bytes).0, Err(NotAReply::Malformed), "{bytes:?}");
        }
        let endless = vec![b'2'; LONGEST + 1];
        assert_eq!(taken(&endless).0, Err(NotAReply::TooLong));
    }
}
