//! Is the table of states and commands that stands in `docs/states.md` what is decided?
//!
//! It is derived anew from the decisions themselves: every step in every type of ticket where it occurs, everybody who may
//! ask, every command. After a change on purpose: `UPDATE_STATES=1 cargo test -p domain --lib states::`.

mod asked;
mod cell;
mod compare;
mod offered;
mod page;
mod reached;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::examples::names_of;
use super::facts::Fact;
use super::given;
use super::lives::planned;
use super::people::friday;
use crate::ticket::table::{AtStep, InLife, Life, at_step, in_life};
use crate::ticket::*;
use cell::{Cell, Column};
use compare::differences;
use page::{Derived, reasons};
use reached::{TYPES, Whole};

/// An order to two, begun.
pub(super) fn of_several() -> Vec<Fact> {
    reached::life(TicketType::ServiceOrders, StepCode::AwaitingAnswer).unwrap()
}

static DERIVED: LazyLock<Derived> = LazyLock::new(derived);

fn derived() -> Derived {
    let of_each = |of| {
        let at = move |step| (of, step, cell::column(&reached::at_step(of, step)));
        StepCode::ALL.map(at)
    };
    let each: Vec<(TicketType, StepCode, Column)> = TYPES.into_iter().flat_map(of_each).collect();
    let steps = StepCode::ALL.map(|step| {
        let at = each.iter().filter(|(_, at, _)| *at == step);
        (step, cell::merged(at.map(|(_, _, column)| column)))
    });
    let wholes = Whole::ALL.map(|whole| {
        let of = each.iter().filter(|(of, _, _)| whole == Whole::Open(*of));
        let own = cell::column(&whole.standings());
        let all = of.map(|(_, _, column)| column).chain([&own]);
        (whole, cell::merged(all))
    });
    let of_part = examples().into_iter().filter(|it| it.of_part().is_some());
    Derived {
        reasons: reasons(
            steps
                .iter()
                .map(|it| &it.1)
                .chain(wholes.iter().map(|it| &it.1)),
        ),
        steps: steps.into(),
        wholes: wholes.into(),
        commands: names_of::<TicketCommand>(),
        of_part: of_part.map(|it| asked::name(&it)).collect(),
        screen: read("../api/locales/fr/common.ftl"),
    }
}

/// Something of every command.
fn examples() -> Vec<TicketCommand> {
    let ticket = given(planned()).ticket;
    let all = asked::everything(&ticket, friday("18:00"));
    all.into_iter().map(|(command, _)| command).collect()
}

fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[expect(clippy::disallowed_methods, reason = "the page is a file")]
fn read(path: &str) -> String {
    std::fs::read_to_string(file(path)).unwrap_or_default()
}

#[expect(clippy::disallowed_methods, reason = "the page is written on purpose")]
fn write_if_wanted(path: &str, text: &str) {
    if std::env::var_os("UPDATE_STATES").is_some() {
        std::fs::write(file(path), text).unwrap();
    }
}

#[test]
fn the_page_says_what_is_decided() {
    let page = DERIVED.page();
    write_if_wanted("../docs/states.md", &page);
    let differ = differences(&read("../docs/states.md"), &page);
    assert!(
        differ.is_empty(),
        "docs/states.md does not say what is decided:\n{}\nrun\n  UPDATE_STATES=1 cargo test -p domain --lib states::\nand look at the difference",
        differ.join("\n")
    );
}

/// serde knows every name: a command without an example is found here, whoever forgets it.
#[test]
fn every_command_is_asked() {
    let asked: BTreeSet<String> = examples().iter().map(asked::name).collect();
    let all: BTreeSet<String> = names_of::<TicketCommand>()
        .into_iter()
        .map(str::to_owned)
        .collect();
    assert_eq!(asked, all);
}

/// Columns are found by the place of a step.
#[test]
fn steps_stand_in_the_order_of_their_declaration() {
    for (place, step) in StepCode::ALL.into_iter().enumerate() {
        assert_eq!(step as usize, place);
    }
    assert_eq!(names_of::<StepCode>(), StepCode::ALL.map(StepCode::code));
}

/// A cell that lets something pass which never leads to anything would be a promise nobody keeps.
#[test]
fn what_the_table_of_steps_says_is_what_comes_of_it() {
    for (step, column) in &DERIVED.steps {
        for command in examples() {
            let Some((_, asked)) = command.of_part() else {
                continue;
            };
            let cell = &column[&asked::name(&command)];
            let expected = match at_step(asked, *step) {
                AtStep::Decided => (true, cell.holds, false),
                AtStep::OnceMore => (false, true, true),
                AtStep::Holds => (false, true, false),
                AtStep::Refused => (false, false, true),
            };
            let found = (!cell.acts.is_empty(), cell.holds, only_the_step(cell));
            assert_eq!(found, expected, "{asked:?} at {step:?}");
        }
    }
}

fn only_the_step(cell: &Cell) -> bool {
    let codes: Vec<&str> = cell.refused().iter().map(|why| why.0).collect();
    cell.acts.is_empty() && codes == ["step_does_not_allow"]
}

#[test]
fn what_the_table_of_lives_says_is_what_comes_of_it() {
    for (whole, column) in &DERIVED.wholes {
        let life = match whole {
            Whole::Unopened => Life::Unopened,
            Whole::Pending => Life::Pending,
            Whole::Open(_) => Life::Open,
            Whole::Closed => Life::Closed,
            Whole::Dismissed => Life::Dismissed,
        };
        for command in examples() {
            let cell = &column[&asked::name(&command)];
            let refused: Vec<&str> = cell.refused().iter().map(|why| why.0).collect();
            match in_life(&command, life) {
                // On one type or another; which, the page says.
                InLife::Decided if life == Life::Open => {}
                InLife::Decided => assert!(!cell.acts.is_empty() || cell.holds, "{command:?}"),
                InLife::Holds => assert!(cell.acts.is_empty() && cell.holds, "{command:?}"),
                InLife::Refused(why) | InLife::NotNow(why) => {
                    assert!(cell.acts.is_empty() && !cell.holds, "{command:?}");
                    assert_eq!(refused, [why.code()], "{command:?}");
                }
            }
        }
    }
}
