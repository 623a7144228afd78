//! How do the quotes of a ticket become what an approver may see of them?

use domain::ticket::{Offer, QuoteVersion, Ticket, TicketEvent, Verdict, Viewer};

use super::handler::Visit;
use super::view::{ApprovePage, OfferView};
use crate::pages::field::{Choice, Field, Maker, Problems, Typed};
use crate::pages::form::Form;
use crate::pages::link::opened::agency_view;
use crate::pages::money;
use crate::pages::people;
use crate::pages::say::Say;
use crate::pages::ticket::page::address;
use crate::pages::ticket::quote_command::written;
use crate::problem::Problem;
use crate::state::App;

/// The choice of none of the quotes.
pub(super) const NOBODY: &str = "none";

/// The page. `done`: it was just decided.
pub(super) async fn page<'p>(
    app: &App,
    visit: &Visit,
    token: &str,
    done: bool,
    typed: &Typed,
    problems: &'p Problems,
) -> Result<ApprovePage<'p>, Problem> {
    let (t, approver) = (visit.moments.t, &visit.approver);
    let (opening, approval) = (approver.opening()?, approver.approval()?);
    let offers = approval.request.quotes.iter();
    let offers: Vec<_> = offers
        .filter_map(|quote| offer(visit, token, *quote))
        .collect();
    let open = approver.ticket.approver_actions(approver.link.approval);
    let threshold = approval
        .request
        .threshold
        .map(|it| money::euros(it.cents()));
    Ok(ApprovePage {
        t,
        agency: agency_view(&visit.agency),
        number: opening.number.to_string(),
        subject: opening.subject.to_string(),
        description: opening.description.to_string(),
        property: opening.property.name.clone(),
        address: address(&opening.property),
        thanks: if done {
            t.say("approve-done")
        } else {
            String::new()
        },
        state: state(&approver.ticket, approval.verdict, t),
        comment: comment(app, visit).await?,
        threshold: threshold
            .map(|amount| t.with("approve-threshold", "amount", amount))
            .unwrap_or_default(),
        form: (!open.is_empty()).then(|| form(visit, token, &offers, typed, problems)),
        offers,
    })
}

/// What has become of the question; empty while it is open.
fn state(ticket: &Ticket, verdict: Option<Verdict>, t: crate::text::Language) -> String {
    match verdict {
        Some(Verdict::Approved { quote }) => {
            let part = ticket.assignment(quote.assignment);
            let who = part.map(|part| people::name(&part.contractor.details).to_owned());
            t.with("approve-approved", "who", who.unwrap_or_default())
        }
        Some(Verdict::Disapproved) => t.say("approve-disapproved"),
        None if ticket.open_approval().is_none() || ticket.is_closed() => {
            t.say("approve-no-longer")
        }
        None => String::new(),
    }
}

/// What the agency wrote beside the question.
async fn comment(app: &App, visit: &Visit) -> Result<String, Problem> {
    let link = &visit.approver.link;
    let events = app.log.stream(link.agency, link.ticket).await;
    let events = events.map_err(Problem::from)?;
    let mut facts = events.iter().filter_map(|event| event.ticket_event());
    let asked = facts.find_map(|fact| {
        if let TicketEvent::ApprovalRequested { request, comment } = fact
            && request.approval == link.approval
        {
            return Some(comment.as_ref().map(ToString::to_string));
        }
        None
    });
    Ok(asked.flatten().unwrap_or_default())
}

/// None of a version that another has replaced: it is not what was asked about.
fn offer(visit: &Visit, token: &str, quote: QuoteVersion) -> Option<OfferView> {
    let ticket = &visit.approver.ticket;
    let part = ticket.assignment(quote.assignment)?;
    let asked = |offer: &&Offer| offer.version == quote.version;
    let offer = part.offer.as_ref().filter(asked)?;
    let viewer = Viewer::Approver(visit.approver.link.approval);
    let file = offer.quote.attachment;
    let file = file.and_then(|file| ticket.file_for(viewer, file));
    Some(OfferView {
        value: written(quote),
        who: people::name(&part.contractor.details).to_owned(),
        trade: part.contractor.trade.clone().unwrap_or_default(),
        amount: money::euros(offer.quote.amount.cents()),
        when: visit.moments.at(offer.received_at),
        picture: file.is_some_and(|it| it.attachment.media_type.starts_with("image/")),
        file: file
            .map(|_| format!("/a/{token}/quotes/{}", quote.assignment))
            .unwrap_or_default(),
    })
}

fn form<'p>(
    visit: &Visit,
    token: &str,
    offers: &[OfferView],
    typed: &Typed,
    problems: &'p Problems,
) -> Form<'p> {
    let t = visit.moments.t;
    let make = Maker { t, typed, problems };
    Form {
        title: t.say("approve-title"),
        lead: t.say("approve-once"),
        action: format!("/a/{token}/verdict"),
        hidden: vec![("key", typed.get("key").to_owned())],
        fields: fields(&make, offers),
        submit: t.say("approve-send"),
        big: true,
        back: format!("/a/{token}"),
        back_label: t.say("abandon"),
        ..Form::blank(t, problems)
    }
}

fn fields(make: &Maker<'_>, offers: &[OfferView]) -> Vec<Field> {
    let approve = |offer: &OfferView| {
        let label = make.t.with("approve-this", "who", &offer.who);
        Choice::new(&offer.value, format!("{label} – {}", offer.amount))
    };
    let none = if offers.len() > 1 {
        "approve-none"
    } else {
        "approve-not"
    };
    let none = Choice::new(NOBODY, make.t.say(none));
    let choices = offers.iter().map(approve).chain([none]).collect();
    vec![
        make.radios("decision", "approve-decision", choices).tall(),
        make.optional(make.area("comment", "link-comment", 3, 2_000)),
        make.line("name", "approve-name"),
    ]
}
