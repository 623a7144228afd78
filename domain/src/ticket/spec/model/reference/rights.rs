//! Who may ask for what at all, and what may be asked of a request that nobody has decided on?

use super::super::act::Act;
use super::super::cast::{Party, Who};
use super::{Reference, Why, no};

impl Reference {
    /// Who may ask for it at all: staff for everything, others for their own.
    pub(super) fn may(&self, who: Who, act: Act) -> Result<(), Why> {
        let allowed = match who {
            Who::Manager | Who::Colleague => !is_machinery(act),
            Who::System => is_machinery(act),
            Who::Requester => matches!(act, Act::Write(Party::Requester) | Act::Attach(..)),
            Who::Approver(own) => {
                if let Act::Approve(nth, ..) | Act::Disapprove(nth) = act
                    && nth != own
                {
                    return no("unknown_approval");
                }
                act == Act::Write(Party::Approver(own))
                    || matches!(act, Act::Approve(..) | Act::Disapprove(_))
            }
            Who::Contractor(own) => {
                let part = act.part().filter(|_| is_contractors(act));
                if part.is_some_and(|part| part != own) {
                    return no("unknown_assignment");
                }
                part.is_some()
                    || act == Act::Write(Party::Contractor(own))
                    || matches!(act, Act::Attach(..))
            }
        };
        if allowed {
            return Ok(());
        }
        no("actor_not_allowed")
    }
}

pub(super) fn is_machinery(act: Act) -> bool {
    matches!(act, Act::DeliveryFails(_) | Act::OldDeadline(_))
}

/// What may be done about a request before a manager has decided on it.
pub(super) fn waits_for_nobody(act: Act) -> bool {
    matches!(
        act,
        Act::Validate(_) | Act::Dismiss | Act::Message(_) | Act::Write(_) | Act::Inform(_)
    ) || matches!(
        act,
        Act::Note | Act::Attach(..) | Act::Transfer { .. } | Act::Silent(_) | Act::Spend(_)
    ) || act == Act::Acknowledge
        || is_machinery(act)
}

/// The column "contractor (by link)".
fn is_contractors(act: Act) -> bool {
    let about_the_visit = matches!(
        act,
        Act::Accept(..) | Act::Decline(_) | Act::Propose(..) | Act::CancelSlot(_) | Act::OnSite(_)
    ) || matches!(
        act,
        Act::Late(..) | Act::MoveVisit(..) | Act::Impossible(_) | Act::Done(..) | Act::Longer(..)
    );
    about_the_visit
        || matches!(
            act,
            Act::AnotherVisit(..) | Act::FindQuoteNecessary(_) | Act::Read(_) | Act::RenewLink(_)
        )
        || matches!(act, Act::Promise(..) | Act::Quote(..) | Act::Invoice(..))
}
