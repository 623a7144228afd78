//! Through which hands does somebody's data go? Zéphyrine Wqxmartin lives in a building of the agency, and her name,
//! addresses and words take every way into the product that there is.

use std::sync::Arc;

use harness::caller::Answer;
use harness::office::{Office, Order};
use harness::when::tomorrow_at;
use infra::database::{Kind, Statement};
use infra::directory::PartyRecord;
use serde_json::{Value, json};
use uuid::Uuid;

pub const NAME: &str = "Zéphyrine Wqxmartin";
pub const EMAIL: &str = "z.wqxm@canari.example";
pub const PHONE: &str = "06 39 98 71 31";
pub const STREET: &str = "71 bis, impasse de l'Wqxvolière";
pub const KEY: &str = "WQXCLE-450";

/// What belongs to her, or names her: after the erasure none of it is anywhere.
pub const HERS: [(&str, &str); 12] = [
    ("name", NAME),
    ("surname", "Wqxmartin"),
    ("e-mail", EMAIL),
    ("phone", PHONE),
    ("street", STREET),
    ("key", KEY),
    ("subject", "Wqxsujet chez Mme Wqxmartin"),
    ("description", "Wqxdescription : l'eau coule"),
    ("note", "Wqxnote du gestionnaire"),
    ("message", "Wqxmessage à la locataire"),
    ("file name", "wqxbail-zéphyrine.pdf"),
    ("file", "%PDF-1.7 Wqxcontenu du bail"),
];

/// An agency with a ticket that concerns her, and one that only names her.
pub struct Life {
    pub office: Arc<Office>,
    pub party: Uuid,
    /// She reported it, and lets in.
    pub order: Order,
    /// Somebody typed her in by hand as the contact, with the same telephone number.
    pub by_hand: Order,
    /// Has nothing to do with her, but a note names her.
    pub named: Order,
}

pub fn record() -> PartyRecord {
    let address = json!({ "street": STREET, "postal_code": "54000", "city": "NANCY" });
    serde_json::from_value(json!({
        "external_key": KEY, "name": NAME, "email": EMAIL, "phone": PHONE, "address": address,
        "channels": { "email": true, "sms": true },
    }))
    .expect("a record")
}

impl Life {
    pub async fn lived(on: Kind) -> Self {
        let office = Office::open(on).await;
        let cabinet = office.cabinet.id;
        let taken_in = office
            .app
            .app
            .directory
            .upsert_parties(cabinet, &[record()])
            .await;
        let party = taken_in.expect("a party")[0].uuid();
        let life = Self {
            order: hers(&office, party).await,
            by_hand: typed_in(&office).await,
            named: office.manager().opens_a_service_order().await,
            office,
            party,
        };
        life.goes_on().await;
        life
    }

    async fn goes_on(&self) {
        let manager = self.office.manager();
        let text = json!({ "html": "<b>Wqxnote</b> du gestionnaire : Wqxnote du gestionnaire, Zéphyrine Wqxmartin" });
        manager.does(&self.order, "notes", text.clone()).await;
        manager.does(&self.named, "notes", text).await;
        let message = json!({ "to": "site_contact", "subject": "Wqxmartin : rendez-vous",
                              "text": "Wqxmessage à la locataire Wqxmartin" });
        manager.does(&self.order, "messages", message).await;
        let plumber = self.order.contractor().await;
        plumber.accepts_for(tomorrow_at(9, 0)).await;
        let said = [
            ("subject", "Accès".to_owned()),
            ("text", format!("J'ai vu {NAME}, elle préfère le {PHONE}")),
        ];
        plumber.answers("message", &said).await;
        let bail = self.attach(&self.order, HERS[10].1, HERS[11].1).await;
        assert_eq!(bail.status, 201, "{}", bail.text);
    }

    pub async fn attach(&self, order: &Order, name: &str, content: &str) -> Answer {
        let path = format!("/tickets/{}/attachments", order.id);
        self.manager_caller().upload(&path, name, content).await
    }

    pub fn manager_caller(&self) -> harness::caller::ApiCaller {
        self.office.caller(self.office.cabinet.manager)
    }

    /// Has her erased by the API, with whatever else is probably her.
    pub async fn erases(&self) -> Value {
        let path = format!("/parties/{}/erase", self.party);
        let answer = self
            .manager_caller()
            .post(&path, &json!({ "alike": true }))
            .await;
        self.office.app.settle().await;
        answer.succeeded().json()
    }

    /// PostgreSQL samples columns now and then; here, now.
    pub async fn analysed(&self) {
        const ANALYZE: Statement = Statement {
            name: "analyze",
            postgres: "ANALYZE",
            sqlite: "ANALYZE",
        };
        let database = &self.office.app.app.database;
        database.execute(&ANALYZE, &[]).await.expect("statistics");
    }
}

async fn hers(office: &Arc<Office>, party: Uuid) -> Order {
    let manager = office.manager();
    let mut body = manager.leak();
    body["subject"] = json!("Wqxsujet chez Mme Wqxmartin");
    body["description"] = json!(format!(
        "Wqxdescription : l'eau coule. Rappeler {NAME} au +33 6 39 98 71 31"
    ));
    body["requester"] = json!({ "party": party });
    body["site_contact"] = json!({ "party": party, "comment": "Sonner chez Wqxmartin",
                                   "channels": { "email": true, "sms": true } });
    body["watchers"] = json!([{ "party": party, "channels": { "email": true } }]);
    manager.opens(body).await
}

async fn typed_in(office: &Arc<Office>) -> Order {
    let manager = office.manager();
    let mut body = manager.leak();
    body["subject"] = json!("Panne d'ascenseur");
    body["site_contact"] =
        json!({ "name": NAME, "phone": "0639987131", "channels": { "sms": true } });
    manager.opens(body).await
}
