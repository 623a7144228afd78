//! Races for a client's request: validated at two windows, dismissed at a third, while the client writes.

use domain::personal::Personal;
use domain::ticket::{Addressee, Channels, Mission, TicketCommand};
use domain::value::{MessageText, ShortText};
use harness::on_both;
use infra::database::Kind;
use serde_json::json;

use super::contender::Contender;
use super::race;
use super::stage::{Race, Stage};
use super::tally::Tally;

on_both!(a_request_is_validated_twice_and_dismissed);

async fn a_request_is_validated_twice_and_dismissed(on: Kind) {
    let stage = Stage::open(on).await;
    let mut tally = Tally::default();
    let demand = stage.office.manager().demand();
    for it in stage
        .races(async |_| stage.opened(demand.clone()).await)
        .await
    {
        let all = [
            validates(&stage, &it, "manager", Mission::ServiceOrder).await,
            validates(&stage, &it, "manager's other window", Mission::Quote).await,
            dismisses(&stage, &it),
            writes(&it).await,
        ];
        let only_one = ["manager", "manager's other window", "colleague"];
        race(&stage, &mut tally, &it, &all, &only_one).await;
    }
    tally.is_worth_its_name();
}

async fn validates(stage: &Stage, race: &Race, name: &'static str, mission: Mission) -> Contender {
    let cabinet = &stage.office.cabinet;
    let body = json!({ "mission": mission, "contractor": { "contractor": cabinet.plumber } });
    let directory = &stage.office.app.app.directory;
    let plumber = directory.contractor(cabinet.id, cabinet.plumber).await;
    let plumber = plumber.expect("a read").expect("a contractor");
    let command = TicketCommand::ValidateRequest {
        mission,
        opening: race.ticket.opening.clone().expect("an opening"),
        assignment: uuid::Uuid::now_v7().into(),
        contractor: plumber.for_ticket(None, Channels::EMAIL, None),
        others: vec![],
    };
    let manager = (name, stage.manager());
    Contender::staff(stage, race, manager, ("validations", body), command)
}

fn dismisses(stage: &Stage, race: &Race) -> Contender {
    let opening = race.ticket.opening.as_ref().expect("an opening");
    let reason = ShortText::parse("Cave privative").expect("a text");
    let command = TicketCommand::DismissRequest {
        reason: Personal::new(opening.text(), reason),
    };
    let body = json!({ "reason": "Cave privative" });
    let colleague = ("colleague", stage.colleague());
    Contender::staff(stage, race, colleague, ("dismissals", body), command)
}

async fn writes(race: &Race) -> Contender {
    let opening = race.ticket.opening.as_ref().expect("an opening");
    let text = MessageText::parse("Alors ?").expect("a text");
    let command = TicketCommand::WriteToAgency {
        message: uuid::Uuid::now_v7().into(),
        from: Addressee::Requester,
        subject: None,
        text: Personal::new(opening.text(), text),
    };
    Contender::requester(race, json!({ "text": "Alors ?" }), command).await
}
