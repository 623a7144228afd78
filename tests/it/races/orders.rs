//! Races for an order: who answers it, moves its visit, ends it, hands in its invoice.

use chrono_tz::Europe::Paris;
use domain::personal::Personal;
use domain::ticket::{Invoice, Others, TicketCommand, TimerKind};
use domain::value::{Amount, Description, ShortText, Slot, Subject};
use harness::on_both;
use harness::people::{MINUTES, slot};
use infra::database::Kind;
use serde_json::{Value, json};

use super::contender::Contender;
use super::race;
use super::stage::{Race, Stage, later};
use super::tally::Tally;

on_both!(
    an_order_is_accepted_entered_cancelled_and_chased,
    a_contractor_is_replaced_while_accepting,
    a_visit_is_moved_by_everybody,
    work_is_reported_done_while_the_ticket_is_closed,
    an_invoice_comes_twice_while_it_is_chased,
    two_edits_decide_on_the_same_version,
    an_answer_is_sent_twice,
);

fn visit(days: i64) -> Slot {
    Slot::new(later(days, 0), MINUTES, Paris, None).expect("a slot")
}

/// Words of the agency on that ticket.
fn words<T>(race: &Race, value: T) -> Personal<T> {
    let opening = race.ticket.opening.as_ref().expect("an opening");
    Personal::new(opening.text(), value)
}

fn short(race: &Race, text: &str) -> Personal<ShortText> {
    words(race, ShortText::parse(text).expect("a text"))
}

/// A leak, without anybody at the door, and nobody asked whether they are there.
fn leak(stage: &Stage) -> Value {
    let mut leak = stage.office.manager().leak();
    leak["ask_presence"] = json!(false);
    leak["site_contact"] = Value::Null;
    leak["watchers"] = json!([]);
    leak
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

async fn answers(race: &Race, days: i64) -> Contender {
    let body = json!({ "answer": "accept", "slot": slot(later(days, 0)) });
    let command = accepts(race, days);
    Contender::contractor(race, race.order.assignment, ("answers", body), command).await
}

fn accepts(race: &Race, days: i64) -> TicketCommand {
    TicketCommand::AcceptOrder {
        assignment: race.order.assignment,
        slot: visit(days),
        comment: None,
        signed_by: None,
    }
}

async fn an_order_is_accepted_entered_cancelled_and_chased(on: Kind) {
    let stage = Stage::open(on).await;
    let mut tally = Tally::default();
    let body = leak(&stage);
    for mut it in stage
        .races(async |_| stage.opened(body.clone()).await)
        .await
    {
        let due = stage.at_deadline(&mut it, TimerKind::AnswerReminder);
        let entry = json!({ "answer": "accept", "slot": slot(later(4, 0)) });
        let cancel = TicketCommand::CancelAssignment {
            assignment: it.order.assignment,
            reason: None,
        };
        let all = [
            answers(&it, 3).await,
            acts(&stage, &it, "manager", ("answers", entry), accepts(&it, 4)),
            acts(
                &stage,
                &it,
                "colleague",
                ("cancellations", json!({})),
                cancel,
            ),
            Contender::deadline(due),
        ];
        race(&stage, &mut tally, &it, &all, &["contractor", "manager"]).await;
    }
    tally.is_worth_its_name();
}

async fn a_contractor_is_replaced_while_accepting(on: Kind) {
    let stage = Stage::open(on).await;
    let mut tally = Tally::default();
    let body = leak(&stage);
    let cabinet = &stage.office.cabinet;
    let known = &stage.office.app.app.directory;
    let locksmith = known.contractor(cabinet.id, cabinet.locksmith).await;
    let locksmith = locksmith.expect("a read").expect("a contractor");
    for mut it in stage
        .races(async |_| stage.opened(body.clone()).await)
        .await
    {
        let due = stage.at_deadline(&mut it, TimerKind::AnswerReminder);
        let engages = |name, staff, others: Others| {
            let body =
                json!({ "contractor": { "contractor": cabinet.locksmith }, "others": others });
            let command = TicketCommand::EngageContractor {
                assignment: uuid::Uuid::now_v7().into(),
                contractor: locksmith.for_ticket(None, locksmith.channels, None),
                others: Some(others),
            };
            Contender::staff(&stage, &it, (name, staff), ("assignments", body), command)
        };
        let all = [
            answers(&it, 3).await,
            engages("manager", stage.manager(), Others::Replace),
            engages("colleague", stage.colleague(), Others::Keep),
            Contender::deadline(due),
        ];
        race(&stage, &mut tally, &it, &all, &[]).await;
    }
    tally.is_worth_its_name();
}

async fn a_visit_is_moved_by_everybody(on: Kind) {
    let stage = Stage::open(on).await;
    let mut tally = Tally::default();
    let mut body = leak(&stage);
    body["ask_presence"] = json!(true);
    let planned = async |minutes| {
        let order = stage.opened(body.clone()).await;
        let answer = json!({ "answer": "accept", "slot": slot(later(1, minutes)) });
        stage.acts(&order, "answers", answer).await;
        order
    };
    for mut it in stage.races(planned).await {
        let due = stage.at_deadline(&mut it, TimerKind::PresenceRequest);
        let assignment = it.order.assignment;
        let proposes = TicketCommand::ProposeSlot {
            assignment,
            slot: visit(3),
            comment: None,
            signed_by: None,
        };
        let proposal = ("slots", json!({ "slot": slot(later(3, 0)) }));
        let postpones = TicketCommand::PostponeSlot {
            assignment,
            slot: visit(4),
            reason: None,
        };
        let postponement = ("slot-postponements", json!({ "slot": slot(later(4, 0)) }));
        let cancels = TicketCommand::CancelSlot {
            assignment,
            reason: short(&it, "Grève"),
            signed_by: None,
        };
        let cancellation = ("slot-cancellations", json!({ "reason": "Grève" }));
        let all = [
            Contender::contractor(&it, assignment, proposal, proposes).await,
            acts(&stage, &it, "manager", postponement, postpones),
            acts(&stage, &it, "colleague", cancellation, cancels),
            Contender::deadline(due),
        ];
        race(&stage, &mut tally, &it, &all, &[]).await;
    }
    tally.is_worth_its_name();
}

fn invoice(cents: i64) -> Invoice {
    Invoice {
        amount: Amount::from_cents(cents).expect("an amount"),
        number: None,
        dated: None,
        attachment: None,
    }
}

async fn work_is_reported_done_while_the_ticket_is_closed(on: Kind) {
    let stage = Stage::open(on).await;
    let mut tally = Tally::default();
    let body = leak(&stage);
    let planned = async |minutes| {
        let order = stage.opened(body.clone()).await;
        let answer = json!({ "answer": "accept", "slot": slot(later(1, minutes)) });
        stage.acts(&order, "answers", answer).await;
        order
    };
    for mut it in stage.races(planned).await {
        let due = stage.at_deadline(&mut it, TimerKind::CompletionRequest);
        let (assignment, day) = (it.order.assignment, later(1, 0).date());
        let done = |invoice| TicketCommand::ReportCompletion {
            assignment,
            completed_on: day,
            comment: None,
            invoice,
            signed_by: None,
        };
        let with_invoice = json!({ "completed_on": day, "invoice": { "amount": "248,50" } });
        let report = ("completions", with_invoice);
        let entry = ("completions", json!({ "completed_on": day }));
        let closes = TicketCommand::CloseTicket { comment: None };
        let colleague = ("colleague", stage.colleague());
        let all = [
            Contender::contractor(&it, assignment, report, done(Some(invoice(24_850)))).await,
            acts(&stage, &it, "manager", entry, done(None)),
            Contender::staff(&stage, &it, colleague, ("closures", json!({})), closes),
            Contender::deadline(due),
        ];
        race(&stage, &mut tally, &it, &all, &["contractor", "manager"]).await;
    }
    tally.is_worth_its_name();
}

async fn an_invoice_comes_twice_while_it_is_chased(on: Kind) {
    let stage = Stage::open(on).await;
    let mut tally = Tally::default();
    let body = leak(&stage);
    let asked_for = async |_| {
        let order = stage.opened(body.clone()).await;
        let before = json!({ "answer": "accept", "slot": slot(later(-3, 0)) });
        stage.acts(&order, "answers", before).await;
        let done = json!({ "completed_on": later(-3, 0).date() });
        stage.acts(&order, "completions", done).await;
        stage.acts(&order, "invoice-requests", json!({})).await;
        order
    };
    for mut it in stage.races(asked_for).await {
        let due = stage.at_deadline(&mut it, TimerKind::InvoiceReminder);
        let assignment = it.order.assignment;
        let hands_in = |cents| TicketCommand::SubmitInvoice {
            assignment,
            invoice: invoice(cents),
            comment: None,
            signed_by: None,
        };
        let body = |amount| ("invoices", json!({ "invoice": { "amount": amount } }));
        let closes = TicketCommand::CloseTicket { comment: None };
        let colleague = ("colleague", stage.colleague());
        let all = [
            Contender::contractor(&it, assignment, body("248,50"), hands_in(24_850)).await,
            acts(&stage, &it, "manager", body("250"), hands_in(25_000)),
            Contender::staff(&stage, &it, colleague, ("closures", json!({})), closes),
            Contender::deadline(due),
        ];
        race(&stage, &mut tally, &it, &all, &["contractor", "manager"]).await;
    }
    tally.is_worth_its_name();
}

async fn two_edits_decide_on_the_same_version(on: Kind) {
    let stage = Stage::open(on).await;
    let mut tally = Tally::default();
    let body = leak(&stage);
    for mut it in stage
        .races(async |_| stage.opened(body.clone()).await)
        .await
    {
        let due = stage.at_deadline(&mut it, TimerKind::AnswerReminder);
        let edits = |name, staff, text: &str| {
            let body = json!({ "subject": text, "description": "" });
            let command = TicketCommand::AmendDetails {
                subject: words(&it, Subject::parse(text).expect("a subject")),
                description: words(&it, Description::parse("").expect("a text")),
            };
            let edit = Contender::staff(&stage, &it, (name, staff), ("details", body), command);
            edit.insisting_on(it.version)
        };
        let all = [
            answers(&it, 3).await,
            edits("manager", stage.manager(), "Fuite au 3e"),
            edits("colleague", stage.colleague(), "Fuite au 4e"),
            Contender::deadline(due),
        ];
        race(&stage, &mut tally, &it, &all, &["manager", "colleague"]).await;
    }
    tally.is_worth_its_name();
}

async fn an_answer_is_sent_twice(on: Kind) {
    let stage = Stage::open(on).await;
    let mut tally = Tally::default();
    let body = leak(&stage);
    for mut it in stage
        .races(async |_| stage.opened(body.clone()).await)
        .await
    {
        let due = stage.at_deadline(&mut it, TimerKind::AnswerReminder);
        let contractor = answers(&it, 3).await;
        let declines = TicketCommand::DeclineAssignment {
            assignment: it.order.assignment,
            reason: short(&it, "Complet"),
            signed_by: None,
        };
        let entry = (
            "answers",
            json!({ "answer": "decline", "reason": "Complet" }),
        );
        let all = [
            contractor.clone(),
            acts(&stage, &it, "manager", entry, declines),
            contractor.once_more("contractor again"),
            Contender::deadline(due),
        ];
        race(&stage, &mut tally, &it, &all, &["contractor", "manager"]).await;
    }
    tally.is_worth_its_name();
}
