//! How do several files come in by one form? One after the other, each taken whole and attached before the next is looked at.
//!
//! What breaks off in the middle of a file leaves nothing of that file; those before it are on the ticket.

use axum::http::StatusCode;
use domain::actor::Actor;
use domain::ids::{AgencyId, AttachmentId, TicketId};
use domain::personal::Subject;
use domain::ticket::{Audience, Ticket, TicketCommand};
use uuid::Uuid;

use super::incoming::{Incoming, Sent};
use crate::json::attachments::{Upload, seen};
use crate::json::input::Fresh;
use crate::pages::field::{Maker, Problems, Typed};
use crate::pages::say::Say;
use crate::problem::Problem;
use crate::state::App;
use crate::text::{self, Language};

/// Files in one form.
pub const MOST: usize = 20;
/// The field for any number of files; each other field for files is for one, and fills in the field whose name it
/// begins with: `quote.attachment.file` says what `quote.attachment` is.
pub const ANY: &str = "files";
pub const ONE: &str = ".file";

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
    /// Who sees them beside the agency.
    pub to: Audience,
}

/// What became of a form's files.
#[derive(Default)]
pub struct Received {
    pub typed: Typed,
    taken: Vec<(String, AttachmentId)>,
    refused: Vec<Refused>,
}

/// One that was not taken, by the name that its sender gave it.
struct Refused {
    field: String,
    name: String,
    why: Problem,
}

impl Batch<'_> {
    /// # Errors
    /// What no other file would mend: a form that cannot be read, an upload that breaks off, our own fault.
    pub async fn receive(&self, mut form: Incoming) -> Result<Received, Problem> {
        let mut received = Received::default();
        while let Some(file) = form.next_file().await? {
            let (field, name) = (file.field.clone(), file.name.clone());
            // The rest is read, and thrown away: whoever still sends would not hear the answer.
            if file.nth > MOST + 1 {
                continue;
            }
            match self.one(file, form.typed()).await {
                Ok(id) => received.taken.push((field, id)),
                Err(why) if is_about_the_file(&why) => {
                    received.refused.push(Refused { field, name, why });
                }
                Err(problem) => return Err(problem),
            }
        }
        received.typed = form.into_typed().await?;
        Ok(received)
    }

    async fn one(&self, file: Sent, typed: &Typed) -> Result<AttachmentId, Problem> {
        if file.nth > MOST {
            return Err(Problem::unprocessable("too_many_at_once").with("most", MOST));
        }
        let key = typed.some("key").map(|key| format!("{key}-{}", file.nth));
        let fresh = Fresh::new(self.whose, key.as_deref());
        let upload = Upload {
            app: self.app,
            agency: self.agency,
            ticket: self.ticket,
            words: self.words.clone(),
            name: &file.name,
            to: self.to,
        };
        let attachment = upload.receive(file.content, &fresh).await?;
        let id = attachment.id;
        let key = key.map(|key| format!("{}:files:{key}", self.whose));
        let key = key.map(|key| (key, seen(self.id, &attachment)));
        let context = self.app.context(self.actor.clone(), key);
        let command = TicketCommand::AttachFile { attachment };
        let done = self
            .app
            .execute(self.agency, self.id, command, context, None);
        done.await.map(|_| id).map_err(Problem::from)
    }
}

/// A form as it came: what was typed, with its files in the place of what their fields stand for, and what is to be said
/// beside them.
#[derive(Default)]
pub struct Came {
    pub typed: Typed,
    pub problems: Problems,
    /// How many of its files are on the ticket.
    pub taken: usize,
    /// What else was done by it; empty where nothing was.
    pub before: String,
}

impl From<Typed> for Came {
    fn from(typed: Typed) -> Self {
        Self {
            typed,
            ..Self::default()
        }
    }
}

impl Came {
    /// Shown again with what is wrong, it is another form: what was taken of this one is taken.
    pub fn again(mut self, problems: Problems) -> Self {
        if self.taken > 0 || !self.problems.is_empty() {
            self.typed.set("key", Uuid::now_v7());
        }
        self.problems = problems;
        self
    }

    pub fn maker(&self, t: Language) -> Maker<'_> {
        Maker {
            t,
            typed: &self.typed,
            problems: &self.problems,
        }
    }

    /// That so many files are on the ticket already, for a form that is shown again; empty where none is.
    pub fn kept(&self, t: Language) -> String {
        let taken = (self.taken > 0).then(|| t.count("files-taken", self.taken));
        let said = [self.before.clone(), taken.unwrap_or_default()];
        said.join(" ").trim().to_owned()
    }
}

impl Received {
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty() && self.refused.is_empty()
    }

    pub fn settled(self, t: Language) -> Came {
        let (mut typed, mut problems) = (self.typed, Problems::default());
        for (field, id) in &self.taken {
            if let Some(named) = field.strip_suffix(ONE) {
                typed.set(named, id.to_string());
            }
        }
        let mut fields: Vec<&str> = self.refused.iter().map(|it| it.field.as_str()).collect();
        fields.dedup();
        for field in fields {
            let of_it = self.refused.iter().filter(|it| it.field == field);
            let why = of_it.map(|it| {
                let args = [("name", it.name.clone()), ("why", it.why.sentence(t))];
                text::text(t, "file-refused", &args)
            });
            problems.add(field, why.collect::<Vec<_>>().join(" "));
        }
        Came {
            typed,
            problems,
            taken: self.taken.len(),
            before: String::new(),
        }
    }
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
