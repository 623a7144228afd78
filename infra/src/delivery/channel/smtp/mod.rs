//! How does an e-mail reach a mail server?
//!
//! One connection per message, spoken step by step rather than through lettre's transport: what a broken conversation
//! means depends on how far it had come, and only the steps tell. No connection is ever used twice: with a pool, a send
//! that was cancelled is answered by the previous message's reply.

mod classify;
mod compose;
#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::{Response, Severity};
use secrecy::{ExposeSecret, SecretString};

use super::{Channel, Content, Email, Parcel};
use crate::delivery::outcome::Outcome;
use classify::{Step, Trouble};

/// Longest wait for the goodbye, whose answer changes nothing.
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
    /// Bound of one whole attempt, from connecting to the last answer. lettre by itself bounds the TCP connect only.
    pub timeout: Duration,
}

#[derive(Debug, thiserror::Error)]
#[error("the mail server's settings cannot be used: {0}")]
pub struct SmtpFault(#[from] lettre::transport::smtp::Error);

pub struct Smtp {
    settings: SmtpSettings,
    tls: Option<TlsParameters>,
}

impl Smtp {
    pub fn new(settings: SmtpSettings) -> Result<Self, SmtpFault> {
        let tls = match settings.protection {
            Protection::None => None,
            Protection::Starttls | Protection::Implicit => Some(tls_parameters(&settings)?),
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
        let bytes = message.formatted();
        let handed_over = AtomicBool::new(false);
        let conversation = self.converse(message.envelope(), &bytes, &handed_over);
        match tokio::time::timeout(self.settings.timeout, conversation).await {
            Ok(Ok((response, connection))) => {
                say_goodbye(connection).await;
                classify::final_reply(&response)
            }
            Ok(Err(trouble)) => classify::trouble(&trouble),
            Err(_) if handed_over.load(Ordering::Relaxed) => {
                Outcome::unknown("smtp: no answer after the content")
            }
            Err(_) => Outcome::later("smtp: timed out before the content"),
        }
    }

    async fn converse(
        &self,
        envelope: &lettre::address::Envelope,
        content: &[u8],
        handed_over: &AtomicBool,
    ) -> Result<(Response, AsyncSmtpConnection), Trouble> {
        let mut connection = self.open().await?;
        connection
            .command(Mail::new(envelope.from().cloned(), vec![]))
            .await
            .map_err(Trouble::at(Step::Sender))?;
        for recipient in envelope.to() {
            connection
                .command(Rcpt::new(recipient.clone(), vec![]))
                .await
                .map_err(Trouble::at(Step::Recipient))?;
        }
        connection
            .command(Data)
            .await
            .map_err(Trouble::at(Step::Data))?;
        handed_over.store(true, Ordering::Relaxed);
        let response = connection
            .message(content)
            .await
            .map_err(Trouble::at(Step::Content))?;
        Ok((response, connection))
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, Trouble> {
        let settings = &self.settings;
        let hello = ClientId::default();
        let implicit = match settings.protection {
            Protection::Implicit => self.tls.clone(),
            Protection::Starttls | Protection::None => None,
        };
        let server = (settings.host.as_str(), settings.port);
        let mut connection = AsyncSmtpConnection::connect_tokio1(
            server,
            Some(settings.timeout),
            &hello,
            implicit,
            None,
        )
        .await
        .map_err(Trouble::at(Step::Connect))?;
        if let (Protection::Starttls, Some(tls)) = (settings.protection, self.tls.clone()) {
            connection
                .starttls(tls, &hello)
                .await
                .map_err(Trouble::at(Step::Secure))?;
        }
        if let Some((user, password)) = &settings.credentials {
            let credentials = Credentials::new(user.clone(), password.expose_secret().to_owned());
            connection
                .auth(DEFAULT_MECHANISMS, &credentials)
                .await
                .map_err(Trouble::at(Step::SignIn))?;
        }
        Ok(connection)
    }
}

/// Outside the attempt's own bound: the answer is in, and a slow goodbye must not turn it into a time-out.
async fn say_goodbye(mut connection: AsyncSmtpConnection) {
    let _ = tokio::time::timeout(GOODBYE, connection.quit()).await;
}

fn tls_parameters(settings: &SmtpSettings) -> Result<TlsParameters, SmtpFault> {
    let mut builder = TlsParameters::builder(settings.host.clone());
    if let Some(pem) = &settings.authority {
        builder = builder.add_root_certificate(Certificate::from_pem(pem)?);
    }
    Ok(builder.build_rustls()?)
}

/// Only a 2yz reply is a success: lettre counts 3yz as positive too.
fn is_completion(response: &Response) -> bool {
    response.code().severity == Severity::PositiveCompletion
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
