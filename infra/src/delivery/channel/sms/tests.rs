//! Gateways that answer as real ones do, and what the channels make of it.

use std::time::Duration;

use chrono::DateTime;
use data_encoding::HEXLOWER;
use domain::ids::{AgencyId, TicketId};
use serde_json::{Value, json};
use sha1::{Digest, Sha1};
use uuid::Uuid;
use wiremock::matchers::{body_json, body_string, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::gateway::{Gateway, GatewaySettings};
use super::ovh::{Ovh, OvhSettings};
use super::reading::{Reading, Rule, Verdict};
use super::*;
use crate::delivery::channel::{Channel, Content, Parcel, Sms};
use crate::delivery::outcome::Outcome;

fn parcel() -> Parcel {
    let sms = Sms {
        sender: "DURAND".into(),
        to: "+33612345678".into(),
        text: "Fuite d'eau : \"urgent\"".into(),
        links: vec![],
    };
    Parcel {
        agency: AgencyId::new(Uuid::nil()),
        ticket: TicketId::new(Uuid::nil()),
        id: Uuid::nil(),
        reference: "ref-1".into(),
        at: DateTime::UNIX_EPOCH,
        subjects: vec![],
        content: Content::Sms(sms),
    }
}

fn settings(url: String) -> GatewaySettings {
    let place = |text: &str| text.parse().unwrap();
    GatewaySettings {
        name: "gateway",
        method: "POST".into(),
        url: format!("{url}/send?ref={{reference}}"),
        headers: vec![
            ("Content-Type".into(), "application/json".into()),
            ("Authorization".into(), "Bearer {token}".into()),
        ],
        body: r#"{"to":"{to}","message":"{text}","from":"{sender}"}"#.into(),
        token: "s3cret".to_owned().into(),
        reading: Reading {
            rules: vec![
                Rule::place(Verdict::Permanent, place("/error=bad_number")),
                Rule::statuses(Verdict::Accepted, &[200, 202]).also_at(place("/id")),
            ],
            reference: Some("/id".into()),
        },
        timeout: Duration::from_millis(300),
    }
}

async fn answered_with(response: ResponseTemplate) -> Outcome {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/send"))
        .respond_with(response)
        .mount(&server)
        .await;
    Gateway::new(settings(server.uri()))
        .unwrap()
        .send(&parcel())
        .await
}

fn sent(reference: &str) -> Outcome {
    Outcome::Sent {
        reference: Some(reference.into()),
    }
}

fn later(reason: &str, seconds: Option<u64>) -> Outcome {
    Outcome::Later {
        reason: reason.into(),
        retry_after: seconds.map(Duration::from_secs),
    }
}

#[tokio::test]
async fn a_described_gateway_is_called_as_described() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/send"))
        .and(header("authorization", "Bearer s3cret"))
        .and(body_json(
            json!({"to": "+33612345678", "message": "Fuite d'eau : \"urgent\"", "from": "DURAND"}),
        ))
        .respond_with(ResponseTemplate::new(202).set_body_json(json!({"id": 77})))
        .expect(1)
        .mount(&server)
        .await;
    assert_eq!(
        Gateway::new(settings(server.uri()))
            .unwrap()
            .send(&parcel())
            .await,
        sent("77")
    );
}

#[tokio::test]
async fn a_form_is_escaped_as_a_form() {
    let server = MockServer::start().await;
    Mock::given(body_string(
        "to=%2B33612345678&m=Fuite%20d%27eau%20%3A%20%22urgent%22",
    ))
    .respond_with(ResponseTemplate::new(200).set_body_json(json!({"id": "a"})))
    .mount(&server)
    .await;
    let mut settings = settings(server.uri());
    settings.headers = vec![(
        "Content-Type".into(),
        "application/x-www-form-urlencoded".into(),
    )];
    settings.body = "to={to}&m={text}".into();
    assert_eq!(
        Gateway::new(settings).unwrap().send(&parcel()).await,
        sent("a")
    );
}

#[tokio::test]
async fn answers_are_read_by_the_rules_and_then_with_care() {
    let bad_number = ResponseTemplate::new(200).set_body_json(json!({"error": "bad_number"}));
    assert_eq!(
        answered_with(bad_number).await,
        Outcome::failed("sms gateway: 200")
    );
    let no_id = ResponseTemplate::new(200).set_body_string("OK");
    assert_eq!(
        answered_with(no_id).await,
        Outcome::unknown("sms gateway: 200")
    );
    assert_eq!(
        answered_with(ResponseTemplate::new(422)).await,
        Outcome::failed("sms gateway: 422")
    );
    assert_eq!(
        answered_with(ResponseTemplate::new(401)).await,
        Outcome::barred("sms gateway: 401")
    );
    assert_eq!(
        answered_with(ResponseTemplate::new(500)).await,
        Outcome::unknown("sms gateway: 500")
    );
    assert_eq!(
        answered_with(ResponseTemplate::new(503)).await,
        later("sms gateway: 503", None)
    );
}

#[tokio::test]
async fn a_busy_gateway_says_how_long_to_wait() {
    let busy = ResponseTemplate::new(429).insert_header("retry-after", "120");
    assert_eq!(
        answered_with(busy).await,
        Outcome::Barred {
            reason: "sms gateway: 429".into(),
            retry_after: Some(Duration::from_secs(120)),
        }
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let moved = ResponseTemplate::new(307).insert_header("location", "https://elsewhere.example/");
    assert_eq!(
        answered_with(moved).await,
        Outcome::barred("sms gateway: 307")
    );
}

#[tokio::test]
async fn silence_after_the_request_leaves_it_unknown() {
    let slow = ResponseTemplate::new(200).set_delay(Duration::from_secs(5));
    assert_eq!(
        answered_with(slow).await,
        Outcome::unknown("sms gateway: no answer in time")
    );
}

#[tokio::test]
async fn nobody_listening_is_tried_later() {
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let gateway = Gateway::new(settings(format!("http://{free}"))).unwrap();
    assert_eq!(
        gateway.send(&parcel()).await,
        later("sms gateway: cannot be reached", None)
    );
}

#[tokio::test]
async fn brevo_is_called_as_its_reference_says() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/transactionalSMS/send"))
        .and(header("api-key", "k"))
        .and(body_json(json!({
            "type": "transactional", "unicodeEnabled": false, "sender": "DURAND",
            "recipient": "33612345678", "content": "Fuite d'eau : \"urgent\"", "tag": "ref-1",
        })))
        .respond_with(
            ResponseTemplate::new(201).set_body_json(json!({"messageId": 1511882900176220_i64})),
        )
        .mount(&server)
        .await;
    let settings = brevo::settings(&server.uri(), "k".to_owned().into(), Duration::from_secs(1));
    assert_eq!(
        Gateway::new(settings).unwrap().send(&parcel()).await,
        sent("1511882900176220")
    );
}

async fn ovh(answer: Value) -> (Outcome, Vec<wiremock::Request>) {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path("/auth/time"))
        .respond_with(ResponseTemplate::new(200).set_body_string("1700000000"))
        .mount(&server)
        .await;
    Mock::given(method("POST"))
        .and(path("/sms/sms-ab1-1/jobs"))
        .respond_with(ResponseTemplate::new(200).set_body_json(answer))
        .mount(&server)
        .await;
    let settings = OvhSettings {
        endpoint: server.uri(),
        service_name: "sms-ab1-1".into(),
        application_key: "AK".into(),
        application_secret: "AS".to_owned().into(),
        consumer_key: "CK".to_owned().into(),
        timeout: Duration::from_secs(1),
    };
    let outcome = Ovh::new(settings).unwrap().send(&parcel()).await;
    (outcome, server.received_requests().await.unwrap())
}

#[tokio::test]
async fn ovhcloud_is_called_with_a_signature_by_its_own_time() {
    let (outcome, requests) =
        ovh(json!({"ids": [42], "validReceivers": ["+33612345678"], "invalidReceivers": []})).await;
    assert_eq!(outcome, sent("42"));
    let job = requests.last().unwrap();
    let said = |name: &str| job.headers[name].to_str().unwrap().to_owned();
    let (time, body) = (
        said("x-ovh-timestamp"),
        String::from_utf8(job.body.clone()).unwrap(),
    );
    assert!(time.starts_with("17000000"), "{time}");
    // The host as it was called; the recorded address has another name for it.
    let url = format!("http://{}{}", said("host"), job.url.path());
    let signed = format!("AS+CK+POST+{url}+{body}+{time}");
    assert_eq!(
        said("x-ovh-signature"),
        format!("$1${}", HEXLOWER.encode(&Sha1::digest(signed)))
    );
}

#[tokio::test]
async fn ovhcloud_refuses_a_number_inside_a_success() {
    let (outcome, _) =
        ovh(json!({"ids": [], "validReceivers": [], "invalidReceivers": ["+33612345678"]})).await;
    assert_eq!(
        outcome,
        Outcome::failed("sms gateway: the number is not valid")
    );
}
