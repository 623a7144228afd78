//! How is a command carried out by cqrs-es and its reference adapters, unchanged in how they load and append? The
//! slower of the two ways, kept as what the other is measured and judged by.

use super::decision::{Decision, decide};
use super::execute::{Execution, Fault, NotExecuted, TRIES_AFTER_A_CONFLICT, Try, pause};
use super::{Executed, Repository, envelope, store};
use crate::database::is_unique_violation;
use cqrs_es::{Aggregate, AggregateError, EventStore};
use std::sync::Arc;

/// Loads every stream at every command, and appends each commit in a transaction of its own.
#[derive(Clone)]
pub struct Stock {
    repository: Arc<Repository>,
}

impl Stock {
    pub fn new(repository: Arc<Repository>) -> Self {
        Self { repository }
    }

    pub async fn execute<A>(
        &self,
        execution: &Execution<'_>,
        command: A::Command,
    ) -> Result<Executed, NotExecuted<A::Error>>
    where
        A: Aggregate<Services = ()>,
        A::Command: Clone,
        A::Error: Send + Sync + 'static,
    {
        for again in 0..=TRIES_AFTER_A_CONFLICT {
            // Before anything is decided: a repeated request must not be told that its version is stale.
            if let Some(answer) = execution.first_answer().await? {
                return Ok(answer);
            }
            match self.attempt::<A>(execution, command.clone()).await? {
                Try::Done(executed) => return Ok(executed),
                Try::Outrun => tokio::time::sleep(pause(again)).await,
            }
        }
        Err(NotExecuted::Conflict)
    }

    async fn attempt<A>(
        &self,
        execution: &Execution<'_>,
        command: A::Command,
    ) -> Result<Try, NotExecuted<A::Error>>
    where
        A: Aggregate<Services = ()>,
        A::Error: Send + Sync + 'static,
    {
        let store = store::<A>(&self.repository, execution.sealing, execution.agency);
        let loaded = store.load_aggregate(&execution.stream.to_string()).await;
        let mut context = loaded.map_err(not_executed)?;
        let before = context.current_sequence as u64;
        let decision = decide(&mut context.aggregate, before, execution, command).await;
        let events = match decision {
            Decision::Append(events) => events,
            Decision::Answer(answer) => {
                let first = execution.first_answer().await?;
                return first.map_or(answer, Ok).map(Try::Done);
            }
        };
        let count = events.len();
        // The sink has applied the events already; without snapshots the framework reads only the sequence.
        let metadata =
            envelope::for_commit(&execution.metadata).map_err(|e| Fault::Store(Box::new(e)))?;
        crate::crash_point!(BeforeAppend);
        match store.commit(events, context, metadata).await {
            Ok(_) => {
                crate::crash_point!(AfterAppend);
                Ok(Try::Done(execution.executed(before, count)))
            }
            Err(error) if was_outrun(&error) => Ok(Try::Outrun),
            Err(error) => Err(not_executed(error)),
        }
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
