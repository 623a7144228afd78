//! Which command did a contractor mean by what they typed?

use domain::ids::MessageId;
use domain::personal::Personal;
use domain::ticket::{Addressee, TicketCommand as C};
use domain::value::{MessageText, Subject as SubjectLine};
use uuid::Uuid;

use super::answer::Answer;
use super::opened::Opened;
use crate::pages::read::Reader;
use crate::pages::said::Said;
use crate::problem::Problem;

/// The command, or nothing if something typed could not be read: the reader has the complaints then.
pub fn command(answer: Answer, opened: &Opened, reader: &mut Reader<'_>) -> Option<C> {
    match answer {
        Answer::Accept => said(opened, reader).accepts(),
        Answer::Decline => said(opened, reader).declines(),
        Answer::Slot => said(opened, reader).proposes(),
        Answer::CannotCome => said(opened, reader).cancels(),
        Answer::OnSite => said(opened, reader).is_on_site(),
        Answer::Late => said(opened, reader).is_late(),
        Answer::Postpone => said(opened, reader).postpones(),
        Answer::Impossible => said(opened, reader).finds_it_impossible(),
        Answer::Done => said(opened, reader).reports_completion(),
        Answer::NotDone => said(opened, reader).denies_completion(),
        Answer::Quote => said(opened, reader).needs_a_quote(),
        Answer::GiveQuote => said(opened, reader).quotes(),
        Answer::Promise => said(opened, reader).promises(),
        Answer::Invoice => said(opened, reader).invoices(),
        Answer::Message => message(opened, reader),
        Answer::Read => read(opened, reader),
    }
}

/// Their own answer: who gives it must be named.
fn said<'r, 'f>(opened: &Opened, reader: &'r mut Reader<'f>) -> Said<'r, 'f> {
    let ours = opened.subject();
    let signed_by = reader.reason("name", &ours).map(Some);
    let (assignment, zone) = (opened.grant.assignment, opened.moments.zone);
    Said::new(assignment, zone, ours, signed_by, reader)
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
