//! Who is asking? Somebody of an agency, by the session of a browser or by an API token.

use crate::json::needs::Permitted;
use crate::problem::{Answer, Problem};
use crate::session;
use crate::state::App;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use domain::actor::Actor;
use domain::ids::AgencyId;
use domain::ticket::Module;
use infra::staff::{AssistantRights, Right, Role, Scope, SignedIn, StaffMember, may};

/// What an assistant may do where nothing is known of the agency's settings.
const NOTHING: AssistantRights = AssistantRights {
    open_tickets: false,
    decide: false,
    close: false,
    change_settings: false,
};

/// Somebody of an agency who may at least read.
#[derive(Clone, Debug)]
pub struct Caller {
    pub staff: StaffMember,
    /// What the token may be used for; a session may be used for everything.
    scopes: Option<Vec<Scope>>,
}

impl Caller {
    pub fn agency(&self) -> AgencyId {
        self.staff.agency
    }
    /// Of the token; none with a session.
    pub fn scopes(&self) -> Option<&[Scope]> {
        self.scopes.as_deref()
    }
    pub fn actor(&self) -> Actor {
        Actor::Staff { id: self.staff.id }
    }

    /// # Errors
    /// 403 where the token was not issued for this.
    pub fn needs(&self, scope: Scope) -> Answer<()> {
        match &self.scopes {
            Some(scopes) if !scopes.contains(&scope) => {
                Err(Problem::forbidden("missing_scope").with("scope", scope.code()))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Whether the agency's settings let this person do that in this activity.
    ///
    /// # Errors
    /// 403 where they do not.
    pub async fn may(&self, app: &App, right: Right, module: Module) -> Answer<()> {
        // Only assistants depend on the settings; for everybody else they need not be read.
        let allowed = may(&self.staff, right, NOTHING) || {
            self.staff.has(Role::Assistant) && {
                let agency = app.directory.agency(self.agency()).await?;
                agency.is_some_and(|agency| {
                    may(&self.staff, right, agency.settings.of(module).assistants)
                })
            }
        };
        if allowed {
            Ok(())
        } else {
            Err(Problem::forbidden("not_allowed"))
        }
    }

    /// What the roles, the agency's settings and the token's scopes let this person do with tickets of this activity.
    ///
    /// # Errors
    /// 503 where the database cannot answer.
    pub async fn permitted(&self, app: &App, module: Module) -> Answer<Permitted> {
        if self.needs(Scope::WriteTickets).is_err() {
            return Ok(Permitted::default());
        }
        let agency = app.directory.agency(self.agency()).await?;
        let settings = agency.as_ref().map(|agency| agency.settings.of(module));
        let assistants = settings.map_or(NOTHING, |settings| settings.assistants);
        let on_tickets = [Right::OpenTickets, Right::Decide, Right::Close];
        let rights = on_tickets.into_iter();
        Ok(Permitted {
            rights: rights
                .filter(|right| may(&self.staff, *right, assistants))
                .collect(),
            reopening: settings.is_some_and(|settings| settings.reopening_allowed),
            deciders: None,
        })
    }

    /// # Errors
    /// 403 for everybody but administrators.
    pub fn administers(&self) -> Answer<()> {
        if self.staff.has(Role::Administrator) {
            Ok(())
        } else {
            Err(Problem::forbidden("not_allowed"))
        }
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match bearer(&parts.headers)? {
            Some(token) => {
                let holder = app
                    .staff
                    .token(token)
                    .await?
                    .ok_or_else(Problem::not_signed_in)?;
                Ok(Self {
                    staff: holder.signed_in.staff,
                    scopes: Some(holder.scopes),
                })
            }
            None => by_session(&parts.headers, app).await,
        }
    }
}

async fn by_session(headers: &HeaderMap, app: &App) -> Answer<Caller> {
    let token = session::token(headers).ok_or_else(Problem::not_signed_in)?;
    let SignedIn { staff, .. } = app
        .staff
        .session(token)
        .await?
        .ok_or_else(Problem::not_signed_in)?;
    Ok(Caller {
        staff,
        scopes: None,
    })
}

/// The token of `Authorization: Bearer …`. Another scheme is not known here.
fn bearer(headers: &HeaderMap) -> Answer<Option<&str>> {
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    let value = value.to_str().map_err(|_| Problem::not_signed_in())?;
    match value.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(Some(token.trim())),
        Some(_) | None => Err(Problem::not_signed_in()),
    }
}
