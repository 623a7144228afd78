//! Is it clear, on a phone and at a desk, where each of several contractors stands?

use harness::office::Office;
use harness::when::tomorrow_at;
use infra::database::Kind;
use serde_json::json;

use super::desk::signed_in;

#[tokio::test(flavor = "multi_thread")]
async fn several_contractors_side_by_side() {
    let office = Office::open(Kind::Sqlite).await;
    let others = json!([{ "contractor": office.cabinet.locksmith.uuid() },
        { "name": "Entreprise générale de maçonnerie Schwartzenberger et Fils", "email": "egm@artisans.example",
          "channels": { "email": true } }]);
    let order = office
        .manager()
        .opens_with("other_contractors", others)
        .await;
    let plumber = order.contractor().await;
    plumber.accepts_for(tomorrow_at(9, 0)).await;
    let desk = signed_in(&office, "several").await;
    desk.open(&format!("{}/tickets/{}", office.app.url, order.id))
        .await;
    desk.reads("Schwartzenberger").await;
    desk.picture("ticket").await;
    desk.quit().await;
}
