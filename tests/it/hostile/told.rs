//! What is a browser told with every answer? What it may load, where from, to whom it may speak of the address, and that
//! nothing personal is kept.

use harness::on_both;
use infra::database::Kind;

use super::routes::Route;
use super::scene::Scene;
use super::wire::{Answer, Request, ask};

on_both!(every_answer_carries_what_keeps_a_browser_from_harm);

async fn every_answer_carries_what_keeps_a_browser_from_harm(on: Kind) {
    let scene = Scene::set(on).await;
    let mut pages = 0;
    for route in scene.routes() {
        let answer = ask(&scene.address, &scene.good(&route)).await;
        let wrong = wrong(&route, &answer);
        assert!(
            wrong.is_empty(),
            "{route:?}: {wrong:?}: {:?}",
            answer.headers
        );
        pages += u32::from(route.reads() && answer.status == 200);
    }
    assert!(pages > 20, "only {pages} routes were read");
    cookies(&scene).await;
}

fn wrong(route: &Route, answer: &Answer) -> Vec<&'static str> {
    let policy = answer.header("content-security-policy");
    // Somebody else's e-mail, in a frame that runs nothing: it brings its own style.
    let shows_a_mail = route.path == "/mailbox/{id}/body" && answer.status == 200;
    let directives: &[&str] = if shows_a_mail {
        &[
            "default-src 'none'",
            "form-action 'none'",
            "base-uri 'none'",
            "sandbox allow-popups",
        ]
    } else {
        &[
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    };
    let is_strict = directives
        .iter()
        .all(|directive| policy.contains(directive));
    let is_strict = is_strict && !policy.contains("allow-scripts");
    let referrer = if route.is_by_link() {
        "no-referrer"
    } else {
        "strict-origin-when-cross-origin"
    };
    let kept = answer.header("cache-control");
    // The agency's browsers keep files, and ask each time.
    let is_file = route.path.starts_with("/tickets/{id}/files/");
    let may_be_kept = if route.path.starts_with("/assets/") {
        kept.starts_with("public, ") || answer.status != 200
    } else if (route.is_api() || is_file) && route.reads() && answer.status == 200 {
        kept.starts_with("private, ") || kept == "no-store" || kept == "no-cache"
    } else {
        kept == "no-store" || kept == "no-cache" && route.path.ends_with("/feed")
    };
    let checks = [
        (
            "nosniff",
            answer.header("x-content-type-options") == "nosniff",
        ),
        ("policy", is_strict),
        ("referrer", answer.header("referrer-policy") == referrer),
        (
            "opener",
            answer.header("cross-origin-opener-policy") == "same-origin",
        ),
        ("cache", may_be_kept),
        (
            "robots",
            !route.is_by_link() || answer.header("x-robots-tag").contains("noindex"),
        ),
        ("request id", !answer.header("x-request-id").is_empty()),
        ("server", answer.header("server").is_empty()),
        (
            "cookie",
            !route.is_by_link() || answer.header("set-cookie").is_empty(),
        ),
    ];
    checks
        .into_iter()
        .filter(|(_, good)| !good)
        .map(|(name, _)| name)
        .collect()
}

/// Out of reach of scripts and of other sites, and gone when one leaves.
async fn cookies(scene: &Scene) {
    let leaving = Request::new("POST", "/sign-out")
        .with("Cookie", &scene.session)
        .form("");
    let left = ask(&scene.address, &leaving).await;
    let gone = left.header("set-cookie");
    assert!(
        gone.starts_with("maincourante_session=;") && gone.contains("Max-Age=0"),
        "{gone}"
    );
    let cookie = api::session::cookie("t", true).expect("a cookie");
    let cookie = cookie.to_str().expect("text");
    for flag in [
        "; HttpOnly",
        "; SameSite=Lax",
        "; Secure",
        "; Path=/",
        "; Max-Age=43200",
    ] {
        assert!(cookie.contains(flag), "{cookie} without {flag}");
    }
    let browser = api::session::browser_cookie("b", true).expect("a cookie");
    let browser = browser.to_str().expect("text");
    for flag in [
        "; HttpOnly",
        "; SameSite=Strict",
        "; Secure",
        "; Path=/sign-in",
    ] {
        assert!(browser.contains(flag), "{browser} without {flag}");
    }
}
