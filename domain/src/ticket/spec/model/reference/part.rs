//! What does the reference know of one contractor's part?

use super::super::act::{Euros, When};
use super::super::cast::{Part, Reach};
use crate::ticket::{Mission, StepCode};
use chrono::{DateTime, NaiveDate, Utc};

/// Something that was asked for and is reminded of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Asked {
    pub(super) at: DateTime<Utc>,
    pub(super) last: DateTime<Utc>,
    pub(super) times: u8,
    pub(super) exhausted: bool,
}

impl Asked {
    pub(super) fn at(at: DateTime<Utc>) -> Self {
        Self {
            at,
            last: at,
            times: 0,
            exhausted: false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Presence {
    Unasked,
    Asked,
    /// Kept back by silent mode, or dropped because the visit had begun.
    Dropped,
    Late(DateTime<Utc>),
    There,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Visit {
    pub(super) from: DateTime<Utc>,
    pub(super) to: DateTime<Utc>,
    pub(super) set_at: DateTime<Utc>,
    pub(super) confirmed: bool,
    /// Its reminder went out, or came too late.
    pub(super) reminded: bool,
    pub(super) presence: Presence,
}

impl Visit {
    pub(super) fn new(when: When, now: DateTime<Utc>) -> Self {
        let (from, to) = when.instants(now);
        Self {
            from,
            to,
            set_at: now,
            confirmed: false,
            reminded: false,
            presence: Presence::Unasked,
        }
    }

    pub(super) fn is(&self, when: When, now: DateTime<Utc>) -> bool {
        (self.from, self.to) == when.instants(now)
    }
}

/// The quote that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Offer {
    pub(in super::super) version: u16,
    pub(super) euros: Euros,
    pub(super) file: Option<u8>,
    pub(super) accepted: bool,
    pub(super) signed: Option<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct PartState {
    pub(in super::super) part: Part,
    pub(in super::super) mission: Mission,
    pub(in super::super) step: StepCode,
    pub(in super::super) reach: Reach,
    pub(super) asked: Asked,
    pub(super) promised: Option<NaiveDate>,
    pub(super) visit: Option<Visit>,
    pub(in super::super) offer: Option<Offer>,
    pub(super) done_on: Option<NaiveDate>,
    pub(super) invoice: Option<Euros>,
    pub(super) read: bool,
    /// Counts the links given out; only the last one leads anywhere.
    pub(in super::super) links: u16,
    /// When it came to a final step.
    pub(super) ended_at: Option<DateTime<Utc>>,
}

impl PartState {
    pub(super) fn new(part: Part, mission: Mission, now: DateTime<Utc>) -> Self {
        let step = match mission {
            Mission::ServiceOrder => StepCode::AwaitingAnswer,
            Mission::Quote => StepCode::QuoteRequested,
        };
        Self {
            part,
            mission,
            step,
            reach: part.reach(),
            asked: Asked::at(now),
            promised: None,
            visit: None,
            offer: None,
            done_on: None,
            invoice: None,
            read: false,
            links: 1,
            ended_at: None,
        }
    }

    /// Declined, refused, cancelled, invoiced.
    pub(in super::super) fn is_final(&self) -> bool {
        self.is_off() || self.step == StepCode::Invoiced
    }

    pub(in super::super) fn is_active(&self) -> bool {
        !self.is_final()
    }

    /// They will not do the work.
    pub(in super::super) fn is_off(&self) -> bool {
        [
            StepCode::Declined,
            StepCode::QuoteRefused,
            StepCode::Cancelled,
        ]
        .contains(&self.step)
    }

    /// Its quote was accepted and it was not called off since.
    pub(in super::super) fn is_kept(&self) -> bool {
        self.offer.is_some_and(|offer| offer.accepted) && !self.is_off()
    }

    pub(super) fn end(&mut self, step: StepCode, now: DateTime<Utc>) {
        self.step = step;
        self.visit = None;
        self.ended_at = Some(now);
    }

    pub(super) fn plan(&mut self, visit: Visit) {
        self.step = StepCode::Planned;
        self.visit = Some(visit);
    }

    /// There is no visit, or none any more: the contractor is to say when they come.
    pub(super) fn await_slot(&mut self, now: DateTime<Utc>) {
        self.visit = None;
        self.asked = Asked::at(now);
        self.step = match self.mission {
            Mission::ServiceOrder => StepCode::AwaitingAnswer,
            Mission::Quote => StepCode::QuoteAccepted,
        };
    }

    /// Asked for something (again): reminders begin anew.
    pub(super) fn ask(&mut self, step: StepCode, now: DateTime<Utc>) {
        self.step = step;
        self.visit = None;
        self.asked = Asked::at(now);
        self.ended_at = None;
    }
}
