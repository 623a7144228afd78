//! Signing in and out. The answer to a failure is the same whether or not the account exists.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use infra::staff::SignInError;
use secrecy::{ExposeSecret, SecretString};

use super::view::SignInPage;
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
pub async fn enter(State(app): State<App>, headers: HeaderMap, typed: Typed) -> Shown {
    let t = Language::accepted(&headers);
    let next = session::own_address(typed.get("next"));
    let password = SecretString::from(typed.raw("password").to_owned());
    let browser = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    match app
        .staff
        .sign_in(typed.get("email"), password, browser)
        .await
    {
        Ok(started) => {
            let secure = app.web.public_url.starts_with("https://");
            let cookie = session::cookie(started.token.expose_secret(), secure);
            let cookie =
                cookie.ok_or_else(|| Problem::broken("a session token that is no header value"))?;
            Ok((
                [(header::SET_COOKIE, cookie)],
                axum::response::Redirect::to(next),
            )
                .into_response())
        }
        Err(SignInError::Wrong) => show(
            StatusCode::UNPROCESSABLE_ENTITY,
            &page(t, &typed, next, t.say("sign-in-failed")),
        ),
        Err(SignInError::Locked { until }) => {
            let minutes = (until - app.clock.now()).num_minutes().max(0) + 1;
            let said = t.with("sign-in-locked", "minutes", minutes);
            show(StatusCode::TOO_MANY_REQUESTS, &page(t, &typed, next, said))
        }
        Err(SignInError::Fault(fault)) => Err(Problem::fault(fault).into()),
    }
}

/// `POST /sign-out`
pub async fn leave(State(app): State<App>, headers: HeaderMap) -> Shown {
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
