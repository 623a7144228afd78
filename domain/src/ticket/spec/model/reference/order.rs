//! The specification's rows from *awaiting_answer* to *awaiting_completion*.

use super::super::act::{Euros, When, in_days};
use super::super::cast::{Part, Who};
use super::part::{Presence, Visit};
use super::{Call, Outcome, Reference, Ruled, Why, no, not_at, unless};
use crate::ticket::StepCode as S;
use chrono::Duration;

/// A visit is to come or under way.
const VISITED: [S; 3] = [S::Planned, S::OnSite, S::AwaitingCompletion];

impl Reference {
    fn not_over(&self, who: Who, when: When) -> Result<(), Why> {
        if when.instants(self.now).1 <= self.now && !who.is_staff() {
            return no("slot_in_the_past");
        }
        Ok(())
    }

    fn visit(&self, part: Part, steps: &[S]) -> Result<Visit, Why> {
        let known = self.at(part, steps)?;
        Ok(known.visit.expect("these steps have a visit"))
    }

    fn plan(&mut self, part: Part, when: When) -> Ruled {
        let visit = Visit::new(when, self.now);
        self.part_mut(part)?.plan(visit);
        self.settle(part);
        Ok(Outcome::Done)
    }

    /// What a contractor says of a visit that was agreed on calls the manager; what staff enter does not.
    fn say_of_visit(&mut self, who: Who, part: Part) {
        self.settle(part);
        if !who.is_staff() {
            self.call(Call::Trouble(part));
        }
    }

    pub(super) fn accept(&mut self, who: Who, part: Part, when: When) -> Ruled {
        let known = self.at(part, &[S::AwaitingAnswer, S::Planned])?;
        if let Some(visit) = known.visit {
            return if visit.is(when, self.now) {
                Ok(Outcome::Nothing)
            } else {
                not_at(S::Planned)
            };
        }
        self.not_over(who, when)?;
        self.plan(part, when)
    }

    pub(super) fn decline(&mut self, part: Part) -> Ruled {
        let steps = [
            S::AwaitingAnswer,
            S::QuoteRequested,
            S::QuotePromised,
            S::Declined,
        ];
        if self.at(part, &steps)?.step == S::Declined {
            return Ok(Outcome::Nothing);
        }
        let now = self.now;
        self.part_mut(part)?.end(S::Declined, now);
        self.settle(part);
        Ok(Outcome::Done)
    }

    pub(super) fn propose(&mut self, who: Who, part: Part, when: When) -> Ruled {
        let known = self.at(part, &[S::QuoteAccepted, S::Planned])?;
        let agreed = known.visit;
        if agreed.is_some_and(|visit| visit.is(when, self.now)) {
            return Ok(Outcome::Nothing);
        }
        self.not_over(who, when)?;
        self.plan(part, when)?;
        if agreed.is_some() {
            self.say_of_visit(who, part);
        }
        Ok(Outcome::Done)
    }

    pub(super) fn confirm(&mut self, part: Part) -> Ruled {
        let known = self.visit(part, &[S::Planned])?;
        if known.confirmed {
            return Ok(Outcome::Nothing);
        }
        let confirmed = Visit {
            confirmed: true,
            ..known
        };
        self.part_mut(part)?.visit = Some(confirmed);
        self.settle(part);
        Ok(Outcome::Done)
    }

    pub(super) fn postpone(&mut self, part: Part, when: When) -> Ruled {
        if self.visit(part, &[S::Planned])?.is(when, self.now) {
            return Ok(Outcome::Nothing);
        }
        self.plan(part, when)
    }

    pub(super) fn cancel_slot(&mut self, who: Who, part: Part) -> Ruled {
        self.at(part, &[S::Planned])?;
        let now = self.now;
        self.part_mut(part)?.await_slot(now);
        self.say_of_visit(who, part);
        Ok(Outcome::Done)
    }

    /// Before an answer to "are you there?": asked, or answered "late" and now there.
    fn asked_whether_there(&self, who: Who, part: Part) -> Result<Visit, Why> {
        let visit = self.visit(part, &[S::Planned])?;
        let asked = matches!(visit.presence, Presence::Asked | Presence::Late(_));
        if asked || who.is_staff() {
            return Ok(visit);
        }
        no("presence_not_asked")
    }

    pub(super) fn on_site(&mut self, who: Who, part: Part) -> Ruled {
        if self.part(part)?.step == S::OnSite {
            return Ok(Outcome::Nothing);
        }
        let visit = self.asked_whether_there(who, part)?;
        let known = self.part_mut(part)?;
        known.step = S::OnSite;
        known.visit = Some(Visit {
            presence: Presence::There,
            ..visit
        });
        self.settle(part);
        Ok(Outcome::Done)
    }

    pub(super) fn late(&mut self, who: Who, part: Part, minutes: i16) -> Ruled {
        let visit = self.asked_whether_there(who, part)?;
        let expected = self.now + Duration::minutes(i64::from(minutes));
        let presence = Presence::Late(expected);
        if visit.presence == presence {
            return Ok(Outcome::Nothing);
        }
        if expected <= self.now && !who.is_staff() {
            return no("arrival_in_the_past");
        }
        self.part_mut(part)?.visit = Some(Visit { presence, ..visit });
        self.say_of_visit(who, part);
        Ok(Outcome::Done)
    }

    pub(super) fn move_visit(&mut self, who: Who, part: Part, when: When) -> Ruled {
        if self.asked_whether_there(who, part)?.is(when, self.now) {
            return Ok(Outcome::Nothing);
        }
        self.not_over(who, when)?;
        self.plan(part, when)?;
        self.say_of_visit(who, part);
        Ok(Outcome::Done)
    }

    pub(super) fn impossible(&mut self, who: Who, part: Part) -> Ruled {
        self.asked_whether_there(who, part)?;
        self.cancel_slot(who, part)
    }

    /// A visit may end once it has begun; staff may enter it at any time.
    fn under_way(&self, who: Who, part: Part) -> Result<Visit, Why> {
        let visit = self.visit(part, &VISITED)?;
        let planned = self.part(part)?.step == S::Planned;
        if planned && visit.from > self.now && !who.is_staff() {
            return no("visit_not_begun");
        }
        Ok(visit)
    }

    pub(super) fn done(&mut self, who: Who, part: Part, days: i8, invoice: Option<Euros>) -> Ruled {
        let on = Some(in_days(self.now, days));
        let known = self.part(part)?;
        if known.step == S::Completed && known.done_on == on && invoice.is_none() {
            return Ok(Outcome::Nothing);
        }
        self.under_way(who, part)?;
        if days > 0 {
            return no("completed_in_the_future");
        }
        let known = self.part_mut(part)?;
        known.step = S::Completed;
        known.visit = None;
        known.done_on = on;
        self.settle(part);
        if let Some(euros) = invoice {
            self.invoiced(part, euros)?;
        }
        Ok(Outcome::Done)
    }

    pub(super) fn not_done(&mut self, who: Who, part: Part, when: When, longer: bool) -> Ruled {
        let agreed = self.part(part)?.visit;
        if agreed.is_some_and(|visit| visit.is(when, self.now)) {
            return Ok(Outcome::Nothing);
        }
        let visit = self.under_way(who, part)?;
        if longer && when.instants(self.now).1 <= visit.from {
            return no("ends_before_it_starts");
        }
        self.not_over(who, when)?;
        let mut next = Visit::new(when, self.now);
        let known = self.part_mut(part)?;
        if longer {
            next.presence = Presence::There;
            known.step = S::OnSite;
            known.visit = Some(next);
        } else {
            known.plan(next);
        }
        Ok(Outcome::Done)
    }

    /// Tells the manager; changes nothing by itself.
    pub(super) fn find_quote_necessary(&mut self, part: Part) -> Ruled {
        self.at(part, &VISITED)?;
        self.call(Call::QuoteNecessary(part));
        Ok(Outcome::Done)
    }

    pub(super) fn read(&mut self, part: Part) -> Ruled {
        let known = self.part_mut(part)?;
        if known.is_off() {
            return not_at(known.step);
        }
        let already = std::mem::replace(&mut known.read, true);
        Ok(unless(already))
    }

    pub(super) fn cancel(&mut self, part: Part) -> Ruled {
        let known = self.part(part)?;
        if known.step == S::Cancelled {
            return Ok(Outcome::Nothing);
        }
        if known.is_final() {
            return not_at(known.step);
        }
        self.call_off(part, S::Cancelled)?;
        Ok(Outcome::Done)
    }

    /// The agency goes on without them.
    pub(super) fn call_off(&mut self, part: Part, step: S) -> Result<(), Why> {
        let now = self.now;
        self.part_mut(part)?.end(step, now);
        self.settle(part);
        Ok(())
    }
}
