//! Which pictures have a thumbnail, and which are too much?

use std::io::Cursor;
use std::sync::Arc;

use domain::ids::AgencyId;
use futures::{StreamExt, stream};
use image::{DynamicImage, ImageFormat, RgbImage, Rgba, RgbaImage};
use object_store::memory::InMemory;
use rstest::rstest;
use uuid::Uuid;

use super::place::{PLACE, chunk, notes};
use crate::files::small::{NoThumbnail, thumbnail};
use crate::files::{Blobs, Kind};

fn written(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn read(jpeg: &[u8]) -> RgbImage {
    let read = image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg);
    read.unwrap().to_rgb8()
}

#[rstest]
#[case(Kind::Jpeg, ImageFormat::Jpeg)]
#[case(Kind::Png, ImageFormat::Png)]
#[case(Kind::WebP, ImageFormat::WebP)]
#[case(Kind::Gif, ImageFormat::Gif)]
fn a_large_picture_becomes_small(#[case] kind: Kind, #[case] format: ImageFormat) {
    for ((width, height), small) in [
        ((640, 480), (320, 240)),
        ((2_000, 3_000), (213, 320)),
        ((3_200, 320), (320, 32)),
    ] {
        let large = RgbImage::from_pixel(width, height, [200, 30, 60].into());
        let made = read(&thumbnail(kind, &written(large, format)).unwrap());
        assert_eq!(made.dimensions(), small);
        let [red, green, blue] = made.get_pixel(small.0 / 2, small.1 / 2).0;
        assert!(red > 185 && green < 45 && (45..75).contains(&blue));
    }
}

#[test]
fn a_small_picture_keeps_its_size_and_what_shows_through_is_white() {
    let clear = RgbaImage::from_pixel(20, 10, Rgba([0, 0, 0, 0]));
    let small = thumbnail(Kind::Png, &written(clear, ImageFormat::Png)).unwrap();
    let small = read(&small);
    assert_eq!(small.dimensions(), (20, 10));
    assert!(small.pixels().all(|pixel| pixel.0 == [255; 3]));
}

/// A telephone held upright writes its picture lying down, and says so. Where it was taken stands beside it.
#[test]
fn a_thumbnail_stands_upright_and_does_not_say_where() {
    let lying = written(RgbImage::new(640, 480), ImageFormat::Jpeg);
    let exif = [b"Exif\0\0", &notes()[..]].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let photo = [&lying[..2], b"\xff\xe1", &length, &exif, &lying[2..]].concat();
    let small = thumbnail(Kind::Jpeg, &photo).unwrap();
    assert_eq!(read(&small).dimensions(), (240, 320));
    let says = |within: &[u8], what: &[u8]| within.windows(what.len()).any(|at| at == what);
    assert!(says(&photo, PLACE) && !says(&small, PLACE) && !says(&small, b"Exif"));
}

/// A few bytes that say of themselves that they are so large.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let header = chunk(b"IHDR", &[&size[..], &[8, 6, 0, 0, 0]].concat());
    let nothing = chunk(b"IDAT", b"\x78\x9c\x03\0\0\0\0\x01");
    [
        b"\x89PNG\r\n\x1a\n",
        &header[..],
        &nothing,
        &chunk(b"IEND", b""),
    ]
    .concat()
}

#[rstest]
#[case::a_gigapixel(60_000, 60_000)]
#[case::a_line(1_000_000_000, 1)]
#[case::a_little_too_much(6_000, 6_000)]
fn a_bomb_is_not_lit(#[case] width: u32, #[case] height: u32) {
    let bomb = png_of(width, height);
    assert!(bomb.len() < 100);
    assert_eq!(thumbnail(Kind::Png, &bomb), Err(NoThumbnail::TooLarge));
}

/// Coarse to fine is refused sooner than line by line.
#[rstest]
#[case(0xc0, [0xff, 0xff])]
#[case(0xc2, [0x20, 0x00])]
fn a_photo_that_says_it_is_enormous_is_not_decoded(#[case] process: u8, #[case] side: [u8; 2]) {
    let mut photo = written(RgbImage::new(64, 48), ImageFormat::Jpeg);
    let frame = photo.windows(2).position(|at| at == b"\xff\xc0").unwrap();
    photo[frame + 1] = process;
    photo[frame + 5..frame + 9].copy_from_slice(&[side, side].concat());
    assert_eq!(thumbnail(Kind::Jpeg, &photo), Err(NoThumbnail::TooLarge));
}

#[test]
fn what_is_no_picture_has_none() {
    assert_eq!(thumbnail(Kind::Pdf, b"%PDF-1.7"), Err(NoThumbnail::Kind));
    assert_eq!(thumbnail(Kind::Heic, b""), Err(NoThumbnail::Kind));
    let torn = &written(RgbImage::new(64, 48), ImageFormat::Png)[..60];
    let refused = thumbnail(Kind::Png, torn);
    assert!(matches!(refused, Err(NoThumbnail::Unreadable(_))));
}

/// Whatever a byte says, the decoders answer.
#[rstest]
#[case(Kind::Jpeg, ImageFormat::Jpeg)]
#[case(Kind::Png, ImageFormat::Png)]
#[case(Kind::WebP, ImageFormat::WebP)]
#[case(Kind::Gif, ImageFormat::Gif)]
fn a_damaged_picture_breaks_nothing(#[case] kind: Kind, #[case] format: ImageFormat) {
    let whole = written(RgbImage::new(40, 30), format);
    for at in 0..whole.len().min(800) {
        for byte in [0x00, 0xff, 0x80] {
            let mut damaged = whole.clone();
            damaged[at] = byte;
            let _either = thumbnail(kind, &damaged);
        }
    }
}

#[tokio::test]
async fn a_thumbnail_is_made_once_lies_apart_and_goes_with_its_file() {
    let store = Arc::new(InMemory::new());
    let blobs = Blobs::over(store.clone(), 10_000_000);
    let agency = AgencyId::new(Uuid::from_u128(1));
    let content = written(RgbImage::new(640, 480), ImageFormat::Png);
    let pieces = stream::iter([Ok::<_, String>(content.into())]);
    let hash = blobs.put(agency, pieces).await.unwrap().hash;
    let first = blobs.thumbnail(agency, &hash, Kind::Png).await.unwrap();
    let again = blobs.thumbnail(agency, &hash, Kind::Png).await.unwrap();
    assert!(first.is_some() && first == again);
    assert_eq!(blobs.all().count().await, 1);
    let objects = async || {
        let listed = object_store::ObjectStore::list(&*store, None);
        listed.count().await
    };
    assert_eq!(objects().await, 2);
    blobs.delete(agency, &hash).await.unwrap();
    assert_eq!(objects().await, 0);
}

#[tokio::test]
async fn of_what_has_none_that_is_remembered() {
    let blobs = Blobs::over(Arc::new(InMemory::new()), 10_000_000);
    let agency = AgencyId::new(Uuid::from_u128(1));
    let pieces = stream::iter([Ok::<_, String>(png_of(60_000, 60_000).into())]);
    let hash = blobs.put(agency, pieces).await.unwrap().hash;
    for _ in 0..2 {
        let none = blobs.thumbnail(agency, &hash, Kind::Png).await.unwrap();
        assert_eq!(none, None);
    }
}
