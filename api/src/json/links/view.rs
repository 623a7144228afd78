//! What does the holder of a link see? Their own part of the ticket, and nobody else's.

use super::bench::Holder;
use crate::json::view::{AssignmentView, PersonView, PropertyView, SiteContactView, text};
use crate::problem::Answer;
use crate::state::App;
use chrono::{DateTime, Utc};
use domain::ticket::{Addressee, TicketEvent};
use projections::ticket_page::{LogEntry, TicketPages};
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
    assignment: AssignmentView,
    /// This contractor's exchanges with the agency, oldest first.
    messages: Vec<ExchangeView>,
}

#[derive(Serialize, ToSchema)]
struct AgencyView {
    name: String,
    phone: Option<String>,
    email: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct ManagerView {
    name: String,
    phone: Option<String>,
}

/// A message.
#[derive(Serialize, ToSchema)]
struct ExchangeView {
    at: DateTime<Utc>,
    /// Whether the agency wrote it.
    from_agency: bool,
    subject: Option<String>,
    text: Option<String>,
}

impl LinkView {
    pub async fn of(app: &App, holder: &Holder) -> Answer<Self> {
        let (grant, opening) = (holder.grant, holder.opening()?);
        let agency = app.directory.agency(grant.agency).await?;
        let manager = app.staff.member(grant.agency, opening.team.manager).await?;
        let page = TicketPages::new(app.log.clone())
            .page(grant.agency, grant.ticket)
            .await?;
        let own = Addressee::Contractor {
            assignment: grant.assignment,
        };
        let mut messages: Vec<_> = match &page {
            Some(page) => page.entries_about(&own).filter_map(exchange).collect(),
            None => Vec::new(),
        };
        messages.reverse();
        Ok(Self {
            version: holder.version,
            agency: AgencyView {
                name: agency
                    .as_ref()
                    .map(|agency| agency.name.clone())
                    .unwrap_or_default(),
                phone: agency
                    .as_ref()
                    .and_then(|agency| agency.phone.as_ref())
                    .map(ToString::to_string),
                email: agency
                    .as_ref()
                    .and_then(|agency| agency.email.as_ref())
                    .map(ToString::to_string),
            },
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
            assignment: AssignmentView::for_contractor(
                holder.assignment()?,
                &holder.ticket,
                app.clock.now(),
            ),
            messages,
        })
    }
}

fn exchange(entry: &LogEntry) -> Option<ExchangeView> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other facts are no messages"
    )]
    let (from_agency, subject, text) = match &entry.fact {
        TicketEvent::MessageSent { subject, text, .. } => {
            (true, self::text(subject), self::text(text))
        }
        TicketEvent::MessageReceived { subject, text, .. } => (
            false,
            subject.as_ref().and_then(self::text),
            self::text(text),
        ),
        _ => return None,
    };
    Some(ExchangeView {
        at: entry.at,
        from_agency,
        subject,
        text,
    })
}
