//! The end, and reopening where the agency allows it.

use super::Decision;
use crate::personal::Personal;
use crate::ticket::event::TicketEvent;
use crate::ticket::refusal::Refusal;
use crate::value::ShortText;

/// `allowed`: the agency's setting. Nothing is sent or armed again by it.
pub(super) fn reopen(reason: &Personal<ShortText>, allowed: bool) -> Decision {
    if !allowed {
        return Err(Refusal::ReopeningNotAllowed);
    }
    Ok(vec![TicketEvent::TicketReopened {
        reason: reason.clone(),
    }])
}
