//! What can be asked of a ticket? Every command there is, each with something valid to say.

use chrono::{DateTime, NaiveDate, Utc};

use super::super::acts::*;
use super::super::details::photo;
use super::super::facts::*;
use super::super::lives::*;
use super::super::people::*;
use super::super::quote_lives::*;
use super::super::requests::*;
use crate::ids::{AssignmentId, MessageId, NoteId};
use crate::ticket::*;
use crate::value::{
    Cadence, Description, MessageText, NoteHtml, ReminderPolicy, Slot, Subject as SubjectLine,
};

/// Somebody whom no life has engaged yet.
const NEWCOMER: AssignmentId = AssignmentId::new(id(0xA3));
const MESSAGE: MessageId = MessageId::new(id(0xE7));

/// After the end of every life.
fn next_monday() -> Slot {
    slot("2026-09-14", "09:00", 60)
}

/// Each with when it is asked: a deadline when it is due, everything else now.
pub(super) fn everything(
    ticket: &Ticket,
    now: DateTime<Utc>,
) -> Vec<(TicketCommand, DateTime<Utc>)> {
    let people = [
        beginning(),
        answers(now.date_naive()),
        agencys(),
        about_the_whole(),
        in_words(),
    ];
    let by_people = people.into_iter().flatten().map(|command| (command, now));
    by_people.chain(by_the_machinery(ticket, now)).collect()
}

fn beginning() -> Vec<TicketCommand> {
    let validate = TicketCommand::ValidateRequest {
        mission: Mission::ServiceOrder,
        opening: Box::new(the_opening()),
        assignment: PLUMBER,
        contractor: the_plumber(),
        others: vec![],
    };
    vec![
        open(the_opening(), the_plumber()),
        submit_request(the_request()),
        validate,
        TicketCommand::DismissRequest { reason: reason() },
    ]
}

/// The contractor's and the approver's.
fn answers(today: NaiveDate) -> Vec<TicketCommand> {
    let late = next_monday().start();
    vec![
        accept(next_monday()),
        accept(on_thursday()),
        decline(),
        propose(next_monday()),
        cancel_slot(),
        answer_presence(PresenceAnswer::OnSite),
        answer_presence(late_until(late)),
        answer_presence(postponed_to(next_monday())),
        answer_presence(impossible()),
        report_completion(today),
        report_completion(THURSDAY),
        report_completion_with(today, Some(the_invoice())),
        deny_completion(NotFinished::NewSlot {
            slot: next_monday(),
        }),
        deny_completion(NotFinished::NewEnd {
            slot: next_monday(),
        }),
        report_quote_necessary(),
        promise(None),
        promise(Some(next_monday().local_start().date())),
        give(quote_of(99_000)),
        give(the_quote()),
        submit(the_invoice()),
        submit(Invoice {
            number: None,
            ..the_invoice()
        }),
        acknowledge_order(),
        approve(PLUMBER, 1),
        approve(PLUMBER, 2),
        disapprove(),
    ]
}

fn agencys() -> Vec<TicketCommand> {
    let another_way = TicketCommand::ChangeContactDetails {
        assignment: PLUMBER,
        details: the_plumber().details,
        channels: Channels::EMAIL,
        new_link: false,
    };
    let no_president = Deciders {
        president: None,
        ..the_council()
    };
    let somebody_else = |others| TicketCommand::EngageContractor {
        assignment: NEWCOMER,
        contractor: the_locksmith(),
        others,
    };
    vec![
        confirm(),
        postpone(next_monday()),
        ask_for_a_quote(),
        accept_quote(1),
        accept_quote(2),
        refuse_quote(1),
        refuse_quote(2),
        send_signed_quote(),
        ask(ASKED_AGAIN, the_president(), the_council()),
        ask(ASKED_AGAIN, party(MEMBER, "M. Aubert"), no_president),
        TicketCommand::RemindApprover { approval: ASKED },
        request_invoice(),
        reject_invoice(),
        remind_now(),
        cancel_assignment(),
        somebody_else(Some(Others::Keep)),
        somebody_else(Some(Others::Replace)),
        TicketCommand::RenewLink {
            assignment: PLUMBER,
        },
        another_way,
    ]
}

fn about_the_whole() -> Vec<TicketCommand> {
    let policy = ReminderPolicy::new(Cadence::OFF, Cadence::new(3, 5).unwrap(), 24).unwrap();
    vec![
        TicketCommand::SetSiteContact { contact: None },
        TicketCommand::SetWatchers { watchers: vec![] },
        TicketCommand::SetReminderPolicy { policy },
        switch_silent_mode(true),
        TicketCommand::AttachFile {
            attachment: photo(0xFA),
        },
        TicketCommand::TransferTicket {
            to: COLLEAGUE,
            is_manager: true,
        },
        TicketCommand::RecordTimeSpent { seconds: 60 },
        TicketCommand::AcknowledgeAttention,
        close(),
        reopen(true),
    ]
}

fn in_words() -> Vec<TicketCommand> {
    let subject = || of_the_ticket(SubjectLine::parse("Code de la porte").unwrap());
    let text = || of_the_ticket(MessageText::parse("Quel est le code ?").unwrap());
    let from = [
        Correspondent::Contractor {
            assignment: PLUMBER,
        },
        Correspondent::Requester,
        Correspondent::Approver { approval: ASKED },
    ];
    let written = from.map(|from| TicketCommand::WriteToAgency {
        message: MESSAGE,
        from,
        subject: None,
        text: text(),
    });
    let informed = Informed {
        person: the_neighbour().person,
        channels: Channels::EMAIL,
    };
    let others = [
        TicketCommand::SendMessage {
            message: MESSAGE,
            to: Addressee::Requester,
            subject: subject(),
            text: text(),
        },
        TicketCommand::InformThirdParty {
            message: MESSAGE,
            persons: vec![informed],
            text: text(),
        },
        TicketCommand::AddNote {
            note: NoteId::new(id(0xAB)),
            html: of_the_ticket(NoteHtml::parse("<b>clé</b>").unwrap()),
        },
        TicketCommand::AmendDetails {
            subject: subject(),
            description: of_the_ticket(Description::parse("Couper l’eau.").unwrap()),
        },
    ];
    written.into_iter().chain(others).collect()
}

/// Every deadline of the plumber's that is armed, and one that is not; and a message that could not be delivered.
fn by_the_machinery(ticket: &Ticket, now: DateTime<Utc>) -> Vec<(TicketCommand, DateTime<Utc>)> {
    let failure = Undelivered {
        recipient: Recipient::Requester,
        channel: Channel::Email,
        about: "OrderAccepted".to_owned(),
        reason: "rejected".to_owned(),
    };
    let own = ticket.deadlines().into_iter();
    let own = own.filter(|deadline| deadline.timer.assignment == PLUMBER);
    let armed = own.map(|deadline| {
        let timer = deadline.timer;
        (TicketCommand::FireTimer { timer }, deadline.due_at)
    });
    let others = [
        fire(TimerKind::AnswerReminder, 99),
        TicketCommand::RecordNotificationFailure { failure },
    ];
    armed.chain(others.map(|command| (command, now))).collect()
}

/// The name of a command in the code.
pub(super) fn name(command: &TicketCommand) -> String {
    let written = serde_json::to_value(command).unwrap();
    let tagged = written.as_object().and_then(|it| it.keys().next());
    match tagged {
        Some(name) => name.clone(),
        None => written.as_str().unwrap().to_owned(),
    }
}
