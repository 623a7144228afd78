//! What is drawn of a PDF's first page?

use image::{ImageFormat, RgbImage};
use rstest::rstest;

use crate::files::small::{NoThumbnail, first_page};

/// A PDF of one page of that size in points, and what is drawn on it.
fn pdf(size: &str, drawn: &str) -> Vec<u8> {
    let length = drawn.len();
    format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size}]/Contents 4 0 R\
         /Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n\
         4 0 obj<</Length {length}>>stream\n{drawn}\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )
    .into_bytes()
}

fn drawn(pdf: Vec<u8>) -> RgbImage {
    let jpeg = first_page(pdf).expect("a page");
    let read = image::load_from_memory_with_format(&jpeg, ImageFormat::Jpeg);
    read.expect("a JPEG").to_rgb8()
}

#[rstest]
#[case("595 842", (226, 320))]
#[case("842 595", (320, 226))]
#[case("10 10", (320, 320))]
#[case("14400 100", (320, 2))]
// Of no size: as if it said nothing, and A4.
#[case("0 842", (226, 320))]
fn a_page_becomes_as_large_as_a_thumbnail(#[case] size: &str, #[case] small: (u32, u32)) {
    assert_eq!(drawn(pdf(size, "")).dimensions(), small);
}

#[test]
fn what_is_drawn_on_white_paper_shows() {
    let page = drawn(pdf("595 842", "1 0 0 rg 0 421 595 421 re f"));
    let [red, green, blue] = page.get_pixel(113, 80).0;
    assert!(red > 230 && green < 25 && blue < 25, "above");
    assert!(
        page.get_pixel(113, 240).0.iter().all(|it| *it > 250),
        "below"
    );
}

#[test]
fn what_is_written_in_a_standard_font_shows() {
    let page = drawn(pdf("595 842", "BT /F1 90 Tf 50 400 Td (Devis) Tj ET"));
    let dark = page.pixels().filter(|pixel| pixel.0[0] < 100).count();
    assert!(dark > 300, "{dark} dark pixels");
}

#[rstest]
#[case(b"%PDF-1.7".to_vec())]
#[case(pdf("595 842", "")[..90].to_vec())]
fn what_has_no_page_has_none(#[case] torn: Vec<u8>) {
    assert!(matches!(first_page(torn), Err(NoThumbnail::Unreadable(_))));
}
