//! How does a contractor's part become its page?

use domain::actor::Actor;
use domain::ticket::{Addressee, TicketEvent as E, Viewer};
use infra::log::RecordedEvent;

use super::answer::{Answer, offered, question};
use super::opened::Opened;
use super::view::{self, Exchange, OrderPage, PersonView};
use crate::pages::files::Files;
use crate::pages::people;
use crate::pages::say::Say;
use crate::pages::ticket::log::signed_by;
use crate::pages::ticket::page::{address, map};
use crate::pages::ticket::words::part_words;
use crate::problem::Problem;

/// The page. `done`: what was just answered.
pub fn page(
    opened: &Opened,
    token: &str,
    done: Option<&str>,
    events: &[RecordedEvent],
) -> Result<OrderPage, Problem> {
    let (t, part, opening) = (opened.t, opened.part()?, opened.opening()?);
    let visit = part.step.visit();
    let landlord = opening
        .landlord
        .as_ref()
        .map(|landlord| people::name(&landlord.details));
    let instructions = part.contractor.instructions.as_ref();
    let asked = asked(opened, token)?;
    Ok(OrderPage {
        t,
        agency: opened.agency_view(),
        number: opened.number()?,
        subject: opening.subject.to_string(),
        property: opening.property.name.clone(),
        address: address(&opening.property),
        map: map(&opening.property),
        slot: visit
            .map(|visit| opened.moments.slot(&visit.slot))
            .unwrap_or_default(),
        thanks: done
            .map(|done| t.maybe(&format!("done-{done}")))
            .unwrap_or_default(),
        question: t.say(&format!("ask-{}", asked.key)),
        lead: t.maybe(&format!("ask-{}-lead", asked.key)),
        answers: asked.answers,
        calendar: if visit.is_some_and(|visit| !visit.slot.has_ended(opened.moments.now)) {
            format!("/r/{token}/visit.ics")
        } else {
            String::new()
        },
        corrections: asked.corrections,
        description: opening.description.to_string(),
        instructions: instructions.map(ToString::to_string).unwrap_or_default(),
        files: Files::of(
            t,
            &opened.ticket,
            Viewer::Contractor(opened.grant.assignment),
            &format!("/r/{token}/files"),
        ),
        people: persons(opened)?,
        invoice_to: landlord
            .map(|name| t.with("link-invoice-to", "name", name))
            .unwrap_or_default(),
        message: asked.message,
        receipt: asked.receipt,
        exchanges: events
            .iter()
            .rev()
            .filter_map(|event| exchange(opened, event))
            .collect(),
    })
}

/// The question of the moment, and what else may be said.
struct Asked {
    key: &'static str,
    answers: Vec<view::Answer>,
    corrections: Vec<view::Answer>,
    message: String,
    receipt: String,
}

fn asked(opened: &Opened, token: &str) -> Result<Asked, Problem> {
    let (part, now) = (opened.part()?, opened.moments.now);
    let (key, buttons) = question(&opened.ticket, part, now);
    let mut corrections = offered(&opened.ticket, part, now);
    corrections.retain(|answer| !buttons.contains(answer));
    let href = |answer: Answer| format!("/r/{token}/{}", answer.slug());
    let link = |(n, answer): (usize, &Answer)| view::Answer {
        href: href(*answer),
        label: opened.t.say(&format!("answer-{}", answer.slug())),
        main: n == 0,
    };
    let settings = opened.agency.settings.of(opened.opening()?.module);
    let open = !opened.ticket.is_closed();
    let unread = open && settings.record_read_receipts && part.read_at.is_none();
    Ok(Asked {
        key,
        answers: buttons.iter().enumerate().map(link).collect(),
        corrections: corrections.iter().enumerate().map(link).collect(),
        message: if open {
            href(Answer::Message)
        } else {
            String::new()
        },
        receipt: if unread {
            href(Answer::Read)
        } else {
            String::new()
        },
    })
}

/// Whom to call: to get in, and at the agency.
fn persons(opened: &Opened) -> Result<Vec<PersonView>, Problem> {
    let t = opened.t;
    let site = opened
        .opening()?
        .site_contact
        .as_ref()
        .map(|contact| PersonView {
            title: t.say("link-site-contact"),
            name: people::name(&contact.person.details).to_owned(),
            phone: people::phone(&contact.person.details),
            phone_href: people::phone_href(&contact.person.details).to_owned(),
            note: contact
                .comment
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
        });
    let own = opened
        .manager
        .as_ref()
        .and_then(|manager| manager.phone.as_ref());
    let phone = own.or(opened.agency.phone.as_ref());
    let manager = PersonView {
        title: t.say("link-manager"),
        name: opened.manager.as_ref().map_or_else(
            || opened.agency.name.clone(),
            |manager| manager.name.clone(),
        ),
        phone: phone
            .map(|phone| phone.display_national())
            .unwrap_or_default(),
        phone_href: phone
            .map(|phone| phone.as_str().to_owned())
            .unwrap_or_default(),
        note: String::new(),
    };
    Ok(site.into_iter().chain([manager]).collect())
}

/// What this contractor and the agency told each other; nobody else's exchanges, nothing internal.
fn exchange(opened: &Opened, recorded: &RecordedEvent) -> Option<Exchange> {
    let fact = recorded.ticket_event()?;
    let (title, text) = said(opened, fact)?;
    let inward = matches!(recorded.metadata.actor, Actor::Contractor { .. });
    let who = match signed_by(fact).filter(|_| inward) {
        Some(signed) => signed.to_string(),
        None if inward => opened
            .part()
            .map(|part| people::name(&part.contractor.details).to_owned())
            .ok()?,
        None => opened.agency.name.clone(),
    };
    let side = if inward { "out" } else { "in" };
    Some(Exchange {
        side,
        when: opened.moments.at(recorded.metadata.at),
        who,
        title,
        text,
    })
}

fn said(opened: &Opened, fact: &E) -> Option<(String, String)> {
    let us = Addressee::Contractor {
        assignment: opened.grant.assignment,
    };
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what is not shown to the contractor stays with the agency"
    )]
    match fact {
        E::MessageSent {
            to, subject, text, ..
        } if *to == us => Some((subject.to_string(), text.to_string())),
        E::MessageReceived {
            from,
            subject,
            text,
            ..
        } if *from == us => {
            let subject = subject
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
            Some((subject, text.to_string()))
        }
        E::OrderAccepted { assignment, .. }
        | E::SlotProposed { assignment, .. }
        | E::SlotConfirmed { assignment }
        | E::SlotPostponed { assignment, .. }
        | E::SlotCancelled { assignment, .. }
        | E::PresenceAnswered { assignment, .. }
        | E::CompletionReported { assignment, .. }
        | E::CompletionDenied { assignment, .. }
        | E::QuoteFoundNecessary { assignment, .. }
        | E::QuoteRequested { assignment, .. }
        | E::QuotePromised { assignment, .. }
        | E::QuoteReceived { assignment, .. }
        | E::QuoteReplaced { assignment, .. }
        | E::QuoteAccepted { assignment, .. }
        | E::SignedQuoteSent { assignment, .. }
        | E::InvoiceRequested { assignment, .. }
        | E::InvoiceReceived { assignment, .. }
        | E::InvoiceRejected { assignment, .. }
        | E::OnSitePresenceRequested {
            assignment,
            kept_back: false,
        }
        | E::CompletionRequested {
            assignment,
            kept_back: false,
        }
        | E::ReminderSent {
            assignment,
            kept_back: false,
            ..
        } if *assignment == opened.grant.assignment => Some(part_words(&opened.moments, fact)),
        _ => None,
    }
}
