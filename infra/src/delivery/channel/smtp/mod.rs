//! How does an e-mail reach a mail server?
//!
//! One connection per message, spoken step by step: what a broken conversation means depends on how far it had come, and
//! only the steps tell. No connection is ever used twice: a send that was given up would be answered by the reply to the
//! message before.

mod classify;
mod compose;
mod reply;
#[cfg(test)]
mod tests;
mod tls;
mod wire;

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use async_trait::async_trait;
use data_encoding::BASE64;
use lettre::Message;
use secrecy::{ExposeSecret, SecretString};
use tokio::net::{TcpStream, lookup_host};

use super::{Channel, Content, Email, Parcel};
use crate::delivery::outcome::Outcome;
use classify::{Step, What};
use reply::Reply;
use tls::Tls;
pub use tls::TlsFault;
use wire::Wire;

/// Longest wait for the goodbye.
const GOODBYE: Duration = Duration::from_secs(2);

/// How the conversation with the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// In clear, then TLS; refused if the server does not offer it.
    Starttls,
    /// TLS from the first byte.
    Implicit,
    /// In clear, for a relay on the same machine.
    None,
}

#[derive(Clone, Debug)]
pub struct SmtpSettings {
    pub host: String,
    pub port: u16,
    pub protection: Protection,
    /// Authorities to trust besides the system's, in PEM.
    pub authority: Option<Vec<u8>>,
    pub credentials: Option<(String, SecretString)>,
    /// Bound of one whole attempt, from connecting to the last answer.
    pub timeout: Duration,
}

#[derive(Debug, thiserror::Error)]
#[error("the mail server's settings cannot be used: {0}")]
pub struct SmtpFault(#[from] TlsFault);

pub struct Smtp {
    settings: SmtpSettings,
    tls: Option<Tls>,
}

/// How far an attempt has come; what a time-out means is read from it.
struct Progress(Mutex<Step>);

impl Progress {
    fn reaches(&self, step: Step) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = step;
    }
    fn step(&self) -> Step {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Smtp {
    pub fn new(settings: SmtpSettings) -> Result<Self, SmtpFault> {
        let tls = match settings.protection {
            Protection::None => None,
            Protection::Starttls | Protection::Implicit => {
                Some(Tls::new(&settings.host, settings.authority.as_deref())?)
            }
        };
        Ok(Self { settings, tls })
    }

    async fn attempt(&self, email: &Email, parcel: &Parcel) -> Outcome {
        let message = match compose::message(email, parcel.at) {
            Ok(message) => message,
            Err(fault) => {
                return Outcome::failed(format!(
                    "cannot be written as an e-mail: {}",
                    fault.what()
                ));
            }
        };
        let progress = Progress(Mutex::new(Step::Connect));
        let conversation = self.converse(&message, &progress);
        match tokio::time::timeout(self.settings.timeout, conversation).await {
            Ok(Ok(wire)) => taken(wire).await,
            Ok(Err(what)) => classify::trouble(&what.at(progress.step())),
            Err(_) => classify::trouble(&What::TimedOut.at(progress.step())),
        }
    }

    /// Up to the reply that takes the message.
    async fn converse(&self, message: &Message, progress: &Progress) -> Result<Wire, What> {
        let mut wire = self.open(progress).await?;
        let envelope = message.envelope();
        progress.reaches(Step::Sender);
        let sender = envelope.from().map(ToString::to_string).unwrap_or_default();
        expect(2, wire.say(&format!("MAIL FROM:<{sender}>")).await)?;
        progress.reaches(Step::Recipient);
        for recipient in envelope.to() {
            expect(2, wire.say(&format!("RCPT TO:<{recipient}>")).await)?;
        }
        progress.reaches(Step::Data);
        let go_on = expect(3, wire.say("DATA").await)?;
        if go_on.code != 354 {
            return Err(What::Said(go_on));
        }
        progress.reaches(Step::Content);
        if let Some(goodbye) = wire
            .content(&message.formatted())
            .await
            .map_err(What::Broke)?
        {
            return Err(What::Said(goodbye));
        }
        progress.reaches(Step::FullStop);
        expect(2, wire.full_stop().await)?;
        Ok(wire)
    }

    /// Up to where a message may begin.
    async fn open(&self, progress: &Progress) -> Result<Wire, What> {
        let stream = self.connect().await?;
        let mut wire = match (self.settings.protection, &self.tls) {
            (Protection::Implicit, Some(tls)) => {
                progress.reaches(Step::Secure);
                Wire::over(tls.over(stream).await.map_err(|_| What::NotAgreed)?)
            }
            (Protection::Implicit | Protection::Starttls | Protection::None, _) => {
                Wire::over(stream)
            }
        };
        progress.reaches(Step::Greeting);
        expect(2, wire.reply().await)?;
        let mut offered = greet(&mut wire).await?;
        if let (Protection::Starttls, Some(tls)) = (self.settings.protection, &self.tls) {
            progress.reaches(Step::Secure);
            wire = start_tls(wire, &offered, tls).await?;
            // What was offered in clear is forgotten.
            offered = greet(&mut wire).await?;
        }
        if let Some((user, password)) = &self.settings.credentials {
            progress.reaches(Step::SignIn);
            sign_in(&mut wire, &offered, user, password).await?;
        }
        Ok(wire)
    }

    /// To the first address that answers. Each has its share of the time, so that one that is silent leaves some to the
    /// others.
    async fn connect(&self) -> Result<TcpStream, What> {
        let server = (self.settings.host.as_str(), self.settings.port);
        let addresses: Vec<_> = lookup_host(server)
            .await
            .map_err(|_| What::Unreachable)?
            .collect();
        let share = self.settings.timeout / u32::try_from(addresses.len() + 1).unwrap_or(2);
        for address in addresses {
            if let Ok(Ok(stream)) = tokio::time::timeout(share, TcpStream::connect(address)).await {
                return Ok(stream);
            }
        }
        Err(What::Unreachable)
    }
}

/// The reply, if it is of the expected class.
fn expect(class: u16, reply: Result<Reply, wire::Break>) -> Result<Reply, What> {
    let reply = reply.map_err(What::Broke)?;
    if reply.class() == class {
        Ok(reply)
    } else {
        Err(What::Said(reply))
    }
}

async fn greet(wire: &mut Wire) -> Result<Reply, What> {
    let name = hostname::get().unwrap_or_default();
    let name = name.to_str().filter(|name| is_plain(name));
    let hello = format!("EHLO {}", name.unwrap_or("[127.0.0.1]"));
    expect(2, wire.say(&hello).await)
}

fn is_plain(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    !name.is_empty() && name.bytes().all(plain)
}

async fn start_tls(mut wire: Wire, offered: &Reply, tls: &Tls) -> Result<Wire, What> {
    if offered.offers("STARTTLS").is_none() {
        return Err(What::NotOffered);
    }
    expect(2, wire.say("STARTTLS").await)?;
    let stream = wire.into_stream().map_err(What::Broke)?;
    let stream = tls.over(stream).await.map_err(|_| What::NotAgreed)?;
    Ok(Wire::over(stream))
}

/// By PLAIN (RFC 4616), or by LOGIN where a server knows nothing else.
async fn sign_in(
    wire: &mut Wire,
    offered: &Reply,
    user: &str,
    password: &SecretString,
) -> Result<(), What> {
    let password = password.expose_secret();
    let ways = offered.offers("AUTH").unwrap_or_default();
    let knows = |way: &str| ways.iter().any(|offered| offered == way);
    if knows("PLAIN") {
        let answer = BASE64.encode(format!("\0{user}\0{password}").as_bytes());
        expect(2, wire.say(&format!("AUTH PLAIN {answer}")).await)?;
    } else if knows("LOGIN") {
        expect(3, wire.say("AUTH LOGIN").await)?;
        expect(3, wire.say(&BASE64.encode(user.as_bytes())).await)?;
        expect(2, wire.say(&BASE64.encode(password.as_bytes())).await)?;
    } else {
        return Err(What::NotOffered);
    }
    Ok(())
}

/// A reply has said that the message was taken; here it is made sure that it was the reply to this message.
///
/// Outside the attempt's own bound: the answer is in, and a slow goodbye must not turn it into a time-out.
async fn taken(mut wire: Wire) -> Outcome {
    let contradicted = || Outcome::unknown("smtp content: the replies contradict each other");
    if wire.says_more() {
        return contradicted();
    }
    match tokio::time::timeout(GOODBYE, wire.say("QUIT")).await {
        // A server that is one reply behind answers the goodbye with what became of the message.
        Ok(Ok(reply)) if is_about_a_message(&reply) => contradicted(),
        Ok(Err(wire::Break::OutOfTurn)) => contradicted(),
        Ok(Ok(_) | Err(_)) | Err(_) => Outcome::sent(),
    }
}

/// A refusal that no goodbye is answered with: 421 closes, and 50z says that the word is not known.
fn is_about_a_message(reply: &Reply) -> bool {
    matches!(reply.class(), 3..=5) && reply.code != 421 && !(500..510).contains(&reply.code)
}

#[async_trait]
impl Channel for Smtp {
    fn name(&self) -> &'static str {
        "smtp"
    }

    async fn send(&self, parcel: &Parcel) -> Outcome {
        match &parcel.content {
            Content::Email(email) => self.attempt(email, parcel).await,
            Content::Sms(_) => Outcome::failed("smtp: carries e-mails only"),
        }
    }
}
