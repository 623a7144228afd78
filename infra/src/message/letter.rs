//! What stands in a message, before it is laid out?

use domain::personal::{Personal, Subject};
use domain::policy::occasion::Occasion;
use domain::ticket::{PersonDetails, Recipient, TicketEvent};

use super::facts;
use super::remark::{self, Remark};
use super::scene::Scene;
use super::texts::Texts;
use super::values;
use super::wording::{Part, Wording};

/// A message in its parts, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) subject: String,
    pub(super) title: String,
    pub(super) greeting: String,
    pub(super) paragraphs: Vec<String>,
    pub(super) quote: Option<Fact>,
    pub(super) facts: Vec<Fact>,
    pub(super) button: Option<Button>,
    pub(super) regards: String,
    pub(super) signature: Vec<String>,
    /// What is said below the line: that it is automatic, where the agency is.
    pub(super) footer: Vec<String>,
}

/// A label and what it names, line by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) lines: Vec<String>,
}

/// What an answer needs: one link, also written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Button {
    pub(super) label: String,
    pub(super) url: String,
    pub(super) written_out: String,
    /// That the link is the reader's own, where it is.
    pub(super) note: Option<String>,
}

/// Shows personal values, and remembers whose they were.
#[derive(Debug, Default)]
pub(super) struct Shown {
    subjects: Vec<Subject>,
}

impl Shown {
    pub(super) fn text<T: std::fmt::Display>(&mut self, value: &Personal<T>) -> String {
        self.remember(value.subject());
        value.to_string()
    }

    pub(super) fn details<'a>(
        &mut self,
        value: &'a Personal<PersonDetails>,
    ) -> Option<&'a PersonDetails> {
        self.remember(value.subject());
        value.get()
    }

    pub(super) fn name(&mut self, value: &Personal<PersonDetails>) -> String {
        self.details(value).map_or_else(
            || domain::personal::ERASED.to_owned(),
            |known| known.name.clone(),
        )
    }

    /// Those of the agency whose names and addresses a message carries: who gets it, who signs, who is answered to.
    pub(super) fn colleagues(&mut self, scene: &Scene<'_>) {
        let (recipient, author) = (scene.recipient.staff(), scene.stamp.by.staff());
        let manager = scene.opening().map(|opening| opening.team.manager);
        for id in [recipient, author, manager].into_iter().flatten() {
            self.remember(&Subject::staff(id));
        }
    }

    pub(super) fn into_subjects(self) -> Vec<Subject> {
        self.subjects
    }

    fn remember(&mut self, subject: &Subject) {
        if !self.subjects.contains(subject) {
            self.subjects.push(subject.clone());
        }
    }
}

/// The name of a text that the catalogue lacks. A test goes over all of them; this is for the one it missed.
#[derive(Debug)]
pub(super) struct Missing;

pub(super) fn write(scene: &Scene<'_>, shown: &mut Shown) -> Result<Letter, Missing> {
    let texts = values::texts(scene, shown);
    let wording = Wording::choose(scene.occasion, scene.event, scene.recipient);
    let text = wording.part(&texts, Part::Text).ok_or(Missing)?;
    let signature = signature(scene);
    Ok(Letter {
        subject: texts.get("subject-line"),
        title: wording.part(&texts, Part::Title).ok_or(Missing)?,
        greeting: texts.get("greeting"),
        paragraphs: text
            .split("\n\n")
            .map(|paragraph| paragraph.trim().replace('\n', " "))
            .collect(),
        quote: quote(scene, shown, &texts),
        facts: facts::of(scene, shown, &texts),
        button: button(scene, &wording, &texts),
        regards: texts.get("regards"),
        signature,
        footer: footer(scene, &texts),
    })
}

fn quote(scene: &Scene<'_>, shown: &mut Shown, texts: &Texts) -> Option<Fact> {
    if !is_for(scene.event, scene.recipient) {
        return None;
    }
    let (label, words) = match remark::of(scene.event)? {
        Remark::Short(label, said) => (label, shown.text(said)),
        Remark::Message(label, said) => (label, shown.text(said)),
    };
    Some(Fact {
        label: texts.get(label),
        lines: words.lines().map(str::to_owned).collect(),
    })
}

/// What is noted at closing is for the agency; what passes with a contractor about a price, or with whoever approves it,
/// is for nobody who only hears of the step.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "everything else is for whoever hears of it"
)]
fn is_for(event: &TicketEvent, recipient: &Recipient) -> bool {
    let staff = matches!(recipient, Recipient::Staff { .. });
    match event {
        TicketEvent::TicketClosed { .. } => staff,
        TicketEvent::QuoteRequested { .. }
        | TicketEvent::QuoteReceived { .. }
        | TicketEvent::QuoteAccepted { .. } => {
            staff || matches!(recipient, Recipient::Contractor { .. })
        }
        TicketEvent::ApprovalRequested { .. } => matches!(recipient, Recipient::Approver { .. }),
        _ => true,
    }
}

fn button(scene: &Scene<'_>, wording: &Wording, texts: &Texts) -> Option<Button> {
    let label = wording.part(texts, Part::Action)?;
    let personal = matches!(
        scene.recipient,
        Recipient::Contractor { .. } | Recipient::Requester | Recipient::Approver { .. }
    );
    Some(Button {
        label,
        url: scene.link.clone()?,
        written_out: texts.get("written-out"),
        note: personal.then(|| texts.get("personal-link")),
    })
}

/// Whoever wrote it on purpose signs it; everything else is signed by the agency.
fn signature(scene: &Scene<'_>) -> Vec<String> {
    let by_hand = matches!(
        scene.occasion,
        Occasion::MessageSent | Occasion::ThirdPartyInformed
    );
    let author = scene
        .author
        .filter(|_| by_hand)
        .map(|author| author.name.clone());
    author
        .into_iter()
        .chain([scene.letterhead.name.clone()])
        .collect()
}

fn footer(scene: &Scene<'_>, texts: &Texts) -> Vec<String> {
    let head = scene.letterhead;
    let automatic = scene.is_automatic().then(|| texts.get("automatic"));
    let place = format!(
        "{}, {}, {} {}",
        head.name, head.street, head.postal_code, head.city
    );
    let reached = [head.phone.as_deref(), head.email.as_deref()];
    let reached = reached
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    automatic
        .into_iter()
        .chain([place])
        .chain((!reached.is_empty()).then_some(reached))
        .collect()
}
