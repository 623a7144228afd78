//! What could be asked at any time, by whomever, sensible or not?

use super::act::{Act, Policy, Shown};
use super::cast::{Part, Reach, Who};
use super::likely::{Draw, EUROS, Glance, any_party};
use super::world::Decider;
use crate::ticket::Others;

/// Any act by anybody.
pub(super) fn anything(glance: &Glance, draw: &Draw) -> (Who, Act) {
    let part = draw.one(&Part::ALL[..4]);
    let nth = draw.one(&[0, 1, 2]);
    let who = draw.one(&[
        Who::Manager,
        Who::Contractor(part),
        Who::Colleague,
        Who::Contractor(draw.one(&Part::ALL[..3])),
        Who::Requester,
        Who::Approver(nth),
        Who::System,
    ]);
    let act = match draw.one(&[0, 1, 2, 3, 4]) {
        0 => any_of_order(part, draw),
        1 => any_of_visit(part, draw),
        2 => any_of_quote(glance, part, draw),
        3 => any_of_ticket(glance, part, draw),
        _ => any_word(glance, draw),
    };
    (who, act)
}

fn any_of_order(part: Part, draw: &Draw) -> Act {
    let when = draw.when();
    draw.one(&[
        Act::Accept(part, when),
        Act::Decline(part),
        Act::Propose(part, when),
        Act::Confirm(part),
        Act::Postpone(part, when),
        Act::CancelSlot(part),
        Act::Read(part),
        Act::RenewLink(part),
        Act::Remind(part),
        Act::Cancel(part),
        Act::ChangeDetails(part, draw.one(&Reach::ALL), draw.one(&[false, true])),
    ])
}

fn any_of_visit(part: Part, draw: &Draw) -> Act {
    let when = draw.when();
    draw.one(&[
        Act::OnSite(part),
        Act::Late(part, draw.one(&[30, -10])),
        Act::MoveVisit(part, when),
        Act::Impossible(part),
        Act::Done(part, draw.one(&[0, 1]), draw.one(&[None, Some(90)])),
        Act::Longer(part, when),
        Act::AnotherVisit(part, when),
        Act::FindQuoteNecessary(part),
        Act::AskInvoice(part),
        Act::Invoice(part, draw.one(&EUROS)),
        Act::RejectInvoice(part),
    ])
}

fn any_of_quote(glance: &Glance, part: Part, draw: &Draw) -> Act {
    let version = draw.one(&[1, 2, 3]);
    let nth = draw.one(&[0, 1, 2]);
    draw.one(&[
        Act::AskQuote(part),
        Act::Promise(part, draw.one(&[None, Some(2), Some(-1)])),
        Act::Quote(part, draw.one(&EUROS), draw.one(&[None, Some(1), Some(3)])),
        Act::AcceptQuote(part, version),
        Act::RefuseQuote(part, version),
        Act::SendSigned(part, draw.one(&[1, 2])),
        Act::AskApproval {
            nth: draw.one(&[glance.askings, glance.last_asking()]),
            whom: draw.one(&Decider::ALL),
            informed: draw.one(&[false, true]),
        },
        Act::RemindApprover(nth),
        Act::Approve(nth, part, version),
        Act::Disapprove(nth),
    ])
}

fn any_of_ticket(glance: &Glance, part: Part, draw: &Draw) -> Act {
    let begin = draw.begin();
    let others = draw.one(&[None, Some(Others::Replace), Some(Others::Keep)]);
    draw.one(&[
        Act::Open(begin),
        Act::Submit,
        Act::Validate(begin),
        Act::Dismiss,
        Act::Engage(draw.one(&[glance.next_part(draw), part]), others),
        Act::Close,
        Act::Reopen {
            allowed: draw.one(&[true, false]),
        },
        Act::DeliveryFails(part),
    ])
}

fn any_word(glance: &Glance, draw: &Draw) -> Act {
    let party = any_party(glance, draw);
    draw.one(&[
        Act::Message(party),
        Act::Write(party),
        Act::Inform(draw.one(&[1, 0])),
        Act::Note,
        Act::Amend(draw.one(&[0, 1])),
        Act::SetSiteContact(draw.one(&[true, false])),
        Act::SetWatchers(draw.one(&[1, 0])),
        Act::SetPolicy(draw.one(&[Policy::Usual, Policy::Brisk, Policy::Off])),
        Act::Silent(draw.one(&[false, true])),
        Act::Attach(
            draw.one(&[1, 2, 3]),
            draw.one(&[Shown::Nobody, Shown::Everybody]),
        ),
        Act::Transfer {
            to_colleague: draw.one(&[true, false]),
            is_manager: draw.one(&[true, false]),
        },
        Act::Spend(draw.one(&[0, 5])),
        Act::Acknowledge,
    ])
}
