//! What can be wrong with one field of a form? The forms are those that the pages show, filled in as they stand there.

use std::collections::BTreeMap;

use harness::form::Form;

use super::attack::{Attack, MARK, refused, survived};
use super::routes::Route;
use super::scene::Scene;
use super::wire::{Request, ask};

/// The forms of the pages, by where they lead.
pub type Forms = BTreeMap<String, Form>;

pub async fn shown(scene: &Scene) -> Forms {
    let mut found = Forms::new();
    for route in scene.forms() {
        let target = scene.address_of(&route);
        let page = Request::new("GET", &target).with("Cookie", &scene.session);
        let page = ask(&scene.address, &page).await.text();
        let forms = Form::all(&page).into_iter();
        found.extend(forms.map(|form| (form.action.clone(), form)));
    }
    // Signed in, nobody is shown the way in.
    let page = ask(&scene.address, &Request::new("GET", "/sign-in"))
        .await
        .text();
    found.extend(
        Form::all(&page)
            .into_iter()
            .map(|form| (form.action.clone(), form)),
    );
    assert!(found.len() > 20, "only these forms: {:?}", found.keys());
    found
}

pub fn attacks(scene: &Scene, route: &Route, forms: &Forms) -> Vec<Attack> {
    let target = scene.address_of(route);
    let Some(form) = forms.get(&target) else {
        return Vec::new();
    };
    let mut attacks = Vec::new();
    for name in &form.names {
        for (what, encoded) in wrong() {
            let body = filled(form, name, &encoded);
            attacks.push(refused(
                format!("{what} in {name}"),
                scene.good(route).form(body),
            ));
        }
    }
    attacks
}

/// What can be right in no field, already encoded.
fn wrong() -> Vec<(&'static str, String)> {
    vec![
        ("U+0000", "a%00b".to_owned()),
        ("no UTF-8", "%ff%fe".to_owned()),
        ("half a character", "%f0%9f".to_owned()),
    ]
}

/// The form as it stands, with this one field filled in otherwise.
fn filled(form: &Form, spoilt: &str, encoded: &str) -> String {
    let kept = form.fields.iter().filter(|(name, _)| name != spoilt);
    let mut pairs: Vec<_> = kept
        .map(|(name, value)| format!("{}={}", percent(name), percent(value)))
        .collect();
    pairs.push(format!("{}={encoded}", percent(spoilt)));
    pairs.join("&")
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Texts that a form may take in one field and must refuse in another: in neither may they break anything, or be shown
/// as something else than text.
pub fn odd(scene: &Scene, route: &Route, forms: &Forms) -> Vec<Attack> {
    let Some(form) = forms.get(&scene.address_of(route)) else {
        return Vec::new();
    };
    let texts = [
        ("a mark", percent(MARK)),
        ("100 KB", "x".repeat(100_000)),
        ("an extreme date", "%2B262142-12-31".to_owned()),
        ("a number beyond all bounds", "9".repeat(400)),
        ("NaN", "NaN".to_owned()),
        ("a bell", "a%07b".to_owned()),
    ];
    let mut attacks = Vec::new();
    for name in &form.names {
        for (what, encoded) in &texts {
            let body = filled(form, name, encoded);
            attacks.push(survived(
                format!("{what} in {name}"),
                scene.good(route).form(body),
            ));
        }
    }
    attacks
}

/// What ends something comes last, so that as much as possible is tried on a ticket that goes on.
pub fn ends_something(route: &Route) -> bool {
    let ends = [
        "close",
        "cancel-assignment",
        "decline",
        "validate",
        "dismiss",
        "transfer",
        "sign-out",
    ];
    ends.iter().any(|end| route.path.ends_with(end))
}
