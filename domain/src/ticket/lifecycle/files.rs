//! Which files does a ticket take?

use super::Decision;
use crate::ticket::event::TicketEvent;
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

    pub(super) fn attach_file(&self, attachment: &Attachment) -> Decision {
        let mut known = self.attachments.iter();
        if known.any(|known| known.id == attachment.id) {
            return Ok(vec![]);
        }
        self.takes_a_file()?;
        Ok(vec![TicketEvent::AttachmentAdded {
            attachment: attachment.clone(),
        }])
    }
}
