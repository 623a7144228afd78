//! Who sends files: the agency, a contractor, a requester?

use domain::actor::Actor;
use domain::ids::TicketId;
use domain::ticket::{Audience, Ticket};

use super::batch::Batch;
use crate::json::requester::Requester;
use crate::pages::follow::handler::Visit;
use crate::pages::link::opened::Opened;
use crate::problem::Problem;
use crate::session::Visitor;
use crate::state::App;

/// Somebody of the agency.
pub fn of_agency<'a>(
    app: &'a App,
    visitor: &Visitor,
    id: TicketId,
    ticket: &'a Ticket,
    to: Audience,
) -> Result<Batch<'a>, Problem> {
    let opening = ticket.opening.as_ref();
    let opening = opening.ok_or_else(Problem::not_found)?;
    Ok(Batch {
        app,
        agency: visitor.agency_id(),
        id,
        ticket,
        words: opening.text(),
        actor: Actor::Staff { id: visitor.me.id },
        whose: visitor.me.id.uuid(),
        to,
    })
}

/// Whoever holds a contractor's link.
pub fn of_contractor<'a>(app: &'a App, opened: &'a Opened) -> Batch<'a> {
    let assignment = opened.grant.assignment;
    Batch {
        app,
        agency: opened.grant.agency,
        id: opened.grant.ticket,
        ticket: &opened.ticket,
        words: opened.subject(),
        actor: Actor::Contractor { assignment },
        whose: assignment.uuid(),
        to: Audience::Nobody,
    }
}

/// Whoever holds a requester's link.
pub fn of_requester<'a>(app: &'a App, visit: &'a Visit) -> Result<Batch<'a>, Problem> {
    let requester = &visit.requester;
    of_requester_on(app, visit, requester.link.ticket, &requester.ticket)
}

/// The same, on what they ask for besides.
pub fn of_requester_on<'a>(
    app: &'a App,
    visit: &Visit,
    id: TicketId,
    ticket: &'a Ticket,
) -> Result<Batch<'a>, Problem> {
    Ok(Batch {
        app,
        agency: visit.requester.link.agency,
        id,
        ticket,
        words: Requester::words_on(ticket)?,
        actor: Actor::Requester,
        whose: id.uuid(),
        to: Audience::Nobody,
    })
}
