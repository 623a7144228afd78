//! How does a command become events? Load, decide, append; again if somebody else was faster; and the first answer
//! again if it was all done before.
//!
//! Two ways lead there, with the same promises: [`Stock`](super::stock), the reference adapters as they are, and
//! [`GroupCommit`](super::group), which keeps aggregates in memory and gathers appends.

use crate::database::{Database, DatabaseFault, Statement};
use crate::sealing::Sealing;
use crate::sql;
use cqrs_es::AggregateError;
use domain::ids::AgencyId;
use domain::metadata::Metadata;
use std::error::Error;
use std::time::Duration;
use uuid::Uuid;

const FIND_ANSWER: Statement = sql!("sql/find_answer.sql");

pub const STATEMENTS: &[&Statement] = &[&FIND_ANSWER];

/// Somebody else was faster: how often the command is decided again before the caller is told so.
pub(super) const TRIES_AFTER_A_CONFLICT: u32 = 5;
/// The pause before the first of them; doubled every time, and shortened at random so that rivals part.
const FIRST_PAUSE: Duration = Duration::from_millis(8);

/// A failure of the machinery: nothing was decided, or nobody knows whether it was stored.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error(transparent)]
    Database(#[from] DatabaseFault),
    #[error(transparent)]
    Sealing(#[from] crate::sealing::SealingFault),
    #[error("event store: {}", crate::discretion::Discreet(&**.0))]
    Store(#[source] Box<dyn Error + Send + Sync>),
}

impl Fault {
    /// What is in the framework's wrapping, so that it can be told from others.
    pub(crate) fn of<E: Error + Send + Sync + 'static>(error: AggregateError<E>) -> Self {
        match error {
            AggregateError::DatabaseConnectionError(cause)
            | AggregateError::DeserializationError(cause)
            | AggregateError::UnexpectedError(cause) => Self::Store(cause),
            other @ (AggregateError::UserError(_) | AggregateError::AggregateConflict) => {
                Self::Store(Box::new(other))
            }
        }
    }
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
pub struct Execution<'a> {
    pub(super) database: &'a Database,
    pub(super) sealing: &'a Sealing,
    pub(super) agency: AgencyId,
    pub(super) stream: Uuid,
    pub(super) metadata: Metadata,
    pub(super) expected: Option<u64>,
}

/// How one try ended without an error.
pub(super) enum Try {
    Done(Executed),
    /// Somebody else appended first, to this stream or under this key.
    Outrun,
}

impl<'a> Execution<'a> {
    /// `expected`: the version that the caller decided on, if it says so. `request`: what to compare under the same
    /// key.
    pub fn new(
        sealing: &'a Sealing,
        stream: Uuid,
        mut metadata: Metadata,
        expected: Option<u64>,
        request: &[u8],
    ) -> Self {
        if metadata.idempotency_key.is_some() {
            metadata.fingerprint = Some(sealing.fingerprint(request));
        }
        Self {
            database: sealing.database(),
            sealing,
            agency: metadata.agency,
            stream,
            metadata,
            expected,
        }
    }

    /// The answer after so many events were appended to a stream of `before` events.
    pub(super) fn executed(&self, before: u64, appended: usize) -> Executed {
        Executed {
            stream: self.stream,
            version: before + appended as u64,
            repeated: false,
            appended: appended > 0,
        }
    }

    /// What the same key brought before. To be asked *after* the stream was read on which something is refused: the
    /// first one may have gone in meanwhile, and its own effect must not be held against its repetition.
    pub(crate) async fn first_answer<E>(&self) -> Result<Option<Executed>, NotExecuted<E>> {
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
}

pub(super) fn pause(again: u32) -> Duration {
    FIRST_PAUSE.mul_f64(f64::from(1 << again) * rand::random_range(0.5..1.0))
}
