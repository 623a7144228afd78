//! Who comes by a personal link that has one page, and what do they find if it leads nowhere?

use axum::http::{HeaderMap, StatusCode};
use domain::ids::AgencyId;
use domain::ticket::Opening;
use infra::directory::Agency;

use super::answer::{Shown, show};
use super::link::view::{AgencyView, GonePage};
use super::say::Say;
use super::when::Moments;
use crate::problem::{Answer, Problem};
use crate::state::App;
use crate::text::Language;

/// `None` for whoever holds a link that leads nowhere, or nowhere any more.
pub fn unless_gone<H>(holder: Answer<H>) -> Answer<Option<H>> {
    match holder {
        Ok(holder) => Ok(Some(holder)),
        Err(problem) if problem.status() == StatusCode::NOT_FOUND => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// In whose name the page speaks, in which language, and at what time of day.
pub async fn surroundings(
    app: &App,
    headers: &HeaderMap,
    agency: AgencyId,
    opening: &Opening,
) -> Answer<(Agency, Moments)> {
    let agency = app.directory.agency(agency).await?;
    let moments = Moments {
        t: Language::accepted(headers),
        zone: opening.property.zone,
        now: app.clock.now(),
    };
    Ok((agency.ok_or_else(Problem::not_found)?, moments))
}

/// Which of the reasons it is, is nobody's business who may have found the link. `text`: what it was for.
pub fn gone(headers: &HeaderMap, text: &'static str) -> Shown {
    let t = Language::accepted(headers);
    let page = GonePage {
        t,
        agency: AgencyView::default(),
        title: t.say("link-gone"),
        text: t.say(text),
        renew: None,
    };
    show(StatusCode::GONE, &page)
}
