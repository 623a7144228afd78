//! Servers and databases that repeat what they were given in their refusals: does the log keep it to itself?

use harness::mail_server::{MailServer, PASSWORD};
use harness::office::Office;
use harness::on_both;
use harness::sms_gateway::SmsGateway;
use infra::database::{Kind, Statement};
use reqwest::StatusCode;
use serde_json::json;

use super::capture::{assert_discreet, everything};

on_both!(
    a_mail_server_and_a_gateway_that_echo,
    a_database_that_echoes,
);

const HERS: [(&str, &str); 5] = [
    ("name", "Zéphyrine Wqxmartin"),
    ("e-mail", "refused.wqxm@canari.example"),
    ("phone", "06 39 98 71 31"),
    ("subject", "Wqxsujet de l'ordre"),
    ("password", PASSWORD),
];

fn contact() -> serde_json::Value {
    json!({ "name": HERS[0].1, "email": HERS[1].1, "phone": HERS[2].1, "channels": { "email": true, "sms": true } })
}

async fn a_mail_server_and_a_gateway_that_echo(on: Kind) {
    everything();
    let (mail, sms) = (MailServer::start().await, SmsGateway::start().await);
    for status in [
        StatusCode::BAD_REQUEST,
        StatusCode::INTERNAL_SERVER_ERROR,
        StatusCode::TOO_MANY_REQUESTS,
    ] {
        for _ in 0..3 {
            sms.will_answer(
                status,
                json!({ "error": "no route to +33639987131 (Zéphyrine Wqxmartin)" }),
            );
        }
    }
    let office = Office::wired(on, &mail, &sms).await;
    let manager = office.manager();
    let mut body = manager.leak();
    body["subject"] = json!(HERS[3].1);
    body["site_contact"] = contact();
    body["contractor"] = json!({ "name": HERS[0].1, "email": HERS[1].1, "phone": HERS[2].1,
                                 "channels": { "email": true, "sms": true } });
    let order = manager.opens(body).await;
    office.until(harness::when::days_later(1, 12, 0)).await;
    let told = order.told().await;
    assert!(told.contains("failed"), "the servers did refuse: {told}");
    assert_discreet(&HERS, &["smtp", "gateway"]);
}

/// A trigger that says what it was given, as a database's own messages do where a value does not fit its column.
const ECHO: [Statement; 4] = [
    Statement {
        name: "echo",
        postgres: "CREATE FUNCTION echo() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            RAISE WARNING 'seen: %', NEW; RAISE EXCEPTION 'no room for %', NEW; END $$",
        sqlite: "SELECT 1",
    },
    Statement {
        name: "mailbox",
        postgres: "CREATE TRIGGER echo BEFORE INSERT ON mailbox_message FOR EACH ROW EXECUTE FUNCTION echo()",
        sqlite: "CREATE TRIGGER echo_mailbox BEFORE INSERT ON mailbox_message BEGIN SELECT RAISE(ABORT, 'no room'); END",
    },
    Statement {
        name: "list",
        postgres: "ALTER TABLE ticket_list ADD CONSTRAINT no_room CHECK (subject NOT LIKE '%Wqx%')",
        sqlite: "CREATE TRIGGER echo_list BEFORE INSERT ON ticket_list BEGIN SELECT RAISE(ABORT, 'no room'); END",
    },
    Statement {
        name: "session",
        postgres: "CREATE TRIGGER echo BEFORE INSERT ON session FOR EACH ROW EXECUTE FUNCTION echo()",
        sqlite: "CREATE TRIGGER echo_session BEFORE INSERT ON session BEGIN SELECT RAISE(ABORT, 'no room'); END",
    },
];

async fn a_database_that_echoes(on: Kind) {
    everything();
    let office = Office::open(on).await;
    let app = &office.app;
    for statement in &ECHO {
        app.app
            .database
            .execute(statement, &[])
            .await
            .expect("prepared to fail");
    }
    let manager = office.manager();
    let mut body = manager.leak();
    body["subject"] = json!(HERS[3].1);
    body["site_contact"] = contact();
    let opened = manager.caller.post("/tickets", &body).await;
    assert_eq!(
        opened.status, 201,
        "the log itself takes it: {}",
        opened.text
    );
    app.settle().await;

    office.hand_out_passwords().await;
    let client = harness::http::client();
    let signing_in = client
        .post(format!("{}/sign-in", app.url))
        .header("Origin", &app.url)
        .header("User-Agent", "Zéphyrine Wqxmartin")
        .form(&[
            ("email", harness::cabinet::MANAGER_EMAIL),
            ("password", harness::cabinet::PASSWORD),
        ]);
    assert_eq!(signing_in.send().await.expect("an answer").status(), 500);

    // A unique column: PostgreSQL shows the key.
    let record = |key: &str| -> infra::directory::PartyRecord {
        serde_json::from_value(json!({ "external_key": key, "name": HERS[0].1 })).expect("a record")
    };
    let directory = &app.app.directory;
    directory
        .upsert_parties(office.cabinet.id, &[record("K1")])
        .await
        .expect("taken in");
    const CLASH: Statement = Statement {
        name: "clash",
        postgres: "UPDATE party SET external_key = $1",
        sqlite: "UPDATE party SET external_key = $1",
    };
    let clash = app.app.database.execute(&CLASH, &[HERS[0].1.into()]).await;
    let problem = api::problem::Problem::from(clash.expect_err("two of the same"));
    assert_eq!(problem.status(), 500);

    let parked: Statement = Statement {
        name: "parked",
        postgres: "SELECT reason FROM parked",
        sqlite: "SELECT reason FROM parked",
    };
    let reasons = app.app.database.fetch(&parked, &[]).await.expect("read");
    assert!(!reasons.is_empty(), "the list could not be written");
    for reason in reasons {
        assert!(!reason.text("reason").expect("a text").contains("Wqx"));
    }
    let of_postgres = ["constraint no_room, table ticket_list", "P0001", "23505"];
    let of_sqlite = [
        "refused by the database (1811)",
        "UNIQUE constraint failed: party.agency, party.external_key",
    ];
    assert_discreet(
        &HERS,
        if on == Kind::Postgres {
            &of_postgres[..]
        } else {
            &of_sqlite[..]
        },
    );
}
