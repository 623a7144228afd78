//! Whose tickets are these? A small agency: three people, one building, one contractor.

use api::state::App;
use chrono::TimeDelta;
use domain::ids::{AgencyId, ContractorId, PropertyId, StaffId};
use infra::directory::{Agency, PostalAddress};
use infra::staff::{NewToken, Scope};
use secrecy::ExposeSecret;
use serde_json::json;

pub struct Found {
    pub people: Vec<StaffId>,
    pub property: PropertyId,
    pub contractor: ContractorId,
}

pub async fn found(app: &App, id: AgencyId) -> Found {
    let address = json!({ "street": "4, rue Gilbert", "postal_code": "54000", "city": "NANCY" });
    let agency = Agency {
        id,
        name: "Cabinet Durand".to_owned(),
        address: serde_json::from_value::<PostalAddress>(address.clone()).expect("an address"),
        phone: None,
        email: None,
        zone: chrono_tz::Europe::Paris,
        locale: "fr".to_owned(),
        sms_sender: "DURAND".to_owned(),
        web_name: format!("durand-{}", id.uuid().simple()),
        colour: "#1f5f8b".to_owned(),
        settings: serde_json::from_value(json!({})).expect("settings"),
    };
    app.directory
        .upsert_agency(&agency)
        .await
        .expect("an agency");
    let person = |key: &str, role: &str| {
        let email = format!("{key}@{}.example", id.uuid().simple());
        json!({ "external_key": key, "email": email, "name": key, "phone": null, "roles": [role] })
    };
    let people = json!([
        person("S1", "manager"),
        person("S2", "assistant"),
        person("S3", "accountant")
    ]);
    let people: Vec<_> = serde_json::from_value(people).expect("records");
    let contractors = json!([{ "external_key": "C1", "company": "Plomb'Service", "trades": ["Plomberie"],
        "email": "contact@plomb.example", "phone": "06 39 98 12 34", "channels": { "email": true } }]);
    let contractors: Vec<_> = serde_json::from_value(contractors).expect("records");
    let properties = json!([{ "external_key": "I1", "module": "syndic", "kind": "co_ownership", "reference": "0042",
        "name": "Les Tilleuls", "address": address, "team": { "manager": "S1", "assistant": "S2" } }]);
    let properties: Vec<_> = serde_json::from_value(properties).expect("records");
    Found {
        people: app.staff.upsert(id, &people).await.expect("staff"),
        contractor: app
            .directory
            .upsert_contractors(id, &contractors)
            .await
            .expect("contractors")[0],
        property: app
            .directory
            .upsert_properties(id, &properties)
            .await
            .expect("properties")[0],
    }
}

pub async fn issue(app: &App, agency: AgencyId, who: StaffId, scopes: Vec<Scope>) -> String {
    let expires_at = app.clock.now() + TimeDelta::days(30);
    let token = NewToken {
        name: "tests".to_owned(),
        scopes,
        expires_at,
    };
    let issued = app
        .staff
        .issue_token(agency, who, token)
        .await
        .expect("a token");
    issued.text.expose_secret().to_owned()
}
