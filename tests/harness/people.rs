//! What do people do in a story? The manager through the API, the contractor by the personal link.
//!
//! Each deed must succeed; what must be refused is tried through [`Manager::tries`] and [`Contractor::tries`]. After
//! each deed everything that follows from it happens.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use domain::ids::{StaffId, TicketId};
use serde_json::{Value, json};

use crate::caller::{Answer, ApiCaller, Visitor, form_of};
use crate::form::Form;
use crate::office::{Office, Order};
use crate::when;

/// How long every visit of the stories is expected to take.
pub const MINUTES: u32 = 120;

/// Somebody of the agency, calling the API.
#[derive(Clone)]
pub struct Manager {
    office: Arc<Office>,
    pub caller: ApiCaller,
}

impl Manager {
    pub(crate) fn new(office: &Arc<Office>, staff: StaffId) -> Self {
        Self {
            caller: office.caller(staff),
            office: Arc::clone(office),
        }
    }

    pub(crate) fn office(&self) -> &Arc<Office> {
        &self.office
    }

    /// A leak in the co-ownership, the plumber is sent, Léa Petit lets in, the council's president watches.
    pub fn leak(&self) -> Value {
        let cabinet = &self.office.cabinet;
        json!({
            "module": "syndic",
            "property": cabinet.tilleuls.uuid(),
            "subject": "Fuite d’eau au 3e étage",
            "description": "De l’eau coule du plafond de la cage d’escalier.",
            "contractor": { "contractor": cabinet.plumber.uuid() },
            "ask_presence": true,
            "site_contact": { "party": cabinet.petit.uuid(), "comment": "Sonner deux fois",
                              "channels": { "email": true, "sms": true } },
            "watchers": [{ "party": cabinet.girard.uuid(), "channels": { "email": true } }],
        })
    }

    pub async fn opens_a_service_order(&self) -> Order {
        self.opens(self.leak()).await
    }

    /// Opens with one word changed: `opens_with("silent", true)`.
    pub async fn opens_with(&self, field: &str, value: impl Into<Value>) -> Order {
        let mut body = self.leak();
        body[field] = value.into();
        self.opens(body).await
    }

    pub async fn opens(&self, body: Value) -> Order {
        let answer = self.caller.post("/tickets", &body).await.succeeded();
        assert_eq!(answer.status, 201);
        self.office.app.settle().await;
        let id: TicketId = answer.json()["ticket"]
            .as_str()
            .expect("an id")
            .parse()
            .expect("an id");
        let loaded = self
            .office
            .app
            .app
            .tickets
            .load(self.office.cabinet.id, id)
            .await;
        let ticket = loaded.expect("a read").expect("the ticket").ticket;
        let assignment = ticket.assignments.first().expect("an assignment").id;
        Order {
            office: Arc::clone(&self.office),
            id,
            assignment,
        }
    }

    pub async fn asks_for_the_invoice(&self, order: &Order) {
        self.acts(order, "invoice-requests", json!({})).await;
    }

    pub async fn finds_the_invoice_wrong(&self, order: &Order, why: &str) {
        self.acts(order, "invoice-rejections", json!({ "comment": why }))
            .await;
    }

    pub async fn cancels(&self, order: &Order, why: &str) {
        self.acts(order, "cancellations", json!({ "reason": why }))
            .await;
    }

    pub async fn reminds(&self, order: &Order) {
        self.acts(order, "reminders", json!({})).await;
    }

    pub async fn postpones_to(&self, order: &Order, start: NaiveDateTime) {
        self.acts(order, "slot-postponements", json!({ "slot": slot(start) }))
            .await;
    }

    /// Enters what the contractor said on the phone.
    pub async fn enters_acceptance(&self, order: &Order, start: NaiveDateTime) {
        let answer = json!({ "answer": "accept", "slot": slot(start), "signed_by": "M. Martin" });
        self.acts(order, "answers", answer).await;
    }

    pub async fn enters_completion(&self, order: &Order, day: NaiveDate) {
        self.acts(order, "completions", json!({ "completed_on": day }))
            .await;
    }

    pub async fn enters_invoice(&self, order: &Order, amount: &str) {
        self.acts(
            order,
            "invoices",
            json!({ "invoice": { "amount": amount } }),
        )
        .await;
    }

    pub async fn sends_another(&self, order: &Order, contractor: Value) -> Order {
        let body = json!({ "contractor": contractor, "replace": true });
        self.succeeds(order, &format!("/tickets/{}/assignments", order.id), body)
            .await;
        let loaded = self
            .office
            .app
            .app
            .tickets
            .load(self.office.cabinet.id, order.id)
            .await;
        let ticket = loaded.expect("a read").expect("the ticket").ticket;
        Order {
            assignment: ticket.assignments.last().expect("an assignment").id,
            ..order.clone()
        }
    }

    pub async fn switches_silent_mode(&self, order: &Order, on: bool) {
        self.does(order, "silent-mode", json!({ "on": on })).await;
    }

    pub async fn writes_to_the_contractor(&self, order: &Order, text: &str) {
        let body = json!({ "to": "contractor", "assignment": order.assignment.uuid(), "subject": "Accès", "text": text });
        self.does(order, "messages", body).await;
    }

    pub async fn closes(&self, order: &Order) {
        self.does(order, "closures", json!({})).await;
    }

    /// Something about the contractor's part.
    pub async fn acts(&self, order: &Order, what: &str, body: Value) {
        let path = format!(
            "/tickets/{}/assignments/{}/{what}",
            order.id, order.assignment
        );
        self.succeeds(order, &path, body).await;
    }

    /// Something about the ticket.
    pub async fn does(&self, order: &Order, what: &str, body: Value) {
        self.succeeds(order, &format!("/tickets/{}/{what}", order.id), body)
            .await;
    }

    async fn succeeds(&self, order: &Order, path: &str, body: Value) {
        let _ = self.caller.post(path, &body).await.succeeded();
        order.office.app.settle().await;
    }

    /// Something about the contractor's part that may be refused.
    pub async fn tries(&self, order: &Order, what: &str, body: Value) -> Answer {
        self.caller
            .post(
                &format!(
                    "/tickets/{}/assignments/{}/{what}",
                    order.id, order.assignment
                ),
                &body,
            )
            .await
    }

    /// Something about the ticket that may be refused.
    pub async fn tries_on_ticket(&self, order: &Order, what: &str, body: Value) -> Answer {
        self.caller
            .post(&format!("/tickets/{}/{what}", order.id), &body)
            .await
    }
}

/// A visit, as the API takes it.
pub fn slot(start: NaiveDateTime) -> Value {
    json!({ "start": when::written(start), "minutes": MINUTES })
}

/// Who answers for the contractor.
pub const SIGNED: &str = "Karim Martin";

/// Somebody of the contractor's, at the page that the personal link opens.
#[derive(Clone)]
pub struct Contractor {
    office: Arc<Office>,
    visitor: Visitor,
    /// The address of the page.
    pub address: String,
}

impl Contractor {
    pub(crate) fn new(office: &Arc<Office>, address: &str) -> Self {
        Self {
            visitor: Visitor::new(&office.app.url),
            office: Arc::clone(office),
            address: address.to_owned(),
        }
    }

    /// Looks at the page; that changes nothing.
    pub async fn page(&self) -> Answer {
        self.visitor.open(&self.address).await
    }

    pub async fn accepts_for(&self, start: NaiveDateTime) {
        self.answers("accept", &slot_fields(start)).await;
    }

    pub async fn declines(&self, why: &str) {
        self.answers("decline", &[("reason", why.to_owned())]).await;
    }

    pub async fn proposes(&self, start: NaiveDateTime) {
        self.answers("slot", &slot_fields(start)).await;
    }

    pub async fn is_on_site(&self) {
        self.answers("on-site", &[]).await;
    }

    /// Will arrive at that local time.
    pub async fn is_late_until(&self, arrival: NaiveDateTime) {
        self.answers("late", &date_and_time(arrival)).await;
    }

    pub async fn postpones_to(&self, start: NaiveDateTime) {
        self.answers("postpone", &slot_fields(start)).await;
    }

    pub async fn cannot_come(&self, why: &str) {
        self.answers("impossible", &[("reason", why.to_owned())])
            .await;
    }

    pub async fn is_done_on(&self, day: NaiveDate) {
        self.answers("done", &[("completed_on", day.to_string())])
            .await;
    }

    pub async fn is_done_with_invoice(&self, day: NaiveDate, amount: &str) {
        let fields = [
            ("completed_on", day.to_string()),
            ("invoice.amount", amount.to_owned()),
        ];
        self.answers("done", &fields).await;
    }

    pub async fn is_not_done_comes_again(&self, start: NaiveDateTime) {
        let mut fields = vec![("next", "new-slot".to_owned())];
        fields.extend(slot_fields(start));
        self.answers("not-done", &fields).await;
    }

    pub async fn sends_invoice(&self, amount: &str, number: &str) {
        let fields = [
            ("invoice.amount", amount.to_owned()),
            ("invoice.number", number.to_owned()),
        ];
        self.answers("invoice", &fields).await;
    }

    /// Answers a question of the page: opens its form, fills it in, sends it, and is led back to the page.
    pub async fn answers(&self, what: &str, fields: &[(&str, String)]) {
        let answer = self.tries(what, fields).await;
        assert!(
            answer.status.is_redirection(),
            "{what}: {}\n{}",
            answer.status,
            answer.text
        );
        self.office.app.settle().await;
    }

    /// An answer that may be refused.
    pub async fn tries(&self, what: &str, fields: &[(&str, String)]) -> Answer {
        let signed = self.form(what).await.with("name", SIGNED);
        let form = fields
            .iter()
            .fold(signed, |form, (name, value)| form.with(name, value));
        self.sends(&form).await
    }

    /// Sends a form as it was filled in.
    pub async fn sends(&self, form: &Form) -> Answer {
        self.visitor.submit(form).await
    }

    /// The form that an answer asks to be filled in.
    pub async fn form(&self, what: &str) -> Form {
        let page = self
            .visitor
            .open(&format!("{}/{what}", self.address))
            .await
            .succeeded();
        form_of(&page, what)
    }
}

/// A visit, as the forms take it.
pub fn slot_fields(start: NaiveDateTime) -> Vec<(&'static str, String)> {
    let mut fields = date_and_time(start);
    fields.push(("slot.minutes", MINUTES.to_string()));
    fields
}

fn date_and_time(at: NaiveDateTime) -> Vec<(&'static str, String)> {
    vec![
        ("slot.date", at.format("%Y-%m-%d").to_string()),
        ("slot.time", at.format("%H:%M").to_string()),
    ]
}
