//! How is a table written to a file, and read back without trusting it?
//!
//! A part is a gzip file of JSON lines, readable with `zcat`. It is streamed both ways: memory does not grow with it.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::fault::BackupFault;
use super::place;

/// What the manifest says of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The table, or `log`, `files`, `parked`.
    pub name: String,
    /// Relative to the backup's folder.
    pub file: String,
    pub columns: Vec<String>,
    pub rows: u64,
    /// Of the file as it lies.
    pub bytes: u64,
    /// Of the file as it lies.
    pub sha256: String,
    /// Of the lines in it: the same for the same rows, however they are compressed.
    pub content_sha256: String,
}

/// Counts and hashes what passes.
struct Counted<W> {
    inner: W,
    bytes: u64,
    digest: Sha256,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.bytes += written as u64;
        self.digest.update(&buffer[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

/// A part that is being written.
pub(super) struct PartWriter {
    path: PathBuf,
    part: Part,
    out: GzEncoder<Counted<BufWriter<File>>>,
    content: Sha256,
}

impl PartWriter {
    pub(super) fn create(
        folder: &Path,
        name: &str,
        file: String,
        columns: Vec<String>,
    ) -> Result<Self, BackupFault> {
        let path = folder.join(&file);
        let counted = Counted {
            inner: BufWriter::new(place::new_file(&path)?),
            bytes: 0,
            digest: Sha256::new(),
        };
        Ok(Self {
            path,
            part: Part {
                name: name.to_owned(),
                file,
                columns,
                rows: 0,
                bytes: 0,
                sha256: String::new(),
                content_sha256: String::new(),
            },
            out: GzEncoder::new(counted, Compression::fast()),
            content: Sha256::new(),
        })
    }

    pub(super) fn line(&mut self, line: &Json) -> Result<(), BackupFault> {
        let text = canonical(line);
        self.content.update(&text);
        self.part.rows += 1;
        self.out
            .write_all(&text)
            .map_err(BackupFault::io(&self.path))
    }

    /// Durable when this returns.
    pub(super) fn finish(self) -> Result<Part, BackupFault> {
        let path = self.path;
        let counted = self.out.finish().map_err(BackupFault::io(&path))?;
        let file = counted
            .inner
            .into_inner()
            .map_err(|error| BackupFault::io(&path)(error.into_error()))?;
        file.sync_all().map_err(BackupFault::io(&path))?;
        Ok(Part {
            bytes: counted.bytes,
            sha256: HEXLOWER.encode(&counted.digest.finalize()),
            content_sha256: HEXLOWER.encode(&self.content.finalize()),
            ..self.part
        })
    }
}

/// One line, its fields in the order of their names at every depth, whatever database and build it comes from.
pub(super) fn canonical(line: &Json) -> Vec<u8> {
    fn write(value: &Json, out: &mut Vec<u8>) {
        match value {
            Json::Object(fields) => {
                let mut names: Vec<_> = fields.keys().collect();
                names.sort_unstable();
                out.push(b'{');
                for (index, name) in names.into_iter().enumerate() {
                    if index > 0 {
                        out.push(b',');
                    }
                    out.extend_from_slice(Json::from(name.as_str()).to_string().as_bytes());
                    out.push(b':');
                    write(&fields[name], out);
                }
                out.push(b'}');
            }
            Json::Array(items) => {
                out.push(b'[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(b',');
                    }
                    write(item, out);
                }
                out.push(b']');
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {
                out.extend_from_slice(value.to_string().as_bytes());
            }
        }
    }
    let mut out = Vec::with_capacity(1024);
    write(line, &mut out);
    out.push(b'\n');
    out
}

/// Whether the file is, byte for byte, what the manifest says, and every line of it reads.
pub(super) fn check(
    folder: &Path,
    part: &Part,
    mut seen: impl FnMut(u64),
) -> Result<(), BackupFault> {
    let path = folder.join(&part.file);
    let mut file = File::open(&path).map_err(BackupFault::io(&path))?;
    let (bytes, sha256) = hash(&mut file).map_err(BackupFault::io(&path))?;
    if bytes != part.bytes {
        let what = format!("{bytes} bytes long instead of {}", part.bytes);
        return Err(BackupFault::damaged(path, what));
    }
    if sha256 != part.sha256 {
        return Err(BackupFault::damaged(path, "its SHA-256 differs"));
    }
    let mut rows = 0;
    for line in lines(folder, part)? {
        line?;
        rows += 1;
        seen(1);
    }
    if rows != part.rows {
        let what = format!("{rows} lines instead of {}", part.rows);
        return Err(BackupFault::damaged(path, what));
    }
    Ok(())
}

/// Length and SHA-256 of what is left in a reader.
pub(super) fn hash(from: &mut impl Read) -> std::io::Result<(u64, String)> {
    let (mut bytes, mut digest, mut buffer) = (0, Sha256::new(), vec![0; 64 * 1024]);
    loop {
        let read = from.read(&mut buffer)?;
        if read == 0 {
            return Ok((bytes, HEXLOWER.encode(&digest.finalize())));
        }
        bytes += read as u64;
        digest.update(&buffer[..read]);
    }
}

/// The lines of a part.
pub(super) fn lines(
    folder: &Path,
    part: &Part,
) -> Result<impl Iterator<Item = Result<Json, BackupFault>> + use<>, BackupFault> {
    let path = folder.join(&part.file);
    let file = File::open(&path).map_err(BackupFault::io(&path))?;
    let text = BufReader::new(MultiGzDecoder::new(BufReader::new(file)));
    Ok(text.lines().enumerate().map(move |(index, line)| {
        let line = line.map_err(|error| BackupFault::damaged(&path, error))?;
        serde_json::from_str(&line)
            .map_err(|error| BackupFault::damaged(&path, format!("line {}: {error}", index + 1)))
    }))
}
