//! Does a ticket list what the one who reads it may do, and not what somebody else may?

use harness::caller::ApiCaller;
use harness::office::Office;
use harness::on_both;
use infra::database::Kind;
use serde_json::json;

use super::body::word;
use super::state::State;
use super::states::listed;

on_both!(nobody_is_offered_what_they_may_not_do);

async fn nobody_is_offered_what_they_may_not_do(on: Kind) {
    let office = Office::open(on).await;
    let order = State::Planned.reached(&office).await;
    let part = order.assignment.to_string();
    let cabinet = &office.cabinet;
    let of = async |caller: &ApiCaller| {
        let read = caller.get(&format!("/tickets/{}", order.id)).await;
        listed(&read.succeeded().json(), &part)
    };
    let managers = of(&office.caller(cabinet.manager)).await;

    let accountant = office.caller(cabinet.accountant);
    assert!(of(&accountant).await.is_empty());
    for action in managers.values().filter(|it| it["action"] != "attach_file") {
        let path = word(action, "path").replace("/api/v1", "");
        let refused = accountant.post(&path, &json!({})).await;
        let said = (refused.status.as_u16(), refused.text);
        // A body that lacks something may be refused before anybody asks who sent it.
        assert!(
            matches!(said.0, 400 | 403),
            "{}: {said:?}",
            action["action"]
        );
    }

    // As the agency has it, assistants carry tickets on and do not close them.
    let assistant = office.caller(cabinet.assistant);
    let assistants = of(&assistant).await;
    let missing: Vec<_> = managers
        .keys()
        .filter(|it| !assistants.contains_key(*it))
        .collect();
    assert_eq!(missing, ["close_ticket"]);
    let closures = format!("/tickets/{}/closures", order.id);
    let closing = assistant.post(&closures, &json!({})).await;
    assert_eq!(closing.problem().0, 403);

    // Where the agency does not let closed tickets be reopened, nobody is offered it.
    office.manager().closes(&order).await;
    assert!(of(&office.caller(cabinet.manager)).await.is_empty());
}
