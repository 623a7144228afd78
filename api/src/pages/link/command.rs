//! Which command did a contractor mean by what they typed?

use domain::ids::MessageId;
use domain::personal::Personal;
use domain::ticket::{Addressee, PresenceAnswer, TicketCommand as C};
use domain::value::{MessageText, ShortText, Subject as SubjectLine};
use uuid::Uuid;

use super::answer::Answer;
use super::opened::Opened;
use crate::pages::read::Reader;
use crate::pages::ticket::part::not_finished;
use crate::problem::Problem;

/// The command, or nothing if something typed could not be read: the reader has the complaints then.
pub fn command(answer: Answer, opened: &Opened, reader: &mut Reader<'_>) -> Option<C> {
    match answer {
        Answer::Message => message(opened, reader),
        Answer::Read => read(opened, reader),
        Answer::Accept | Answer::Slot | Answer::NotDone => visit(answer, opened, reader),
        Answer::OnSite | Answer::Late | Answer::Postpone | Answer::Impossible => {
            on_the_day(answer, opened, reader)
        }
        Answer::Decline | Answer::CannotCome => refusal(answer, opened, reader),
        Answer::Done | Answer::Quote | Answer::Invoice => report(answer, opened, reader),
    }
}

type Remark = Option<Personal<ShortText>>;

/// Who answers, which is needed, and a remark, which is not.
fn signature(opened: &Opened, reader: &mut Reader<'_>) -> Option<(Remark, Remark)> {
    let ours = opened.subject();
    let signed_by = reader.reason("name", &ours);
    let comment = reader.remark("comment", &ours);
    Some((Some(signed_by?), comment?))
}

/// When they come, or come again.
fn visit(answer: Answer, opened: &Opened, reader: &mut Reader<'_>) -> Option<C> {
    let assignment = opened.grant.assignment;
    let signature = signature(opened, reader);
    let slot = reader.slot(opened.moments.zone);
    if answer == Answer::NotDone {
        let next = not_finished(reader, slot);
        let (signed_by, comment) = signature?;
        return Some(C::DenyCompletion {
            assignment,
            next: next?,
            comment,
            signed_by,
        });
    }
    let (slot, (signed_by, comment)) = (slot?, signature?);
    Some(if answer == Answer::Accept {
        C::AcceptOrder {
            assignment,
            slot,
            comment,
            signed_by,
        }
    } else {
        C::ProposeSlot {
            assignment,
            slot,
            comment,
            signed_by,
        }
    })
}

/// The four answers to "are you there?".
fn on_the_day(answer: Answer, opened: &Opened, reader: &mut Reader<'_>) -> Option<C> {
    let assignment = opened.grant.assignment;
    let signature = signature(opened, reader);
    let answer = presence(answer, opened, reader);
    let (signed_by, comment) = signature?;
    Some(C::AnswerPresence {
        assignment,
        answer: answer?,
        comment,
        signed_by,
    })
}

/// No, and why.
fn refusal(answer: Answer, opened: &Opened, reader: &mut Reader<'_>) -> Option<C> {
    let assignment = opened.grant.assignment;
    let signature = signature(opened, reader);
    let reason = reader.reason("reason", &opened.subject());
    let (reason, (signed_by, _)) = (reason?, signature?);
    Some(if answer == Answer::Decline {
        C::DeclineAssignment {
            assignment,
            reason,
            signed_by,
        }
    } else {
        C::CancelSlot {
            assignment,
            reason,
            signed_by,
        }
    })
}

/// What was done, what is still needed, what it costs.
fn report(answer: Answer, opened: &Opened, reader: &mut Reader<'_>) -> Option<C> {
    let assignment = opened.grant.assignment;
    let ours = opened.subject();
    let signature = signature(opened, reader);
    if answer == Answer::Quote {
        let (signed_by, comment) = signature?;
        return Some(C::ReportQuoteNecessary {
            assignment,
            comment,
            signed_by,
        });
    }
    if answer == Answer::Invoice {
        let invoice = reader.invoice(&ours);
        let (signed_by, comment) = signature?;
        return Some(C::SubmitInvoice {
            assignment,
            invoice: invoice?,
            comment,
            signed_by,
        });
    }
    let completed_on = reader.date("completed_on");
    let invoice = match reader.typed.some("invoice.amount") {
        Some(_) => reader.invoice(&ours).map(Some),
        None => Some(None),
    };
    let (signed_by, comment) = signature?;
    Some(C::ReportCompletion {
        assignment,
        completed_on: completed_on?,
        comment,
        invoice: invoice?,
        signed_by,
    })
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
