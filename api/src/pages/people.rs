//! By which name and address is somebody of a ticket shown?

use domain::ids::StaffId;
use domain::personal::{ERASED, Personal};
use domain::ticket::{
    Addressee, Channels, Clients, Module, Opening, PersonDetails, Recipient, Ticket,
};
use infra::staff::StaffMember;

use super::say::Say;
use crate::text::Language;

/// The name, or `[effacé]`.
pub fn name(details: &Personal<PersonDetails>) -> &str {
    details
        .get()
        .map_or(ERASED, |details| details.name.as_str())
}

pub fn email(details: &Personal<PersonDetails>) -> &str {
    details
        .get()
        .and_then(|d| d.email.as_ref())
        .map_or("", |email| email.as_str())
}

/// As people here write it.
pub fn phone(details: &Personal<PersonDetails>) -> String {
    details
        .get()
        .and_then(|d| d.phone.as_ref())
        .map(|phone| phone.display_national())
        .unwrap_or_default()
}

/// For `tel:`.
pub fn phone_href(details: &Personal<PersonDetails>) -> &str {
    details
        .get()
        .and_then(|d| d.phone.as_ref())
        .map_or("", |phone| phone.as_str())
}

/// The colleague's name, whether or not they still work here.
pub fn colleague(staff: &[StaffMember], id: StaffId) -> Option<&StaffMember> {
    staff.iter().find(|member| member.id == id)
}

pub fn colleague_name(staff: &[StaffMember], id: StaffId, t: Language) -> String {
    colleague(staff, id).map_or_else(|| t.say("who-unknown"), |member| member.name.clone())
}

/// How somebody is reached, in one line: `a@b.fr, 06 12 34 56 78`.
pub fn reach(details: &Personal<PersonDetails>, channels: Channels, t: Language) -> String {
    let ways = [
        (channels.email, email(details).to_owned(), t.say("by-email")),
        (channels.sms, phone(details), t.say("by-sms")),
    ];
    let said: Vec<String> = ways
        .into_iter()
        .filter(|(ticked, address, _)| *ticked && !address.is_empty())
        .map(|(_, address, how)| format!("{how} ({address})"))
        .collect();
    said.join(", ")
}

/// Those to whom the agency may write, with their title in the catalogue.
pub fn addressees(
    ticket: &Ticket,
    opening: &Opening,
) -> Vec<(Addressee, &'static str, Personal<PersonDetails>)> {
    let contractors = ticket.assignments.iter().map(|part| {
        let to = Addressee::Contractor {
            assignment: part.id,
        };
        (to, "party-contractor", part.contractor.details.clone())
    });
    let person = |to, title, person: Option<&domain::ticket::Person>| {
        person.map(|person| (to, title, person.details.clone()))
    };
    let site_contact = opening.site_contact.as_ref().map(|contact| &contact.person);
    let on_it = [
        person(
            Addressee::Requester,
            "party-requester",
            opening.requester.as_ref(),
        ),
        person(
            Addressee::Landlord,
            "party-landlord",
            opening.landlord.as_ref(),
        ),
        person(Addressee::SiteContact, "party-site-contact", site_contact),
    ];
    let on_it: Vec<_> = on_it.into_iter().flatten().collect();
    let Clients {
        president,
        landlord,
        tenant,
    } = &opening.clients;
    // Whoever was asked to decide is often one of these.
    let asked = ticket.approvals.last().map(|last| {
        let to = Addressee::Approver {
            approval: last.id(),
        };
        let details = last.request.approver.person.details.clone();
        (to, "party-approver", details)
    });
    let clients = [
        person(Addressee::Landlord, "party-landlord", landlord.as_ref()),
        person(Addressee::President, "party-president", president.as_ref()),
        person(Addressee::Tenant, "party-tenant", tenant.as_ref()),
    ];
    // Nobody twice: a tenant who asked is the requester.
    let is_known = |client: &Personal<PersonDetails>| {
        let mut known = on_it.iter();
        known.any(|(_, _, details)| details.subject() == client.subject())
    };
    let clients = clients.into_iter().flatten();
    let clients: Vec<_> = clients.filter(|(.., it)| !is_known(it)).collect();
    let is_client = |asked: &Personal<PersonDetails>| {
        let mut clients = clients.iter();
        clients.any(|(_, _, details)| details.subject() == asked.subject())
    };
    let asked = asked.filter(|(.., it)| !is_known(it) && !is_client(it));
    let asked: Vec<_> = asked.into_iter().collect();
    contractors
        .chain(on_it)
        .chain(clients)
        .chain(asked)
        .collect()
}

/// By which channels a message to somebody of the ticket goes.
pub fn channels(ticket: &Ticket, to: &Addressee) -> Channels {
    match to {
        Addressee::Contractor { assignment } => ticket
            .assignment(*assignment)
            .map_or(Channels::EMAIL, |part| part.contractor.channels),
        Addressee::Approver { approval } => ticket
            .approval(*approval)
            .map_or(Channels::EMAIL, |known| known.request.approver.channels),
        Addressee::Requester
        | Addressee::President
        | Addressee::Landlord
        | Addressee::Tenant
        | Addressee::SiteContact => Channels::EMAIL,
    }
}

/// The value of an addressee in a form.
pub fn addressee_code(to: &Addressee) -> String {
    match to {
        Addressee::Contractor { assignment } => format!("contractor:{assignment}"),
        Addressee::Requester => "requester".to_owned(),
        Addressee::Landlord => "landlord".to_owned(),
        Addressee::President => "president".to_owned(),
        Addressee::Tenant => "tenant".to_owned(),
        Addressee::SiteContact => "site_contact".to_owned(),
        Addressee::Approver { approval } => format!("approver:{approval}"),
    }
}

/// Whom a recipient of the ticket means, if they are still on it. Staff and informed persons are not.
pub fn on_ticket<'a>(
    ticket: &'a Ticket,
    recipient: &Recipient,
) -> Option<&'a Personal<PersonDetails>> {
    let opening = ticket.opening.as_deref()?;
    match recipient {
        Recipient::Contractor { assignment } => ticket
            .assignment(*assignment)
            .map(|part| &part.contractor.details),
        Recipient::Requester => opening.requester.as_ref().map(|person| &person.details),
        Recipient::Landlord | Recipient::President | Recipient::Tenant => {
            ticket.details_of(recipient)
        }
        Recipient::SiteContact => opening
            .site_contact
            .as_ref()
            .map(|contact| &contact.person.details),
        Recipient::Approver { approval } => ticket
            .approval(*approval)
            .map(|known| &known.request.approver.person.details),
        Recipient::Watcher { id } => opening
            .watchers
            .iter()
            .find(|watcher| watcher.id == *id)
            .map(|watcher| &watcher.person.details),
        Recipient::Staff { .. } | Recipient::Informed { .. } => None,
    }
}

/// How a module stands in forms.
pub fn module_code(module: Module) -> &'static str {
    match module {
        Module::Syndic => "syndic",
        Module::Gerance => "gerance",
    }
}
