//! Does a client's request go its way by hand? Seen by the manager at a desk, and followed by the client on a phone.

use harness::browser::{Browser, Scripts};
use harness::office::Office;
use infra::database::Kind;

use super::desk::signed_in;

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_validated_and_another_dismissed() {
    let office = Office::open(Kind::Sqlite).await;
    let manager = office.manager();
    let first = manager.takes_in(&manager.demand()).await;
    let second = manager.takes_in(&manager.demand()).await;
    let desk = signed_in(&office, "request-desk").await;
    desk.reads("En attente de validation").await;
    desk.picture("1-list").await;

    let phone = Browser::start("request-phone", Scripts::Off).await;
    phone.open(&first.requester().await.address).await;
    phone.reads("Votre demande est enregistrée").await;
    phone.picture("1-pending").await;
    phone.press("Écrire à l'agence").await;
    phone.fill("text", "Faut-il couper l’eau ?").await;
    phone.picture("2-message").await;
    phone.press("Envoyer ma réponse").await;
    phone.find("[role='status']").await;
    phone.picture("3-written").await;
    office.app.settle().await;

    desk.open(&format!("{}/tickets/{}", office.app.url, first.id))
        .await;
    desk.reads("Faut-il couper l’eau ?").await;
    desk.picture("2-pending").await;
    desk.press("Valider le ticket").await;
    desk.find("form#opening").await;
    desk.fill("contractor_search", "plomb").await;
    desk.reads_no("Serrures Lorraines").await;
    desk.press("Plomb'Service").await;
    desk.picture("3-validate").await;
    desk.click("form#opening button.main").await;
    desk.reads("Attente du RDV d'intervention").await;
    desk.picture("4-validated").await;
    office.app.settle().await;
    phone.open(&first.requester().await.address).await;
    phone.reads("Un intervenant est sollicité").await;
    phone.picture("4-validated").await;

    desk.open(&format!("{}/tickets/{}/dismiss", office.app.url, second.id))
        .await;
    desk.fill("reason", "Même problème que la demande n° 1.")
        .await;
    desk.picture("5-dismiss").await;
    desk.click("form[action$='dismiss'] button.grave").await;
    desk.reads("Demande annulée").await;
    desk.picture("6-dismissed").await;
    office.app.settle().await;
    phone.open(&second.requester().await.address).await;
    phone.reads("Même problème que la demande n° 1.").await;
    phone.picture("5-dismissed").await;
    phone.press("Faire une autre demande").await;
    phone.fill("subject", "Porte de cave").await;
    phone.picture("6-another").await;
    phone.press("Envoyer ma demande").await;
    phone.reads("Votre nouvelle demande est enregistrée").await;
    phone.quit().await;
    desk.quit().await;
}
