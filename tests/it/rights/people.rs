//! Who calls? Somebody of each kind, with what they show: a token, a session, a personal link.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::TimeDelta;
use domain::ids::StaffId;
use harness::cabinet::{Cabinet, PASSWORD};
use harness::caller::Visitor;
use harness::office::Office;
use infra::database::Kind as Database;
use infra::staff::{AssistantRights, NewToken, Scope, Staff, StaffRecord};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;

use super::callers::{Caller, Link};
use super::errands::About;
use super::ground::{Ground, PICTURE};
use crate::actions::state::State;

pub const REPORT_TOKEN: &str = "0123456789abcdefABCDEF";

pub struct People {
    pub office: Arc<Office>,
    pub client: reqwest::Client,
    /// The agency of the stranger.
    pub others: Cabinet,
    /// Another manager of the agency.
    pub colleague: StaffId,
    tokens: HashMap<String, String>,
    /// `Cookie` of the manager in a browser.
    pub session: String,
    /// A link of each kind that is about nothing in question.
    links: HashMap<String, String>,
}

impl People {
    pub async fn come_together(on: Database) -> Self {
        let settings = [
            ("MAINCOURANTE_SMS_PROVIDER", "gateway"),
            ("MAINCOURANTE_SMS_GATEWAY_URL", "http://127.0.0.1:9/"),
            ("MAINCOURANTE_SMS_REPORT_TOKEN", REPORT_TOKEN),
        ];
        let agency = json!({ "syndic": { "reopening_allowed": true } });
        let office = Office::open_with(on, &settings, agency).await;
        let app = &office.app;
        let others = Cabinet::found(&app.app.database, &app.clock, json!({})).await;
        let mut people = Self {
            client: harness::http::client(),
            colleague: office.cabinet.manager,
            tokens: HashMap::new(),
            session: String::new(),
            links: HashMap::new(),
            others,
            office,
        };
        people.are_hired().await;
        people.signs_in().await;
        people.are_given_links().await;
        people
    }

    async fn are_hired(&mut self) {
        let (office, manager) = (Arc::clone(&self.office), self.office.cabinet.manager);
        let staff = Staff::new(office.app.app.database.clone(), office.app.clock.clone());
        let record = |key: &str, roles: &[&str]| {
            json!({ "external_key": key, "name": key, "roles": roles,
                "email": format!("{}@cabinet-durand.example", key.to_lowercase()) })
        };
        let records = json!([
            record("Reader", &["reader"]),
            record("Manager", &["manager"]),
            record("Administrator", &["administrator"]),
            record("Departed", &["manager"]),
        ]);
        let records: Vec<StaffRecord> = serde_json::from_value(records).expect("records");
        let hired = staff.upsert(office.cabinet.id, &records).await;
        let hired = hired.expect("colleagues");
        self.colleague = hired[1];
        let all = Scope::ALL.as_slice();
        for (caller, person) in [
            (Caller::Reader, hired[0]),
            (Caller::Accountant, office.cabinet.accountant),
            (Caller::AssistantWithout, office.cabinet.assistant),
            (Caller::Assistant, office.cabinet.assistant),
            (Caller::AssistantWith, office.cabinet.assistant),
            (Caller::Manager, hired[1]),
            (Caller::Administrator, hired[2]),
            (Caller::Departed, hired[3]),
        ] {
            self.issue(&staff, caller, person, all).await;
        }
        for scope in Scope::ALL {
            self.issue(&staff, Caller::Token(scope), manager, &[scope])
                .await;
        }
        self.issue(&staff, Caller::Expired, manager, all).await;
        self.issue(&staff, Caller::Revoked, manager, all).await;
        let stranger = self.others.token(self.others.manager).to_owned();
        self.tokens.insert(Caller::Stranger.name(), stranger);
        // Nobody leaves otherwise.
        let manager = office.caller(manager);
        let erased = format!("/staff/{}/erase", hired[3]);
        let _ = manager.post(&erased, &json!({})).await.succeeded();
    }

    async fn issue(&mut self, staff: &Staff, caller: Caller, person: StaffId, scopes: &[Scope]) {
        let now = self.office.app.clock.now();
        let token = NewToken {
            name: caller.name(),
            scopes: scopes.to_vec(),
            expires_at: if caller == Caller::Expired {
                now
            } else {
                now + TimeDelta::days(400)
            },
        };
        let agency = self.office.cabinet.id;
        let issued = staff.issue_token(agency, person, token).await;
        let issued = issued.expect("a token");
        if caller == Caller::Revoked {
            let revoked = staff.revoke_token(agency, person, issued.id).await;
            assert!(revoked.expect("a write"));
        }
        let text = issued.text.expose_secret().to_owned();
        self.tokens.insert(caller.name(), text);
    }

    async fn signs_in(&mut self) {
        let staff = &self.office.app.app.staff;
        let member = staff.member(self.office.cabinet.id, self.colleague).await;
        let member = member.expect("a read").expect("the manager");
        let password = SecretString::from(PASSWORD);
        let handed_out = staff.set_password(&member, password).await;
        handed_out.expect("a password");
        let mut visitor = Visitor::new(&self.office.app.url);
        visitor.sign_in(member.email.as_str(), PASSWORD).await;
        self.session = visitor.cookie().expect("a session").to_owned();
    }

    /// Each about a ticket of its own.
    async fn are_given_links(&mut self) {
        for link in Link::ALL {
            for (caller, about) in [
                (Caller::Contractor(link), About::Ticket(State::Awaiting)),
                (
                    Caller::Approver(link),
                    About::Ticket(State::QuoteInApproval),
                ),
                (Caller::Requester(link), About::Request),
            ] {
                let ground = Ground::laid(about, self).await;
                let token = self.link(caller, &ground).await.expect("a link");
                self.links.insert(caller.name(), token);
            }
        }
    }

    /// A link of this kind that is about nothing in question.
    pub fn own_link(&self, caller: Caller) -> Option<&str> {
        self.links.get(&caller.name()).map(String::as_str)
    }

    /// What is shown where a token of somebody of the agency is asked for.
    pub fn token(&self, caller: Caller) -> Option<&str> {
        let token = self.tokens.get(&caller.name()).map(String::as_str);
        token.or_else(|| self.own_link(caller))
    }

    /// What the agency lets its assistants do.
    pub async fn assistants_may(&self, everything: Option<bool>) {
        let directory = &self.office.app.app.directory;
        let agency = directory.agency(self.office.cabinet.id).await;
        let mut agency = agency.expect("a read").expect("the agency");
        let rights = everything.map(|all| AssistantRights {
            open_tickets: all,
            decide: all,
            close: all,
            change_settings: all,
        });
        agency.settings.syndic.assistants = rights.unwrap_or_default();
        let kept = directory.upsert_agency(&agency).await;
        kept.expect("settings that are kept");
    }

    /// The agency sends a picture to the contractors.
    pub async fn uploads(&self, to: &Ground) {
        let (url, ticket) = (&self.office.app.url, to.ticket());
        let url =
            format!("{url}/api/v1/tickets/{ticket}/attachments?name=photo.jpg&to=contractors");
        let manager = self.office.cabinet.token(self.office.cabinet.manager);
        let request = self.client.post(url).bearer_auth(manager);
        let answer = request.body(PICTURE).send().await.expect("an answer");
        assert!(answer.status().is_success(), "{}", answer.status());
    }
}
