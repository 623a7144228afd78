//! Is it clear, on a phone and at a desk, how a quote is given, decided on and approved?

use harness::browser::{Browser, Scripts};
use harness::office::Office;
use harness::people::SIGNED;
use infra::database::Kind;
use serde_json::json;

use super::desk::{PHOTO, signed_in};

#[tokio::test(flavor = "multi_thread")]
async fn two_quotes_and_the_president() {
    let office = Office::open(Kind::Sqlite).await;
    let manager = office.manager();
    let mut leak = manager.leak();
    leak["mission"] = json!("quote");
    leak["other_contractors"] = json!([{ "contractor": office.cabinet.locksmith.uuid(),
        "email": "devis@serrures.example" }]);
    let order = manager.opens(leak).await;
    let phone = Browser::start("quote-phone", Scripts::Off).await;
    phone.open(&order.link().await.expect("a link")).await;
    phone.reads("Votre devis est attendu").await;
    phone.picture("1-asked").await;
    phone.press("Envoyer le devis").await;
    phone.fill("name", SIGNED).await;
    phone.fill("quote.amount", "1 250,50").await;
    phone
        .attach("quote.attachment.file", "api/assets/icons.svg")
        .await;
    phone.attach("files", PHOTO).await;
    phone.picture("2-form").await;
    phone.click("form button").await;
    phone.reads("« icons.svg »").await;
    phone.picture("2-refused").await;
    phone.attach("quote.attachment.file", PHOTO).await;
    phone.click("form button").await;
    phone.reads("Votre devis est enregistré").await;
    office.app.settle().await;
    phone.picture("3-given").await;
    let parts = order.parts().await;
    let other = json!({ "quote": { "amount": "980" } });
    manager.acts(&parts[1], "quotes", other).await;

    let desk = signed_in(&office, "quote-desk").await;
    desk.open(&format!("{}/tickets/new", office.app.url)).await;
    desk.click("input[name='mission'][value='quote']").await;
    desk.reads("Relance de devis").await;
    desk.picture("1-new").await;
    let ticket = format!("{}/tickets/{}", office.app.url, order.id);
    desk.open(&ticket).await;
    desk.reads("Devis reçu").await;
    desk.picture("2-received").await;
    desk.open(&format!("{ticket}/ask-approval")).await;
    desk.reads("Paul Girard").await;
    desk.picture("3-ask").await;
    desk.click("form[action$='ask-approval'] button").await;
    desk.reads("Devis en attente d").await;
    office.app.settle().await;
    desk.picture("4-asked").await;

    let mails = order.mails().await;
    let mut links = mails.iter().flat_map(|mail| &mail.links);
    let link = links.find(|link| link.contains("/a/"));
    phone.open(link.expect("an approver's link")).await;
    phone.reads("980,00").await;
    phone.picture("4-approve").await;
    phone.click("form button").await;
    phone.reads("Choisissez votre réponse").await;
    phone.picture("5-wrong").await;
    phone.press("Serrures Lorraines").await;
    phone.fill("name", "Paul Girard").await;
    phone.click("form button").await;
    phone.reads("Votre réponse est enregistrée").await;
    phone.picture("6-approved").await;
    office.app.settle().await;
    desk.open(&ticket).await;
    desk.reads("Devis approuvé").await;
    desk.picture("5-approved").await;
    desk.press("Accepter le devis").await;
    desk.click("form[action$='accept-quote'] button").await;
    desk.reads("Devis accepté").await;
    phone.quit().await;
    desk.quit().await;
}
