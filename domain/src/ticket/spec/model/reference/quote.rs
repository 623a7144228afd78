//! The specification's rows from *quote_requested* to *quote_accepted*, and how an order becomes a quote.

use super::super::act::{Euros, Shown, in_days};
use super::super::cast::{Part, Who};
use super::part::Offer;
use super::{Outcome, Reference, Ruled, Why, no, not_at};
use crate::ticket::{Mission, StepCode as S, TicketType as T};

const VISITED: [S; 3] = [S::Planned, S::OnSite, S::AwaitingCompletion];
/// Somebody of the agency decides now.
const TO_DECIDE: [S; 3] = [S::QuoteReceived, S::QuoteDisapproved, S::QuoteApproved];

impl Reference {
    /// §1: ODS → DS, and never from ODSM.
    fn becomes_a_quote(&mut self, part: Part) -> Result<(), Why> {
        match self.kind {
            Some(T::ServiceOrder) => {
                self.kind = Some(T::Quote);
                Ok(())
            }
            Some(T::ServiceOrders) => no("several_cannot_become_quote"),
            Some(T::Pending | T::Quote | T::Quotes) | None => not_at(self.part(part)?.step),
        }
    }

    pub(super) fn ask_quote(&mut self, part: Part) -> Ruled {
        let steps = [&VISITED[..], &[S::QuoteRequested]].concat();
        if self.at(part, &steps)?.step == S::QuoteRequested {
            return Ok(Outcome::Nothing);
        }
        self.becomes_a_quote(part)?;
        if !self.part(part)?.reach.has_email() {
            return no("no_email_for_quote_request");
        }
        let now = self.now;
        let known = self.part_mut(part)?;
        known.mission = Mission::Quote;
        known.ask(S::QuoteRequested, now);
        self.asked_for(part);
        Ok(Outcome::Done)
    }

    /// What the contractor found necessary has been asked for, or has come.
    fn asked_for(&mut self, part: Part) {
        self.settle(part);
        let necessary = super::Call::QuoteNecessary(part);
        self.calls.retain(|call| *call != necessary);
    }

    pub(super) fn promise(&mut self, who: Who, part: Part, days: Option<i8>) -> Ruled {
        let known = self.at(part, &[S::QuoteRequested, S::QuotePromised])?;
        let day = days.map(|days| in_days(self.now, days));
        if known.step == S::QuotePromised && known.promised == day {
            return Ok(Outcome::Nothing);
        }
        if days.is_some_and(|days| days < 0) && !who.is_staff() {
            return no("promised_in_the_past");
        }
        let known = self.part_mut(part)?;
        known.step = S::QuotePromised;
        known.promised = day;
        self.settle(part);
        Ok(Outcome::Done)
    }

    pub(super) fn give_quote(
        &mut self,
        who: Who,
        part: Part,
        euros: Euros,
        file: Option<u8>,
    ) -> Ruled {
        let step = self.part(part)?.step;
        let before = self.part(part)?.offer;
        let same = |offer: Offer| (offer.euros, offer.file) == (euros, file);
        let asked = [S::QuoteRequested, S::QuotePromised].contains(&step);
        let replaces = [S::QuoteReceived, S::QuoteDisapproved].contains(&step);
        let entered = VISITED.contains(&step) && who.is_staff();
        if entered {
            self.becomes_a_quote(part)?;
        }
        if !asked && !replaces && !entered {
            return not_at(step);
        }
        self.may_hand_in(who, file)?;
        if step == S::QuoteReceived && before.is_some_and(same) {
            return Ok(Outcome::Nothing);
        }
        let known = self.part_mut(part)?;
        known.mission = Mission::Quote;
        known.step = S::QuoteReceived;
        known.visit = None;
        known.offer = Some(Offer {
            version: before.map_or(1, |offer| offer.version + 1),
            euros,
            file,
            accepted: false,
            signed: None,
        });
        if !replaces {
            self.asked_for(part);
        }
        Ok(Outcome::Done)
    }

    /// A file of the ticket; of a contractor, one that they sent or were sent.
    fn may_hand_in(&self, who: Who, file: Option<u8>) -> Result<(), Why> {
        let Some(nth) = file else { return Ok(()) };
        let known = self.files.iter().find(|file| file.nth == nth);
        let sees = known.is_some_and(|file| match who {
            Who::Contractor(own) => {
                file.by == who || [Shown::Everybody, Shown::To(own)].contains(&file.shown)
            }
            Who::Manager | Who::Colleague => true,
            Who::Requester | Who::Approver(_) | Who::System => false,
        });
        if sees || self.is_signed_for(who, nth) {
            return Ok(());
        }
        no("unknown_file")
    }

    /// The copy of their own quote that the agency signed.
    fn is_signed_for(&self, who: Who, nth: u8) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|known| {
            who == Who::Contractor(known.part)
                && known.offer.is_some_and(|offer| offer.signed == Some(nth))
        })
    }

    /// Whoever decides has looked at the quote that counts.
    pub(super) fn current(&self, part: Part, version: u16) -> Result<(), Why> {
        match self.part(part)?.offer {
            Some(offer) if offer.version == version => Ok(()),
            Some(_) => no("quote_replaced_meanwhile"),
            None => not_at(self.part(part)?.step),
        }
    }

    pub(super) fn accept_quote(&mut self, part: Part, version: u16) -> Ruled {
        let step = self.part(part)?.step;
        if step == S::QuoteAccepted && self.current(part, version).is_ok() {
            return Ok(Outcome::Nothing);
        }
        self.at(part, &TO_DECIDE)?;
        self.current(part, version)?;
        if self.parts.iter().any(super::PartState::is_kept) {
            return no("another_quote_kept");
        }
        let now = self.now;
        let known = self.part_mut(part)?;
        known.await_slot(now);
        if let Some(offer) = &mut known.offer {
            offer.accepted = true;
        }
        self.settle(part);
        self.refuse_the_others(part)?;
        Ok(Outcome::Done)
    }

    /// Those received are refused, those awaited are cancelled.
    fn refuse_the_others(&mut self, kept: Part) -> Result<(), Why> {
        let others = self.parts.iter().filter(|other| other.part != kept);
        let others: Vec<_> = others.map(|other| (other.part, other.step)).collect();
        for (other, step) in others {
            if [S::QuoteRequested, S::QuotePromised].contains(&step) {
                self.call_off(other, S::Cancelled)?;
            } else if TO_DECIDE.contains(&step) || step == S::QuoteInApproval {
                self.call_off(other, S::QuoteRefused)?;
            }
        }
        Ok(())
    }

    pub(super) fn refuse_quote(&mut self, part: Part, version: u16) -> Ruled {
        if self.part(part)?.step == S::QuoteRefused {
            return Ok(Outcome::Nothing);
        }
        self.at(part, &TO_DECIDE)?;
        self.current(part, version)?;
        self.call_off(part, S::QuoteRefused)?;
        Ok(Outcome::Done)
    }

    pub(super) fn send_signed(&mut self, part: Part, nth: u8) -> Ruled {
        let known = self.part(part)?;
        let until_done = [&VISITED[..], &[S::QuoteAccepted]].concat();
        if !known.offer.is_some_and(|offer| offer.accepted) {
            return not_at(known.step);
        }
        self.at(part, &until_done)?;
        if !self.files.iter().any(|file| file.nth == nth) {
            return no("unknown_file");
        }
        let offer = self.part_mut(part)?.offer.as_mut();
        let before = offer.and_then(|offer| offer.signed.replace(nth));
        Ok(super::unless(before == Some(nth)))
    }
}
