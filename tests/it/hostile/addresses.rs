//! What can be wrong with the first line of a request? Its method, its path, and what stands after the question mark.

use super::attack::{Attack, MARK, refused, survived};
use super::heads::long;
use super::routes::Route;
use super::scene::Scene;

/// Methods that no route has, and lines that are no request.
pub fn methods(scene: &Scene, route: &Route) -> Vec<Attack> {
    let good = scene.good(route);
    let with = |method: &[u8]| {
        let mut request = good.clone();
        request.method = method.to_vec();
        request
    };
    let unknown: [&[u8]; 9] = [
        b"FOO",
        b"get",
        b"TRACE",
        b"PROPFIND",
        b"PATCH",
        b"DELETE",
        b"G\x01T",
        b"\xff\xfe",
        b"",
    ];
    let mut attacks: Vec<_> = unknown
        .iter()
        .map(|method| {
            refused(
                format!("method {:?}", String::from_utf8_lossy(method)),
                with(method),
            )
        })
        .collect();
    attacks.push(refused(
        "a method of 2 000 letters",
        with(long(2_000).as_bytes()),
    ));
    for version in ["HTTP/0.9", "HTTP/3.7", "HTTP/1.1 HTTP/1.1", "ICY"] {
        let mut request = good.clone();
        request.version = version;
        attacks.push(refused(version, request));
    }
    attacks
}

/// What may stand after the question mark.
pub fn queries(scene: &Scene, route: &Route) -> Vec<Attack> {
    let (good, path) = (scene.good(route), scene.address_of(route));
    let asked = |query: &[u8]| {
        let target = [path.as_bytes(), b"?", query].concat();
        good.clone().to(target)
    };
    let many = "a=1&".repeat(2_000);
    let unreadable: [(&str, &[u8]); 7] = [
        ("no UTF-8", b"q=%ff%fe"),
        ("half a character", b"q=%c3"),
        ("U+0000", b"q=a%00b"),
        ("U+0000 in a name", b"q%00=a"),
        ("raw bytes", b"q=\xff\xfe"),
        ("a space", b"q=a b"),
        ("2 000 parameters", many.as_bytes()),
    ];
    let mut attacks: Vec<_> = unreadable
        .iter()
        .map(|(name, query)| refused(format!("query: {name}"), asked(query)))
        .collect();
    attacks.push(refused(
        "an address of 100 KB",
        asked(long(100_000).as_bytes()),
    ));
    let words = format!("q=mot{}", "+mot".repeat(3_000));
    let mark: String = MARK.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let odd = [
        words,
        format!("q={}", long(30_000)),
        format!("q={mark}&next={mark}&after={mark}&sort={mark}&done={mark}&name="),
        "limit=-1".to_owned(),
        "limit=99999999999999999999&total=NaN".to_owned(),
        "limit=1e3&limit=2".to_owned(),
        "limit=0".to_owned(),
        format!("after={}", long(5_000)),
        "after=AAAA&sort=number&direction=up".to_owned(),
        "module=none&shown=none".to_owned(),
        "ticket=1&out=perhaps&done=%F0%9F%92%A3".to_owned(),
        "%zz=%&=&==&".to_owned(),
        "q=%25%5F%27%3B--%22%5C&module=syndic".to_owned(),
    ];
    attacks.extend(odd.iter().map(|query| {
        survived(
            format!("query: {}", &query[..query.len().min(60)]),
            asked(query.as_bytes()),
        )
    }));
    attacks
}

/// Addresses that name nothing, or something else.
pub fn paths(scene: &Scene, route: &Route) -> Vec<Attack> {
    let good = scene.good(route);
    let names: [&[u8]; 12] = [
        b"%ff",
        b"%00",
        b"a%00b",
        b"%0d%0aX-Evil:%201",
        b"..%2f..%2f..%2fetc%2fpasswd",
        b"../../../etc/passwd",
        b"%2e%2e/%2e%2e/Cargo.toml",
        b"....//....//Cargo.toml",
        b"\xff\xfe",
        b"00000000-0000-0000-0000-000000000000",
        b"-1",
        b"%F0%9F%92%A3",
    ];
    let mut targets: Vec<Vec<u8>> = Vec::new();
    for place in places(scene, route) {
        for name in names {
            targets.push([place.0.as_bytes(), name, place.1.as_bytes()].concat());
        }
        targets.push(format!("{}{}{}", place.0, long(10_000), place.1).into_bytes());
        targets.push(format!("{}{}{}", place.0, scene.order.assignment, place.1).into_bytes());
        targets.push(format!("{}{}{}", place.0, scene.strange_ticket, place.1).into_bytes());
    }
    let attacks = targets.into_iter().map(|target| {
        let name = String::from_utf8_lossy(&target[..target.len().min(120)]).into_owned();
        refused(name, good.clone().to(target))
    });
    attacks.collect()
}

/// What stands before and after each parameter of the address; or after the address, where it has none.
fn places(scene: &Scene, route: &Route) -> Vec<(String, String)> {
    let names: Vec<_> = route.path.split('/').collect();
    let filled = scene.address_of(route);
    let real: Vec<_> = filled.split('/').collect();
    let mut places = Vec::new();
    for (nth, name) in names.iter().enumerate() {
        // The assignment of another ticket, or none, is refused by the ticket and tried with the bodies.
        let is_parameter = name.starts_with('{') && *name != "{assignment}" && *name != "{hash}";
        if is_parameter && nth < real.len() {
            let before = real[..nth].join("/") + "/";
            let after = real[nth + 1..]
                .iter()
                .map(|part| format!("/{part}"))
                .collect();
            places.push((
                before,
                if name.starts_with("{*") {
                    String::new()
                } else {
                    after
                },
            ));
        }
    }
    if places.is_empty() && filled != "/" {
        places.push((format!("{filled}/"), String::new()));
    }
    places
}
