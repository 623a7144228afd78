//! A follower that writes down what it was given, without any guard against getting it twice.

use async_trait::async_trait;
use domain::ids::TicketId;
use infra::database::{Database, Statement, Tx};
use infra::follower::{Follower, FollowerFault};
use infra::log::RecordedEvent;
use std::sync::{Arc, Mutex};
use uuid::Uuid;

const CREATE: Statement = Statement {
    name: "create recorded",
    postgres: "CREATE TABLE recorded (entry bigint GENERATED ALWAYS AS IDENTITY, stream uuid, sequence bigint)",
    sqlite: "CREATE TABLE recorded (entry INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT, sequence INTEGER) STRICT",
};
const RECORD: Statement = both(
    "record",
    "INSERT INTO recorded (stream, sequence) VALUES ($1, $2)",
);
const RECORDED: Statement = both(
    "recorded",
    "SELECT stream, sequence FROM recorded ORDER BY entry",
);

const fn both(name: &'static str, sql: &'static str) -> Statement {
    Statement {
        name,
        postgres: sql,
        sqlite: sql,
    }
}

/// What goes wrong, for as long as it is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trouble {
    #[default]
    None,
    /// This event cannot be processed.
    Poisoned(TicketId, u64),
    /// Our own code is wrong about it.
    Panics(TicketId, u64),
    /// Nothing can: the world is at fault.
    Outage,
    /// The process hangs after it has written, before it commits.
    Hangs,
}

/// Shared by the followers of several nodes.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    trouble: Arc<Mutex<Trouble>>,
    /// What this node's listeners were told after commits.
    told: Arc<Mutex<Vec<(Uuid, u64)>>>,
}

impl Recorder {
    /// The first of a test: makes the table.
    pub async fn new(database: &Database) -> Self {
        database.execute(&CREATE, &[]).await.expect("a table");
        Self::default()
    }

    pub fn suffers(&self, trouble: Trouble) {
        *self.trouble.lock().expect("the trouble") = trouble;
    }

    pub fn told(&self) -> Vec<(Uuid, u64)> {
        self.told.lock().expect("the told").clone()
    }

    fn trouble(&self) -> Trouble {
        *self.trouble.lock().expect("the trouble")
    }
}

/// Everything that was recorded, in order.
pub async fn recorded(database: &Database) -> Vec<(Uuid, u64)> {
    let rows = database.fetch(&RECORDED, &[]).await.expect("read");
    let entry = |row: &infra::database::Row| {
        (
            row.uuid("stream").expect("a stream"),
            row.int("sequence").expect("a number").unsigned_abs(),
        )
    };
    rows.iter().map(entry).collect()
}

#[async_trait]
impl Follower for Recorder {
    fn name(&self) -> &str {
        "recorder"
    }

    async fn apply(&mut self, tx: &mut Tx, batch: &[RecordedEvent]) -> Result<(), FollowerFault> {
        for event in batch {
            let sequence = i64::try_from(event.sequence).expect("small");
            tx.execute(&RECORD, &[event.aggregate_id.into(), sequence.into()])
                .await?;
            if self.trouble() == Trouble::Poisoned(TicketId(event.aggregate_id), event.sequence) {
                return Err(FollowerFault::Poisoned("an event of this test".to_owned()));
            }
            if self.trouble() == Trouble::Panics(TicketId(event.aggregate_id), event.sequence) {
                panic!("on purpose");
            }
        }
        match self.trouble() {
            Trouble::None | Trouble::Poisoned(..) | Trouble::Panics(..) => Ok(()),
            Trouble::Outage => Err(infra::database::DatabaseFault::UnknownScheme.into()),
            Trouble::Hangs => std::future::pending().await,
        }
    }

    async fn forget(&mut self) {}

    fn committed(&mut self, batch: &[RecordedEvent]) {
        let batch = batch
            .iter()
            .map(|event| (event.aggregate_id, event.sequence));
        self.told.lock().expect("the told").extend(batch);
    }
}
