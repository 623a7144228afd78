//! What does a requester see? No script, and nothing that concerns somebody else.

use askama::Template;

use crate::pages::files::Files;
use crate::pages::link::view::{AgencyView, Exchange};
use crate::pages::say::Say;
use crate::text::Language;

#[derive(Template)]
#[template(path = "follow/follow.html")]
pub struct FollowPage {
    pub t: Language,
    pub agency: AgencyView,
    pub number: String,
    pub subject: String,
    pub property: String,
    pub address: String,
    /// A message was just recorded.
    pub thanks: String,
    /// Where it stands, in a word.
    pub state: String,
    pub lead: String,
    /// Why nothing is done about it; empty if something is.
    pub reason: String,
    pub steps: Vec<StepView>,
    pub asked_on: String,
    /// In the requester's own words.
    pub description: String,
    /// Where to write to the agency; empty once it is over.
    pub message: String,
    /// Where something else can be asked for.
    pub again: String,
    /// What the requester sent.
    pub files: Files,
    pub exchanges: Vec<Exchange>,
}

pub struct StepView {
    pub label: String,
    pub when: String,
    pub reached: bool,
}
