//! On what is the product attacked? On a small agency with one order under way, by somebody who holds every key to it,
//! so that each attack reaches as deep as it can; and on what it has stored, which must stay as it was.

use std::collections::BTreeMap;
use std::sync::Arc;

use api::pages::link::answer::Answer as LinkAnswer;
use api::pages::ticket::act::Act;
use harness::cabinet::{Cabinet, MANAGER_EMAIL, PASSWORD};
use harness::office::{Office, Order};
use infra::database::{Database, Kind, Statement};
use serde_json::{Value, json};

use super::routes::{self, Route};
use super::wire::{Request, ask};

const TABLES: Statement = Statement {
    name: "tables",
    postgres: "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    sqlite: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1",
};

/// What is meant to change: failures to sign in are counted, and messages of this office are on their way.
const COUNTED: [&str; 1] = ["login_failure"];

pub struct Scene {
    pub office: Arc<Office>,
    /// Host and port.
    pub address: String,
    pub order: Order,
    /// Waits for a decision.
    pub request: Order,
    /// Of the contractor's personal link.
    pub link: String,
    /// Of the requester's.
    pub requesters: String,
    /// A quote that waits for the president of the council.
    pub quote: Order,
    pub approval: String,
    /// Of the president's link.
    pub approvers: String,
    /// Of the manager.
    pub token: String,
    pub session: String,
    /// Somebody of another agency.
    pub stranger: String,
    /// A ticket of that agency.
    pub strange_ticket: String,
    /// The description of the API.
    pub description: Value,
    /// The contractor sees it too.
    attachment: String,
    /// Sent by the requester.
    requesters_attachment: String,
    message: String,
}

impl Scene {
    pub async fn set(on: Kind) -> Self {
        let office = Office::open(on).await;
        office.hand_out_passwords().await;
        let manager = office.manager();
        let order = manager.opens_a_service_order().await;
        let request = manager.takes_in(&manager.demand()).await;
        let requesters = request.requester().await.token().to_owned();
        let quote = manager.opens_with("mission", "quote").await;
        let (approval, approvers) = asked(&office, &quote).await;
        let address = office.app.url.trim_start_matches("http://").to_owned();
        let link = order.link().await.expect("a personal link");
        let (_, link) = link.rsplit_once('/').expect("a token");
        let others = Cabinet::found(&office.app.app.database, &office.app.clock, json!({})).await;
        let mut scene = Self {
            link: link.to_owned(),
            token: office.cabinet.token(office.cabinet.manager).to_owned(),
            stranger: others.token(others.manager).to_owned(),
            session: String::new(),
            strange_ticket: String::new(),
            description: Value::Null,
            attachment: String::new(),
            requesters_attachment: String::new(),
            message: String::new(),
            address,
            order,
            request,
            requesters,
            quote,
            approval,
            approvers,
            office,
        };
        scene.furnish(&others).await;
        scene
    }

    async fn furnish(&mut self, others: &Cabinet) {
        let form = format!(
            "email={MANAGER_EMAIL}&password={}",
            PASSWORD.replace(' ', "+")
        );
        let entered = ask(&self.address, &Request::new("POST", "/sign-in").form(form)).await;
        let cookie = entered.header("set-cookie").split(';').next();
        self.session = cookie.unwrap_or_default().to_owned();
        assert!(self.session.len() > 20, "{entered:?}");

        let theirs = json!({
            "module": "syndic", "property": others.tilleuls.uuid(), "subject": "Leur fuite",
            "contractor": { "contractor": others.plumber.uuid() },
        });
        let opening = Request::new("POST", "/api/v1/tickets").json(theirs.to_string());
        let opening = opening.with("Authorization", format!("Bearer {}", self.stranger));
        self.strange_ticket = word(&self.json(&opening).await, "ticket");

        let file = format!(
            "/api/v1/tickets/{}/attachments?name=a.pdf&to=contractors",
            self.order.id
        );
        let file = self
            .by_token("POST", &file)
            .sending("application/pdf", "%PDF-1.7");
        self.json(&file).await;
        let mailbox = self.json(&self.by_token("GET", "/api/v1/mailbox")).await;
        self.message = word(&mailbox[0], "id");
        let ticket = format!("/api/v1/tickets/{}", self.order.id);
        let ticket = self.json(&self.by_token("GET", &ticket)).await;
        self.attachment = word(&ticket["attachments"][0], "id");
        let theirs = format!("/api/v1/requests/links/{}", self.requesters);
        let file = Request::new("POST", &format!("{theirs}/attachments?name=a.pdf"));
        self.json(&file.sending("application/pdf", "%PDF-1.7"))
            .await;
        let followed = self.json(&Request::new("GET", &theirs)).await;
        self.requesters_attachment = word(&followed["attachments"][0], "id");
        self.description = self.json(&self.by_token("GET", "/api/openapi.json")).await;
        self.office.app.settle().await;
    }

    async fn json(&self, request: &Request) -> Value {
        let answer = ask(&self.address, request).await;
        assert!(answer.status < 300, "{request:?}: {}", answer.text());
        serde_json::from_slice(&answer.body).expect("JSON")
    }

    pub fn by_token(&self, method: &str, target: &str) -> Request {
        Request::new(method, target).with("Authorization", format!("Bearer {}", self.token))
    }

    /// Every route of the router. Where an address names an act or an answer, one stands for all.
    pub fn routes(&self) -> Vec<Route> {
        let mut all = routes::all();
        for route in &mut all {
            let path = route.path.replace("{act}", "message");
            route.path = path.replace("{answer}", "accept");
        }
        all
    }

    /// Every form that a page shows: each act on a ticket, each answer by link, and the others.
    pub fn forms(&self) -> Vec<Route> {
        let acts: Vec<_> = Act::all().map(Act::slug).collect();
        let answers = LinkAnswer::ALL.map(|answer| answer.slug().to_owned());
        let forms = routes::all().into_iter().filter(Route::takes_a_form);
        let all = forms.flat_map(|route| match route.path.as_str() {
            "/tickets/{id}/{act}" => each(&route, "{act}", &acts),
            "/r/{token}/{answer}" => each(&route, "{answer}", &answers),
            _ => vec![route],
        });
        all.collect()
    }

    /// # Panics
    /// When the description of the API names something that was not found in the router's table.
    pub fn holds_what_is_described(&self) {
        let all = routes::all();
        let described = self.description["paths"].as_object().expect("paths");
        assert!(described.len() > 30, "only {}", described.len());
        for (path, operations) in described {
            let methods = operations.as_object().expect("operations").keys();
            for method in
                methods.filter(|name| ["get", "post", "put", "delete"].contains(&name.as_str()))
            {
                let route = Route {
                    method: method.to_uppercase(),
                    path: path.clone(),
                };
                assert!(all.contains(&route), "{route:?} was not found");
            }
        }
    }

    /// The address of a route, with what is really there for each of its parameters.
    pub fn address_of(&self, route: &Route) -> String {
        let asset = api::pages::url("app.css");
        if route.path.starts_with("/assets/") {
            assert!(asset.starts_with("/assets/"), "{asset}");
            return asset.to_owned();
        }
        let about = if route.is_about_an_approval() {
            &self.quote
        } else {
            &self.order
        };
        let ticket = if route.is_decision() {
            self.request.id.to_string()
        } else if route.is_about_an_approval() {
            self.quote.id.to_string()
        } else {
            self.order.id.to_string()
        };
        let id = if route.path.starts_with("/mailbox") {
            &self.message
        } else {
            &ticket
        };
        let token = if route.is_requesters() {
            &self.requesters
        } else if route.is_approvers() {
            &self.approvers
        } else {
            &self.link
        };
        let attachment = if route.is_requesters() {
            &self.requesters_attachment
        } else {
            &self.attachment
        };
        let filled = route
            .path
            .replace("{ticket}", &ticket)
            .replace("{assignment}", &about.assignment.to_string())
            .replace("{approval}", &self.approval)
            .replace("{attachment}", attachment)
            .replace("{file}", attachment)
            .replace("{token}", token)
            .replace("{kind}", "ticket-text")
            .replace("{id}", id);
        assert!(
            !filled.contains('{'),
            "nothing is known to stand for a parameter of {filled}"
        );
        filled
    }

    /// A request that is let in and finds what it names; of a command only the body is wrong.
    pub fn good(&self, route: &Route) -> Request {
        let request = Request::new(&route.method, &self.address_of(route));
        let request = if route.is_by_link() {
            request
        } else if route.is_api() {
            request.with("Authorization", format!("Bearer {}", self.token))
        } else {
            request.with("Cookie", &self.session)
        };
        let request = if route.is_api() {
            request.with("Accept", "application/json")
        } else {
            request.with("Accept", "text/html,*/*;q=0.8")
        };
        if route.takes_json() {
            request.json(r#"{"hostile":true}"#)
        } else if route.takes_a_form() {
            request.form("hostile=%00")
        } else if route.takes_a_file() {
            request.sending("application/octet-stream", "%PDF-1.7")
        } else {
            request
        }
    }

    /// Rows of each table, and the head of the log.
    pub async fn stored(&self) -> BTreeMap<String, String> {
        let database = &self.office.app.app.database;
        let mut stored = BTreeMap::new();
        for row in database.fetch(&TABLES, &[]).await.expect("the tables") {
            let table = row.text("name").expect("a name");
            if !COUNTED.contains(&table.as_str()) {
                stored.insert(table.clone(), count(database, &table).await.to_string());
            }
        }
        let head = self.office.app.app.log.head().await.expect("the log");
        stored.insert("head of the log".to_owned(), head.to_string());
        stored
    }
}

/// A quote came, and the president is asked: the request, and the token of the link.
async fn asked(office: &Arc<Office>, quote: &Order) -> (String, String) {
    let manager = office.manager();
    let file = format!("/tickets/{}/attachments", quote.id);
    let file = manager
        .caller
        .upload(&file, "devis.txt", "Devis : 1 250,50")
        .await;
    let _ = file.succeeded();
    let file = quote.read().await["attachments"][0]["id"].clone();
    let came = json!({ "quote": { "amount": "1250,50", "attachment": file } });
    manager.acts(quote, "quotes", came).await;
    let president = office.cabinet.girard;
    let asks = json!({ "approver": { "party": president, "channels": { "email": true } } });
    manager.does(quote, "approvals", asks).await;
    let mails = quote.mails().await;
    let mut links = mails.iter().flat_map(|mail| &mail.links);
    let link = links.rfind(|link| link.contains("/a/")).expect("a link");
    let token = link.rsplit('/').next().expect("a token").to_owned();
    (word(&quote.read().await["approvals"][0], "id"), token)
}

async fn count(database: &Database, table: &str) -> i64 {
    let counting = format!("SELECT count(*) AS number FROM {table}");
    let rows = database
        .fetch_assembled(&counting, &[])
        .await
        .expect("a count");
    rows[0].int("number").expect("a number")
}

fn each(route: &Route, parameter: &str, slugs: &[String]) -> Vec<Route> {
    let filled = slugs.iter().map(|slug| Route {
        method: route.method.clone(),
        path: route.path.replace(parameter, slug),
    });
    filled.collect()
}

fn word(value: &Value, name: &str) -> String {
    value[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {value}"))
        .to_owned()
}
