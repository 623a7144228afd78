//! Somebody outside of the agency is asked to decide on quotes, and does, once.

use super::{Decision, guard, quote_decision};
use crate::ids::ApprovalId;
use crate::ticket::assignment::Assignment;
use crate::ticket::conversation::Informed;
use crate::ticket::event::{Comment, SignedBy, TicketEvent};
use crate::ticket::parts::{Channels, Module, Person};
use crate::ticket::quote::{
    Approval, ApprovalRequest, Approver, ApproverRole, Deciders, QuoteVersion,
};
use crate::ticket::refusal::{Refusal, Whom};
use crate::ticket::state::Ticket;
use crate::ticket::step_code::StepCode;

impl Ticket {
    /// About every quote that was received. Asked again of somebody else, or with quotes that came since, it takes the
    /// place of what was asked before.
    pub(super) fn request_approval(
        &self,
        approval: ApprovalId,
        (person, channels): (&Person, Channels),
        informed: &[Informed],
        deciders: &Deciders,
        comment: &Comment,
    ) -> Decision {
        let opening = self.opening.as_ref().ok_or(Refusal::TicketNotOpened)?;
        if self.approval(approval).is_some() {
            return Ok(vec![]);
        }
        let quotes = self.quotes_to_approve()?;
        let role = role(opening.module, person, deciders)?;
        guard::told(&person.details, channels, Whom::Approver)?;
        for (nth, member) in informed.iter().enumerate() {
            on_the_council(member, person, deciders, nth)?;
            guard::told(
                &member.person.details,
                member.channels,
                Whom::Informed { nth },
            )?;
        }
        let request = ApprovalRequest {
            approval,
            approver: Approver {
                role,
                person: person.clone(),
                channels,
            },
            quotes,
            threshold: deciders
                .threshold
                .filter(|_| opening.module == Module::Gerance),
            informed: informed.to_vec(),
        };
        let asked = self.open_approval().map(|open| &open.request);
        if asked.is_some_and(|asked| {
            asked.approver == request.approver && asked.quotes == request.quotes
        }) {
            return Ok(vec![]);
        }
        Ok(vec![TicketEvent::ApprovalRequested {
            request: Box::new(request),
            comment: comment.clone(),
        }])
    }

    /// Whether there is a quote on which somebody may be asked to decide.
    pub(in crate::ticket) fn may_ask_for_approval(&self) -> bool {
        self.assignments
            .iter()
            .any(|part| undecided(part).is_some())
    }

    fn quotes_to_approve(&self) -> Result<Vec<QuoteVersion>, Refusal> {
        let quotes: Vec<_> = self.assignments.iter().filter_map(undecided).collect();
        if quotes.is_empty() {
            return match self.leading_assignment() {
                Some(leading) if !self.is_several() => {
                    guard::step_does_not_allow(leading.step_code())
                }
                Some(_) | None => Err(Refusal::NoQuoteToApprove),
            };
        }
        Ok(quotes)
    }

    pub(super) fn approve(
        &self,
        approval: ApprovalId,
        quote: QuoteVersion,
        comment: &Comment,
        signed_by: &SignedBy,
    ) -> Decision {
        self.to_be_decided(approval)?;
        let part = self.known(quote.assignment)?;
        if part.step_code() != StepCode::QuoteInApproval {
            return guard::step_does_not_allow(part.step_code());
        }
        quote_decision::current(part, quote.version)?;
        Ok(vec![TicketEvent::QuoteApproved {
            approval,
            assignment: quote.assignment,
            version: quote.version,
            comment: comment.clone(),
            signed_by: signed_by.clone(),
        }])
    }

    pub(super) fn disapprove(
        &self,
        approval: ApprovalId,
        comment: &Comment,
        signed_by: &SignedBy,
    ) -> Decision {
        self.to_be_decided(approval)?;
        Ok(vec![TicketEvent::QuotesDisapproved {
            approval,
            comment: comment.clone(),
            signed_by: signed_by.clone(),
        }])
    }

    pub(super) fn remind_approver(&self, approval: ApprovalId) -> Decision {
        self.to_be_decided(approval)?;
        Ok(vec![TicketEvent::ApproverReminded { approval }])
    }

    /// The request that counts, as long as nobody has decided: neither the approver, nor the agency without them.
    fn to_be_decided(&self, id: ApprovalId) -> Result<&Approval, Refusal> {
        let known = self.approval(id).ok_or(Refusal::UnknownApproval)?;
        if known.verdict.is_some() {
            return Err(Refusal::ApprovalAlreadyDecided);
        }
        let open = self.open_approval().filter(|open| open.id() == id);
        open.ok_or(Refusal::ApprovalNoLongerHolds)
    }
}

/// The quote of this part, while somebody may be asked to decide on it.
fn undecided(part: &Assignment) -> Option<QuoteVersion> {
    match part.step_code() {
        StepCode::QuoteReceived | StepCode::QuoteDisapproved | StepCode::QuoteInApproval => {
            part.offer.as_ref().map(|offer| QuoteVersion {
                assignment: part.id,
                version: offer.version,
            })
        }
        StepCode::AwaitingAnswer
        | StepCode::QuoteRequested
        | StepCode::QuotePromised
        | StepCode::QuoteApproved
        | StepCode::QuoteAccepted
        | StepCode::QuoteRefused
        | StepCode::Planned
        | StepCode::OnSite
        | StepCode::AwaitingCompletion
        | StepCode::Completed
        | StepCode::InvoiceRequested
        | StepCode::Invoiced
        | StepCode::Declined
        | StepCode::Cancelled => None,
    }
}

/// Gérance: the landlord. Syndic: the president of the council; without one, a member or somebody typed in by hand.
fn role(module: Module, person: &Person, deciders: &Deciders) -> Result<ApproverRole, Refusal> {
    let is = |party| person.party.is_some() && person.party == party;
    let of_council = || {
        let mut council = deciders.council.iter();
        council.any(|member| is(Some(*member)))
    };
    let role = match module {
        Module::Gerance => is(deciders.landlord).then_some(ApproverRole::Landlord),
        Module::Syndic if deciders.president.is_some() => {
            is(deciders.president).then_some(ApproverRole::CouncilPresident)
        }
        Module::Syndic if of_council() => Some(ApproverRole::CouncilMember),
        Module::Syndic => person.party.is_none().then_some(ApproverRole::Other),
    };
    role.ok_or(Refusal::ApproverNotAllowed)
}

/// Others who are told: of the council, and not the one who decides.
fn on_the_council(
    member: &Informed,
    approver: &Person,
    deciders: &Deciders,
    nth: usize,
) -> Result<(), Refusal> {
    let party = member.person.party;
    let seat = party.is_some_and(|party| deciders.council.contains(&party));
    (seat && party != approver.party)
        .then_some(())
        .ok_or(Refusal::NotOnTheCouncil { nth })
}
