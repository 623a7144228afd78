//! Who sees which file of a ticket?
//!
//! | sent by | seen by |
//! | --- | --- |
//! | the agency | the agency, and those it was sent to |
//! | a contractor | the agency and that contractor, never another |
//! | whoever it was, as a quote | also the approver who is asked about that quote |
//! | the requester | the agency, the requester, and whichever contractors are engaged |
//!
//! The copy of a quote that the agency signed is for the contractor whose quote it is; whoever is asked to approve sees the
//! quotes that they were asked about, and nothing else.
//!
//! What came in before senders were asked to whom it goes is the agency's and its sender's.

use super::parts::Attachment;
use super::quote::QuoteVersion;
use super::state::Ticket;
use crate::actor::Actor;
use crate::ids::{ApprovalId, AssignmentId, AttachmentId};
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
    /// Whoever was asked to decide on quotes.
    Approver(ApprovalId),
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
            Viewer::Contractor(_) | Viewer::Requester | Viewer::Approver(_)
                if self.attachment.name.is_erased() =>
            {
                false
            }
            Viewer::Contractor(assignment) => self.is_by(viewer) || self.was_sent_to(assignment),
            Viewer::Requester | Viewer::Approver(_) => self.is_by(viewer),
        }
    }

    /// Whether they sent it themselves.
    pub fn is_by(&self, viewer: Viewer) -> bool {
        match viewer {
            Viewer::Agency => self.by.staff().is_some(),
            Viewer::Contractor(assignment) => self.by == Actor::Contractor { assignment },
            Viewer::Requester => self.by == Actor::Requester,
            Viewer::Approver(approval) => self.by == Actor::Approver { approval },
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
        let shown = self.shown_besides(viewer);
        self.attachments.iter().filter(move |file| {
            let is_shown = shown.contains(&file.attachment.id);
            file.is_for(viewer) || is_shown && !file.attachment.name.is_erased()
        })
    }

    /// What somebody sees whomever it was sent to when it came in.
    fn shown_besides(&self, viewer: Viewer) -> Vec<AttachmentId> {
        match viewer {
            Viewer::Agency | Viewer::Requester => vec![],
            Viewer::Contractor(assignment) => self.signed_for(assignment).into_iter().collect(),
            Viewer::Approver(approval) => self.quotes_asked_about(approval),
        }
    }

    /// The copy of their quote that the agency signed.
    fn signed_for(&self, contractor: AssignmentId) -> Option<AttachmentId> {
        self.assignment(contractor)?.offer.as_ref()?.signed
    }

    /// The quotes that somebody was asked to approve, as long as they are those that count.
    fn quotes_asked_about(&self, approval: ApprovalId) -> Vec<AttachmentId> {
        let request = self.approval(approval).map(|known| &known.request);
        let quotes = request.into_iter().flat_map(|request| &request.quotes);
        let file = |quote: &QuoteVersion| {
            let offer = self.assignment(quote.assignment)?.offer.as_ref()?;
            let is_shown = offer.version == quote.version;
            offer.quote.attachment.filter(|_| is_shown)
        };
        quotes.filter_map(file).collect()
    }

    /// None also for a file that is there and not for them.
    pub fn file_for(&self, viewer: Viewer, file: AttachmentId) -> Option<&TicketFile> {
        self.files_for(viewer)
            .find(|known| known.attachment.id == file)
    }
}
