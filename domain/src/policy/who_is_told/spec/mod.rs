//! The table of who is told what, row by row.

mod about_quotes;
mod by_whom;
mod when;

use rstest::rstest;

use super::who_is_told;
use crate::actor::Actor;
use crate::policy::occasion::{Notice, Occasion as O};
use crate::ticket::spec::facts::*;
use crate::ticket::spec::given;
use crate::ticket::spec::lives::*;
use crate::ticket::spec::people::*;
use crate::ticket::spec::requests::{dismissed, requested, validated};
use crate::ticket::*;

/// The notices of the last of these facts.
fn told(so_far: Vec<Fact>) -> Vec<Notice> {
    let last = so_far.last().unwrap().clone();
    let ticket = given(so_far).ticket;
    who_is_told(&last.fact, &last.stamp, &ticket)
}

/// Who gets what by which channel, in one word each: `plumber:sms`.
fn who(so_far: Vec<Fact>) -> String {
    let notices = told(so_far);
    let words: Vec<String> = notices.iter().map(word).collect();
    words.join(" ")
}

fn word(notice: &Notice) -> String {
    let name = match &notice.recipient {
        Recipient::Contractor { assignment } if *assignment == PLUMBER => "plumber".to_owned(),
        Recipient::Contractor { .. } => "locksmith".to_owned(),
        Recipient::Requester => "requester".to_owned(),
        Recipient::Landlord => "landlord".to_owned(),
        Recipient::President => "president".to_owned(),
        Recipient::Tenant => "tenant".to_owned(),
        Recipient::SiteContact => "site_contact".to_owned(),
        Recipient::Approver { .. } => "approver".to_owned(),
        Recipient::Watcher { .. } => "watcher".to_owned(),
        Recipient::Staff { id } if *id == MANAGER => "manager".to_owned(),
        Recipient::Staff { id } if *id == ASSISTANT => "assistant".to_owned(),
        Recipient::Staff { .. } => "colleague".to_owned(),
        Recipient::Informed { index } => format!("informed_{index}"),
    };
    let channel = match notice.channel {
        Channel::Email => "email",
        Channel::Sms => "sms",
    };
    format!("{name}:{channel}")
}

fn opened() -> Vec<Fact> {
    ordered().into_iter().take(1).collect()
}

/// An order under other settings of the agency.
fn ordered_with_rules(change: impl FnOnce(&mut Rules)) -> Vec<Fact> {
    let mut opening = the_opening();
    change(&mut opening.rules);
    ordered_with(opening)
}

fn by_the_plumber(so_far: Vec<Fact>, event: TicketEvent) -> Vec<Fact> {
    then(so_far, tuesday("10:00"), plumber(), event)
}

fn by_the_manager(so_far: Vec<Fact>, event: TicketEvent) -> Vec<Fact> {
    then(so_far, tuesday("10:00"), manager(), event)
}

fn by_a_timer(so_far: Vec<Fact>, event: TicketEvent) -> Vec<Fact> {
    then(so_far, tuesday("10:00"), Actor::Timer, event)
}

// The channels ticked: plumber e-mail and SMS, site contact SMS, watcher e-mail.
#[rstest]
#[case::ticket_opened(opened(), "manager:email site_contact:sms watcher:email")]
#[case::request_submitted(requested(), "manager:email requester:email")]
#[case::request_dismissed(dismissed(), "requester:email")]
#[case::request_validated(
    validated().into_iter().take(2).collect(),
    "requester:email manager:email site_contact:sms watcher:email"
)]
#[case::order_sent(ordered(), "plumber:email plumber:sms")]
#[case::order_accepted_by_the_contractor(planned(), "manager:email watcher:email site_contact:sms")]
#[case::order_accepted_entered_by_the_manager(
    by_the_manager(ordered(), accepted(on_thursday())),
    "plumber:email plumber:sms watcher:email site_contact:sms"
)]
#[case::slot_proposed(
    by_the_plumber(planned(), slot_proposed(on_friday())),
    "manager:email watcher:email site_contact:sms"
)]
#[case::slot_confirmed(
    by_the_manager(planned(), slot_confirmed()),
    "plumber:email plumber:sms watcher:email site_contact:sms"
)]
#[case::slot_moved(
    by_the_manager(planned(), slot_postponed(on_friday())),
    "plumber:email plumber:sms watcher:email site_contact:sms"
)]
#[case::slot_cancelled_by_the_contractor(
    by_the_plumber(planned(), slot_cancelled()),
    "manager:email watcher:email site_contact:sms"
)]
#[case::slot_cancelled_by_the_manager(
    by_the_manager(planned(), slot_cancelled()),
    "plumber:email plumber:sms watcher:email site_contact:sms"
)]
#[case::declined(declined(), "manager:email")]
#[case::assignment_cancelled(cancelled(), "plumber:email plumber:sms")]
#[case::visit_reminder(
    by_a_timer(planned(), reminded(ReminderKind::Visit, 1, 1)),
    "plumber:email plumber:sms"
)]
#[case::answer_reminder(
    by_a_timer(ordered(), reminded(ReminderKind::Answer, 1, 2)),
    "plumber:email plumber:sms"
)]
#[case::presence_request(presence_asked(), "plumber:email plumber:sms")]
#[case::completion_request(completion_awaited(), "plumber:email plumber:sms")]
#[case::on_site(on_site(), "manager:email")]
#[case::late(
    by_the_plumber(presence_asked(), presence_answered(late_until(thursday("10:00")))),
    "manager:email watcher:email site_contact:sms"
)]
#[case::impossible(
    by_the_plumber(presence_asked(), presence_answered(impossible())),
    "manager:email watcher:email site_contact:sms"
)]
#[case::completion_reported(done(), "manager:email watcher:email")]
#[case::longer_than_planned(
    by_the_plumber(on_site(), completion_denied(NotFinished::NewEnd { slot: on_friday() })),
    "manager:email"
)]
#[case::another_visit_needed(
    by_the_plumber(on_site(), completion_denied(NotFinished::NewSlot { slot: on_friday() })),
    "manager:email watcher:email site_contact:sms"
)]
#[case::another_visit_entered_by_the_manager(
    by_the_manager(on_site(), completion_denied(NotFinished::NewSlot { slot: on_friday() })),
    "plumber:email plumber:sms watcher:email site_contact:sms"
)]
#[case::quote_found_necessary(by_the_plumber(on_site(), quote_found_necessary()), "manager:email")]
#[case::invoice_requested(invoice_asked(), "plumber:email plumber:sms")]
#[case::invoice_reminder(
    by_a_timer(invoice_asked(), reminded(ReminderKind::Invoice, 1, 3)),
    "plumber:email plumber:sms"
)]
#[case::invoice_received(paid_for(), "manager:email")]
#[case::invoice_asked_again(
    by_the_manager(paid_for(), invoice_rejected()),
    "plumber:email plumber:sms"
)]
#[case::transferred(
    by_the_manager(planned(), TicketEvent::TicketTransferred { to: COLLEAGUE }),
    "colleague:email"
)]
#[case::closed_with_nothing_open(closed(), "manager:email watcher:email")]
#[case::closed_with_an_open_assignment(
    by_the_manager(planned(), TicketEvent::TicketClosed { comment: None }),
    "manager:email watcher:email plumber:email plumber:sms"
)]
#[case::reminders_exhausted(by_a_timer(ordered(), reminders_exhausted(ReminderKind::Answer)), "")]
#[case::silent_mode(by_the_manager(planned(), TicketEvent::SilentModeSwitchedOn), "")]
#[case::time_spent(by_the_manager(planned(), TicketEvent::TimeSpentRecorded { seconds: 9 }), "")]
#[case::order_read(by_the_plumber(ordered(), TicketEvent::OrderRead { assignment: PLUMBER }), "")]
fn these_are_told(#[case] so_far: Vec<Fact>, #[case] expected: &str) {
    assert_eq!(who(so_far), expected);
}

#[test]
fn what_is_told_names_the_occasion_and_the_assignment() {
    let told = told(planned());
    assert!(
        told.iter()
            .all(|notice| notice.occasion == O::OrderAccepted)
    );
    assert!(told.iter().all(|notice| notice.assignment == Some(PLUMBER)));
}
