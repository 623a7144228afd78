//! What does a link open? One contractor's part in one ticket, or nothing any more.

use domain::personal::Subject;
use domain::ticket::{Assignment, Mission, Opening, Ticket};
use infra::directory::Agency;
use infra::links::LinkGrant;
use infra::staff::StaffMember;

use super::gone::{Why, renew};
use super::view::{AgencyView, GonePage};
use crate::pages::field::Problems;
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
    /// Too old, and otherwise good: another can be asked for.
    Expired(LinkGrant, Box<GonePage>),
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
    /// What the contractor is engaged for, with the ticket's number.
    pub fn number(&self) -> Result<String, Problem> {
        let what = match self.part()?.mission {
            Mission::ServiceOrder => "link-number",
            Mission::Quote => "link-number-quote",
        };
        Ok(self.t.with(what, "number", self.opening()?.number))
    }
    /// What the way back to it is called.
    pub fn back(&self) -> Result<String, Problem> {
        let what = match self.part()?.mission {
            Mission::ServiceOrder => "link-back",
            Mission::Quote => "link-back-quote",
        };
        Ok(self.t.say(what))
    }
    /// To whom belongs what the link's holder writes.
    pub fn subject(&self) -> Subject {
        let text = || Subject::ticket(self.grant.ticket);
        let opening = self.ticket.opening.as_deref();
        let part = self.ticket.assignment(self.grant.assignment);
        opening
            .zip(part)
            .map_or_else(text, |(opening, part)| opening.words_of(&part.contractor))
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
        let page = Why::Unknown.page(t, AgencyView::default());
        return Ok(Found::Gone(Box::new(page)));
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
        let why = Why::of(&grant, &loaded.ticket, done, now);
        return Ok(nothing(t, token, grant, why, agency_view(&agency)));
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

/// What a link leads to that does not hold.
fn nothing(t: Language, token: &str, grant: LinkGrant, why: Why, agency: AgencyView) -> Found {
    let mut page = Box::new(why.page(t, agency));
    if why != Why::Expired {
        return Found::Gone(page);
    }
    page.renew = Some(renew(t, token, &Problems::default()));
    Found::Expired(grant, page)
}
