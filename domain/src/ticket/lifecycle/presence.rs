//! "Are you there?": on site, late, postponed or impossible.

use super::{Decision, guard};
use crate::ids::AssignmentId;
use crate::metadata::CommandContext;
use crate::ticket::event::{Comment, SignedBy, TicketEvent};
use crate::ticket::refusal::Refusal;
use crate::ticket::state::Ticket;
use crate::ticket::step_code::StepCode;
use crate::ticket::visit::{Presence, PresenceAnswer, Visit};

impl Ticket {
    pub(super) fn answer_presence(
        &self,
        assignment: AssignmentId,
        answer: &PresenceAnswer,
        comment: &Comment,
        signed_by: &SignedBy,
        context: &CommandContext,
    ) -> Decision {
        let step = self.known(assignment)?.step_code();
        if step == StepCode::OnSite {
            return guard::once_more(*answer == PresenceAnswer::OnSite, step);
        }
        let visit = self.visit(assignment)?;
        if !guard::is_staff(context) && !may_answer(visit) {
            return Err(Refusal::PresenceNotAsked);
        }
        if already_holds(visit, answer) {
            return Ok(vec![]);
        }
        check(answer, context)?;
        Ok(vec![TicketEvent::PresenceAnswered {
            assignment,
            answer: answer.clone(),
            comment: comment.clone(),
            signed_by: signed_by.clone(),
        }])
    }
}

/// Asked, or answered "late" and now there. What silent mode kept back was never asked.
fn may_answer(visit: &Visit) -> bool {
    match visit.presence {
        Presence::Asked | Presence::Late { .. } => true,
        Presence::NotAsked | Presence::KeptBack | Presence::Lapsed | Presence::Confirmed => false,
    }
}

fn already_holds(visit: &Visit, answer: &PresenceAnswer) -> bool {
    match answer {
        PresenceAnswer::Late { expected_at } => {
            visit.presence
                == Presence::Late {
                    expected_at: *expected_at,
                }
        }
        PresenceAnswer::Postponed { slot } => visit.slot == *slot,
        PresenceAnswer::OnSite | PresenceAnswer::Impossible { .. } => false,
    }
}

fn check(answer: &PresenceAnswer, context: &CommandContext) -> Result<(), Refusal> {
    match answer {
        PresenceAnswer::Late { expected_at }
            if *expected_at <= context.at && !guard::is_staff(context) =>
        {
            Err(Refusal::ArrivalInThePast)
        }
        PresenceAnswer::Postponed { slot } => guard::slot_to_come(slot, context),
        PresenceAnswer::OnSite
        | PresenceAnswer::Late { .. }
        | PresenceAnswer::Impossible { .. } => Ok(()),
    }
}
