//! What does every handler have at hand?

use std::ops::Deref;
use std::sync::Arc;

/// Everything that a request may need, shared by all of them. Cloning it costs one reference count.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The pieces of an [`App`], put together by the role that starts it.
pub struct Parts {
    pub web: WebSettings,
}

/// How the outside sees this process.
#[derive(Clone, Debug)]
pub struct WebSettings {
    /// Where people reach the pages, without a slash at the end: `https://tickets.example.fr`.
    pub public_url: String,
}

impl App {
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
