//! What does this very ticket say about the fields of an action? Who there is to write to, which quote is meant.

use super::field::FieldView;
use super::offer::ActionView;
use domain::ticket::{
    Action, Addressee, Assignment, Deciders, Module, QuoteVersion, Ticket, WholeAction,
};

impl ActionView {
    fn field(&mut self, name: &str) -> Option<&mut FieldView> {
        self.fields.iter_mut().find(|field| field.name == name)
    }

    fn without(&mut self, name: &str) {
        self.fields.retain(|field| field.name != name);
    }
}

pub(super) fn of_part(mut view: ActionView, ticket: &Ticket, part: &Assignment) -> ActionView {
    let decides = [Action::AcceptQuote, Action::RefuseQuote].map(Action::code);
    if decides.contains(&view.action) {
        let current = part.offer.as_ref().map(|offer| u64::from(offer.version));
        only(view.field("version"), current);
    }
    let files: Vec<String> = ticket
        .attachments
        .iter()
        .map(|it| it.attachment.id.to_string())
        .collect();
    name_the_files(&mut view.fields, &files);
    view
}

/// A file that something is said to be is one of the ticket's.
fn name_the_files(fields: &mut Vec<FieldView>, files: &[String]) {
    let is_file = |field: &FieldView| ["attachment", "signed"].contains(&field.name.as_str());
    fields.retain(|field| !is_file(field) || field.required || !files.is_empty());
    for field in fields {
        if is_file(field) {
            field.choices = files.to_vec();
        }
        name_the_files(&mut field.fields, files);
    }
}

/// The only number that is meant.
fn only(field: Option<&mut FieldView>, number: Option<u64>) {
    if let Some(field) = field {
        (field.minimum, field.maximum) = (number, number);
    }
}

/// None where nobody could do it: there is no one to be asked.
pub(super) fn of_whole(
    mut view: ActionView,
    ticket: &Ticket,
    deciders: Option<&Deciders>,
) -> Option<ActionView> {
    if view.action == WholeAction::EngageContractor.code() {
        // While somebody is engaged it must be said what becomes of them; without anybody there is nothing to say.
        match view.field("others") {
            Some(others) if ticket.active_assignment().is_some() => others.required = true,
            Some(_) | None => view.without("others"),
        }
    } else if view.action == WholeAction::ValidateRequest.code() {
        if !is_gerance(ticket) {
            view.without("name_landlord");
        }
    } else if view.action == WholeAction::SendMessage.code() {
        to_whom(&mut view, ticket);
    } else if view.action == WholeAction::RequestApproval.code() {
        whom_to_ask(&mut view, ticket, deciders?)?;
    }
    Some(by_approver(view, ticket))
}

fn is_gerance(ticket: &Ticket) -> bool {
    let opening = ticket.opening.as_ref();
    opening.is_some_and(|it| it.module == Module::Gerance)
}

fn to_whom(view: &mut ActionView, ticket: &Ticket) {
    let addressees = ticket.addressees();
    if let Some(to) = view.field("to") {
        to.choices
            .retain(|code| addressees.iter().any(|it| it.code() == code));
    }
    if let Some(assignment) = view.field("assignment") {
        assignment.choices = addressees.iter().filter_map(part_of).collect();
    }
    if let Some(approval) = view.field("approval") {
        approval.choices = addressees.iter().filter_map(asked).collect();
    }
}

fn part_of(to: &Addressee) -> Option<String> {
    match to {
        Addressee::Contractor { assignment } => Some(assignment.to_string()),
        Addressee::Requester
        | Addressee::Landlord
        | Addressee::President
        | Addressee::Tenant
        | Addressee::SiteContact
        | Addressee::Approver { .. } => None,
    }
}

fn asked(to: &Addressee) -> Option<String> {
    match to {
        Addressee::Approver { approval } => Some(approval.to_string()),
        Addressee::Contractor { .. }
        | Addressee::Requester
        | Addressee::Landlord
        | Addressee::President
        | Addressee::Tenant
        | Addressee::SiteContact => None,
    }
}

/// The landlord or the president; without a president, a member of the council or somebody typed in by hand.
fn whom_to_ask(view: &mut ActionView, ticket: &Ticket, deciders: &Deciders) -> Option<()> {
    let one = if is_gerance(ticket) {
        Some(deciders.landlord?)
    } else {
        deciders.president
    };
    let approver = view.field("approver")?;
    let mut fields = approver.fields.iter_mut();
    let party = fields.find(|field| field.name == "party")?;
    party.required = one.is_some();
    party.choices = match one {
        Some(one) => vec![one.to_string()],
        None => deciders.council.iter().map(ToString::to_string).collect(),
    };
    let others = deciders
        .council
        .iter()
        .filter(|member| Some(**member) != one);
    let others: Vec<String> = others.map(ToString::to_string).collect();
    if is_gerance(ticket) || others.is_empty() {
        view.without("informed");
    } else if let Some(informed) = view.field("informed") {
        let mut fields = informed.fields.iter_mut();
        fields.find(|field| field.name == "party")?.choices = others;
    }
    Some(())
}

/// With the request to an approver that counts, and the quotes that it is about.
pub(super) fn by_approver(mut view: ActionView, ticket: &Ticket) -> ActionView {
    let Some(open) = ticket.open_approval() else {
        return view;
    };
    view.path = view.path.replace("{approval}", &open.id().to_string());
    if view.action == WholeAction::ApproveQuote.code() {
        let quotes = &open.request.quotes;
        if let Some(assignment) = view.field("assignment") {
            assignment.choices = quotes.iter().map(|it| it.assignment.to_string()).collect();
        }
        if let [QuoteVersion { version, .. }] = quotes.as_slice() {
            only(view.field("version"), Some(u64::from(*version)));
        }
    }
    view
}
