//! What does a reply, or the lack of one, mean at this step of the conversation?
//!
//! | step | no reply | 4yz | 5yz |
//! | --- | --- | --- | --- |
//! | connect, secure, sign in | later | later | later: our settings are wrong, not the message |
//! | sender, recipient, data | later | later | failed |
//! | content | unknown | later | failed |

use std::error::Error as _;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::response::{Code, Response, Severity};

use super::is_completion;
use crate::delivery::outcome::Outcome;

/// How far the conversation had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Connect,
    Secure,
    SignIn,
    Sender,
    Recipient,
    Data,
    Content,
}

impl Step {
    fn name(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Secure => "starttls",
            Self::SignIn => "auth",
            Self::Sender => "mail from",
            Self::Recipient => "rcpt to",
            Self::Data => "data",
            Self::Content => "content",
        }
    }

    /// Nothing said at these steps is about the message.
    fn is_before_the_message(self) -> bool {
        match self {
            Self::Connect | Self::Secure | Self::SignIn => true,
            Self::Sender | Self::Recipient | Self::Data | Self::Content => false,
        }
    }
}

/// Where the conversation broke, and how.
#[derive(Debug)]
pub(super) struct Trouble {
    step: Step,
    error: Error,
}

impl Trouble {
    pub(super) fn at(step: Step) -> impl Fn(Error) -> Self {
        move |error| Self { step, error }
    }
}

pub(super) fn trouble(trouble: &Trouble) -> Outcome {
    let step = trouble.step.name();
    let Some(code) = trouble.error.status() else {
        let reason = format!("smtp {step}: {}", kind(&trouble.error));
        return match trouble.step {
            Step::Content => Outcome::unknown(reason),
            Step::Connect
            | Step::Secure
            | Step::SignIn
            | Step::Sender
            | Step::Recipient
            | Step::Data => Outcome::later(reason),
        };
    };
    let said = trouble
        .error
        .source()
        .map(ToString::to_string)
        .unwrap_or_default();
    let reason = format!("smtp {step}: {}", codes(code, &said));
    if trouble.error.is_permanent()
        && !trouble.step.is_before_the_message()
        && !asks_for_sign_in(code)
    {
        Outcome::failed(reason)
    } else {
        Outcome::later(reason)
    }
}

/// The reply after the content: anything but 2yz means that nobody took it.
pub(super) fn final_reply(response: &Response) -> Outcome {
    if is_completion(response) {
        return Outcome::sent();
    }
    let said = response.first_line().unwrap_or_default();
    Outcome::later(format!("smtp content: {}", codes(response.code(), said)))
}

/// 530 is about our settings at whatever step it comes.
fn asks_for_sign_in(code: Code) -> bool {
    u16::from(code) == 530
}

/// Reply code and enhanced code (RFC 3463), without the server's words: they repeat the address.
fn codes(code: Code, said: &str) -> String {
    let number = u16::from(code);
    match said
        .split_whitespace()
        .next()
        .filter(|word| is_enhanced(word))
    {
        Some(enhanced) => format!("{number} {enhanced}"),
        None => number.to_string(),
    }
}

fn is_enhanced(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    parts.len() == 3
        && parts
            .iter()
            .all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
}

fn kind(error: &Error) -> &'static str {
    if error.is_timeout() {
        "timed out"
    } else if error.is_tls() {
        "TLS was not agreed on"
    } else if error.is_response() {
        "the reply cannot be read"
    } else if error.is_client() {
        "the server does not offer what is needed"
    } else if matches!(error.status(), Some(code) if code.severity == Severity::PositiveCompletion)
    {
        "an unexpected reply"
    } else {
        "the connection broke"
    }
}
