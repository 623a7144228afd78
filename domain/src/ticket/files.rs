//! Who sees which file of a ticket?
//!
//! | sent by | seen by |
//! | --- | --- |
//! | the agency | the agency, and those it was sent to |
//! | a contractor | the agency and that contractor, never another |
//! | the requester | the agency, the requester, and whichever contractors are engaged |
//!
//! What came in before senders were asked to whom it goes is the agency's and its sender's.

use super::parts::Attachment;
use super::state::Ticket;
use crate::actor::Actor;
use crate::ids::{AssignmentId, AttachmentId};
use serde::{Deserialize, Serialize};

/// To whom a file is sent beside the agency, which sees every one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Audience {
    #[default]
    Nobody,
    /// Every contractor of the ticket, also one who is engaged later.
    Contractors,
    Contractor {
        assignment: AssignmentId,
    },
}

impl Audience {
    pub(super) fn is_nobody(&self) -> bool {
        *self == Self::Nobody
    }
}

/// Who asks to see a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    Agency,
    Contractor(AssignmentId),
    Requester,
}

/// A file of the ticket and who sent it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketFile {
    #[serde(flatten)]
    pub attachment: Attachment,
    pub by: Actor,
}

impl TicketFile {
    /// Of one whose owner was erased, only the agency still sees that it was there.
    pub fn is_for(&self, viewer: Viewer) -> bool {
        match viewer {
            Viewer::Agency => true,
            Viewer::Contractor(_) | Viewer::Requester if self.attachment.name.is_erased() => false,
            Viewer::Contractor(assignment) => self.is_by(viewer) || self.was_sent_to(assignment),
            Viewer::Requester => self.is_by(viewer),
        }
    }

    /// Whether they sent it themselves.
    pub fn is_by(&self, viewer: Viewer) -> bool {
        match viewer {
            Viewer::Agency => self.by.staff().is_some(),
            Viewer::Contractor(assignment) => self.by == Actor::Contractor { assignment },
            Viewer::Requester => self.by == Actor::Requester,
        }
    }

    fn was_sent_to(&self, contractor: AssignmentId) -> bool {
        match self.attachment.to {
            Audience::Nobody => false,
            Audience::Contractors => true,
            Audience::Contractor { assignment } => assignment == contractor,
        }
    }
}

impl Ticket {
    /// In the order in which they came.
    pub fn files_for(&self, viewer: Viewer) -> impl Iterator<Item = &TicketFile> {
        self.attachments
            .iter()
            .filter(move |file| file.is_for(viewer))
    }

    /// None also for a file that is there and not for them.
    pub fn file_for(&self, viewer: Viewer, file: AttachmentId) -> Option<&TicketFile> {
        self.files_for(viewer)
            .find(|known| known.attachment.id == file)
    }
}
