//! What can be wrong with a body as a whole? It is too large, too deep, of another kind, or nothing that can be read.

use super::attack::{Attack, refused};
use super::routes::Route;
use super::scene::Scene;

/// Ten megabytes.
const HUGE: usize = 10_000_000;
const DEEP: usize = 10_000;

pub fn attacks(scene: &Scene, route: &Route) -> Vec<Attack> {
    let mut attacks = Vec::new();
    if route.takes_json() {
        attacks.extend(json(scene, route));
        attacks.extend(of_another_kind(scene, route));
    }
    if route.takes_a_form() {
        attacks.extend(form(scene, route));
        attacks.extend(of_another_kind(scene, route));
    }
    attacks
}

/// Ten megabytes to every route: announced and sent, announced and not sent, not announced.
pub fn large(scene: &Scene, route: &Route) -> Vec<Attack> {
    let good = scene.good(route);
    let sent = |length: usize| {
        let mut request = good.clone();
        request.body = vec![b'x'; length];
        request
    };
    let mut chunks = format!("{HUGE:x}\r\n").into_bytes();
    chunks.extend(vec![b'x'; HUGE]);
    chunks.extend_from_slice(b"\r\n0\r\n\r\n");
    let mut announced = good.clone().with("Content-Length", HUGE.to_string());
    announced.body = Vec::new();
    let pieces = refused("10 MB in pieces", good.clone().in_pieces(chunks));
    if route.takes_a_file() {
        // A file may be that large: what is wrong with these is that they have no name.
        return vec![refused("10 MB", sent(HUGE)), pieces];
    }
    let mut attacks = vec![
        refused("10 MB", sent(HUGE)),
        pieces,
        refused("10 MB announced", announced),
    ];
    let lengths = [
        "-1",
        "99999999999999999999999",
        "1e3",
        "0x10",
        "1, 2",
        "\u{ff}",
    ];
    attacks.extend(lengths.iter().map(|length| {
        let request = good.clone().with("Content-Length", length);
        refused(format!("a length of {length}"), request)
    }));
    attacks
}

fn json(scene: &Scene, route: &Route) -> Vec<Attack> {
    let good = scene.good(route);
    let arrays = [vec![b'['; DEEP], vec![b']'; DEEP]].concat();
    let objects = [r#"{"a":"#.repeat(DEEP), "1".to_owned(), "}".repeat(DEEP)].concat();
    let deep_inside = format!(r#"{{"hostile":{}}}"#, String::from_utf8_lossy(&arrays));
    let many: Vec<_> = (0..20_000).map(|nth| format!(r#""f{nth}":0"#)).collect();
    let unreadable: Vec<(&str, Vec<u8>)> = vec![
        ("nothing of a value", b" ".to_vec()),
        ("half", b"{\"a\":".to_vec()),
        ("two values", b"{}{}".to_vec()),
        ("a mark of byte order", b"\xef\xbb\xbf{}".to_vec()),
        ("UTF-16", b"\xff\xfe{\0}\0".to_vec()),
        ("no UTF-8", b"{\"a\":\"\xff\xfe\"}".to_vec()),
        ("a lone surrogate", br#"{"a":"\ud800"}"#.to_vec()),
        (
            "surrogates the wrong way round",
            br#"{"a":"\udc00\ud800"}"#.to_vec(),
        ),
        ("a raw control character", b"{\"a\":\"\x00\x01\"}".to_vec()),
        ("NaN", b"{\"a\":NaN}".to_vec()),
        ("infinity", b"{\"a\":-Infinity}".to_vec()),
        (
            "a number beyond all bounds",
            br#"{"a":1e999999999}"#.to_vec(),
        ),
        (
            "a number of 100 000 digits",
            format!(r#"{{"a":{}}}"#, "9".repeat(100_000)).into_bytes(),
        ),
        ("an unknown field", br#"{"hostile":true}"#.to_vec()),
        (
            "an unknown field of 100 KB",
            format!(r#"{{"{}":1}}"#, "x".repeat(100_000)).into_bytes(),
        ),
        (
            "20 000 fields",
            format!("{{{}}}", many.join(",")).into_bytes(),
        ),
        (
            "a prototype",
            br#"{"__proto__":{"administrator":true}}"#.to_vec(),
        ),
        ("single quotes", b"{'a':1}".to_vec()),
        ("a comment", b"{/* */}".to_vec()),
        ("a list", b"[]".to_vec()),
        ("null", b"null".to_vec()),
        ("a text", b"\"text\"".to_vec()),
        ("a number", b"1".to_vec()),
        ("10 000 arrays", arrays),
        ("10 000 objects", objects.into_bytes()),
        ("10 000 arrays inside", deep_inside.into_bytes()),
    ];
    let attacks = unreadable
        .into_iter()
        .map(|(name, body)| refused(name, good.clone().json(body)));
    attacks.collect()
}

fn form(scene: &Scene, route: &Route) -> Vec<Attack> {
    let good = scene.good(route);
    let unreadable: Vec<(&str, Vec<u8>)> = vec![
        ("100 000 fields", b"a&".repeat(100_000)),
        ("one field 2 000 times", b"subject=x&".repeat(2_000)),
        ("no UTF-8", b"subject=%ff%fe".to_vec()),
        ("raw bytes", b"subject=\xff\xfe".to_vec()),
        ("no UTF-8 in a name", b"%ff=1".to_vec()),
        ("U+0000", b"subject=a%00b".to_vec()),
        ("U+0000 in a name", b"a%00b=1".to_vec()),
        (
            "a key of 129 letters",
            format!("key={}", "k".repeat(129)).into_bytes(),
        ),
        ("a key with blanks inside", b"key=a+b".to_vec()),
        ("a key that is no ASCII", b"key=%C3%A9".to_vec()),
    ];
    let attacks = unreadable
        .into_iter()
        .map(|(name, body)| refused(name, good.clone().form(body)));
    attacks.collect()
}

fn of_another_kind(scene: &Scene, route: &Route) -> Vec<Attack> {
    let good = scene.good(route);
    let parts = |count: usize, part: &str| format!("{}--b--\r\n", part.repeat(count));
    let named = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
    let nameless = "--b\r\nContent-Disposition: form-data; filename=\"\"\r\n\r\n1\r\n";
    let headers = format!(
        "--b\r\n{}\r\n1\r\n--b--\r\n",
        "X-Junk: junk\r\n".repeat(5_000)
    );
    let multipart = "multipart/form-data; boundary=b";
    let long = format!("text/{}", "x".repeat(4_000));
    let kinds: Vec<(&str, &[u8], Vec<u8>)> = vec![
        (
            "multipart without a boundary",
            b"multipart/form-data",
            named.into(),
        ),
        (
            "a multipart of one part",
            multipart.as_bytes(),
            parts(1, named).into(),
        ),
        (
            "a multipart of 3 000 parts",
            multipart.as_bytes(),
            parts(3_000, named).into(),
        ),
        (
            "a part without a file name",
            multipart.as_bytes(),
            parts(1, nameless).into(),
        ),
        (
            "a part with endless headers",
            multipart.as_bytes(),
            headers.into(),
        ),
        (
            "a multipart that never ends",
            multipart.as_bytes(),
            named.into(),
        ),
        ("XML", b"application/xml", "<a/>".into()),
        ("text", b"text/plain", "{}".into()),
        ("no kind", b"", "{}".into()),
        ("a kind that is no text", b"\xff\xfe", "{}".into()),
        ("a kind of 4 KB", long.as_bytes(), "{}".into()),
        ("half a kind", b"application/", "{}".into()),
    ];
    let attacks = kinds.into_iter().map(|(name, kind, body)| {
        let mut request = good.clone().with("Content-Type", kind);
        request.body = body;
        refused(name, request)
    });
    attacks.collect()
}
