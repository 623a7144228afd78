//! A mail server that follows a script, and what the channel makes of it.

use std::time::Duration;

use chrono::DateTime;
use mail_parser::MimeHeaders;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use uuid::Uuid;

use super::*;
use crate::delivery::channel::{CalendarFile, Correspondent, Email, Enclosed};
use domain::ids::{AgencyId, TicketId};

/// What the scripted server does when a line begins with the given word.
#[derive(Clone)]
enum Answer {
    Say(&'static str),
    HangUp,
    StaySilent,
}
use Answer::{HangUp, Say, StaySilent};

const ORDINARY: [(&str, Answer); 7] = [
    ("connect", Say("220 mx ready")),
    ("EHLO", Say("250 mx")),
    ("MAIL", Say("250 ok")),
    ("RCPT", Say("250 ok")),
    ("DATA", Say("354 go on")),
    (".", Say("250 2.0.0 queued")),
    ("QUIT", Say("221 bye")),
];

fn ordinary_but(word: &'static str, answer: Answer) -> Vec<(&'static str, Answer)> {
    ORDINARY
        .iter()
        .map(|(w, a)| {
            (
                *w,
                if *w == word {
                    answer.clone()
                } else {
                    a.clone()
                },
            )
        })
        .collect()
}

/// Serves one conversation; the handle gives every line that was heard.
async fn server(
    script: Vec<(&'static str, Answer)>,
) -> (u16, tokio::task::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let handle = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        let (mut heard, mut line, mut in_content) = (Vec::new(), "connect".to_owned(), false);
        loop {
            let word = if in_content {
                "."
            } else {
                line.split([' ', '\r']).next().unwrap_or_default()
            };
            if !in_content || line.trim_end() == "." {
                in_content = word == "DATA";
                match script
                    .iter()
                    .find(|(w, _)| *w == word)
                    .map(|(_, a)| a.clone())
                {
                    Some(Say(text)) => {
                        in_content = in_content && text.starts_with("354");
                        stream
                            .write_all(format!("{text}\r\n").as_bytes())
                            .await
                            .unwrap();
                    }
                    Some(StaySilent) => tokio::time::sleep(Duration::from_secs(60)).await,
                    Some(HangUp) | None => return heard,
                }
            }
            line.clear();
            if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
                return heard;
            }
            heard.push(line.trim_end().to_owned());
        }
    });
    (port, handle)
}

fn channel(port: u16) -> Smtp {
    Smtp::new(SmtpSettings {
        host: "127.0.0.1".into(),
        port,
        protection: Protection::None,
        authority: None,
        credentials: None,
        timeout: Duration::from_millis(400),
    })
    .unwrap()
}

fn parcel() -> Parcel {
    let visit = CalendarFile {
        method: "REQUEST",
        file_name: "intervention-1026.ics".into(),
        text: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".into(),
    };
    let email = Email {
        from: Correspondent {
            name: Some("Cabinet Durand".into()),
            address: "durand@example.org".into(),
        },
        to: Correspondent {
            name: Some("Léa Éluard".into()),
            address: "lea@example.org".into(),
        },
        reply_to: None,
        message_id: "<b@example.org>".into(),
        thread: Some("<a@example.org>".into()),
        subject: "[Ticket n° 1026] Fuite d'eau – 4, rue Gilbert 54000 NANCY".into(),
        text: "Bonjour".into(),
        html: "<p>Bonjour</p>".into(),
        automatic: true,
        calendar: Some(visit),
        enclosed: vec![Enclosed {
            name: "Devis signé.pdf".into(),
            media_type: "application/pdf",
            content: b"%PDF-1.7\n\xff\n.\n".to_vec(),
        }],
        links: vec![],
    };
    Parcel {
        agency: AgencyId::new(Uuid::nil()),
        ticket: TicketId::new(Uuid::nil()),
        id: Uuid::nil(),
        reference: "b".into(),
        at: DateTime::UNIX_EPOCH,
        subjects: vec![],
        content: Content::Email(Box::new(email)),
    }
}

async fn outcome(script: Vec<(&'static str, Answer)>) -> Outcome {
    let (port, handle) = server(script).await;
    let outcome = channel(port).send(&parcel()).await;
    handle.abort();
    outcome
}

fn later(reason: &str) -> Outcome {
    Outcome::later(reason)
}

#[tokio::test]
async fn a_message_that_is_taken_is_sent_and_heard_whole() {
    let (port, handle) = server(ORDINARY.to_vec()).await;
    assert_eq!(channel(port).send(&parcel()).await, Outcome::sent());
    let heard = handle.await.unwrap().join("\r\n");
    let start = heard.find("DATA\r\n").unwrap() + 6;
    let message = mail_parser::MessageParser::default()
        .parse(&heard.as_bytes()[start..])
        .unwrap();
    assert_eq!(
        message.subject(),
        Some("[Ticket n° 1026] Fuite d'eau – 4, rue Gilbert 54000 NANCY")
    );
    assert_eq!(
        message.header_raw("Auto-Submitted").map(str::trim),
        Some("auto-generated")
    );
    assert_eq!(message.message_id(), Some("b@example.org"));
    assert_eq!(message.in_reply_to().as_text(), Some("a@example.org"));
    assert!(heard.contains("method=REQUEST"), "{heard}");
    let enclosed = message.attachments().last().unwrap();
    assert_eq!(enclosed.attachment_name(), Some("Devis signé.pdf"));
    assert!(enclosed.is_content_type("application", "pdf"));
    assert_eq!(enclosed.contents(), b"%PDF-1.7\n\xff\n.\n");
}

#[tokio::test]
async fn what_was_refused_for_now_is_tried_later() {
    let refused = outcome(ordinary_but(
        "RCPT",
        Say("450 4.2.1 <lea@example.org> grey-listed"),
    ))
    .await;
    assert_eq!(refused, later("smtp rcpt to: 450 4.2.1"));
    let full = outcome(ordinary_but(".", Say("452 disk full"))).await;
    assert_eq!(full, later("smtp content: 452"));
}

#[tokio::test]
async fn what_was_refused_for_good_has_failed_and_names_nobody() {
    let refused = outcome(ordinary_but(
        "RCPT",
        Say("550 5.1.1 <lea@example.org> unknown"),
    ))
    .await;
    assert_eq!(refused, Outcome::failed("smtp rcpt to: 550 5.1.1"));
    let spam = outcome(ordinary_but(".", Say("554 looks like spam"))).await;
    assert_eq!(spam, Outcome::failed("smtp content: 554"));
}

#[tokio::test]
async fn an_answer_that_does_not_fit_after_the_content_says_nothing() {
    let odd = outcome(ordinary_but(".", Say("354 say more"))).await;
    assert_eq!(odd, Outcome::unknown("smtp content: 354"));
}

#[tokio::test]
async fn nobody_listening_is_tried_later() {
    let port = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    assert_eq!(
        channel(port).send(&parcel()).await,
        later("smtp connect: the server cannot be reached")
    );
}

#[tokio::test]
async fn a_break_before_the_content_is_tried_later() {
    assert_eq!(
        outcome(ordinary_but("DATA", HangUp)).await,
        later("smtp data: the connection broke")
    );
    assert_eq!(
        outcome(ordinary_but("RCPT", StaySilent)).await,
        later("smtp rcpt to: no answer in time")
    );
}

#[tokio::test]
async fn silence_after_the_content_leaves_it_unknown() {
    assert_eq!(
        outcome(ordinary_but(".", StaySilent)).await,
        Outcome::unknown("smtp content: no answer in time")
    );
    assert_eq!(
        outcome(ordinary_but(".", HangUp)).await,
        Outcome::unknown("smtp content: the connection broke")
    );
}

#[tokio::test]
async fn a_slow_goodbye_does_not_undo_a_success() {
    assert_eq!(
        outcome(ordinary_but("QUIT", StaySilent)).await,
        Outcome::sent()
    );
}

#[tokio::test]
async fn a_server_that_wants_a_password_is_our_trouble_not_the_messages() {
    let refused = outcome(ordinary_but(
        "MAIL",
        Say("530 5.7.0 Authentication required"),
    ))
    .await;
    assert_eq!(refused, Outcome::barred("smtp mail from: 530 5.7.0"));
}

#[tokio::test]
async fn clear_text_is_refused_where_starttls_was_asked_for() {
    let (port, handle) = server(ORDINARY.to_vec()).await;
    let mut settings = channel(port).settings;
    settings.protection = Protection::Starttls;
    let outcome = Smtp::new(settings).unwrap().send(&parcel()).await;
    handle.abort();
    assert_eq!(
        outcome,
        later("smtp starttls: the server does not offer what is needed")
    );
}
