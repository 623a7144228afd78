//! What does the log say of quotes and approvals?

use domain::ticket::{ApprovalRequest, Quote, TicketEvent as E};

use super::desk::Desk;
use super::words::{Words, plain, said};
use crate::pages::money;
use crate::pages::people;
use crate::pages::say::Say;
use crate::pages::when::Moments;
use crate::text::Language;

/// On one contractor's part. It holds nothing that the contractor may not read.
pub fn quote_words(moments: &Moments, fact: &E) -> Words {
    let t = moments.t;
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "`part_words` sends only these here"
    )]
    match fact {
        E::QuotePromised {
            expected_on: Some(day),
            comment,
            ..
        } => (
            t.with("log-QuotePromised-on", "on", moments.date(*day)),
            said(comment),
        ),
        E::QuoteReceived { quote, comment, .. } | E::QuoteReplaced { quote, comment, .. } => {
            (priced(t, fact, quote), said(comment))
        }
        E::QuoteRequested { comment, .. }
        | E::QuotePromised { comment, .. }
        | E::QuoteAccepted { comment, .. }
        | E::SignedQuoteSent { comment, .. } => (plain(t, fact), said(comment)),
        E::QuoteRefused { reason, .. } => (plain(t, fact), said(reason)),
        other => (plain(t, other), String::new()),
    }
}

fn priced(t: Language, fact: &E, quote: &Quote) -> String {
    let key = format!("log-{}", fact.name());
    t.with(&key, "amount", money::euros(quote.amount.cents()))
}

/// Between the agency and whoever decides.
pub fn approval_words(desk: &Desk<'_>, fact: &E) -> Words {
    let t = desk.t;
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "`words` sends only these here"
    )]
    match fact {
        E::ApprovalRequested { request, comment } => {
            let told = request.informed.iter();
            let told: Vec<&str> = told.map(|it| people::name(&it.person.details)).collect();
            let told = (!told.is_empty()).then(|| t.with("log-informed", "who", told.join(", ")));
            let said = [told.unwrap_or_default(), said(comment)];
            (
                t.with("log-ApprovalRequested", "who", asked(request)),
                said.join("\n").trim().to_owned(),
            )
        }
        E::QuoteApproved {
            assignment,
            comment,
            ..
        } => {
            let part = desk.ticket.assignment(*assignment);
            let who = part.map(|part| people::name(&part.contractor.details));
            (
                t.with("log-QuoteApproved", "who", who.unwrap_or_default()),
                said(comment),
            )
        }
        E::QuotesDisapproved { comment, .. } => (plain(t, fact), said(comment)),
        other => (plain(t, other), String::new()),
    }
}

fn asked(request: &ApprovalRequest) -> &str {
    people::name(&request.approver.person.details)
}
