//! Can these settings work? One function a section; each complaint names the key and what is wrong with it.

use std::fmt;
use std::net::SocketAddr;

use secrecy::ExposeSecret;

use super::outside::{Limits, Web, network};
use super::settings::{
    BrevoSms, Database, FileStore, Files, GatewaySms, Mail, MailTransport, OvhSms, S3, Secrets,
    Server, Settings, Sms, SmsProvider, SmtpTls,
};

/// One thing that is wrong, without the value: it may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub key: &'static str,
    pub why: &'static str,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.key, self.why)
    }
}

/// All complaints at once, in the order of the documented file.
pub(super) fn check(settings: &Settings) -> Vec<Complaint> {
    let mut list = Complaints(Vec::new());
    database(&settings.database, &mut list);
    server(&settings.server, &mut list);
    web(&settings.web, &mut list);
    limits(&settings.limits, &mut list);
    files(&settings.files, &mut list);
    secrets(&settings.secrets, &mut list);
    mail(&settings.mail, &mut list);
    sms(&settings.sms, &mut list);
    list.0
}

struct Complaints(Vec<Complaint>);

impl Complaints {
    fn unless(&mut self, good: bool, key: &'static str, why: &'static str) {
        if !good {
            self.0.push(Complaint { key, why });
        }
    }
}

fn database(database: &Database, list: &mut Complaints) {
    let url = database.url.expose_secret();
    let known = ["postgres://", "postgresql://", "sqlite:"];
    list.unless(
        known.iter().any(|scheme| url.starts_with(scheme)),
        "database.url",
        "must begin with postgres:// or sqlite://",
    );
    list.unless(
        (1..=1_000_000).contains(&database.remembered_tickets),
        "database.remembered_tickets",
        "must be between 1 and 1000000",
    );
}

fn server(server: &Server, list: &mut Complaints) {
    let address = "must be an address and a port, such as 127.0.0.1:8080";
    list.unless(server.listen().is_some(), "server.listen", address);
    list.unless(
        server.metrics_listen.is_empty() || server.metrics_listen.parse::<SocketAddr>().is_ok(),
        "server.metrics_listen",
        "must be empty, or an address and a port, such as 127.0.0.1:9090",
    );
    let url = &server.public_url;
    list.unless(
        is_http(url),
        "server.public_url",
        "must begin with http:// or https://",
    );
    list.unless(
        !url.ends_with('/'),
        "server.public_url",
        "must not end with a slash",
    );
}

fn web(web: &Web, list: &mut Complaints) {
    list.unless(
        web.trusted_proxies
            .iter()
            .all(|text| network(text).is_some()),
        "web.trusted_proxies",
        "must each be an address or a network, such as 10.0.0.0/8",
    );
}

fn limits(limits: &Limits, list: &mut Complaints) {
    list.unless(
        (16..=1_000_000).contains(&limits.connections),
        "limits.connections",
        "must be between 16 and 1000000",
    );
    let seconds = [
        ("limits.head_seconds", limits.head_seconds),
        ("limits.body_seconds", limits.body_seconds),
        ("limits.upload_seconds", limits.upload_seconds),
        ("limits.stalled_seconds", limits.stalled_seconds),
    ];
    for (key, seconds) in seconds {
        let good = (1..=86_400).contains(&seconds);
        list.unless(good, key, "must be between 1 and 86400");
    }
    let rates = [
        ("limits.sign_ins_at_once", limits.sign_ins_at_once),
        ("limits.sign_ins_a_minute", limits.sign_ins_a_minute),
        ("limits.wrong_tokens_at_once", limits.wrong_tokens_at_once),
        ("limits.wrong_tokens_a_minute", limits.wrong_tokens_a_minute),
    ];
    for (key, rate) in rates {
        let good = (1..=1_000_000).contains(&rate);
        list.unless(good, key, "must be between 1 and 1000000");
    }
}

fn files(files: &Files, list: &mut Complaints) {
    list.unless(
        !files.directory.as_os_str().is_empty(),
        "files.directory",
        "must not be empty",
    );
    list.unless(
        (1..=1000).contains(&files.largest_megabytes),
        "files.largest_megabytes",
        "must be between 1 and 1000",
    );
    list.unless(
        (1..=1000).contains(&files.largest_video_megabytes),
        "files.largest_video_megabytes",
        "must be between 1 and 1000",
    );
    if files.store == FileStore::S3 {
        s3(&files.s3, list);
    }
}

fn s3(s3: &S3, list: &mut Complaints) {
    list.unless(
        s3.endpoint.is_empty() || is_http(&s3.endpoint),
        "files.s3.endpoint",
        "must be empty or begin with https:// or http://",
    );
    let needed = [
        ("files.s3.region", !s3.region.is_empty()),
        ("files.s3.bucket", !s3.bucket.is_empty()),
        ("files.s3.access_key", !s3.access_key.is_empty()),
        (
            "files.s3.secret_key",
            !s3.secret_key.expose_secret().is_empty(),
        ),
    ];
    for (key, is_there) in needed {
        list.unless(is_there, key, "must not be empty where files.store is s3");
    }
}

fn secrets(secrets: &Secrets, list: &mut Complaints) {
    let why = "must be 32 bytes in base64; `openssl rand -base64 32` makes one";
    list.unless(secrets.master_key().is_some(), "secrets.master_key", why);
    list.unless(secrets.link_secret().is_some(), "secrets.link_secret", why);
}

fn mail(mail: &Mail, list: &mut Complaints) {
    list.unless(
        mail.from_address.contains('@'),
        "mail.from_address",
        "must be an e-mail address",
    );
    match mail.transport {
        MailTransport::Mailbox => return,
        MailTransport::Smtp => {}
    }
    let smtp = &mail.smtp;
    list.unless(!smtp.host.is_empty(), "mail.smtp.host", "must not be empty");
    list.unless(smtp.port > 0, "mail.smtp.port", "must not be 0");
    list.unless(
        smtp.username.is_empty() == smtp.password.expose_secret().is_empty(),
        "mail.smtp.password",
        "goes with mail.smtp.username: both or neither",
    );
    list.unless(
        smtp.tls != SmtpTls::None || smtp.username.is_empty(),
        "mail.smtp.tls",
        "must not be \"none\" with a user name: the password would travel in clear text",
    );
    list.unless(
        (1..=300).contains(&smtp.timeout_seconds),
        "mail.smtp.timeout_seconds",
        "must be between 1 and 300",
    );
}

fn sms(sms: &Sms, list: &mut Complaints) {
    list.unless(
        (1..=300).contains(&sms.timeout_seconds),
        "sms.timeout_seconds",
        "must be between 1 and 300",
    );
    let token = sms.report_token.expose_secret();
    list.unless(
        token.is_empty()
            || (token.len() >= 22 && token.bytes().all(|byte| byte.is_ascii_alphanumeric())),
        "sms.report_token",
        "must be at least 22 letters and digits, or empty",
    );
    match sms.provider {
        SmsProvider::Mailbox => {}
        SmsProvider::Gateway => gateway(&sms.gateway, list),
        SmsProvider::Ovh => ovh(&sms.ovh, list),
        SmsProvider::Brevo => brevo(&sms.brevo, list),
    }
}

fn ovh(ovh: &OvhSms, list: &mut Complaints) {
    let secret = ovh.application_secret.expose_secret();
    let needed = [
        ("sms.ovh.service_name", ovh.service_name.as_str()),
        ("sms.ovh.application_key", ovh.application_key.as_str()),
        ("sms.ovh.application_secret", secret),
        ("sms.ovh.consumer_key", ovh.consumer_key.expose_secret()),
    ];
    for (key, value) in needed {
        list.unless(
            !value.is_empty(),
            key,
            "must not be empty with provider \"ovh\"",
        );
    }
    list.unless(
        is_http(&ovh.endpoint),
        "sms.ovh.endpoint",
        "must begin with https://",
    );
}

fn brevo(brevo: &BrevoSms, list: &mut Complaints) {
    list.unless(
        !brevo.api_key.expose_secret().is_empty(),
        "sms.brevo.api_key",
        "must not be empty with provider \"brevo\"",
    );
    list.unless(
        is_http(&brevo.endpoint),
        "sms.brevo.endpoint",
        "must begin with https://",
    );
}

fn gateway(gateway: &GatewaySms, list: &mut Complaints) {
    list.unless(
        is_http(&gateway.url),
        "sms.gateway.url",
        "must begin with http:// or https://",
    );
    list.unless(
        ["POST", "GET", "PUT"].contains(&gateway.method.as_str()),
        "sms.gateway.method",
        "must be POST, GET or PUT",
    );
    list.unless(
        gateway.headers.iter().all(|header| header.contains(':')),
        "sms.gateway.headers",
        "must each read \"Name: value\"",
    );
    let said = format!("{}{}", gateway.url, gateway.body);
    list.unless(
        (said.contains("{to}") || said.contains("{digits}")) && said.contains("{text}"),
        "sms.gateway.body",
        "must hold {to} or {digits}, and {text}; or the url must",
    );
    list.unless(
        !gateway.accepted_statuses.is_empty(),
        "sms.gateway.accepted_statuses",
        "must name at least one status",
    );
}

fn is_http(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}
