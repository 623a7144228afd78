//! Which command did a contractor mean by what they typed?

use domain::ids::MessageId;
use domain::personal::Personal;
use domain::ticket::{Addressee, PresenceAnswer, TicketCommand as C};
use domain::value::{MessageText, Subject as SubjectLine};
use uuid::Uuid;

use super::answer::Answer;
use super::opened::Opened;
use crate::pages::read::Reader;
use crate::pages::ticket::part::not_finished;
use crate::problem::Problem;

/// The command, or nothing if something typed could not be read: the reader has the complaints then.
pub fn command(answer: Answer, opened: &Opened, reader: &mut Reader<'_>) -> Option<C> {
    match answer {
        Answer::Message => return message(opened, reader),
        Answer::Read => return read(opened, reader),
        Answer::Accept
        | Answer::Decline
        | Answer::Slot
        | Answer::CannotCome
        | Answer::OnSite
        | Answer::Late
        | Answer::Postpone
        | Answer::Impossible
        | Answer::Done
        | Answer::NotDone
        | Answer::Quote
        | Answer::Invoice => {}
    }
    signed(answer, opened, reader)
}

/// Answers that somebody puts their name to.
fn signed(answer: Answer, opened: &Opened, reader: &mut Reader<'_>) -> Option<C> {
    let assignment = opened.grant.assignment;
    let ours = opened.subject();
    let zone = opened.moments.zone;
    let signed_by = reader.reason("name", &ours);
    let comment = reader.remark("comment", &ours);
    match answer {
        Answer::Accept => {
            let slot = reader.slot(zone);
            Some(C::AcceptOrder {
                assignment,
                slot: slot?,
                comment: comment?,
                signed_by: Some(signed_by?),
            })
        }
        Answer::Slot => {
            let slot = reader.slot(zone);
            Some(C::ProposeSlot {
                assignment,
                slot: slot?,
                comment: comment?,
                signed_by: Some(signed_by?),
            })
        }
        Answer::Decline => {
            let reason = reader.reason("reason", &ours);
            Some(C::DeclineAssignment {
                assignment,
                reason: reason?,
                signed_by: Some(signed_by?),
            })
        }
        Answer::CannotCome => {
            let reason = reader.reason("reason", &ours);
            Some(C::CancelSlot {
                assignment,
                reason: reason?,
                signed_by: Some(signed_by?),
            })
        }
        Answer::OnSite | Answer::Late | Answer::Postpone | Answer::Impossible => {
            let answer = presence(answer, opened, reader);
            let signed_by = Some(signed_by?);
            Some(C::AnswerPresence {
                assignment,
                answer: answer?,
                comment: comment?,
                signed_by,
            })
        }
        Answer::Done => {
            let completed_on = reader.date("completed_on");
            let invoice = match reader.typed.some("invoice.amount") {
                Some(_) => reader.invoice(&ours).map(Some),
                None => Some(None),
            };
            let (completed_on, invoice, comment) = (completed_on?, invoice?, comment?);
            Some(C::ReportCompletion {
                assignment,
                completed_on,
                comment,
                invoice,
                signed_by: Some(signed_by?),
            })
        }
        Answer::NotDone => {
            let slot = reader.slot(zone);
            let next = not_finished(reader, slot);
            Some(C::DenyCompletion {
                assignment,
                next: next?,
                comment: comment?,
                signed_by: Some(signed_by?),
            })
        }
        Answer::Quote => Some(C::ReportQuoteNecessary {
            assignment,
            comment: comment?,
            signed_by: Some(signed_by?),
        }),
        Answer::Invoice => {
            let invoice = reader.invoice(&ours);
            Some(C::SubmitInvoice {
                assignment,
                invoice: invoice?,
                comment: comment?,
                signed_by: Some(signed_by?),
            })
        }
        Answer::Message | Answer::Read => None,
    }
}

fn presence(answer: Answer, opened: &Opened, reader: &mut Reader<'_>) -> Option<PresenceAnswer> {
    let zone = opened.moments.zone;
    if answer == Answer::Late {
        let expected_at = reader.instant("slot.date", "slot.time", zone)?;
        return Some(PresenceAnswer::Late { expected_at });
    }
    if answer == Answer::Postpone {
        return Some(PresenceAnswer::Postponed {
            slot: reader.slot(zone)?,
        });
    }
    if answer == Answer::Impossible {
        return Some(PresenceAnswer::Impossible {
            reason: reader.reason("reason", &opened.subject())?,
        });
    }
    Some(PresenceAnswer::OnSite)
}

/// Whoever writes is named at the end, as on paper.
fn message(opened: &Opened, reader: &mut Reader<'_>) -> Option<C> {
    let name = reader.reason("name", &opened.subject());
    let subject = reader.text("subject", SubjectLine::parse);
    reader.text("text", MessageText::parse)?;
    let signed = format!(
        "{}\n— {}",
        reader.typed.get("text"),
        name.as_ref().map(ToString::to_string)?
    );
    let text = reader.text("text", |_| MessageText::parse(&signed))?;
    Some(C::WriteToAgency {
        message: MessageId::new(Uuid::now_v7()),
        from: Addressee::Contractor {
            assignment: opened.grant.assignment,
        },
        subject: Some(Personal::new(opened.subject(), subject?)),
        text: Personal::new(opened.subject(), text),
    })
}

/// A lone button is not enough: scanners press those.
fn read(opened: &Opened, reader: &mut Reader<'_>) -> Option<C> {
    if reader.typed.ticked("read", "yes") {
        return Some(C::AcknowledgeOrder {
            assignment: opened.grant.assignment,
        });
    }
    reader.complain(Problem::invalid("read", "tick_needed"));
    None
}
