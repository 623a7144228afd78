//! What does a link open? One contractor's part in one ticket, or nothing any more.

use domain::personal::Subject;
use domain::ticket::{Assignment, Opening, StepCode, Ticket};
use infra::directory::Agency;
use infra::links::{LONGEST_LIFE, LinkGrant};
use infra::staff::StaffMember;

use super::view::{AgencyView, GonePage};
use crate::pages::say::Say;
use crate::pages::when::Moments;
use crate::problem::Problem;
use crate::state::App;
use crate::text::Language;

/// A link that holds, with what it opens.
pub struct Opened {
    pub t: Language,
    pub grant: LinkGrant,
    pub ticket: Ticket,
    pub version: u64,
    pub agency: Agency,
    pub manager: Option<StaffMember>,
    pub moments: Moments,
}

/// What a link leads to.
pub enum Found {
    Open(Box<Opened>),
    Gone(Box<GonePage>),
}

impl Opened {
    pub fn part(&self) -> Result<&Assignment, Problem> {
        self.ticket
            .assignment(self.grant.assignment)
            .ok_or_else(Problem::not_found)
    }
    pub fn opening(&self) -> Result<&Opening, Problem> {
        self.ticket
            .opening
            .as_deref()
            .ok_or_else(Problem::not_found)
    }
    /// To whom free text of this ticket belongs.
    pub fn subject(&self) -> Subject {
        Subject::ticket(self.grant.ticket)
    }
    pub fn agency_view(&self) -> AgencyView {
        agency_view(&self.agency)
    }
}

pub fn agency_view(agency: &Agency) -> AgencyView {
    let phone = agency.phone.as_ref();
    AgencyView {
        name: agency.name.clone(),
        phone: phone
            .map(|phone| phone.display_national())
            .unwrap_or_default(),
        phone_href: phone
            .map(|phone| phone.as_str().to_owned())
            .unwrap_or_default(),
    }
}

/// Follows a link. `done`: what its holder has just answered.
pub async fn follow(
    app: &App,
    t: Language,
    token: &str,
    done: Option<&str>,
) -> Result<Found, Problem> {
    let Some(grant) = app.links.resolve(token).await? else {
        return Ok(Found::Gone(Box::new(gone(
            t,
            AgencyView::default(),
            "link-gone",
            "link-unknown-text",
        ))));
    };
    let agency = app
        .directory
        .agency(grant.agency)
        .await?
        .ok_or_else(Problem::not_found)?;
    let loaded = app
        .tickets
        .load(grant.agency, grant.ticket)
        .await?
        .ok_or_else(Problem::not_found)?;
    let now = app.clock.now();
    if !grant.holds(&loaded.ticket, now) {
        let (title, text) = why_gone(&grant, &loaded.ticket, done, now);
        return Ok(Found::Gone(Box::new(gone(
            t,
            agency_view(&agency),
            title,
            text,
        ))));
    }
    let opening = loaded
        .ticket
        .opening
        .as_deref()
        .ok_or_else(Problem::not_found)?;
    let moments = Moments {
        t,
        zone: opening.property.zone,
        now,
    };
    let manager = app.staff.member(grant.agency, opening.team.manager).await?;
    let (ticket, version) = (loaded.ticket, loaded.version);
    Ok(Found::Open(Box::new(Opened {
        t,
        grant,
        ticket,
        version,
        agency,
        manager,
        moments,
    })))
}

/// Replaced and cancelled links look the same from outside; a refusal just made is thanked for.
fn why_gone(
    grant: &LinkGrant,
    ticket: &Ticket,
    done: Option<&str>,
    now: chrono::DateTime<chrono::Utc>,
) -> (&'static str, &'static str) {
    let part = ticket.assignment(grant.assignment);
    let declined = part.is_some_and(|part| part.step_code() == StepCode::Declined);
    let current = part.is_some_and(|part| part.generation == grant.generation);
    if declined && done == Some("decline") {
        ("done-decline", "ask-declined-lead")
    } else if current && now - grant.issued_at > LONGEST_LIFE {
        ("link-expired", "link-expired-text")
    } else {
        ("link-gone", "link-gone-text")
    }
}

fn gone(t: Language, agency: AgencyView, title: &str, text: &str) -> GonePage {
    GonePage {
        t,
        agency,
        title: t.say(title),
        text: t.say(text),
        renew: None,
    }
}
