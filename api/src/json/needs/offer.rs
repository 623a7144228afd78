//! What may this caller do now, and what does it need? The domain says what the state allows, the agency's settings who
//! may, and the description of the API what to send.

use super::deed::{self, Deed};
use super::field::{Described, FieldView};
use super::narrow;
use domain::ids::{ApprovalId, AssignmentId, TicketId};
use domain::ticket::{Action, Assignment, Deciders, Ticket, WholeAction};
use infra::staff::Right;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::LazyLock;
use utoipa::ToSchema;

/// Something that the caller may do now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ActionView {
    /// Its name, which stays.
    #[schema(example = "postpone_slot")]
    pub action: &'static str,
    /// The operation of this description that carries it out.
    #[schema(example = "postpone_slot")]
    pub operation: &'static str,
    #[schema(example = "POST")]
    pub method: &'static str,
    #[schema(example = "/api/v1/tickets/{ticket}/assignments/{assignment}/slot-postponements")]
    pub path: String,
    /// What the body holds (and, of a file, the query); empty where nothing has to be said.
    pub fields: Vec<FieldView>,
}

/// What the caller may do at all.
#[derive(Clone, Debug, Default)]
pub struct Permitted {
    pub rights: Vec<Right>,
    /// The agency's setting.
    pub reopening: bool,
    /// Who may be asked to decide on quotes, where that may be asked now.
    pub deciders: Option<Deciders>,
}

impl Permitted {
    /// With a part of the ticket, the usual next step first.
    pub fn on_part(&self, id: TicketId, ticket: &Ticket, part: &Assignment) -> Vec<ActionView> {
        let may = |action: &Action| self.rights.contains(&deed::right_of(*action));
        let offered = ticket.agency_actions(part).into_iter().filter(may);
        let place = Place::Ticket(id, Some(part.id));
        offered
            .filter_map(|action| view(action.code(), deed::of_part(action), &place))
            .map(|view| narrow::of_part(view, ticket, part))
            .collect()
    }

    /// With the ticket as a whole, a request's next step first.
    pub fn on_whole(&self, id: TicketId, ticket: &Ticket) -> Vec<ActionView> {
        let may = |action: &WholeAction| self.rights.contains(&deed::right_of_whole(*action));
        let offered = ticket.whole_actions(self.reopening).into_iter().filter(may);
        let place = Place::Ticket(id, None);
        offered
            .filter_map(|action| {
                let view = view(action.code(), deed::of_whole(action), &place)?;
                narrow::of_whole(view, ticket, self.deciders.as_ref())
            })
            .collect()
    }
}

/// What whoever was asked to decide may do.
pub fn by_approver(token: &str, approval: ApprovalId, ticket: &Ticket) -> Vec<ActionView> {
    let place = Place::Link(token);
    let offered = ticket.approver_actions(approval).into_iter();
    offered
        .filter_map(|action| {
            let view = view(action.code(), deed::by_approver(action)?, &place)?;
            Some(narrow::by_approver(view, ticket))
        })
        .collect()
}

/// What the holder of a contractor's link may do with it.
pub fn by_link(token: &str, actions: &[Action]) -> Vec<ActionView> {
    let place = Place::Link(token);
    let offered = actions.iter().filter_map(|action| {
        let deed = deed::by_contractor(*action)?;
        view(action.code(), deed, &place)
    });
    offered.collect()
}

/// What the holder may do beside: write, and send files as long as the ticket takes them.
pub fn by_link_beside(token: &str, ticket: &Ticket) -> Vec<ActionView> {
    let place = Place::Link(token);
    let is_possible = |code: &str| {
        !ticket.is_closed() && (code != "attach_file" || ticket.takes_a_file().is_ok())
    };
    let beside = deed::BESIDE_BY_LINK.iter();
    beside
        .filter(|(code, _)| is_possible(code))
        .filter_map(|(code, deed)| view(code, *deed, &place))
        .collect()
}

/// What stands for the parameters of an address.
enum Place<'a> {
    Ticket(TicketId, Option<AssignmentId>),
    Link(&'a str),
}

impl Place<'_> {
    fn address(&self, path: &str) -> String {
        match self {
            Self::Ticket(ticket, part) => {
                let path = path.replace("{ticket}", &ticket.to_string());
                match part {
                    Some(part) => path.replace("{assignment}", &part.to_string()),
                    None => path,
                }
            }
            Self::Link(token) => path.replace("{token}", token),
        }
    }
}

/// An operation that carries actions out.
struct Operation {
    path: String,
    fields: Vec<FieldView>,
}

/// All of them, read once from the description.
static OPERATIONS: LazyLock<HashMap<String, Operation>> = LazyLock::new(|| {
    let description = serde_json::to_value(crate::json::described().1).unwrap_or_default();
    let paths = description["paths"].as_object().into_iter().flatten();
    let commands = paths.filter_map(|(path, methods)| {
        let operation = methods.get("post")?;
        let name = operation["operationId"].as_str()?.to_owned();
        let described = Described(&description);
        let body = &operation["requestBody"]["content"]["application/json"]["schema"];
        let mut fields = described.fields(body);
        fields.extend(described.beside(operation));
        let path = path.clone();
        Some((name, Operation { path, fields }))
    });
    commands.collect()
});

/// None only if the table of deeds named an operation that there is not; a test sees to it that it does not.
fn view(action: &'static str, deed: Deed, place: &Place<'_>) -> Option<ActionView> {
    let operation = OPERATIONS.get(deed.operation)?;
    let fields = operation.fields.iter().cloned();
    Some(ActionView {
        action,
        operation: deed.operation,
        method: "POST",
        path: place.address(&operation.path),
        fields: match deed.choice {
            Some((field, is)) => fields.filter_map(|it| it.chosen(field, is)).collect(),
            None => fields.collect(),
        },
    })
}

#[cfg(test)]
pub(super) fn is_an_operation(deed: Deed) -> bool {
    OPERATIONS.contains_key(deed.operation)
}
