//! Who is looking at a page? The session cookie says so; without one, the sign-in page does.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::actor::Actor;
use domain::ids::AgencyId;
use domain::metadata::CommandContext;
use infra::directory::Agency;
use infra::staff::{Role, SignedIn, StaffMember};

use crate::pages::field::Typed;
use crate::pages::frame::Frame;
use crate::pages::when::Moments;
use crate::problem::Problem;
use crate::state::App;
use crate::text::Language;

const COOKIE: &str = "maincourante_session";
const BROWSER: &str = "maincourante_browser";
/// Half a year; whoever was away for longer is a new browser again.
const HALF_A_YEAR: u32 = 15_552_000;
/// The browser forgets the cookie after twelve hours; the server forgets the session by its own count of idleness.
const TWELVE_HOURS: u32 = 43_200;

/// Somebody of an agency's staff, looking at a page.
pub struct Visitor {
    pub agency: Agency,
    pub me: StaffMember,
    pub t: Language,
}

impl Visitor {
    pub fn agency_id(&self) -> AgencyId {
        self.agency.id
    }

    pub fn frame(&self, here: &'static str) -> Frame {
        Frame {
            agency: self.agency.name.clone(),
            person: self.me.name.clone(),
            administers: self.administers(),
            here,
            notice: None,
        }
    }

    pub fn administers(&self) -> bool {
        self.me.has(Role::Administrator)
    }

    pub fn moments(&self, app: &App) -> Moments {
        Moments {
            t: self.t,
            zone: self.agency.zone,
            now: app.clock.now(),
        }
    }

    /// What comes with a command of theirs.
    pub fn context(&self, app: &App) -> CommandContext {
        let actor = Actor::Staff { id: self.me.id };
        app.context(actor, None)
    }

    /// The same, under the key of the form, so that a button pressed twice acts once. One person's keys say nothing
    /// about another's.
    pub fn with_key(&self, context: CommandContext, typed: &Typed, what: &str) -> CommandContext {
        match typed.some("key") {
            Some(key) => context
                .with_key(format!("{}:{key}", self.me.id))
                .with_request(typed.fingerprint(what)),
            None => context,
        }
    }

    pub fn keyed(&self, app: &App, typed: &Typed, what: &str) -> CommandContext {
        self.with_key(self.context(app), typed, what)
    }
}

/// Why a page is not shown.
#[derive(Debug)]
pub enum NotShown {
    /// Nobody is signed in: the way to the sign-in page and back.
    SignIn {
        next: String,
        fragment: bool,
    },
    Problem(Problem),
}

impl IntoResponse for NotShown {
    fn into_response(self) -> Response {
        match self {
            Self::Problem(problem) => problem.into_response(),
            Self::SignIn { next, fragment } => {
                let to = format!("/sign-in?next={}", encoded(&next));
                if fragment {
                    // A fragment must not put the sign-in page into the middle of another one.
                    return (StatusCode::UNAUTHORIZED, [("hx-redirect", to)]).into_response();
                }
                Redirect::to(&to).into_response()
            }
        }
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = NotShown;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, NotShown> {
        let fault =
            |fault: infra::database::DatabaseFault| NotShown::Problem(Problem::fault(fault));
        let signed_in = match token(&parts.headers) {
            Some(token) => app.staff.session(token).await.map_err(fault)?,
            None => None,
        };
        let Some(SignedIn { agency, staff }) = signed_in else {
            let fragment = parts.headers.contains_key("hx-request");
            // Only what can be looked at is worth coming back to.
            let looked_at = parts.method == axum::http::Method::GET;
            let next = if looked_at {
                parts.uri.to_string()
            } else {
                "/tickets".to_owned()
            };
            return Err(NotShown::SignIn { next, fragment });
        };
        let agency = app.directory.agency(agency).await.map_err(fault)?;
        let agency = agency.ok_or_else(|| NotShown::Problem(Problem::not_found()))?;
        Ok(Self {
            agency,
            me: staff,
            t: Language::accepted(&parts.headers),
        })
    }
}

/// The session's token, if the browser sent one.
pub fn token(headers: &HeaderMap) -> Option<&str> {
    sent(headers, COOKIE)
}

/// What a browser keeps that has let somebody in before.
pub fn browser(headers: &HeaderMap) -> Option<&str> {
    sent(headers, BROWSER)
}

fn sent<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The cookie that keeps somebody signed in. `Secure` wherever people reach us by HTTPS.
pub fn cookie(token: &str, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    let text =
        format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={TWELVE_HOURS}{secure}");
    let mut value = HeaderValue::try_from(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// The cookie by which a browser is known again at the sign-in page, and nowhere else. It lets nobody in.
pub fn browser_cookie(browser: &str, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    let text = format!(
        "{BROWSER}={browser}; Path=/sign-in; HttpOnly; SameSite=Strict; Max-Age={HALF_A_YEAR}{secure}"
    );
    let mut value = HeaderValue::try_from(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// The cookie that takes the other one away.
pub fn no_cookie() -> HeaderValue {
    HeaderValue::from_static("maincourante_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// For the query part of an address.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'/' | b'_' | b'.' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// An address of our own to go to after signing in; never another site's.
pub fn own_address(next: &str) -> &str {
    let ours = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(|c: char| c == '\\' || c.is_control());
    if ours { next } else { "/tickets" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            HeaderValue::from_static("a=b; maincourante_session=xyz; c=d"),
        );
        assert_eq!(token(&headers), Some("xyz"));
    }

    #[test]
    fn nobody_is_sent_to_another_site() {
        assert_eq!(own_address("/tickets?q=a"), "/tickets?q=a");
        assert_eq!(own_address("//evil.example"), "/tickets");
        assert_eq!(own_address("https://evil.example"), "/tickets");
        assert_eq!(own_address("/\\evil.example"), "/tickets");
        // Browsers drop tabs and line ends from an address before they read it.
        assert_eq!(own_address("/\t/evil.example"), "/tickets");
        assert_eq!(own_address("/\u{1}/evil.example"), "/tickets");
    }
}
