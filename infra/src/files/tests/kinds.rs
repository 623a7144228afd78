//! What is taken and what is not, whatever it is called.

use super::samples::{boxes, docx, exe, gif, jpeg, ole, pdf, png, zip};
use crate::files::{Kind, Largest, Look, Refused};

const LARGEST: Largest = Largest {
    video: 100_000,
    other: 25_000,
};

/// What a file is found to be that comes in pieces of so many bytes.
fn in_pieces(name: &str, content: &[u8], of: usize) -> Result<Kind, Refused> {
    let mut look = Look::new(name, LARGEST);
    content.chunks(of).try_for_each(|piece| look.see(piece))?;
    look.conclude()
}

/// However it is cut.
fn found(name: &str, content: &[u8]) -> Result<Kind, Refused> {
    let whole = in_pieces(name, content, usize::MAX);
    for of in [1, 7, 4_096] {
        assert_eq!(in_pieces(name, content, of), whole, "{name} by {of}");
    }
    whole
}

#[test]
fn each_kind_is_recognised_whatever_its_name() {
    let zipped = |mime: &str| zip(&[("mimetype", mime.as_bytes()), ("content.xml", b"<x/>")]);
    let office = |part: &str| zip(&[("[Content_Types].xml", b""), (part, b"")]);
    let webp = [b"RIFF\0\0\0\0WEBPVP8 ", &[0; 50][..]].concat();
    let taken: [(Vec<u8>, Kind); 19] = [
        (jpeg(), Kind::Jpeg),
        (png(), Kind::Png),
        (webp, Kind::WebP),
        (boxes(b"heic"), Kind::Heic),
        (gif(), Kind::Gif),
        (pdf(), Kind::Pdf),
        (docx(), Kind::Docx),
        (office("xl/workbook.xml"), Kind::Xlsx),
        (office("ppt/presentation.xml"), Kind::Pptx),
        (zipped("application/vnd.oasis.opendocument.text"), Kind::Odt),
        (
            zipped("application/vnd.oasis.opendocument.spreadsheet"),
            Kind::Ods,
        ),
        (
            zipped("application/vnd.oasis.opendocument.presentation"),
            Kind::Odp,
        ),
        (ole("WordDocument"), Kind::Doc),
        (ole("Workbook"), Kind::Xls),
        (ole("PowerPoint Document"), Kind::Ppt),
        (
            b"<?xml version=\"1.0\"?><!-- x --><rsm:CrossIndustryInvoice xmlns:rsm=\"u\"/>"
                .to_vec(),
            Kind::Invoice,
        ),
        ("L'évacuation coule <encore>.\r\n".into(), Kind::Text),
        (boxes(b"isom"), Kind::Mp4),
        (boxes(b"qt  "), Kind::Mov),
    ];
    assert_eq!(taken.len(), Kind::ALL.len());
    for (content, kind) in &taken {
        assert_eq!(found("photo.jpg", content), Ok(*kind), "{kind:?}");
        assert_eq!(Kind::of_media_type(kind.media_type()), Some(*kind));
    }
}

#[test]
fn a_program_stays_one_under_any_name() {
    let elf = [b"\x7fELF\x02\x01\x01", &[0; 100][..]].concat();
    let mach = [b"\xcf\xfa\xed\xfe", &[0; 100][..]].concat();
    let class = [b"\xca\xfe\xba\xbe\0\0\0\x34", &[0; 100][..]].concat();
    for program in [exe(), elf, mach, class] {
        assert_eq!(found("facture.pdf", &program), Err(Refused::Program));
    }
}

#[test]
fn pages_and_drawings_are_refused() {
    for page in [
        "<!DOCTYPE html><p>",
        "  <html ><body>",
        "\u{feff}<svg xmlns='http://www.w3.org/2000/svg'>",
        "<?xml version='1.0'?><!DOCTYPE svg><svg onload='x()'/>",
        "<?xml version='1.0'?><x:html xmlns:x='http://www.w3.org/1999/xhtml'/>",
        "Bonjour,\nvoici <ScRiPt>alert(1)</script>",
    ] {
        assert_eq!(
            found("photo.jpg", page.as_bytes()),
            Err(Refused::WebPage),
            "{page}"
        );
    }
    let other = b"<?xml version='1.0'?><xsl:stylesheet/>";
    assert_eq!(found("a.xml", other), Err(Refused::Unknown));
}

#[test]
fn a_script_is_one_by_its_first_line_or_by_its_name() {
    assert_eq!(
        found("a.txt", b"#!/bin/sh\nrm -rf /\n"),
        Err(Refused::Script)
    );
    for name in [
        "a.bat",
        "facture.pdf.PS1",
        "a.vbs ",
        "a.js.",
        "x\u{202e}.cmd",
    ] {
        assert_eq!(found(name, b"del *.*"), Err(Refused::Script), "{name}");
    }
    // What is no text is not run by its name, and gets another.
    assert_eq!(found("a.bat", &jpeg()), Ok(Kind::Jpeg));
}

#[test]
fn archives_are_refused_unless_they_are_documents() {
    let gzip = [b"\x1f\x8b\x08", &[0; 100][..]].concat();
    let rar = [b"Rar!\x1a\x07\x01\0", &[0; 100][..]].concat();
    let seven = [b"7z\xbc\xaf\x27\x1c", &[0; 100][..]].concat();
    let jar = zip(&[("META-INF/MANIFEST.MF", b""), ("A.class", b"")]);
    for archive in [gzip, rar, seven, jar, zip(&[("a.exe", &exe())])] {
        assert_eq!(found("facture.docx", &archive), Err(Refused::Archive));
    }
    assert_eq!(found("facture.doc", &ole("Setup")), Err(Refused::Unknown));
}

#[test]
fn a_document_with_macros_is_refused() {
    let docm = zip(&[("word/document.xml", b""), ("word/vbaProject.bin", b"")]);
    assert_eq!(found("a.docx", &docm), Err(Refused::Macros));
    let old = [ole("WordDocument"), ole("_VBA_PROJECT")].concat();
    assert_eq!(found("a.doc", &old), Err(Refused::Macros));
}

#[test]
fn what_is_two_things_at_once_is_refused() {
    let archive = zip(&[("evil.class", b"x")]);
    let photo_and_archive = [jpeg(), archive.clone()].concat();
    let gif_and_page = [gif(), vec![0; 5_000], b"<script src=x>".to_vec()].concat();
    let gif_and_pdf = [gif(), pdf()].concat();
    let pdf_and_archive = [pdf(), archive, b"\n%%EOF".to_vec()].concat();
    let photo_and_rar = [jpeg(), b"Rar!\x1a\x07\x01\0".to_vec()].concat();
    let text_and_pdf = [b"Bonjour ".to_vec(), pdf()].concat();
    for both in [
        photo_and_archive,
        gif_and_page,
        gif_and_pdf,
        pdf_and_archive,
        photo_and_rar,
        text_and_pdf,
    ] {
        assert_eq!(found("photo.jpg", &both), Err(Refused::Polyglot));
    }
}

#[test]
fn nothing_and_what_nobody_knows_are_refused() {
    assert_eq!(found("a.txt", b""), Err(Refused::Empty));
    assert_eq!(found("a.txt", b"abc\0def"), Err(Refused::Unknown));
    let becomes_binary = [vec![b'a'; 10_000], vec![0]].concat();
    assert_eq!(found("a.txt", &becomes_binary), Err(Refused::Unknown));
    assert_eq!(found("a.jpg", &boxes(b"avif")), Err(Refused::Unknown));
}

#[test]
fn a_video_may_be_longer_than_the_others() {
    let long = |head: Vec<u8>, size: usize| [head.clone(), vec![0x55; size - head.len()]].concat();
    assert_eq!(found("a", &long(boxes(b"isom"), 100_000)), Ok(Kind::Mp4));
    let larger = found("a", &long(boxes(b"isom"), 100_001));
    assert_eq!(larger, Err(Refused::TooLarge { largest: 100_000 }));
    assert_eq!(found("a", &long(jpeg(), 25_000)), Ok(Kind::Jpeg));
    let larger = found("a", &long(jpeg(), 25_001));
    assert_eq!(larger, Err(Refused::TooLarge { largest: 25_000 }));
}
