//! Is every e-mail addressed, threaded, marked and laid out as it should be?

use std::collections::BTreeSet;

use domain::policy::occasion::Occasion;
use domain::ticket::Recipient;

use super::fixture::Data;
use super::{role, samples};

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
            Occasion::MessageSent
                | Occasion::ThirdPartyInformed
                | Occasion::SignedQuote
                | Occasion::ApprovalReminder
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

/// What is written to a contractor about the price, or to whoever approves it, is theirs.
#[test]
fn words_about_a_price_reach_only_those_whom_they_are_for() {
    for sample in samples(&Data::ordinary()) {
        let Some(email) = sample.email() else {
            continue;
        };
        let for_contractor = ["Merci de commencer", "La colonne est à refaire"];
        let reader = role(&sample.notice.recipient);
        let read = |words: &str| email.text.contains(words);
        if for_contractor.iter().any(|words| read(words)) {
            assert!(
                ["intervenant", "agence"].contains(&reader),
                "{}",
                sample.name
            );
        }
        if read("peut intervenir la semaine prochaine") || read("1\u{202f}234,56") {
            let known = ["intervenant", "agence", "approbateur"];
            assert!(known.contains(&reader), "{}", sample.name);
        }
    }
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
    assert_eq!(threads.len(), 7, "{threads:?}");
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
        ("devis-au-lieu-du-rdv-Email-intervenant", Some("CANCEL")),
        ("devis-au-lieu-du-rdv-Email-contact", Some("CANCEL")),
        ("première-date-Email-suivi", Some("REQUEST")),
        ("devis-demandé-Email-intervenant", None),
        ("devis-accepté-Email-contact", None),
        ("accepté-Email-agence", None),
        ("ordre-Email-intervenant", None),
        ("en-retard-Email-contact", None),
    ] {
        assert_eq!(method(name), expected, "{name}");
    }
}
