//! How is a picture decoded? Within bounds that no picture can talk its way out of.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{
    DynamicImage, GrayImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage,
};
use jpeg_decoder::{CodingProcess, Decoder, ImageInfo, PixelFormat};

use crate::files::kind::Kind;
use crate::files::place::orientation;

/// Pixels along the longer side of a thumbnail.
pub(super) const SIDE: u32 = 320;
const QUALITY: u8 = 80;
/// Bytes that a decoded picture may take: twenty-five million pixels with transparency.
const LARGEST: u64 = 100_000_000;
/// Pixels of a JPEG that comes line by line; it is unfolded at a fraction of its size.
const MOST_PIXELS: u64 = 120_000_000;
/// Pixels of a JPEG that comes from coarse to fine: it has to be gathered whole, at six bytes a pixel at most.
const MOST_GATHERED: u64 = 25_000_000;

/// There is none.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoThumbnail {
    #[error("files of this kind have no thumbnail")]
    Kind,
    #[error("the picture is too large to be decoded")]
    TooLarge,
    #[error("the picture cannot be decoded: {0}")]
    Unreadable(String),
}

/// A JPEG, the right way up.
pub(in crate::files) fn thumbnail(kind: Kind, content: &[u8]) -> Result<Vec<u8>, NoThumbnail> {
    let format = format(kind).ok_or(NoThumbnail::Kind)?;
    let (picture, turned) = if format == ImageFormat::Jpeg {
        jpeg(content)?
    } else {
        whole(format, content)?
    };
    let mut small = if picture.width() > SIDE || picture.height() > SIDE {
        picture.thumbnail(SIDE, SIDE)
    } else {
        picture
    };
    small.apply_orientation(turned);
    as_jpeg(&small)
}

pub(super) fn as_jpeg(picture: &DynamicImage) -> Result<Vec<u8>, NoThumbnail> {
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    let written = on_white(picture).write_with_encoder(encoder);
    written.map_err(unreadable)?;
    Ok(jpeg)
}

pub(super) fn format(kind: Kind) -> Option<ImageFormat> {
    match kind {
        Kind::Jpeg => Some(ImageFormat::Jpeg),
        Kind::Png => Some(ImageFormat::Png),
        Kind::WebP => Some(ImageFormat::WebP),
        Kind::Gif => Some(ImageFormat::Gif),
        Kind::Heic
        | Kind::Pdf
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
        | Kind::Text
        | Kind::Mp4
        | Kind::Mov => None,
    }
}

/// At an eighth, a quarter or half of its size: its longer side is at least as long as a thumbnail's.
fn jpeg(content: &[u8]) -> Result<(DynamicImage, Orientation), NoThumbnail> {
    let broken = |error: jpeg_decoder::Error| NoThumbnail::Unreadable(error.to_string());
    let mut decoder = Decoder::new(Cursor::new(content));
    decoder.set_max_decoding_buffer_size(usize::try_from(LARGEST).unwrap_or(usize::MAX));
    decoder.read_info().map_err(broken)?;
    let info = decoder.info().ok_or(NoThumbnail::TooLarge)?;
    // Before a byte of the picture is decoded, and before room is made for it.
    let most = match info.coding_process {
        CodingProcess::DctSequential => MOST_PIXELS,
        CodingProcess::DctProgressive | CodingProcess::Lossless => MOST_GATHERED,
    };
    if u64::from(info.width) * u64::from(info.height) > most {
        return Err(NoThumbnail::TooLarge);
    }
    let side = u16::try_from(SIDE).unwrap_or(u16::MAX);
    let (width, height) = decoder.scale(side, side).map_err(broken)?;
    let turned = decoder.exif_data().and_then(orientation);
    let turned = turned.and_then(Orientation::from_exif);
    let pixels = decoder.decode().map_err(broken)?;
    let picture = unfolded(info, (width.into(), height.into()), pixels);
    let picture = picture.ok_or_else(|| NoThumbnail::Unreadable("an odd size".to_owned()))?;
    Ok((picture, turned.unwrap_or(Orientation::NoTransforms)))
}

fn unfolded(info: ImageInfo, (width, height): (u32, u32), pixels: Vec<u8>) -> Option<DynamicImage> {
    match info.pixel_format {
        PixelFormat::L8 => GrayImage::from_raw(width, height, pixels).map(DynamicImage::from),
        PixelFormat::RGB24 => RgbImage::from_raw(width, height, pixels).map(DynamicImage::from),
        PixelFormat::L16 => {
            let coarse = pixels.chunks_exact(2).map(|two| two[1]).collect();
            GrayImage::from_raw(width, height, coarse).map(DynamicImage::from)
        }
        PixelFormat::CMYK32 => {
            let light = |ink: u8, black: u8| {
                let light = u16::from(255 - ink) * u16::from(255 - black) / 255;
                u8::try_from(light).unwrap_or(u8::MAX)
            };
            let colours = pixels.chunks_exact(4);
            let colours = colours.flat_map(|ink| [0, 1, 2].map(|n| light(ink[n], ink[3])));
            RgbImage::from_raw(width, height, colours.collect()).map(DynamicImage::from)
        }
    }
}

fn whole(format: ImageFormat, content: &[u8]) -> Result<(DynamicImage, Orientation), NoThumbnail> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(LARGEST);
    let mut reader = ImageReader::with_format(Cursor::new(content), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    // Before a byte of the picture is decoded, and before room is made for it.
    if decoder.total_bytes() > LARGEST {
        return Err(NoThumbnail::TooLarge);
    }
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    Ok((picture, turned))
}

fn unreadable(error: image::ImageError) -> NoThumbnail {
    if matches!(error, image::ImageError::Limits(_)) {
        NoThumbnail::TooLarge
    } else {
        NoThumbnail::Unreadable(error.to_string())
    }
}

/// JPEG knows no transparency.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let picture = picture.to_rgba8();
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0;
        let mixed = |colour: u8| {
            let (colour, alpha) = (u16::from(colour), u16::from(alpha));
            u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        Rgb([mixed(red), mixed(green), mixed(blue)])
    })
}
