//! The least that is a file of each kind.

/// A zip without compression: local headers, directory, end record.
pub(super) fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let at = length(&body);
        let sizes = [0, length(content), length(content)];
        let fields = [20, 0, 0, 0, 0].map(u16::to_le_bytes).concat();
        let sizes = sizes.map(u32::to_le_bytes).concat();
        let name_length = u16::try_from(name.len()).unwrap().to_le_bytes();
        body.extend([&b"PK\x03\x04"[..], &fields, &sizes, &name_length, &[0; 2]].concat());
        body.extend(name.as_bytes());
        body.extend(*content);
        directory.extend([&b"PK\x01\x02\x14\0"[..], &fields, &sizes, &name_length].concat());
        directory.extend([0; 12]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
    let (size, at) = (
        length(&directory).to_le_bytes(),
        length(&body).to_le_bytes(),
    );
    body.extend(directory);
    body.extend(
        [
            &b"PK\x05\x06\0\0\0\0"[..],
            &count,
            &count,
            &size,
            &at,
            &[0; 2],
        ]
        .concat(),
    );
    body
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap()
}

pub(super) fn docx() -> Vec<u8> {
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", b"<Relationships/>"),
        ("word/document.xml", b"<w:document/>"),
    ])
}

pub(super) fn jpeg() -> Vec<u8> {
    [
        b"\xff\xd8\xff\xe0\0\x10JFIF\0",
        &[0x55; 9_000][..],
        b"\xff\xd9",
    ]
    .concat()
}

pub(super) fn png() -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &[0x55; 90][..]].concat()
}

pub(super) fn gif() -> Vec<u8> {
    [b"GIF89a", &[0; 90][..]].concat()
}

pub(super) fn pdf() -> Vec<u8> {
    b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n".to_vec()
}

pub(super) fn exe() -> Vec<u8> {
    [b"MZ\x90\0\x03\0\0\0", &[0; 200][..]].concat()
}

/// Box of that brand, as at the beginning of HEIC, MP4 and MOV.
pub(super) fn boxes(brand: &[u8; 4]) -> Vec<u8> {
    [b"\0\0\0\x18ftyp", &brand[..], b"\0\0\0\0mif1heic", &[0; 90]].concat()
}

pub(super) fn ole(part: &str) -> Vec<u8> {
    let name = part.encode_utf16().flat_map(u16::to_le_bytes);
    let name: Vec<u8> = name.chain([0; 16]).collect();
    let head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    [&head[..], &[0; 6_000], &name].concat()
}
