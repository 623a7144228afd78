//! Does a copy for third parties say where a photo was taken? And does it still show the photo, the right way up?

use std::io::Cursor;

use domain::ids::AgencyId;
use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use futures::{TryStreamExt, stream};
use image::{ImageFormat, Rgb, RgbImage};
use object_store::memory::InMemory;
use rstest::rstest;
use std::sync::Arc;
use uuid::Uuid;

use crate::files::tests::boxed::{heic, mp4, track};
use crate::files::{BlobFault, Blobs, Kind, NotShown};

/// Stands wherever a camera may write a place.
pub(super) const PLACE: &[u8] = b"+48.8566+002.3522/";

/// What third parties get to see of it.
async fn shown(kind: Kind, content: &[u8]) -> Result<Vec<u8>, NotShown> {
    let blobs = Blobs::over(Arc::new(InMemory::new()), 10_000_000);
    let agency = AgencyId::new(Uuid::from_u128(1));
    let pieces = stream::iter([Ok::<_, String>(content.to_vec().into())]);
    let hash = blobs.put(agency, pieces).await.unwrap().hash;
    let plan = match blobs.plan(agency, &hash, kind).await {
        Ok(plan) => plan,
        Err(BlobFault::NotShown(why)) => return Err(why),
        Err(fault) => panic!("{fault}"),
    };
    let copy = blobs.get_planned(agency, &hash, &plan).await.unwrap();
    let copy: Vec<_> = copy.try_collect().await.unwrap();
    let copy = copy.concat();
    assert_eq!(copy.len() as u64, plan.size());
    Ok(copy)
}

fn says(content: &[u8], what: &[u8]) -> bool {
    content.windows(what.len()).any(|at| at == what)
}

/// A telephone's notes: which way up, and where.
pub(super) fn notes() -> Vec<u8> {
    let field = |tag, value| Field {
        tag,
        ifd_num: In::PRIMARY,
        value,
    };
    let degrees = |whole: u32| vec![Rational::from((whole, 1)); 3];
    let fields = [
        field(Tag::Orientation, Value::Short(vec![6])),
        field(Tag::Make, Value::Ascii(vec![PLACE.to_vec()])),
        field(Tag::GPSLatitude, Value::Rational(degrees(48))),
        field(Tag::GPSLongitude, Value::Rational(degrees(2))),
    ];
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut notes = Cursor::new(Vec::new());
    writer.write(&mut notes, false).unwrap();
    notes.into_inner()
}

fn picture(format: ImageFormat) -> Vec<u8> {
    let mixed = |x: u32, y: u32| Rgb([x, y, x ^ y].map(|n| u8::try_from(n % 251).unwrap()));
    let mut bytes = Cursor::new(Vec::new());
    let picture = RgbImage::from_fn(300, 200, mixed);
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], content].concat()
}

fn jpeg() -> Vec<u8> {
    let plain = picture(ImageFormat::Jpeg);
    let (start, rest) = plain.split_at(2);
    let exif = segment(0xe1, &[b"Exif\0\0", &notes()[..]].concat());
    let xmp = segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", PLACE].concat());
    let iptc = segment(0xed, &[b"Photoshop 3.0\08BIM", PLACE].concat());
    let index = segment(0xe2, &[b"MPF\0", PLACE].concat());
    let comment = segment(0xfe, PLACE);
    let behind = [start, &exif, rest].concat();
    [start, &exif, &xmp, &iptc, &index, &comment, rest, &behind].concat()
}

pub(super) fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [&name[..], content].concat();
    let mut sum = flate2::Crc::new();
    sum.update(&named);
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&length[..], &named, &sum.sum().to_be_bytes()].concat()
}

fn png() -> Vec<u8> {
    let plain = picture(ImageFormat::Png);
    // Signature and header.
    let (start, rest) = plain.split_at(8 + 25);
    let exif = chunk(b"eXIf", &notes());
    let text = chunk(b"iTXt", &[b"XML:com.adobe.xmp\0", PLACE].concat());
    [start, &exif, &text, rest, PLACE].concat()
}

fn webp() -> Vec<u8> {
    let plain = picture(ImageFormat::WebP);
    let chunk = |name: &[u8; 4], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap().to_le_bytes();
        let padding = vec![0; content.len() % 2];
        [&name[..], &length, content, &padding].concat()
    };
    // Notes of both kinds, 300 by 200 pixels.
    let header = chunk(b"VP8X", &[0b1100, 0, 0, 0, 43, 1, 0, 199, 0, 0]);
    let notes = [chunk(b"EXIF", &notes()), chunk(b"XMP ", PLACE)].concat();
    let body = [b"WEBP", &header[..], &plain[12..], &notes].concat();
    let size = u32::try_from(body.len()).unwrap().to_le_bytes();
    [b"RIFF", &size[..], &body, PLACE].concat()
}

fn gif() -> Vec<u8> {
    let plain = picture(ImageFormat::Gif);
    let colours = 3 << ((plain[10] & 7) + 1);
    let (start, rest) = plain.split_at(13 + if plain[10] & 0x80 == 0 { 0 } else { colours });
    let length = [u8::try_from(PLACE.len()).unwrap()];
    let comment = [b"\x21\xfe", &length[..], PLACE, b"\0"].concat();
    let xmp = [b"\x21\xff\x0bXMP DataXMP", &length[..], PLACE, b"\0"].concat();
    [start, &comment, &xmp, rest, PLACE].concat()
}

fn sample(kind: Kind) -> Vec<u8> {
    let samples = [
        (Kind::Jpeg, jpeg()),
        (Kind::Png, png()),
        (Kind::WebP, webp()),
        (Kind::Gif, gif()),
        (Kind::Heic, heic()),
        (Kind::Mp4, mp4(&[track(b"vide", b"")])),
        (Kind::Mov, mp4(&[track(b"vide", b"")])),
    ];
    let mut of_kind = samples.into_iter().filter(|(known, _)| *known == kind);
    of_kind.next().unwrap().1
}

#[rstest]
#[tokio::test]
async fn a_copy_does_not_say_where(
    #[values(
        Kind::Jpeg, Kind::Png, Kind::WebP, Kind::Gif, Kind::Heic, Kind::Mp4, Kind::Mov
    )]
    kind: Kind,
) {
    let original = sample(kind);
    assert!(says(&original, PLACE));
    let copy = shown(kind, &original).await.unwrap();
    assert!(!says(&copy, PLACE));
    // Once more changes nothing.
    assert_eq!(shown(kind, &copy).await.unwrap(), copy);
}

#[rstest]
#[case(Kind::Jpeg, ImageFormat::Jpeg)]
#[case(Kind::Png, ImageFormat::Png)]
#[case(Kind::WebP, ImageFormat::WebP)]
#[case(Kind::Gif, ImageFormat::Gif)]
#[tokio::test]
async fn a_copy_shows_the_same_picture(#[case] kind: Kind, #[case] format: ImageFormat) {
    let decoded = |bytes: &[u8]| image::load_from_memory_with_format(bytes, format).unwrap();
    let original = sample(kind);
    let copy = shown(kind, &original).await.unwrap();
    assert!(decoded(&copy) == decoded(&original));
    assert!(decoded(&copy) == decoded(&picture(format)));
}

#[rstest]
#[tokio::test]
async fn a_copy_stands_as_the_photo_stood(
    #[values(Kind::Jpeg, Kind::Png, Kind::WebP, Kind::Heic)] kind: Kind,
) {
    let read = |bytes: Vec<u8>| exif::Reader::new().read_from_container(&mut Cursor::new(bytes));
    let original = read(sample(kind)).unwrap();
    assert!(original.get_field(Tag::GPSLatitude, In::PRIMARY).is_some());
    let copy = read(shown(kind, &sample(kind)).await.unwrap()).unwrap();
    let left: Vec<_> = copy.fields().map(|field| field.tag).collect();
    if kind == Kind::Heic {
        // A property of the picture says it.
        assert_eq!(left, []);
    } else {
        assert_eq!(left, [Tag::Orientation]);
        let way = copy.get_field(Tag::Orientation, In::PRIMARY).unwrap();
        assert_eq!(way.value.get_uint(0), Some(6));
    }
}

#[tokio::test]
async fn a_photo_that_says_nothing_is_shown_as_it_is() {
    let plain = picture(ImageFormat::Jpeg);
    assert_eq!(shown(Kind::Jpeg, &plain).await.unwrap(), plain);
    let text = b"+48.8566+002.3522/";
    assert_eq!(shown(Kind::Text, text).await.unwrap(), text);
}

#[rstest]
#[case::a_drone_s_subtitles(track(b"sbtl", b""))]
#[case::an_action_camera_s_measurements(track(b"meta", b"gpmd"))]
#[case::a_telephone_s_places(track(b"meta", b"mebx com.apple.quicktime.location.ISO6709"))]
#[tokio::test]
async fn a_video_with_a_track_of_places_is_not_shown(#[case] measured: Vec<u8>) {
    let video = mp4(&[track(b"vide", b""), measured]);
    let refused = shown(Kind::Mov, &video).await;
    assert_eq!(refused, Err(NotShown::Entangled));
}

#[tokio::test]
async fn a_telephone_s_other_measurements_are_shown() {
    let faces = track(b"meta", b"mebx com.apple.quicktime.detected-face");
    shown(Kind::Mov, &mp4(&[track(b"vide", b""), faces]))
        .await
        .unwrap();
}

const KINDS: [Kind; 6] = [
    Kind::Jpeg,
    Kind::Png,
    Kind::WebP,
    Kind::Gif,
    Kind::Heic,
    Kind::Mov,
];

/// As far as it goes, and without its place; or not at all.
#[tokio::test]
async fn a_torn_file_does_not_say_where() {
    for kind in KINDS {
        let whole = sample(kind);
        let mut not_shown = 0;
        for at in (0..whole.len()).step_by(whole.len().div_ceil(400)) {
            match shown(kind, &whole[..at]).await {
                Ok(copy) => assert!(!says(&copy, PLACE), "{kind:?} torn at {at}"),
                Err(_) => not_shown += 1,
            }
        }
        assert!(not_shown > 0, "{kind:?}");
    }
}

/// Whatever a byte says.
#[tokio::test]
async fn a_damaged_file_is_shown_or_not_and_breaks_nothing() {
    for kind in KINDS {
        let whole = sample(kind);
        let (mut is_shown, mut not_shown) = (0, 0);
        for at in 0..whole.len().min(600) {
            for byte in [0x00, 0xff, 0x80, whole[at] ^ 1] {
                let mut damaged = whole.clone();
                damaged[at] = byte;
                match shown(kind, &damaged).await {
                    Ok(_) => is_shown += 1,
                    Err(_) => not_shown += 1,
                }
            }
        }
        assert!(is_shown > 0 && not_shown > 0, "{kind:?}");
    }
}
