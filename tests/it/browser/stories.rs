//! Do whole lives work by hand? The happy path, a late contractor, and one who never answers.

use harness::office::Office;
use harness::when::{days_later, tomorrow_at};
use infra::database::Kind;

use super::desk::{
    answers, at_the_link, comes_back, date_and_time, opens_a_service_order, signed_in,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_happy_path() {
    let office = Office::open(Kind::Sqlite).await;
    let desk = signed_in(&office, "happy-desk").await;
    let order = opens_a_service_order(&desk, &office).await;
    desk.reads("Attente du RDV d'intervention").await;
    desk.picture("4-awaiting-answer").await;

    let phone = at_the_link(&order, "happy-phone").await;
    phone.picture("1-asked").await;
    answers(
        &phone,
        &order,
        "J'accepte",
        &date_and_time(tomorrow_at(9, 0)),
    )
    .await;
    phone.picture("2-accepted").await;
    // The manager's page shows it without being asked to.
    desk.reads("Intervention planifiée").await;
    desk.picture("5-planned").await;

    office.until(tomorrow_at(8, 45)).await;
    comes_back(&desk, &order).await;
    phone.open(&order.link().await.expect("a link")).await;
    phone.picture("3-presence").await;
    answers(&phone, &order, "Je suis sur place", &[]).await;
    office.until(tomorrow_at(11, 10)).await;
    phone.open(&order.link().await.expect("a link")).await;
    phone.picture("4-completion").await;
    answers(&phone, &order, "C'est terminé", &[]).await;
    desk.reads("Intervention terminée").await;
    desk.picture("6-completed").await;

    desk.open(&format!(
        "{}/tickets/{}/request-invoice",
        office.app.url, order.id
    ))
    .await;
    desk.picture("7-request-invoice").await;
    desk.click("form[action$='request-invoice'] button.main")
        .await;
    desk.reads("Facture en attente de réception").await;
    office.app.settle().await;
    phone.open(&order.link().await.expect("a link")).await;
    answers(
        &phone,
        &order,
        "Envoyer la facture",
        &[("invoice.amount", "248,50".to_owned())],
    )
    .await;
    phone.picture("5-invoiced").await;
    desk.open(&format!("{}/tickets/{}", office.app.url, order.id))
        .await;
    desk.reads("248,50").await;
    desk.picture("8-invoiced").await;

    desk.open(&format!("{}/tickets/{}/close", office.app.url, order.id))
        .await;
    desk.picture("9-close").await;
    desk.click(
        "form[action$='close'] button[class*='main'], form[action$='close'] button[class*='grave']",
    )
    .await;
    desk.reads("Clos").await;
    office.app.settle().await;
    desk.picture("10-closed").await;
    desk.open(&format!("{}/mailbox", office.app.url)).await;
    desk.picture("11-mailbox").await;
    desk.click("a[href^='/mailbox/']").await;
    desk.picture("12-message").await;
    phone.quit().await;
    desk.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_contractor() {
    let office = Office::open(Kind::Sqlite).await;
    let desk = signed_in(&office, "late-desk").await;
    let order = opens_a_service_order(&desk, &office).await;
    let phone = at_the_link(&order, "late-phone").await;
    answers(
        &phone,
        &order,
        "J'accepte",
        &date_and_time(tomorrow_at(9, 0)),
    )
    .await;
    office.until(tomorrow_at(8, 45)).await;

    phone.open(&order.link().await.expect("a link")).await;
    answers(
        &phone,
        &order,
        "Je serai en retard",
        &date_and_time(tomorrow_at(9, 40)),
    )
    .await;
    phone.picture("1-late").await;
    // Still planned, and the manager is called.
    comes_back(&desk, &order).await;
    desk.reads("Intervention planifiée").await;
    desk.reads("9:40").await;
    desk.picture("4-late").await;
    desk.open(&format!("{}/tickets", office.app.url)).await;
    desk.picture("5-list").await;
    phone.quit().await;
    desk.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_answers() {
    let office = Office::open(Kind::Postgres).await;
    let desk = signed_in(&office, "nobody-desk").await;
    let order = opens_a_service_order(&desk, &office).await;

    office.until(days_later(3, 9, 0)).await;
    comes_back(&desk, &order).await;
    desk.reads("Contacter un autre intervenant").await;
    desk.picture("4-no-answer").await;
    desk.click(".side a.main").await;
    desk.reads("Envoyer l'ordre").await;
    desk.picture("5-another").await;
    desk.quit().await;
}
