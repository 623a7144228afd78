//! What does the manager do at the screen, and the contractor with the phone? The steps that the stories share.

use std::sync::Arc;

use chrono::NaiveDateTime;
use harness::browser::{Browser, Scripts};
use harness::cabinet::{MANAGER_EMAIL, PASSWORD, PLUMBER_EMAIL};
use harness::office::{Office, Order};
use harness::people::SIGNED;

/// Of the repository's files, one that somebody could send.
pub(super) const PHOTO: &str = "api/tests/json/photo.jpg";

/// The manager's browser, signed in.
pub(super) async fn signed_in(office: &Arc<Office>, album: &'static str) -> Browser {
    office.hand_out_passwords().await;
    let desk = Browser::start(album, Scripts::On).await;
    desk.open(&format!("{}/", office.app.url)).await;
    desk.reads("Mot de passe").await;
    desk.picture("1-sign-in").await;
    desk.fill("email", MANAGER_EMAIL).await;
    desk.fill("password", PASSWORD).await;
    desk.press("Se connecter").await;
    desk.reads("Tickets").await;
    desk
}

/// On another day: the session has ended, signing in leads back to the ticket.
pub(super) async fn comes_back(desk: &Browser, order: &Order) {
    desk.open(&format!("{}/tickets/{}", order.office.app.url, order.id))
        .await;
    desk.fill("email", MANAGER_EMAIL).await;
    desk.fill("password", PASSWORD).await;
    desk.press("Se connecter").await;
    desk.reads("Prochaine étape").await;
}

/// Opens a service order for a leak: searches the property and the plumber while typing.
pub(super) async fn opens_a_service_order(desk: &Browser, office: &Arc<Office>) -> Order {
    desk.picture("2-empty-list").await;
    desk.press("Nouvel ordre de service").await;
    desk.find("form#opening").await;
    desk.fill("property_search", "tilleuls").await;
    desk.click("#properties input[name='property']").await;
    desk.fill("requester.name", "Mme Petit").await;
    desk.fill("subject", "Fuite d’eau au 3e étage").await;
    desk.fill(
        "description",
        "De l’eau coule du plafond de la cage d’escalier.",
    )
    .await;
    desk.fill("contractor_search", "plomb").await;
    desk.reads_no("Serrures Lorraines").await;
    desk.press("Plomb'Service").await;
    desk.press("Demander la présence sur place").await;
    desk.attach("files", PHOTO).await;
    desk.picture("3-opening").await;
    desk.press("Ouvrir et envoyer").await;
    desk.reads("est ouvert").await;
    desk.reads("photo.jpg").await;
    office.app.settle().await;
    let order = the_only_order(office).await;
    desk.open(&format!("{}/tickets/{}", office.app.url, order.id))
        .await;
    order
}

/// The agency's one ticket.
async fn the_only_order(office: &Arc<Office>) -> Order {
    let caller = office.caller(office.cabinet.manager);
    let list = caller.get("/tickets").await.succeeded().json();
    let id = list["items"][0]["id"]
        .as_str()
        .expect("a ticket")
        .parse()
        .expect("an id");
    let loaded = office
        .app
        .app
        .tickets
        .load(office.cabinet.id, id)
        .await
        .expect("a read")
        .expect("the ticket");
    let assignment = loaded.ticket.assignments.first().expect("a contractor").id;
    Order {
        office: Arc::clone(office),
        id,
        assignment,
    }
}

/// The contractor's phone, at the link of the order; its browser runs no scripts.
pub(super) async fn at_the_link(order: &Order, album: &'static str) -> Browser {
    let mail = order.last_mail_to(PLUMBER_EMAIL).await;
    let link = mail
        .links
        .iter()
        .find(|link| link.contains("/r/"))
        .expect("a personal link");
    let phone = Browser::start(album, Scripts::Off).await;
    phone.open(link).await;
    phone.reads("Fuite d’eau au 3e étage").await;
    phone
}

/// Presses an answer's large button, fills in who answers and whatever else, and sends it.
pub(super) async fn answers(
    phone: &Browser,
    order: &Order,
    button: &str,
    fields: &[(&str, String)],
) {
    phone.press(button).await;
    phone.fill("name", SIGNED).await;
    for (name, value) in fields {
        phone.fill(name, value).await;
    }
    phone.picture(&picture_name(button)).await;
    phone.press("Envoyer ma réponse").await;
    phone.find("[role='status']").await;
    order.office.app.settle().await;
}

/// The fields of a local date and time.
pub(super) fn date_and_time(at: NaiveDateTime) -> [(&'static str, String); 2] {
    [
        ("slot.date", at.format("%Y-%m-%d").to_string()),
        ("slot.time", at.format("%H:%M").to_string()),
    ]
}

fn picture_name(button: &str) -> String {
    let letters: String = button
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    format!("answer-{}", letters.to_lowercase())
}
