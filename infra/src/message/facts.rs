//! Which facts of the ticket does this reader need under the text?
//!
//! | reader | always | besides |
//! | --- | --- | --- |
//! | contractor | visit, place, whom to contact | the order itself: description, instructions, landlord; invoices: landlord |
//! | staff | contractor, visit, place | a request: who asks, and what; invoice, answer's signatory, what was not delivered |
//! | approver | place, description, quotes | the mandate's threshold |
//! | others | contractor, visit, place | |

use domain::personal::Personal;
use domain::policy::occasion::Occasion;
use domain::ticket::{
    ApprovalRequest, Channel, Opening, PersonDetails, Recipient, TicketEvent, Undelivered,
};

use super::letter::{Fact, Shown};
use super::scene::Scene;
use super::texts::Texts;
use super::{remark, values, when};

pub(super) fn of(scene: &Scene<'_>, shown: &mut Shown, texts: &Texts) -> Vec<Fact> {
    let Some(opening) = scene.opening() else {
        return Vec::new();
    };
    let mut list = List {
        texts,
        facts: Vec::new(),
    };
    match scene.recipient {
        Recipient::Contractor { .. } => contractor(scene, opening, shown, &mut list),
        Recipient::Staff { .. } => staff(scene, opening, shown, &mut list),
        Recipient::Approver { .. } => approver(scene, opening, shown, &mut list),
        Recipient::Requester
        | Recipient::Landlord
        | Recipient::President
        | Recipient::Tenant
        | Recipient::SiteContact
        | Recipient::Watcher { .. }
        | Recipient::Informed { .. } => others(scene, opening, shown, &mut list),
    }
    list.facts
}

struct List<'a> {
    texts: &'a Texts,
    facts: Vec<Fact>,
}

impl List<'_> {
    fn add(&mut self, label: &str, said: impl Into<String>) {
        let said: String = said.into();
        let lines: Vec<String> = said.lines().map(str::to_owned).collect();
        if !lines.is_empty() {
            self.facts.push(Fact {
                label: self.texts.get(label),
                lines,
            });
        }
    }
}

fn contractor(scene: &Scene<'_>, opening: &Opening, shown: &mut Shown, list: &mut List<'_>) {
    visit(scene, list);
    list.add("fact-place", place_and_name(opening));
    if is_over(scene.occasion) {
        return;
    }
    if let Some(contact) = &opening.site_contact {
        let mut lines = reached(&contact.person.details, shown);
        lines.extend(contact.comment.as_ref().map(|comment| shown.text(comment)));
        list.add("fact-contact", lines.join("\n"));
    }
    if carries_the_order(scene.occasion) {
        list.add("fact-description", shown.text(&opening.description));
        let instructions = scene
            .part()
            .and_then(|part| part.contractor.instructions.as_ref());
        if let Some(instructions) = instructions {
            list.add("fact-instructions", shown.text(instructions));
        }
    }
    if scene.occasion == Occasion::QuoteAccepted
        && let Some(quote) = scene.quote()
    {
        list.add("fact-amount", quote.amount.to_string());
    }
    let invoiced = carries_the_order(scene.occasion) || is_about_an_invoice(scene.occasion);
    if let Some(landlord) = opening.landlord.as_ref().filter(|_| invoiced) {
        let label = if is_priced(scene.occasion) {
            "fact-landlord-quote"
        } else {
            "fact-landlord"
        };
        list.add(label, shown.name(&landlord.details));
    }
}

/// Whoever decides must know on what, before they open the page.
fn approver(scene: &Scene<'_>, opening: &Opening, shown: &mut Shown, list: &mut List<'_>) {
    list.add("fact-place", place_and_name(opening));
    let Some(request) = scene
        .approval()
        .filter(|_| is_to_be_decided(scene.occasion))
    else {
        return;
    };
    list.add("fact-description", shown.text(&opening.description));
    list.add("fact-quotes", quotes(scene, request, shown).join("\n"));
    if let Some(threshold) = request.threshold {
        list.add("fact-threshold", threshold.to_string());
    }
}

/// `Plomberie Petit : 1 234,56 €`, a line each.
fn quotes(scene: &Scene<'_>, request: &ApprovalRequest, shown: &mut Shown) -> Vec<String> {
    let parts = request.quotes.iter().filter_map(|quote| {
        let part = scene.after.assignment(quote.assignment)?;
        Some((part, part.offer.as_ref()?))
    });
    parts
        .map(|(part, offer)| {
            let name = shown.name(&part.contractor.details);
            format!("{name} : {}", offer.quote.amount)
        })
        .collect()
}

fn staff(scene: &Scene<'_>, opening: &Opening, shown: &mut Shown, list: &mut List<'_>) {
    list.add("fact-subject", shown.text(&opening.subject));
    list.add("fact-place", place_and_name(opening));
    let contractors = scene.contractors().into_iter();
    let lines: Vec<_> = contractors.flat_map(|it| reached(it, shown)).collect();
    list.add("fact-contractor", lines.join("\n"));
    visit(scene, list);
    if let TicketEvent::RequestSubmitted(request) = scene.event {
        list.add(
            "fact-requester",
            reached(&request.requester.details, shown).join("\n"),
        );
        list.add("fact-description", shown.text(&request.description));
    }
    if let TicketEvent::InvoiceReceived { invoice, .. } = scene.event {
        list.add("fact-amount", invoice.amount.to_string());
        if let Some(number) = &invoice.number {
            list.add("fact-invoice-number", shown.text(number));
        }
    }
    if is_about_one_quote(scene.occasion)
        && let Some(quote) = scene.quote()
    {
        list.add("fact-amount", quote.amount.to_string());
    }
    if let TicketEvent::NotificationFailed(failure) = scene.event {
        undelivered(scene, failure, shown, list);
    }
    if let Some(person) = remark::signatory(scene.event) {
        list.add("fact-signed-by", shown.text(person));
    }
}

fn others(scene: &Scene<'_>, opening: &Opening, shown: &mut Shown, list: &mut List<'_>) {
    list.add("fact-place", place_and_name(opening));
    let phone = matches!(scene.recipient, Recipient::SiteContact);
    let most = if phone { 2 } else { 1 };
    let lines: Vec<_> = scene
        .contractors()
        .into_iter()
        .flat_map(|it| reached(it, shown).into_iter().take(most))
        .collect();
    list.add("fact-contractor", lines.join("\n"));
    visit(scene, list);
}

fn visit(scene: &Scene<'_>, list: &mut List<'_>) {
    if let TicketEvent::PresenceAnswered {
        answer: domain::ticket::PresenceAnswer::Late { expected_at },
        ..
    } = scene.event
    {
        list.add(
            "fact-expected",
            capitalised(&when::moment(*expected_at, scene.letterhead.zone)),
        );
    }
    match (scene.visit(), scene.previous_visit()) {
        (Some(visit), Some(previous)) => {
            list.add("fact-visit", capitalised(&when::slot(visit)));
            list.add("fact-previous", when::slot(previous));
        }
        (Some(visit), None) => list.add("fact-visit", capitalised(&when::slot(visit))),
        (None, Some(previous))
            if scene.occasion == Occasion::SlotCancelled || scene.called_off().is_some() =>
        {
            list.add("fact-visit-cancelled", capitalised(&when::slot(previous)));
        }
        (None, Some(_) | None) => {}
    }
}

fn undelivered(scene: &Scene<'_>, failure: &Undelivered, shown: &mut Shown, list: &mut List<'_>) {
    let role = match failure.recipient {
        Recipient::Contractor { .. } => "reader-contractor",
        Recipient::Requester => "reader-requester",
        Recipient::Landlord => "reader-landlord",
        Recipient::President => "reader-president",
        Recipient::Tenant => "reader-tenant",
        Recipient::SiteContact => "reader-site-contact",
        Recipient::Approver { .. } => "reader-approver",
        Recipient::Watcher { .. } => "reader-watcher",
        Recipient::Staff { .. } => "reader-staff",
        Recipient::Informed { .. } => "reader-informed",
    };
    let role = list.texts.get(role);
    let who = scene
        .now
        .details_of(&failure.recipient)
        .map(|details| shown.name(details));
    list.add(
        "fact-recipient",
        who.map_or(role.clone(), |name| format!("{name} ({role})")),
    );
    let channel = match failure.channel {
        Channel::Email => "channel-email",
        Channel::Sms => "channel-sms",
    };
    list.add("fact-channel", list.texts.get(channel));
    let cause = list
        .texts
        .find(&format!("failure-{}", failure.reason.replace('_', "-")));
    list.add(
        "fact-failure",
        cause.unwrap_or_else(|| list.texts.get("failure-refused")),
    );
}

fn place_and_name(opening: &Opening) -> String {
    format!(
        "{}\n{}",
        opening.property.name,
        values::place(&opening.property)
    )
}

/// Name, telephone, e-mail: what is known of them, a line each.
fn reached(details: &Personal<PersonDetails>, shown: &mut Shown) -> Vec<String> {
    let Some(known) = shown.details(details) else {
        return vec![domain::personal::ERASED.to_owned()];
    };
    let phone = known.phone.as_ref().map(|phone| phone.display_national());
    let email = known.email.as_ref().map(ToString::to_string);
    [Some(known.name.clone()), phone, email]
        .into_iter()
        .flatten()
        .collect()
}

/// The messages that must stand alone: whoever opens one of them knows what to do and where.
fn carries_the_order(occasion: Occasion) -> bool {
    matches!(
        occasion,
        Occasion::OrderSent
            | Occasion::QuoteRequest
            | Occasion::QuoteReminder
            | Occasion::QuoteAccepted
            | Occasion::LinkRenewed
            | Occasion::AnswerReminder
            | Occasion::OrderAccepted
            | Occasion::VisitReminder
            | Occasion::PresenceRequest
    )
}

fn is_about_an_invoice(occasion: Occasion) -> bool {
    matches!(
        occasion,
        Occasion::CompletionRequest
            | Occasion::CompletionReminder
            | Occasion::InvoiceRequest
            | Occasion::InvoiceReminder
            | Occasion::InvoiceRequestedAgain
    )
}

/// Nobody is to be called any more.
fn is_over(occasion: Occasion) -> bool {
    matches!(
        occasion,
        Occasion::AssignmentCancelled
            | Occasion::QuoteRefused
            | Occasion::QuoteCancelled
            | Occasion::TicketClosed
    )
}

/// What the contractor is asked for is a price.
fn is_priced(occasion: Occasion) -> bool {
    matches!(occasion, Occasion::QuoteRequest | Occasion::QuoteReminder)
}

fn is_to_be_decided(occasion: Occasion) -> bool {
    matches!(
        occasion,
        Occasion::ApprovalRequest | Occasion::ApprovalReminder
    )
}

fn is_about_one_quote(occasion: Occasion) -> bool {
    matches!(
        occasion,
        Occasion::QuoteReceived | Occasion::QuoteReplaced | Occasion::QuoteApproved
    )
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
