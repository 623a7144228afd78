//! What holds after every act, whatever it was?

use super::reference::{Heard, Reference};
use crate::policy::occasion::Notice;
use crate::ticket::*;

/// The ticket is where the reference is, shows the same and costs the same.
pub(super) fn same(ticket: &Ticket, reference: &Reference) {
    assert_eq!(ticket.ticket_type(), reference.kind, "type");
    let steps = ticket.assignments.iter();
    let steps: Vec<_> = steps
        .map(|part| (part.id, part.step_code(), part.generation))
        .collect();
    let wanted = reference.parts.iter();
    let wanted: Vec<_> = wanted
        .map(|part| (part.part.id(), part.step, part.links))
        .collect();
    assert_eq!(steps, wanted, "steps, and which link leads to them");
    assert_eq!(ticket.status(), reference.status(), "status");
    assert_eq!(ticket.urgency(), reference.urgency(), "colour");
    assert_eq!(ticket.amount_in_cents(), reference.amount(), "amount");
    let armed = ticket.deadlines();
    let armed = armed
        .iter()
        .map(|due| (due.due_at, due.timer.assignment, due.timer.kind));
    let wanted = reference.deadlines().into_iter();
    let wanted = wanted.map(|due| (due.at, due.part.id(), due.kind));
    assert_eq!(
        armed.collect::<Vec<_>>(),
        wanted.collect::<Vec<_>>(),
        "deadlines"
    );
    let kept = ticket.assignments.iter().filter(|part| part.is_kept());
    assert!(kept.count() <= 1, "one quote is kept at most");
    assert!(!ticket.is_closed() || ticket.deadlines().is_empty());
}

/// Those hear of it of whom the reference says so, by these channels, and nobody else.
pub(super) fn told(notices: &[Notice], reference: &Reference) {
    let heard = notices.iter().map(|notice| Heard {
        who: notice.recipient.clone(),
        channel: notice.channel,
        kept_back: notice.kept_back,
    });
    let mut heard: Vec<Heard> = heard.collect();
    let mut wanted = reference.heard.clone();
    heard.sort();
    heard.dedup();
    wanted.sort();
    wanted.dedup();
    assert_eq!(heard, wanted, "who is told");
}
