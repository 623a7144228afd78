//! How is a file given out? As what it was found to be, and asked about at every use.
//!
//! The agency gets what was sent. Whoever comes by a link gets a copy that does not say where a photo was taken.

use crate::extract::IfNoneMatch;
use crate::json::approvals::Approver;
use crate::json::done::{not_modified, revalidated};
use crate::json::requester::Requester;
use crate::problem::{Answer, Problem};
use crate::state::App;
use axum::body::Body;
use axum::body::Bytes;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::ids::{AgencyId, AttachmentId};
use domain::ticket::{Attachment, Ticket, Viewer};
use futures::TryStreamExt;
use futures::stream::{BoxStream, StreamExt};
use infra::files::place::CUT;
use infra::files::small::MADE;
use infra::files::{BlobFault, BlobHash, Kind, NotShown};
use infra::links::LinkGrant;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What RFC 8187 lets stand in a name as it is.
const AS_IT_IS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// Whose files they are, and who looks at them.
#[derive(Clone, Copy)]
pub struct Shelf<'a> {
    app: &'a App,
    agency: AgencyId,
    ticket: &'a Ticket,
    viewer: Viewer,
}

impl<'a> Shelf<'a> {
    pub fn of_agency(app: &'a App, agency: AgencyId, ticket: &'a Ticket) -> Self {
        Self {
            app,
            agency,
            ticket,
            viewer: Viewer::Agency,
        }
    }

    pub fn of_contractor(app: &'a App, grant: &LinkGrant, ticket: &'a Ticket) -> Self {
        Self {
            app,
            agency: grant.agency,
            ticket,
            viewer: Viewer::Contractor(grant.assignment),
        }
    }

    pub fn of_requester(app: &'a App, requester: &'a Requester) -> Self {
        Self {
            app,
            agency: requester.link.agency,
            ticket: &requester.ticket,
            viewer: Viewer::Requester,
        }
    }

    pub fn of_approver(app: &'a App, approver: &'a Approver) -> Self {
        Self {
            app,
            agency: approver.link.agency,
            ticket: &approver.ticket,
            viewer: Viewer::Approver(approver.link.approval),
        }
    }

    /// # Errors
    /// 404 for a file that is not there, or not for them; 403 for a photo whose place cannot be taken out.
    pub async fn give(&self, file: &str, held: &IfNoneMatch) -> Answer<Response> {
        let (file, hash) = self.find(file)?;
        let etag = match self.viewer {
            Viewer::Agency => format!("\"{hash}\""),
            Viewer::Contractor(_) | Viewer::Requester | Viewer::Approver(_) => {
                format!("\"{hash}-{CUT}\"")
            }
        };
        if held.holds(&etag) {
            return Ok(not_modified(&etag));
        }
        let (size, content) = self.content(file, &hash).await?;
        let content = content.inspect_err(|fault| tracing::error!(%fault, "a file breaks off"));
        let headers = [
            (header::CONTENT_TYPE, media_type(file)),
            (header::CONTENT_DISPOSITION, disposition(file)),
            (header::CONTENT_LENGTH, HeaderValue::from(size)),
        ];
        let body = Body::from_stream(content);
        Ok((revalidated(etag), headers, body).into_response())
    }

    /// What the picture looks like, small: pixels only, whoever looks.
    ///
    /// # Errors
    /// 404 too for a file that has no thumbnail.
    pub async fn give_small(&self, file: &str, held: &IfNoneMatch) -> Answer<Response> {
        let (file, hash) = self.find(file)?;
        let etag = format!("\"{hash}-s{MADE}\"");
        if held.holds(&etag) {
            return Ok(not_modified(&etag));
        }
        let kind = Kind::of_media_type(&file.media_type).ok_or_else(Problem::not_found)?;
        let made = self.app.blobs.thumbnail(self.agency, &hash, kind).await?;
        let small = made.ok_or_else(Problem::not_found)?;
        let jpeg = HeaderValue::from_static(Kind::Jpeg.media_type());
        Ok((revalidated(etag), [(header::CONTENT_TYPE, jpeg)], small).into_response())
    }

    fn find(&self, file: &str) -> Answer<(&Attachment, BlobHash)> {
        let id: AttachmentId = file.parse().map_err(|_| Problem::not_found())?;
        let file = self.ticket.file_for(self.viewer, id);
        let file = &file.ok_or_else(Problem::not_found)?.attachment;
        Ok((file, file.sha256.parse().map_err(Problem::fault)?))
    }

    /// What of the file they may see, and how much that is.
    async fn content(
        &self,
        file: &Attachment,
        hash: &BlobHash,
    ) -> Answer<(u64, BoxStream<'static, Result<Bytes, BlobFault>>)> {
        let blobs = &self.app.blobs;
        if self.viewer == Viewer::Agency {
            return Ok((file.size, blobs.get(self.agency, hash).await?.boxed()));
        }
        // What came in before kinds were looked at may be a photo.
        let kind = Kind::of_media_type(&file.media_type).ok_or(NotShown::Malformed);
        let plan = blobs
            .plan(self.agency, hash, kind.map_err(BlobFault::from)?)
            .await?;
        let content = blobs.get_planned(self.agency, hash, &plan).await?;
        Ok((plan.size(), content))
    }
}

/// Of a kind that is taken today, or of none: it may have come in before kinds were looked at.
fn media_type(file: &Attachment) -> HeaderValue {
    let kind = Kind::of_media_type(&file.media_type);
    HeaderValue::from_static(kind.map_or("application/octet-stream", Kind::media_type))
}

/// Saved rather than shown, but for images and PDF.
fn disposition(file: &Attachment) -> HeaderValue {
    let is_shown = Kind::of_media_type(&file.media_type).is_some_and(Kind::is_shown);
    let how = if is_shown { "inline" } else { "attachment" };
    let named = file.name.get().map(|name| {
        let plain: String = name.as_str().chars().map(plain).collect();
        let encoded = utf8_percent_encode(name.as_str(), AS_IT_IS);
        format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
    });
    let named = named.and_then(|named| HeaderValue::try_from(named).ok());
    named.unwrap_or(HeaderValue::from_static("attachment"))
}

/// For readers who know no encoded names.
fn plain(character: char) -> char {
    match character {
        '"' | '\\' | '%' => '_',
        ' '..='~' => character,
        _ => '_',
    }
}
