//! What does a reply, or the lack of one, mean at this step of the conversation?
//!
//! | step | no reply that can be believed | 4yz | 5yz |
//! | --- | --- | --- | --- |
//! | connect, greeting, TLS | later | later | later: the server is not ready, whatever the message |
//! | sign in | later | later | barred: the account is refused |
//! | sender | later | later | barred: one sender for all messages; but 552 (too large): failed |
//! | recipient, data | later | later | failed |
//! | content, before its full stop | later | later | failed |
//! | full stop | unknown | later | failed |
//!
//! 530 asks for a sign-in at whatever step it comes: barred.

use super::reply::Reply;
use super::wire::Break;
use crate::delivery::outcome::Outcome;

/// How far the conversation had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Connect,
    Greeting,
    Secure,
    SignIn,
    Sender,
    Recipient,
    Data,
    Content,
    FullStop,
}

impl Step {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Greeting => "greeting",
            Self::Secure => "starttls",
            Self::SignIn => "auth",
            Self::Sender => "mail from",
            Self::Recipient => "rcpt to",
            Self::Data => "data",
            Self::Content | Self::FullStop => "content",
        }
    }
}

/// Where the conversation broke, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    pub(super) step: Step,
    pub(super) what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The server refused, or answered something that does not fit the step.
    Said(Reply),
    Broke(Break),
    Unreachable,
    NotAgreed,
    NotOffered,
    TimedOut,
}

impl What {
    pub(super) fn at(self, step: Step) -> Trouble {
        Trouble { step, what: self }
    }
}

pub(super) fn trouble(trouble: &Trouble) -> Outcome {
    let reason = format!("smtp {}: {}", trouble.step.name(), words(&trouble.what));
    match (&trouble.what, trouble.step) {
        (What::Said(reply), step) if matches!(reply.class(), 4 | 5) => refusal(reply, step, reason),
        (_, Step::FullStop) => Outcome::unknown(reason),
        (
            _,
            Step::Connect
            | Step::Greeting
            | Step::Secure
            | Step::SignIn
            | Step::Sender
            | Step::Recipient
            | Step::Data
            | Step::Content,
        ) => Outcome::later(reason),
    }
}

fn refusal(reply: &Reply, step: Step, reason: String) -> Outcome {
    if reply.class() == 4 {
        return Outcome::later(reason);
    }
    if reply.code == 530 {
        return Outcome::barred(reason);
    }
    match step {
        Step::Connect | Step::Greeting | Step::Secure => Outcome::later(reason),
        Step::SignIn => Outcome::barred(reason),
        Step::Sender if reply.code != 552 => Outcome::barred(reason),
        Step::Sender | Step::Recipient | Step::Data | Step::Content | Step::FullStop => {
            Outcome::failed(reason)
        }
    }
}

fn words(what: &What) -> String {
    let words = match what {
        What::Said(reply) => return reply.codes(),
        What::Broke(Break::Closed) => "the connection broke",
        What::Broke(Break::Unreadable) => "the reply cannot be read",
        What::Broke(Break::TooLong) => "the reply has no end",
        What::Broke(Break::OutOfTurn) => "the server spoke out of turn",
        What::Unreachable => "the server cannot be reached",
        What::NotAgreed => "TLS was not agreed on",
        What::NotOffered => "the server does not offer what is needed",
        What::TimedOut => "no answer in time",
    };
    words.to_owned()
}
