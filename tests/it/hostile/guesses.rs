//! What does a guesser gain, and whom can one lock out? Sign-ins are counted by address and by name, wrong links and
//! tokens by address.

use harness::app::TestApp;
use harness::cabinet::{Cabinet, MANAGER_EMAIL, PASSWORD};
use harness::on_both;
use harness::when::monday_at_nine;
use infra::database::Kind;
use serde_json::json;

use super::wire::{Answer, Request, ask};

on_both!(
    an_address_that_tries_too_often_waits_and_others_do_not,
    a_name_is_locked_where_it_was_guessed_and_nowhere_else,
    nothing_tells_whether_an_account_exists,
    wrong_links_and_tokens_are_counted_by_address,
);

/// Behind a proxy that is believed, so that a test can come from anywhere.
const PROXIED: (&str, &str) = ("MAINCOURANTE_WEB_TRUSTED_PROXIES", "127.0.0.0/8");

struct House {
    app: TestApp,
    cabinet: Cabinet,
}

impl House {
    async fn with(on: Kind, limits: &[(&str, &str)]) -> Self {
        let environment = [&[PROXIED], limits].concat();
        let app = TestApp::start_with(on, monday_at_nine(), &environment).await;
        let cabinet = Cabinet::found(&app.app.database, &app.clock, json!({})).await;
        cabinet
            .hand_out_passwords(&app.app.database, &app.clock)
            .await;
        Self { app, cabinet }
    }

    async fn ask(&self, from: &str, request: Request) -> Answer {
        let request = request
            .with("X-Forwarded-For", from)
            .with("Accept", "text/html");
        ask(self.app.url.trim_start_matches("http://"), &request).await
    }

    async fn signs_in(&self, from: &str, email: &str, password: &str) -> Answer {
        self.ask(from, signing_in(email, password)).await
    }
}

fn signing_in(email: &str, password: &str) -> Request {
    let typed = format!(
        "next=/tickets&email={email}&password={}",
        password.replace(' ', "+")
    );
    Request::new("POST", "/sign-in").form(typed)
}

/// What a page says to whoever must wait: when to come back, and everything that was typed but the password.
fn asks_to_wait(answer: &Answer, email: &str) {
    let page = answer.text();
    assert_eq!(answer.status, 429, "{page}");
    let seconds: u64 = answer.header("retry-after").parse().expect("seconds");
    assert!((1..=900).contains(&seconds), "{seconds}");
    assert!(
        page.contains("<html lang=\"fr\"") && page.contains("Attendez"),
        "{page}"
    );
    assert!(page.contains(&format!("value=\"{email}\"")), "{page}");
    assert!(
        !page.contains("faux-mot"),
        "the password is in the page: {page}"
    );
}

async fn an_address_that_tries_too_often_waits_and_others_do_not(on: Kind) {
    let few = [
        ("MAINCOURANTE_LIMITS_SIGN_INS_AT_ONCE", "3"),
        ("MAINCOURANTE_LIMITS_SIGN_INS_A_MINUTE", "1"),
    ];
    let house = House::with(on, &few).await;
    for nth in 0..3 {
        // Always another name: no name is locked by this.
        let answer = house
            .signs_in("2001:db8::1", &format!("a{nth}@b.example"), "faux-mot")
            .await;
        assert_eq!(answer.status, 422);
    }
    // The next address of the same network is the same guesser.
    let answer = house
        .signs_in("2001:db8::2", "a@b.example", "faux-mot")
        .await;
    asks_to_wait(&answer, "a@b.example");
    let right = house.signs_in("2001:db8::1", MANAGER_EMAIL, PASSWORD).await;
    asks_to_wait(&right, MANAGER_EMAIL);
    // What a client says of itself is not believed.
    let forged = house
        .signs_in("192.0.2.99, 2001:db8::1", MANAGER_EMAIL, PASSWORD)
        .await;
    asks_to_wait(&forged, MANAGER_EMAIL);
    let elsewhere = house
        .signs_in("2001:db8:0:1::1", MANAGER_EMAIL, PASSWORD)
        .await;
    assert_eq!(elsewhere.status, 303, "{}", elsewhere.text());
}

async fn a_name_is_locked_where_it_was_guessed_and_nowhere_else(on: Kind) {
    let house = House::with(on, &[]).await;
    for _ in 0..5 {
        let answer = house.signs_in("192.0.2.1", MANAGER_EMAIL, "faux-mot").await;
        assert_eq!(answer.status, 422);
    }
    let guessed = house.signs_in("192.0.2.1", MANAGER_EMAIL, PASSWORD).await;
    asks_to_wait(&guessed, MANAGER_EMAIL);
    let entered = house.signs_in("192.0.2.2", MANAGER_EMAIL, PASSWORD).await;
    assert_eq!(entered.status, 303, "{}", entered.text());

    // The browser that was let in is known again, from wherever it comes; for others the cookie is worth nothing.
    let cookies = entered
        .headers
        .iter()
        .filter(|(name, _)| name == "set-cookie");
    let known = cookies
        .map(|(_, value)| value)
        .find(|value| value.starts_with("maincourante_browser="));
    let known = known.expect("a cookie for the browser");
    assert!(
        known.contains("HttpOnly") && known.contains("SameSite=Strict"),
        "{known}"
    );
    let known = known.split(';').next().unwrap_or_default();
    let from_there = signing_in(MANAGER_EMAIL, PASSWORD).with("Cookie", known);
    assert_eq!(house.ask("192.0.2.1", from_there.clone()).await.status, 303);
    let forged = format!("{known}x");
    let forged = house
        .ask("192.0.2.1", from_there.with("Cookie", forged))
        .await;
    asks_to_wait(&forged, MANAGER_EMAIL);
}

async fn nothing_tells_whether_an_account_exists(on: Kind) {
    let house = House::with(on, &[]).await;
    let said = async |email: &str| {
        let mut said = Vec::new();
        for _ in 0..7 {
            let answer = house.signs_in("192.0.2.1", email, "faux-mot").await;
            let names = answer.headers.iter().map(|(name, _)| name.clone());
            let names: Vec<_> = names.filter(|name| name != "date").collect();
            said.push((
                answer.status,
                names,
                answer.text().replace(email, "somebody"),
            ));
        }
        said
    };
    let (there, not_there) = (said(MANAGER_EMAIL).await, said("personne@b.example").await);
    assert_eq!(there.last().map(|(status, _, _)| *status), Some(429));
    assert_eq!(there, not_there);
}

async fn wrong_links_and_tokens_are_counted_by_address(on: Kind) {
    let few = [
        ("MAINCOURANTE_LIMITS_WRONG_TOKENS_AT_ONCE", "4"),
        ("MAINCOURANTE_LIMITS_WRONG_TOKENS_A_MINUTE", "1"),
    ];
    let house = House::with(on, &few).await;
    let token = house.cabinet.token(house.cabinet.manager);
    let me = |token: &str| {
        let me = Request::new("GET", "/api/v1/me");
        me.with("Authorization", format!("Bearer {token}"))
    };
    let wrong = [
        Request::new("GET", "/r/aaaaaaaaaaaaaaaaaaaaaa"),
        Request::new("POST", "/r/aaaaaaaaaaaaaaaaaaaaab/accept").form("choice=accept"),
        Request::new("GET", "/api/v1/links/aaaaaaaaaaaaaaaaaaaaac"),
        Request::new("GET", "/d/aaaaaaaaaaaaaaaaaaaaad"),
        me("mct_wrong"),
    ];
    for request in wrong {
        let answer = house.ask("192.0.2.1", request).await;
        assert!(
            [401, 404, 410].contains(&answer.status),
            "{}",
            answer.status
        );
    }
    // Now nothing is looked up for this address, not even what is right.
    let page = house
        .ask(
            "192.0.2.1",
            Request::new("GET", "/r/aaaaaaaaaaaaaaaaaaaaaa"),
        )
        .await;
    assert_eq!(page.status, 429);
    assert!(page.text().contains("<html lang=\"fr\""), "{}", page.text());
    assert!(!page.header("retry-after").is_empty());
    let answer = house.ask("192.0.2.1", me(token)).await;
    assert_eq!(answer.status, 429);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert!(!answer.header("retry-after").is_empty());
    // Pages by session, and everybody else, go on.
    assert_eq!(
        house
            .ask("192.0.2.1", Request::new("GET", "/sign-in"))
            .await
            .status,
        200
    );
    assert_eq!(house.ask("192.0.2.2", me(token)).await.status, 200);
}
