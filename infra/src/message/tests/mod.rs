//! Every message of a ticket, on every occasion, to every reader, by every channel.

mod email;
mod fixture;
mod sms;

use std::collections::BTreeSet;
use std::path::Path;

use domain::personal::Subject;
use domain::policy::occasion::{Notice, Occasion};
use domain::policy::who_is_told::who_is_told;
use domain::ticket::{Recipient, Stamp, Ticket, TicketType};

use super::gsm7::septets;
use super::{Scene, Sender, Written, write};
use crate::delivery::channel::{Content, Email, Sms};
use fixture::{Act, Data, TICKET, acts, at};

/// A message, with what it came from.
struct Sample {
    name: String,
    notice: Notice,
    written: Written,
}

impl Sample {
    fn email(&self) -> Option<&Email> {
        match &self.written.content {
            Content::Email(email) => Some(email),
            Content::Sms(_) => None,
        }
    }
    fn sms(&self) -> Option<&Sms> {
        match &self.written.content {
            Content::Sms(sms) => Some(sms),
            Content::Email(_) => None,
        }
    }
}

fn fold(act: &Act) -> (Ticket, Ticket, Stamp) {
    let mut before = Ticket::default();
    for (hours, event) in (0..).zip(&act.before) {
        let by = event
            .assignment()
            .map_or_else(fixture::staff, |_| fixture::contractor());
        before.evolve(event, &Stamp { at: at(hours), by });
    }
    let stamp = Stamp {
        at: at(30),
        by: act.by.clone(),
    };
    let mut after = before.clone();
    after.evolve(&act.event, &stamp);
    (before, after, stamp)
}

fn samples(data: &Data) -> Vec<Sample> {
    acts(data)
        .iter()
        .flat_map(|act| written(data, act))
        .collect()
}

fn written(data: &Data, act: &Act) -> Vec<Sample> {
    let (before, after, stamp) = fold(act);
    let mut now = after.clone();
    if now.assignments.is_empty() {
        // The order follows the opening in the same breath.
        let mission = now.ticket_type().and_then(TicketType::mission);
        let mission = mission.unwrap_or_default();
        let engaged = domain::ticket::TicketEvent::ContractorEngaged {
            assignment: fixture::PART,
            contractor: data.contractor(),
            generation: 1,
            mission,
        };
        now.evolve(&engaged, &stamp);
        if now.engages_several() {
            now.evolve(&data.beside(mission), &stamp);
        }
    }
    let letterhead = data.letterhead();
    let (colleague, author) = (data.staff("Karim Benali"), data.staff("Sophie Martin"));
    let notices = who_is_told(&act.event, &stamp, &after);
    let write_one = |notice: Notice| {
        let to_staff = matches!(notice.recipient, Recipient::Staff { .. });
        let link = match notice.recipient {
            Recipient::Contractor { .. } => Some(data.link.clone()),
            Recipient::Staff { .. } => {
                Some(format!("https://suivi.cabinet-durand.fr/tickets/{TICKET}"))
            }
            Recipient::Requester => Some(data.link.replace("/r/", "/d/")),
            Recipient::Approver { .. } => Some(data.link.replace("/r/", "/a/")),
            Recipient::Landlord
            | Recipient::President
            | Recipient::Tenant
            | Recipient::SiteContact
            | Recipient::Watcher { .. }
            | Recipient::Informed { .. } => None,
        };
        let scene = Scene {
            id: TICKET,
            before: &before,
            event: &act.event,
            stamp: &stamp,
            after: &after,
            now: &now,
            sequence: 9,
            recipient: &notice.recipient,
            occasion: notice.occasion,
            channel: notice.channel,
            assignment: notice.assignment,
            on_purpose: notice.on_purpose,
            letterhead: &letterhead,
            colleague: to_staff.then_some(&colleague),
            author: Some(&author),
            manager: Some(&author),
            link,
        };
        let sender = Sender::new("ne-pas-repondre@maincourante.example");
        let name = format!(
            "{}-{:?}-{}",
            act.name,
            notice.channel,
            role(&notice.recipient)
        );
        let written = write(&scene, &sender, "0123456789abcdef", at(30));
        Sample {
            written: written.unwrap_or_else(|fault| panic!("{name}: {fault}")),
            name,
            notice,
        }
    };
    notices.into_iter().map(write_one).collect()
}

fn role(recipient: &Recipient) -> &'static str {
    match recipient {
        Recipient::Contractor { .. } => "intervenant",
        Recipient::Requester => "demandeur",
        Recipient::Landlord => "propriétaire",
        Recipient::President => "président",
        Recipient::Tenant => "locataire",
        Recipient::SiteContact => "contact",
        Recipient::Approver { .. } => "approbateur",
        Recipient::Watcher { .. } => "suivi",
        Recipient::Staff { .. } => "agence",
        Recipient::Informed { .. } => "tiers",
    }
}

/// Every text that a sample shows to anybody.
fn texts(sample: &Sample) -> Vec<&str> {
    match &sample.written.content {
        Content::Email(email) => vec![&email.subject, &email.text, &email.html],
        Content::Sms(sms) => vec![&sms.text],
    }
}

#[test]
fn the_samples_cover_every_occasion() {
    let seen: BTreeSet<Occasion> = samples(&Data::ordinary())
        .iter()
        .map(|sample| sample.notice.occasion)
        .collect();
    let last = Occasion::DeliveryFailed as usize;
    assert_eq!(seen.len(), last + 1, "{seen:?}");
}

#[test]
fn every_text_is_complete() {
    for data in [Data::ordinary(), Data::longest()] {
        for sample in samples(&data) {
            for text in texts(&sample) {
                assert!(
                    !text.contains("{ $") && !text.contains("{$"),
                    "{}: {text}",
                    sample.name
                );
                assert!(
                    !text.contains("Unknown localization"),
                    "{}: {text}",
                    sample.name
                );
                assert!(
                    !text.contains(['\u{2068}', '\u{2069}']),
                    "{}: {text}",
                    sample.name
                );
            }
        }
    }
}

#[test]
fn whoever_is_named_is_on_the_list_of_those_to_erase() {
    for sample in samples(&Data::ordinary()) {
        let subjects: Vec<&str> = sample
            .written
            .subjects
            .iter()
            .map(Subject::as_str)
            .collect();
        let named = texts(&sample)
            .iter()
            .any(|text| text.contains("Plomberie Éluard"));
        let eluard = Subject::person(uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, b"eluard"));
        assert!(
            !named || subjects.contains(&eluard.as_str()),
            "{}: {subjects:?}",
            sample.name
        );
        assert!(
            subjects.contains(&Subject::ticket(TICKET).as_str()),
            "{}",
            sample.name
        );
    }
}

/// Writes every message into the folder that `MESSAGE_SAMPLES` names, for reading.
#[test]
fn samples_for_reading() {
    let Some(folder) = std::env::var_os("MESSAGE_SAMPLES") else {
        return;
    };
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).unwrap();
    let mut all_sms = String::new();
    for sample in samples(&Data::ordinary())
        .iter()
        .chain(&samples(&Data::longest()))
    {
        let file = folder.join(&sample.name);
        match &sample.written.content {
            Content::Email(email) if !file.with_extension("html").exists() => {
                std::fs::write(file.with_extension("html"), &email.html).unwrap();
                std::fs::write(
                    file.with_extension("txt"),
                    format!("{}\n\n{}", email.subject, email.text),
                )
                .unwrap();
            }
            Content::Email(_) => {}
            Content::Sms(sms) => {
                let length = septets(&sms.text).unwrap_or_default();
                all_sms += &format!("{} ({length})\n    {}\n", sample.name, sms.text);
            }
        }
    }
    std::fs::write(folder.join("sms.txt"), all_sms).unwrap();
}
