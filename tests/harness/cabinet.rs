//! For whom do the tests play? A small agency in Nancy: who works there, what it looks after, whom it sends.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::Paris;
use domain::ids::{AgencyId, ContractorId, PartyId, PropertyId, StaffId};
use infra::clock::Clock;
use infra::database::Database;
use infra::directory::{Agency, AgencySettings, Directory, PostalAddress};
use infra::staff::{NewToken, Scope, Staff};
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

/// The password of everybody who works there.
pub const PASSWORD: &str = "une phrase assez longue";

pub const MANAGER_EMAIL: &str = "claire.durand@cabinet-durand.example";
pub const ASSISTANT_EMAIL: &str = "hugo.lambert@cabinet-durand.example";
pub const PLUMBER_EMAIL: &str = "contact@plomb-service.example";
pub const PLUMBER_PHONE: &str = "06 39 98 12 34";
pub const WATCHER_EMAIL: &str = "paul.girard@tilleuls.example";
pub const TENANT_EMAIL: &str = "lea.petit@courriel.example";
pub const TENANT_PHONE: &str = "06 39 98 56 78";

/// The agency as the directory holds it, and the keys to it.
#[derive(Clone)]
pub struct Cabinet {
    pub id: AgencyId,
    pub manager: StaffId,
    pub assistant: StaffId,
    pub accountant: StaffId,
    /// A co-ownership: syndic.
    pub tilleuls: PropertyId,
    /// A flat let to Léa Petit: gérance.
    pub flat: PropertyId,
    /// Reached by e-mail and SMS.
    pub plumber: ContractorId,
    /// No e-mail: reached by SMS only.
    pub locksmith: ContractorId,
    /// On the council of the co-ownership.
    pub girard: PartyId,
    /// The tenant of the flat.
    pub petit: PartyId,
    tokens: HashMap<StaffId, String>,
}

impl Cabinet {
    /// Moves in. `settings` as an agency would store them; an empty object keeps every default.
    pub async fn found(database: &Database, clock: &Clock, settings: Value) -> Self {
        let id = AgencyId::new(Uuid::now_v7());
        let directory = Directory::new(database.clone());
        let staff = Staff::new(database.clone(), clock.clone());
        directory
            .upsert_agency(&agency(id, settings))
            .await
            .expect("an agency");
        let people = staff
            .upsert(id, &read::<Vec<_>>(people()))
            .await
            .expect("its staff");
        let parties = directory
            .upsert_parties(id, &read::<Vec<_>>(parties()))
            .await
            .expect("parties");
        let contractors = directory
            .upsert_contractors(id, &read::<Vec<_>>(contractors()))
            .await
            .expect("contractors");
        let places = directory
            .upsert_properties(id, &read::<Vec<_>>(properties()))
            .await
            .expect("properties");
        Self {
            id,
            manager: people[0],
            assistant: people[1],
            accountant: people[2],
            tilleuls: places[0],
            flat: places[1],
            plumber: contractors[0],
            locksmith: contractors[1],
            girard: parties[0],
            petit: parties[1],
            tokens: issue_tokens(&staff, id, &people, clock.now()).await,
        }
    }

    /// Lets somebody sign in to the pages. Not done for every test: hashing a password takes its time.
    pub async fn hand_out_passwords(&self, database: &Database, clock: &Clock) {
        let staff = Staff::new(database.clone(), clock.clone());
        let member = staff
            .member(self.id, self.manager)
            .await
            .expect("a read")
            .expect("the manager");
        staff
            .set_password(&member, SecretString::from(PASSWORD))
            .await
            .expect("a password");
    }

    /// The API token of somebody who works there.
    pub fn token(&self, of: StaffId) -> &str {
        self.tokens.get(&of).expect("somebody of the agency")
    }
}

async fn issue_tokens(
    staff: &Staff,
    agency: AgencyId,
    people: &[StaffId],
    now: DateTime<Utc>,
) -> HashMap<StaffId, String> {
    let mut tokens = HashMap::new();
    for person in people {
        let token = NewToken {
            name: "tests".to_owned(),
            scopes: Scope::ALL.to_vec(),
            expires_at: now + TimeDelta::days(400),
        };
        let issued = staff
            .issue_token(agency, *person, token)
            .await
            .expect("a token");
        tokens.insert(*person, issued.text.expose_secret().to_owned());
    }
    tokens
}

fn agency(id: AgencyId, settings: Value) -> Agency {
    Agency {
        id,
        name: "Cabinet Durand".to_owned(),
        address: PostalAddress {
            street: "12, place Stanislas".to_owned(),
            postal_code: "54000".to_owned(),
            city: "NANCY".to_owned(),
        },
        phone: Some(read(json!("+33 3 53 01 10 20"))),
        email: Some(read(json!("contact@cabinet-durand.example"))),
        zone: Paris,
        locale: "fr".to_owned(),
        sms_sender: "DURAND".to_owned(),
        web_name: format!("cabinet-durand-{}", id.uuid().simple()),
        colour: "#1f5f8b".to_owned(),
        settings: read::<AgencySettings>(settings),
    }
}

fn people() -> Value {
    json!([
        { "external_key": "S1", "name": "Claire Durand", "email": MANAGER_EMAIL,
          "phone": "06 39 98 00 01", "roles": ["manager", "administrator"] },
        { "external_key": "S2", "name": "Hugo Lambert", "email": ASSISTANT_EMAIL,
          "phone": null, "roles": ["assistant"] },
        { "external_key": "S3", "name": "Anne Roche", "email": "anne.roche@cabinet-durand.example",
          "phone": null, "roles": ["accountant"] },
    ])
}

fn parties() -> Value {
    json!([
        { "external_key": "P1", "name": "Paul Girard", "email": WATCHER_EMAIL,
          "channels": { "email": true } },
        { "external_key": "P2", "name": "Léa Petit", "email": TENANT_EMAIL, "phone": TENANT_PHONE,
          "channels": { "email": true, "sms": true } },
        { "external_key": "P3", "name": "Jeanne Morel", "email": "jeanne.morel@courriel.example" },
    ])
}

fn contractors() -> Value {
    json!([
        { "external_key": "C1", "company": "Plomb'Service", "trades": ["Plomberie"],
          "email": PLUMBER_EMAIL, "phone": PLUMBER_PHONE, "channels": { "email": true, "sms": true } },
        { "external_key": "C2", "company": "Serrures Lorraines", "trades": ["Serrurerie"],
          "phone": "06 39 98 43 21", "channels": { "sms": true } },
    ])
}

fn properties() -> Value {
    let street = json!({ "street": "4, rue Gilbert", "postal_code": "54000", "city": "NANCY" });
    let team = json!({ "manager": "S1", "assistant": "S2", "accountant": "S3" });
    json!([
        { "external_key": "I1", "module": "syndic", "kind": "co_ownership", "reference": "0042",
          "name": "Les Tilleuls", "address": street, "team": team,
          "council": [{ "party": "P1", "president": true }] },
        { "external_key": "L1", "module": "gerance", "kind": "unit", "reference": "0042-07",
          "name": "Appartement 7", "address": street, "team": team, "landlord": "P3", "tenant": "P2" },
    ])
}

/// As another system would send it: through the same checks.
fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("a record that the directory takes")
}
