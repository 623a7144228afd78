//! What does the holder of a link see? Their own part of the ticket, and nobody else's.

use super::bench::Holder;
use super::exchange::{AgencyView, ExchangeView, exchanges};
use crate::json::needs::{ActionView, by_link, by_link_beside};
use crate::json::view::{
    AssignmentView, LinkFileView, PersonView, PropertyView, SiteContactView, text,
};
use crate::problem::Answer;
use crate::state::App;
use domain::ticket::{Addressee, Viewer};
use serde::Serialize;
use utoipa::ToSchema;

/// One contractor's part in a ticket, as the contractor sees it.
#[derive(Serialize, ToSchema)]
pub struct LinkView {
    /// For `If-Match`.
    version: u64,
    agency: AgencyView,
    #[schema(example = 1026)]
    number: u64,
    #[serde(rename = "type")]
    #[schema(example = "ODS")]
    ticket_type: &'static str,
    closed: bool,
    subject: Option<String>,
    description: Option<String>,
    property: PropertyView,
    /// Whom to call to get in.
    site_contact: Option<SiteContactView>,
    manager: Option<ManagerView>,
    /// In whose name the invoice is to be made out, if in the landlord's.
    landlord: Option<PersonView>,
    /// Its `actions`: what the contractor may do now, by this link.
    assignment: AssignmentView,
    /// What the contractor may do at any time, by this link.
    actions: Vec<ActionView>,
    /// What was sent to this contractor, and what the contractor sent.
    attachments: Vec<LinkFileView>,
    /// This contractor's exchanges with the agency, oldest first.
    messages: Vec<ExchangeView>,
}

#[derive(Serialize, ToSchema)]
struct ManagerView {
    name: String,
    phone: Option<String>,
}

impl LinkView {
    /// `token`: of the link, which the addresses of its actions hold.
    pub async fn of(app: &App, holder: &Holder, token: &str) -> Answer<Self> {
        let (grant, opening) = (holder.grant, holder.opening()?);
        let agency = app.directory.agency(grant.agency).await?;
        let manager = app.staff.member(grant.agency, opening.team.manager).await?;
        let own = Addressee::Contractor {
            assignment: grant.assignment,
        };
        let part = holder.assignment()?;
        let offered = holder.ticket.contractor_actions(part, app.clock.now());
        Ok(Self {
            version: holder.version,
            agency: AgencyView::from(agency.as_ref()),
            number: opening.number,
            ticket_type: opening.ticket_type.acronym(),
            closed: holder.ticket.is_closed(),
            subject: text(&opening.subject),
            description: text(&opening.description),
            property: PropertyView::from(&opening.property),
            site_contact: opening.site_contact.as_ref().map(SiteContactView::from),
            manager: manager.map(|member| ManagerView {
                name: member.name,
                phone: member.phone.map(|phone| phone.to_string()),
            }),
            landlord: opening.landlord.as_ref().map(PersonView::from),
            assignment: AssignmentView::new(part, by_link(token, &offered)),
            actions: by_link_beside(token, &holder.ticket),
            attachments: LinkFileView::of(&holder.ticket, Viewer::Contractor(grant.assignment)),
            messages: exchanges(app, (grant.agency, grant.ticket), &own).await?,
        })
    }
}
