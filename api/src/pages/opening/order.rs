//! Which service order, for one contractor or several, did somebody mean by what they typed? Everything that is wrong is said at once.

use domain::ids::{AssignmentId, StaffId, TicketId, WatcherId};
use domain::personal::{Personal, Subject};
use domain::ticket::{
    Clients, EngagedContractor, Engagement, MOST_CONTRACTORS, Mission, Module, Opening, Person,
    SiteContact, Source, Team, TicketCommand, TicketType, Watcher,
};
use domain::value::{Description, ReminderPolicy, Subject as SubjectLine};
use infra::directory::{Agency, Party, Property};
use uuid::Uuid;

use super::catalogue::Catalogue;
use crate::pages::field::{Problems, Typed};
use crate::pages::read::Reader;
use crate::pages::ticket::command::{details, engaged, nth, policy};
use crate::problem::Problem;
use crate::text::Language;

/// How many watchers the form asks about; more can be added on the ticket.
pub const WATCHERS: usize = 3;

/// How the form writes that contractors are to price and not to fix.
pub const QUOTE: &str = "quote";

/// What the order is made with.
pub struct Desk<'a> {
    pub t: Language,
    pub agency: &'a Agency,
    pub creator: StaffId,
    pub catalogue: &'a Catalogue,
    /// The landlord of the chosen property, if the directory knows one.
    pub landlord: Option<Party>,
    /// For whom the agency looks after it.
    pub clients: Clients,
    pub ticket: TicketId,
    /// The client's request that becomes a ticket, if it is one.
    pub asked: Option<&'a Opening>,
    pub fresh: Uuid,
}

/// A service order that lacks only its number.
pub struct Order {
    mission: Mission,
    opening: Opening,
    assignment: AssignmentId,
    contractor: EngagedContractor,
    others: Vec<Engagement>,
}

impl Order {
    /// The request becomes this.
    pub fn validating(self) -> TicketCommand {
        TicketCommand::ValidateRequest {
            mission: self.mission,
            opening: Box::new(self.opening),
            assignment: self.assignment,
            contractor: self.contractor,
            others: self.others,
        }
    }

    pub fn numbered(mut self, number: u64) -> TicketCommand {
        self.opening.number = number;
        TicketCommand::OpenTicket {
            mission: self.mission,
            opening: Box::new(self.opening),
            assignment: self.assignment,
            contractor: self.contractor,
            others: self.others,
        }
    }
}

/// # Errors
/// Everything that is wrong, each beside its field.
pub fn read(desk: &Desk<'_>, typed: &Typed) -> Result<Order, Problems> {
    let mut reader = Reader::new(desk.t, typed);
    let opening = opening(desk, &mut reader);
    let contractor = contractor(desk, &mut reader);
    let others = others(desk, &mut reader);
    let mission = if typed.get("mission") == QUOTE {
        Mission::Quote
    } else {
        Mission::ServiceOrder
    };
    let read = opening.zip(contractor).zip(others);
    let order = read.map(|((opening, contractor), others)| Order {
        mission,
        opening,
        assignment: AssignmentId::new(nth(desk.fresh, 0)),
        contractor,
        others,
    });
    reader.done(order)
}

fn opening(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<Opening> {
    let ours = Subject::ticket(desk.ticket);
    let property = property(desk, reader);
    let requester = requester(desk, reader);
    let requested_at = match desk.asked {
        Some(asked) => Some(asked.requested_at),
        None => reader.instant("requested_on", "requested_at", desk.agency.zone),
    };
    let subject = reader.text("subject", SubjectLine::parse);
    let description = reader.text("description", Description::parse);
    let original = reader.maybe("original_description", Description::parse);
    let landlord = landlord(desk, reader);
    let site_contact = site_contact(desk, reader, &ours);
    let watchers = watchers(desk, reader);
    let reminder_policy = reminder_policy(desk, reader);
    let settings = desk.agency.settings.of(desk.catalogue.module);
    let property = property?;
    Some(Opening {
        number: 0,
        ticket_type: TicketType::ServiceOrder,
        module: desk.catalogue.module,
        team: team(desk, property),
        property: place(desk, property, reader)?,
        silent: reader.typed.ticked("options", "silent"),
        requester: requester?,
        source: source(reader.typed.get("source")),
        requested_at: requested_at?,
        subject: Personal::new(ours.clone(), subject?),
        description: Personal::new(ours.clone(), description?),
        original_description: original?.map(|text| Personal::new(ours, text)),
        landlord: landlord?,
        clients: desk.clients.clone(),
        ask_presence: reader.typed.ticked("options", "presence"),
        site_contact: site_contact?,
        watchers: watchers?,
        reminder_policy: reminder_policy?,
        creator: desk.creator,
        rules: settings.rules.clone(),
        external_reference: None,
    })
}

fn property<'a>(desk: &Desk<'a>, reader: &mut Reader<'_>) -> Option<&'a Property> {
    let chosen = desk.catalogue.property(reader.typed);
    if chosen.is_none() {
        reader.complain(Problem::invalid("property", "property_needed"));
    }
    chosen
}

fn place(
    desk: &Desk<'_>,
    property: &Property,
    reader: &mut Reader<'_>,
) -> Option<domain::ticket::Property> {
    let place = property.for_ticket(desk.agency.zone);
    place
        .map_err(|_| reader.complain(Problem::invalid("property", "unknown_department")))
        .ok()
}

/// Those of the property; where it has no manager yet, whoever opens the ticket.
fn team(desk: &Desk<'_>, property: &Property) -> Team {
    let (assistant, accountant) = (property.assistant, property.accountant);
    property.team().unwrap_or(Team {
        manager: desk.creator,
        assistant,
        accountant,
    })
}

/// How the agency learned of it; what nobody says is "other".
fn source(code: &str) -> Source {
    match code {
        "phone" => Source::Phone,
        "email" => Source::Email,
        "extranet" => Source::Extranet,
        "letter" => Source::Letter,
        "visit" => Source::Visit,
        "desktop_software" => Source::DesktopSoftware,
        _ => Source::Other,
    }
}

/// Whether anything was typed about the person below a prefix.
pub fn is_typed(typed: &Typed, prefix: &str) -> bool {
    ["name", "email", "phone"]
        .iter()
        .any(|field| typed.some(&format!("{prefix}{field}")).is_some())
}

fn person(reader: &mut Reader<'_>, prefix: &str, id: Uuid) -> Option<Option<Person>> {
    if !is_typed(reader.typed, prefix) {
        return Some(None);
    }
    let details = details(reader, prefix, Subject::person(id))?;
    Some(Some(Person {
        party: None,
        details,
    }))
}

/// Somebody of the request stays who they are, so that their data can be found again.
fn known_person(reader: &mut Reader<'_>, prefix: &str, known: &Person) -> Option<Option<Person>> {
    if !is_typed(reader.typed, prefix) {
        return Some(None);
    }
    let details = details(reader, prefix, known.details.subject().clone())?;
    let party = known.party;
    Some(Some(Person { party, details }))
}

fn requester(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<Option<Person>> {
    person(reader, "requester.", nth(desk.fresh, 1))
}

fn landlord(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<Option<Person>> {
    if !reader.typed.ticked("options", "landlord") {
        return Some(None);
    }
    if desk.catalogue.module == Module::Syndic {
        reader.complain(Problem::invalid(
            "name_landlord",
            "landlord_outside_gerance",
        ));
        return None;
    }
    if desk.landlord.is_none() {
        reader.complain(Problem::invalid("name_landlord", "not_in_the_directory"));
        return None;
    }
    Some(desk.landlord.as_ref().map(Party::for_ticket))
}

fn site_contact(
    desk: &Desk<'_>,
    reader: &mut Reader<'_>,
    ours: &Subject,
) -> Option<Option<SiteContact>> {
    let person = person(reader, "site_contact.", nth(desk.fresh, 2));
    let comment = reader.remark("site_contact.comment", ours);
    let channels = reader.channels("site_contact.channels");
    let comment = comment?;
    Some(person?.map(|person| SiteContact {
        person,
        comment,
        channels,
    }))
}

fn watchers(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<Vec<Watcher>> {
    let mut watchers = Some(Vec::new());
    for n in 0..WATCHERS {
        let prefix = format!("watchers[{n}].");
        let known = desk.asked.and_then(|asked| asked.watchers.get(n));
        let id = known.map_or_else(|| nth(desk.fresh, 10 + n), |watcher| watcher.id.uuid());
        let person = match known {
            Some(watcher) => known_person(reader, &prefix, &watcher.person),
            None => person(reader, &prefix, id),
        };
        let channels = reader.channels(&format!("{prefix}channels"));
        watchers = watchers.zip(person).map(|(mut watchers, person)| {
            watchers.extend(person.map(|person| Watcher {
                id: WatcherId::new(id),
                person,
                channels,
            }));
            watchers
        });
    }
    watchers
}

fn reminder_policy(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<ReminderPolicy> {
    let settings = desk.agency.settings.of(desk.catalogue.module);
    let priced = reader.typed.get("mission") == QUOTE;
    policy(reader, settings.reminders.quote(), priced)
}

fn contractor(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<EngagedContractor> {
    let typed = reader.typed;
    if typed.some("contractor").is_none() && !is_typed(typed, "contractor.") {
        reader.complain(Problem::invalid("contractor", "contractor_needed"));
        return None;
    }
    engaged(
        &desk.catalogue.contractors,
        reader,
        "contractor",
        desk.fresh,
        &Subject::ticket(desk.ticket),
    )
}

/// How many more contractors the form asks about.
pub fn others_asked(typed: &Typed) -> usize {
    let asked = typed.get("others").parse().unwrap_or(0);
    usize::min(asked, MOST_CONTRACTORS - 1)
}

/// The fields of the n-th of them begin with this.
pub fn other(n: usize) -> String {
    format!("other_contractors[{n}]")
}

/// Those sent beside the first; what was left empty is nobody.
fn others(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<Vec<Engagement>> {
    let mut others = Some(Vec::new());
    for n in 0..others_asked(reader.typed) {
        let prefix = other(n);
        let typed = reader.typed;
        if typed.some(&prefix).is_none() && !is_typed(typed, &format!("{prefix}.")) {
            continue;
        }
        let fresh = nth(desk.fresh, 100 + n);
        let ours = Subject::ticket(desk.ticket);
        let read = engaged(&desk.catalogue.everybody, reader, &prefix, fresh, &ours);
        others = others.zip(read).map(|(mut others, contractor)| {
            others.push(Engagement {
                assignment: AssignmentId::new(nth(fresh, 0)),
                contractor,
            });
            others
        });
    }
    others
}
