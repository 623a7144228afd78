//! What does an act of a story ask of the product?

use super::super::facts::reason;
use super::super::people::{COLLEAGUE, MANAGER, the_site_contact};
use super::act::{Act, fresh, in_days};
use super::cast::{Part, approval, file};
use super::props::*;
use super::world::Decider;
use crate::ids::{MessageId, NoteId};
use crate::ticket::TicketCommand as C;
use crate::ticket::*;
use chrono::Duration;

fn ask_approval(scene: Scene, nth: u8, whom: Decider, with_member: bool) -> C {
    let member = Informed {
        person: Decider::Member.person(),
        channels: Channels::EMAIL,
    };
    C::RequestApproval {
        approval: approval(nth),
        approver: whom.person(),
        channels: Channels::EMAIL,
        informed: with_member.then_some(member).into_iter().collect(),
        deciders: scene.world.deciders(),
        comment: remark(),
    }
}

fn presence(part: Part, answer: PresenceAnswer) -> C {
    C::AnswerPresence {
        assignment: part.id(),
        answer,
        comment: remark(),
        signed_by: remark(),
    }
}

fn not_done(part: Part, next: NotFinished) -> C {
    C::DenyCompletion {
        assignment: part.id(),
        next,
        comment: remark(),
        signed_by: remark(),
    }
}

impl Act {
    /// `None`: it is no command of anybody's (a deadline that comes again).
    pub(super) fn command(self, scene: Scene) -> Option<C> {
        Some(match self {
            Self::OldDeadline(_) => return None,
            Self::Open(begin) => C::OpenTicket {
                mission: begin.mission,
                opening: opening(scene, begin),
                assignment: Part::Plumber.id(),
                contractor: Part::Plumber.contractor(),
                others: others(begin),
            },
            Self::Submit => C::SubmitRequest {
                request: request(scene),
            },
            Self::Validate(begin) => C::ValidateRequest {
                mission: begin.mission,
                opening: opening(scene, begin),
                assignment: Part::Plumber.id(),
                contractor: Part::Plumber.contractor(),
                others: others(begin),
            },
            Self::Dismiss => C::DismissRequest { reason: reason() },
            Self::Engage(part, others) => C::EngageContractor {
                assignment: part.id(),
                contractor: part.contractor(),
                others,
            },
            Self::Close => C::CloseTicket { comment: remark() },
            Self::Reopen { allowed } => C::ReopenTicket {
                reason: reason(),
                allowed,
            },
            Self::Accept(part, when) => C::AcceptOrder {
                assignment: part.id(),
                slot: slot(scene, when),
                comment: remark(),
                signed_by: remark(),
            },
            Self::Decline(part) => C::DeclineAssignment {
                assignment: part.id(),
                reason: reason(),
                signed_by: remark(),
            },
            Self::Propose(part, when) => C::ProposeSlot {
                assignment: part.id(),
                slot: slot(scene, when),
                comment: remark(),
                signed_by: remark(),
            },
            Self::Confirm(part) => C::ConfirmSlot {
                assignment: part.id(),
            },
            Self::Postpone(part, when) => C::PostponeSlot {
                assignment: part.id(),
                slot: slot(scene, when),
                reason: remark(),
            },
            Self::CancelSlot(part) => C::CancelSlot {
                assignment: part.id(),
                reason: reason(),
                signed_by: remark(),
            },
            Self::OnSite(part) => presence(part, PresenceAnswer::OnSite),
            Self::Late(part, minutes) => {
                let expected_at = scene.now + Duration::minutes(i64::from(minutes));
                presence(part, PresenceAnswer::Late { expected_at })
            }
            Self::MoveVisit(part, when) => {
                let slot = slot(scene, when);
                presence(part, PresenceAnswer::Postponed { slot })
            }
            Self::Impossible(part) => {
                presence(part, PresenceAnswer::Impossible { reason: reason() })
            }
            Self::Done(part, days, euros) => C::ReportCompletion {
                assignment: part.id(),
                completed_on: in_days(scene.now, days),
                comment: remark(),
                invoice: euros.map(invoice),
                signed_by: remark(),
            },
            Self::Longer(part, when) => {
                let slot = slot(scene, when);
                not_done(part, NotFinished::NewEnd { slot })
            }
            Self::AnotherVisit(part, when) => {
                let slot = slot(scene, when);
                not_done(part, NotFinished::NewSlot { slot })
            }
            Self::FindQuoteNecessary(part) => C::ReportQuoteNecessary {
                assignment: part.id(),
                comment: remark(),
                signed_by: remark(),
            },
            Self::Read(part) => C::AcknowledgeOrder {
                assignment: part.id(),
            },
            Self::RenewLink(part) => C::RenewLink {
                assignment: part.id(),
            },
            Self::Remind(part) => C::RemindNow {
                assignment: part.id(),
            },
            Self::Cancel(part) => C::CancelAssignment {
                assignment: part.id(),
                reason: remark(),
            },
            Self::ChangeDetails(part, reach, new_link) => C::ChangeContactDetails {
                assignment: part.id(),
                details: part.details(reach),
                channels: reach.channels(),
                new_link,
            },
            Self::AskQuote(part) => C::RequestQuote {
                assignment: part.id(),
                comment: remark(),
            },
            Self::Promise(part, days) => C::PromiseQuote {
                assignment: part.id(),
                expected_on: days.map(|days| in_days(scene.now, days)),
                comment: remark(),
                signed_by: remark(),
            },
            Self::Quote(part, euros, paper) => C::SubmitQuote {
                assignment: part.id(),
                quote: Quote {
                    amount: amount(euros),
                    attachment: paper.map(file),
                },
                comment: remark(),
                signed_by: remark(),
            },
            Self::AcceptQuote(part, version) => C::AcceptQuote {
                assignment: part.id(),
                version,
                signed: None,
                comment: remark(),
            },
            Self::RefuseQuote(part, version) => C::RefuseQuote {
                assignment: part.id(),
                version,
                reason: remark(),
            },
            Self::SendSigned(part, paper) => C::SendSignedQuote {
                assignment: part.id(),
                attachment: file(paper),
                comment: remark(),
            },
            Self::AskApproval {
                nth,
                whom,
                informed,
            } => ask_approval(scene, nth, whom, informed),
            Self::RemindApprover(nth) => C::RemindApprover {
                approval: approval(nth),
            },
            Self::Approve(nth, part, version) => C::ApproveQuote {
                approval: approval(nth),
                assignment: part.id(),
                version,
                comment: remark(),
                signed_by: remark(),
            },
            Self::Disapprove(nth) => C::DisapproveQuotes {
                approval: approval(nth),
                comment: remark(),
                signed_by: remark(),
            },
            Self::AskInvoice(part) => C::RequestInvoice {
                assignment: part.id(),
                comment: remark(),
            },
            Self::Invoice(part, euros) => C::SubmitInvoice {
                assignment: part.id(),
                invoice: invoice(euros),
                comment: remark(),
                signed_by: remark(),
            },
            Self::RejectInvoice(part) => C::RejectInvoice {
                assignment: part.id(),
                comment: reason(),
            },
            Self::Message(to) => C::SendMessage {
                message: MessageId::new(fresh(scene.nth)),
                to: to.addressee(),
                subject: subject(0),
                text: words(),
            },
            Self::Write(from) => C::WriteToAgency {
                message: MessageId::new(fresh(scene.nth)),
                from: from.addressee(),
                subject: Some(subject(0)),
                text: words(),
            },
            Self::Inform(persons) => C::InformThirdParty {
                message: MessageId::new(fresh(scene.nth)),
                persons: informed(persons),
                text: words(),
            },
            Self::Note => C::AddNote {
                note: NoteId::new(fresh(scene.nth)),
                html: NOTE.clone(),
            },
            Self::Amend(nth) => C::AmendDetails {
                subject: subject(nth),
                description: description(),
            },
            Self::SetSiteContact(there) => C::SetSiteContact {
                contact: there.then(the_site_contact),
            },
            Self::SetWatchers(count) => C::SetWatchers {
                watchers: watchers(count),
            },
            Self::SetPolicy(chosen) => C::SetReminderPolicy {
                policy: policy(chosen),
            },
            Self::Silent(on) => C::SwitchSilentMode { on },
            Self::Attach(nth, shown) => C::AttachFile {
                attachment: attachment(nth, shown),
            },
            Self::Transfer {
                to_colleague,
                is_manager,
            } => C::TransferTicket {
                to: if to_colleague { COLLEAGUE } else { MANAGER },
                is_manager,
            },
            Self::Spend(minutes) => C::RecordTimeSpent {
                seconds: u32::from(minutes) * 60,
            },
            Self::Acknowledge => C::AcknowledgeAttention,
            Self::DeliveryFails(part) => C::RecordNotificationFailure {
                failure: Undelivered {
                    recipient: Recipient::Contractor {
                        assignment: part.id(),
                    },
                    channel: Channel::Email,
                    about: "ContractorEngaged".to_owned(),
                    reason: "unknown_mailbox".to_owned(),
                },
            },
        })
    }
}
