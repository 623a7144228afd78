//! Races for a quote: who decides on which of its versions, while another is still awaited.

use domain::ids::ApprovalId;
use domain::ticket::{Quote, TicketCommand, TimerKind};
use domain::value::Amount;
use harness::office::Order;
use harness::on_both;
use infra::database::Kind;
use serde_json::{Value, json};

use super::contender::Contender;
use super::race;
use super::stage::{Race, Stage};
use super::tally::Tally;

on_both!(
    a_quote_is_accepted_refused_and_replaced,
    a_quote_is_decided_on_by_two,
);

/// Two contractors are asked for a quote; that of the first has come.
async fn one_of_two(stage: &Stage) -> Order {
    let cabinet = &stage.office.cabinet;
    let mut body = stage.office.manager().leak();
    body["mission"] = json!("quote");
    body["site_contact"] = Value::Null;
    body["watchers"] = json!([]);
    body["other_contractors"] =
        json!([{ "contractor": cabinet.locksmith, "email": "devis@serrures.example" }]);
    let order = stage.opened(body).await;
    let quote = json!({ "quote": { "amount": "1250" } });
    stage.acts(&order, "quotes", quote).await;
    order
}

fn gives(assignment: domain::ids::AssignmentId, cents: i64) -> TicketCommand {
    TicketCommand::SubmitQuote {
        assignment,
        quote: Quote {
            amount: Amount::from_cents(cents).expect("an amount"),
            attachment: None,
        },
        comment: None,
        signed_by: None,
    }
}

/// About the first contractor's part.
fn acts(
    stage: &Stage,
    race: &Race,
    name: &'static str,
    (what, body): (&str, Value),
    command: TicketCommand,
) -> Contender {
    let staff = match name {
        "manager" => stage.manager(),
        _ => stage.colleague(),
    };
    let path = format!("assignments/{}/{what}", race.order.assignment);
    Contender::staff(stage, race, (name, staff), (&path, body), command)
}

async fn a_quote_is_accepted_refused_and_replaced(on: Kind) {
    let stage = Stage::open(on).await;
    let mut tally = Tally::default();
    for mut it in stage.races(async |_| one_of_two(&stage).await).await {
        let due = stage.at_deadline(&mut it, TimerKind::QuoteReminder);
        let assignment = it.order.assignment;
        let replaced = ("quotes", json!({ "quote": { "amount": "1190" } }));
        let accepts = TicketCommand::AcceptQuote {
            assignment,
            version: 1,
            signed: None,
            comment: None,
        };
        let refuses = TicketCommand::RefuseQuote {
            assignment,
            version: 1,
            reason: None,
        };
        let first = json!({ "version": 1 });
        let acceptance = ("quote-acceptances", first.clone());
        let all = [
            Contender::contractor(&it, assignment, replaced, gives(assignment, 119_000)).await,
            acts(&stage, &it, "manager", acceptance, accepts),
            acts(&stage, &it, "colleague", ("quote-refusals", first), refuses),
            Contender::deadline(due),
        ];
        // Whichever of them is first changes what the others looked at.
        let only_one = ["contractor", "manager", "colleague"];
        race(&stage, &mut tally, &it, &all, &only_one).await;
    }
    tally.is_worth_its_name();
}

async fn a_quote_is_decided_on_by_two(on: Kind) {
    let stage = Stage::open(on).await;
    let mut tally = Tally::default();
    let president = stage.office.cabinet.girard;
    let asked = json!({ "approver": { "party": president, "channels": { "email": true } } });
    let asked_of = async |_| {
        let order = one_of_two(&stage).await;
        let path = format!("/tickets/{}/approvals", order.id);
        stage.prepare(&path, asked.clone()).await;
        order
    };
    for mut it in stage.races(asked_of).await {
        let due = stage.at_deadline(&mut it, TimerKind::QuoteReminder);
        let (assignment, other) = (it.order.assignment, it.ticket.assignments[1].id);
        let approval: ApprovalId = it.ticket.approvals[0].id();
        let approves = TicketCommand::ApproveQuote {
            approval,
            assignment,
            version: 1,
            comment: None,
            signed_by: None,
        };
        let yes = json!({ "decision": "approve", "assignment": assignment, "version": 1 });
        let disapproves = TicketCommand::DisapproveQuotes {
            approval,
            comment: None,
            signed_by: None,
        };
        let no = json!({ "decision": "disapprove" });
        let verdicts = format!("approvals/{approval}/verdicts");
        let manager = ("manager", stage.manager());
        let cancels = TicketCommand::CancelAssignment {
            assignment,
            reason: None,
        };
        let quote = ("quotes", json!({ "quote": { "amount": "980" } }));
        let all = [
            Contender::approver(&it, approval, yes, approves).await,
            Contender::staff(&stage, &it, manager, (&verdicts, no), disapproves),
            acts(
                &stage,
                &it,
                "colleague",
                ("cancellations", json!({})),
                cancels,
            ),
            Contender::contractor(&it, other, quote, gives(other, 98_000)).await,
            Contender::deadline(due),
        ];
        race(&stage, &mut tally, &it, &all, &["approver", "manager"]).await;
    }
    tally.is_worth_its_name();
}
