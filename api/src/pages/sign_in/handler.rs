//! Signing in and out. The answer to a failure is the same whether or not the account exists.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use infra::staff::{NewSession, SignInError, StaffFault, Whence};
use secrecy::{ExposeSecret, SecretString};

use super::view::SignInPage;
use crate::extract::Query;
use crate::middleware::client::Client;
use crate::pages::answer::{Shown, go, show};
use crate::pages::field::{Hints, Maker, Problems, Typed};
use crate::pages::frame::{Frame, Notice, Tone};
use crate::pages::say::Say;
use crate::problem::Problem;
use crate::session;
use crate::state::App;
use crate::text::Language;

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    next: String,
    #[serde(default)]
    out: bool,
}

/// `GET /sign-in`
pub async fn form(State(app): State<App>, Query(asked): Query<Asked>, headers: HeaderMap) -> Shown {
    let t = Language::accepted(&headers);
    let known = match session::token(&headers) {
        Some(token) => app.staff.session(token).await.map_err(Problem::fault)?,
        None => None,
    };
    if known.is_some() {
        return go(session::own_address(&asked.next));
    }
    let notice = asked.out.then(|| Notice {
        tone: Tone::Done,
        text: t.say("signed-out"),
    });
    let mut page = page(t, &Typed::default(), &asked.next, String::new());
    page.frame.notice = notice;
    show(StatusCode::OK, &page)
}

/// `POST /sign-in`
pub async fn enter(
    State(app): State<App>,
    Client(from): Client,
    headers: HeaderMap,
    typed: Typed,
) -> Shown {
    let t = Language::accepted(&headers);
    let next = session::own_address(typed.get("next"));
    if let Err(seconds) = app.brakes.sign_ins.spend(from) {
        let said = t.with("sign-in-too-often", "seconds", seconds);
        return later(seconds, &page(t, &typed, next, said));
    }
    let email = typed.get("email");
    let cookie = session::browser(&headers);
    let whence = Whence {
        address: &from.to_string(),
        browser: cookie.and_then(|cookie| app.browsers.known(cookie, email)),
    };
    let password = SecretString::from(typed.raw("password").to_owned());
    let browser = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    match app.staff.sign_in(email, password, &whence, browser).await {
        Ok(started) => let_in(&app, email, &started, next),
        Err(SignInError::Wrong) => show(
            StatusCode::UNPROCESSABLE_ENTITY,
            &page(t, &typed, next, t.say("sign-in-failed")),
        ),
        Err(SignInError::Locked { until }) => {
            let left = until - app.clock.of_machine().now();
            let said = t.with("sign-in-locked", "minutes", left.num_minutes().max(0) + 1);
            let seconds = left.num_seconds().max(1).unsigned_abs();
            later(seconds, &page(t, &typed, next, said))
        }
        Err(SignInError::Busy) => {
            let said = t.with("sign-in-too-often", "seconds", BUSY);
            later(BUSY, &page(t, &typed, next, said))
        }
        Err(SignInError::Fault(StaffFault::Database(fault))) => Err(Problem::from(fault).into()),
        Err(SignInError::Fault(fault)) => Err(Problem::broken(fault).into()),
    }
}

/// Seconds after which a flood of sign-ins has probably been worked off.
const BUSY: u64 = 10;

/// The form again, with what was typed, and when to try again.
fn later(seconds: u64, page: &SignInPage) -> Shown {
    let mut response = show(StatusCode::TOO_MANY_REQUESTS, page)?;
    let seconds = HeaderValue::from(seconds);
    response.headers_mut().insert(header::RETRY_AFTER, seconds);
    Ok(response)
}

fn let_in(app: &App, email: &str, started: &NewSession, next: &str) -> Shown {
    let secure = app.web.public_url.starts_with("https://");
    let browser = app.browsers.issue(email);
    let cookies = [
        session::cookie(started.token.expose_secret(), secure),
        session::browser_cookie(browser.expose_secret(), secure),
    ];
    let mut response = go(next)?;
    for cookie in cookies {
        let cookie = cookie.ok_or_else(|| Problem::broken("a token that is no header value"))?;
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// `POST /sign-out`
pub async fn leave(State(app): State<App>, headers: HeaderMap, _: Typed) -> Shown {
    if let Some(token) = session::token(&headers) {
        app.staff.end_session(token).await.map_err(Problem::fault)?;
    }
    let gone = [(header::SET_COOKIE, session::no_cookie())];
    Ok((gone, axum::response::Redirect::to("/sign-in?out=true")).into_response())
}

fn page(t: Language, typed: &Typed, next: &str, failure: String) -> SignInPage {
    let problems = Problems::default();
    let shown = without_password(typed);
    let make = Maker {
        t,
        typed: &shown,
        problems: &problems,
    };
    let help = |autocomplete, inputmode| Hints {
        autocomplete,
        inputmode,
        ..Hints::default()
    };
    SignInPage {
        t,
        frame: Frame {
            agency: "Main Courante".to_owned(),
            ..Frame::default()
        },
        next: session::own_address(next).to_owned(),
        failure,
        email: make
            .input("email", "email", "sign-in-email")
            .hints(help("username", "email")),
        password: make
            .input("password", "password", "sign-in-password")
            .hints(help("current-password", "")),
    }
}

/// A password is never written into a page.
fn without_password(typed: &Typed) -> Typed {
    let mut shown = typed.clone();
    shown.set("password", "");
    shown
}
