//! How are a ticket's files looked at? A list on the page of whoever may see them, and each by itself.

pub mod batch;
pub mod chosen;
pub mod incoming;
pub mod send;
pub mod senders;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::actor::Actor;
use domain::personal::ERASED;
use domain::ticket::{Assignment, Audience, Ticket, TicketFile, Viewer};
use infra::files::Kind;

use crate::extract::{IfNoneMatch, Path};
use crate::json::attachments::serve::Shelf;
use crate::pages::answer::{Shown, show, ticket_id};
use crate::pages::follow::handler as follower;
use crate::pages::link::opened::{Found, follow};
use crate::pages::people;
use crate::pages::say::Say;
use crate::pages::ticket::bench::Bench;
use crate::pages::ticket::desk::Desk;
use crate::session::Visitor;
use crate::state::App;
use crate::text::{self, Language};

/// The list; nothing at all where there is none.
#[derive(Template)]
#[template(path = "parts/files.html")]
pub struct Files {
    pub title: String,
    pub files: Vec<FileView>,
    /// Where more can be sent; empty where none is taken any more.
    pub add: String,
    pub add_label: String,
}
impl askama::filters::HtmlSafe for Files {}

pub struct FileView {
    pub href: String,
    pub name: String,
    /// How large, from whom, and who sees it.
    pub detail: String,
    pub icon: &'static str,
    /// The picture, small; empty where there is none.
    pub small: String,
}

impl Files {
    /// Those that they may see, at addresses below `base`.
    pub fn of(t: Language, ticket: &Ticket, viewer: Viewer, base: &str) -> Self {
        let takes_more = ticket.takes_a_file().is_ok();
        let file = |file: &TicketFile| FileView {
            href: format!("{base}/{}", file.attachment.id),
            name: file
                .attachment
                .name
                .get()
                .map_or_else(|| ERASED.to_owned(), |name| name.as_str().to_owned()),
            detail: detail(t, ticket, viewer, file),
            icon: icon(file),
            small: if has_small(file) {
                format!("{base}/{}/small", file.attachment.id)
            } else {
                String::new()
            },
        };
        Self {
            title: t.say("files"),
            files: ticket.files_for(viewer).map(file).collect(),
            add: if takes_more { base } else { "" }.to_owned(),
            add_label: t.say("files-add"),
        }
    }

    /// Those of a ticket's page. Whoever may only look is shown no way to send any, and an unreadable ticket takes none.
    pub fn of_desk(desk: &Desk<'_>, may_send: bool) -> Self {
        let base = format!("/tickets/{}/files", desk.id);
        let mut files = Self::of(desk.t, desk.ticket, Viewer::Agency, &base);
        if !desk.whole || !may_send {
            files.add.clear();
        }
        files
    }
}

fn has_small(file: &TicketFile) -> bool {
    let kind = Kind::of_media_type(&file.attachment.media_type);
    kind.is_some_and(Kind::has_thumbnail) && !file.attachment.name.is_erased()
}

fn icon(file: &TicketFile) -> &'static str {
    let kind = Kind::of_media_type(&file.attachment.media_type);
    if kind.is_some_and(|kind| kind.is_image() || kind.is_video()) {
        "eye"
    } else {
        "paper"
    }
}

fn detail(t: Language, ticket: &Ticket, viewer: Viewer, file: &TicketFile) -> String {
    let size = size(t, file.attachment.size);
    if viewer != Viewer::Agency {
        let whose = if file.is_by(viewer) {
            "file-own"
        } else {
            "file-from-agency"
        };
        return format!("{size} – {}", t.say(whose));
    }
    let contractor = |assignment| {
        let part = ticket.assignment(assignment);
        part.map_or(ERASED, |part| people::name(&part.contractor.details))
            .to_owned()
    };
    let from = match &file.by {
        Actor::Contractor { assignment } => contractor(*assignment),
        Actor::Requester => t.say("file-from-requester"),
        Actor::Approver { approval } => {
            let known = ticket.approval(*approval);
            let details = known.map(|known| &known.request.approver.person.details);
            details.map_or(ERASED, people::name).to_owned()
        }
        Actor::Staff { .. } | Actor::Timer | Actor::System => t.say("file-from-us"),
    };
    let to = match shown_to(ticket, file) {
        Audience::Nobody if file.by.staff().is_some() => t.say("file-to-nobody"),
        Audience::Nobody => String::new(),
        Audience::Contractors => t.say("file-to-contractors"),
        Audience::Contractor { assignment } => t.with("file-to-one", "who", contractor(assignment)),
    };
    let said = [size, from, to];
    let said = said.into_iter().filter(|part| !part.is_empty());
    said.collect::<Vec<_>>().join(" – ")
}

/// Whomever it was sent to, the signed copy of a quote is shown to whoever gave that quote.
fn shown_to(ticket: &Ticket, file: &TicketFile) -> Audience {
    let is_copy = |part: &&Assignment| {
        let signed = part.offer.as_ref().and_then(|offer| offer.signed);
        signed == Some(file.attachment.id)
    };
    match (file.attachment.to, ticket.assignments.iter().find(is_copy)) {
        (Audience::Nobody, Some(part)) => Audience::Contractor {
            assignment: part.id,
        },
        (to, _) => to,
    }
}

/// In the units that people read: kilobytes up to a million bytes.
fn size(t: Language, bytes: u64) -> String {
    let (unit, n) = if bytes < 1_000_000 {
        ("file-size-kb", bytes.div_ceil(1_000).to_string())
    } else {
        let tenths = bytes / 100_000;
        let point = t.say("decimal-point");
        (
            "file-size-mb",
            format!("{}{point}{}", tenths / 10, tenths % 10),
        )
    };
    text::text(t, unit, &[("n", n)])
}

/// As it is, or small.
#[derive(Clone, Copy)]
enum As {
    Itself,
    Small,
}

async fn given(shelf: Shelf<'_>, file: &str, how: As, held: &IfNoneMatch) -> Shown {
    let given = match how {
        As::Itself => shelf.give(file, held).await,
        As::Small => shelf.give_small(file, held).await,
    };
    Ok(given?)
}

type TwoParts = Path<(String, String)>;

/// `GET /tickets/{id}/files/{file}`
pub async fn of_ticket(app: State<App>, who: Visitor, path: TwoParts, held: IfNoneMatch) -> Shown {
    to_agency(&app, &who, &path.0, As::Itself, &held).await
}

/// `GET /tickets/{id}/files/{file}/small`
pub async fn of_ticket_small(
    app: State<App>,
    who: Visitor,
    path: TwoParts,
    held: IfNoneMatch,
) -> Shown {
    to_agency(&app, &who, &path.0, As::Small, &held).await
}

async fn to_agency(
    app: &App,
    visitor: &Visitor,
    (id, file): &(String, String),
    how: As,
    held: &IfNoneMatch,
) -> Shown {
    let bench = Bench::fetch(app, visitor, ticket_id(id)?).await?;
    let shelf = Shelf::of_agency(app, visitor.agency_id(), &bench.ticket);
    given(shelf, file, how, held).await
}

/// `GET /r/{token}/files/{file}`
pub async fn by_link(
    app: State<App>,
    path: TwoParts,
    headers: HeaderMap,
    held: IfNoneMatch,
) -> Shown {
    to_contractor(&app, &path.0, &headers, As::Itself, &held).await
}

/// `GET /r/{token}/files/{file}/small`
pub async fn by_link_small(
    app: State<App>,
    path: TwoParts,
    headers: HeaderMap,
    held: IfNoneMatch,
) -> Shown {
    to_contractor(&app, &path.0, &headers, As::Small, &held).await
}

async fn to_contractor(
    app: &App,
    (token, file): &(String, String),
    headers: &HeaderMap,
    how: As,
    held: &IfNoneMatch,
) -> Shown {
    let opened = match follow(app, Language::accepted(headers), token, None).await? {
        Found::Open(opened) => opened,
        Found::Gone(page) | Found::Expired(_, page) => return show(StatusCode::GONE, &*page),
    };
    let shelf = Shelf::of_contractor(app, &opened.grant, &opened.ticket);
    given(shelf, file, how, held).await
}

/// `GET /d/{token}/files/{file}`
pub async fn by_requester(
    app: State<App>,
    path: TwoParts,
    headers: HeaderMap,
    held: IfNoneMatch,
) -> Shown {
    to_requester(&app, &path.0, &headers, As::Itself, &held).await
}

/// `GET /d/{token}/files/{file}/small`
pub async fn by_requester_small(
    app: State<App>,
    path: TwoParts,
    headers: HeaderMap,
    held: IfNoneMatch,
) -> Shown {
    to_requester(&app, &path.0, &headers, As::Small, &held).await
}

async fn to_requester(
    app: &App,
    (token, file): &(String, String),
    headers: &HeaderMap,
    how: As,
    held: &IfNoneMatch,
) -> Shown {
    let Some(visit) = follower::follow(app, headers, token).await? else {
        return follower::gone(headers);
    };
    let shelf = Shelf::of_requester(app, &visit.requester);
    given(shelf, file, how, held).await
}
