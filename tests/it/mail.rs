//! Does a life work over real wires? Mail through an SMTP server with STARTTLS, SMS through an HTTP gateway.

use harness::cabinet::{MANAGER_EMAIL, PLUMBER_EMAIL, TENANT_EMAIL, WATCHER_EMAIL};
use harness::mail_server::{MailServer, ReceivedMail};
use harness::office::{Office, Order};
use harness::on_both;
use harness::people::Contractor;
use harness::sms_gateway::SmsGateway;
use harness::when::tomorrow_at;
use infra::database::Kind;
use serde_json::json;

on_both!(
    a_life_over_real_wires,
    an_address_that_is_refused_calls_the_manager,
    a_server_that_is_down_is_tried_again
);

/// The contractor, at the link that stands in a received message.
fn at_the_link_of(order: &Order, mail: &ReceivedMail) -> Contractor {
    order.contractor_at(&mail.link().expect("a personal link in the text"))
}

async fn a_life_over_real_wires(on: Kind) {
    let (mail, sms) = (MailServer::start().await, SmsGateway::start().await);
    let office = Office::wired(on, &mail, &sms).await;
    let manager = office.manager();
    let order = manager.opens_a_service_order().await;

    let sent = mail.await_mail(|mail| mail.to == PLUMBER_EMAIL).await;
    assert_eq!(
        sent.subject,
        "[Ticket n° 1] Fuite d’eau au 3e étage – 4, rue Gilbert 54000 NANCY"
    );
    assert_eq!(sent.from, "tickets@cabinet-durand.example");
    let link = sent.link().expect("a link");
    assert!(
        sent.text.contains("De l’eau coule du plafond"),
        "{}",
        sent.text
    );
    assert!(sent.html.contains(&link), "the same link as in the text");
    assert!(
        sms.requests()
            .iter()
            .any(|sms| sms.body.to_string().contains(&link)),
        "and in the SMS"
    );

    let plumber = at_the_link_of(&order, &sent);
    assert!(
        plumber
            .page()
            .await
            .text
            .contains("Fuite d’eau au 3e étage")
    );
    plumber.accepts_for(tomorrow_at(9, 0)).await;
    let visit = mail
        .await_mail(|mail| mail.to == WATCHER_EMAIL && mail.calendar.is_some())
        .await;
    assert!(visit.text.contains("mardi 3 mars"), "{}", visit.text);
    let calendar = visit.calendar.unwrap_or_default();
    assert!(calendar.contains("METHOD:"), "{calendar}");

    office.until(tomorrow_at(8, 45)).await;
    plumber.is_on_site().await;
    office.until(tomorrow_at(11, 10)).await;
    let asked = mail
        .await_mail(|mail| mail.to == PLUMBER_EMAIL && mail.message_id != sent.message_id)
        .await;
    assert!(
        !asked.thread.is_empty(),
        "continues the thread of the ticket"
    );
    at_the_link_of(&order, &asked)
        .is_done_on(tomorrow_at(0, 0).date())
        .await;
    manager.asks_for_the_invoice(&order).await;
    plumber.sends_invoice("248,50", "F-2026-118").await;
    manager.closes(&order).await;
    assert_eq!(order.status().await, "closed, closed");

    let told: Vec<_> = mail.received().into_iter().map(|mail| mail.to).collect();
    for address in [MANAGER_EMAIL, TENANT_EMAIL, WATCHER_EMAIL, PLUMBER_EMAIL] {
        assert!(
            told.iter().any(|to| to == address),
            "{address} was told something"
        );
    }
    let failed: Vec<_> = order
        .told()
        .await
        .lines()
        .filter(|line| !line.ends_with(": sent"))
        .map(str::to_owned)
        .collect();
    assert_eq!(failed, [] as [&str; 0]);
}

async fn an_address_that_is_refused_calls_the_manager(on: Kind) {
    let (mail, sms) = (MailServer::start().await, SmsGateway::start().await);
    let office = Office::wired(on, &mail, &sms).await;
    let mut body = office.manager().leak();
    body["contractor"]["email"] = json!("refused.plombier@exemple.example");

    let order = office.manager().opens(body).await;

    assert_eq!(order.status().await, "awaiting_answer, must_act");
    assert!(
        order.log().await.contains("NotificationFailed by system"),
        "{}",
        order.log().await
    );
    assert_eq!(
        order.told_of("delivery_failed").await,
        ["manager by email: sent"]
    );
    mail.await_mail(|mail| mail.to == MANAGER_EMAIL && mail.text.contains("Plomb'Service"))
        .await;
}

async fn a_server_that_is_down_is_tried_again(on: Kind) {
    let (mail, sms) = (MailServer::start().await, SmsGateway::start().await);
    let office = Office::wired(on, &mail, &sms).await;
    let mut body = office.manager().leak();
    body["contractor"]["email"] = json!("later.plombier@exemple.example");

    let order = office.manager().opens(body).await;
    assert_eq!(
        order.status().await,
        "awaiting_answer, waiting",
        "a temporary refusal is no failure yet"
    );
    let waiting = order.told_of("order_sent").await;
    assert!(
        waiting
            .iter()
            .any(|line| line.starts_with("contractor by email: later")),
        "{waiting:?}"
    );

    // It is tried for a day, and then it has failed.
    office.until(harness::when::days_later(1, 9, 30)).await;
    assert_eq!(
        order.told_of("delivery_failed").await.len(),
        1,
        "{}",
        order.told().await
    );
    assert_eq!(order.status().await, "awaiting_answer, must_act");
}
