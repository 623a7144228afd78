//! What became of one attempt?

use std::time::Duration;

/// What a channel can say after one attempt. Reasons go into the outbox and the log: codes and words of ours, never a
/// server's own text, which likes to repeat the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The next server has taken responsibility for it.
    Sent { reference: Option<String> },
    /// Certainly not sent; another attempt may succeed.
    Later {
        reason: String,
        retry_after: Option<Duration>,
    },
    /// Certainly not sent, and nothing else would be by this channel: the account is refused, or asked to wait.
    Barred {
        reason: String,
        retry_after: Option<Duration>,
    },
    /// Certainly not sent, and no attempt ever will succeed.
    Failed { reason: String },
    /// Perhaps sent: it was handed over, and no answer came.
    Unknown { reason: String },
}

impl Outcome {
    pub fn sent() -> Self {
        Self::Sent { reference: None }
    }
    pub fn later(reason: impl Into<String>) -> Self {
        Self::Later {
            reason: reason.into(),
            retry_after: None,
        }
    }
    pub fn barred(reason: impl Into<String>) -> Self {
        Self::Barred {
            reason: reason.into(),
            retry_after: None,
        }
    }
    pub fn failed(reason: impl Into<String>) -> Self {
        Self::Failed {
            reason: reason.into(),
        }
    }
    pub fn unknown(reason: impl Into<String>) -> Self {
        Self::Unknown {
            reason: reason.into(),
        }
    }

    /// One word for counters.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sent { .. } => "sent",
            Self::Later { .. } => "later",
            Self::Barred { .. } => "barred",
            Self::Failed { .. } => "failed",
            Self::Unknown { .. } => "unknown",
        }
    }
}
