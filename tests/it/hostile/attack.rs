//! When has an attack failed? When it was refused in words, or the connection closed, and nothing was stored.

use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::TimeDelta;
use futures::{StreamExt as _, stream};

use super::routes::Route;
use super::scene::Scene;
use super::wire::{Answer, Heard, Request, send};

/// Stands in whatever is sent: a page that shows it like this has been taken over.
pub const MARK: &str = "<hostile a=\"'>";

/// The holder of one link may send so much in ten minutes; what is looked at here is what comes after that.
const OF_ONE_LINK: usize = 100;

/// How many attacks run at the same time.
const AT_ONCE: usize = 8;

pub struct Attack {
    pub name: String,
    pub request: Request,
    pub expected: Expected,
    /// The problem's code, where it is known which.
    code: Option<&'static str>,
}

impl Attack {
    fn new(name: impl Into<String>, request: Request, expected: Expected) -> Self {
        Self {
            name: name.into(),
            request,
            expected,
            code: None,
        }
    }

    /// The answer must say just this.
    #[must_use]
    pub fn naming(mut self, code: &'static str) -> Self {
        self.code = Some(code);
        self
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// 4xx, or closed.
    Refused,
    /// 401, or the way to the sign-in page.
    TurnedAway,
    /// The protocol has it ignored: anything but a failure of ours.
    Survived,
}

pub fn refused(name: impl Into<String>, request: Request) -> Attack {
    Attack::new(name, request, Expected::Refused)
}

pub fn survived(name: impl Into<String>, request: Request) -> Attack {
    Attack::new(name, request, Expected::Survived)
}

pub fn turned_away(name: impl Into<String>, request: Request) -> Attack {
    Attack::new(name, request, Expected::TurnedAway)
}

/// Tries everything that `arsenal` holds against each of the routes.
///
/// # Panics
/// With all that succeeded.
pub async fn attack(
    scene: &Scene,
    routes: &[Route],
    arsenal: impl Fn(&Scene, &Route) -> Vec<Attack>,
) {
    let (tried, succeeded) = try_all(scene, routes, Storage::Untouched, arsenal).await;
    none(tried, &succeeded);
}

/// The same with what may be taken in one place and refused in another.
pub async fn survive(
    scene: &Scene,
    routes: &[Route],
    arsenal: impl Fn(&Scene, &Route) -> Vec<Attack>,
) {
    let (tried, succeeded) = try_all(scene, routes, Storage::MayChange, arsenal).await;
    none(tried, &succeeded);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Storage {
    Untouched,
    MayChange,
}

async fn try_all(
    scene: &Scene,
    routes: &[Route],
    storage: Storage,
    arsenal: impl Fn(&Scene, &Route) -> Vec<Attack>,
) -> (usize, Vec<String>) {
    panics();
    let mut before = scene.stored().await;
    let mut succeeded = Vec::new();
    let mut tried = 0;
    for route in routes {
        let attacks = arsenal(scene, route);
        tried += attacks.len();
        for some in attacks.chunks(OF_ONE_LINK) {
            let outcomes = stream::iter(some).map(|attack| outcome(scene, attack));
            let outcomes: Vec<_> = outcomes.buffer_unordered(AT_ONCE).collect().await;
            for complaint in outcomes.into_iter().flatten() {
                succeeded.push(format!("{} {}: {complaint}", route.method, route.path));
            }
            if route.is_by_link() {
                scene.office.app.clock.advance(TimeDelta::minutes(11));
            }
        }
        let after = scene.stored().await;
        let changed = after
            .iter()
            .filter(|(table, count)| before.get(*table) != Some(count));
        let changed: Vec<_> = changed
            .map(|(table, count)| format!("{table} {count}"))
            .collect();
        if !changed.is_empty() && storage == Storage::Untouched {
            succeeded.push(format!(
                "{} {}: stored: {changed:?}",
                route.method, route.path
            ));
            before = after;
        }
    }
    (tried, succeeded)
}

fn none(tried: usize, succeeded: &[String]) {
    let panicked = panics().load(Ordering::SeqCst);
    assert!(tried > 0, "nothing was tried");
    assert!(
        succeeded.is_empty() && panicked == 0,
        "{} of {tried} attacks succeeded, {panicked} panics:\n{}",
        succeeded.len(),
        succeeded.join("\n")
    );
}

/// What went wrong, if anything did.
async fn outcome(scene: &Scene, attack: &Attack) -> Option<String> {
    match send(&scene.address, &attack.request.bytes()).await {
        Heard::Closed => None,
        Heard::Answer(answer) => {
            complaint(attack, &answer).map(|complaint| format!("{}: {complaint}", attack.name))
        }
    }
}

fn complaint(attack: &Attack, answer: &Answer) -> Option<String> {
    let status = answer.status;
    let refused = (400..500).contains(&status);
    let as_expected = match attack.expected {
        Expected::Refused => refused,
        Expected::Survived => status < 500,
        Expected::TurnedAway => status == 401 || answer.header("location").starts_with("/sign-in"),
    };
    let named = attack.code.is_none_or(|code| said(answer) == code);
    if !as_expected || !named {
        return Some(format!("{status} {}", short(&answer.text())));
    }
    if answer.header("content-type").starts_with("text/html") && answer.text().contains(MARK) {
        return Some(format!("{status}, and the page shows it unescaped"));
    }
    // What hyper itself refuses reaches none of our code, and says nothing.
    if !refused || answer.header("x-request-id").is_empty() {
        return None;
    }
    worded(answer)
}

/// A problem says what is wrong; and every answer carries what keeps a browser from harm.
pub fn worded(answer: &Answer) -> Option<String> {
    let (status, kind, text) = (answer.status, answer.header("content-type"), answer.text());
    let said = match kind {
        "application/problem+json" => {
            let problem: serde_json::Value = serde_json::from_slice(&answer.body).ok()?;
            let detail = problem["detail"].as_str().unwrap_or_default();
            let known = !detail.is_empty() && !detail.starts_with("problem-");
            known && problem["status"] == status
        }
        "text/html; charset=utf-8" => text.contains("<html lang=\"fr\"") && text.contains("<h1"),
        _ => false,
    };
    if !said {
        return Some(format!(
            "{status} is not put into words: {kind}: {}",
            short(&text)
        ));
    }
    let kept = [
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'"),
        ("cache-control", "no-store"),
    ];
    let missing = kept
        .iter()
        .find(|(name, value)| !answer.header(name).contains(value));
    missing.map(|(name, _)| format!("{status} without {name}"))
}

fn said(answer: &Answer) -> String {
    let problem: serde_json::Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    problem["code"].as_str().unwrap_or_default().to_owned()
}

fn short(text: &str) -> String {
    text.chars().take(300).collect()
}

/// Counts panics of the whole process from now on: the product runs in it.
fn panics() -> &'static AtomicUsize {
    static PANICS: AtomicUsize = AtomicUsize::new(0);
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            PANICS.fetch_add(1, Ordering::SeqCst);
            usual(panic);
        }));
    });
    &PANICS
}
