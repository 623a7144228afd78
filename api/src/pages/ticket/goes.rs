//! Who will receive what, and by which channel, if this button is pressed? The ticket itself is asked, beforehand.

use domain::ids::AttachmentId;
use domain::metadata::CommandContext;
use domain::personal::{Personal, Subject};
use domain::policy::occasion::Notice;
use domain::policy::who_is_told::who_is_told;
use domain::ticket::{
    Action, Attachment, Audience, Channel, Recipient, Stamp, Ticket, TicketCommand, TicketEvent,
};
use domain::value::ShortText;
use uuid::Uuid;

use super::act::Act;
use super::command::command;
use super::desk::Desk;
use crate::pages::field::Typed;
use crate::pages::form::Going;
use crate::pages::people;
use crate::pages::read::Reader;
use crate::pages::say::Say;
use crate::text::Language;

/// The heading and the list for an action's form.
pub fn goes(
    act: Act,
    desk: &Desk<'_>,
    typed: &Typed,
    context: &CommandContext,
) -> (String, Vec<Going>) {
    // Who is told depends on a choice that stands in the form, with the address beside it.
    let choices = desk.asking.map_or(0, |asking| asking.council.len());
    if matches!(act, Act::Message | Act::Inform) || act == Act::AskApproval && choices > 1 {
        return (desk.t.say("goes-chosen"), vec![]);
    }
    // Those who may be replaced stand beside that choice.
    if act == Act::Engage {
        return (
            desk.t.say(if desk.ticket.is_silent() {
                "goes-silent"
            } else {
                "goes-engage"
            }),
            vec![],
        );
    }
    let notices: Vec<(Notice, Ticket)> = samples(act, typed)
        .iter()
        .flat_map(|sample| foreseen(act, desk, sample, context))
        .collect();
    let goings = goings(desk, &notices);
    let heading = match (notices.is_empty(), goings.is_empty()) {
        (true, _) => "goes-nothing",
        (false, true) => "goes-silent",
        (false, false) if act == Act::Part(Action::AnswerPresence) => "goes-depending",
        (false, false) => "goes",
    };
    (desk.t.say(heading), goings)
}

/// The form as it could be sent: empty texts filled, and every answer that tells different people.
fn samples(act: Act, typed: &Typed) -> Vec<Typed> {
    let mut sample = typed.clone();
    for field in ["reason", "text", "name", "subject"] {
        if sample.some(field).is_none() {
            sample.set(field, "…");
        }
    }
    if act == Act::Part(Action::SendSignedQuote) && sample.some("signed").is_none() {
        sample.set("signed", Uuid::nil());
    }
    if act == Act::Part(Action::RejectInvoice) {
        sample.set("comment", "…");
    }
    if sample.some("quote.amount").is_none() {
        sample.set("quote.amount", "1");
    }
    if sample.some("invoice.amount").is_none() {
        sample.set("invoice.amount", "1");
    }
    if act != Act::Part(Action::AnswerPresence) {
        return vec![sample];
    }
    ["on-site", "late", "impossible"]
        .map(|answer| {
            let mut answered = sample.clone();
            answered.set("answer", answer);
            answered
        })
        .into()
}

/// The notices that the command would lead to, each with the ticket after it.
fn foreseen(
    act: Act,
    desk: &Desk<'_>,
    sample: &Typed,
    context: &CommandContext,
) -> Vec<(Notice, Ticket)> {
    let mut reader = Reader::new(desk.t, sample);
    command(act, desk, &mut reader)
        .map(|command| notices(desk.ticket, &command, context))
        .unwrap_or_default()
}

fn notices(
    ticket: &Ticket,
    command: &TicketCommand,
    context: &CommandContext,
) -> Vec<(Notice, Ticket)> {
    let stamp = Stamp {
        at: context.at,
        by: context.actor.clone(),
    };
    let mut after = ticket.clone();
    let mut notices = Vec::new();
    if let TicketCommand::SendSignedQuote { attachment, .. } = command {
        let chosen = chosen_meanwhile(*attachment).into_iter();
        chosen.for_each(|event| after.evolve(&event, &stamp));
    }
    for event in after.clone().decide(command, context).unwrap_or_default() {
        after.evolve(&event, &stamp);
        notices.extend(
            who_is_told(&event, &stamp, &after)
                .into_iter()
                .map(|notice| (notice, after.clone())),
        );
    }
    notices
}

/// The copy is chosen in the same form: it will be on the ticket by the time that it is sent.
fn chosen_meanwhile(file: AttachmentId) -> Option<TicketEvent> {
    let name = ShortText::parse("…").ok()?;
    let attachment = Attachment {
        id: file,
        name: Personal::new(Subject::person(file.uuid()), name),
        media_type: String::new(),
        size: 0,
        sha256: String::new(),
        to: Audience::Nobody,
    };
    Some(TicketEvent::AttachmentAdded { attachment })
}

fn goings(desk: &Desk<'_>, notices: &[(Notice, Ticket)]) -> Vec<Going> {
    let mut goings: Vec<Going> = Vec::new();
    for (notice, after) in notices.iter().filter(|(notice, _)| !notice.kept_back) {
        let going = going(desk, notice, after);
        if !goings.contains(&going) {
            goings.push(going);
        }
    }
    goings
}

fn going(desk: &Desk<'_>, notice: &Notice, after: &Ticket) -> Going {
    let (whom, email, phone) = addressed(desk, after, &notice.recipient);
    let (icon, address) = match notice.channel {
        Channel::Email => ("mail", email),
        Channel::Sms => ("sms", phone),
    };
    let address = if address.is_empty() {
        desk.t.say("no-address")
    } else {
        address
    };
    Going {
        icon,
        whom,
        address,
        what: occasion(desk.t, notice),
    }
}

fn addressed(desk: &Desk<'_>, after: &Ticket, recipient: &Recipient) -> (String, String, String) {
    if let Recipient::Staff { id } = recipient {
        let email = people::colleague(desk.staff, *id).map(|member| member.email.to_string());
        return (
            people::colleague_name(desk.staff, *id, desk.t),
            email.unwrap_or_default(),
            String::new(),
        );
    }
    match people::on_ticket(after, recipient) {
        Some(details) => (
            people::name(details).to_owned(),
            people::email(details).to_owned(),
            people::phone(details),
        ),
        None => (desk.t.say("who-unknown"), String::new(), String::new()),
    }
}

/// What the message is about, as the catalogue names it.
fn occasion(t: Language, notice: &Notice) -> String {
    let code = serde_json::to_value(notice.occasion).ok();
    code.as_ref()
        .and_then(|code| code.as_str())
        .map(|code| t.say(&format!("occasion-{code}")))
        .unwrap_or_default()
}
