//! Which channels do the settings describe?

use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;

use super::channel::Channel;
use super::channel::mailbox::Mailbox;
use super::channel::sms::reading::{NotAPlace, Reading, Rule, Verdict};
use super::channel::sms::{
    Gateway, GatewaySettings, HttpFault, Ovh, OvhSettings, ReportReading, Reports, brevo, ovh,
};
use super::channel::smtp::{Protection, Smtp, SmtpFault, SmtpSettings};
use super::worker::Channels;
use crate::config::{GatewaySms, Mail, MailTransport, Sms, SmsProvider, SmtpTls};

/// The settings are well-formed, and yet no channel comes of them.
#[derive(Debug, thiserror::Error)]
pub enum SetupFault {
    #[error("mail.smtp.trusted_authority cannot be read: {0}")]
    Authority(std::io::Error),
    #[error(transparent)]
    Smtp(#[from] SmtpFault),
    #[error(transparent)]
    Sms(#[from] HttpFault),
    #[error("sms.gateway: {0}")]
    Place(#[from] NotAPlace),
}

/// The channels that the settings name; the mailbox where they name none.
pub fn channels(mail: &Mail, sms: &Sms, mailbox: &Mailbox) -> Result<Channels, SetupFault> {
    let mailbox: Arc<dyn Channel> = Arc::new(mailbox.clone());
    let email = match mail.transport {
        MailTransport::Mailbox => mailbox.clone(),
        MailTransport::Smtp => Arc::new(Smtp::new(smtp(mail)?)?),
    };
    let timeout = Duration::from_secs(sms.timeout_seconds);
    let sms: Arc<dyn Channel> = match sms.provider {
        SmsProvider::Mailbox => mailbox,
        SmsProvider::Gateway => Arc::new(Gateway::new(gateway(&sms.gateway, timeout)?)?),
        SmsProvider::Brevo => {
            let settings = brevo::settings(&sms.brevo.endpoint, sms.brevo.api_key.clone(), timeout);
            Arc::new(Gateway::new(settings)?)
        }
        SmsProvider::Ovh => Arc::new(Ovh::new(OvhSettings {
            endpoint: sms.ovh.endpoint.clone(),
            service_name: sms.ovh.service_name.clone(),
            application_key: sms.ovh.application_key.clone(),
            application_secret: sms.ovh.application_secret.clone(),
            consumer_key: sms.ovh.consumer_key.clone(),
            timeout,
        })?),
    };
    Ok(Channels { email, sms })
}

/// How delivery reports are taken; not at all where no token is set.
pub fn reports(sms: &Sms) -> Result<Option<Reports>, NotAPlace> {
    if sms.report_token.expose_secret().is_empty() {
        return Ok(None);
    }
    let reading = match sms.provider {
        SmsProvider::Mailbox => return Ok(None),
        SmsProvider::Gateway => own_reports(&sms.gateway)?,
        SmsProvider::Brevo => brevo::reports()?,
        SmsProvider::Ovh => ovh::reports()?,
    };
    Ok(Some(Reports::new(&sms.report_token, reading)))
}

fn own_reports(gateway: &GatewaySms) -> Result<ReportReading, NotAPlace> {
    let delivered: Vec<&str> = gateway.delivered_when.iter().map(String::as_str).collect();
    let undelivered: Vec<&str> = gateway
        .undelivered_when
        .iter()
        .map(String::as_str)
        .collect();
    let place = |at: &String| (!at.is_empty()).then(|| at.clone());
    Ok(ReportReading {
        rules: ReportReading::rules(&delivered, &undelivered)?,
        reference: place(&gateway.report_reference_at),
        ours: place(&gateway.report_our_reference_at)
            .into_iter()
            .collect(),
    })
}

fn smtp(mail: &Mail) -> Result<SmtpSettings, SetupFault> {
    let smtp = &mail.smtp;
    let authority = match smtp.trusted_authority.as_str() {
        "" => None,
        path => Some(std::fs::read(path).map_err(SetupFault::Authority)?),
    };
    let credentials =
        (!smtp.username.is_empty()).then(|| (smtp.username.clone(), smtp.password.clone()));
    Ok(SmtpSettings {
        host: smtp.host.clone(),
        port: smtp.port,
        protection: match smtp.tls {
            SmtpTls::Starttls => Protection::Starttls,
            SmtpTls::Implicit => Protection::Implicit,
            SmtpTls::None => Protection::None,
        },
        authority,
        credentials,
        timeout: Duration::from_secs(smtp.timeout_seconds),
    })
}

fn gateway(gateway: &GatewaySms, timeout: Duration) -> Result<GatewaySettings, SetupFault> {
    let headers = gateway
        .headers
        .iter()
        .filter_map(|header| header.split_once(':'));
    Ok(GatewaySettings {
        name: "gateway",
        method: gateway.method.clone(),
        url: gateway.url.clone(),
        headers: headers
            .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
            .collect(),
        body: gateway.body.clone(),
        token: gateway.token.clone(),
        reading: reading(gateway)?,
        timeout,
    })
}

/// What the body says goes before what the status says.
fn reading(gateway: &GatewaySms) -> Result<Reading, NotAPlace> {
    let mut rules = Vec::new();
    for (verdict, places) in [
        (Verdict::Permanent, &gateway.permanent_when),
        (Verdict::Temporary, &gateway.temporary_when),
    ] {
        for place in places {
            rules.push(Rule::place(verdict, place.parse()?));
        }
    }
    let accepted = Rule::statuses(Verdict::Accepted, &gateway.accepted_statuses);
    rules.push(match gateway.accepted_when.as_str() {
        "" => accepted,
        place => accepted.also_at(place.parse()?),
    });
    if !gateway.permanent_statuses.is_empty() {
        rules.push(Rule::statuses(
            Verdict::Permanent,
            &gateway.permanent_statuses,
        ));
    }
    let reference = (!gateway.reference_at.is_empty()).then(|| gateway.reference_at.clone());
    Ok(Reading { rules, reference })
}
