//! How is told what is neither the caller's fault nor a rule's? Logged once, here, and opaque outside.

use super::Problem;
use axum::http::StatusCode;
use infra::database::DatabaseFault;
use infra::event_store::Fault;
use infra::log::LogFault;
use infra::tickets::CommandError;

impl From<DatabaseFault> for Problem {
    fn from(fault: DatabaseFault) -> Self {
        if fault.is_retryable() {
            tracing::warn!(%fault, "the database cannot answer for the moment");
            Self::unavailable()
        } else {
            Self::fault(fault)
        }
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Database(fault) => fault.into(),
            Fault::Sealing(fault) => Self::fault(fault),
            Fault::Store(fault) => Self::fault(fault),
        }
    }
}

impl From<LogFault> for Problem {
    fn from(fault: LogFault) -> Self {
        match fault {
            LogFault::Database(fault) => fault.into(),
            other @ (LogFault::Sealing(_) | LogFault::Unreadable { .. }) => Self::fault(other),
        }
    }
}

impl From<CommandError> for Problem {
    fn from(error: CommandError) -> Self {
        match error {
            CommandError::Refused(refusal) => refusal.into(),
            CommandError::Unknown => Self::not_found(),
            CommandError::Stale { actual } => Self::stale(actual),
            // The IETF draft on idempotency keys asks for 422 here: the same request will never be taken.
            CommandError::KeyReused => Self::unprocessable("key_reused"),
            CommandError::Conflict => Self::new(StatusCode::CONFLICT, "busy"),
            CommandError::Fault(fault) => fault.into(),
        }
    }
}
