//! How far is it? A line every few seconds for whoever waits for a long piece of work.

use std::fmt;
use std::time::Duration;

use tokio::time::Instant;

/// Often enough to see that it moves, seldom enough to read.
const EVERY: Duration = Duration::from_secs(2);

/// Tells of one piece of work after the other.
pub struct Progress {
    say: Box<dyn FnMut(&str) + Send>,
    at: Piece,
}

struct Piece {
    what: String,
    unit: &'static str,
    done: u64,
    total: Option<u64>,
    started: Instant,
    said: Instant,
}

impl Progress {
    /// `say` is given one line at a time, without its end.
    pub fn telling(say: impl FnMut(&str) + Send + 'static) -> Self {
        let now = Instant::now();
        Self {
            say: Box::new(say),
            at: Piece {
                what: String::new(),
                unit: "",
                done: 0,
                total: None,
                started: now,
                said: now,
            },
        }
    }

    pub fn silent() -> Self {
        Self::telling(|_| {})
    }

    /// A piece of work begins: so many units of it, if that is known.
    pub fn begin(&mut self, what: impl Into<String>, unit: &'static str, total: Option<u64>) {
        let now = Instant::now();
        self.at = Piece {
            what: what.into(),
            unit,
            done: 0,
            total,
            started: now,
            said: now,
        };
    }

    /// So many more units are done.
    pub fn advance(&mut self, units: u64) {
        self.at.done += units;
        let now = Instant::now();
        if now - self.at.said >= EVERY {
            self.at.said = now;
            let line = self.at.to_string();
            (self.say)(&line);
        }
    }

    /// The piece is over.
    pub fn end(&mut self) {
        self.at.total = Some(self.at.done);
        let line = self.at.to_string();
        (self.say)(&line);
    }

    /// Something to say besides.
    pub fn note(&mut self, line: &str) {
        (self.say)(line);
    }
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            what, unit, done, ..
        } = self;
        write!(f, "{what}: {done}")?;
        if let Some(total) = self.total.filter(|total| total != done) {
            write!(f, " of {total}")?;
        }
        write!(f, " {unit}")?;
        let seconds = self.started.elapsed().as_secs_f64();
        if seconds >= 1.0 {
            write!(f, ", {:.0}/s", *done as f64 / seconds)?;
        }
        Ok(())
    }
}
