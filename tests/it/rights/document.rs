//! Can a reader look up who may do what? `docs/rights.md` is written from the expectations, never by hand:
//! `UPDATE_RIGHTS=1 cargo nextest run -p tests rights::`.

use std::fmt::Write as _;
use std::path::Path;

use super::callers::Caller;
use super::expected::{Door, Kind, Outcome};
use super::kinds::KINDS;

#[test]
fn the_document_says_what_is_expected() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rights.md");
    let written = document();
    if std::env::var_os("UPDATE_RIGHTS").is_some() {
        std::fs::write(&file, &written).expect("a writable repository");
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        written == committed,
        "{} does not say who may do what; run\n  UPDATE_RIGHTS=1 cargo nextest run -p tests rights::\nand look at the difference",
        file.display()
    );
}

fn document() -> String {
    let mut text = "\
# Who may do what

Every operation of the API (`/api/v1`) and every kind of caller. Written from `tests/it/rights/kinds.rs`, each pair of which is asked of
the running product on both databases. An operation that is in none of the kinds fails the tests.

| | |
| --- | --- |
| yes | it is done, or shown |
| own | it is done or shown, but of what is the caller's own: nothing of the ticket or the agency in question is told or changed |
| 401 | who are you? |
| 403 | not you |
| 404 | there is nothing here, or nothing for you; which of both, nobody is told |
| 422 | what the body names is not there |

An assistant's rights are the agency's settings. A token can do what its owner may and its scopes say; those of the scopes' rows belong to
somebody who is manager and administrator. A requester has no account and comes by the personal link.

"
    .to_owned();
    for kind in KINDS {
        of_kind(kind, &mut text);
    }
    whole(&mut text);
    text
}

fn of_kind(kind: &Kind, text: &mut String) {
    let _ = writeln!(text, "## {}\n\n{}\n", capital(kind.name), kind.means);
    for operation in kind.operations {
        let _ = writeln!(text, "- `{operation}`");
    }
    let _ = writeln!(text, "\nBy {}.\n", door(kind.door));
}

fn whole(text: &mut String) {
    text.push_str("## Everybody\n\n| |");
    for kind in KINDS {
        let _ = write!(text, " {} |", kind.name);
    }
    let _ = writeln!(text, "\n| --- |{}", " --- |".repeat(KINDS.len()));
    for caller in Caller::all() {
        let _ = write!(text, "| {} |", caller.name());
        for kind in KINDS {
            let _ = write!(text, " {} |", mark(kind.expects(caller)));
        }
        text.push('\n');
    }
}

fn door(door: Door) -> &'static str {
    match door {
        Door::Open => "nothing: anybody may",
        Door::Account => "the token or the session of somebody of the agency",
        Door::Contractors => "the contractor's personal link in the address",
        Door::Approvers => "the approver's personal link in the address",
        Door::Requesters => "the requester's personal link in the address",
        Door::Gateway => "the token of the settings in the address",
    }
}

fn mark(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "yes",
        Outcome::Elsewhere => "own",
        Outcome::Unknown => "401",
        Outcome::Forbidden => "403",
        Outcome::NotThere => "404",
        Outcome::Unacceptable => "422",
    }
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|it| it.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
