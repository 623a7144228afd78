//! What becomes of one command in one state? Asked of the decision itself, by everybody, in every circumstance.

use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

use super::super::given;
use super::super::people::*;
use super::super::quote_lives::approver;
use super::asked::{everything, name};
use super::reached::Standing;
use crate::actor::Actor;
use crate::ids::CommandId;
use crate::metadata::CommandContext;
use crate::ticket::*;

/// A refusal by its code, with its reason in words.
pub(super) type Why = (&'static str, String);

/// One who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    Agency,
    Contractor,
    Approver,
    Requester,
    Machinery,
}

impl Who {
    pub(super) const ALL: [Self; 5] = [
        Self::Agency,
        Self::Contractor,
        Self::Approver,
        Self::Requester,
        Self::Machinery,
    ];

    pub(super) fn letter(self) -> char {
        match self {
            Self::Agency => 'M',
            Self::Contractor => 'C',
            Self::Approver => 'A',
            Self::Requester => 'R',
            Self::Machinery => 'T',
        }
    }

    fn actor(self) -> Actor {
        match self {
            Self::Agency => manager(),
            Self::Contractor => plumber(),
            Self::Approver => approver(),
            Self::Requester => Actor::Requester,
            Self::Machinery => Actor::Timer,
        }
    }
}

/// What was answered, over all circumstances of a state.
#[derive(Default)]
pub(super) struct Cell {
    /// By whom it led to facts, on which types of ticket.
    pub(super) acts: BTreeMap<Who, BTreeSet<&'static str>>,
    /// The step of the plumber's part afterwards.
    pub(super) leads_to: BTreeSet<&'static str>,
    pub(super) facts: BTreeSet<&'static str>,
    pub(super) holds: bool,
    refused: BTreeMap<Who, BTreeSet<Why>>,
}

impl Cell {
    /// Why it is refused of those who may do it here at another time; where nobody may, of anybody whose business it is.
    pub(super) fn refused(&self) -> BTreeSet<Why> {
        let concerned = |who: &Who| self.acts.is_empty() || self.acts.contains_key(who);
        let mut reasons: BTreeSet<Why> = self
            .refused
            .iter()
            .filter(|(who, _)| concerned(who))
            .flat_map(|(_, reasons)| reasons.iter().cloned())
            .collect();
        let telling = |why: &Why| why.0 != "actor_not_allowed";
        if self.holds || !self.acts.is_empty() || reasons.iter().any(telling) {
            reasons.retain(telling);
        }
        reasons
    }
}

/// Each command's cell by its name.
pub(super) type Column = BTreeMap<String, Cell>;

/// Everybody asks everything of tickets that stand like this.
pub(super) fn column(standings: &[Standing]) -> Column {
    let mut column = Column::new();
    for standing in standings {
        let ticket = given(standing.so_far.clone()).ticket;
        for (command, at) in everything(&ticket, standing.now) {
            let cell = column.entry(name(&command)).or_default();
            for who in Who::ALL {
                cell.take(who, &ticket, &command, at);
            }
        }
    }
    column
}

/// What comes of it in all of them.
pub(super) fn merged<'a>(columns: impl IntoIterator<Item = &'a Column>) -> Column {
    let mut all = Column::new();
    for (name, cell) in columns.into_iter().flatten() {
        all.entry(name.clone()).or_default().add(cell);
    }
    all
}

impl Cell {
    fn take(&mut self, who: Who, ticket: &Ticket, command: &TicketCommand, at: DateTime<Utc>) {
        let by = who.actor();
        let context = CommandContext::new(CommandId::new(id(0xC0)), by.clone(), at);
        match ticket.decide(command, &context) {
            Ok(events) if events.is_empty() => self.holds = true,
            Ok(events) => {
                let of = ticket.ticket_type().map_or("", TicketType::acronym);
                self.acts.entry(who).or_default().insert(of);
                self.facts.extend(events.iter().map(TicketEvent::name));
                let after = after(ticket, &events, &Stamp { at, by });
                let part = after.assignment(PLUMBER);
                self.leads_to
                    .extend(part.map(|part| part.step_code().code()));
            }
            Err(refusal) => {
                let words = refusal.to_string();
                let rule = words
                    .split_once(':')
                    .map_or(words.as_str(), |(rule, _)| rule);
                let reasons = self.refused.entry(who).or_default();
                reasons.insert((refusal.code(), rule.to_owned()));
            }
        }
    }

    fn add(&mut self, other: &Self) {
        for (who, types) in &other.acts {
            self.acts.entry(*who).or_default().extend(types);
        }
        for (who, reasons) in &other.refused {
            self.refused
                .entry(*who)
                .or_default()
                .extend(reasons.iter().cloned());
        }
        self.leads_to.extend(&other.leads_to);
        self.facts.extend(&other.facts);
        self.holds |= other.holds;
    }
}

fn after(ticket: &Ticket, events: &[TicketEvent], stamp: &Stamp) -> Ticket {
    let mut ticket = ticket.clone();
    for event in events {
        ticket.evolve(event, stamp);
    }
    ticket
}
