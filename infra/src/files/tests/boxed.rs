//! The least that is a HEIC or a video with a place in it.

use super::place::{PLACE, notes};

fn atom(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let size = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
    [&size[..], name, content].concat()
}

/// A track of that handler, whose samples are described so.
pub(super) fn track(handler: &[u8; 4], described: &[u8]) -> Vec<u8> {
    let hdlr = atom(b"hdlr", &[&[0; 8], &handler[..], &[0; 13]].concat());
    let entry = if described.is_empty() {
        Vec::new()
    } else {
        let (name, content) = described.split_at(4);
        atom(name.try_into().unwrap(), content)
    };
    let stsd = atom(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1], &entry[..]].concat());
    let minf = atom(b"minf", &atom(b"stbl", &stsd));
    let udta = atom(b"udta", &atom(b"\xa9xyz", PLACE));
    let mdia = atom(b"mdia", &[hdlr, minf].concat());
    atom(b"trak", &[atom(b"tkhd", &[0; 84]), mdia, udta].concat())
}

pub(super) fn mp4(tracks: &[Vec<u8>]) -> Vec<u8> {
    let udta = atom(
        b"udta",
        &[atom(b"\xa9xyz", PLACE), atom(b"loci", PLACE)].concat(),
    );
    let meta = atom(b"meta", &atom(b"ilst", PLACE));
    let moov = [
        atom(b"mvhd", &[0; 100]),
        tracks.concat(),
        udta,
        meta.clone(),
    ]
    .concat();
    [
        atom(b"ftyp", b"isom\0\0\0\0isom"),
        atom(b"moov", &moov),
        atom(b"free", PLACE),
        atom(b"uuid", &[&[7; 16], PLACE].concat()),
        meta,
        atom(b"mdat", &[0x55; 400]),
    ]
    .concat()
}

/// One picture, its notes in the file's data and its XMP in the description's.
pub(super) fn heic() -> Vec<u8> {
    let notes = [&[0; 4], &notes()[..]].concat();
    let (picture, xmp) = ([0x55; 300], PLACE);
    let entry = |id: u8, kind: &[u8; 4], more: &[u8]| {
        atom(
            b"infe",
            &[&[2, 0, 0, 0, 0, id, 0, 0], &kind[..], b"\0", more].concat(),
        )
    };
    let entries = [
        entry(1, b"hvc1", b""),
        entry(2, b"Exif", b""),
        entry(3, b"mime", b"application/rdf+xml\0"),
    ];
    let iinf = atom(
        b"iinf",
        &[&[0, 0, 0, 0, 0, 3], &entries.concat()[..]].concat(),
    );
    let meta = |at: usize| {
        let place = |id: u8, method: u8, from: usize, length: usize| {
            let numbers = [from, length].map(|n| u32::try_from(n).unwrap().to_be_bytes());
            [&[0, id, 0, method, 0, 0, 0, 1], &numbers.concat()[..]].concat()
        };
        let places = [
            place(1, 0, at + notes.len(), picture.len()),
            place(2, 0, at, notes.len()),
            place(3, 1, 0, xmp.len()),
        ];
        let iloc = atom(
            b"iloc",
            &[&[1, 0, 0, 0, 0x44, 0, 0, 3], &places.concat()[..]].concat(),
        );
        let hdlr = atom(b"hdlr", b"\0\0\0\0\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0\0");
        let pitm = atom(b"pitm", &[0, 0, 0, 0, 0, 1]);
        let idat = atom(b"idat", xmp);
        let parts = [hdlr, pitm, iinf.clone(), iloc, idat].concat();
        atom(b"meta", &[&[0; 4], &parts[..]].concat())
    };
    let ftyp = atom(b"ftyp", b"heic\0\0\0\0mif1heic");
    let data_at = ftyp.len() + meta(0).len() + 8;
    let mdat = atom(b"mdat", &[&notes[..], &picture].concat());
    [ftyp, meta(data_at), mdat].concat()
}
