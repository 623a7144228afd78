//! What can be wrong with the headers of a request? What they say, how much of it, and who it claims to come from.

use super::attack::{Attack, refused, survived, turned_away};
use super::routes::Route;
use super::scene::Scene;

pub(super) fn long(characters: usize) -> String {
    "x".repeat(characters)
}

/// Headers that are ignored, whatever stands in them.
pub fn ignored(scene: &Scene, route: &Route) -> Vec<Attack> {
    let good = scene.good(route);
    let odd: [(&str, &[u8]); 34] = [
        ("Range", b"bytes=5-1"),
        ("Range", b"bytes=0-0,0-0,0-0,-99999999999999999999"),
        ("Range", b"\xff"),
        ("If-Range", b"\xff\xff"),
        ("If-None-Match", b"\xff"),
        ("If-None-Match", b"\"\", W/, *, \"\xe9\""),
        ("If-Modified-Since", b"yesterday"),
        ("Accept", b"\xff\xfe"),
        ("Accept", b"text/html;q=NaN, */*;q=-1, ///"),
        ("Accept-Language", b"fr;q=NaN, en;q=1e999, ;;;,,,="),
        ("Accept-Language", b"\xff"),
        ("Accept-Encoding", b"gzip;q=NaN, br;q=, \xff"),
        ("Cookie", b"\xff\xfe=\xff"),
        ("Cookie", b"=;=;;;a=b=c; maincourante_session"),
        ("Cookie", b"maincourante_session=a; maincourante_session=b"),
        ("Cookie", b"maincourante_session=\"'><script>"),
        ("User-Agent", b"\xff\xfe\x80"),
        ("Referer", b"\xff"),
        ("Origin", b"null"),
        ("Origin", b"://\xff"),
        ("Sec-Fetch-Site", b"same-origin, cross-site"),
        ("X-Forwarded-For", b"127.0.0.1, \xff, ::1, 999.1.1.1"),
        ("X-Forwarded-For", b"<hostile a=\"'>"),
        ("X-Forwarded-Proto", b"gopher"),
        ("X-Forwarded-Host", b"evil.example"),
        ("Forwarded", b"for=\"\xff\";;;=;"),
        ("X-Request-Id", b"<hostile a=\"'>"),
        ("Expect", b"200-rubbish"),
        ("Upgrade", b"websocket, h2c"),
        ("HX-Request", b"\xff"),
        ("Host", b"<hostile a=\"'>"),
        ("Host", b"\xff\xfe"),
        ("Host", b"evil.example:99999999"),
        ("Content-Language", b"\xff"),
    ];
    let mut attacks: Vec<_> = odd
        .iter()
        .map(|(name, value)| {
            let shown = String::from_utf8_lossy(value);
            survived(format!("{name}: {shown}"), good.clone().with(name, value))
        })
        .collect();
    attacks.push(survived(
        "two hosts",
        good.clone().and("Host", "evil.example"),
    ));
    attacks.push(survived("no host", good.clone().without("Host")));
    attacks.push(survived(
        "a cookie of 8 KB",
        good.clone().and("Cookie", format!("a={}", long(8_192))),
    ));
    let jar = (0..90).fold(good.clone(), |request, nth| {
        request.and("Cookie", format!("c{nth}={nth}; c{nth}={nth}"))
    });
    attacks.push(survived("90 headers of cookies", jar));
    let crumbs = "a=b; ".repeat(3_000);
    attacks.push(survived("3 000 cookies", good.and("Cookie", crumbs)));
    attacks
}

/// Heads that are refused, whatever is asked.
pub fn impossible(scene: &Scene, route: &Route) -> Vec<Attack> {
    let good = scene.good(route);
    let mut attacks = vec![
        refused(
            "a header of 1 MB",
            good.clone().and("X-Junk", long(1_000_000)),
        ),
        refused("U+0000 in a header", good.clone().and("X-Junk", b"a\0b")),
        refused(
            "a header name that is none",
            good.clone().and("X Junk\x01", "a"),
        ),
        refused(
            "no colon",
            good.clone().and("X-Junk\r\nnothing at all\r\nX", "a"),
        ),
        refused("a fold", good.clone().and("X-Junk", "a\r\n  b")),
        refused(
            "a compressed body",
            good.clone()
                .sending("application/json", b"\x1f\x8b\x08")
                .with("Content-Encoding", "gzip"),
        ),
        refused(
            "a body packed twice",
            good.clone().json("{}").with("Content-Encoding", "br, gzip"),
        ),
    ];
    let crowd = (0..300).fold(good.clone(), |request, nth| {
        request.and(&format!("X-{nth}"), "a")
    });
    attacks.push(refused("300 headers", crowd));
    if route.reads() {
        attacks.push(refused(
            "a body where none belongs",
            good.clone().json("{}"),
        ));
        attacks.push(refused(
            "a body in pieces where none belongs",
            good.in_pieces(b"2\r\n{}\r\n0\r\n\r\n"),
        ));
    }
    attacks
}

/// Conditions of commands. They are read before what is commanded.
pub fn conditions(scene: &Scene, route: &Route) -> Vec<Attack> {
    if !route.takes_json() || route.is_for_the_gateway() || route.needs_no_key() {
        return Vec::new();
    }
    let good = scene.good(route);
    let named = |name: &str, request| refused(name, request).naming("malformed_header");
    let said = |header: &str, value: &[u8]| {
        let shown = String::from_utf8_lossy(&value[..value.len().min(40)]).into_owned();
        named(
            &format!("{header}: {shown}"),
            good.clone().with(header, value),
        )
    };
    let long_key = long(129);
    let keys: [&[u8]; 6] = [
        b"",
        b"a b",
        b"\xc3\xa9",
        b"\xff",
        b"a\tb",
        long_key.as_bytes(),
    ];
    let mut attacks: Vec<_> = keys
        .iter()
        .map(|key| said("Idempotency-Key", key))
        .collect();
    let two = good
        .clone()
        .and("Idempotency-Key", "a")
        .and("Idempotency-Key", "b");
    attacks.push(named("two keys", two));
    if route.path.contains("{ticket}") {
        let versions: [&[u8]; 8] = [
            b"rubbish",
            b"\"\"",
            b"1",
            b"W/\"1\"",
            b"\"-1\"",
            b"\"18446744073709551616\"",
            b"\"1\", \"2\"",
            b"\xff",
        ];
        attacks.extend(versions.iter().map(|version| said("If-Match", version)));
    }
    attacks
}

/// Tokens that are none any more, never were, or are somebody else's.
pub fn tokens(scene: &Scene, route: &Route) -> Vec<Attack> {
    if route.is_by_link() || route.is_for_the_gateway() || OPEN.contains(&route.path.as_str()) {
        return Vec::new();
    }
    let bare = scene.good(route).without("Authorization").without("Cookie");
    let session = scene.session.split('=').nth(1).unwrap_or_default();
    let token = scene.token.as_str();
    let backwards: String = token.chars().rev().collect();
    let (cut, longer, capitals) = (
        &token[..token.len() - 1],
        format!("{token}x"),
        token.to_uppercase(),
    );
    let endless = long(8_000);
    let wrong = [
        "",
        "mct_",
        cut,
        &longer,
        &capitals,
        &backwards,
        &scene.link,
        &endless,
        "' OR '1'='1",
    ];
    let mut attacks = vec![turned_away("nobody", bare.clone())];
    let as_cookie = |text: &str| {
        bare.clone()
            .with("Cookie", format!("maincourante_session={text}"))
    };
    attacks.push(turned_away("an API token as a session", as_cookie(token)));
    for text in wrong {
        attacks.push(turned_away(
            format!("session {}", &text[..text.len().min(40)]),
            as_cookie(text),
        ));
    }
    if !route.is_api() {
        return attacks;
    }
    let bearer = |text: &str| bare.clone().with("Authorization", format!("Bearer {text}"));
    attacks.push(turned_away("a session as a token", bearer(session)));
    attacks.push(turned_away(
        "another scheme",
        bare.clone().with("Authorization", format!("Basic {token}")),
    ));
    attacks.push(turned_away(
        "no scheme",
        bare.clone().with("Authorization", token),
    ));
    attacks.push(turned_away(
        "no text",
        bare.clone().with("Authorization", b"Bearer \xff\xfe"),
    ));
    for text in wrong {
        attacks.push(turned_away(
            format!("token {}", &text[..text.len().min(40)]),
            bearer(text),
        ));
    }
    if route.path.contains("{ticket}") && route.reads() {
        // Nobody of another agency learns that there is such a ticket.
        attacks.push(refused("a stranger", bearer(&scene.stranger)).naming("not_found"));
    }
    attacks
}

/// Where nobody needs to be known.
const OPEN: [&str; 10] = [
    "/",
    "/assets/{hash}/{*path}",
    "/sign-in",
    "/sign-out",
    "/health/live",
    "/health/ready",
    "/api/docs",
    "/api/docs.css",
    "/api/openapi.json",
    "/api/v1/version",
];
