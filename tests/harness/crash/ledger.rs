//! What did the servers on the other side take? Their own books, which no crash of the product touches.

use std::sync::{Arc, Mutex};

/// What a server said to one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Taken,
    /// Taken, and then the connection broke before a word.
    TakenInSilence,
    /// Come again later.
    Later,
    /// Never.
    Refused,
}

impl Verdict {
    /// Decided by the reference and by how often it was seen, so that a campaign's servers behave the same every time.
    pub fn on(reference: &str, seen: usize) -> Self {
        let digest = reference.bytes().fold(seen as u32, |sum, byte| {
            sum.wrapping_mul(31).wrapping_add(u32::from(byte))
        });
        match digest % 40 {
            0 if seen == 0 => Self::Refused,
            1 | 2 => Self::TakenInSilence,
            3 | 4 => Self::Later,
            _ => Self::Taken,
        }
    }

    pub fn is_taken(self) -> bool {
        match self {
            Self::Taken | Self::TakenInSilence => true,
            Self::Later | Self::Refused => false,
        }
    }
}

/// One attempt, as the server saw it.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// `Message-ID` without its domain, or the reference that came with the SMS.
    pub reference: String,
    pub channel: &'static str,
    pub to: String,
    /// Which life of the product made it.
    pub life: u32,
    pub verdict: Verdict,
}

/// Shared by the servers and whoever compares.
#[derive(Clone, Default)]
pub struct Ledger {
    attempts: Arc<Mutex<Vec<Attempt>>>,
}

impl Ledger {
    /// Writes an attempt down, and says what to answer.
    pub fn enter(&self, life: u32, channel: &'static str, reference: &str, to: &str) -> Verdict {
        let mut attempts = self.attempts.lock().expect("the ledger");
        let seen = attempts
            .iter()
            .filter(|attempt| attempt.reference == reference)
            .count();
        let verdict = Verdict::on(reference, seen);
        attempts.push(Attempt {
            reference: reference.to_owned(),
            channel,
            to: to.to_owned(),
            life,
            verdict,
        });
        verdict
    }

    pub fn attempts(&self) -> Vec<Attempt> {
        self.attempts.lock().expect("the ledger").clone()
    }
}
