//! Where does a ticket stand that is looked at, and how does it come there?

use std::sync::Arc;

use domain::ids::AssignmentId;
use domain::ticket::{StepCode, WholeAction};
use harness::office::{Office, Order};
use harness::people::slot;
use harness::when::tomorrow_at;
use serde_json::{Value, json};
use uuid::Uuid;

use super::body::word;

/// Where a ticket stands that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Pending,
    Dismissed,
    Awaiting,
    Planned,
    /// The contractor found that a quote is needed.
    Called,
    Confirmed,
    OnSite,
    AwaitingCompletion,
    Completed,
    InvoiceRequested,
    Invoiced,
    Declined,
    Cancelled,
    Several,
    QuoteRequested,
    QuotePromised,
    QuoteReceived,
    QuoteInApproval,
    QuoteDisapproved,
    QuoteApproved,
    QuoteAccepted,
    QuoteRefused,
    Closed,
}

impl State {
    pub const ALL: [Self; 23] = [
        Self::Pending,
        Self::Dismissed,
        Self::Awaiting,
        Self::Planned,
        Self::Called,
        Self::Confirmed,
        Self::OnSite,
        Self::AwaitingCompletion,
        Self::Completed,
        Self::InvoiceRequested,
        Self::Invoiced,
        Self::Declined,
        Self::Cancelled,
        Self::Several,
        Self::QuoteRequested,
        Self::QuotePromised,
        Self::QuoteReceived,
        Self::QuoteInApproval,
        Self::QuoteDisapproved,
        Self::QuoteApproved,
        Self::QuoteAccepted,
        Self::QuoteRefused,
        Self::Closed,
    ];

    /// What the agency enters after the opening.
    fn entries(self) -> Vec<(&'static str, Value)> {
        let accepted = (
            "answers",
            json!({ "answer": "accept", "slot": slot(tomorrow_at(9, 0)) }),
        );
        let on_site = ("presence-answers", json!({ "answer": "on_site" }));
        let done = ("completions", json!({ "completed_on": "2026-03-02" }));
        let asked = ("invoice-requests", json!({}));
        let all = [accepted, on_site, done, asked];
        let first = |n: usize| all.iter().take(n).cloned().collect::<Vec<_>>();
        let after = |n: usize, last| first(n).into_iter().chain([last]).collect::<Vec<_>>();
        let quote = ("quotes", json!({ "quote": { "amount": "1250,50" } }));
        let with_quote = |last: Option<(&'static str, Value)>| {
            let first = [quote.clone()].into_iter();
            first.chain(last).collect::<Vec<_>>()
        };
        match self {
            Self::Pending
            | Self::Dismissed
            | Self::Awaiting
            | Self::Several
            | Self::QuoteRequested
            | Self::Closed => vec![],
            Self::QuotePromised => vec![("quote-promises", json!({}))],
            Self::QuoteReceived
            | Self::QuoteInApproval
            | Self::QuoteDisapproved
            | Self::QuoteApproved => with_quote(None),
            Self::QuoteAccepted => with_quote(Some(("quote-acceptances", json!({ "version": 1 })))),
            Self::QuoteRefused => with_quote(Some(("quote-refusals", json!({ "version": 1 })))),
            Self::Planned => first(1),
            Self::Called => after(1, ("quote-needs", json!({}))),
            Self::Confirmed => after(1, ("slot-confirmations", json!({}))),
            Self::OnSite | Self::AwaitingCompletion => first(2),
            Self::Completed => first(3),
            Self::InvoiceRequested => first(4),
            Self::Invoiced => after(
                4,
                ("invoices", json!({ "invoice": { "amount": "248,50" } })),
            ),
            Self::Declined => vec![(
                "answers",
                json!({ "answer": "decline", "reason": "Complet" }),
            )],
            Self::Cancelled => vec![("cancellations", json!({}))],
        }
    }

    fn is_a_quote(self) -> bool {
        let code = format!("{self:?}");
        code.starts_with("Quote")
    }

    async fn asks_the_president(self, order: &Order) {
        if ![
            Self::QuoteInApproval,
            Self::QuoteDisapproved,
            Self::QuoteApproved,
        ]
        .contains(&self)
        {
            return;
        }
        let disapproved = json!({ "decision": "disapprove" });
        let verdict = (self == Self::QuoteDisapproved).then_some(disapproved);
        let approved =
            json!({ "decision": "approve", "assignment": order.assignment, "version": 1 });
        let verdict = verdict.or((self == Self::QuoteApproved).then_some(approved));
        let manager = order.office.manager();
        let president = order.office.cabinet.girard;
        let asked = json!({ "approver": { "party": president, "channels": { "email": true } } });
        let asked = manager.tries_on_ticket(order, "approvals", asked).await;
        let _ = asked.succeeded();
        if let Some(verdict) = verdict {
            let read = order.read().await;
            let approval = format!("approvals/{}/verdicts", word(&read["approvals"][0], "id"));
            let said = manager.tries_on_ticket(order, &approval, verdict).await;
            let _ = said.succeeded();
        }
    }

    /// What concerns no contractor's part is the same at each of its steps.
    pub fn is_looked_at(self, action: &str) -> bool {
        let is_whole = WholeAction::ALL.iter().any(|it| it.code() == action);
        let may_differ = [
            "engage_contractor",
            "send_message",
            "acknowledge_attention",
            "request_approval",
            "approve_quote",
            "disapprove_quotes",
            "remind_approver",
        ];
        !is_whole
            || may_differ.contains(&action)
            || matches!(
                self,
                Self::Pending | Self::Awaiting | Self::Several | Self::Closed
            )
    }

    /// A ticket that has come so far. Nobody waits for its messages.
    pub async fn reached(self, office: &Arc<Office>) -> Order {
        let manager = office.manager();
        if matches!(self, Self::Pending | Self::Dismissed) {
            let request = begun(office, "/requests", &manager.demand()).await;
            if self == Self::Dismissed {
                let reason = json!({ "reason": "Déjà fait" });
                let answer = manager.tries_on_ticket(&request, "dismissals", reason);
                let _ = answer.await.succeeded();
            }
            return request;
        }
        let mut leak = manager.leak();
        if self == Self::Several {
            leak["other_contractors"] = json!([{ "contractor": office.cabinet.locksmith.uuid() }]);
        }
        if self.is_a_quote() {
            leak["mission"] = json!("quote");
        }
        let order = begun(office, "/tickets", &leak).await;
        for (what, body) in self.entries() {
            let _ = manager.tries(&order, what, body).await.succeeded();
        }
        self.asks_the_president(&order).await;
        if self == Self::QuoteAccepted {
            let files = format!("/tickets/{}/attachments", order.id);
            let signed = manager
                .caller
                .upload(&files, "signé.txt", "Bon pour accord");
            let _ = signed.await.succeeded();
        }
        if self == Self::Closed {
            let answer = manager.tries_on_ticket(&order, "closures", json!({}));
            let _ = answer.await.succeeded();
        }
        order
    }
}

async fn begun(office: &Arc<Office>, path: &str, body: &Value) -> Order {
    let caller = office.caller(office.cabinet.manager);
    let done = caller.post(path, body).await.succeeded().json();
    let id = word(&done, "ticket").parse().expect("an id");
    let order = Order {
        office: Arc::clone(office),
        id,
        assignment: AssignmentId::new(Uuid::nil()),
    };
    let read = order.read().await;
    let part = read["assignments"][0]["id"].as_str();
    Order {
        assignment: part.map_or(order.assignment, |id| id.parse().expect("an id")),
        ..order
    }
}

/// Whatever steps there are, each is looked at.
#[test]
fn every_step_is_among_the_states() {
    for step in StepCode::ALL {
        let state = match step {
            StepCode::AwaitingAnswer => State::Awaiting,
            StepCode::QuoteRequested => State::QuoteRequested,
            StepCode::QuotePromised => State::QuotePromised,
            StepCode::QuoteReceived => State::QuoteReceived,
            StepCode::QuoteInApproval => State::QuoteInApproval,
            StepCode::QuoteDisapproved => State::QuoteDisapproved,
            StepCode::QuoteApproved => State::QuoteApproved,
            StepCode::QuoteAccepted => State::QuoteAccepted,
            StepCode::QuoteRefused => State::QuoteRefused,
            StepCode::Planned => State::Planned,
            StepCode::OnSite => State::OnSite,
            StepCode::AwaitingCompletion => State::AwaitingCompletion,
            StepCode::Completed => State::Completed,
            StepCode::InvoiceRequested => State::InvoiceRequested,
            StepCode::Invoiced => State::Invoiced,
            StepCode::Declined => State::Declined,
            StepCode::Cancelled => State::Cancelled,
        };
        assert!(State::ALL.contains(&state));
    }
}
