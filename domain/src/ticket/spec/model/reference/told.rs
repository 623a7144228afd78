//! The specification's table of who is told, read line by line: whom does an act reach, and by which channels?

use super::super::act::Act;
use super::super::cast::{Part, Who};
use super::heard::{Gathered, Heard};
use super::{Reference, Request};
use crate::ticket::{Channels, Mission, Recipient, StepCode as S, TimerKind};

/// Whom an act that changed something reaches.
pub(super) fn heard(before: &Reference, after: &Reference, by: Who, act: Act) -> Vec<Heard> {
    let mut gathered = Gathered {
        before,
        after,
        by,
        on_purpose: is_on_purpose(by, act),
        heard: vec![],
    };
    gathered.called_off(act);
    gathered.of(act);
    gathered.heard
}

/// Whom a deadline reaches that came.
pub(super) fn heard_of(after: &Reference, part: Part, kind: TimerKind) -> Vec<Heard> {
    let mut gathered = Gathered {
        before: after,
        after,
        by: Who::System,
        on_purpose: false,
        heard: vec![],
    };
    gathered.contractor(part, kind == TimerKind::InvoiceReminder);
    gathered.heard
}

/// What a person sends still goes in silent mode, and so does the word that something did not arrive.
fn is_on_purpose(by: Who, act: Act) -> bool {
    let sent = matches!(
        act,
        Act::Message(_) | Act::Inform(_) | Act::Remind(_) | Act::SendSigned(..)
    );
    let asked = matches!(act, Act::RemindApprover(_) | Act::DeliveryFails(_));
    let wanted = matches!((by, act), (Who::Contractor(_), Act::RenewLink(_)));
    sent || asked || wanted
}

impl Gathered<'_> {
    fn of(&mut self, act: Act) {
        match act {
            Act::Submit => {
                self.manager_always();
                self.add(Recipient::Requester, Channels::EMAIL);
            }
            Act::Dismiss => self.add(Recipient::Requester, Channels::EMAIL),
            Act::Open(begin) | Act::Validate(begin) => self.opened(begin.mission),
            Act::Engage(part, _) => self.engaged(part),
            Act::Close => self.closed(),
            Act::Accept(part, _)
            | Act::Propose(part, _)
            | Act::Confirm(part)
            | Act::Postpone(part, _)
            | Act::CancelSlot(part)
            | Act::AnotherVisit(part, _) => self.date(part),
            Act::Late(..) | Act::MoveVisit(..) | Act::Impossible(_) => {
                self.manager();
                self.at_the_door();
            }
            Act::Done(..) => {
                self.manager();
                self.watchers();
            }
            Act::Decline(_)
            | Act::OnSite(_)
            | Act::Longer(..)
            | Act::FindQuoteNecessary(_)
            | Act::Approve(..)
            | Act::Disapprove(_)
            | Act::Invoice(..)
            | Act::Write(_) => self.manager(),
            Act::Remind(part) => {
                let invoice = self.before.step_of(part) == Some(S::InvoiceRequested);
                self.contractor(part, invoice);
            }
            Act::RenewLink(part) | Act::ChangeDetails(part, ..) | Act::SendSigned(part, _) => {
                self.contractor(part, false)
            }
            Act::AskQuote(part) => {
                self.contractor(part, true);
                self.no_visit(part);
            }
            Act::Quote(part, ..) => {
                self.manager();
                self.no_visit(part);
            }
            Act::AcceptQuote(part, _) => {
                self.contractor(part, false);
                self.at_the_door();
            }
            Act::AskApproval { nth, informed, .. } => {
                self.approver(nth);
                self.informed(u8::from(informed));
            }
            Act::RemindApprover(nth) => self.approver(nth),
            Act::AskInvoice(part) | Act::RejectInvoice(part) => self.contractor(part, true),
            Act::Message(to) => self.addressee(to),
            Act::Inform(persons) => self.informed(persons),
            Act::Transfer { to_colleague, .. } => self.staff(to_colleague),
            Act::DeliveryFails(_) => self.manager_always(),
            Act::Reopen { .. }
            | Act::Read(_)
            | Act::Cancel(_)
            | Act::RefuseQuote(..)
            | Act::Promise(..)
            | Act::Note
            | Act::Amend(_)
            | Act::SetSiteContact(_)
            | Act::SetWatchers(_)
            | Act::SetPolicy(_)
            | Act::Silent(_)
            | Act::Attach(..)
            | Act::Spend(_)
            | Act::Acknowledge
            | Act::OldDeadline(_) => {}
        }
    }

    /// Whoever the agency goes on without is told, whatever the act was; a contractor who declines knows.
    fn called_off(&mut self, act: Act) {
        if let Act::Decline(_) = act {
            return;
        }
        for part in &self.after.parts {
            let was_active = self
                .before
                .part(part.part)
                .is_ok_and(|known| known.is_active());
            if was_active && part.is_off() {
                self.contractor(part.part, false);
            }
        }
    }

    fn opened(&mut self, mission: Mission) {
        if self.after.request == Request::Validated {
            self.add(Recipient::Requester, Channels::EMAIL);
        }
        self.creator();
        self.watchers();
        if mission == Mission::ServiceOrder {
            self.site_contact();
        }
        for part in &self.after.parts {
            self.engaged(part.part);
        }
    }

    /// The first request for a quote goes by e-mail always.
    fn engaged(&mut self, part: Part) {
        let quote = self.after.step_of(part) == Some(S::QuoteRequested);
        self.contractor(part, quote);
    }

    fn closed(&mut self) {
        self.creator();
        self.watchers();
        for part in self.after.parts.iter().filter(|part| part.is_active()) {
            self.contractor(part.part, false);
        }
    }

    fn date(&mut self, part: Part) {
        if self.by.is_staff() {
            self.contractor(part, false);
        }
        self.manager();
        self.at_the_door();
    }

    /// The order has become a quote, and the visit that was to come will not. One that somebody came to early has been.
    fn no_visit(&mut self, part: Part) {
        let visit = self.before.part(part).ok().and_then(|known| known.visit);
        let to_come = self.before.step_of(part) == Some(S::Planned);
        if to_come && visit.is_some_and(|visit| visit.from > self.after.now) {
            self.at_the_door();
        }
    }

    fn at_the_door(&mut self) {
        self.watchers();
        self.site_contact();
    }
}
