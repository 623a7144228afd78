//! The specification's paragraph on approval: who may decide, and once.

use super::super::cast::Part;
use super::super::world::Decider;
use super::{Asking, Outcome, Reference, Ruled, Why, no, not_at};
use crate::ticket::StepCode as S;

const WAITING: [S; 3] = [S::QuoteReceived, S::QuoteDisapproved, S::QuoteInApproval];

impl Reference {
    /// Gérance: the landlord. Syndic: the president; only where there is none, a member or a free person.
    fn decides(&self, whom: Decider) -> bool {
        if self.is_gerance() {
            return whom == Decider::Landlord;
        }
        if self.world.has_president {
            return whom == Decider::President;
        }
        [Decider::Member, Decider::Stranger].contains(&whom)
    }

    /// About all the quotes received.
    pub(super) fn ask_approval(&mut self, nth: u8, whom: Decider, informed: bool) -> Ruled {
        if usize::from(nth) < self.askings.len() {
            return Ok(Outcome::Nothing);
        }
        let about = self
            .parts
            .iter()
            .filter(|part| WAITING.contains(&part.step));
        let about: Vec<Part> = about.map(|part| part.part).collect();
        if about.is_empty() {
            return self.nothing_to_approve();
        }
        if !self.decides(whom) {
            return no("approver_not_allowed");
        }
        if informed && (self.is_gerance() || whom == Decider::Member) {
            return no("not_on_the_council");
        }
        let asking = Asking {
            whom,
            about,
            decided: false,
        };
        if self.open_asking().is_some() && self.askings.last() == Some(&asking) {
            return Ok(Outcome::Nothing);
        }
        for part in &asking.about {
            self.part_mut(*part)?.step = S::QuoteInApproval;
        }
        self.askings.push(asking);
        Ok(Outcome::Done)
    }

    fn nothing_to_approve(&self) -> Ruled {
        match self.leading() {
            Some(leading) if !self.is_several() => not_at(leading.step),
            Some(_) | None => no("no_quote_to_approve"),
        }
    }

    /// The request that somebody still waits for: the last one, while a quote is in approval.
    pub(in super::super) fn open_asking(&self) -> Option<u8> {
        let in_approval = |part: &super::PartState| part.step == S::QuoteInApproval;
        let last = self.askings.last()?;
        let open = !last.decided && self.parts.iter().any(in_approval);
        open.then(|| u8::try_from(self.askings.len() - 1).unwrap())
    }

    fn to_be_decided(&self, nth: u8) -> Result<(), Why> {
        let Some(asking) = self.askings.get(usize::from(nth)) else {
            return no("unknown_approval");
        };
        if asking.decided {
            return no("approval_already_decided");
        }
        if self.open_asking() == Some(nth) {
            return Ok(());
        }
        no("approval_no_longer_holds")
    }

    pub(super) fn remind_approver(&self, nth: u8) -> Ruled {
        self.to_be_decided(nth)?;
        Ok(Outcome::Done)
    }

    /// One is approved; of the others nobody said anything.
    pub(super) fn approve(&mut self, nth: u8, part: Part, version: u16) -> Ruled {
        self.to_be_decided(nth)?;
        self.at(part, &[S::QuoteInApproval])?;
        self.current(part, version)?;
        self.part_mut(part)?.step = S::QuoteApproved;
        self.decided(nth, S::QuoteReceived);
        Ok(Outcome::Done)
    }

    pub(super) fn disapprove(&mut self, nth: u8) -> Ruled {
        self.to_be_decided(nth)?;
        self.decided(nth, S::QuoteDisapproved);
        Ok(Outcome::Done)
    }

    fn decided(&mut self, nth: u8, rest: S) {
        self.askings[usize::from(nth)].decided = true;
        for part in &mut self.parts {
            if part.step == S::QuoteInApproval {
                part.step = rest;
            }
        }
    }
}
