//! Can a file be chosen where it is asked for? In the form itself, and whatever is wrong with another field loses neither.

use harness::caller::{Answer, Visitor, form_of};
use harness::form::Form;
use harness::office::{Office, Order};
use harness::on_both;
use harness::people::SIGNED;
use harness::when::tomorrow_at;
use infra::database::Kind;
use serde_json::Value;

on_both!(
    a_contractor_gives_a_quote_with_its_file,
    the_end_of_the_work_comes_with_photos_and_invoice,
    what_was_refused_is_said_beside_its_field_and_the_rest_is_kept,
    the_agency_enters_a_quote_that_came_by_post,
    a_ticket_is_opened_with_photos,
    a_client_asks_again_with_a_photo,
);

const PHOTO: &[u8] = include_bytes!("../../../api/tests/json/photo.jpg");
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
const PROGRAM: &[u8] = b"MZ\x90\0\x03\0\0\0\x04\0";

/// The ticket's files, in the order in which they came, each with its identifier.
async fn files(order: &Order) -> Vec<(String, String)> {
    let view = order.read().await;
    let files = view["attachments"].as_array().expect("files").iter();
    let text = |file: &Value, field: &str| file[field].as_str().expect("a text").to_owned();
    files
        .map(|file| (text(file, "name"), text(file, "id")))
        .collect()
}

async fn names(order: &Order) -> Vec<String> {
    let files = files(order).await.into_iter();
    files.map(|(name, _)| name).collect()
}

fn taken(answer: &Answer) {
    assert!(answer.status.is_redirection(), "{}", answer.text);
}

async fn a_contractor_gives_a_quote_with_its_file(on: Kind) {
    let office = Office::open(on).await;
    let order = office.manager().opens_with("mission", "quote").await;
    let plumber = order.contractor().await;
    let form = plumber.form("give-quote").await.with("name", SIGNED);
    let form = form
        .with("quote.amount", "1 250,50")
        .with_file("quote.attachment.file", "devis.pdf", PDF)
        .with_file("files", "fuite.jpg", PHOTO);
    taken(&plumber.sends(&form).await);
    // Pressed twice, it is one quote and one file.
    taken(&plumber.sends(&form).await);
    assert_eq!(names(&order).await, ["devis.pdf", "fuite.jpg"]);
    let view = order.read().await;
    let quote = &view["assignments"][0]["quote"];
    assert_eq!(quote["attachment"], files(&order).await[0].1);
    assert_eq!(quote["version"], 1);
}

async fn the_end_of_the_work_comes_with_photos_and_invoice(on: Kind) {
    let office = Office::open(on).await;
    let order = office.manager().opens_a_service_order().await;
    let plumber = order.contractor().await;
    plumber.accepts_for(tomorrow_at(9, 0)).await;
    office.until(tomorrow_at(11, 10)).await;
    let form = plumber.form("done").await.with("name", SIGNED);
    let form = form
        .with_file("files", "avant.jpg", PHOTO)
        .with_file("files", "apres.txt", "réparé".as_bytes())
        .with_file("invoice.attachment.file", "facture.pdf", PDF);
    // An invoice says what it comes to.
    let answer = plumber.sends(&form).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text.contains("href=\"#invoice.amount\""));
    assert!(answer.text.contains("3 fichiers sont joints"));
    let again = form_of(&answer, "done").with("invoice.amount", "248,50");
    taken(&plumber.sends(&again).await);
    office.app.settle().await;
    assert_eq!(
        names(&order).await,
        ["avant.jpg", "apres.txt", "facture.pdf"]
    );
    assert_eq!(order.status().await, "invoiced, must_act");
    let view = order.read().await;
    let invoice = &view["assignments"][0]["invoice"];
    assert_eq!(invoice["attachment"], files(&order).await[2].1);
}

async fn what_was_refused_is_said_beside_its_field_and_the_rest_is_kept(on: Kind) {
    let office = Office::open(on).await;
    let order = office.manager().opens_with("mission", "quote").await;
    let plumber = order.contractor().await;
    let form = plumber.form("give-quote").await.with("name", SIGNED);
    let form = form
        .with("quote.amount", "900")
        .with("comment", "Sous huit jours, <si> possible")
        .with_file("quote.attachment.file", "devis.exe", PROGRAM)
        .with_file("files", "fuite.jpg", PHOTO);
    let answer = plumber.sends(&form).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text.contains("id=\"quote.attachment.file-error\""));
    assert!(answer.text.contains("« devis.exe »"));
    let again = form_of(&answer, "give-quote");
    for field in ["quote.amount", "comment", "name"] {
        assert_eq!(again.value(field), form.value(field), "{field} was lost");
    }
    assert_eq!(
        order.status().await.split(',').next(),
        Some("quote_requested")
    );
    let again = again.with_file("quote.attachment.file", "devis.pdf", PDF);
    taken(&plumber.sends(&again).await);
    assert_eq!(names(&order).await, ["fuite.jpg", "devis.pdf"]);
}

async fn the_agency_enters_a_quote_that_came_by_post(on: Kind) {
    let office = Office::open(on).await;
    let order = office.manager().opens_with("mission", "quote").await;
    let desk = office.signed_in().await;
    let page = format!("/tickets/{}/submit-quote", order.id);
    let form = desk.form(&page, "submit-quote").await;
    let wrong =
        form.with("quote.amount", "peu")
            .with_file("quote.attachment.file", "devis.pdf", PDF);
    let answer = desk.submit(&wrong).await;
    assert_eq!(answer.status, 422);
    // It is on the ticket, and chosen: it need not be sent again.
    let (_, id) = files(&order).await.remove(0);
    let again = form_of(&answer, "submit-quote");
    assert_eq!(again.value("quote.attachment"), Some(id.as_str()));
    taken(&desk.submit(&again.with("quote.amount", "640")).await);
    let view = order.read().await;
    assert_eq!(view["assignments"][0]["quote"]["attachment"], id);
    office.app.settle().await;
    let page = format!("/tickets/{}/accept-quote", order.id);
    let form = desk.form(&page, "accept-quote").await;
    let form = form.with_file("signed.file", "devis-signe.pdf", PDF);
    taken(&desk.submit(&form).await);
    office.app.settle().await;
    let link = order.contractor().await.page().await.text;
    assert!(link.contains("devis-signe.pdf"), "{link}");
}

fn opening(office: &Office, form: Form) -> Form {
    let form = form
        .with("subject", "Fuite")
        .with("contractor.name", "M. Noël")
        .with("contractor.email", "noel@artisans.example");
    let mut form = form
        .with_file("files", "fuite.jpg", PHOTO)
        .with_file("files", "plan.pdf", PDF);
    let property = office.cabinet.tilleuls.to_string();
    form.fields.push(("property".to_owned(), property));
    form
}

async fn opened(desk: &Visitor, form: &Form) -> Answer {
    let mut form = form.clone();
    form.fields.push(("open".to_owned(), "yes".to_owned()));
    desk.submit(&form).await
}

async fn a_ticket_is_opened_with_photos(on: Kind) {
    let office = Office::open(on).await;
    let desk = office.signed_in().await;
    let form = opening(&office, desk.form("/tickets/new", "/tickets/new").await);
    let wrong = form.clone().with("contractor.email", "noel@@artisans");
    let answer = opened(&desk, &wrong).await;
    assert_eq!(answer.status, 422);
    assert!(
        answer.text.contains("id=\"files-error\""),
        "{}",
        answer.text
    );
    assert!(answer.text.contains("Choisissez de nouveau vos fichiers"));
    assert_eq!(form_of(&answer, "new").value("subject"), Some("Fuite"));
    let list = desk.open("/tickets?shown=all").await.succeeded();
    assert!(!list.text.contains("Fuite"), "nothing was opened");

    let form = form.with_file("files", "cle.exe", PROGRAM);
    let answer = opened(&desk, &form).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text.contains("« cle.exe »") && answer.text.contains("est ouvert"));
    // Again, the way a button is pressed twice: it is the same ticket.
    let again = opened(&desk, &form).await;
    let of = |answer: &Answer| form_of(answer, "/files").action;
    assert_eq!(of(&again), of(&answer));
    office.app.settle().await;
    let id = of(&answer);
    let id = id.split('/').nth(2).expect("a ticket").to_owned();
    let caller = office.caller(office.cabinet.manager);
    let view = caller.get(&format!("/tickets/{id}")).await.succeeded();
    let files = view.json()["attachments"].clone();
    assert_eq!(files.as_array().map(Vec::len), Some(2));
    assert_eq!(files[0]["name"], "fuite.jpg");
    assert_eq!(files[0]["to"], "contractors");
}

async fn a_client_asks_again_with_a_photo(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let request = manager.takes_in(&manager.demand()).await;
    let client = request.requester().await;
    let visitor = Visitor::new(&office.app.url);
    let page = format!("{}/request", client.address);
    let form = visitor.form(&page, "/request").await;
    let form = form
        .with("subject", "Porte de cave")
        .with("description", "Elle ne ferme plus.")
        .with_file("files", "porte.jpg", PHOTO);
    taken(&visitor.submit(&form).await);
    office.app.settle().await;
    let caller = office.caller(office.cabinet.manager);
    let list = caller.get("/tickets").await.succeeded().json();
    let items = list["items"].as_array().expect("tickets").clone();
    let mut made = items.iter().filter(|it| it["subject"] == "Porte de cave");
    let id = made.next().expect("the request")["id"].clone();
    let id = id.as_str().expect("an id");
    let view = caller.get(&format!("/tickets/{id}")).await.succeeded();
    assert_eq!(view.json()["attachments"][0]["name"], "porte.jpg");
}
