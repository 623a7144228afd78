//! Which files does a ticket take?

use super::Decision;
use crate::actor::Actor;
use crate::ticket::event::TicketEvent;
use crate::ticket::files::Audience;
use crate::ticket::parts::Attachment;
use crate::ticket::refusal::Refusal;
use crate::ticket::state::Ticket;

/// Files on one ticket.
const MOST: usize = 200;

impl Ticket {
    /// # Errors
    /// What would be refused of any file, so that nobody sends a hundred megabytes in vain.
    pub fn takes_a_file(&self) -> Result<(), Refusal> {
        if self.is_closed() {
            return Err(Refusal::TicketClosed);
        }
        if self.attachments.len() >= MOST {
            return Err(Refusal::TooManyFiles { most: MOST });
        }
        Ok(())
    }

    pub(super) fn attach_file(&self, attachment: &Attachment, by: &Actor) -> Decision {
        let mut known = self.attachments.iter();
        if known.any(|known| known.attachment.id == attachment.id) {
            return Ok(vec![]);
        }
        self.takes_a_file()?;
        let to = self.addressed(attachment.to, by)?;
        let attachment = Attachment {
            to,
            ..attachment.clone()
        };
        Ok(vec![TicketEvent::AttachmentAdded { attachment }])
    }

    /// The agency says to whom. A contractor writes to the agency only; what a requester shows is for those who come.
    fn addressed(&self, asked: Audience, by: &Actor) -> Result<Audience, Refusal> {
        match by {
            Actor::Contractor { assignment } => {
                self.known(*assignment)?;
                return Ok(Audience::Nobody);
            }
            Actor::Approver { .. } => return Ok(Audience::Nobody),
            Actor::Requester => return Ok(Audience::Contractors),
            Actor::Staff { .. } | Actor::Timer | Actor::System => {}
        }
        if let Audience::Contractor { assignment } = asked {
            self.known(assignment)?;
        }
        Ok(asked)
    }
}
