//! Does a PDF that was made to last, or to fill the memory, cost more than its thumbnail?

use std::sync::Arc;

use axum::body::Bytes;
use domain::ids::AgencyId;
use futures::stream;
use infra::files::small::Drawer;
use infra::files::{Blobs, Kind};
use object_store::memory::InMemory;
use uuid::Uuid;

/// A page of A4 that draws the form `/F`, and the other objects of the file.
fn pdf(objects: &[(usize, Vec<u8>)]) -> Bytes {
    let mut file = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 10 0 R>>>>>>endobj\n\
        4 0 obj<</Length 5>>stream\n/F Do\nendstream endobj\n"
        .to_vec();
    for (number, object) in objects {
        file.extend(format!("{number} 0 obj").bytes());
        file.extend(object);
        file.extend(b"endobj\n");
    }
    file.extend(b"trailer<</Root 1 0 R>>\n%%EOF\n");
    file.into()
}

/// A form that draws that one.
fn form(draws: &str, within: &str) -> Vec<u8> {
    let length = draws.len();
    format!(
        "<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<{within}>>/Length {length}>>stream\n{draws}\nendstream "
    )
    .into_bytes()
}

/// Forms that each draw the next one twenty times, down to a rectangle.
fn without_end() -> Bytes {
    let mut forms: Vec<_> = (10..19)
        .map(|number| {
            let next = format!("/XObject<</F {} 0 R>>", number + 1);
            (number, form(&"/F Do ".repeat(20), &next))
        })
        .collect();
    forms.push((19, form("1 0 0 rg 10 10 300 300 re f", "")));
    pdf(&forms)
}

/// A white fax of 60 000 dots a side, which its sender needs seven kilobytes for: a bit a line.
fn without_measure() -> Bytes {
    let fax = vec![0xff; 60_000 / 8];
    let mut image = format!(
        "<</Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 1\
         /Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 60000>>/Length {}>>stream\n",
        fax.len()
    )
    .into_bytes();
    image.extend(fax);
    image.extend(b"\nendstream ");
    pdf(&[(10, image)])
}

async fn thumbnail(pdf: Bytes) -> Option<Bytes> {
    let drawer = Drawer::by(env!("CARGO_BIN_EXE_product"));
    let blobs = Blobs::over(Arc::new(InMemory::new()), 25_000_000).with_drawer(drawer);
    let agency = AgencyId::new(Uuid::from_u128(1));
    let content = stream::iter([Ok::<_, String>(pdf)]);
    let hash = blobs.put(agency, content).await.expect("stored").hash;
    let made = blobs.thumbnail(agency, &hash, Kind::Pdf).await;
    made.expect("a process that draws")
}

#[tokio::test]
async fn a_page_is_drawn_by_a_process_of_its_own() {
    let page = pdf(&[(10, form("1 0 0 rg 10 10 300 300 re f", ""))]);
    let jpeg = thumbnail(page).await.expect("a thumbnail");
    assert!(jpeg.starts_with(b"\xff\xd8\xff"));
}

#[tokio::test]
async fn a_page_that_never_ends_is_given_up() {
    assert_eq!(thumbnail(without_end()).await, None);
}

#[tokio::test]
async fn a_page_that_fills_the_memory_is_given_up() {
    assert_eq!(thumbnail(without_measure()).await, None);
}

#[tokio::test]
async fn where_nobody_draws_there_is_none() {
    let drawer = Drawer::by("/nonexistent/program");
    let blobs = Blobs::over(Arc::new(InMemory::new()), 25_000_000).with_drawer(drawer);
    let agency = AgencyId::new(Uuid::from_u128(1));
    let content = stream::iter([Ok::<_, String>(pdf(&[]))]);
    let hash = blobs.put(agency, content).await.expect("stored").hash;
    assert!(blobs.thumbnail(agency, &hash, Kind::Pdf).await.is_err());
}
