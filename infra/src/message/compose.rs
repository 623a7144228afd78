//! A whole message: content for the channel, addressed, threaded, with the visit's calendar file.

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use domain::personal::Subject;
use domain::policy::occasion::Occasion;
use domain::ticket::{Channel, Recipient};
use sha2::{Digest, Sha256};

use super::letter::{self, Missing, Shown};
use super::scene::{Destination, Scene};
use super::{layout, sms, visit};
use crate::delivery::channel::{Content, Correspondent, Email, Sms};

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
    let mut shown = Shown::default();
    shown.colleagues(scene);
    if let Some(details) = scene.details() {
        shown.details(details);
    }
    let content = match scene.channel {
        Channel::Sms => Content::Sms(short_message(scene, &mut shown, to)?),
        Channel::Email => {
            let stamp = Stamped {
                reference,
                created_at,
            };
            Content::Email(Box::new(email(scene, &mut shown, to, sender, &stamp)?))
        }
    };
    Ok(Written {
        content,
        subjects: shown.into_subjects(),
    })
}

/// What an outbox row gives to its message.
struct Stamped<'a> {
    reference: &'a str,
    created_at: DateTime<Utc>,
}

fn no_text(scene: &Scene<'_>) -> impl Fn(Missing) -> Unwritable {
    let occasion = scene.occasion;
    move |Missing| Unwritable::NoText { occasion }
}

fn short_message(scene: &Scene<'_>, shown: &mut Shown, to: Destination) -> Result<Sms, Unwritable> {
    let text = sms::write(scene, shown).map_err(no_text(scene))?;
    let links = scene
        .link
        .iter()
        .filter(|link| text.contains(*link))
        .cloned()
        .collect();
    let to = to.phone.ok_or(Unwritable::NoAddress)?;
    Ok(Sms {
        sender: scene.letterhead.sms_sender.clone(),
        to,
        text,
        links,
    })
}

fn email(
    scene: &Scene<'_>,
    shown: &mut Shown,
    to: Destination,
    sender: &Sender,
    stamp: &Stamped<'_>,
) -> Result<Email, Unwritable> {
    let letter = letter::write(scene, shown).map_err(no_text(scene))?;
    let from = Correspondent {
        name: Some(scene.letterhead.name.clone()),
        address: sender.address.clone(),
    };
    let to = Correspondent {
        name: Some(to.name),
        address: to.email.ok_or(Unwritable::NoAddress)?,
    };
    Ok(Email {
        reply_to: reply_to(scene, sender),
        message_id: sender.message_id(stamp.reference),
        thread: Some(sender.message_id(&thread(scene))),
        text: layout::text(&letter)?,
        html: layout::html(&letter, scene.letterhead)?,
        automatic: scene.is_automatic(),
        calendar: visit::calendar(
            scene,
            &letter,
            &sender.domain,
            (&from, &to),
            stamp.created_at,
        ),
        enclosed: vec![],
        links: letter
            .button
            .iter()
            .map(|button| button.url.clone())
            .collect(),
        subject: letter.subject,
        from,
        to,
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
