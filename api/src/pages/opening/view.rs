//! What does the page ask that opens a service order?

use askama::Template;

use crate::pages::field::{Choice, Field, Summary};
use crate::pages::frame::{Frame, State};
use crate::pages::say::Say;
use crate::text::Language;

#[derive(Template)]
#[template(path = "opening/opening.html")]
pub struct OpeningPage<'p> {
    pub t: Language,
    pub frame: Frame,
    pub key: String,
    /// Where it is sent.
    pub action: String,
    /// The client's request that it makes a ticket of.
    pub asked: Option<AskedView>,
    /// What follows from what was entered, of which that of the mission chosen is shown.
    pub kind_of_order: String,
    pub kind_of_quote: String,
    pub mission: Field,
    pub summary: Summary<'p>,
    // What and where.
    pub module: Field,
    pub property_search: Field,
    pub properties: Vec<Choice>,
    pub property_none: String,
    pub property_error: String,
    /// Tickets in progress on the chosen property: one of them may be about the same problem.
    pub others: Vec<OpenTicket>,
    pub requester_name: Field,
    pub requester_email: Field,
    pub requester_phone: Field,
    pub source: Field,
    pub requested_on: Field,
    pub requested_at: Field,
    // The problem.
    pub subject: Field,
    pub description: Field,
    pub original: Field,
    pub original_typed: bool,
    // Who.
    pub trade: Field,
    pub contractor_search: Field,
    pub contractors: Vec<Choice>,
    pub contractor_error: String,
    pub contractor_name: Field,
    pub contractor_email: Field,
    pub contractor_phone: Field,
    pub channels: Field,
    pub instructions: Field,
    /// How many more there are, and the fields of each.
    pub others_asked: usize,
    pub others_full: bool,
    pub other_contractors: Vec<(String, Vec<Field>)>,
    // Who is told, and when we ask again.
    pub site_contact_typed: bool,
    pub site_contact_name: Field,
    pub site_contact_email: Field,
    pub site_contact_phone: Field,
    pub site_contact_comment: Field,
    pub site_contact_channels: Field,
    pub watchers: Vec<WatcherFields>,
    /// Shown of quotes only.
    pub quote_days: Field,
    pub quote_times: Field,
    pub invoice_days: Field,
    pub invoice_times: Field,
    pub visit_hours: Field,
    pub options: Field,
    // What is sent along.
    pub files: Field,
    pub files_to: Field,
}

pub struct WatcherFields {
    pub title: String,
    pub open: bool,
    pub name: Field,
    pub email: Field,
    pub phone: Field,
    pub channels: Field,
}

/// A client's request, as far as it stays as it is.
pub struct AskedView {
    /// The ticket's page.
    pub href: String,
    pub number: String,
    pub who: String,
    pub email: String,
    pub phone: String,
    pub on: String,
    pub original: String,
    /// What the other decision is called.
    pub dismiss: String,
}

/// A ticket in progress on the same property.
pub struct OpenTicket {
    pub href: String,
    pub number: String,
    pub subject: String,
    pub state: State,
}
