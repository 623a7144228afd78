//! Whatever is asked, rightly and wrongly: does the log tell of it without repeating any of it?

use harness::cabinet::{MANAGER_EMAIL, PASSWORD};
use harness::caller::{ApiCaller, Visitor, form_of};
use harness::office::{Office, Order};
use harness::on_both;
use harness::when::tomorrow_at;
use infra::database::Kind;
use serde_json::{Value, json};
use std::sync::Arc;

use super::capture::{assert_discreet, everything};

on_both!(what_is_asked_is_not_repeated_in_the_log);

/// What people type, each text in a field of its own.
const TYPED: [(&str, &str); 17] = [
    ("password", "wqx-mot-de-passe-é"),
    ("right password", PASSWORD),
    ("address", "wqxinconnu@canari.example"),
    ("token", "mc_Wqxjeton7b3kQ"),
    ("link", "WqxLien22caracteres1234"),
    ("name", "Zéphyrine Wqxmartin"),
    ("e-mail", "z.wqxm@canari.example"),
    ("half an e-mail", "z.wqxm@"),
    ("phone", "06 39 98 71 31"),
    ("subject", "Wqxsujet de l'ordre"),
    ("description", "Wqxdescription"),
    ("note", "Wqxnote interne"),
    ("remark", "Wqxremarque du plombier"),
    ("field", "wqxchamp_inconnu"),
    ("value", "Wqxvaleur impossible"),
    ("file name", "wqxbail.pdf"),
    ("user agent", "Wqxnavigateur/1.0"),
];

async fn what_is_asked_is_not_repeated_in_the_log(on: Kind) {
    everything();
    let recorder = api::metrics::install().expect("nobody else counts");
    let office = Office::open(on).await;
    let order = opened(&office).await;
    signing_in(&office).await;
    by_token_and_link(&office, &order).await;
    malformed(&office, &order).await;
    forms(&office).await;
    files(&office, &order).await;
    let caller = office.caller(office.cabinet.manager);
    let found = caller
        .get("/persons?q=Z%C3%A9phyrine%20Wqxmartin")
        .await
        .succeeded();
    let person = found.json()[0]["id"].as_str().expect("an id").to_owned();
    let erased = caller
        .post(
            &format!("/persons/{person}/erase"),
            &json!({ "alike": true }),
        )
        .await;
    let _ = erased.succeeded();
    office.app.settle().await;

    // Links that were given out are as good as passwords.
    let link = order.link().await.unwrap_or_default();
    let given = link.rsplit('/').next().unwrap_or_default();
    let api_token = office.cabinet.token(office.cabinet.manager).to_owned();
    let mut secret = TYPED.to_vec();
    secret.extend([("API token", api_token.as_str())]);
    if given.len() > 6 {
        secret.push(("given link", given));
    }
    assert_discreet(
        &secret,
        &[
            "/api/v1/tickets",
            "/sign-in",
            "/r/{token}",
            "\"status\":401",
        ],
    );
    let figures = recorder.render();
    assert!(figures.contains("http_requests_total"));
    for (what, text) in &secret {
        assert!(!figures.contains(text), "{what} in the figures");
    }
}

async fn opened(office: &Arc<Office>) -> Order {
    let manager = office.manager();
    let mut body = manager.leak();
    body["subject"] = json!("Wqxsujet de l'ordre");
    body["description"] = json!("Wqxdescription");
    body["site_contact"] = json!({ "name": "Zéphyrine Wqxmartin", "email": "z.wqxm@canari.example",
                                   "phone": "06 39 98 71 31", "channels": { "email": true, "sms": true } });
    let order = manager.opens(body).await;
    manager
        .does(&order, "notes", json!({ "html": "Wqxnote interne" }))
        .await;
    let plumber = order.contractor().await;
    let mut answer = harness::people::slot_fields(tomorrow_at(9, 0));
    answer.push(("comment", "Wqxremarque du plombier".to_owned()));
    plumber.answers("accept", &answer).await;
    order
}

async fn signing_in(office: &Arc<Office>) {
    let app = &office.app;
    office.hand_out_passwords().await;
    let visitor = Visitor::new(&app.url);
    for email in [MANAGER_EMAIL, "wqxinconnu@canari.example"] {
        let form = visitor.form("/sign-in", "/sign-in").await;
        let form = form
            .with("email", email)
            .with("password", "wqx-mot-de-passe-é");
        let refused = visitor.submit(&form).await;
        assert!(!refused.status.is_redirection(), "{}", refused.status);
    }
    let mut visitor = visitor;
    visitor.sign_in(MANAGER_EMAIL, PASSWORD).await;
    let list = visitor
        .open("/tickets?search=Wqxsujet%20de%20l%27ordre")
        .await;
    assert!(!list.status.is_server_error());
}

async fn by_token_and_link(office: &Arc<Office>, order: &Order) {
    let url = &office.app.url;
    let stranger = ApiCaller::new(url, "mc_Wqxjeton7b3kQ");
    assert_eq!(stranger.get("/tickets").await.status, 401);
    let visitor = Visitor::new(url);
    for path in [
        "/r/WqxLien22caracteres1234",
        "/r/WqxLien22caracteres1234/accept",
        "/d/WqxLien22caracteres1234",
        "/d/WqxLien22caracteres1234/message",
        "/tickets?token=mc_Wqxjeton7b3kQ",
        "/api/v1/tickets?access_token=mc_Wqxjeton7b3kQ",
        "/Wqxvaleur%20impossible",
    ] {
        assert!(!visitor.open(path).await.status.is_success(), "{path}");
    }
    let client = harness::http::client();
    let agent = client
        .get(format!("{url}/sign-in"))
        .header("User-Agent", "Wqxnavigateur/1.0");
    assert!(agent.send().await.expect("an answer").status().is_success());
    let answer = json!({ "answer": "decline", "reason": "Wqxremarque du plombier" });
    let refused = stranger
        .post("/links/WqxLien22caracteres1234/answers", &answer)
        .await;
    assert_eq!(refused.status, 404);
    let plumber = order.contractor().await;
    assert!(plumber.page().await.status.is_success());
    let said = ("text", "Wqxremarque du plombier".to_owned());
    let subject = |text: String| [("subject", text), said.clone()];
    let refused = plumber
        .tries("message", &subject("Wqxdescription ".repeat(200)))
        .await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
    let taken = subject("Wqxsujet de l'ordre".to_owned());
    plumber.answers("message", &taken).await;
    let form = [
        ("name", "Zéphyrine Wqxmartin"),
        ("wqxchamp_inconnu", "Wqxvaleur impossible"),
    ];
    let elsewhere = client
        .post(format!("{url}/r/WqxLien22caracteres1234/message"))
        .header("Origin", "null")
        .form(&form);
    let answer = elsewhere.send().await.expect("an answer");
    assert!(answer.status().is_client_error(), "{}", answer.status());
}

async fn malformed(office: &Arc<Office>, order: &Order) {
    let caller = office.caller(office.cabinet.manager);
    let mut wrong: Vec<(String, Value)> = vec![
        (
            "/tickets".into(),
            json!({ "wqxchamp_inconnu": "Wqxvaleur impossible" }),
        ),
        (
            format!("/tickets/{}/notes", order.id),
            json!({ "html": { "Wqxvaleur impossible": 1 } }),
        ),
        (
            format!("/tickets/{}/notes", order.id),
            json!("Wqxvaleur impossible"),
        ),
    ];
    for (field, value) in [
        ("module", json!("Wqxvaleur impossible")),
        ("property", json!("Wqxvaleur impossible")),
        ("requested_at", json!("Wqxvaleur impossible")),
        (
            "site_contact",
            json!({ "name": "Zéphyrine Wqxmartin", "email": "z.wqxm@@canari.example", "channels": {} }),
        ),
        (
            "site_contact",
            json!({ "name": "Zéphyrine Wqxmartin", "phone": "06 39 98 71 31 00 00", "channels": {} }),
        ),
    ] {
        let mut body = office.manager().leak();
        body[field] = value;
        wrong.push(("/tickets".into(), body));
    }
    for (path, body) in wrong {
        let refused = caller.post(&path, &body).await;
        assert!(
            refused.status.is_client_error(),
            "{path} {body}: {}",
            refused.status
        );
    }
    let raw = harness::http::client()
        .post(format!("{}/api/v1/tickets", office.app.url))
        .header(
            "Authorization",
            format!("Bearer {}", office.cabinet.token(office.cabinet.manager)),
        )
        .header("Content-Type", "application/json")
        .body("{\"subject\": \"Wqxsujet de l'ordre\", Wqxvaleur impossible");
    assert_eq!(raw.send().await.expect("an answer").status(), 400);
}

async fn forms(office: &Arc<Office>) {
    let mut visitor = Visitor::new(&office.app.url);
    visitor.sign_in(MANAGER_EMAIL, PASSWORD).await;
    let page = visitor.open("/tickets/new").await.succeeded();
    let form = form_of(&page, "/tickets/new")
        .with("subject", "Wqxsujet de l'ordre")
        .with("requester.name", "Zéphyrine Wqxmartin")
        .with("requester.email", "z.wqxm@@canari.example")
        .with("requester.phone", "06 39 98 71 31 00 00")
        .with("contractor.email", "Wqxvaleur impossible");
    let refused = visitor.submit(&form).await;
    assert!(!refused.status.is_server_error(), "{}", refused.status);
}

async fn files(office: &Arc<Office>, order: &Order) {
    let caller = office.caller(office.cabinet.manager);
    let path = format!("/tickets/{}/attachments", order.id);
    let taken = caller
        .upload(&path, "wqxbail.pdf", "%PDF-1.7 Wqxvaleur impossible")
        .await;
    assert_eq!(taken.status, 201, "{}", taken.text);
    let elsewhere = "/links/WqxLien22caracteres1234/attachments";
    assert_eq!(
        caller
            .upload(elsewhere, "wqxbail.pdf", "Wqxvaleur impossible")
            .await
            .status,
        404
    );
}
