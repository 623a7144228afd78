//! Which command about a quote did somebody of the agency mean?

use domain::ids::{ApprovalId, AssignmentId};
use domain::personal::{Personal, Subject};
use domain::ticket::{Action, Person, PersonDetails, QuoteVersion, TicketCommand as C};
use domain::value::ShortText;

use super::act::Act;
use super::command::nth;
use super::desk::Desk;
use super::informing::informed;
use crate::pages::read::Reader;
use crate::problem::Problem;

/// The agency's decisions on a contractor's part. The version is the one that the form was made for.
pub fn of_part(
    action: Action,
    assignment: AssignmentId,
    desk: &Desk<'_>,
    reader: &mut Reader<'_>,
) -> Option<C> {
    let ours = desk.subject();
    let remark = if action == Action::RefuseQuote {
        reader.remark("reason", &ours)
    } else {
        reader.remark("comment", &ours)
    };
    if action == Action::RequestQuote {
        return Some(C::RequestQuote {
            assignment,
            comment: remark?,
        });
    }
    if action == Action::SendSignedQuote {
        let attachment = reader.file("signed")?;
        if attachment.is_none() {
            reader.complain(Problem::invalid("signed", "unknown_file"));
        }
        return Some(C::SendSignedQuote {
            assignment,
            attachment: attachment?,
            comment: remark?,
        });
    }
    let version = version(desk, reader)?;
    if action == Action::RefuseQuote {
        return Some(C::RefuseQuote {
            assignment,
            version,
            reason: remark?,
        });
    }
    Some(C::AcceptQuote {
        assignment,
        version,
        signed: reader.file("signed")?,
        comment: remark?,
    })
}

/// That of the form; before one was shown, the present one.
fn version(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<u16> {
    if reader.typed.some("version").is_some() {
        return reader.number("version");
    }
    Some(desk.part?.offer.as_ref()?.version)
}

/// About somebody outside of the agency who decides.
pub fn of_approval(act: Act, desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<C> {
    if act == Act::AskApproval {
        return ask(desk, reader);
    }
    let Some(open) = desk.ticket.open_approval() else {
        reader.complain(Problem::conflict("no_quote_to_approve"));
        return None;
    };
    let approval = open.id();
    if act == Act::RemindApprover {
        return Some(C::RemindApprover { approval });
    }
    let ours = desk.subject();
    let comment = reader.remark("comment", &ours);
    let signed_by = reader.remark("signed_by", &ours);
    if act == Act::Disapprove {
        return Some(C::DisapproveQuotes {
            approval,
            comment: comment?,
            signed_by: signed_by?,
        });
    }
    let quote = chosen(reader.typed.get("quote"));
    if quote.is_none() {
        reader.complain(Problem::invalid("quote", "decision_needed"));
    }
    let QuoteVersion {
        assignment,
        version,
    } = quote?;
    Some(C::ApproveQuote {
        approval,
        assignment,
        version,
        comment: comment?,
        signed_by: signed_by?,
    })
}

/// As a form writes a quote: its part and its version.
pub fn written(quote: QuoteVersion) -> String {
    format!("{}/{}", quote.assignment, quote.version)
}

/// A quote as [`written`].
pub fn chosen(typed: &str) -> Option<QuoteVersion> {
    let (assignment, version) = typed.split_once('/')?;
    Some(QuoteVersion {
        assignment: assignment.parse().ok()?,
        version: version.parse().ok()?,
    })
}

/// As a form writes that somebody is typed in by hand.
pub const BY_HAND: &str = "free";

fn ask(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<C> {
    let asking = desk.asking?;
    let comment = reader.remark("comment", &desk.subject());
    let approver = approver(desk, reader)?;
    Some(C::RequestApproval {
        approval: ApprovalId::new(desk.fresh),
        informed: informed(desk, reader, &approver),
        approver,
        channels: reader.channels("channels"),
        deciders: asking.deciders.clone(),
        comment: comment?,
    })
}

/// Somebody of the directory, or typed in by hand where nobody there decides.
fn approver(desk: &Desk<'_>, reader: &mut Reader<'_>) -> Option<Person> {
    let mut known = desk.asking?.people.iter();
    let typed = reader.typed.get("approver");
    if let Some(known) = known.find(|it| it.id.to_string() == typed) {
        return Some(known.for_ticket());
    }
    if typed != BY_HAND && reader.typed.some("free.name").is_none() {
        reader.complain(Problem::invalid("approver", "nobody_chosen"));
        return None;
    }
    let name = reader.text("free.name", ShortText::parse);
    let email = reader.email("free.email");
    let phone = reader.phone("free.phone");
    let details = PersonDetails {
        name: name?.as_str().to_owned(),
        email: email?,
        phone: phone?,
    };
    Some(Person {
        party: None,
        details: Personal::new(Subject::person(nth(desk.fresh, 0)), details),
    })
}
