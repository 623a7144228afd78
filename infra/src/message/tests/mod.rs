//! Every message of a service order, on every occasion, to every reader, by every channel.

mod fixture;

use std::collections::BTreeSet;
use std::path::Path;

use domain::personal::Subject;
use domain::policy::occasion::{Notice, Occasion};
use domain::policy::who_is_told::who_is_told;
use domain::ticket::{Recipient, Stamp, Ticket};

use super::gsm7::{ONE_PART, septets};
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
        let engaged = domain::ticket::TicketEvent::ContractorEngaged {
            assignment: fixture::PART,
            contractor: data.contractor(),
            generation: 1,
        };
        now.evolve(&engaged, &stamp);
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
            _ => None,
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
        Recipient::SiteContact => "contact",
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
fn every_sms_is_one_part_with_its_link_whole() {
    for data in [Data::ordinary(), Data::longest()] {
        for sample in samples(&data) {
            let Some(sms) = sample.sms() else { continue };
            let length = septets(&sms.text)
                .unwrap_or_else(|| panic!("{}: not GSM-7: {}", sample.name, sms.text));
            let own_words = sample.notice.occasion == Occasion::ThirdPartyInformed;
            assert!(
                length <= ONE_PART || own_words,
                "{}: {length}: {}",
                sample.name,
                sms.text
            );
            if let Recipient::Contractor { .. } = sample.notice.recipient
                && !is_over(&sample)
            {
                assert!(
                    sms.text.ends_with(&data.link) || sms.text.contains(&data.link),
                    "{}",
                    sms.text
                );
                assert_eq!(sms.links, [data.link.clone()]);
            }
        }
    }
}

/// Nothing is asked any more, so there is nothing to open.
fn is_over(sample: &Sample) -> bool {
    matches!(
        sample.notice.occasion,
        Occasion::AssignmentCancelled | Occasion::TicketClosed
    )
}

#[test]
fn an_address_that_leaves_no_room_still_arrives_whole() {
    let mut data = Data::longest();
    data.link = format!(
        "https://{}.example/r/7Yk3mPq9RtVwXz2AbCdEfG",
        "un-sous-domaine-sans-fin".repeat(4)
    );
    for sample in samples(&data) {
        let Some(sms) = sample
            .sms()
            .filter(|_| matches!(sample.notice.recipient, Recipient::Contractor { .. }))
        else {
            continue;
        };
        assert!(
            is_over(&sample) || sms.text.contains(&data.link),
            "{}: {}",
            sample.name,
            sms.text
        );
    }
}

#[test]
fn every_email_has_the_subject_that_people_sort_by() {
    for sample in samples(&Data::ordinary()) {
        let Some(email) = sample.email() else {
            continue;
        };
        assert_eq!(
            email.subject, "[Ticket n° 1026] Fuite d'eau – 4, rue Gilbert 54000 NANCY",
            "{}",
            sample.name
        );
    }
}

#[test]
fn what_an_answer_needs_is_one_link_also_written_out() {
    for sample in samples(&Data::ordinary()) {
        let Some(email) = sample.email() else {
            continue;
        };
        for link in &email.links {
            assert_eq!(
                email.html.matches(&format!("href=\"{link}\"")).count(),
                2,
                "{}",
                sample.name
            );
            assert!(
                email.text.contains(&format!("\n{link}\n")),
                "{}",
                sample.name
            );
        }
        assert!(email.links.len() <= 1);
    }
}

#[test]
fn what_people_wrote_cannot_break_out_of_the_page() {
    let all = samples(&Data::ordinary());
    let order = all
        .iter()
        .find(|sample| sample.name == "ordre-Email-intervenant")
        .unwrap();
    let html = &order.email().unwrap().html;
    assert!(html.contains("&#60;b&#62;2e&#60;/b&#62;"), "{html}");
    assert!(!html.contains("<b>2e"));
}

#[test]
fn only_what_goes_by_itself_says_so() {
    for sample in samples(&Data::ordinary()) {
        let Some(email) = sample.email() else {
            continue;
        };
        let by_hand = matches!(
            sample.notice.occasion,
            Occasion::MessageSent | Occasion::ThirdPartyInformed
        );
        assert_eq!(email.automatic, !by_hand, "{}", sample.name);
        assert_eq!(
            email.text.contains("Message envoyé automatiquement"),
            email.automatic,
            "{}",
            sample.name
        );
    }
}

#[test]
fn a_message_written_by_hand_is_signed_and_answered_to_its_author() {
    let all = samples(&Data::ordinary());
    let sample = all
        .iter()
        .find(|sample| sample.name == "message-propriétaire-Email-propriétaire")
        .unwrap();
    let email = sample.email().unwrap();
    assert!(
        email.text.contains("Sophie Martin\nCabinet Durand"),
        "{}",
        email.text
    );
    assert_eq!(
        email.reply_to.as_ref().map(|to| to.address.as_str()),
        Some("sophie.martin@cabinet-durand.example")
    );
}

#[test]
fn messages_to_one_person_are_one_thread() {
    let all = samples(&Data::ordinary());
    let threads: BTreeSet<(&str, Option<&str>)> = all
        .iter()
        .filter(|sample| !matches!(sample.notice.recipient, Recipient::Staff { .. }))
        .filter_map(|sample| {
            Some((
                role(&sample.notice.recipient),
                sample.email()?.thread.as_deref(),
            ))
        })
        .collect();
    assert_eq!(threads.len(), 5, "{threads:?}");
}

#[test]
fn visits_come_with_a_calendar_file_and_cancellations_take_it_back() {
    let all = samples(&Data::ordinary());
    let method = |name: &str| {
        let sample = all
            .iter()
            .find(|sample| sample.name == name)
            .unwrap_or_else(|| panic!("{name}"));
        sample
            .email()
            .unwrap()
            .calendar
            .as_ref()
            .map(|file| file.method)
    };
    for (name, expected) in [
        ("accepté-saisi-Email-intervenant", Some("REQUEST")),
        ("accepté-Email-contact", Some("REQUEST")),
        ("reporté-Email-suivi", Some("REQUEST")),
        ("remis-Email-contact", Some("REQUEST")),
        ("date-annulée-Email-contact", Some("CANCEL")),
        ("impossible-Email-suivi", Some("CANCEL")),
        ("annulé-Email-intervenant", Some("CANCEL")),
        ("accepté-Email-agence", None),
        ("ordre-Email-intervenant", None),
        ("en-retard-Email-contact", None),
    ] {
        assert_eq!(method(name), expected, "{name}");
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
