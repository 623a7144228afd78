//! How is a form read that may bring files? What was typed as it comes, each file when it is its turn.

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use multer::{Field, Multipart, parse_boundary};

use crate::extract::{MOST_PAIRS, is_key};
use crate::pages::field::Typed;
use crate::problem::Problem;

/// Bytes of everything that is typed beside the files.
const LONGEST: usize = 256 * 1024;

/// A form on its way in.
pub struct Incoming {
    /// None where no file can come.
    form: Option<Multipart<'static>>,
    /// What was typed, as far as it was read.
    typed: Typed,
    room: Room,
    files: usize,
    /// The first file, whose turn has not come.
    first: Option<Sent>,
}

/// One file of a form, its content still to be read.
pub struct Sent {
    pub content: Field<'static>,
    /// The field that it was chosen in.
    pub field: String,
    /// As its sender calls it.
    pub name: String,
    /// The how manieth of the form's files, from 1 on.
    pub nth: usize,
}

impl From<Typed> for Incoming {
    fn from(typed: Typed) -> Self {
        Self::made(None, typed)
    }
}

impl Incoming {
    /// With files or without.
    ///
    /// # Errors
    /// A form that cannot be read.
    pub async fn of(request: Request) -> Result<Self, Problem> {
        if is_multipart(request.headers()) {
            return Self::with_files(request);
        }
        Ok(Typed::from_request(request, &()).await?.into())
    }

    /// # Errors
    /// A form that cannot bring files.
    pub fn with_files(request: Request) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let unreadable = |_| Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "malformed_form");
        let boundary = parse_boundary(kind).map_err(unreadable)?;
        let body = request.into_body().into_data_stream();
        let form = Multipart::new(body, boundary);
        Ok(Self::made(Some(form), Typed::default()))
    }

    fn made(form: Option<Multipart<'static>>, typed: Typed) -> Self {
        Self {
            form,
            typed,
            room: Room::default(),
            files: 0,
            first: None,
        }
    }

    /// What was typed before the first file: all of it, where there is none.
    pub async fn before_files(&mut self) -> Result<&Typed, Problem> {
        if self.first.is_none() {
            self.first = self.next_file().await?;
        }
        Ok(&self.typed)
    }

    /// Whether a file waits for its turn.
    pub fn brings_files(&self) -> bool {
        self.first.is_some()
    }

    /// What was typed up to here.
    pub fn typed(&self) -> &Typed {
        &self.typed
    }

    /// Everything that was typed; files that are still to come are read, and thrown away: whoever still sends would not
    /// hear the answer.
    pub async fn into_typed(mut self) -> Result<Typed, Problem> {
        while self.next_file().await?.is_some() {}
        Ok(self.typed)
    }

    pub async fn next_file(&mut self) -> Result<Option<Sent>, Problem> {
        if self.first.is_some() {
            return Ok(self.first.take());
        }
        let Some(form) = &mut self.form else {
            return Ok(None);
        };
        while let Some(content) = form.next_field().await.map_err(broken_off)? {
            let field = content.name().unwrap_or_default().to_owned();
            let Some(name) = content.file_name().map(str::to_owned) else {
                let value = self.room.read(&field, content).await?;
                self.typed.add(&field, value);
                continue;
            };
            // A browser sends a file without a name where none was chosen.
            if !name.is_empty() {
                self.files += 1;
                let nth = self.files;
                return Ok(Some(Sent {
                    content,
                    field,
                    name,
                    nth,
                }));
            }
        }
        Ok(None)
    }
}

/// How much has been typed.
#[derive(Default)]
struct Room {
    values: usize,
    bytes: usize,
}

impl Room {
    async fn read(&mut self, name: &str, mut field: Field<'_>) -> Result<String, Problem> {
        self.values += 1;
        self.bytes += name.len();
        if self.values > MOST_PAIRS {
            return Err(Problem::malformed("too_many_fields"));
        }
        let mut value = Vec::new();
        while let Some(piece) = field.chunk().await.map_err(broken_off)? {
            self.bytes += piece.len();
            if self.bytes > LONGEST {
                return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large"));
            }
            value.extend_from_slice(&piece);
        }
        let malformed = || Problem::malformed("malformed_form");
        let value = String::from_utf8(value).map_err(|_| malformed())?;
        if value.contains('\0') || name.contains('\0') {
            return Err(Problem::invalid(
                name.replace('\0', ""),
                "control_character",
            ));
        }
        if name == "key" && !value.is_empty() && !is_key(&value) {
            return Err(malformed());
        }
        Ok(value)
    }
}

/// Whether the form may bring files.
pub fn is_multipart(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| {
        let kind = kind.to_str().unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("multipart/form-data")
    })
}

fn broken_off(error: multer::Error) -> Problem {
    tracing::debug!(%error, "a form with files broke off");
    Problem::malformed("broken_off")
}
