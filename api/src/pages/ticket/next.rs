//! What is the next step on a ticket's page, and what does the sentence above its button say?

use domain::ticket::{Action, Assignment, Attention, ReminderKind, Step, StepCode, Ticket};

use super::act::Act;

/// The usual next step, as the one main button, and the sentence above it (`next-…` of the catalogue).
pub fn next(ticket: &Ticket) -> (&'static str, Option<Act>) {
    if ticket.dismissal().is_some() {
        return ("status-dismissed", None);
    }
    if ticket.is_closed() {
        return ("status-closed", None);
    }
    if ticket.is_pending() {
        return ("next-pending", Some(Act::Validate));
    }
    let Some(part) = ticket.leading_assignment() else {
        return ("next-cancelled", Some(Act::Engage));
    };
    if ticket.is_several() {
        return next_of_several(ticket);
    }
    let (hint, act) = next_of_part(ticket, part);
    // Which of several quotes is meant is said on its card.
    let chooses = ticket.engages_several() && act == Some(Act::Part(Action::AcceptQuote));
    (hint, act.filter(|_| !chooses))
}

/// The ticket as a whole waits until nobody is at work any more.
fn next_of_several(ticket: &Ticket) -> (&'static str, Option<Act>) {
    let invoiced = |part: &Assignment| part.step_code() == StepCode::Invoiced;
    if ticket.active_assignments().next().is_some() {
        ("next-several", None)
    } else if ticket.assignments.iter().any(invoiced) {
        ("next-several-over", Some(Act::Close))
    } else {
        ("next-cancelled", Some(Act::Engage))
    }
}

/// The same for one contractor's part.
pub fn next_of_part(ticket: &Ticket, part: &Assignment) -> (&'static str, Option<Act>) {
    if is_exhausted(ticket, part) {
        return ("next-exhausted", Some(Act::Engage));
    }
    match &part.step {
        Step::AwaitingAnswer { .. } => {
            ("next-awaiting_answer", Some(Act::Part(Action::AcceptOrder)))
        }
        Step::QuoteRequested { .. } | Step::QuotePromised { .. } => {
            ("next-quote_requested", Some(Act::Part(Action::SubmitQuote)))
        }
        Step::QuoteReceived => ("next-quote_received", Some(Act::Part(Action::AcceptQuote))),
        Step::QuoteInApproval => ("next-quote_in_approval", Some(Act::RemindApprover)),
        Step::QuoteDisapproved => (
            "next-quote_disapproved",
            Some(Act::Part(Action::RefuseQuote)),
        ),
        Step::QuoteApproved => ("next-quote_approved", Some(Act::Part(Action::AcceptQuote))),
        Step::QuoteAccepted { .. } => ("next-quote_accepted", Some(Act::Part(Action::ProposeSlot))),
        Step::QuoteRefused if ticket.engages_several() => ("next-part-quote_refused", None),
        Step::QuoteRefused => ("next-quote_refused", Some(Act::Engage)),
        Step::Planned { visit } if !visit.confirmed => (
            "next-planned-unconfirmed",
            Some(Act::Part(Action::ConfirmSlot)),
        ),
        Step::Planned { .. } => ("next-planned", None),
        Step::OnSite { .. } => ("next-on_site", Some(Act::Part(Action::ReportCompletion))),
        Step::AwaitingCompletion { .. } => (
            "next-awaiting_completion",
            Some(Act::Part(Action::ReportCompletion)),
        ),
        Step::Completed { .. } if !part.is_reached_by_email() => (
            "next-completed-no-email",
            Some(Act::Part(Action::SubmitInvoice)),
        ),
        Step::Completed { .. } => ("next-completed", Some(Act::Part(Action::RequestInvoice))),
        Step::InvoiceRequested { .. } => (
            "next-invoice_requested",
            Some(Act::Part(Action::SubmitInvoice)),
        ),
        Step::Invoiced if ticket.is_several() => ("next-part-invoiced", None),
        Step::Invoiced => ("next-invoiced", Some(Act::Close)),
        Step::Declined => ("next-declined", Some(Act::Engage)),
        Step::Cancelled if ticket.is_several() => ("next-part-cancelled", None),
        Step::Cancelled => ("next-cancelled", Some(Act::Engage)),
    }
}

/// Nobody answers the order.
fn is_exhausted(ticket: &Ticket, part: &Assignment) -> bool {
    let used_up = Attention::RemindersExhausted {
        assignment: part.id,
        reminder: ReminderKind::Answer,
    };
    part.step_code() == StepCode::AwaitingAnswer && ticket.attention.contains(&used_up)
}
