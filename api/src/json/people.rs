//! Who is concerned by a ticket: contractor, site contact, watchers, persons informed, manager?

use super::actions::TicketPath;
use super::assignments::AssignmentPath;
use super::desk::Desk;
use super::done::{Created, Done};
use super::input::{
    ChannelsInput, ContractorInput, SiteContactInput, ToldInput, Typed, at, details,
};
use super::register::Register;
use crate::problem::Answer;
use crate::state::App;
use domain::ids::{AssignmentId, MessageId, StaffId};
use domain::personal::Personal;
use domain::ticket::{Others, Refusal, TicketCommand};
use domain::value::MessageText;
use infra::staff::Role;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(engage_contractor))
        .routes(routes!(change_contact_details))
        .routes(routes!(set_site_contact))
        .routes(routes!(set_watchers))
        .routes(routes!(inform_third_party))
        .routes(routes!(transfer))
}

impl<T> Desk<T> {
    fn register(&self) -> Register<'_> {
        Register {
            app: &self.app,
            agency: self.caller.agency(),
            place: &self.place,
        }
    }
}

/// Another contractor for the ticket.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EngagementInput {
    contractor: ContractorInput,
    /// What becomes of those still engaged; must be said while there are any.
    #[serde(default)]
    #[schema(value_type = Option<OthersCode>)]
    others: Option<Others>,
    /// The same as `others: replace`, as it was written before orders to several.
    #[serde(default)]
    #[schema(deprecated)]
    replace: bool,
}

/// `replace`: they are cancelled and told so. `keep`: they stay, and a service order becomes one of several (`ODSM`).
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only described")]
enum OthersCode {
    Replace,
    Keep,
}

/// Contact another contractor.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments", tag = "tickets", request_body = EngagementInput,
    responses((status = 201, body = Done)), params(TicketPath))]
async fn engage_contractor(desk: Desk<EngagementInput>) -> Answer<Created> {
    let contractor = at(
        "contractor",
        desk.register()
            .contractor("contractor", &desk.input.contractor)
            .await,
    )?;
    let assignment = AssignmentId::new(desk.place.fresh.id("assignment"));
    let replace = desk.input.replace.then_some(Others::Replace);
    let others = desk.input.others.or(replace);
    desk.execute(TicketCommand::EngageContractor {
        assignment,
        contractor,
        others,
    })
    .await
    .map(Created)
}

/// A contractor's contact and channels, for this ticket only.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ContactDetailsInput {
    contractor: ReachedInput,
    /// Makes the links given out before worthless.
    #[serde(default)]
    new_link: bool,
}

/// How a contractor is reached. What is left out stays; a blank text takes out.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReachedInput {
    #[serde(default)]
    #[schema(max_length = 2000)]
    name: Option<String>,
    #[serde(default)]
    #[schema(format = "email")]
    email: Option<String>,
    #[serde(default)]
    #[schema(format = "phone")]
    phone: Option<String>,
    #[serde(default)]
    channels: Option<ChannelsInput>,
}

/// Change how the contractor is reached.
///
/// For this ticket only: the directory keeps what it has.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/contact-details", tag = "assignments",
    request_body = ContactDetailsInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn change_contact_details(desk: Desk<ContactDetailsInput>) -> Answer<Done> {
    let assignment = desk.place.assignment;
    let ticket = desk.ticket().await?;
    let known = &ticket
        .assignment(assignment)
        .ok_or(Refusal::UnknownAssignment)?
        .contractor;
    let input = &desk.input.contractor;
    let typed = Typed {
        name: input.name.as_deref(),
        email: input.email.as_deref(),
        phone: input.phone.as_deref(),
    };
    let details = at("contractor", details(typed, known.details.get().cloned()))?;
    let command = TicketCommand::ChangeContactDetails {
        assignment,
        details: Personal::new(known.details.subject().clone(), details),
        channels: input.channels.map_or(known.channels, Into::into),
        new_link: desk.input.new_link,
    };
    desk.execute(command).await
}

/// Whom the contractor calls to get in; none takes the present one out.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SiteContactChange {
    site_contact: Option<SiteContactInput>,
}

/// Set the site contact.
#[utoipa::path(post, path = "/tickets/{ticket}/site-contact", tag = "tickets", request_body = SiteContactChange,
    responses((status = 200, body = Done)), params(TicketPath))]
async fn set_site_contact(desk: Desk<SiteContactChange>) -> Answer<Done> {
    let contact = match &desk.input.site_contact {
        Some(contact) => Some(at(
            "site_contact",
            desk.register().site_contact(contact).await,
        )?),
        None => None,
    };
    desk.execute(TicketCommand::SetSiteContact { contact })
        .await
}

/// Everybody who is told of the important steps.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WatchersInput {
    watchers: Vec<ToldInput>,
}

/// Set the watchers.
#[utoipa::path(post, path = "/tickets/{ticket}/watchers", tag = "tickets", request_body = WatchersInput,
    responses((status = 200, body = Done)), params(TicketPath))]
async fn set_watchers(desk: Desk<WatchersInput>) -> Answer<Done> {
    let watchers = desk.register().watchers(&desk.input.watchers).await?;
    desk.execute(TicketCommand::SetWatchers { watchers }).await
}

/// A message to persons of the ticket or free ones.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ThirdPartyNotice {
    #[schema(min_items = 1)]
    persons: Vec<ToldInput>,
    #[schema(min_length = 1, max_length = 10000)]
    text: String,
}

/// Inform third parties.
#[utoipa::path(post, path = "/tickets/{ticket}/third-party-notices", tag = "tickets",
    request_body = ThirdPartyNotice, responses((status = 200, body = Done)), params(TicketPath))]
async fn inform_third_party(desk: Desk<ThirdPartyNotice>) -> Answer<Done> {
    let persons = desk.register().informed(&desk.input.persons).await?;
    let message = MessageId::new(desk.place.fresh.id("message"));
    let text = desk
        .place
        .personal(at("text", MessageText::parse(&desk.input.text))?);
    desk.execute(TicketCommand::InformThirdParty {
        message,
        persons,
        text,
    })
    .await
}

/// To whom the ticket goes.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TransferInput {
    /// A manager of the agency.
    to: Uuid,
}

/// Transfer the ticket to another manager.
#[utoipa::path(post, path = "/tickets/{ticket}/transfers", tag = "tickets", request_body = TransferInput,
    responses((status = 200, body = Done)), params(TicketPath))]
async fn transfer(desk: Desk<TransferInput>) -> Answer<Done> {
    let to = StaffId::new(desk.input.to);
    let member = desk.app.staff.member(desk.caller.agency(), to).await?;
    let is_manager = member.is_some_and(|member| member.active && member.has(Role::Manager));
    desk.execute(TicketCommand::TransferTicket { to, is_manager })
        .await
}
