//! What stands on the approver's page? No script, and of the ticket only what the decision is about.

use askama::Template;

use crate::pages::form::Form;
use crate::pages::link::view::AgencyView;
use crate::pages::say::Say;
use crate::text::Language;

#[derive(Template)]
#[template(path = "approve/approve.html")]
pub struct ApprovePage<'p> {
    pub t: Language,
    pub agency: AgencyView,
    pub number: String,
    pub subject: String,
    pub description: String,
    pub property: String,
    pub address: String,
    /// What was just recorded; empty on a first look.
    pub thanks: String,
    /// How it was decided, or that it need not be any more; empty while it is open.
    pub state: String,
    /// What the agency wrote beside the question.
    pub comment: String,
    pub threshold: String,
    pub offers: Vec<OfferView>,
    pub form: Option<Form<'p>>,
}

/// One of the quotes to choose from.
pub struct OfferView {
    /// As the form sends it.
    pub value: String,
    pub who: String,
    pub trade: String,
    pub amount: String,
    pub when: String,
    pub file: String,
    /// It can be shown in the page itself.
    pub picture: bool,
}
