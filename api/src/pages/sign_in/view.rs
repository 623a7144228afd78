//! What does the sign-in page show?

use askama::Template;

use crate::pages::field::Field;
use crate::pages::frame::Frame;
use crate::pages::say::Say;
use crate::text::Language;

#[derive(Template)]
#[template(path = "session/sign_in.html")]
pub struct SignInPage {
    pub t: Language,
    pub frame: Frame,
    /// Where to go afterwards; always an address of our own.
    pub next: String,
    pub failure: String,
    pub email: Field,
    pub password: Field,
}
