//! Is somebody who was erased found nowhere, and does everything else stay?

mod aftermath;
mod everywhere;
mod life;
mod requests;
mod words;
