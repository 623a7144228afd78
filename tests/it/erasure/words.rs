//! Do a contractor's own words and files go with the contractor, and nothing else?

use harness::on_both;
use infra::database::Kind;
use serde_json::json;

use super::life::Life;
use harness::canary::files_below;
use harness::when::tomorrow_at;

on_both!(a_contractor_goes_with_words_and_files);

async fn a_contractor_goes_with_words_and_files(on: Kind) {
    let life = Life::lived(on).await;
    let order = life.office.manager().opens_a_service_order().await;
    let plumber = order.contractor().await;
    let mut answer = harness::people::slot_fields(tomorrow_at(14, 0));
    answer.push(("comment", "Wqxremarque du plombier".to_owned()));
    plumber.answers("accept", &answer).await;
    let token = plumber
        .address
        .rsplit('/')
        .next()
        .expect("a token")
        .to_owned();
    let path = format!("/links/{token}/attachments");
    let photo = life
        .manager_caller()
        .upload(&path, "wqxphoto.jpg", "Wqxpixels")
        .await;
    assert!(photo.status.is_success(), "{}", photo.text);
    life.office.app.settle().await;
    assert!(order.read().await.to_string().contains("wqxphoto"));

    let erase = format!("/contractors/{}/erase", life.office.cabinet.plumber);
    let receipt = life
        .manager_caller()
        .post(&erase, &json!({}))
        .await
        .succeeded()
        .json();
    life.office.app.settle().await;
    assert_eq!(receipt["files"], 1, "{receipt}");
    let read = order.read().await;
    let shown = read.to_string();
    assert!(
        !shown.contains("wqxphoto") && !shown.contains("Plomb'Service"),
        "{shown}"
    );
    assert_eq!(
        read["subject"], "Fuite d’eau au 3e étage",
        "what the agency wrote stays"
    );
    let left = files_below(life.office.app.files());
    assert_eq!(left.len(), 1, "the agency's own file stays");
    // The link may still be in somebody's hands: what comes through it is not kept.
    let fields = [
        ("text", "Wqxencore un mot".to_owned()),
        ("subject", "Encore".to_owned()),
    ];
    let late = plumber.tries("message", &fields).await;
    assert!(!late.status.is_server_error(), "{}", late.text);
    life.office.app.settle().await;
    for (table, line) in harness::canary::rows(&life.office.app.app.database).await {
        assert!(!line.contains("Wqxencore"), "{table}: {line}");
    }
    assert!(!order.read().await.to_string().contains("Wqxencore"));
}
