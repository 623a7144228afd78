//! The ticket list and what there is to choose from.

use crate::stage::Stage;
use axum::http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repeat() {
    let stage = Stage::set().await;
    for _ in 0..5 {
        stage.opened().await;
        stage.clock.advance(chrono::TimeDelta::minutes(1));
    }
    stage.list_follows().await;
    let mut numbers = Vec::new();
    let mut path = "/tickets?limit=2&total=true".to_owned();
    loop {
        let page = stage.get(&path).await.succeeded().body;
        assert_eq!(page["total"]["in_progress"], 5);
        numbers.extend(
            page["items"]
                .as_array()
                .expect("items")
                .iter()
                .filter_map(|it| it["number"].as_u64()),
        );
        let Some(next) = page["next"].as_str() else {
            break;
        };
        path = format!("/tickets?limit=2&total=true&after={next}");
    }
    assert_eq!(numbers, [5, 4, 3, 2, 1]);
}

#[tokio::test]
async fn the_list_can_be_narrowed_and_is_not_sent_twice() {
    let stage = Stage::set().await;
    let (ticket, _) = stage.opened().await;
    stage.opened().await;
    stage
        .post(&format!("{ticket}/closures"), json!({}))
        .await
        .succeeded();
    stage.list_follows().await;
    let count = async |query: &str| {
        let page = stage
            .get(&format!("/tickets?{query}"))
            .await
            .succeeded()
            .body;
        page["items"].as_array().map(Vec::len)
    };
    assert_eq!(count("shown=closed").await, Some(1));
    assert_eq!(count("shown=all&module=syndic&mine=true").await, Some(2));
    assert_eq!(count("q=tilleuls").await, Some(1));
    assert_eq!(count("module=gerance").await, Some(0));
    let etag = stage.get("/tickets").await.header("etag").to_owned();
    let same = stage
        .get_with("/tickets", &[("if-none-match", &etag)])
        .await;
    assert_eq!(same.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn what_cannot_be_asked_is_said() {
    let stage = Stage::set().await;
    let refused = async |query: &str| {
        let reply = stage.get(&format!("/tickets?{query}")).await;
        let (status, code, field) = reply.problem();
        assert_eq!(status, 400);
        (code.to_owned(), field.unwrap_or_default().to_owned())
    };
    let said = |code: &str, field: &str| (code.to_owned(), field.to_owned());
    assert_eq!(
        refused("colour=blue").await,
        said("unknown_field", "colour")
    );
    assert_eq!(refused("limit=0").await, said("malformed_query", "limit"));
    assert_eq!(
        refused("limit=many").await,
        said("malformed_query", "limit")
    );
    assert_eq!(
        refused("sort=colour").await,
        said("malformed_query", "sort")
    );
    assert_eq!(refused("after=x").await, said("malformed_query", "after"));
    assert_eq!(
        refused("shown=some").await,
        said("malformed_query", "shown")
    );
}

#[tokio::test]
async fn whoever_has_just_written_sees_it() {
    let stage = Stage::set().await;
    stage.list_follows().await;
    let (done, ()) = tokio::join!(stage.post("/tickets", stage.leak()), async {});
    done.succeeded();
    let (page, ()) = tokio::join!(stage.get("/tickets"), stage.list_follows());
    assert_eq!(
        page.succeeded().body["items"].as_array().map(Vec::len),
        Some(1)
    );
}

#[tokio::test]
async fn properties_and_contractors_are_found() {
    let stage = Stage::set().await;
    let properties = stage
        .get("/properties?module=syndic&q=tilleuls")
        .await
        .succeeded()
        .body;
    assert_eq!(properties[0]["id"], stage.property.to_string());
    let contractors = stage.get("/contractors?q=plomb").await.succeeded().body;
    assert_eq!(contractors[0]["company"], "Plomb'Service");
}
