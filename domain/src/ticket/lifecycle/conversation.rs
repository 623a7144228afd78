//! Messages, and third parties who are informed.

use super::{Decision, guard};
use crate::actor::Actor;
use crate::ids::MessageId;
use crate::metadata::CommandContext;
use crate::personal::Personal;
use crate::ticket::conversation::{Addressee, Correspondent, Informed};
use crate::ticket::event::TicketEvent;
use crate::ticket::parts::{Channels, PersonDetails};
use crate::ticket::refusal::{Refusal, Whom};
use crate::ticket::state::Ticket;
use crate::value::{MessageText, Subject as SubjectLine};

impl Ticket {
    /// How somebody is written to: contractors and approvers by the channels ticked for them, everybody else by e-mail.
    pub(crate) fn channels_of(&self, to: &Addressee) -> Channels {
        match to {
            Addressee::Contractor { assignment } => self
                .assignment(*assignment)
                .map_or(Channels::EMAIL, |known| known.contractor.channels),
            Addressee::Approver { approval } => self
                .approval(*approval)
                .map_or(Channels::EMAIL, |known| known.request.approver.channels),
            Addressee::Requester
            | Addressee::Landlord
            | Addressee::President
            | Addressee::Tenant
            | Addressee::SiteContact => Channels::EMAIL,
        }
    }

    /// Those to whom a message could go now: they are on the ticket, and their channels have an address.
    pub fn addressees(&self) -> Vec<Addressee> {
        let contractors = self.assignments.iter().map(|part| Addressee::Contractor {
            assignment: part.id,
        });
        let approver = self.approvals.last().map(|last| Addressee::Approver {
            approval: last.id(),
        });
        let others = [
            Addressee::Requester,
            Addressee::Landlord,
            Addressee::President,
            Addressee::Tenant,
            Addressee::SiteContact,
        ];
        let can_be_written_to = |to: &Addressee| {
            let known = self.addressee_details(to);
            known.is_ok_and(|(details, whom)| {
                guard::reachable(details, self.channels_of(to), whom).is_ok()
            })
        };
        contractors
            .chain(others)
            .chain(approver)
            .filter(can_be_written_to)
            .collect()
    }

    pub(super) fn send_message(
        &self,
        message: MessageId,
        to: &Addressee,
        subject: &Personal<SubjectLine>,
        text: &Personal<MessageText>,
    ) -> Decision {
        let (details, whom) = self.addressee_details(to)?;
        guard::reachable(details, self.channels_of(to), whom)?;
        Ok(vec![TicketEvent::MessageSent {
            message,
            to: to.clone(),
            subject: subject.clone(),
            text: text.clone(),
        }])
    }

    /// Somebody of the ticket writes; staff may enter what they were told.
    pub(super) fn write_to_agency(
        &self,
        message: MessageId,
        from: &Correspondent,
        subject: &Option<Personal<SubjectLine>>,
        text: &Personal<MessageText>,
        context: &CommandContext,
    ) -> Decision {
        if !speaks_for(&context.actor, from) {
            return Err(Refusal::ActorNotAllowed);
        }
        self.addressee_details(from)?;
        Ok(vec![TicketEvent::MessageReceived {
            message,
            from: from.clone(),
            subject: subject.clone(),
            text: text.clone(),
        }])
    }

    pub(super) fn inform(
        &self,
        message: MessageId,
        persons: &[Informed],
        text: &Personal<MessageText>,
    ) -> Decision {
        if self.is_several() {
            return Err(Refusal::NoSingleStep);
        }
        if persons.is_empty() {
            return Err(Refusal::NobodyChosen);
        }
        for (nth, informed) in persons.iter().enumerate() {
            guard::told(
                &informed.person.details,
                informed.channels,
                Whom::Informed { nth },
            )?;
        }
        Ok(vec![TicketEvent::ThirdPartyInformed {
            message,
            persons: persons.to_vec(),
            text: text.clone(),
        }])
    }

    fn addressee_details(
        &self,
        party: &Addressee,
    ) -> Result<(&Personal<PersonDetails>, Whom), Refusal> {
        let opening = self.opening.as_ref().ok_or(Refusal::TicketNotOpened)?;
        let (person, whom) = match party {
            Addressee::Contractor { assignment } => {
                return Ok((
                    &self.known(*assignment)?.contractor.details,
                    Whom::Contractor,
                ));
            }
            Addressee::Requester => (opening.requester.as_ref(), Whom::Requester),
            Addressee::Landlord => (opening.owner(), Whom::Landlord),
            Addressee::President => (opening.clients.president.as_ref(), Whom::President),
            Addressee::Tenant => (opening.clients.tenant.as_ref(), Whom::Tenant),
            Addressee::SiteContact => (
                opening.site_contact.as_ref().map(|c| &c.person),
                Whom::SiteContact,
            ),
            Addressee::Approver { approval } => (
                self.approval(*approval).map(|a| &a.request.approver.person),
                Whom::Approver,
            ),
        };
        person
            .map(|person| (&person.details, whom))
            .ok_or(Refusal::NotOnTheTicket { whom })
    }
}

fn speaks_for(actor: &Actor, from: &Correspondent) -> bool {
    match actor {
        Actor::Staff { .. } => true,
        Actor::Contractor { assignment } => {
            *from
                == Addressee::Contractor {
                    assignment: *assignment,
                }
        }
        Actor::Approver { approval } => {
            *from
                == Addressee::Approver {
                    approval: *approval,
                }
        }
        Actor::Requester => *from == Addressee::Requester,
        Actor::Timer | Actor::System => false,
    }
}
