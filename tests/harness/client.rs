//! What does a client do in a story? Asks for something through the agency's extranet, and follows it by personal link.

use std::sync::Arc;

use domain::ids::{AssignmentId, TicketId};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::caller::{Answer, Visitor, form_of};
use crate::office::{Office, Order};
use crate::people::Manager;

impl Manager {
    /// Léa Petit finds water in the cellar, and says so on the extranet.
    pub fn demand(&self) -> Value {
        let cabinet = &self.office().cabinet;
        json!({
            "module": "syndic",
            "property": cabinet.tilleuls.uuid(),
            "subject": "De l’eau dans la cave",
            "description": "Il y a de l’eau par terre depuis ce matin.\nMes cartons sont mouillés.",
            "requester": { "party": cabinet.petit.uuid(), "channels": { "email": true, "sms": true } },
        })
    }

    /// The extranet hands a client's request over. Nobody is engaged on it.
    pub async fn takes_in(&self, body: &Value) -> Order {
        let answer = self.caller.post("/requests", body).await.succeeded();
        assert_eq!(answer.status, 201);
        self.office().app.settle().await;
        let id = answer.json()["ticket"].as_str().map(str::to_owned);
        let id: TicketId = id.expect("an id").parse().expect("an id");
        Order {
            office: Arc::clone(self.office()),
            id,
            assignment: AssignmentId::new(Uuid::nil()),
        }
    }

    /// Sends the plumber for what the client asked for.
    pub async fn validates(&self, request: &Order) -> Order {
        let plumber = self.office().cabinet.plumber.uuid();
        let body = json!({ "contractor": { "contractor": plumber }, "ask_presence": true });
        self.does(request, "validations", body).await;
        self.order_of(request).await
    }

    /// What became of a request that was validated.
    pub async fn order_of(&self, request: &Order) -> Order {
        let read = request.read().await;
        let assignment = read["assignments"][0]["id"].as_str().expect("a contractor");
        Order {
            assignment: assignment.parse().expect("an id"),
            ..request.clone()
        }
    }

    pub async fn dismisses(&self, request: &Order, why: &str) {
        self.does(request, "dismissals", json!({ "reason": why }))
            .await;
    }
}

/// Whoever asked for something, at the page that the personal link opens.
pub struct Client {
    office: Arc<Office>,
    visitor: Visitor,
    /// The address of the page.
    pub address: String,
}

impl Order {
    /// The requester, at the page that the last link sent to them opens.
    ///
    /// # Panics
    /// When nothing with such a link was sent.
    pub async fn requester(&self) -> Client {
        let mails = self.mails().await;
        let mut links = mails.iter().flat_map(|mail| &mail.links);
        let address = links.rfind(|link| link.contains("/d/"));
        Client {
            visitor: Visitor::new(&self.office.app.url),
            office: Arc::clone(&self.office),
            address: address.expect("a requester's link").clone(),
        }
    }
}

impl Client {
    /// Looks at the page; that changes nothing.
    pub async fn page(&self) -> Answer {
        self.visitor.open(&self.address).await
    }

    /// The secret part of the link.
    pub fn token(&self) -> &str {
        self.address.rsplit('/').next().unwrap_or_default()
    }

    pub async fn writes(&self, text: &str) {
        let answer = self.tries_to_write(text).await;
        assert!(answer.status.is_redirection(), "{}", answer.text);
        self.office.app.settle().await;
    }

    /// Something else, about the same place.
    pub async fn asks_for(&self, subject: &str, description: &str) -> Answer {
        let form = format!("{}/request", self.address);
        let page = self.visitor.open(&form).await.succeeded();
        let form = form_of(&page, "/request")
            .with("subject", subject)
            .with("description", description);
        let answer = self.visitor.submit(&form).await;
        self.office.app.settle().await;
        answer
    }

    /// A message that may be refused.
    pub async fn tries_to_write(&self, text: &str) -> Answer {
        let form = format!("{}/message", self.address);
        let page = self.visitor.open(&form).await.succeeded();
        let form = form_of(&page, "message").with("text", text);
        self.visitor.submit(&form).await
    }
}
