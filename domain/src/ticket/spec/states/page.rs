//! How is it written down? The page of `docs/`, from what was derived.

use std::collections::BTreeSet;

use super::super::given;
use super::cell::{Cell, Column, Why};
use super::reached::{Whole, life, types_with};
use crate::ticket::*;

/// All that was derived.
pub(super) struct Derived {
    /// Of each step, in the order of `StepCode::ALL`.
    pub(super) steps: Vec<(StepCode, Column)>,
    pub(super) wholes: Vec<(Whole, Column)>,
    /// Every refusal that a cell tells of, by its number less one.
    pub(super) reasons: Vec<Why>,
    /// Commands in the order of their declaration.
    pub(super) commands: Vec<&'static str>,
    /// Those to one contractor's part.
    pub(super) of_part: BTreeSet<String>,
    /// The French catalogue of the screens.
    pub(super) screen: String,
}

const INTRODUCTION: &str = include_str!("introduction.md");

impl Derived {
    pub(super) fn page(&self) -> String {
        let [asked, visited] = [0..9, 9..StepCode::ALL.len()].map(|range| &self.steps[range]);
        [
            INTRODUCTION.trim_end().to_owned(),
            section("The steps of a contractor's part", &self.names_of_steps()),
            section(
                "Until the answer, and until the quote is decided on",
                &self.at_steps(asked),
            ),
            section("From the visit on", &self.at_steps(visited)),
            section("Where each step leads", &self.ways()),
            section("The ticket as a whole", &self.of_wholes()),
            section("What is recorded", &self.facts()),
            section("Refusals", &self.legend()),
        ]
        .join("\n\n")
            + "\n"
    }

    fn names_of_steps(&self) -> Vec<Vec<String>> {
        let head = ["step", "on screen", "occurs on", "over", "blue"];
        let rows = StepCode::ALL.map(|step| {
            let types = types_with(step);
            let ticket = given(life(types[0], step).unwrap()).ticket;
            let yes = |it: bool| if it { "yes" } else { "" }.to_owned();
            vec![
                code(step.code()),
                self.on_screen(step.code()),
                acronyms(&types).join(", "),
                yes(step.is_final()),
                yes(ticket.urgency() == Urgency::MustAct),
            ]
        });
        table(&head, rows)
    }

    /// Commands to one part, and others that it matters to where the part stands.
    fn at_steps(&self, steps: &[(StepCode, Column)]) -> Vec<Vec<String>> {
        let head: Vec<String> = steps.iter().map(|(step, _)| code(step.code())).collect();
        let cells = |name: &str, among: &[(StepCode, Column)]| -> Vec<String> {
            let of = |(step, column): &(StepCode, Column)| {
                self.cell(&column[name], &acronyms(&types_with(*step)))
            };
            among.iter().map(of).collect()
        };
        let matters = |name: &&&str| {
            let distinct: BTreeSet<String> = cells(name, &self.steps).into_iter().collect();
            self.of_part.contains(**name) || distinct.len() > 1
        };
        let rows = self.commands.iter().filter(matters);
        let rows = rows.map(|name| [vec![code(name)], cells(name, steps)].concat());
        let head: Vec<&str> = ["command"]
            .into_iter()
            .chain(head.iter().map(String::as_str))
            .collect();
        table(&head, rows)
    }

    /// To which step the part comes by which command.
    fn ways(&self) -> Vec<Vec<String>> {
        let head = ["step", "leads to", "by"];
        let mut rows = vec![];
        for (step, column) in &self.steps {
            for next in StepCode::ALL.into_iter().filter(|next| next != step) {
                let leads = |name: &&&str| column[**name].leads_to.contains(next.code());
                let by: Vec<String> = self
                    .commands
                    .iter()
                    .filter(leads)
                    .map(|it| code(it))
                    .collect();
                if !by.is_empty() {
                    rows.push(vec![code(step.code()), code(next.code()), by.join(", ")]);
                }
            }
        }
        table(&head, rows)
    }

    fn of_wholes(&self) -> Vec<Vec<String>> {
        let names = self.wholes.iter().map(|(whole, _)| self.called(*whole));
        let head: Vec<String> = ["command".to_owned()].into_iter().chain(names).collect();
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        let rows = self.commands.iter().map(|name| {
            let of =
                |(whole, column): &(Whole, Column)| self.cell(&column[*name], &types_of(*whole));
            let cells = self.wholes.iter().map(of).collect();
            [vec![code(name)], cells].concat()
        });
        table(&head, rows)
    }

    fn facts(&self) -> Vec<Vec<String>> {
        let rows = self.commands.iter().map(|name| {
            let columns = self.wholes.iter().map(|(_, column)| column);
            let facts: BTreeSet<&str> = columns
                .flat_map(|it| it[*name].facts.iter().copied())
                .collect();
            let facts: Vec<String> = facts.into_iter().map(code).collect();
            vec![code(name), facts.join(", ")]
        });
        table(&["command", "facts that it may lead to"], rows)
    }

    fn legend(&self) -> Vec<Vec<String>> {
        let rows = self.reasons.iter().enumerate();
        let rows =
            rows.map(|(nth, (name, words))| vec![(nth + 1).to_string(), code(name), words.clone()]);
        table(&["", "code", "rule"], rows)
    }

    /// `M C (ODS) 3`: by whom, on which types if not on all of these, and why it is refused sometimes.
    fn cell(&self, cell: &Cell, all_types: &[&str]) -> String {
        let mut words: Vec<String> = vec![];
        for (who, types) in &cell.acts {
            words.push(who.letter().to_string());
            let some: Vec<&str> = all_types
                .iter()
                .copied()
                .filter(|it| types.contains(it))
                .collect();
            if some.len() < all_types.len() {
                words.push(format!("({})", some.join(", ")));
            }
        }
        if words.is_empty() {
            words.push(if cell.holds { "=" } else { "·" }.to_owned());
        }
        let number = |why: &Why| {
            self.reasons
                .iter()
                .position(|known| known == why)
                .map(|nth| nth + 1)
        };
        let refused = cell.refused();
        let numbers: Vec<String> = refused
            .iter()
            .filter_map(number)
            .map(|it| it.to_string())
            .collect();
        if !numbers.is_empty() {
            words.push(format!("<sup>{}</sup>", numbers.join(" ")));
        }
        words.join(" ")
    }

    fn called(&self, whole: Whole) -> String {
        match whole {
            Whole::Unopened => "not opened yet".to_owned(),
            Whole::Pending => format!("`?` {}", self.on_screen("pending")),
            Whole::Open(of) => of.acronym().to_owned(),
            Whole::Closed => format!("`closed` {}", self.on_screen("closed")),
            Whole::Dismissed => format!("`dismissed` {}", self.on_screen("dismissed")),
        }
    }

    /// What the screen calls a status.
    fn on_screen(&self, status: &str) -> String {
        let key = format!("status-{status} = ");
        let mut lines = self.screen.lines();
        let words = lines.find_map(|line| line.strip_prefix(&key));
        words
            .unwrap_or_else(|| panic!("no {key} in the catalogue"))
            .to_owned()
    }
}

/// Every refusal that one of these tells of, except that of the step, which has a sign of its own.
pub(super) fn reasons<'a>(columns: impl Iterator<Item = &'a Column>) -> Vec<Why> {
    let cells = columns.flat_map(Column::values);
    let all: BTreeSet<Why> = cells.flat_map(Cell::refused).collect();
    all.into_iter().filter(|why| why.0 != STEP).collect()
}

/// The sign `·` says it.
const STEP: &str = "step_does_not_allow";

/// On one whole ticket there is one type, or none: nothing to tell apart.
fn types_of(whole: Whole) -> Vec<&'static str> {
    match whole {
        Whole::Open(of) => vec![of.acronym()],
        Whole::Unopened | Whole::Pending | Whole::Closed | Whole::Dismissed => vec![],
    }
}

fn acronyms(types: &[TicketType]) -> Vec<&'static str> {
    types.iter().map(|of| of.acronym()).collect()
}

fn code(name: &str) -> String {
    format!("`{name}`")
}

fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Vec<Vec<String>> {
    let head = head.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let line = vec!["---".to_owned(); head.len()];
    [head, line].into_iter().chain(rows).collect()
}

fn section(title: &str, rows: &[Vec<String>]) -> String {
    let lines = rows.iter().map(|row| format!("| {} |", row.join(" | ")));
    format!("## {title}\n\n{}", lines.collect::<Vec<_>>().join("\n"))
}
