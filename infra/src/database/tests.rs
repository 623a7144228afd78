use super::*;
use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

const COUNT_TABLES: Statement = Statement {
    name: "count tables",
    postgres: "SELECT count(*) AS n FROM pg_tables WHERE schemaname = 'public'",
    sqlite: "SELECT count(*) AS n FROM sqlite_master WHERE type = 'table'",
};
const ECHO: Statement = Statement {
    name: "echo",
    postgres: "SELECT $1 AS text, $2 AS int, $3 AS bool, $4 AS uuid, $5 AS time, $6 AS json, $7 AS bytes",
    sqlite: "SELECT $1 AS text, $2 AS int, $3 AS bool, $4 AS uuid, $5 AS time, $6 AS json, $7 AS bytes",
};
const NUMBER: &str = "INSERT INTO ticket_number (agency, last) VALUES ($1, $2)";
const INSERT_NUMBER: Statement = Statement {
    name: "insert number",
    postgres: NUMBER,
    sqlite: NUMBER,
};

async fn database() -> (Database, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/new/folder/test.db", folder.path().display());
    let database = Database::connect(&url).await.unwrap();
    database.migrate().await.unwrap();
    (database, folder)
}

#[tokio::test]
async fn migrating_twice_and_from_two_connections_at_once_is_migrating_once() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/test.db", folder.path().display());
    let (one, two) = (
        Database::connect(&url).await.unwrap(),
        Database::connect(&url).await.unwrap(),
    );
    let (first, second) = tokio::join!(one.migrate(), two.migrate());
    first.unwrap();
    second.unwrap();
    let before = one.fetch(&COUNT_TABLES, &[]).await.unwrap()[0]
        .int("n")
        .unwrap();
    one.migrate().await.unwrap();
    let after = two.fetch(&COUNT_TABLES, &[]).await.unwrap()[0]
        .int("n")
        .unwrap();
    assert_eq!(before, after);
}

#[tokio::test]
async fn every_kind_of_value_comes_back_as_it_went_in() {
    let (database, _folder) = database().await;
    let (id, at) = (
        Uuid::now_v7(),
        DateTime::<Utc>::from_timestamp_micros(1_700_000_000_123_456).unwrap(),
    );
    let document = json!({ "é": [1, null] });
    let params: [Value; 7] = [
        "où".into(),
        42.into(),
        true.into(),
        id.into(),
        at.into(),
        document.clone().into(),
        vec![0u8, 255].into(),
    ];
    let row = database
        .fetch_optional(&ECHO, &params)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.text("text").unwrap(), "où");
    assert_eq!(row.int("int").unwrap(), 42);
    assert!(row.bool("bool").unwrap());
    assert_eq!(row.uuid("uuid").unwrap(), id);
    assert_eq!(row.time("time").unwrap(), at);
    assert_eq!(row.json("json").unwrap(), document);
    assert_eq!(row.bytes("bytes").unwrap(), [0, 255]);
    assert!(row.text("missing").is_err());
}

#[tokio::test]
async fn null_is_none_and_never_a_default() {
    let (database, _folder) = database().await;
    let params = [
        Value::Text(None),
        Value::Int(None),
        Value::Bool(None),
        Value::Uuid(None),
        Value::Time(None),
        Value::Json(None),
        Value::Bytes(None),
    ];
    let row = database
        .fetch_optional(&ECHO, &params)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.opt_text("text").unwrap(), None);
    assert_eq!(row.opt_int("int").unwrap(), None);
    assert_eq!(row.opt_bool("bool").unwrap(), None);
    assert_eq!(row.opt_uuid("uuid").unwrap(), None);
    assert_eq!(row.opt_time("time").unwrap(), None);
    assert_eq!(row.opt_json("json").unwrap(), None);
    assert_eq!(row.opt_bytes("bytes").unwrap(), None);
    assert!(row.int("int").is_err());
}

#[tokio::test]
async fn a_reader_cannot_write_and_a_second_row_is_named_as_such() {
    let (database, _folder) = database().await;
    let params = [Uuid::now_v7().into(), 1.into()];
    assert!(database.fetch(&INSERT_NUMBER, &params).await.is_err());
    assert_eq!(database.execute(&INSERT_NUMBER, &params).await.unwrap(), 1);
    let fault = database.execute(&INSERT_NUMBER, &params).await.unwrap_err();
    assert!(fault.is_unique_violation() && !fault.is_retryable());
}

#[tokio::test]
async fn a_dropped_transaction_leaves_nothing_and_frees_the_writer() {
    let (database, _folder) = database().await;
    let params = [Uuid::now_v7().into(), 1.into()];
    let mut tx = database.begin().await.unwrap();
    tx.execute(&INSERT_NUMBER, &params).await.unwrap();
    drop(tx);
    assert_eq!(database.execute(&INSERT_NUMBER, &params).await.unwrap(), 1);
}

/// As SQLite does it by itself when the disk is full, and the driver does not notice.
#[tokio::test]
async fn a_transaction_that_the_database_has_ended_itself_frees_the_writer() {
    let (database, _folder) = database().await;
    let params = [Uuid::now_v7().into(), 1.into()];
    let mut tx = database.begin().await.unwrap();
    tx.execute(&INSERT_NUMBER, &params).await.unwrap();
    tx.execute_assembled("ROLLBACK", &[]).await.unwrap();
    assert!(tx.commit().await.is_err());
    let mut tx = database.begin().await.unwrap();
    tx.execute(&INSERT_NUMBER, &params).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_may_open_a_new_file_at_once() {
    let folder = tempfile::tempdir().unwrap();
    for file in 0..20 {
        let url = format!("sqlite://{}/{file}.db", folder.path().display());
        let opening = (0..4).map(|_| {
            let url = url.clone();
            tokio::spawn(async move { Database::connect(&url).await.map(|_| ()) })
        });
        for opened in futures::future::join_all(opening).await {
            opened.unwrap().unwrap();
        }
    }
}

#[tokio::test]
async fn an_outage_is_told_from_a_fault_however_it_is_wrapped() {
    #[derive(Debug, thiserror::Error)]
    #[error("wrapped")]
    struct Wrapped(#[source] Box<dyn std::error::Error + Send + Sync>);
    let (database, _folder) = database().await;
    database.close().await;
    let closed = database.execute(&INSERT_NUMBER, &[]).await.unwrap_err();
    assert!(is_outage(&closed));
    assert!(is_outage(&Wrapped(Box::new(closed))));
    assert!(!is_outage(&DatabaseFault::UnknownScheme));
    assert!(!is_outage(&Wrapped("something else".into())));
}

/// A caller that goes away while its transaction begins must not leave it standing: nobody could write any more.
#[tokio::test]
async fn whoever_gives_up_beginning_leaves_the_writer_free() {
    let (database, _folder) = database().await;
    for spins in 0..400 {
        let begun = database.begin();
        let mut patience = spins % 8;
        let given_up = std::future::poll_fn(|context| {
            if patience == 0 {
                return std::task::Poll::Ready(());
            }
            patience -= 1;
            context.waker().wake_by_ref();
            std::task::Poll::Pending
        });
        tokio::select! {
            biased;
            tx = begun => drop(tx.unwrap()),
            () = given_up => {}
        }
    }
    database.begin().await.unwrap().commit().await.unwrap();
}
