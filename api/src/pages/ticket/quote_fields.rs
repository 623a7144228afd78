//! What do the actions on quotes ask, and whom may somebody ask to decide?

use domain::ticket::{Action, Channels, Ticket, Viewer};

use super::act::Act;
use super::desk::Desk;
use super::fields::channels;
use super::informing::members;
use super::quote_command::{BY_HAND, written};
use crate::pages::field::{Choice, Field, Hints, Maker};
use crate::pages::files::batch::ANY;
use crate::pages::files::chosen::one;
use crate::pages::money;
use crate::pages::people;
use crate::pages::say::Say;

/// Of a contractor's part.
pub fn of_part(action: Action, desk: &Desk<'_>, make: &Maker<'_>) -> Vec<Field> {
    let comment = || make.optional(make.area("comment", "field-comment", 2, 2_000));
    let who = || make.optional(make.line("signed_by", "field-who-said"));
    let signed = || one(make, desk.ticket, Viewer::Agency, "signed", "field-signed");
    let mut fields = Vec::new();
    if action == Action::SubmitQuote {
        fields.extend(quote(make, desk.ticket, Viewer::Agency));
        fields.push(make.optional(make.files(ANY, "field-more-files")));
        fields.extend([comment(), who()]);
    } else if action == Action::PromiseQuote {
        let day = make.input("date", "expected_on", "field-quote-expected");
        fields.extend([make.optional(day), comment(), who()]);
    } else if action == Action::RefuseQuote {
        fields.push(make.optional(make.area("reason", "field-reason", 3, 2_000)));
    } else if action == Action::AcceptQuote {
        fields.extend(signed());
        fields.push(comment());
    } else if action == Action::SendSignedQuote {
        fields.extend(signed().into_iter().map(|field| Field {
            optional: String::new(),
            ..field
        }));
        fields.push(comment());
    } else {
        fields.push(comment());
    }
    fields
}

/// Of the request to an approver.
pub fn of_approval(act: Act, desk: &Desk<'_>, make: &Maker<'_>) -> Vec<Field> {
    let comment = || make.optional(make.area("comment", "field-comment", 3, 2_000));
    let who = || make.optional(make.line("signed_by", "field-who-said"));
    match act {
        Act::AskApproval => with_approver(desk, make, comment()),
        Act::Approve => vec![
            make.radios("quote", "field-approved-quote", quotes(desk))
                .tall(),
            comment(),
            who(),
        ],
        Act::Disapprove => vec![comment(), who()],
        Act::Part(_)
        | Act::RemindApprover
        | Act::Validate
        | Act::Dismiss
        | Act::Engage
        | Act::Message
        | Act::Inform
        | Act::Note
        | Act::Amend
        | Act::SiteContact
        | Act::Watchers
        | Act::Reminders
        | Act::SilentOn
        | Act::SilentOff
        | Act::Transfer
        | Act::Close
        | Act::Reopen => vec![],
    }
}

const BOTH: Channels = Channels {
    email: true,
    sms: true,
};

/// Whoever the directory says decides; where nobody is said to, somebody typed in by hand.
fn with_approver(desk: &Desk<'_>, make: &Maker<'_>, comment: Field) -> Vec<Field> {
    let Some(asking) = desk.asking else {
        return vec![comment];
    };
    let choice = |party: &infra::directory::Party| {
        let title = make.t.say(asking.title(party, desk.opening.module));
        let reach = people::reach(&party.for_ticket().details, BOTH, make.t);
        Choice::new(party.id.to_string(), format!("{} – {title}", party.name)).hint(reach)
    };
    let mut known: Vec<Choice> = asking.people.iter().map(choice).collect();
    let by_hand = asking.takes_by_hand(desk.opening.module);
    let mut fields = Vec::new();
    if !known.is_empty() {
        if by_hand {
            let free = Choice::new(BY_HAND, make.t.say("approver-by-hand"));
            known.push(free.hint(make.t.say("approver-by-hand-hint")));
        }
        fields.push(make.radios("approver", "field-approver", known).tall());
    }
    if by_hand {
        fields.extend([
            make.optional(make.line("free.name", "field-approver-by-hand")),
            make.optional(make.email("free.email", "field-email")),
            make.optional(make.phone("free.phone", "field-phone")),
        ]);
    }
    fields.push(channels(make, "channels", "field-channels"));
    fields.extend(members(desk, make));
    fields.push(comment);
    fields
}

/// Each with its contractor and amount.
fn quotes(desk: &Desk<'_>) -> Vec<Choice> {
    let open = desk.ticket.open_approval();
    let asked = open.into_iter().flat_map(|open| &open.request.quotes);
    let label = |quote: &domain::ticket::QuoteVersion| {
        let part = desk.ticket.assignment(quote.assignment)?;
        let amount = part.offer.as_ref()?.quote.amount.cents();
        let who = people::name(&part.contractor.details);
        Some(Choice::new(
            written(*quote),
            format!("{who} – {}", money::euros(amount)),
        ))
    };
    asked.filter_map(label).collect()
}

/// The amount, and the file that says it.
pub fn quote(make: &Maker<'_>, ticket: &Ticket, viewer: Viewer) -> Vec<Field> {
    let mut fields = vec![
        make.line("quote.amount", "field-quote-amount")
            .hints(Hints {
                inputmode: "decimal",
                ..Hints::default()
            }),
    ];
    let (name, label) = ("quote.attachment", "field-quote-file");
    fields.extend(one(make, ticket, viewer, name, label));
    fields
}
