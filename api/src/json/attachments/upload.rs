//! How does a file come in? Streamed into the store, looked at on its way, under a name that deceives nobody.

use crate::json::input::{Fresh, at};
use crate::problem::{Answer, Problem};
use crate::state::App;
use axum::body::Bytes;
use axum::http::StatusCode;
use domain::ids::{AgencyId, AttachmentId};
use domain::personal::{Personal, Subject};
use domain::ticket::{Attachment, Audience, Ticket};
use domain::value::ShortText;
use futures::Stream;
use infra::files::{Blob, BlobFault, Refused, neutral};

/// A file and its place on a ticket, ready to be attached.
pub struct Upload<'a> {
    pub app: &'a App,
    pub agency: AgencyId,
    pub ticket: &'a Ticket,
    /// To whom the file belongs, as its name does.
    pub words: Subject,
    pub name: &'a str,
    /// As far as its sender may say so.
    pub to: Audience,
}

impl Upload<'_> {
    /// Takes the bytes in.
    ///
    /// # Errors
    /// Before a byte is taken, what the ticket would refuse of any file; only a repeated request is read first, since it is
    /// recognised by its content.
    pub async fn receive<S, E>(&self, content: S, fresh: &Fresh) -> Answer<Attachment>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: std::fmt::Display,
    {
        let called = self.name.replace(char::is_control, "");
        let called = at("name", ShortText::parse(&called))?;
        if !fresh.is_keyed() {
            self.ticket.takes_a_file()?;
        }
        let blobs = &self.app.blobs;
        let taken = blobs.put_looked_at(self.agency, called.as_str(), content);
        let (Blob { hash, size }, kind) = taken.await?;
        let name = at("name", ShortText::parse(&neutral(called.as_str(), kind)))?;
        Ok(Attachment {
            id: AttachmentId::new(fresh.id("attachment")),
            name: Personal::new(self.words.clone(), name),
            media_type: kind.media_type().to_owned(),
            size,
            sha256: hash.as_str().to_owned(),
            to: self.to,
        })
    }
}

impl From<BlobFault> for Problem {
    fn from(fault: BlobFault) -> Self {
        match fault {
            BlobFault::TooLarge { .. } => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            BlobFault::Refused(refused) => Self::from(refused),
            // Of a photo that its owner may still have; which of the reasons it is helps nobody.
            BlobFault::NotShown(why) => {
                tracing::info!(%why, "a file is not shown to third parties");
                Self::forbidden("file_not_shown")
            }
            BlobFault::Interrupted(error) => {
                tracing::debug!(%error, "an upload broke off");
                Self::malformed("broken_off")
            }
            BlobFault::Missing => Self::not_found(),
            other @ (BlobFault::Folder(_) | BlobFault::Drawer(_) | BlobFault::Store(_)) => {
                Self::fault(other)
            }
        }
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooLarge { largest } => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, refused.code())
                    .with("megabytes", largest / 1_000_000)
                    .at("file")
            }
            Refused::Empty
            | Refused::WebPage
            | Refused::Script
            | Refused::Program
            | Refused::Archive
            | Refused::Polyglot
            | Refused::Macros
            | Refused::Unknown => Self::invalid("file", refused.code()),
        }
    }
}
