//! Where do cqrs-es's events go? To the reference adapter of whichever database is behind.

use crate::database::{Database, Pools};
use cqrs_es::Aggregate;
use cqrs_es::persist::{
    PersistedEventRepository, PersistenceError, ReplayStream, SerializedEvent, SerializedSnapshot,
};
use postgres_es::PostgresEventRepository;
use serde_json::Value;
use sqlite_es::SqliteEventRepository;

/// Both adapters behind one face, unchanged in how they append and load.
pub enum Repository {
    Postgres(PostgresEventRepository),
    /// The adapter knows one pool; it gets ours twice, so that reads do not queue behind the writer.
    Sqlite {
        reader: SqliteEventRepository,
        writer: SqliteEventRepository,
    },
}

impl Repository {
    pub fn new(database: &Database) -> Self {
        match &database.pools {
            Pools::Postgres(pool) => Self::Postgres(PostgresEventRepository::new(pool.clone())),
            Pools::Sqlite { writer, readers } => Self::Sqlite {
                reader: SqliteEventRepository::new(readers.clone()),
                writer: SqliteEventRepository::new(writer.clone()),
            },
        }
    }
}

impl PersistedEventRepository for Repository {
    async fn get_events<A: Aggregate>(
        &self,
        aggregate_id: &str,
    ) -> Result<Vec<SerializedEvent>, PersistenceError> {
        match self {
            Self::Postgres(repository) => repository.get_events::<A>(aggregate_id).await,
            Self::Sqlite { reader, .. } => reader.get_events::<A>(aggregate_id).await,
        }
    }

    async fn get_last_events<A: Aggregate>(
        &self,
        aggregate_id: &str,
        last_sequence: usize,
    ) -> Result<Vec<SerializedEvent>, PersistenceError> {
        match self {
            Self::Postgres(r) => r.get_last_events::<A>(aggregate_id, last_sequence).await,
            Self::Sqlite { reader, .. } => {
                reader
                    .get_last_events::<A>(aggregate_id, last_sequence)
                    .await
            }
        }
    }

    async fn get_snapshot<A: Aggregate>(
        &self,
        aggregate_id: &str,
    ) -> Result<Option<SerializedSnapshot>, PersistenceError> {
        match self {
            Self::Postgres(repository) => repository.get_snapshot::<A>(aggregate_id).await,
            Self::Sqlite { reader, .. } => reader.get_snapshot::<A>(aggregate_id).await,
        }
    }

    async fn persist<A: Aggregate>(
        &self,
        events: &[SerializedEvent],
        snapshot_update: Option<(String, Value, usize)>,
    ) -> Result<(), PersistenceError> {
        match self {
            Self::Postgres(repository) => repository.persist::<A>(events, snapshot_update).await,
            Self::Sqlite { writer, .. } => writer.persist::<A>(events, snapshot_update).await,
        }
    }

    async fn stream_events<A: Aggregate>(
        &self,
        aggregate_id: &str,
    ) -> Result<ReplayStream, PersistenceError> {
        match self {
            Self::Postgres(repository) => repository.stream_events::<A>(aggregate_id).await,
            Self::Sqlite { reader, .. } => reader.stream_events::<A>(aggregate_id).await,
        }
    }

    async fn stream_all_events<A: Aggregate>(&self) -> Result<ReplayStream, PersistenceError> {
        match self {
            Self::Postgres(repository) => repository.stream_all_events::<A>().await,
            Self::Sqlite { reader, .. } => reader.stream_all_events::<A>().await,
        }
    }
}
