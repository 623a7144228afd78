//! Which command does a step of the script stand for, and who gives it?

use anyhow::Result;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use domain::actor::{Actor, OnBehalfOf};
use domain::ids::{AssignmentId, CommandId, MessageId, NoteId};
use domain::metadata::CommandContext;
use domain::personal::{Personal, Subject};
use domain::ticket::event::Comment;
use domain::ticket::{
    Addressee, EngagedContractor, Invoice, NotFinished, PresenceAnswer, TicketCommand,
};
use domain::value::{
    Amount, MessageText, NoteHtml, ShortText, Slot, Subject as SubjectLine, TextError,
};
use uuid::Uuid;

use super::moment::Moment;
use super::opening::Living;
use super::script::{Deed, Paper, Step};

/// What telling a step needs besides the step.
pub struct Telling<'a> {
    pub living: &'a Living,
    /// When the demo is started: what moments are told from.
    pub now: DateTime<Utc>,
    pub zone: Tz,
    /// When the step happens.
    pub at: DateTime<Utc>,
}

impl Telling<'_> {
    /// Who acts: the contractor through the link, or the manager, perhaps for the contractor who telephoned.
    pub fn context(&self, step: &Step) -> CommandContext {
        let contractor = self.living.assignment;
        let command = CommandId::new(Uuid::now_v7());
        let staff = Actor::Staff {
            id: self.living.manager,
        };
        if step.by_phone {
            let whom = OnBehalfOf::Contractor {
                assignment: contractor,
            };
            CommandContext::new(command, staff, self.at).on_behalf_of(whom)
        } else if is_the_contractors(&step.deed) {
            CommandContext::new(
                command,
                Actor::Contractor {
                    assignment: contractor,
                },
                self.at,
            )
        } else {
            CommandContext::new(command, staff, self.at)
        }
    }

    pub fn answer(&self, step: &Step) -> Result<Option<TicketCommand>> {
        let assignment = self.living.assignment;
        let comment = self.comment(step.comment.as_deref())?;
        let signed_by = self.comment(step.signed_by.as_deref())?;
        let presence = |answer| TicketCommand::AnswerPresence {
            assignment,
            answer,
            comment: comment.clone(),
            signed_by: signed_by.clone(),
        };
        Ok(Some(match &step.deed {
            Deed::Accept { slot, minutes } => {
                let slot = self.slot(*slot, *minutes)?;
                TicketCommand::AcceptOrder {
                    assignment,
                    slot,
                    comment,
                    signed_by,
                }
            }
            Deed::Decline { reason } => TicketCommand::DeclineAssignment {
                assignment,
                reason: self.short(reason)?,
                signed_by,
            },
            Deed::Propose { slot, minutes } => {
                let slot = self.slot(*slot, *minutes)?;
                TicketCommand::ProposeSlot {
                    assignment,
                    slot,
                    comment,
                    signed_by,
                }
            }
            Deed::Impossible { reason } => presence(PresenceAnswer::Impossible {
                reason: self.short(reason)?,
            }),
            Deed::OnSite => presence(PresenceAnswer::OnSite),
            Deed::Late { minutes } => presence(PresenceAnswer::Late {
                expected_at: self.at + TimeDelta::minutes(*minutes),
            }),
            Deed::Complete { invoice } => TicketCommand::ReportCompletion {
                assignment,
                completed_on: self.today(),
                comment,
                invoice: invoice
                    .as_ref()
                    .map(|paper| self.invoice(paper))
                    .transpose()?,
                signed_by,
            },
            Deed::NotFinished { slot, minutes } => {
                let next = NotFinished::NewSlot {
                    slot: self.slot(*slot, *minutes)?,
                };
                TicketCommand::DenyCompletion {
                    assignment,
                    next,
                    comment,
                    signed_by,
                }
            }
            Deed::Invoice(paper) => TicketCommand::SubmitInvoice {
                assignment,
                invoice: self.invoice(paper)?,
                comment,
                signed_by,
            },
            Deed::AnswerMessage { text } => TicketCommand::WriteToAgency {
                message: MessageId::new(Uuid::now_v7()),
                from: Addressee::Contractor { assignment },
                subject: None,
                text: self.personal(MessageText::parse(text)?),
            },
            Deed::Engage { .. }
            | Deed::Confirm
            | Deed::Postpone { .. }
            | Deed::RequestInvoice
            | Deed::RejectInvoice
            | Deed::Note { .. }
            | Deed::Message { .. }
            | Deed::Silent { .. }
            | Deed::Cancel { .. }
            | Deed::Close => return Ok(None),
        }))
    }

    /// `other` is who is engaged, where the step engages somebody.
    pub fn decision(
        &self,
        step: &Step,
        other: Option<(AssignmentId, EngagedContractor)>,
    ) -> Result<Option<TicketCommand>> {
        let assignment = self.living.assignment;
        let comment = self.comment(step.comment.as_deref())?;
        Ok(Some(match &step.deed {
            Deed::Engage { .. } => match other {
                Some((assignment, contractor)) => TicketCommand::EngageContractor {
                    assignment,
                    contractor,
                    replace: false,
                },
                None => return Ok(None),
            },
            Deed::Confirm => TicketCommand::ConfirmSlot { assignment },
            Deed::Postpone {
                slot,
                minutes,
                reason,
            } => {
                let slot = self.slot(*slot, *minutes)?;
                TicketCommand::PostponeSlot {
                    assignment,
                    slot,
                    reason: self.comment(Some(reason))?,
                }
            }
            Deed::RequestInvoice => TicketCommand::RequestInvoice {
                assignment,
                comment,
            },
            Deed::RejectInvoice => {
                let comment = self.short(step.comment.as_deref().unwrap_or_default())?;
                TicketCommand::RejectInvoice {
                    assignment,
                    comment,
                }
            }
            Deed::Note { html } => TicketCommand::AddNote {
                note: NoteId::new(Uuid::now_v7()),
                html: self.personal(NoteHtml::parse(html)?),
            },
            Deed::Message { subject, text } => TicketCommand::SendMessage {
                message: MessageId::new(Uuid::now_v7()),
                to: Addressee::Contractor { assignment },
                subject: self.personal(SubjectLine::parse(subject)?),
                text: self.personal(MessageText::parse(text)?),
            },
            Deed::Silent { on } => TicketCommand::SwitchSilentMode { on: *on },
            Deed::Cancel { reason } => TicketCommand::CancelAssignment {
                assignment,
                reason: self.comment(Some(reason))?,
            },
            Deed::Close => TicketCommand::CloseTicket { comment },
            Deed::Accept { .. }
            | Deed::Decline { .. }
            | Deed::Propose { .. }
            | Deed::Impossible { .. }
            | Deed::OnSite
            | Deed::Late { .. }
            | Deed::Complete { .. }
            | Deed::NotFinished { .. }
            | Deed::Invoice(_)
            | Deed::AnswerMessage { .. } => return Ok(None),
        }))
    }

    fn personal<T>(&self, value: T) -> Personal<T> {
        Personal::new(Subject::ticket(self.living.ticket), value)
    }

    fn short(&self, text: &str) -> Result<Personal<ShortText>, TextError> {
        ShortText::parse(text).map(|text| self.personal(text))
    }

    fn comment(&self, text: Option<&str>) -> Result<Comment, TextError> {
        text.map(|text| self.short(text)).transpose()
    }

    fn slot(&self, at: Moment, minutes: u32) -> Result<Slot> {
        Ok(Slot::new(
            at.local(self.now, self.zone),
            minutes,
            self.zone,
            None,
        )?)
    }

    fn invoice(&self, paper: &Paper) -> Result<Invoice> {
        Ok(Invoice {
            amount: Amount::from_cents(paper.cents)?,
            number: Some(self.short(&paper.number)?),
            dated: Some(self.today()),
            attachment: None,
        })
    }

    fn today(&self) -> NaiveDate {
        self.at.with_timezone(&self.zone).date_naive()
    }
}

fn is_the_contractors(deed: &Deed) -> bool {
    match deed {
        Deed::Accept { .. }
        | Deed::Decline { .. }
        | Deed::Propose { .. }
        | Deed::Impossible { .. }
        | Deed::OnSite
        | Deed::Late { .. }
        | Deed::Complete { .. }
        | Deed::NotFinished { .. }
        | Deed::Invoice(_)
        | Deed::AnswerMessage { .. } => true,
        Deed::Engage { .. }
        | Deed::Confirm
        | Deed::Postpone { .. }
        | Deed::RequestInvoice
        | Deed::RejectInvoice
        | Deed::Note { .. }
        | Deed::Message { .. }
        | Deed::Silent { .. }
        | Deed::Cancel { .. }
        | Deed::Close => false,
    }
}
