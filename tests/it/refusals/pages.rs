//! What does a person see who typed something that cannot be taken? The message beside the field, and everything as it
//! was typed.

use harness::caller::{Answer, Visitor, form_of};
use harness::form::Form;
use harness::office::{Office, Order};
use harness::on_both;
use harness::when::{monday, tomorrow_at};
use infra::database::Kind;

on_both!(
    opening_a_ticket_keeps_what_was_typed,
    a_contractors_answer_keeps_what_was_typed,
    what_a_manager_enters_keeps_what_was_typed,
);

/// The page is shown again: 422, each problem beside its field, and every value as it was sent.
fn assert_shown_again(answer: &Answer, sent: &Form, fields: &[&str]) {
    assert_eq!(answer.status, 422, "{}", answer.text);
    for field in fields {
        assert!(
            answer.text.contains(&format!("href=\"#{field}\"")),
            "a link to {field} at the top:\n{}",
            answer.text
        );
        let beside = answer.text.contains(&format!("id=\"{field}-error\""))
            || answer
                .text
                .contains(&format!("id=\"{field}\" tabindex=\"-1\""));
        assert!(beside, "a message beside {field}:\n{}", answer.text);
    }
    let shown = form_of(answer, &sent.action);
    for name in &sent.names {
        let (kept, typed) = (shown.value(name), sent.value(name));
        assert_eq!(kept.map(str::trim), typed.map(str::trim), "{name} was lost");
    }
}

async fn opening_a_ticket_keeps_what_was_typed(on: Kind) {
    let office = Office::open(on).await;
    let visitor = office.signed_in().await;
    let page = visitor.open("/tickets/new").await.succeeded();
    let property = office.cabinet.tilleuls.to_string();
    let form = form_of(&page, "/tickets/new")
        .with("subject", "   ")
        .with("description", "De l’eau coule <du> plafond & du mur")
        .with("requester.name", "Mme Petit")
        .with("contractor.email", "plombier@@exemple")
        .with("contractor.name", "M. Noël");
    let answer = visitor.submit(&opened_by_button(&form, &property)).await;
    assert_shown_again(&answer, &form, &["subject", "contractor.email"]);
    let list = visitor.open("/tickets?shown=all").await.succeeded();
    assert!(!list.text.contains("Mme Petit"), "nothing was opened");
}

/// With the button that was pressed, and the property that was found by searching.
fn opened_by_button(form: &Form, property: &str) -> Form {
    let mut form = form.clone();
    form.fields
        .push(("property".to_owned(), property.to_owned()));
    form.fields.push(("open".to_owned(), "yes".to_owned()));
    form
}

async fn a_contractors_answer_keeps_what_was_typed(on: Kind) {
    let office = Office::open(on).await;
    let order = office.manager().opens_a_service_order().await;
    let plumber = order.contractor().await;

    let remark = "Je passe <vite> & bien, j’amène l’échelle";
    for (date, time, fields) in [
        ("2026-03-01", "09:00", &["slot.date"][..]),
        ("2026-03-29", "02:30", &["slot.date"][..]),
        ("demain", "9h", &["slot.date"][..]),
    ] {
        let form = plumber
            .form("accept")
            .await
            .with("slot.date", date)
            .with("slot.time", time)
            .with("comment", remark)
            .with("name", "Karim Martin");
        assert_shown_again(&plumber.sends(&form).await, &form, fields);
    }
    let nameless = plumber.form("accept").await.with("comment", remark);
    assert_shown_again(&plumber.sends(&nameless).await, &nameless, &["name"]);
    let reason = plumber.form("decline").await.with("name", "Karim Martin");
    assert_shown_again(&plumber.sends(&reason).await, &reason, &["reason"]);
    assert_eq!(
        order.status().await,
        "awaiting_answer, waiting",
        "a refused answer changes nothing"
    );

    plumber.accepts_for(tomorrow_at(9, 0)).await;
    office.until(tomorrow_at(11, 10)).await;
    let invoice = plumber
        .form("done")
        .await
        .with("completed_on", "2026-03-04")
        .with("invoice.amount", "beaucoup")
        .with("name", "Karim Martin");
    assert_shown_again(
        &plumber.sends(&invoice).await,
        &invoice,
        &["invoice.amount"],
    );
}

async fn what_a_manager_enters_keeps_what_was_typed(on: Kind) {
    let office = Office::open(on).await;
    let order = office.manager().opens_a_service_order().await;
    let visitor = office.signed_in().await;

    let accept = entry(&visitor, &order, "accept-order")
        .await
        .with("slot.date", "2026-03-29")
        .with("slot.time", "02:30");
    assert_shown_again(&visitor.submit(&accept).await, &accept, &["slot.date"]);
    let amend = entry(&visitor, &order, "amend")
        .await
        .with("subject", " ")
        .with("description", "Trois\nlignes\n<b>");
    assert_shown_again(&visitor.submit(&amend).await, &amend, &["subject"]);
    let reminders = entry(&visitor, &order, "reminders")
        .await
        .with("invoice.every_days", "91")
        .with("visit_hours", "24");
    assert_shown_again(
        &visitor.submit(&reminders).await,
        &reminders,
        &["invoice.every_days"],
    );
    let contact = entry(&visitor, &order, "change-contact-details")
        .await
        .with("contractor.email", "plombier@@exemple")
        .with("contractor.name", "Plomb’Service & fils");
    assert_shown_again(
        &visitor.submit(&contact).await,
        &contact,
        &["contractor.email"],
    );

    office
        .manager()
        .enters_acceptance(&order, tomorrow_at(9, 0))
        .await;
    office.manager().enters_completion(&order, monday()).await;
    let invoice = entry(&visitor, &order, "submit-invoice")
        .await
        .with("invoice.amount", "-3")
        .with("invoice.number", "F-1");
    assert_shown_again(
        &visitor.submit(&invoice).await,
        &invoice,
        &["invoice.amount"],
    );
}

async fn entry(visitor: &Visitor, order: &Order, what: &str) -> Form {
    visitor
        .form(&format!("/tickets/{}/{what}", order.id), what)
        .await
}
