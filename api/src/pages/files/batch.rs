//! How do several files come in by one form? One after the other, each taken whole and attached before the next is looked at.
//!
//! What breaks off in the middle of a file leaves nothing of that file; those before it are on the ticket.

use axum::RequestExt;
use axum::extract::Request;
use axum::extract::multipart::{Field, Multipart};
use axum::http::StatusCode;
use domain::actor::Actor;
use domain::ids::{AgencyId, TicketId};
use domain::personal::Subject;
use domain::ticket::{Audience, Ticket, TicketCommand};
use uuid::Uuid;

use crate::extract::is_key;
use crate::json::attachments::{Upload, seen};
use crate::json::input::Fresh;
use crate::pages::field::Typed;
use crate::problem::Problem;
use crate::state::App;

/// Files in one form.
pub const MOST: usize = 20;
/// Bytes of what is typed beside them, each.
const LONGEST_VALUE: usize = 1_000;
/// Fields that are no files.
const MOST_VALUES: usize = 10;

/// Who sends files to which ticket.
pub struct Batch<'a> {
    pub app: &'a App,
    pub agency: AgencyId,
    pub id: TicketId,
    pub ticket: &'a Ticket,
    /// To whom the files belong.
    pub words: Subject,
    pub actor: Actor,
    /// Two senders' keys say nothing about each other.
    pub whose: Uuid,
}

/// What became of a form's files.
#[derive(Default)]
pub struct Received {
    pub typed: Typed,
    pub taken: usize,
    /// By the name that its sender gave it.
    pub refused: Vec<(String, Problem)>,
}

impl Batch<'_> {
    /// # Errors
    /// What no other file would mend: a form that cannot be read, an upload that breaks off, our own fault.
    pub async fn receive(&self, request: Request) -> Result<Received, Problem> {
        let form: Result<Multipart, _> = request.extract().await;
        let unreadable = |_| Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "malformed_form");
        let mut form = form.map_err(unreadable)?;
        let (mut received, mut files, mut values) = (Received::default(), 0, 0);
        while let Some(field) = form.next_field().await.map_err(broken_off)? {
            let Some(name) = field.file_name().map(str::to_owned) else {
                values += 1;
                if values > MOST_VALUES {
                    return Err(Problem::malformed("too_many_fields"));
                }
                typed(field, &mut received.typed).await?;
                continue;
            };
            // A browser sends a file without a name where none was chosen.
            if name.is_empty() {
                continue;
            }
            files += 1;
            if files > MOST {
                // The rest is read, and thrown away: whoever still sends would not hear the answer.
                if files == MOST + 1 {
                    let too_many = Problem::unprocessable("too_many_at_once").with("most", MOST);
                    received.refused.push((name, too_many));
                }
                continue;
            }
            match self.one(field, &name, files, &received.typed).await {
                Ok(()) => received.taken += 1,
                Err(problem) if is_about_the_file(&problem) => {
                    received.refused.push((name, problem))
                }
                Err(problem) => return Err(problem),
            }
        }
        Ok(received)
    }

    async fn one(
        &self,
        file: Field<'_>,
        name: &str,
        nth: usize,
        typed: &Typed,
    ) -> Result<(), Problem> {
        let key = typed.some("key").map(|key| format!("{key}-{nth}"));
        let fresh = Fresh::new(self.whose, key.as_deref());
        let upload = Upload {
            app: self.app,
            agency: self.agency,
            ticket: self.ticket,
            words: self.words.clone(),
            name,
            to: audience(typed)?,
        };
        let attachment = upload.receive(file, &fresh).await?;
        let key = key.map(|key| format!("{}:files:{key}", self.whose));
        let key = key.map(|key| (key, seen(self.id, &attachment)));
        let context = self.app.context(self.actor.clone(), key);
        let command = TicketCommand::AttachFile { attachment };
        let done = self
            .app
            .execute(self.agency, self.id, command, context, None);
        done.await.map(|_| ()).map_err(Problem::from)
    }
}

/// Chosen before the files, and read before them.
fn audience(typed: &Typed) -> Result<Audience, Problem> {
    match typed.get("to") {
        "" | "agency" => Ok(Audience::Nobody),
        "contractors" => Ok(Audience::Contractors),
        one => match one.parse() {
            Ok(assignment) => Ok(Audience::Contractor { assignment }),
            Err(_) => Err(Problem::invalid("to", "unknown_value")),
        },
    }
}

async fn typed(mut field: Field<'_>, typed: &mut Typed) -> Result<(), Problem> {
    let name = field.name().unwrap_or_default().to_owned();
    let mut value = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(broken_off)? {
        value.extend_from_slice(&piece);
        if value.len() > LONGEST_VALUE {
            return Err(Problem::malformed("malformed_form"));
        }
    }
    let value = String::from_utf8(value).map_err(|_| Problem::malformed("malformed_form"))?;
    if value.contains('\0') || name == "key" && !value.is_empty() && !is_key(&value) {
        return Err(Problem::malformed("malformed_form"));
    }
    typed.add(&name, value);
    Ok(())
}

fn broken_off(error: axum::extract::multipart::MultipartError) -> Problem {
    tracing::debug!(%error, "a form with files broke off");
    Problem::malformed("broken_off")
}

/// Another file may be taken where this one was not.
fn is_about_the_file(problem: &Problem) -> bool {
    [
        StatusCode::UNPROCESSABLE_ENTITY,
        StatusCode::PAYLOAD_TOO_LARGE,
        StatusCode::CONFLICT,
    ]
    .contains(&problem.status())
}
