//! Does an e-mail reach a real mail server, and only the one that was meant?

use std::time::Duration;

use chrono::Utc;
use domain::ids::{AgencyId, TicketId};
use harness::mail_server::{MailServer, PASSWORD, USER};
use infra::delivery::channel::smtp::{Protection, Smtp, SmtpSettings};
use infra::delivery::channel::{Correspondent, Email};
use infra::delivery::{Channel, Content, Outcome, Parcel};
use uuid::Uuid;

fn settings(server: &MailServer, protection: Protection) -> SmtpSettings {
    SmtpSettings {
        host: "localhost".into(),
        port: server.port,
        protection,
        authority: Some(std::fs::read(server.authority()).expect("a certificate")),
        credentials: Some((USER.into(), PASSWORD.to_owned().into())),
        timeout: Duration::from_secs(10),
    }
}

fn parcel(to: &str) -> Parcel {
    let email = Email {
        from: Correspondent {
            name: Some("Cabinet Durand".into()),
            address: "tickets@durand.example".into(),
        },
        to: Correspondent {
            name: Some("Hélène Œuvrard".into()),
            address: to.into(),
        },
        reply_to: None,
        message_id: "<1@durand.example>".into(),
        thread: None,
        subject: "[Ticket n° 1026] Fuite d’eau".into(),
        text: "L’eau coule.\n.\nElle coule encore.".into(),
        html: "<p>L’eau coule.</p>".into(),
        automatic: true,
        calendar: None,
        enclosed: vec![],
        links: vec![],
    };
    Parcel {
        agency: AgencyId::new(Uuid::nil()),
        ticket: TicketId::new(Uuid::nil()),
        id: Uuid::nil(),
        reference: "1".into(),
        at: Utc::now(),
        subjects: vec![],
        content: Content::Email(Box::new(email)),
    }
}

async fn sends(settings: SmtpSettings, to: &str) -> Outcome {
    Smtp::new(settings)
        .expect("a channel")
        .send(&parcel(to))
        .await
}

#[tokio::test]
async fn a_message_arrives_whole_after_starttls() {
    let server = MailServer::start().await;
    assert_eq!(
        sends(
            settings(&server, Protection::Starttls),
            "helene@example.org"
        )
        .await,
        Outcome::sent()
    );
    let received = server
        .await_mail(|mail| mail.to == "helene@example.org")
        .await;
    assert_eq!(received.subject, "[Ticket n° 1026] Fuite d’eau");
    assert!(
        received.text.contains("Elle coule encore."),
        "a lone dot does not end it: {}",
        received.text
    );
}

#[tokio::test]
async fn a_message_arrives_over_tls_from_the_first_byte() {
    let server = MailServer::start_implicit().await;
    assert_eq!(
        sends(
            settings(&server, Protection::Implicit),
            "helene@example.org"
        )
        .await,
        Outcome::sent()
    );
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn an_authority_that_nobody_vouches_for_is_not_trusted() {
    let server = MailServer::start().await;
    let mut settings = settings(&server, Protection::Starttls);
    settings.authority = None;
    let outcome = sends(settings, "helene@example.org").await;
    assert!(matches!(outcome, Outcome::Later { .. }), "{outcome:?}");
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_wrong_password_fails_no_message() {
    let server = MailServer::start().await;
    let mut settings = settings(&server, Protection::Starttls);
    settings.credentials = Some((USER.into(), "wrong".to_owned().into()));
    assert_eq!(
        sends(settings, "helene@example.org").await,
        Outcome::barred("smtp auth: 535 5.7.8")
    );
}

#[tokio::test]
async fn what_the_server_refuses_is_told_apart_from_what_it_puts_off() {
    let server = MailServer::start().await;
    let refused = sends(
        settings(&server, Protection::Starttls),
        "refused.helene@example.org",
    )
    .await;
    assert_eq!(refused, Outcome::failed("smtp rcpt to: 550 5.1.1"));
    let later = sends(
        settings(&server, Protection::Starttls),
        "later.helene@example.org",
    )
    .await;
    assert_eq!(later, Outcome::later("smtp rcpt to: 451 4.3.0"));
}
