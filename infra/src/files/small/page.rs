//! What does the first page of a PDF look like? Drawn by a process of its own, since drawing one may last for ever.
//!
//! A PDF is a program that draws, and one may be made to draw without end or to fill the memory: nothing inside the renderer
//! stops it. So this program starts itself once more for each page ([`Drawer`]), and the system ends that process when it has
//! taken more processor or memory than any honest page does.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use bytes::Bytes;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use image::{DynamicImage, RgbaImage};
use rustix::process::{Resource, Rlimit, setrlimit};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::decode::{NoThumbnail, SIDE, as_jpeg};

/// The argument by which this program draws instead of serving: a PDF on its input, a JPEG on its output.
pub const ARGUMENT: &str = "first-page";

/// Seconds of processor for one page, counted by the system: a busy machine does not shorten them.
const MOST_PROCESSOR: u64 = 5;
/// Bytes of memory for one page, the program itself included.
const MOST_MEMORY: u64 = 1 << 30;
/// Whatever the processor time: a process that got none of it is given up, and asked again another day.
const PATIENCE: Duration = Duration::from_secs(60);
/// Bytes of the largest thumbnail: a few times what 320 pixels a side come to.
const LARGEST: u64 = 1_000_000;
/// The allocator reserves a gigabyte at once unless it is told otherwise.
const SMALL_RESERVE: (&str, &str) = ("MIMALLOC_ARENA_RESERVE", "32768");

/// Starts whoever draws.
#[derive(Clone, Debug)]
pub struct Drawer {
    program: PathBuf,
}

impl Drawer {
    /// `program` draws when its only argument is [`ARGUMENT`].
    pub fn by(program: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
        }
    }

    /// This very program, also where its file was replaced since it was started.
    pub fn by_this_program() -> Self {
        Self::by("/proc/self/exe")
    }

    /// A JPEG of the first page; none of one that cannot be drawn within bounds. None of it leaves a trace.
    ///
    /// # Errors
    /// If there was no process, or it got no processor: that says nothing about the PDF.
    pub(super) async fn draw(&self, pdf: &[Bytes]) -> std::io::Result<Option<Bytes>> {
        let mut drawing = Command::new(&self.program)
            .arg(ARGUMENT)
            .env_clear()
            .env(SMALL_RESERVE.0, SMALL_RESERVE.1)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let input = drawing.stdin.take();
        let asking = async {
            if let Some(mut input) = input {
                for piece in pdf {
                    // Whoever does not listen to the end has ended, and says below how.
                    if input.write_all(piece).await.is_err() {
                        break;
                    }
                }
            }
        };
        let drawn = async { tokio::join!(asking, drawing.wait_with_output()).1 };
        let drawn = tokio::time::timeout(PATIENCE, drawn).await??;
        let is_drawn = drawn.status.success() && !drawn.stdout.is_empty();
        if !is_drawn {
            tracing::debug!(status = %drawn.status, "a PDF has no thumbnail");
        }
        Ok(is_drawn.then(|| drawn.stdout.into()))
    }
}

/// What the process does that a [`Drawer`] starts. It bounds itself before it reads a byte.
///
/// # Errors
/// If the page cannot be drawn. What goes beyond the bounds does not come back.
pub fn draw_first_page(input: impl Read, mut output: impl Write) -> Result<(), NoThumbnail> {
    let failed = |error: std::io::Error| NoThumbnail::Unreadable(error.to_string());
    bound(Resource::Cpu, MOST_PROCESSOR)?;
    bound(Resource::As, MOST_MEMORY)?;
    let mut pdf = Vec::new();
    let most = super::LARGEST + 1;
    input.take(most).read_to_end(&mut pdf).map_err(failed)?;
    let jpeg = first_page(pdf)?;
    if jpeg.len() as u64 > LARGEST {
        return Err(NoThumbnail::TooLarge);
    }
    output.write_all(&jpeg).map_err(failed)
}

fn bound(resource: Resource, most: u64) -> Result<(), NoThumbnail> {
    let bounds = Rlimit {
        current: Some(most),
        maximum: Some(most),
    };
    let refused = |error: rustix::io::Errno| NoThumbnail::Unreadable(error.to_string());
    setrlimit(resource, bounds).map_err(refused)
}

/// On white, its longer side as long as a thumbnail's.
pub(in crate::files) fn first_page(pdf: Vec<u8>) -> Result<Vec<u8>, NoThumbnail> {
    let unreadable = |why: &str| NoThumbnail::Unreadable(why.to_owned());
    let pdf = Pdf::new(pdf).map_err(|_| unreadable("no PDF, or one under a password"))?;
    let page = pdf.pages().first().ok_or_else(|| unreadable("no page"))?;
    let (width, height) = page.render_dimensions();
    let longer = width.max(height);
    if !(width > 0.0 && height > 0.0 && longer.is_finite()) {
        return Err(unreadable("a page without a size"));
    }
    let scale = SIDE as f32 / longer;
    // A side is at most SIDE, and at least a pixel.
    let pixels = |points: f32| (points * scale).round().max(1.0) as u16;
    let settings = RenderSettings {
        x_scale: scale,
        y_scale: scale,
        width: Some(pixels(width)),
        height: Some(pixels(height)),
        bg_color: WHITE,
    };
    let drawn = render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &settings,
    );
    let (width, height) = (drawn.width().into(), drawn.height().into());
    let picture = RgbaImage::from_raw(width, height, drawn.data_as_u8_slice().to_vec());
    let picture = picture.ok_or_else(|| unreadable("an odd size"))?;
    as_jpeg(&DynamicImage::from(picture))
}
