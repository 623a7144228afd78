use super::*;
use chrono::{DateTime, Utc};
use secrecy::SecretBox;
use serde_json::json;
use uuid::Uuid;

fn master(byte: u8) -> MasterKey {
    MasterKey::new(SecretBox::new(Box::new([byte; 32])))
}

struct Bench {
    sealing: Sealing,
    database: Database,
    agency: AgencyId,
    _folder: tempfile::TempDir,
}

async fn bench() -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::connect(&format!("sqlite://{}/t.db", folder.path().display()))
        .await
        .unwrap();
    database.migrate().await.unwrap();
    let clock = Clock::fixed(DateTime::<Utc>::UNIX_EPOCH);
    let sealing = Sealing::new(database.clone(), clock, master(7));
    Bench {
        sealing,
        database,
        agency: AgencyId::new(Uuid::now_v7()),
        _folder: folder,
    }
}

fn personal(subject: &str) -> Value {
    json!({ "at": 1, "who": { "$subject": subject, "value": "Mme Roux" } })
}

impl Bench {
    async fn sealed(&self, subject: &str) -> Value {
        let mut document = personal(subject);
        self.sealing
            .seal(self.agency, &mut [&mut document])
            .await
            .unwrap();
        document
    }
    async fn opened(&self, agency: AgencyId, mut document: Value) -> Result<Value, NotOpened> {
        let outcome = self
            .sealing
            .open(&mut [(agency, &mut document)])
            .await
            .unwrap();
        outcome.into_iter().next().unwrap().map(|()| document)
    }
}

#[tokio::test]
async fn what_was_sealed_opens_and_says_nothing_meanwhile() {
    let bench = bench().await;
    let sealed = bench.sealed("party:1").await;
    assert!(!sealed.to_string().contains("Roux"));
    assert_eq!(
        bench.opened(bench.agency, sealed).await.unwrap(),
        personal("party:1")
    );
}

#[tokio::test]
async fn the_same_value_is_sealed_differently_every_time() {
    let bench = bench().await;
    assert_ne!(bench.sealed("party:1").await, bench.sealed("party:1").await);
}

#[tokio::test]
async fn a_destroyed_key_reads_as_erased_and_none_is_made_again() {
    let bench = bench().await;
    let sealed = bench.sealed("party:1").await;
    let subject = Subject::from_stored("party:1");
    bench.sealing.destroy(bench.agency, &subject).await.unwrap();
    bench.sealing.destroy(bench.agency, &subject).await.unwrap();
    let erased = json!({ "at": 1, "who": { "$subject": "party:1", "erased": true } });
    assert_eq!(bench.opened(bench.agency, sealed).await.unwrap(), erased);
    assert_eq!(bench.sealed("party:1").await, erased);
}

#[tokio::test]
async fn a_subject_erased_before_it_was_ever_named_is_not_stored() {
    let bench = bench().await;
    bench
        .sealing
        .destroy(bench.agency, &Subject::from_stored("party:9"))
        .await
        .unwrap();
    assert!(!bench.sealed("party:9").await.to_string().contains("sealed"));
}

#[tokio::test]
async fn a_sealed_value_does_not_open_for_another_subject_or_agency() {
    let bench = bench().await;
    bench.sealed("party:2").await;
    let mut moved = bench.sealed("party:1").await;
    moved["who"]["$subject"] = json!("party:2");
    let altered = NotOpened::Altered(Subject::from_stored("party:2"));
    assert_eq!(bench.opened(bench.agency, moved).await, Err(altered));

    let sealed = bench.sealed("party:1").await;
    let elsewhere = AgencyId::new(Uuid::now_v7());
    assert_eq!(
        bench.opened(elsewhere, sealed).await,
        Err(NotOpened::NoKey(Subject::from_stored("party:1")))
    );
}

#[tokio::test]
async fn one_damaged_document_does_not_spoil_the_others() {
    let bench = bench().await;
    let (mut good, mut bad) = (bench.sealed("party:1").await, bench.sealed("party:1").await);
    bad["who"]["sealed"] = json!("AAAA");
    let outcome = bench
        .sealing
        .open(&mut [(bench.agency, &mut bad), (bench.agency, &mut good)])
        .await
        .unwrap();
    assert!(outcome[0].is_err() && outcome[1].is_ok());
    assert_eq!(good, personal("party:1"));
}

#[tokio::test]
async fn another_master_key_is_named_as_the_cause() {
    let bench = bench().await;
    let mut sealed = bench.sealed("party:1").await;
    let other = Sealing::new(bench.database.clone(), Clock::system(), master(8));
    let fault = other
        .open(&mut [(bench.agency, &mut sealed)])
        .await
        .unwrap_err();
    assert!(
        matches!(fault, SealingFault::OtherMasterKey { .. }),
        "{fault}"
    );
}

#[tokio::test]
async fn two_who_meet_a_subject_at_once_seal_with_one_key() {
    let bench = bench().await;
    let (one, two) = tokio::join!(bench.sealed("party:1"), bench.sealed("party:1"));
    assert_eq!(
        bench.opened(bench.agency, one).await.unwrap(),
        personal("party:1")
    );
    assert_eq!(
        bench.opened(bench.agency, two).await.unwrap(),
        personal("party:1")
    );
}

#[test]
fn a_fingerprint_depends_on_the_request_and_on_the_master_key() {
    let fingerprint = master(7).fingerprint(b"0388000000");
    assert_eq!(fingerprint, master(7).fingerprint(b"0388000000"));
    assert_ne!(fingerprint, master(7).fingerprint(b"0388000001"));
    assert_ne!(fingerprint, master(8).fingerprint(b"0388000000"));
}

/// One of each fact and shape that was ever stored.
fn facts() -> Vec<Value> {
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../domain/src/ticket/examples");
    let files = std::fs::read_dir(examples).unwrap();
    let read = |path| std::fs::read_to_string(path).unwrap();
    let facts = files.map(|file| serde_json::from_str(&read(file.unwrap().path())).unwrap());
    facts.collect()
}

#[tokio::test]
async fn every_fact_is_sealed_and_opens_as_it_was() {
    let bench = bench().await;
    let facts = facts();
    let mut sealed = facts.clone();
    let mut documents: Vec<&mut Value> = sealed.iter_mut().collect();
    bench
        .sealing
        .seal(bench.agency, &mut documents)
        .await
        .unwrap();
    for document in &sealed {
        assert_eq!(in_the_clear(document.clone()), vec![], "{document}");
    }
    let mut opened = sealed.clone();
    let documents = opened.iter_mut().map(|document| (bench.agency, document));
    let mut documents: Vec<_> = documents.collect();
    let outcome = bench.sealing.open(&mut documents).await.unwrap();
    assert!(outcome.iter().all(Result::is_ok));
    assert_eq!(opened, facts);
    assert!(facts.len() > 50 && sealed != facts);
}
