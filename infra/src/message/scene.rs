//! What is known when a message is written? The ticket before and after what happened, and as it is now.
//!
//! The text speaks of what happened then, even if the ticket has moved on: the next message of the lane says so. Only
//! names and addresses are today's, because a wrong one may have been put right since.

use domain::actor::Actor;
use domain::ids::{AssignmentId, TicketId};
use domain::personal::{Personal, Subject};
use domain::policy::occasion::Occasion;
use domain::ticket::{
    ApprovalRequest, Assignment, Channel, Informed, NotFinished, Opening, PersonDetails,
    PresenceAnswer, Quote, Recipient, Stamp, Step, Ticket, TicketEvent,
};
use domain::value::Slot;

use super::address_book::{Letterhead, StaffCard};

/// One message to be written.
#[derive(Debug)]
pub struct Scene<'a> {
    pub id: TicketId,
    pub before: &'a Ticket,
    pub event: &'a TicketEvent,
    pub stamp: &'a Stamp,
    pub after: &'a Ticket,
    pub now: &'a Ticket,
    /// The event's place in the ticket's stream.
    pub sequence: u64,
    pub recipient: &'a Recipient,
    pub occasion: Occasion,
    pub channel: Channel,
    pub assignment: Option<AssignmentId>,
    pub on_purpose: bool,
    pub letterhead: &'a Letterhead,
    /// The recipient, if it is one of the agency's own.
    pub colleague: Option<&'a StaffCard>,
    /// Who of the agency caused it.
    pub author: Option<&'a StaffCard>,
    pub manager: Option<&'a StaffCard>,
    /// The recipient's page: the contractor's personal link, the ticket's page for staff.
    pub link: Option<String>,
}

/// A name and the addresses that go with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
}

impl From<&PersonDetails> for Destination {
    fn from(details: &PersonDetails) -> Self {
        Self {
            name: details.name.clone(),
            email: details.email.as_ref().map(ToString::to_string),
            phone: details.phone.as_ref().map(ToString::to_string),
        }
    }
}

impl Scene<'_> {
    /// Nobody pressed a button for it.
    pub(super) fn is_automatic(&self) -> bool {
        !(self.on_purpose && matches!(self.stamp.by, Actor::Staff { .. }))
    }

    pub(super) fn opening(&self) -> Option<&Opening> {
        self.now.opening.as_deref()
    }

    /// The part that it is about, as of then; on a message about the whole ticket, the one that leads.
    pub(super) fn part(&self) -> Option<&Assignment> {
        match self.assignment {
            Some(id) => self.after.assignment(id),
            None => self
                .after
                .leading_assignment()
                .or_else(|| self.now.leading_assignment()),
        }
    }

    /// The contractor's name and addresses as they are now.
    pub(super) fn contractor(&self) -> Option<&Personal<PersonDetails>> {
        let id = self.part()?.id;
        self.now
            .details_of(&Recipient::Contractor { assignment: id })
    }

    /// Those whom the message names: of several side by side, on a message about the whole ticket, each.
    pub(super) fn contractors(&self) -> Vec<&Personal<PersonDetails>> {
        if self.assignment.is_some() || !self.after.engages_several() {
            return self.contractor().into_iter().collect();
        }
        // The orders follow the opening in the same breath.
        let engaged = if self.after.assignments.is_empty() {
            &self.now.assignments
        } else {
            &self.after.assignments
        };
        let at_work = engaged.iter().filter(|part| !part.step_code().is_off());
        at_work
            .filter_map(|part| {
                let recipient = Recipient::Contractor {
                    assignment: part.id,
                };
                self.now.details_of(&recipient)
            })
            .collect()
    }

    /// The visit that the event left, proposed or is about.
    pub(super) fn visit(&self) -> Option<&Slot> {
        if let TicketEvent::PresenceAnswered {
            answer: PresenceAnswer::Postponed { slot },
            ..
        } = self.event
        {
            return Some(slot);
        }
        if let TicketEvent::CompletionDenied {
            next: NotFinished::NewEnd { slot } | NotFinished::NewSlot { slot },
            ..
        } = self.event
        {
            return Some(slot);
        }
        self.part()?.step.visit().map(|visit| &visit.slot)
    }

    /// The visit that there was before, if it was another one.
    pub(super) fn previous_visit(&self) -> Option<&Slot> {
        let id = self.part()?.id;
        let previous = &self.before.assignment(id)?.step.visit()?.slot;
        (Some(previous) != self.visit()).then_some(previous)
    }

    /// The visit that nobody comes to because a quote has taken its place.
    #[expect(clippy::wildcard_enum_match_arm, reason = "few facts call a visit off")]
    pub(super) fn called_off(&self) -> Option<&Slot> {
        match self.event {
            TicketEvent::QuoteRequested { cancels, .. }
            | TicketEvent::QuoteReceived { cancels, .. } => cancels.as_ref(),
            _ => None,
        }
    }

    /// The quote of the part that it is about.
    pub(super) fn quote(&self) -> Option<&Quote> {
        self.part()?.offer.as_ref().map(|offer| &offer.quote)
    }

    /// What somebody was asked to decide on, by whom it is offered.
    pub(super) fn approval(&self) -> Option<&ApprovalRequest> {
        if let TicketEvent::ApprovalRequested { request, .. } = self.event {
            return Some(request);
        }
        let Recipient::Approver { approval } = self.recipient else {
            return None;
        };
        self.after.approval(*approval).map(|known| &known.request)
    }

    /// Since when it has been asked for what is asked for again.
    pub(super) fn asked_at(&self) -> Option<chrono::DateTime<chrono::Utc>> {
        match &self.part()?.step {
            Step::AwaitingAnswer { asked }
            | Step::QuoteRequested { asked }
            | Step::QuotePromised { asked, .. }
            | Step::QuoteAccepted { asked }
            | Step::InvoiceRequested { asked } => Some(asked.at),
            Step::QuoteReceived
            | Step::QuoteInApproval
            | Step::QuoteDisapproved
            | Step::QuoteApproved
            | Step::QuoteRefused
            | Step::Planned { .. }
            | Step::OnSite { .. }
            | Step::AwaitingCompletion { .. }
            | Step::Completed { .. }
            | Step::Invoiced
            | Step::Declined
            | Step::Cancelled => None,
        }
    }

    /// Who gets it. `Err` carries whose data was erased, when that is why nobody does.
    pub fn destination(&self) -> Result<Option<Destination>, Subject> {
        if let Some(card) = self.colleague {
            let name = card.name.clone();
            return Ok(Some(Destination {
                name,
                email: Some(card.email.clone()),
                phone: None,
            }));
        }
        let Some(details) = self.details() else {
            return Ok(None);
        };
        match details.get() {
            Some(known) => Ok(Some(known.into())),
            None => Err(details.subject().clone()),
        }
    }

    /// Those whom only this event names.
    #[expect(clippy::wildcard_enum_match_arm, reason = "few facts name anybody")]
    fn informed(&self) -> &[Informed] {
        match self.event {
            TicketEvent::ThirdPartyInformed { persons, .. } => persons,
            TicketEvent::ApprovalRequested { request, .. } => &request.informed,
            _ => &[],
        }
    }

    /// The recipient's entry in the ticket, or in the event that named them.
    pub(super) fn details(&self) -> Option<&Personal<PersonDetails>> {
        if let Recipient::Informed { index } = self.recipient {
            let informed = self.informed().get(usize::from(*index));
            return informed.map(|informed| &informed.person.details);
        }
        self.now
            .details_of(self.recipient)
            .or_else(|| self.after.details_of(self.recipient))
    }
}
