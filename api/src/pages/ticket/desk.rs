//! What does somebody of the agency have before them when they work on a ticket?

use domain::ids::AssignmentId;
use domain::personal::Subject;
use domain::ticket::{Assignment, Mission, Opening, Ticket};
use infra::directory::{Agency, Contractor};
use infra::staff::StaffMember;
use uuid::Uuid;

use super::asking::Asking;
use crate::pages::when::Moments;
use crate::text::Language;
use domain::ids::TicketId;

/// A ticket with what its forms choose from.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    pub t: Language,
    pub id: TicketId,
    pub ticket: &'a Ticket,
    pub opening: &'a Opening,
    /// Every event could be read. Otherwise the ticket is as it was before, and can only be looked at.
    pub whole: bool,
    /// The contractor's part that is worked on.
    pub part: Option<&'a Assignment>,
    pub moments: Moments,
    pub me: &'a StaffMember,
    pub agency: &'a Agency,
    pub staff: &'a [StaffMember],
    pub contractors: &'a [Contractor],
    /// For the one form that asks somebody to decide.
    pub asking: Option<&'a Asking>,
    /// Drawn once per request; identifiers that a command needs are derived from it.
    pub fresh: Uuid,
}

impl<'a> Desk<'a> {
    /// The same desk with another part before one.
    pub fn on(&self, part: &'a Assignment) -> Self {
        Self {
            part: Some(part),
            ..*self
        }
    }

    pub fn part_id(&self) -> Option<AssignmentId> {
        self.part.map(|part| part.id)
    }

    /// Whether a quote was asked for on this ticket.
    pub fn is_priced(&self) -> bool {
        self.opening.ticket_type.mission() == Some(Mission::Quote)
    }

    /// To whom free text of this ticket belongs.
    pub fn subject(&self) -> Subject {
        self.opening.text()
    }

    pub fn reopening_allowed(&self) -> bool {
        self.agency
            .settings
            .of(self.opening.module)
            .reopening_allowed
    }
}
