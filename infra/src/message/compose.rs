//! A whole message: content for the channel, addressed, threaded, with the visit's calendar file.

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use domain::personal::Subject;
use domain::policy::occasion::Occasion;
use domain::ticket::{Channel, Recipient, TicketEvent};
use sha2::{Digest, Sha256};

use super::calendar_file::{self, Entry, Method};
use super::letter::{self, Letter, Missing, Shown};
use super::scene::{Destination, Scene};
use super::{layout, sms, values};
use crate::delivery::channel::{CalendarFile, Content, Correspondent, Email, Sms};

/// Under which address e-mail leaves, the same for all agencies of the installation.
#[derive(Clone, Debug)]
pub struct Sender {
    pub address: String,
    /// Stands in Message-IDs: the part after the `@`.
    pub domain: String,
    /// Answers go to `{prefix}+{thread}@{domain}` where inbound mail is read; to the manager where it is not.
    pub reply: Option<(String, String)>,
}

impl Sender {
    /// `address` is checked with the settings.
    pub fn new(address: &str) -> Self {
        let domain = address.rsplit('@').next().unwrap_or("localhost");
        Self {
            address: address.to_owned(),
            domain: domain.to_owned(),
            reply: None,
        }
    }

    /// The name by which an e-mail is known, fixed with the outbox row.
    pub fn message_id(&self, reference: &str) -> String {
        format!("<{reference}@{}>", self.domain)
    }
}

/// A message ready to leave, and everybody whose personal data stands in it.
#[derive(Debug)]
pub struct Written {
    pub content: Content,
    pub subjects: Vec<Subject>,
}

/// Why there is no message. None of these is mended by waiting.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    #[error("the recipient has no address for this channel")]
    NoAddress,
    #[error("the recipient's data was erased")]
    Erased,
    #[error("the catalogue has no text for {occasion:?}")]
    NoText { occasion: Occasion },
    #[error("the template cannot be filled")]
    Template(#[from] askama::Error),
}

/// Writes it. `reference` and `created_at` are the outbox row's, so that every attempt gives the same message.
pub fn write(
    scene: &Scene<'_>,
    sender: &Sender,
    reference: &str,
    created_at: DateTime<Utc>,
) -> Result<Written, Unwritable> {
    let to = scene
        .destination()
        .map_err(|_| Unwritable::Erased)?
        .ok_or(Unwritable::NoAddress)?;
    let no_text = |_: Missing| Unwritable::NoText {
        occasion: scene.occasion,
    };
    let mut shown = Shown::default();
    let links: Vec<String> = scene.link.iter().cloned().collect();
    let content = match scene.channel {
        Channel::Sms => {
            let text = sms::write(scene, &mut shown).map_err(no_text)?;
            let links = links
                .into_iter()
                .filter(|link| text.contains(link))
                .collect();
            let to = to.phone.ok_or(Unwritable::NoAddress)?;
            Content::Sms(Sms {
                sender: scene.letterhead.sms_sender.clone(),
                to,
                text,
                links,
            })
        }
        Channel::Email => {
            let letter = letter::write(scene, &mut shown).map_err(no_text)?;
            let calendar = calendar(scene, &letter, sender, &to, created_at);
            let links = letter
                .button
                .iter()
                .map(|button| button.url.clone())
                .collect();
            Content::Email(Box::new(Email {
                from: Correspondent {
                    name: Some(scene.letterhead.name.clone()),
                    address: sender.address.clone(),
                },
                to: Correspondent {
                    name: Some(to.name),
                    address: to.email.ok_or(Unwritable::NoAddress)?,
                },
                reply_to: reply_to(scene, sender),
                message_id: sender.message_id(reference),
                thread: Some(sender.message_id(&thread(scene))),
                subject: letter.subject.clone(),
                text: layout::text(&letter)?,
                html: layout::html(&letter, scene.letterhead)?,
                automatic: scene.is_automatic(),
                calendar,
                links,
            }))
        }
    };
    if let Some(details) = scene.details() {
        shown.details(details);
    }
    Ok(Written {
        content,
        subjects: shown.into_subjects(),
    })
}

/// The same for all e-mails of one ticket to one person. It is the name of a message that never was; readers fold by it.
fn thread(scene: &Scene<'_>) -> String {
    let whom = serde_json::to_string(scene.recipient).unwrap_or_default();
    let digest = Sha256::digest(format!("{}|{whom}", scene.id));
    format!("thread.{}", &HEXLOWER.encode(&digest)[..32])
}

/// Where a press of "answer" goes: filed on the ticket where inbound mail is read, else to the manager, else to the agency.
fn reply_to(scene: &Scene<'_>, sender: &Sender) -> Option<Correspondent> {
    if let Some((prefix, domain)) = &sender.reply {
        let address = format!("{prefix}+{}@{domain}", thread(scene));
        return Some(Correspondent {
            name: Some(scene.letterhead.name.clone()),
            address,
        });
    }
    if matches!(scene.recipient, Recipient::Staff { .. }) {
        return None;
    }
    let card = scene.manager.map(|card| Correspondent {
        name: Some(card.name.clone()),
        address: card.email.clone(),
    });
    let agency = scene.letterhead.email.as_ref();
    card.or_else(|| {
        agency.map(|address| Correspondent {
            name: None,
            address: address.clone(),
        })
    })
}

/// A visit goes into the calendars of those who take part in it or wait for it; the agency's staff have the board.
fn calendar(
    scene: &Scene<'_>,
    letter: &Letter,
    sender: &Sender,
    to: &Destination,
    stamp: DateTime<Utc>,
) -> Option<CalendarFile> {
    if matches!(scene.recipient, Recipient::Staff { .. }) {
        return None;
    }
    let (method, slot) = match calendar_method(scene)? {
        Method::Request => (Method::Request, scene.visit()?),
        Method::Cancel => (Method::Cancel, scene.previous_visit()?),
    };
    let opening = scene.opening()?;
    let part = scene.part()?;
    let attendee = Correspondent {
        name: Some(to.name.clone()),
        address: to.email.clone()?,
    };
    Some(calendar_file::file(&Entry {
        method,
        uid: format!("{}@{}", part.id, sender.domain),
        sequence: u32::try_from(scene.sequence).unwrap_or(u32::MAX),
        stamp,
        start: slot.start(),
        end: slot.end(),
        summary: &letter.subject,
        location: &values::place(&opening.property),
        description: &letter.paragraphs.join("\n\n"),
        organizer: &Correspondent {
            name: Some(scene.letterhead.name.clone()),
            address: sender.address.clone(),
        },
        attendee: &attendee,
        file_name: format!("intervention-{}.ics", opening.number),
    }))
}

fn calendar_method(scene: &Scene<'_>) -> Option<Method> {
    match scene.occasion {
        Occasion::OrderAccepted
        | Occasion::SlotProposed
        | Occasion::SlotConfirmed
        | Occasion::SlotPostponed => Some(Method::Request),
        Occasion::SlotCancelled | Occasion::AssignmentCancelled => Some(Method::Cancel),
        Occasion::PresenceAnswered => match (scene.event, scene.visit()) {
            (TicketEvent::PresenceAnswered { .. }, Some(_)) => {
                scene.previous_visit().map(|_| Method::Request)
            }
            (_, None) => Some(Method::Cancel),
            (_, Some(_)) => None,
        },
        Occasion::TicketOpened
        | Occasion::OrderSent
        | Occasion::LinkRenewed
        | Occasion::AnswerReminder
        | Occasion::OrderDeclined
        | Occasion::VisitReminder
        | Occasion::PresenceRequest
        | Occasion::CompletionRequest
        | Occasion::CompletionReminder
        | Occasion::CompletionReported
        | Occasion::CompletionDenied
        | Occasion::QuoteFoundNecessary
        | Occasion::InvoiceRequest
        | Occasion::InvoiceReminder
        | Occasion::InvoiceRequestedAgain
        | Occasion::InvoiceReceived
        | Occasion::MessageSent
        | Occasion::MessageReceived
        | Occasion::ThirdPartyInformed
        | Occasion::TicketTransferred
        | Occasion::TicketClosed
        | Occasion::DeliveryFailed => None,
    }
}
