//! How is one file chosen? Among those of whoever looks at the form, or among those that are on the ticket already.

use domain::ticket::{Ticket, Viewer};

use super::batch::ONE;
use crate::pages::field::{Choice, Field, Maker};
use crate::pages::say::Say;

/// The field `<name>.file`, whose file becomes the `name`; and `name` itself, where they may have sent it before.
pub fn one(
    make: &Maker<'_>,
    ticket: &Ticket,
    viewer: Viewer,
    name: &str,
    label: &str,
) -> Vec<Field> {
    let mut chosen = make.file(&format!("{name}{ONE}"), label);
    let theirs = ticket
        .files_for(viewer)
        .filter(|file| viewer == Viewer::Agency || file.is_by(viewer));
    let files = theirs.map(|file| {
        let called = file.attachment.name.get();
        let called = called.map_or_else(String::new, ToString::to_string);
        Choice::new(file.attachment.id.to_string(), called)
    });
    let files: Vec<Choice> = files.collect();
    if files.is_empty() {
        if chosen.error.is_empty() {
            chosen.error = make.problems.of(name).unwrap_or_default().to_owned();
        }
        return vec![make.optional(chosen)];
    }
    let none = Choice::new("", make.t.say("field-no-file"));
    let choices = [none].into_iter().chain(files).collect();
    vec![
        make.optional(chosen),
        make.optional(make.select(name, "field-known-file", choices)),
    ]
}
