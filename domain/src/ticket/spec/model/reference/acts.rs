//! Which rule judges which act, once it is known that this person may ask for it? One line an act.

use super::super::act::Act;
use super::super::cast::Who;
use super::words::changed;
use super::{Outcome, Reference, Ruled, unless};

impl Reference {
    pub(super) fn in_life(&mut self, who: Who, act: Act) -> Ruled {
        match act {
            Act::Open(_) | Act::Submit | Act::Reopen { .. } | Act::OldDeadline(_) => {
                Ok(Outcome::Nothing)
            }
            Act::Validate(begin) => self.validate(begin),
            Act::Dismiss => self.dismiss(),
            Act::Engage(part, others) => self.engage(part, others),
            Act::Close => self.close(),
            Act::Accept(part, when) => self.accept(who, part, when),
            Act::Decline(part) => self.decline(part),
            Act::Propose(part, when) => self.propose(who, part, when),
            Act::Confirm(part) => self.confirm(part),
            Act::Postpone(part, when) => self.postpone(part, when),
            Act::CancelSlot(part) => self.cancel_slot(who, part),
            Act::OnSite(part) => self.on_site(who, part),
            Act::Late(part, minutes) => self.late(who, part, minutes),
            Act::MoveVisit(part, when) => self.move_visit(who, part, when),
            Act::Impossible(part) => self.impossible(who, part),
            Act::Done(part, days, invoice) => self.done(who, part, days, invoice),
            Act::Longer(part, when) => self.not_done(who, part, when, true),
            Act::AnotherVisit(part, when) => self.not_done(who, part, when, false),
            Act::FindQuoteNecessary(part) => self.find_quote_necessary(part),
            Act::Read(part) => self.read(part),
            Act::Remind(part) => self.remind(part),
            Act::Cancel(part) => self.cancel(part),
            Act::RenewLink(part) => self.renew_link(part),
            Act::ChangeDetails(part, reach, new_link) => self.change_details(part, reach, new_link),
            Act::AskQuote(part) => self.ask_quote(part),
            Act::Promise(part, days) => self.promise(who, part, days),
            Act::Quote(part, euros, file) => self.give_quote(who, part, euros, file),
            Act::AcceptQuote(part, version) => self.accept_quote(part, version),
            Act::RefuseQuote(part, version) => self.refuse_quote(part, version),
            Act::SendSigned(part, file) => self.send_signed(part, file),
            Act::AskApproval {
                nth,
                whom,
                informed,
            } => self.ask_approval(nth, whom, informed),
            Act::RemindApprover(nth) => self.remind_approver(nth),
            Act::Approve(nth, part, version) => self.approve(nth, part, version),
            Act::Disapprove(nth) => self.disapprove(nth),
            Act::AskInvoice(part) => self.ask_invoice(part),
            Act::Invoice(part, euros) => self.send_invoice(part, euros),
            Act::RejectInvoice(part) => self.reject_invoice(part),
            Act::Message(to) => self.message(to),
            Act::Write(from) => self.write(from),
            Act::Inform(persons) => self.inform(persons),
            Act::Note => Ok(Outcome::Done),
            Act::Amend(subject) => changed(&mut self.subject, subject),
            Act::SetSiteContact(there) => changed(&mut self.site_contact, there),
            Act::SetWatchers(watchers) => changed(&mut self.watchers, watchers),
            Act::SetPolicy(policy) => changed(&mut self.policy, policy),
            Act::Silent(on) => changed(&mut self.silent, on),
            Act::Attach(nth, shown) => self.attach(who, nth, shown),
            Act::Transfer {
                to_colleague,
                is_manager,
            } => self.transfer(to_colleague, is_manager),
            Act::Spend(minutes) => Ok(unless(minutes == 0)),
            Act::Acknowledge => self.acknowledge(),
            Act::DeliveryFails(_) => self.delivery_fails(),
        }
    }
}
