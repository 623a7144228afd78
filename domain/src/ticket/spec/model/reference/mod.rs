//! What should a ticket be, according to the specification? A small state of its own, written from the
//! specification's tables and from nothing that the product computes: names of steps, types and deadlines are shared,
//! rules are not.

mod acts;
mod approval;
mod colour;
mod heard;
mod invoice;
mod order;
mod part;
mod quote;
mod rights;
mod timers;
mod told;
mod whole;
mod words;

use super::act::{Act, Move, Policy};
use super::cast::{Part, Party, Who};
use super::world::World;
use crate::ticket::{Module, StepCode, TicketType, TimerKind};
use chrono::{DateTime, Duration, Utc};
pub(super) use heard::Heard;
pub(super) use part::PartState;
use rights::{is_machinery, waits_for_nobody};

/// What comes of asking for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Done,
    /// It holds already.
    Nothing,
    Refused(Why),
}

/// The stable code of a refusal, with the step that it must name where it is the step's fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Why {
    pub(super) code: &'static str,
    pub(super) step: Option<StepCode>,
}

pub(super) type Ruled = Result<Outcome, Why>;

/// A refusal by any rule but the step's.
pub(super) fn no<T>(code: &'static str) -> Result<T, Why> {
    Err(Why { code, step: None })
}

pub(super) fn not_at<T>(step: StepCode) -> Result<T, Why> {
    let code = "step_does_not_allow";
    Err(Why {
        code,
        step: Some(step),
    })
}

pub(super) fn unless(already: bool) -> Outcome {
    if already {
        Outcome::Nothing
    } else {
        Outcome::Done
    }
}

/// What calls for the manager's eyes, whatever the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Unread(Party),
    Undeliverable,
    Exhausted(Part),
    Trouble(Part),
    QuoteNecessary(Part),
}

/// How far a client's request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Request {
    None,
    Pending,
    Dismissed,
    Validated,
}

/// A request to somebody to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asking {
    pub(super) whom: super::world::Decider,
    pub(super) about: Vec<Part>,
    pub(super) decided: bool,
}

/// A file, who sent it and to whom it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct File {
    pub(super) nth: u8,
    pub(super) by: Who,
    pub(super) shown: super::act::Shown,
}

/// A deadline that is armed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Due {
    pub(super) at: DateTime<Utc>,
    pub(super) part: Part,
    pub(super) kind: TimerKind,
}

/// A deadline that came while time went by, and which reminder of how many it was, if it was one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fired {
    pub(super) at: DateTime<Utc>,
    pub(super) due: Due,
    pub(super) reminder: Option<(u8, u8)>,
}

/// The ticket as the specification has it.
#[derive(Clone)]
pub(super) struct Reference {
    pub(super) world: World,
    pub(super) now: DateTime<Utc>,
    /// None before it is opened.
    pub(super) kind: Option<TicketType>,
    pub(super) request: Request,
    pub(super) closed: bool,
    pub(super) reopened_at: Option<DateTime<Utc>>,
    pub(super) silent: bool,
    pub(super) parts: Vec<PartState>,
    pub(super) askings: Vec<Asking>,
    pub(super) calls: Vec<Call>,
    pub(super) files: Vec<File>,
    pub(super) policy: Policy,
    pub(super) site_contact: bool,
    pub(super) watchers: u8,
    pub(super) subject: u8,
    pub(super) colleague_manages: bool,
    /// What came of the last move, which deadlines came before it, and who heard of all that.
    pub(super) outcome: Outcome,
    pub(super) fired: Vec<Fired>,
    pub(super) heard: Vec<Heard>,
}

impl Reference {
    pub(super) fn new(world: World) -> Self {
        Self {
            world,
            now: super::super::people::monday("09:00"),
            kind: None,
            request: Request::None,
            closed: false,
            reopened_at: None,
            silent: false,
            parts: vec![],
            askings: vec![],
            calls: vec![],
            files: vec![],
            policy: Policy::Usual,
            site_contact: true,
            watchers: 1,
            subject: 0,
            colleague_manages: false,
            outcome: Outcome::Nothing,
            fired: vec![],
            heard: vec![],
        }
    }

    /// Time goes by, then somebody acts. A refusal changes nothing.
    pub(super) fn after(mut self, step: &Move) -> Self {
        self.pass(step.after_minutes, step.outage);
        let mut next = self.clone();
        self.outcome = match next.judge(step.who, step.act) {
            Ok(Outcome::Done) => {
                next.outcome = Outcome::Done;
                let heard = told::heard(&self, &next, step.who, step.act);
                next.heard.extend(heard);
                return next;
            }
            Ok(nothing) => nothing,
            Err(why) => Outcome::Refused(why),
        };
        self
    }

    fn pass(&mut self, minutes: u16, outage: bool) {
        self.fired.clear();
        self.heard.clear();
        let until = self.now + Duration::minutes(i64::from(minutes));
        while let Some(due) = self.deadlines().first().copied() {
            if due.at > until {
                break;
            }
            self.now = if outage { until } else { self.now.max(due.at) };
            self.come(due);
        }
        self.now = until;
    }

    /// What is refused of everybody, whatever they ask, comes first; then who they are; then what it is about.
    fn judge(&mut self, who: Who, act: Act) -> Ruled {
        if let Act::Open(_) | Act::Submit = act {
            return self.begin(who, act);
        }
        if self.kind.is_none() {
            return no("ticket_not_opened");
        }
        if self.request == Request::Dismissed {
            return self.over(act, act == Act::Dismiss, "request_dismissed");
        }
        if let Act::Reopen { allowed } = act {
            return self.reopen(who, allowed);
        }
        if self.closed {
            return self.over(act, act == Act::Close, "ticket_closed");
        }
        self.may(who, act)?;
        if self.request == Request::Pending && !waits_for_nobody(act) {
            return no("request_pending");
        }
        self.in_life(who, act)
    }

    /// Ending again changes nothing, and a deadline or a delivery that comes too late is nobody's error.
    fn over(&self, act: Act, again: bool, code: &'static str) -> Ruled {
        if again || is_machinery(act) {
            return Ok(Outcome::Nothing);
        }
        no(code)
    }

    pub(super) fn part(&self, part: Part) -> Result<&PartState, Why> {
        let found = self.parts.iter().find(|known| known.part == part);
        found.map_or_else(|| no("unknown_assignment"), Ok)
    }

    fn step_of(&self, part: Part) -> Option<StepCode> {
        self.part(part).ok().map(|known| known.step)
    }

    fn part_mut(&mut self, part: Part) -> Result<&mut PartState, Why> {
        let found = self.parts.iter_mut().find(|known| known.part == part);
        found.map_or_else(|| no("unknown_assignment"), Ok)
    }

    /// The part, if it stands at one of these steps.
    fn at(&self, part: Part, steps: &[StepCode]) -> Result<&PartState, Why> {
        let known = self.part(part)?;
        if steps.contains(&known.step) {
            return Ok(known);
        }
        not_at(known.step)
    }

    pub(super) fn is_gerance(&self) -> bool {
        self.world.module == Module::Gerance
    }

    fn call(&mut self, call: Call) {
        if !self.calls.contains(&call) {
            self.calls.push(call);
        }
    }

    /// Somebody answered, or the agency decided: what was open about this part is settled.
    fn settle(&mut self, part: Part) {
        self.calls
            .retain(|call| ![Call::Exhausted(part), Call::Trouble(part)].contains(call));
    }
}
