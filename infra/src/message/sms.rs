//! How does a message fit into one SMS, link included?
//!
//! What goes first, in this order: the town, the street, the end of the subject. The link never goes. What people wrote
//! themselves may take up to three parts: cutting it would say something else.

use domain::policy::occasion::Occasion;
use domain::ticket::TicketEvent;

use super::gsm7::{ONE_PART, plain, septets, shortened};
use super::letter::{Missing, Shown};
use super::scene::Scene;
use super::texts::Texts;
use super::values;
use super::wording::{Part, Wording};

/// Names of contractors longer than this are shortened before anything else.
const LONGEST_NAME: usize = 24;
/// An agency whose name is longer signs with the letters that it sends under.
const LONGEST_AGENCY: usize = 16;
/// Three parts: each loses seven septets to the header that joins them.
const THREE_PARTS: usize = 3 * (ONE_PART - 7);

pub(super) fn write(scene: &Scene<'_>, shown: &mut Shown) -> Result<String, Missing> {
    let texts = with_short_names(&values::texts(scene, shown), scene, shown);
    if let (Occasion::ThirdPartyInformed, TicketEvent::ThirdPartyInformed { text, .. }) =
        (scene.occasion, scene.event)
    {
        let said = texts.with("text", shown.text(text)).get("sms-message");
        return Ok(shortened(&plain(&said), THREE_PARTS));
    }
    let wording = Wording::choose(scene.occasion, scene.event, scene.recipient);
    let say = |about: &str| {
        let filled = wording.part(&texts.with("about", about), Part::Sms);
        filled
            .map(|text| without_a_fourth_dot(&plain(&text)))
            .ok_or(Missing)
    };
    let (subject, places) = about(scene, shown);
    for place in places {
        let whole = say(&format!("{subject}, {place}"))?;
        if length(&whole) <= ONE_PART {
            return Ok(whole);
        }
    }
    let without_place = say(&subject)?;
    let over = length(&without_place).saturating_sub(ONE_PART);
    if over == 0 {
        return Ok(without_place);
    }
    let subject = shortened(&subject, length(&subject).saturating_sub(over));
    match &scene.link {
        Some(link) if subject.is_empty() => Ok(bare(&texts, link)),
        Some(_) | None => say(&subject),
    }
}

/// For addresses so long that they leave room for nothing else.
fn bare(texts: &Texts, link: &str) -> String {
    let bare = plain(&texts.get("sms-bare"));
    if length(&bare) <= ONE_PART {
        bare
    } else {
        link.to_owned()
    }
}

fn with_short_names(texts: &Texts, scene: &Scene<'_>, shown: &mut Shown) -> Texts {
    let (name, sender) = (
        plain(&scene.letterhead.name),
        plain(&scene.letterhead.sms_sender),
    );
    let fits = length(&name) <= LONGEST_AGENCY || sender.is_empty();
    let agency = if fits {
        shortened(&name, LONGEST_NAME)
    } else {
        sender
    };
    let mut texts = texts.with("agency", agency);
    // Several would not fit; the texts about them do without names.
    if let [contractor] = scene.contractors().as_slice() {
        texts.set(
            "contractor",
            shortened(&plain(&shown.name(contractor)), LONGEST_NAME),
        );
    }
    texts
}

/// The subject, and where it is: with the town, then the street alone.
fn about(scene: &Scene<'_>, shown: &mut Shown) -> (String, Vec<String>) {
    let Some(opening) = scene.opening() else {
        return Default::default();
    };
    let property = &opening.property;
    let places = vec![plain(&values::place(property)), plain(&property.street)];
    (plain(&shown.text(&opening.subject)), places)
}

/// Of a text that is in the alphabet already.
fn length(text: &str) -> usize {
    septets(text).unwrap_or(usize::MAX)
}

/// Where a shortened text ends a sentence.
fn without_a_fourth_dot(text: &str) -> String {
    text.replace("....", "...")
}
