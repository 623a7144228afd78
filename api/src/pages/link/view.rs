//! What does whoever holds a personal link see? No script, and nothing that another link would show.

use askama::Template;

use crate::pages::field::Field;
use crate::pages::files::Files;
use crate::pages::form::Form;
use crate::pages::say::Say;
use crate::text::Language;

#[derive(Clone, Debug, Default)]
pub struct AgencyView {
    pub name: String,
    pub phone: String,
    pub phone_href: String,
}

#[derive(Template)]
#[template(path = "link/order.html")]
pub struct OrderPage {
    pub t: Language,
    pub agency: AgencyView,
    /// What is asked, with its number.
    pub number: String,
    pub subject: String,
    pub property: String,
    pub address: String,
    pub map: String,
    /// The visit as agreed on; empty where there is none.
    pub slot: String,
    /// What was just recorded; empty on a first look.
    pub thanks: String,
    pub question: String,
    pub lead: String,
    pub answers: Vec<Answer>,
    pub calendar: String,
    pub corrections: Vec<Answer>,
    pub description: String,
    pub instructions: String,
    pub files: Files,
    pub people: Vec<PersonView>,
    pub invoice_to: String,
    pub message: String,
    pub receipt: String,
    pub exchanges: Vec<Exchange>,
}

pub struct Answer {
    pub href: String,
    pub label: String,
    pub main: bool,
}

#[derive(Default)]
pub struct PersonView {
    pub title: String,
    pub name: String,
    pub phone: String,
    pub phone_href: String,
    pub note: String,
}

pub struct Exchange {
    pub side: &'static str,
    pub when: String,
    pub who: String,
    pub title: String,
    pub text: String,
}

#[derive(Template)]
#[template(path = "link/answer.html")]
pub struct AnswerPage<'p> {
    pub t: Language,
    pub agency: AgencyView,
    /// What the way back is called.
    pub back: String,
    /// What is answered, with its number.
    pub number: String,
    pub subject: String,
    pub form: Form<'p>,
}

/// The link shows nothing any more.
#[derive(Template)]
#[template(path = "link/gone.html")]
pub struct GonePage {
    pub t: Language,
    pub agency: AgencyView,
    pub title: String,
    pub text: String,
    pub renew: Option<Renew>,
}

/// How a new link can be asked for.
pub struct Renew {
    pub action: String,
    pub how: Field,
}
