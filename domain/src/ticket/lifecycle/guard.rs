//! Who may ask what, and what is checked again and again?

use crate::actor::Actor;
use crate::ids::{ApprovalId, AssignmentId, AttachmentId};
use crate::metadata::CommandContext;
use crate::personal::Personal;
use crate::ticket::assignment::Assignment;
use crate::ticket::command::TicketCommand as C;
use crate::ticket::files::Viewer;
use crate::ticket::kind::Mission;
use crate::ticket::parts::{Channels, EngagedContractor, PersonDetails};
use crate::ticket::refusal::{Refusal, Whom};
use crate::ticket::state::Ticket;
use crate::ticket::step_code::StepCode;
use crate::ticket::visit::Visit;
use crate::value::{PhoneNumber, Slot};

/// A contractor acts on their own assignment only; decisions are the agency's; deadlines are the machinery's.
pub(super) fn actor(command: &C, context: &CommandContext) -> Result<(), Refusal> {
    let allowed = match &context.actor {
        Actor::Staff { .. } => !is_machinery(command),
        Actor::Contractor { assignment } => return contractor(command, *assignment),
        Actor::Requester => matches!(
            command,
            C::SubmitRequest { .. } | C::WriteToAgency { .. } | C::AttachFile { .. }
        ),
        Actor::Approver { approval } => return approver(command, *approval),
        Actor::Timer | Actor::System => is_machinery(command),
    };
    allowed.then_some(()).ok_or(Refusal::ActorNotAllowed)
}

fn is_machinery(command: &C) -> bool {
    matches!(
        command,
        C::FireTimer { .. } | C::RecordNotificationFailure { .. }
    )
}

fn contractor(command: &C, own: AssignmentId) -> Result<(), Refusal> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever is added is the agency's until it is listed here"
    )]
    match command {
        C::AcceptOrder { assignment, .. }
        | C::DeclineAssignment { assignment, .. }
        | C::ProposeSlot { assignment, .. }
        | C::CancelSlot { assignment, .. }
        | C::AnswerPresence { assignment, .. }
        | C::ReportCompletion { assignment, .. }
        | C::DenyCompletion { assignment, .. }
        | C::ReportQuoteNecessary { assignment, .. }
        | C::PromiseQuote { assignment, .. }
        | C::SubmitQuote { assignment, .. }
        | C::SubmitInvoice { assignment, .. }
        | C::AcknowledgeOrder { assignment }
        | C::RenewLink { assignment } => (*assignment == own)
            .then_some(())
            .ok_or(Refusal::UnknownAssignment),
        C::WriteToAgency { .. } | C::AttachFile { .. } => Ok(()),
        _ => Err(Refusal::ActorNotAllowed),
    }
}

/// Whoever was asked to approve decides on what they were asked, and writes.
fn approver(command: &C, own: ApprovalId) -> Result<(), Refusal> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever is added is the agency's until it is listed here"
    )]
    match command {
        C::ApproveQuote { approval, .. } | C::DisapproveQuotes { approval, .. } => (*approval
            == own)
            .then_some(())
            .ok_or(Refusal::UnknownApproval),
        C::WriteToAgency { .. } => Ok(()),
        _ => Err(Refusal::ActorNotAllowed),
    }
}

impl Ticket {
    /// A file that this viewer knows: nobody hands in what is another contractor's.
    pub(super) fn has_file(
        &self,
        viewer: Viewer,
        file: Option<AttachmentId>,
    ) -> Result<(), Refusal> {
        let known = |id| self.file_for(viewer, id).is_some();
        file.is_none_or(known)
            .then_some(())
            .ok_or(Refusal::UnknownFile)
    }

    pub(super) fn known(&self, id: AssignmentId) -> Result<&Assignment, Refusal> {
        self.assignment(id).ok_or(Refusal::UnknownAssignment)
    }

    /// The visit that is planned or under way.
    pub(super) fn visit(&self, id: AssignmentId) -> Result<&Visit, Refusal> {
        let part = self.known(id)?;
        let step = part.step_code();
        part.step.visit().ok_or(Refusal::StepDoesNotAllow { step })
    }
}

/// "Not at this step", with the step.
pub(super) fn step_does_not_allow<T>(step: StepCode) -> Result<T, Refusal> {
    Err(Refusal::StepDoesNotAllow { step })
}

/// What is said once more changes nothing; anything else is not for this step.
pub(super) fn once_more<T>(same: bool, step: StepCode) -> Result<Vec<T>, Refusal> {
    if same {
        Ok(vec![])
    } else {
        step_does_not_allow(step)
    }
}

/// Only staff may enter afterwards what has already taken place.
pub(super) fn slot_to_come(slot: &Slot, context: &CommandContext) -> Result<(), Refusal> {
    if slot.has_ended(context.at) && !is_staff(context) {
        return Err(Refusal::SlotInThePast {
            ends_at: slot.local_end(),
        });
    }
    Ok(())
}

pub(super) fn is_staff(context: &CommandContext) -> bool {
    matches!(context.actor, Actor::Staff { .. })
}

/// Each ticked channel needs the address that it goes to. (Of an erased person nothing can be checked.)
pub(super) fn reachable(
    details: &Personal<PersonDetails>,
    channels: Channels,
    whom: Whom,
) -> Result<(), Refusal> {
    let Some(details) = details.get() else {
        return Ok(());
    };
    if channels.email && details.email.is_none() {
        return Err(Refusal::NoEmailForChannel { whom });
    }
    if channels.sms && !details.phone.as_ref().is_some_and(PhoneNumber::is_mobile) {
        return Err(Refusal::NoMobileForChannel { whom });
    }
    Ok(())
}

/// As [`told`], for a contractor who is engaged: the first request for a quote always goes by e-mail too.
pub(super) fn can_be_engaged(
    contractor: &EngagedContractor,
    mission: Mission,
    whom: Whom,
) -> Result<(), Refusal> {
    told(&contractor.details, contractor.channels, whom)?;
    match mission {
        Mission::ServiceOrder => Ok(()),
        Mission::Quote => asked_for_a_quote(&contractor.details, whom),
    }
}

pub(super) fn asked_for_a_quote(
    details: &Personal<PersonDetails>,
    whom: Whom,
) -> Result<(), Refusal> {
    match details.get() {
        Some(known) if known.email.is_none() => Err(Refusal::NoEmailForQuoteRequest { whom }),
        Some(_) | None => Ok(()),
    }
}

/// As [`reachable`], for those who are of no use without a channel.
pub(super) fn told(
    details: &Personal<PersonDetails>,
    channels: Channels,
    whom: Whom,
) -> Result<(), Refusal> {
    if channels.is_empty() {
        return Err(Refusal::NoChannel { whom });
    }
    reachable(details, channels, whom)
}
