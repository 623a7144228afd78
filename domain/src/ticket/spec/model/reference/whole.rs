//! How a ticket begins, changes its type, ends and begins again.

use super::super::act::{Act, Begin};
use super::super::cast::{Part, Who};
use super::part::PartState;
use super::{Outcome, Reference, Request, Ruled, Why, no};
use crate::ticket::{Mission, Others, StepCode as S, TicketType as T};

impl Reference {
    pub(super) fn begin(&mut self, who: Who, act: Act) -> Ruled {
        if self.kind.is_some() {
            return no("ticket_already_opened");
        }
        if let Act::Open(begin) = act
            && who.is_staff()
        {
            return self.engage_first(begin);
        }
        if act != Act::Submit || !(who.is_staff() || who == Who::Requester) {
            return no("actor_not_allowed");
        }
        self.kind = Some(T::Pending);
        self.request = Request::Pending;
        self.watchers = 0;
        self.site_contact = false;
        Ok(Outcome::Done)
    }

    /// The type follows from mission and number of contractors.
    fn engage_first(&mut self, begin: Begin) -> Ruled {
        let first = &Part::ALL[..usize::from(begin.contractors)];
        for part in first {
            check_engaged(*part, begin.mission)?;
        }
        self.kind = Some(match (begin.mission, begin.contractors) {
            (Mission::ServiceOrder, 1) => T::ServiceOrder,
            (Mission::ServiceOrder, _) => T::ServiceOrders,
            (Mission::Quote, 1) => T::Quote,
            (Mission::Quote, _) => T::Quotes,
        });
        self.silent = begin.silent;
        (self.site_contact, self.watchers) = (true, 1);
        (self.subject, self.policy) = (0, super::Policy::Usual);
        let engaged = |part: &Part| PartState::new(*part, begin.mission, self.now);
        self.parts = first.iter().map(engaged).collect();
        Ok(Outcome::Done)
    }

    pub(super) fn validate(&mut self, begin: Begin) -> Ruled {
        if self.request != Request::Pending {
            return no("request_not_pending");
        }
        self.request = Request::Validated;
        self.engage_first(begin)
    }

    pub(super) fn dismiss(&mut self) -> Ruled {
        if self.request != Request::Pending {
            return no("request_not_pending");
        }
        self.request = Request::Dismissed;
        self.closed = true;
        Ok(Outcome::Done)
    }

    pub(super) fn engage(&mut self, part: Part, others: Option<Others>) -> Ruled {
        if self.part(part).is_ok() {
            return Ok(Outcome::Nothing);
        }
        let mission = match self.kind {
            Some(T::Quote | T::Quotes) => Mission::Quote,
            Some(T::ServiceOrder | T::ServiceOrders | T::Pending) | None => Mission::ServiceOrder,
        };
        check_engaged(part, mission)?;
        if self.parts.iter().any(PartState::is_active) {
            match others {
                None => return no("contractor_already_engaged"),
                Some(Others::Replace) => self.replace_all()?,
                Some(Others::Keep) => self.becomes_several(),
            }
        }
        self.parts.push(PartState::new(part, mission, self.now));
        Ok(Outcome::Done)
    }

    /// Those engaged get a refusal: a quote that was received is refused, the rest is cancelled.
    fn replace_all(&mut self) -> Result<(), Why> {
        let quoted = [
            S::QuoteReceived,
            S::QuoteInApproval,
            S::QuoteDisapproved,
            S::QuoteApproved,
        ];
        let active = self.parts.iter().filter(|part| part.is_active());
        let active: Vec<_> = active.map(|part| (part.part, part.step)).collect();
        for (part, step) in active {
            let refused = quoted.contains(&step);
            self.call_off(
                part,
                if refused {
                    S::QuoteRefused
                } else {
                    S::Cancelled
                },
            )?;
        }
        Ok(())
    }

    fn becomes_several(&mut self) {
        self.kind = match self.kind {
            Some(T::ServiceOrder) => Some(T::ServiceOrders),
            Some(T::Quote) => Some(T::Quotes),
            same @ (Some(T::Pending | T::ServiceOrders | T::Quotes) | None) => same,
        };
    }

    pub(super) fn close(&mut self) -> Ruled {
        self.closed = true;
        Ok(Outcome::Done)
    }

    pub(super) fn reopen(&mut self, who: Who, allowed: bool) -> Ruled {
        if !who.is_staff() {
            return no("actor_not_allowed");
        }
        if !self.closed {
            return no("ticket_not_closed");
        }
        if !allowed {
            return no("reopening_not_allowed");
        }
        self.closed = false;
        self.reopened_at = Some(self.now);
        Ok(Outcome::Done)
    }
}

/// Engaged for a quote, they are asked by e-mail whatever the channels say.
fn check_engaged(part: Part, mission: Mission) -> Result<(), Why> {
    if mission == Mission::Quote && !part.reach().has_email() {
        return no("no_email_for_quote_request");
    }
    Ok(())
}
