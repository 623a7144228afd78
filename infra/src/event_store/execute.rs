//! How does a command become events? Load, decide, append; again if somebody else was faster; and the first answer
//! again if it was all done before.

use super::{Store, envelope};
use crate::database::{Database, DatabaseFault, Statement, is_unique_violation};
use crate::sealing::Sealing;
use crate::sql;
use cqrs_es::event_sink::EventSink;
use cqrs_es::{Aggregate, AggregateError, EventStore};
use domain::metadata::Metadata;
use std::time::Duration;
use uuid::Uuid;

const FIND_ANSWER: Statement = sql!("sql/find_answer.sql");

pub const STATEMENTS: &[&Statement] = &[&FIND_ANSWER];

/// Somebody else was faster: how often the command is decided again before the caller is told so.
const TRIES_AFTER_A_CONFLICT: u32 = 5;
/// The pause before the first of them; doubled every time, and shortened at random so that rivals part.
const FIRST_PAUSE: Duration = Duration::from_millis(8);

/// A failure of the machinery: nothing was decided, or nobody knows whether it was stored.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error(transparent)]
    Database(#[from] DatabaseFault),
    #[error(transparent)]
    Sealing(#[from] crate::sealing::SealingFault),
    #[error("event store: {0}")]
    Store(Box<dyn std::error::Error + Send + Sync>),
}

/// What became of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Executed {
    /// The stream that answered: under a repeated key, that of the first time.
    pub stream: Uuid,
    pub version: u64,
    /// The key was used before with the same request: nothing happened now.
    pub repeated: bool,
    /// Whether this call appended anything.
    pub appended: bool,
}

#[derive(Debug)]
pub enum NotExecuted<E> {
    Refused(E),
    /// The caller decided on another version than the stream has now.
    Stale {
        actual: u64,
    },
    /// The key was used before with another request.
    KeyReused,
    /// Others were faster every time.
    Conflict,
    Fault(Fault),
}

impl<E> From<Fault> for NotExecuted<E> {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// One command on its way.
pub struct Execution<'a, A: Aggregate> {
    pub database: &'a Database,
    pub sealing: &'a Sealing,
    pub store: Store<A>,
    pub stream: Uuid,
    pub metadata: Metadata,
    /// The version that the caller decided on, if it says so.
    pub expected: Option<u64>,
    /// What to compare under the same key.
    pub request: &'a [u8],
}

/// How one try ended without an error.
enum Try {
    Done(Executed),
    /// Somebody else appended first, to this stream or under this key.
    Outrun,
}

impl<A> Execution<'_, A>
where
    A: Aggregate<Services = ()>,
    A::Command: Clone,
    A::Error: Send + Sync + 'static,
{
    pub async fn run(mut self, command: A::Command) -> Result<Executed, NotExecuted<A::Error>> {
        if self.metadata.idempotency_key.is_some() {
            self.metadata.fingerprint = Some(self.sealing.fingerprint(self.request));
        }
        for again in 0..=TRIES_AFTER_A_CONFLICT {
            // Before anything is decided: a repeated request must not be told that its version is stale.
            if let Some(answer) = self.first_answer().await? {
                return Ok(answer);
            }
            match self.attempt(command.clone()).await? {
                Try::Done(executed) => return Ok(executed),
                Try::Outrun => tokio::time::sleep(pause(again)).await,
            }
        }
        Err(NotExecuted::Conflict)
    }

    async fn first_answer(&self) -> Result<Option<Executed>, NotExecuted<A::Error>> {
        let Some(key) = &self.metadata.idempotency_key else {
            return Ok(None);
        };
        let params = [self.metadata.agency.into(), key.into()];
        let found = self
            .database
            .fetch_optional(&FIND_ANSWER, &params)
            .await
            .map_err(Fault::from)?;
        let Some(row) = found else {
            return Ok(None);
        };
        if row.opt_text("fingerprint").map_err(Fault::from)? != self.metadata.fingerprint {
            return Err(NotExecuted::KeyReused);
        }
        let stream = row.text("aggregate_id").map_err(Fault::from)?;
        let stream = Uuid::parse_str(&stream).map_err(|e| Fault::Store(Box::new(e)))?;
        let version = row.int("version").map_err(Fault::from)?.unsigned_abs();
        Ok(Some(Executed {
            stream,
            version,
            repeated: true,
            appended: false,
        }))
    }

    async fn attempt(&self, command: A::Command) -> Result<Try, NotExecuted<A::Error>> {
        let mut context = self
            .store
            .load_aggregate(&self.stream.to_string())
            .await
            .map_err(not_executed)?;
        let before = context.current_sequence as u64;
        if self.expected.is_some_and(|expected| expected != before) {
            return Err(NotExecuted::Stale { actual: before });
        }
        let sink = EventSink::default();
        context
            .aggregate
            .handle(command, &(), &sink)
            .await
            .map_err(NotExecuted::Refused)?;
        let events = sink.collect().await;
        let (appended, version) = (!events.is_empty(), before + events.len() as u64);
        if appended {
            // The sink has applied the events already; without snapshots the framework reads only the sequence.
            let metadata =
                envelope::for_commit(&self.metadata).map_err(|e| Fault::Store(Box::new(e)))?;
            crate::crash_point!(BeforeAppend);
            match self.store.commit(events, context, metadata).await {
                Ok(_) => crate::crash_point!(AfterAppend),
                Err(error) if was_outrun(&error) => return Ok(Try::Outrun),
                Err(error) => return Err(not_executed(error)),
            }
        }
        Ok(Try::Done(Executed {
            stream: self.stream,
            version,
            repeated: false,
            appended,
        }))
    }
}

/// sqlite-es knows a conflict only by the primary key; the unique idempotency key comes as an unknown error.
fn was_outrun<E: std::error::Error>(error: &AggregateError<E>) -> bool {
    match error {
        AggregateError::AggregateConflict => true,
        AggregateError::UnexpectedError(cause) => cause
            .downcast_ref::<sqlx::Error>()
            .is_some_and(is_unique_violation),
        AggregateError::UserError(_)
        | AggregateError::DatabaseConnectionError(_)
        | AggregateError::DeserializationError(_) => false,
    }
}

fn not_executed<E: std::error::Error>(error: AggregateError<E>) -> NotExecuted<E> {
    match error {
        AggregateError::UserError(refusal) => NotExecuted::Refused(refusal),
        AggregateError::AggregateConflict => NotExecuted::Conflict,
        AggregateError::DatabaseConnectionError(cause)
        | AggregateError::DeserializationError(cause)
        | AggregateError::UnexpectedError(cause) => NotExecuted::Fault(Fault::Store(cause)),
    }
}

fn pause(again: u32) -> Duration {
    FIRST_PAUSE.mul_f64(f64::from(1 << again) * rand::random_range(0.5..1.0))
}
