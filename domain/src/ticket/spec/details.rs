//! What may be edited at any time, and silent mode. What already holds is not recorded again.

use rstest::rstest;

use super::acts::switch_silent_mode;
use super::facts::fact;
use super::given;
use super::lives::*;
use super::people::*;
use crate::ids::{AttachmentId, NoteId};
use crate::ticket::*;
use crate::value::{Cadence, Description, NoteHtml, ReminderPolicy, Subject as SubjectLine};

/// The command leads to the event, and to nothing the second time.
#[track_caller]
fn once(command: TicketCommand, event: TicketEvent) -> super::Then {
    let when = tuesday("09:00");
    let after = given(planned())
        .when(when, manager(), command.clone())
        .then([event.clone()]);
    given(then(planned(), when, manager(), event))
        .when(tuesday("09:01"), manager(), command)
        .then_nothing_happens();
    after
}

#[track_caller]
fn refused(command: TicketCommand, why: Refusal) {
    given(planned())
        .when(tuesday("09:00"), manager(), command)
        .then_refused(why);
}

#[test]
fn subject_and_description_are_amended_once() {
    let subject = of_the_ticket(SubjectLine::parse("Fuite d’eau chaude").unwrap());
    let description = of_the_ticket(Description::parse("Couper l’eau.").unwrap());
    once(
        TicketCommand::AmendDetails {
            subject: subject.clone(),
            description: description.clone(),
        },
        TicketEvent::DetailsAmended {
            subject,
            description,
        },
    );
}

#[test]
fn the_site_contact_is_changed_and_removed_once() {
    once(
        TicketCommand::SetSiteContact { contact: None },
        TicketEvent::SiteContactSet { contact: None },
    );
    let other = SiteContact {
        channels: Channels::BOTH,
        ..the_site_contact()
    };
    once(
        TicketCommand::SetSiteContact {
            contact: Some(other.clone()),
        },
        TicketEvent::SiteContactSet {
            contact: Some(other),
        },
    );
}

#[test]
fn watchers_are_set_once_and_need_a_channel() {
    once(
        TicketCommand::SetWatchers { watchers: vec![] },
        TicketEvent::WatchersSet { watchers: vec![] },
    );
    refused(
        TicketCommand::SetWatchers {
            watchers: vec![Watcher {
                channels: Channels::NONE,
                ..the_neighbour()
            }],
        },
        Refusal::NoChannel {
            whom: Whom::Watcher { nth: 0 },
        },
    );
}

#[test]
fn the_reminder_policy_is_set_once() {
    let policy = ReminderPolicy::new(Cadence::OFF, Cadence::new(3, 5).unwrap(), 24).unwrap();
    once(
        TicketCommand::SetReminderPolicy { policy },
        TicketEvent::ReminderPolicySet { policy },
    );
}

#[test]
fn silent_mode_is_switched_on_once() {
    let after = once(switch_silent_mode(true), TicketEvent::SilentModeSwitchedOn);
    assert!(after.ticket.is_silent());
}

#[test]
fn silent_mode_that_is_off_cannot_be_switched_off() {
    given(planned())
        .when(tuesday("09:00"), manager(), switch_silent_mode(false))
        .then_nothing_happens();
}

#[test]
fn silent_mode_is_switched_off_again() {
    let silent = Opening {
        silent: true,
        ..the_opening()
    };
    let after = given(ordered_with(silent))
        .when(monday("10:00"), manager(), switch_silent_mode(false))
        .then([TicketEvent::SilentModeSwitchedOff]);
    assert!(!after.ticket.is_silent());
}

#[test]
fn a_ticket_is_transferred_to_a_manager_once() {
    once(
        TicketCommand::TransferTicket {
            to: COLLEAGUE,
            is_manager: true,
        },
        TicketEvent::TicketTransferred { to: COLLEAGUE },
    );
    refused(
        TicketCommand::TransferTicket {
            to: COLLEAGUE,
            is_manager: false,
        },
        Refusal::NotAManager,
    );
}

pub(super) fn photo(n: u128) -> Attachment {
    Attachment {
        id: AttachmentId::new(id(n)),
        name: text("photo.jpg"),
        media_type: "image/jpeg".to_owned(),
        size: 48_213,
        sha256: "00".repeat(32),
        to: Audience::Nobody,
    }
}

#[test]
fn a_ticket_takes_200_files() {
    let full = (1..=200).map(|n| {
        let attachment = photo(n);
        fact(
            tuesday("08:00"),
            manager(),
            TicketEvent::AttachmentAdded { attachment },
        )
    });
    let again = |n| TicketCommand::AttachFile {
        attachment: photo(n),
    };
    let full: Vec<_> = planned().into_iter().chain(full).collect();
    given(full.clone())
        .when(tuesday("09:00"), manager(), again(200))
        .then_nothing_happens();
    given(full)
        .when(tuesday("09:00"), manager(), again(201))
        .then_refused(Refusal::TooManyFiles { most: 200 });
}

#[test]
fn a_file_is_attached_once() {
    let attachment = photo(0xAA);
    once(
        TicketCommand::AttachFile {
            attachment: attachment.clone(),
        },
        TicketEvent::AttachmentAdded { attachment },
    );
}

#[test]
fn a_note_is_added() {
    let (note, html) = (
        NoteId::new(id(0xAB)),
        of_the_ticket(NoteHtml::parse("<b>clé</b>").unwrap()),
    );
    given(planned())
        .when(
            tuesday("09:00"),
            manager(),
            TicketCommand::AddNote {
                note,
                html: html.clone(),
            },
        )
        .then([TicketEvent::NoteAdded { note, html }])
        .urgency(Urgency::Waiting);
}

#[test]
fn time_spent_adds_up_and_no_time_is_not_recorded() {
    let spent = TicketEvent::TimeSpentRecorded { seconds: 90 };
    let after = given(then(planned(), tuesday("09:00"), manager(), spent.clone()))
        .when(
            tuesday("10:00"),
            manager(),
            TicketCommand::RecordTimeSpent { seconds: 90 },
        )
        .then([spent]);
    assert_eq!(after.ticket.seconds_spent, 180);
    given(planned())
        .when(
            tuesday("10:00"),
            manager(),
            TicketCommand::RecordTimeSpent { seconds: 0 },
        )
        .then_nothing_happens();
}

#[test]
fn there_is_nothing_to_acknowledge_when_nothing_calls() {
    given(planned())
        .when(
            tuesday("10:00"),
            manager(),
            TicketCommand::AcknowledgeAttention,
        )
        .then_nothing_happens();
}

mod contact_details_of_the_contractor {
    use super::*;

    fn change(channels: Channels, phone: Option<&str>, new_link: bool) -> TicketCommand {
        let details = of_the_ticket(details(
            "Plomberie Marchal",
            Some("contact@marchal.fr"),
            phone,
        ));
        TicketCommand::ChangeContactDetails {
            assignment: PLUMBER,
            details,
            channels,
            new_link,
        }
    }

    fn changed(channels: Channels, phone: Option<&str>, generation: u16) -> TicketEvent {
        let details = of_the_ticket(details(
            "Plomberie Marchal",
            Some("contact@marchal.fr"),
            phone,
        ));
        TicketEvent::ContactDetailsChanged {
            assignment: PLUMBER,
            details,
            channels,
            generation,
        }
    }

    #[test]
    fn change_once_and_keep_the_link() {
        once(
            change(Channels::EMAIL, None, false),
            changed(Channels::EMAIL, None, 1),
        );
    }

    #[test]
    fn may_come_with_a_new_link_that_makes_the_old_one_worthless() {
        let after = given(planned())
            .when(
                tuesday("09:00"),
                manager(),
                change(Channels::EMAIL, None, true),
            )
            .then([changed(Channels::EMAIL, None, 2)]);
        assert_eq!(after.ticket.assignment(PLUMBER).unwrap().generation, 2);
    }

    #[test]
    fn stay_when_the_contractor_asks_for_another_link() {
        let before = given(planned()).ticket;
        let engaged = before.assignment(PLUMBER).unwrap().contractor.clone();
        let asked = TicketCommand::RenewLink {
            assignment: PLUMBER,
        };
        given(planned())
            .when(tuesday("09:00"), plumber(), asked)
            .then([TicketEvent::ContactDetailsChanged {
                assignment: PLUMBER,
                details: engaged.details,
                channels: engaged.channels,
                generation: 2,
            }]);
    }

    #[rstest]
    #[case::no_channel(Channels::NONE, Refusal::NoChannel { whom: Whom::Contractor })]
    #[case::no_mobile(Channels::SMS, Refusal::NoMobileForChannel { whom: Whom::Contractor })]
    fn need_a_channel_and_its_address(#[case] channels: Channels, #[case] why: Refusal) {
        refused(change(channels, None, false), why);
    }

    #[test]
    fn of_a_contractor_who_declined_no_longer_matter() {
        given(declined())
            .when(
                tuesday("09:00"),
                manager(),
                change(Channels::EMAIL, None, false),
            )
            .then_refused_at(StepCode::Declined);
    }
}
