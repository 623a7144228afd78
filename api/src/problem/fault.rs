//! How is told what is neither the caller's fault nor a rule's? Logged once, here, and opaque outside.
//!
//! An outage is told from a fault: after the one, the same request may well be carried out a moment later.

use super::Problem;
use axum::http::StatusCode;
use infra::database::{DatabaseFault, is_outage};
use infra::event_store::Fault;
use infra::log::{LogFault, is_unreadable};
use infra::tickets::CommandError;
use std::error::Error;
use std::io::{self, ErrorKind};

impl Problem {
    /// 503 where the database cannot be reached or the disk is full, 409 where a ticket holds an event that cannot be read
    /// (nothing can be done on it until somebody has mended that), otherwise 500: our own fault. It is logged here,
    /// once, and stays opaque outside.
    pub fn fault(fault: impl Error + 'static) -> Self {
        if is_outage(&fault) || is_disk_full(&fault) {
            tracing::warn!(%fault, "a request cannot be carried out for the moment");
            Self::unavailable()
        } else if is_unreadable(&fault) {
            tracing::error!(%fault, "a ticket cannot be read as a whole");
            Self::conflict("ticket_unreadable")
        } else {
            Self::broken(fault)
        }
    }
}

/// Or the process may not write so much: `RLIMIT_FSIZE` is a wall of the operator's, as a quota is.
fn is_disk_full(fault: &(dyn Error + 'static)) -> bool {
    let kind = fault.downcast_ref::<io::Error>().map(io::Error::kind);
    let full = matches!(
        kind,
        Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge)
    );
    full || fault.source().is_some_and(is_disk_full)
}

impl From<DatabaseFault> for Problem {
    fn from(fault: DatabaseFault) -> Self {
        Self::fault(fault)
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        Self::fault(fault)
    }
}

impl From<LogFault> for Problem {
    fn from(fault: LogFault) -> Self {
        Self::fault(fault)
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
