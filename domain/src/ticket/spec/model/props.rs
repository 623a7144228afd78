//! What do acts need at hand: openings, slots, amounts, papers.

use std::sync::LazyLock;

use super::super::lives::the_opening;
use super::super::people::*;
use super::super::requests::the_request;
use super::act::{Begin, Euros, Policy, Shown, When};
use super::cast::{Part, file};
use super::world::{Decider, World};
use crate::personal::Personal;
use crate::ticket::*;
use crate::value::{
    Amount, Cadence, Description, MessageText, NoteHtml, ReminderPolicy, ShortText, Slot, Subject,
};
use chrono::{DateTime, Utc};
use chrono_tz::Europe::Paris;

pub(super) static NOTE: LazyLock<Personal<NoteHtml>> =
    LazyLock::new(|| of_the_ticket(NoteHtml::parse("<b>à revoir</b>").unwrap()));

/// A ticket's whole cast, as it stands when somebody acts.
#[derive(Clone, Copy)]
pub(super) struct Scene {
    pub(super) world: World,
    pub(super) now: DateTime<Utc>,
    /// Counts the acts, so that what is said is said anew.
    pub(super) nth: u128,
}

pub(super) fn slot(scene: Scene, when: When) -> Slot {
    let local = when.local_start(scene.now);
    Slot::new(local, u32::from(when.minutes), Paris, None).unwrap()
}

pub(super) fn amount(euros: Euros) -> Amount {
    Amount::from_cents(i64::from(euros) * 100).unwrap()
}

pub(super) fn invoice(euros: Euros) -> Invoice {
    Invoice {
        amount: amount(euros),
        number: remark(),
        dated: None,
        attachment: None,
    }
}

/// What somebody adds to an answer.
pub(super) fn remark() -> Option<Personal<ShortText>> {
    Some(text("Camion au garage"))
}

pub(super) fn words() -> Personal<MessageText> {
    of_the_ticket(MessageText::parse("Bonjour").unwrap())
}

pub(super) fn subject(nth: u8) -> Personal<Subject> {
    of_the_ticket(Subject::parse(&format!("Fuite d’eau ({nth})")).unwrap())
}

pub(super) fn description() -> Personal<Description> {
    of_the_ticket(Description::parse("Sous l’évier.").unwrap())
}

pub(super) fn opening(scene: Scene, begin: Begin) -> Box<Opening> {
    let known = the_opening();
    let mut property = known.property.clone();
    let gerance = scene.world.module == Module::Gerance;
    property.module = scene.world.module;
    if gerance {
        property.kind = PropertyKind::Unit;
    }
    Box::new(Opening {
        module: scene.world.module,
        property,
        silent: begin.silent,
        subject: subject(0),
        description: description(),
        landlord: gerance.then(|| Decider::Landlord.person()),
        ask_presence: scene.world.ask_presence,
        ..known
    })
}

pub(super) fn request(scene: Scene) -> Box<Request> {
    let opening = opening(
        scene,
        Begin {
            mission: Mission::ServiceOrder,
            contractors: 1,
            silent: false,
        },
    );
    Box::new(Request {
        module: opening.module,
        property: opening.property,
        ..the_request()
    })
}

pub(super) fn others(begin: Begin) -> Vec<Engagement> {
    let parts = &Part::ALL[1..usize::from(begin.contractors)];
    let engaged = |part: &Part| Engagement {
        assignment: part.id(),
        contractor: part.contractor(),
    };
    parts.iter().map(engaged).collect()
}

pub(super) fn policy(policy: Policy) -> ReminderPolicy {
    let ((days, times), (invoice_days, invoice_times), hours) = policy.numbers();
    let quote = Cadence::new(days, times).unwrap();
    let invoice = Cadence::new(invoice_days, invoice_times).unwrap();
    ReminderPolicy::new(quote, invoice, hours).unwrap()
}

pub(super) fn attachment(nth: u8, shown: Shown) -> Attachment {
    Attachment {
        id: file(nth),
        name: text("photo.jpg"),
        media_type: "image/jpeg".to_owned(),
        size: 1_024,
        sha256: "00".repeat(32),
        to: match shown {
            Shown::Nobody => Audience::Nobody,
            Shown::Everybody => Audience::Contractors,
            Shown::To(part) => Audience::Contractor {
                assignment: part.id(),
            },
        },
    }
}

/// A watcher for each number, by e-mail.
pub(super) fn watchers(count: u8) -> Vec<Watcher> {
    let mut known = vec![the_neighbour()];
    known.truncate(usize::from(count));
    known
}

pub(super) fn informed(persons: u8) -> Vec<Informed> {
    let one = |decider: &Decider| Informed {
        person: decider.person(),
        channels: Channels::EMAIL,
    };
    let chosen = &Decider::ALL[..usize::from(persons)];
    chosen.iter().map(one).collect()
}
