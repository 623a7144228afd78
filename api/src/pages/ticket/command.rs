//! Which command did somebody of the agency mean by what they typed?

use domain::ids::{AssignmentId, ContractorId, MessageId, NoteId, StaffId, WatcherId};
use domain::personal::{Personal, Subject};
use domain::ticket::{
    Addressee, EngagedContractor, Informed, Others, Person, PersonDetails, SiteContact,
    TicketCommand as C, Watcher,
};
use domain::value::{
    Cadence, Description, MessageText, NoteHtml, ReminderPolicy, ShortText, Subject as SubjectLine,
};
use infra::staff::Role;
use uuid::Uuid;

use super::act::Act;
use super::desk::Desk;
use super::informing::ticked;
use super::part::part;
use super::quote_command::of_approval;
use crate::pages::markup;
use crate::pages::people;
use crate::pages::read::Reader;
use crate::problem::Problem;

/// The command, or nothing if something typed could not be read: the reader has the complaints then.
pub fn command(act: Act, desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<C> {
    match act {
        Act::Part(action) => {
            let Some(assignment) = desk.part_id() else {
                reader.complain(Problem::conflict("unknown_assignment"));
                return None;
            };
            part(action, assignment, desk, reader)
        }
        // Its form is the one that opens a ticket, at an address of its own.
        Act::Validate => None,
        Act::Dismiss => {
            let reason = reader.reason("reason", &desk.subject())?;
            Some(C::DismissRequest { reason })
        }
        Act::AskApproval | Act::Approve | Act::Disapprove | Act::RemindApprover => {
            of_approval(act, desk, reader)
        }
        Act::Engage => engage(desk, reader),
        Act::Message => message(desk, reader),
        Act::Inform => inform(desk, reader),
        Act::Note => {
            let html = reader.text("text", |typed| NoteHtml::parse(&markup::to_html(typed)))?;
            Some(C::AddNote {
                note: NoteId::new(desk.fresh),
                html: Personal::new(desk.subject(), html),
            })
        }
        Act::Amend => {
            let subject = reader.text("subject", SubjectLine::parse);
            let description = reader.text("description", Description::parse);
            Some(C::AmendDetails {
                subject: Personal::new(desk.subject(), subject?),
                description: Personal::new(desk.subject(), description?),
            })
        }
        Act::SiteContact => site_contact(desk, reader).map(|contact| C::SetSiteContact { contact }),
        Act::Watchers => watchers(desk, reader),
        Act::Reminders => reminders(desk, reader),
        Act::Transfer => transfer(desk, reader),
        Act::Close => reader
            .remark("comment", &desk.subject())
            .map(|comment| C::CloseTicket { comment }),
        Act::Reopen => {
            let reason = reader.reason("reason", &desk.subject())?;
            Some(C::ReopenTicket {
                reason,
                allowed: desk.reopening_allowed(),
            })
        }
        Act::SilentOn => Some(C::SwitchSilentMode { on: true }),
        Act::SilentOff => Some(C::SwitchSilentMode { on: false }),
    }
}

/// Name, e-mail and phone below a prefix.
pub fn details(
    reader: &mut Reader<'_>,
    prefix: &str,
    subject: Subject,
) -> Option<Personal<PersonDetails>> {
    let name = reader.text(&format!("{prefix}name"), ShortText::parse);
    let email = reader.email(&format!("{prefix}email"));
    let phone = reader.phone(&format!("{prefix}phone"));
    let details = PersonDetails {
        name: name?.as_str().to_owned(),
        email: email?,
        phone: phone?,
    };
    Some(Personal::new(subject, details))
}

/// An identifier of its own for the n-th person of a request.
pub fn nth(fresh: Uuid, n: usize) -> Uuid {
    Uuid::new_v5(&fresh, &n.to_be_bytes())
}

/// Somebody typed in by hand is the same person as before, if there was one.
fn person(
    reader: &mut Reader<'_>,
    prefix: &str,
    before: Option<&Person>,
    fresh: Uuid,
) -> Option<Person> {
    let subject = before.map_or_else(
        || Subject::person(fresh),
        |person| person.details.subject().clone(),
    );
    let details = details(reader, prefix, subject)?;
    Some(Person {
        party: before.and_then(|person| person.party),
        details,
    })
}

fn site_contact(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<Option<SiteContact>> {
    if reader.typed.some("name").is_none() {
        return Some(None);
    }
    let before = desk
        .opening
        .site_contact
        .as_ref()
        .map(|contact| &contact.person);
    let person = person(reader, "", before, nth(desk.fresh, 0));
    let comment = reader.remark("comment", &desk.subject());
    Some(Some(SiteContact {
        person: person?,
        comment: comment?,
        channels: reader.channels("channels"),
    }))
}

fn watchers(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<C> {
    let known = &desk.opening.watchers;
    let mut watchers = Vec::new();
    for n in 0..=known.len() {
        let prefix = format!("watchers[{n}].");
        if reader.typed.some(&format!("{prefix}name")).is_none() {
            continue;
        }
        let before = known.get(n);
        let person = person(
            reader,
            &prefix,
            before.map(|watcher| &watcher.person),
            nth(desk.fresh, n),
        );
        let id = before.map_or_else(|| WatcherId::new(nth(desk.fresh, n)), |watcher| watcher.id);
        let channels = reader.channels(&format!("{prefix}channels"));
        watchers.extend(person.map(|person| Watcher {
            id,
            person,
            channels,
        }));
    }
    Some(C::SetWatchers { watchers })
}

fn reminders(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<C> {
    let present = desk.opening.reminder_policy.quote();
    let policy = policy(reader, present, desk.is_priced())?;
    Some(C::SetReminderPolicy { policy })
}

/// The fields below `invoice` and, where work is priced, `quote`, and `visit_hours`; on service orders the quote's
/// cadence stays as it is.
pub fn policy(reader: &mut Reader<'_>, quote: Cadence, priced: bool) -> Option<ReminderPolicy> {
    let quote = if priced {
        cadence(reader, "quote")
    } else {
        Some(quote)
    };
    let invoice = cadence(reader, "invoice");
    let hours: Option<u16> = reader.number("visit_hours");
    let policy = ReminderPolicy::new(quote?, invoice?, hours?);
    policy.map_err(|error| reader.complain(error.into())).ok()
}

/// The fields `<of>.every_days` and `<of>.at_most`.
fn cadence(reader: &mut Reader<'_>, of: &str) -> Option<Cadence> {
    let days = reader.number(&format!("{of}.every_days"));
    let times = reader.number(&format!("{of}.at_most"));
    let cadence = Cadence::new(days?, times?).map_err(|error| Problem::from(error).below(of));
    cadence.map_err(|problem| reader.complain(problem)).ok()
}

fn engage(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<C> {
    let ours = desk.subject();
    let contractor = engaged(desk.contractors, reader, "contractor", desk.fresh, &ours);
    let others = others(desk, reader);
    Some(C::EngageContractor {
        assignment: AssignmentId::new(desk.fresh),
        contractor: contractor?,
        others: others?,
    })
}

/// What becomes of those still engaged: asked only where there are any.
fn others(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<Option<Others>> {
    if desk.ticket.active_assignment().is_none() {
        return Some(None);
    }
    match reader.typed.get("others") {
        "replace" => Some(Some(Others::Replace)),
        "keep" => Some(Some(Others::Keep)),
        _ => {
            reader.complain(Problem::invalid("others", "others_needed"));
            None
        }
    }
}

/// The fields `<prefix>` (an entry of the directory, or nothing) and `<prefix>.…`; what is left empty is the
/// directory's.
pub fn engaged(
    directory: &[infra::directory::Contractor],
    reader: &mut Reader<'_>,
    prefix: &str,
    fresh: Uuid,
    ours: &Subject,
) -> Option<EngagedContractor> {
    let channels = reader.channels(&format!("{prefix}.channels"));
    let instructions = reader.remark(&format!("{prefix}.instructions"), ours);
    let chosen: Option<ContractorId> = reader.typed.get(prefix).parse().ok();
    let Some(known) = chosen.and_then(|id| directory.iter().find(|contractor| contractor.id == id))
    else {
        let subject = Subject::person(nth(fresh, 1_000));
        let details = details(reader, &format!("{prefix}."), subject)?;
        let contractor = EngagedContractor {
            contractor: None,
            details,
            trade: None,
            channels,
            instructions: instructions?,
        };
        return Some(contractor);
    };
    let email = reader.email(&format!("{prefix}.email"));
    let phone = reader.phone(&format!("{prefix}.phone"));
    let details = PersonDetails {
        name: known.company.clone(),
        email: email?.or_else(|| known.email.clone()),
        phone: phone?.or_else(|| known.phone.clone()),
    };
    Some(EngagedContractor {
        contractor: Some(known.id),
        details: Personal::new(Subject::contractor(known.id), details),
        trade: known.trades.first().cloned(),
        channels,
        instructions: instructions?,
    })
}

fn addressee(desk: &Desk<'_>, code: &str) -> Option<(Addressee, Personal<PersonDetails>)> {
    let known = people::addressees(desk.ticket, desk.opening).into_iter();
    let mut known = known.filter(|(to, _, _)| people::addressee_code(to) == code);
    known.next().map(|(to, _, details)| (to, details))
}

fn message(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<C> {
    let to = addressee(desk, reader.typed.get("to"));
    if to.is_none() {
        reader.complain(Problem::invalid("to", "nobody_chosen"));
    }
    let subject = reader.text("subject", SubjectLine::parse);
    let text = reader.text("text", MessageText::parse);
    Some(C::SendMessage {
        message: MessageId::new(desk.fresh),
        to: to?.0,
        subject: Personal::new(desk.subject(), subject?),
        text: Personal::new(desk.subject(), text?),
    })
}

fn inform(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<C> {
    let text = reader.text("text", MessageText::parse);
    let mut persons = chosen(desk, reader.typed.all("persons"));
    if reader.typed.some("free.name").is_some() {
        let free = person(reader, "free.", None, nth(desk.fresh, 0))?;
        persons.push(Informed {
            person: free,
            channels: reader.channels("free.channels"),
        });
    }
    let text = Personal::new(desk.subject(), text?);
    Some(C::InformThirdParty {
        message: MessageId::new(desk.fresh),
        persons,
        text,
    })
}

/// Those ticked, if they are on the ticket.
fn chosen(desk: &Desk<'_>, values: &[String]) -> Vec<Informed> {
    let known = ticked(values).into_iter().filter_map(|(code, channels)| {
        let (_, details) = addressee(desk, &code)?;
        let person = Person {
            party: None,
            details,
        };
        Some(Informed { person, channels })
    });
    known.collect()
}

fn transfer(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<C> {
    let to: Option<StaffId> = reader.typed.get("to").parse().ok();
    let Some(to) = to else {
        reader.complain(Problem::invalid("to", "not_a_manager"));
        return None;
    };
    let is_manager =
        people::colleague(desk.staff, to).is_some_and(|m| m.active && m.has(Role::Manager));
    Some(C::TransferTicket { to, is_manager })
}
