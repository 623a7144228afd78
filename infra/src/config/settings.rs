//! What can be set? One struct a section of the documented file, which explains each key.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use data_encoding::BASE64;
use secrecy::{ExposeSecret, SecretBox, SecretString};
use serde::Deserialize;

use super::outside::{Limits, Web};
use crate::files::Largest;
use crate::tickets::StoreChoice;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub database: Database,
    pub server: Server,
    pub web: Web,
    pub limits: Limits,
    pub files: Files,
    pub secrets: Secrets,
    pub mail: Mail,
    pub sms: Sms,
    pub log: Log,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// Secret because a PostgreSQL address holds a password.
    pub url: SecretString,
    pub event_store: EventStore,
    pub remembered_tickets: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventStore {
    GroupCommit,
    Stock,
}

impl Database {
    /// By which way events are appended.
    pub fn store(&self) -> StoreChoice {
        let remembered = usize::try_from(self.remembered_tickets).unwrap_or(usize::MAX);
        match self.event_store {
            EventStore::Stock => StoreChoice::Stock,
            EventStore::GroupCommit => StoreChoice::GroupCommit {
                remembered: NonZeroUsize::new(remembered).unwrap_or(NonZeroUsize::MIN),
            },
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub listen: String,
    pub metrics_listen: String,
    pub public_url: String,
}

impl Server {
    /// The address to listen on; checked when the settings were loaded.
    pub fn listen(&self) -> Option<SocketAddr> {
        self.listen.parse().ok()
    }

    /// The address of `/metrics`, unless it is not offered.
    pub fn metrics_listen(&self) -> Option<SocketAddr> {
        self.metrics_listen.parse().ok()
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    pub store: FileStore,
    pub directory: PathBuf,
    pub largest_megabytes: u64,
    pub largest_video_megabytes: u64,
    pub s3: S3,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileStore {
    Folder,
    S3,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3 {
    pub endpoint: String,
    pub region: String,
    pub bucket: String,
    pub bucket_in_path: bool,
    pub access_key: String,
    pub secret_key: SecretString,
}

impl Files {
    /// Largest accepted files, in bytes.
    pub fn largest(&self) -> Largest {
        Largest {
            video: self.largest_video_megabytes.saturating_mul(1_000_000),
            other: self.largest_megabytes.saturating_mul(1_000_000),
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secrets {
    pub master_key: SecretString,
    pub link_secret: SecretString,
}

impl Secrets {
    /// The key that seals the table of subjects' keys; none if it is not 32 bytes in base64.
    pub fn master_key(&self) -> Option<SecretBox<[u8; 32]>> {
        thirty_two_bytes(&self.master_key)
    }

    /// The secret that personal links are derived from; none if it is not 32 bytes in base64.
    pub fn link_secret(&self) -> Option<SecretBox<[u8; 32]>> {
        thirty_two_bytes(&self.link_secret)
    }
}

fn thirty_two_bytes(text: &SecretString) -> Option<SecretBox<[u8; 32]>> {
    let bytes = BASE64.decode(text.expose_secret().as_bytes()).ok()?;
    let bytes: [u8; 32] = bytes.try_into().ok()?;
    Some(SecretBox::new(Box::new(bytes)))
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    pub transport: MailTransport,
    pub from_address: String,
    pub smtp: Smtp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTransport {
    Mailbox,
    Smtp,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    pub host: String,
    pub port: u16,
    pub tls: SmtpTls,
    /// Path of a PEM file; empty for none.
    pub trusted_authority: String,
    pub username: String,
    pub password: SecretString,
    pub timeout_seconds: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SmtpTls {
    Starttls,
    Implicit,
    None,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sms {
    pub provider: SmsProvider,
    pub timeout_seconds: u64,
    /// The end of the address at which the gateway reports; empty for none.
    pub report_token: SecretString,
    pub gateway: GatewaySms,
    pub ovh: OvhSms,
    pub brevo: BrevoSms,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SmsProvider {
    Mailbox,
    Gateway,
    Ovh,
    Brevo,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GatewaySms {
    pub method: String,
    pub url: String,
    /// Each as `Name: value`.
    pub headers: Vec<String>,
    pub body: String,
    pub token: SecretString,
    pub accepted_statuses: Vec<u16>,
    pub permanent_statuses: Vec<u16>,
    /// A place in the reply's JSON, as `/status=ok` or `/id`; empty for none.
    pub accepted_when: String,
    pub permanent_when: Vec<String>,
    pub temporary_when: Vec<String>,
    pub reference_at: String,
    pub report_reference_at: String,
    pub report_our_reference_at: String,
    pub delivered_when: Vec<String>,
    pub undelivered_when: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OvhSms {
    pub endpoint: String,
    pub service_name: String,
    pub application_key: String,
    pub application_secret: SecretString,
    pub consumer_key: SecretString,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BrevoSms {
    pub endpoint: String,
    pub api_key: SecretString,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    pub format: LogFormat,
    pub filter: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Human,
    Json,
}
