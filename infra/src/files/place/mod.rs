//! What of a photo may third parties see? Everything but where it was taken.
//!
//! A photo says where it was taken in notes beside the picture (Exif, XMP, IPTC, and whatever its maker added). They are not
//! searched for places: only what a reader needs to show the picture stays, and of Exif the one number that says which way
//! up it is. What was stored stays as it is, and is the agency's; a copy is cut while it is served, from a [`Plan`] that one
//! pass over the file makes beforehand. A file of which no plan can be made is not shown to third parties.
//!
//! | kind | stays | goes |
//! | --- | --- | --- |
//! | JPEG | the picture, JFIF, colour profile, Adobe's colour mark, orientation | every other segment; pictures behind the picture |
//! | PNG | the picture and its frames, colours, density, orientation | every other chunk, and what follows the end |
//! | WebP | the picture and its frames, colour profile, orientation | every other chunk, and what follows the end |
//! | GIF | the frames, repetition | comments, every other application's block, and what follows the end |
//! | HEIC | picture items and their properties (orientation is one) | the content of every other item, blanked where it stands |
//! | MP4, MOV | picture and sound | `udta`, `meta`, `uuid` and free space, blanked where they stand; tracks of measurements: not shown |

mod boxes;
mod exif;
mod gif;
mod heic;
mod jpeg;
mod patch;
mod plan;
mod png;
mod source;
mod video;
mod webp;

use bytes::Bytes;
use domain::ids::AgencyId;
use futures::stream::{self, BoxStream, StreamExt};

use super::hash::BlobHash;
use super::kind::Kind;
use super::store::{BlobFault, Blobs};
pub(super) use exif::orientation;
pub use plan::Plan;
pub(super) use plan::Plans;
use source::Source;

/// Counts the ways in which copies were ever cut, so that nobody goes on with a copy that was cut in another way.
pub const CUT: u32 = 1;

/// It cannot be told what of the file may be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotShown {
    #[error("the file is not built as its kind is")]
    Malformed,
    #[error("the file says where it was taken in a way that cannot be taken out")]
    Entangled,
}

impl Blobs {
    /// What of a file third parties may see; of a document, all of it.
    ///
    /// # Errors
    /// [`BlobFault::NotShown`] for one of which that cannot be told.
    pub async fn plan(
        &self,
        agency: AgencyId,
        hash: &BlobHash,
        kind: Kind,
    ) -> Result<Plan, BlobFault> {
        if !kind.is_image() && !kind.is_video() {
            return Ok(Plan::everything(self.size(agency, hash).await?));
        }
        if let Some(known) = self.plans.known(agency, hash) {
            return Ok(known);
        }
        let plan = plan(Source::of(self, agency, hash).await?, kind).await?;
        self.plans.keep(agency, hash, &plan);
        Ok(plan)
    }

    /// What of a file third parties may see, as planned.
    pub async fn get_planned(
        &self,
        agency: AgencyId,
        hash: &BlobHash,
        plan: &Plan,
    ) -> Result<BoxStream<'static, Result<Bytes, BlobFault>>, BlobFault> {
        if plan.size() == 0 {
            return Ok(stream::empty().boxed());
        }
        let content = self.get(agency, hash).await?;
        Ok(patch::applied(content, plan.patches()).boxed())
    }
}

async fn plan(mut source: Source, kind: Kind) -> Result<Plan, BlobFault> {
    let mut plan = Plan::everything(source.size());
    let source = &mut source;
    match kind {
        Kind::Jpeg => jpeg::plan(source, &mut plan).await?,
        Kind::Png => png::plan(source, &mut plan).await?,
        Kind::WebP => webp::plan(source, &mut plan).await?,
        Kind::Gif => gif::plan(source, &mut plan).await?,
        Kind::Heic => heic::plan(source, &mut plan).await?,
        Kind::Mp4 | Kind::Mov => video::plan(source, &mut plan).await?,
        Kind::Pdf
        | Kind::Docx
        | Kind::Xlsx
        | Kind::Pptx
        | Kind::Odt
        | Kind::Ods
        | Kind::Odp
        | Kind::Doc
        | Kind::Xls
        | Kind::Ppt
        | Kind::Invoice
        | Kind::Text => {}
    }
    plan.checked()
}
