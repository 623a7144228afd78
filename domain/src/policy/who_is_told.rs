//! Which event tells whom, by which channel? The table of the house.
//!
//! | event | contractor | staff | watchers | site contact | others |
//! | --- | --- | --- | --- | --- | --- |
//! | request submitted | | manager, always | | | requester: receipt |
//! | request dismissed | | | | | requester, with the reason |
//! | ticket opened | | creator | creation | channels, of an order | requester, if it was a request |
//! | order sent, contact details changed | channels | | | | |
//! | quote requested | e-mail always, SMS if ticked | | date and time, of a visit that is off | the same | |
//! | quote received, replaced | | manager, assistant | as above, where an order became a quote | the same | |
//! | approval requested, reminded of | | | | | approver; members of the council, for information |
//! | approved, disapproved | | manager, assistant | | | |
//! | quote accepted | channels | | acceptance | channels | |
//! | quote refused, signed quote sent | channels | | | | |
//! | accepted, slot proposed, confirmed, moved, cancelled | if the agency did it | manager, assistant | date and time | channels | |
//! | declined | | manager, assistant | | | |
//! | assignment cancelled | channels | | | | |
//! | visit reminder, presence, completion request | channels | | | | |
//! | presence answered | | manager, assistant | if the date moved | if the date moved | |
//! | completion reported | | manager, assistant | end of the job | | |
//! | completion denied | of another visit, if the agency did it | manager, assistant | date and time of another visit | channels, of another visit | |
//! | quote found necessary | | manager, assistant | | | |
//! | invoice requested, asked again, reminded of | e-mail always, SMS if ticked | | | | |
//! | invoice received | | manager, assistant | | | |
//! | message sent | | | | | the addressee |
//! | message received | | manager | | | |
//! | third party informed | | | | | those chosen |
//! | transferred | | new manager | | | |
//! | closed | those with an open assignment | creator | closing | | |
//! | delivery failed for good | | manager, always | | | |
//!
//! Staff get e-mail, if the agency's setting for them is on, and never about what they have just done themselves
//! (opening and closing excepted: those are receipts). Whoever has two titles is told once.

use super::occasion::{Notice, Occasion as O};
use super::told::Told;
use crate::ticket::{
    Assignment, Mission, NotFinished, Offer, PresenceAnswer, ReminderKind, ReminderTrigger, Stamp,
    Ticket, TicketEvent as E,
};
use crate::value::Slot;

/// Whom `event` tells. `ticket` is the ticket after it.
pub fn who_is_told(event: &E, stamp: &Stamp, ticket: &Ticket) -> Vec<Notice> {
    let mut told = Told::new(ticket, &stamp.by, event.assignment());
    by_table(&mut told, event);
    told.once_each()
}

fn by_table(told: &mut Told<'_>, event: &E) {
    match event {
        E::RequestSubmitted(_) => {
            told.manager_of_request(O::RequestSubmitted);
            told.client(O::RequestReceived);
        }
        E::RequestDismissed { .. } => told.client(O::RequestDismissed),
        E::TicketOpened(opening) => {
            told.client(O::RequestValidated);
            told.creator(O::TicketOpened);
            if opening.ticket_type.mission() == Some(Mission::ServiceOrder) {
                told.site_contact(O::TicketOpened);
            }
            told.watchers(O::TicketOpened);
        }
        E::ContractorEngaged { mission, .. } => match mission {
            Mission::ServiceOrder => told.contractor(O::OrderSent),
            Mission::Quote => told.contractor_by_email_too(O::QuoteRequest),
        },
        E::QuoteRequested { cancels, .. } => {
            told.contractor_by_email_too(O::QuoteRequest);
            visit_is_off(told, cancels.as_ref());
        }
        E::QuoteReceived { cancels, .. } => {
            told.team(O::QuoteReceived);
            visit_is_off(told, cancels.as_ref());
        }
        E::QuoteReplaced { .. } => told.team(O::QuoteReplaced),
        E::QuoteAccepted { .. } => {
            told.contractor(O::QuoteAccepted);
            told.watchers(O::QuoteAccepted);
            told.site_contact(O::QuoteAccepted);
        }
        E::QuoteRefused { .. } => told.contractor(O::QuoteRefused),
        E::SignedQuoteSent { .. } => {
            told.on_purpose = true;
            told.contractor(O::SignedQuote);
        }
        E::ApprovalRequested { request, .. } => {
            told.approver(request.approval, O::ApprovalRequest);
            told.informed(&request.informed, O::ApprovalInformation);
        }
        E::ApproverReminded { approval } => {
            told.on_purpose = true;
            told.approver(*approval, O::ApprovalReminder);
        }
        E::QuoteApproved { .. } => told.team(O::QuoteApproved),
        E::QuotesDisapproved { .. } => told.team(O::QuotesDisapproved),
        E::ContactDetailsChanged { .. } => {
            // A contractor who asks for a new link gets it in silent mode too: nobody sends it by itself.
            told.on_purpose = told.by_contractor();
            told.contractor(O::LinkRenewed);
        }
        E::OrderAccepted { .. } => visit(told, O::OrderAccepted),
        E::SlotProposed { .. } => {
            let first = told.assignment().is_some_and(|part| part.slots == 1);
            // The date of work whose quote was accepted is no new date yet.
            visit(
                told,
                if first {
                    O::OrderAccepted
                } else {
                    O::SlotProposed
                },
            );
        }
        E::SlotConfirmed { .. } => visit(told, O::SlotConfirmed),
        E::SlotPostponed { .. } => visit(told, O::SlotPostponed),
        E::SlotCancelled { .. } => visit(told, O::SlotCancelled),
        E::PresenceAnswered { answer, .. } => presence(told, answer),
        E::AssignmentDeclined { .. } => told.team(match stage(told) {
            Stage::Pricing => O::QuoteDeclined,
            Stage::Work => O::OrderDeclined,
        }),
        E::AssignmentCancelled { .. } => told.contractor(match stage(told) {
            Stage::Pricing => O::QuoteCancelled,
            Stage::Work => O::AssignmentCancelled,
        }),
        E::OnSitePresenceRequested { .. } => told.contractor(O::PresenceRequest),
        E::CompletionRequested { .. } => told.contractor(O::CompletionRequest),
        E::ReminderSent {
            reminder: of,
            trigger,
            ..
        } => reminder(told, *of, *trigger),
        E::CompletionReported { .. } => {
            told.team(O::CompletionReported);
            told.watchers(O::CompletionReported);
        }
        E::CompletionDenied { next, .. } => unfinished(told, next),
        E::QuoteFoundNecessary { .. } => told.team(O::QuoteFoundNecessary),
        E::InvoiceRequested { .. } => told.contractor_by_email_too(O::InvoiceRequest),
        E::InvoiceRejected { .. } => told.contractor_by_email_too(O::InvoiceRequestedAgain),
        E::InvoiceReceived { .. } => told.team(O::InvoiceReceived),
        E::MessageSent { to, .. } => told.addressee(to),
        E::MessageReceived { .. } => told.manager(O::MessageReceived),
        E::ThirdPartyInformed { persons, .. } => {
            told.on_purpose = true;
            told.informed(persons, O::ThirdPartyInformed);
        }
        E::TicketTransferred { to } => told.staff(*to, O::TicketTransferred),
        E::TicketClosed { .. } => closed(told),
        E::NotificationFailed(_) => told.manager_always(O::DeliveryFailed),
        E::DetailsAmended { .. }
        | E::SiteContactSet { .. }
        | E::WatchersSet { .. }
        | E::ReminderPolicySet { .. }
        | E::SilentModeSwitchedOn
        | E::SilentModeSwitchedOff
        | E::TicketTypeChanged { .. }
        | E::AttachmentAdded { .. }
        | E::NoteAdded { .. }
        | E::TimeSpentRecorded { .. }
        | E::AttentionAcknowledged
        | E::TicketReopened { .. }
        | E::OrderRead { .. }
        | E::RemindersExhausted { .. }
        | E::QuotePromised { .. }
        | E::TimerLapsed { .. } => {}
    }
}

fn visit(told: &mut Told<'_>, occasion: O) {
    if told.by_staff() {
        told.contractor(occasion);
    }
    told.team(occasion);
    told.watchers(occasion);
    told.site_contact(occasion);
}

/// Those who wait at the door are told only when the date moved.
fn presence(told: &mut Told<'_>, answer: &PresenceAnswer) {
    told.team(O::PresenceAnswered);
    match answer {
        PresenceAnswer::OnSite => {}
        PresenceAnswer::Late { .. }
        | PresenceAnswer::Postponed { .. }
        | PresenceAnswer::Impossible { .. } => {
            told.watchers(O::PresenceAnswered);
            told.site_contact(O::PresenceAnswered);
        }
    }
}

/// Another visit has to be let in like the first, so it is announced as a slot is.
fn unfinished(told: &mut Told<'_>, next: &NotFinished) {
    let another_visit = match next {
        NotFinished::NewEnd { .. } => false,
        NotFinished::NewSlot { .. } => true,
    };
    if another_visit && told.by_staff() {
        told.contractor(O::SlotProposed);
    }
    told.team(O::CompletionDenied);
    if another_visit {
        told.watchers(O::SlotProposed);
        told.site_contact(O::SlotProposed);
    }
}

fn reminder(told: &mut Told<'_>, reminder: ReminderKind, trigger: ReminderTrigger) {
    told.on_purpose = trigger == ReminderTrigger::ByHand;
    match reminder {
        ReminderKind::Answer => told.contractor(O::AnswerReminder),
        ReminderKind::Quote => told.contractor(O::QuoteReminder),
        ReminderKind::Slot => told.contractor(O::SlotReminder),
        ReminderKind::Visit => told.contractor(O::VisitReminder),
        ReminderKind::Completion => told.contractor(O::CompletionReminder),
        ReminderKind::Invoice => told.contractor_by_email_too(O::InvoiceReminder),
    }
}

/// Those who wait for a visit that a quote has taken the place of.
fn visit_is_off(told: &mut Told<'_>, visit: Option<&Slot>) {
    if visit.is_some() {
        told.watchers(O::SlotCancelled);
        told.site_contact(O::SlotCancelled);
    }
}

/// What the contractor was at when their part ended.
enum Stage {
    Pricing,
    Work,
}

fn stage(told: &Told<'_>) -> Stage {
    let priced = |part: &Assignment| part.offer.as_ref().is_some_and(Offer::is_accepted);
    let part = told.assignment();
    match part.map(|part| part.mission) {
        Some(Mission::Quote) if !part.is_some_and(priced) => Stage::Pricing,
        Some(Mission::Quote | Mission::ServiceOrder) | None => Stage::Work,
    }
}

fn closed(told: &mut Told<'_>) {
    told.creator(O::TicketClosed);
    told.watchers(O::TicketClosed);
    told.open_contractors(O::TicketClosed);
}

#[cfg(test)]
mod spec;
