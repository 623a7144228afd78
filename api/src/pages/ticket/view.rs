//! What does a ticket's page show?

use askama::Template;

use crate::pages::files::Files;
use crate::pages::form::Form;
use crate::pages::frame::{Frame, State};
use crate::pages::say::Say;
use crate::text::Language;

#[derive(Template)]
#[template(path = "ticket/ticket.html")]
pub struct TicketPage {
    pub t: Language,
    pub frame: Frame,
    pub id: String,
    /// A fresh command key for the page's own small forms.
    pub key: String,
    pub kind: String,
    pub number: String,
    pub state: State,
    pub closed: bool,
    /// Whoever looks may also act.
    pub may_act: bool,
    /// Subject and description can be edited here.
    pub amendable: bool,
    pub silent: bool,
    /// Why nothing is done about the client's request; empty if it was not dismissed.
    pub dismissed: String,
    pub attention: Vec<String>,
    /// It is shown as it was before an event that cannot be read.
    pub unreadable: bool,
    /// Background work does not follow this ticket at present.
    pub set_aside: Option<SetAside>,
    pub opened: String,
    pub property: String,
    pub address: String,
    pub map: String,
    pub subject: String,
    pub description: String,
    pub original: String,
    pub facts: Vec<Fact>,
    pub figures: Vec<Fact>,
    pub next: Next,
    /// Of an order to several contractors: each with what can be done.
    pub parts: Vec<PartCard>,
    pub groups: Vec<Group>,
    pub parties: Vec<Party>,
    pub timers: Vec<Upcoming>,
    pub files: Files,
    /// Only one party's exchanges are shown.
    pub filtered: bool,
    pub days: Vec<Day>,
    /// Some message is on its way: what becomes of it is no fact of the ticket, so the page asks again by itself.
    pub pending: bool,
}

/// What does not happen, since when.
pub struct SetAside {
    pub since: String,
    pub effects: Vec<String>,
}

#[derive(Default)]
pub struct Fact {
    pub label: String,
    pub value: String,
    /// Where it can be changed; empty if nowhere.
    pub href: String,
}

/// Something that can be done, on a page of its own.
#[derive(Clone, Debug)]
pub struct Link {
    pub href: String,
    pub icon: &'static str,
    pub label: String,
    pub grave: bool,
    /// Too large for the panel: it has a whole page.
    pub whole_page: bool,
}

/// The next step: what is going on, and the one main button if there is something to do.
pub struct Next {
    pub hint: String,
    pub link: Option<Link>,
    /// Of two decisions the other one.
    pub other: Option<Link>,
}

/// One contractor's part of several.
pub struct PartCard {
    pub name: String,
    pub state: State,
    /// When they come, if that is known; before, what they would do it for.
    pub visit: String,
    pub hint: String,
    pub link: Option<Link>,
    pub groups: Vec<Group>,
}

pub struct Group {
    pub title: String,
    pub links: Vec<Link>,
}

#[derive(Default)]
pub struct Party {
    pub title: String,
    pub name: String,
    pub detail: String,
    /// Where a contractor's part stands.
    pub step: String,
    pub phone: String,
    pub phone_href: String,
    pub email: String,
    pub sms: bool,
    pub mailed: bool,
    pub note: String,
    pub href: String,
    /// Where a message to them is written; empty where none can go.
    pub write: String,
    pub write_label: String,
    pub filter: String,
    pub filter_label: String,
}

pub struct Upcoming {
    pub icon: &'static str,
    pub what: String,
    pub when: String,
    pub why: String,
    pub href: String,
    pub label: String,
}

pub struct Day {
    pub label: String,
    pub entries: Vec<Entry>,
}

/// One fact of the log, as people read it.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// `in`: what came in. `out`: what we did. `out inner`: never seen outside.
    pub side: &'static str,
    pub icon: &'static str,
    pub urgent: bool,
    pub time: String,
    pub author: String,
    pub about: String,
    pub title: String,
    pub text: String,
    /// Cleaned when it was written; shown as it is.
    pub html: String,
    pub sent: Vec<Sent>,
}

/// What became of a message.
#[derive(Clone, Debug)]
pub struct Sent {
    /// `went`, `failed`, `kept` or nothing.
    pub tone: &'static str,
    pub icon: &'static str,
    pub text: String,
    /// Not settled yet.
    pub pending: bool,
}

#[derive(Template)]
#[template(path = "ticket/action.html")]
pub struct ActionPage<'p> {
    pub t: Language,
    pub frame: Frame,
    pub id: String,
    pub kind: String,
    pub number: String,
    pub subject: String,
    pub form: Form<'p>,
}
