//! Which files go with a message, beside what is written in it?
//!
//! The copy of their quote that the agency signed goes to the contractor by e-mail. As anything that third parties see, a photo
//! goes without the place where it was taken. What is too large for a mail server stays on the page that the link opens, as
//! does everything else.

use domain::ids::{AgencyId, AttachmentId};
use domain::ticket::{Attachment, Channel, Recipient, Ticket, TicketEvent, Viewer};
use futures::TryStreamExt;

use super::channel::Enclosed;
use crate::files::{BlobFault, Blobs, Kind};
use crate::outbox::Claimed;

/// Bytes of the largest file that is enclosed: on the wire a third more, which every mail server takes.
const LARGEST: u64 = 7_000_000;

/// The file that goes with a message about that event; none that was erased meanwhile.
pub(super) fn chosen<'t>(
    claimed: &Claimed,
    event: &TicketEvent,
    ticket: &'t Ticket,
) -> Option<&'t Attachment> {
    if claimed.channel != Channel::Email {
        return None;
    }
    let Recipient::Contractor { assignment } = claimed.recipient else {
        return None;
    };
    let signed = signed_copy(event)?;
    let file = ticket.file_for(Viewer::Contractor(assignment), signed)?;
    (file.attachment.size <= LARGEST).then_some(&file.attachment)
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "nothing else carries a signed copy"
)]
fn signed_copy(event: &TicketEvent) -> Option<AttachmentId> {
    match event {
        TicketEvent::QuoteAccepted { signed, .. } => *signed,
        TicketEvent::SignedQuoteSent { attachment, .. } => Some(*attachment),
        _ => None,
    }
}

/// Reads it. None of one that may not be shown, or is not there any more: what is written goes all the same.
///
/// # Errors
/// If the store of files cannot be read now.
pub(super) async fn enclosed(
    blobs: &Blobs,
    agency: AgencyId,
    file: &Attachment,
) -> Result<Option<Enclosed>, BlobFault> {
    let Some((name, hash, kind)) = readable(file) else {
        return Ok(None);
    };
    let content = async {
        let plan = blobs.plan(agency, &hash, kind).await?;
        let pieces = blobs.get_planned(agency, &hash, &plan).await?;
        pieces.try_collect::<Vec<_>>().await
    };
    match content.await {
        Ok(pieces) => Ok(Some(Enclosed {
            name,
            media_type: kind.media_type(),
            content: pieces.concat(),
        })),
        Err(BlobFault::NotShown(_) | BlobFault::Missing) => {
            tracing::warn!(file = %file.id, "a file cannot be enclosed");
            Ok(None)
        }
        Err(fault) => Err(fault),
    }
}

fn readable(file: &Attachment) -> Option<(String, crate::files::BlobHash, Kind)> {
    let name = file.name.get()?.to_string();
    let kind = Kind::of_media_type(&file.media_type)?;
    Some((name, file.sha256.parse().ok()?, kind))
}
