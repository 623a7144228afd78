//! Which command does a step of the script stand for, and who gives it?

use anyhow::{Context, Result};
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

    /// One line a deed. `other` is who is engaged, where the step engages somebody.
    pub fn command(
        &self,
        step: &Step,
        other: Option<(AssignmentId, EngagedContractor)>,
    ) -> Result<TicketCommand> {
        let assignment = self.living.assignment;
        let comment = self.comment(step.comment.as_deref())?;
        Ok(match &step.deed {
            Deed::Accept { slot, minutes } => self.accept(step, self.slot(*slot, *minutes)?)?,
            Deed::Decline { reason } => self.decline(step, reason)?,
            Deed::Propose { slot, minutes } => self.propose(step, self.slot(*slot, *minutes)?)?,
            Deed::OnSite => self.presence(step, PresenceAnswer::OnSite)?,
            Deed::Late { minutes } => self.presence(step, self.late(*minutes))?,
            Deed::Impossible { reason } => self.presence(step, self.impossible(reason)?)?,
            Deed::Complete { invoice } => self.complete(step, invoice.as_ref())?,
            Deed::NotFinished { slot, minutes } => {
                self.not_finished(step, self.slot(*slot, *minutes)?)?
            }
            Deed::Invoice(paper) => self.submit(step, paper)?,
            Deed::AnswerMessage { text } => self.write_to_agency(text)?,
            Deed::Engage { .. } => engage(other)?,
            Deed::Confirm => TicketCommand::ConfirmSlot { assignment },
            Deed::Postpone {
                slot,
                minutes,
                reason,
            } => self.postpone(self.slot(*slot, *minutes)?, reason)?,
            Deed::RequestInvoice => TicketCommand::RequestInvoice {
                assignment,
                comment,
            },
            Deed::RejectInvoice => self.reject_invoice(step)?,
            Deed::Note { html } => self.note(html)?,
            Deed::Message { subject, text } => self.message(subject, text)?,
            Deed::Silent { on } => TicketCommand::SwitchSilentMode { on: *on },
            Deed::Cancel { reason } => self.cancel(reason)?,
            Deed::Close => TicketCommand::CloseTicket { comment },
        })
    }

    fn accept(&self, step: &Step, slot: Slot) -> Result<TicketCommand> {
        let (assignment, comment, signed_by) = self.said(step)?;
        Ok(TicketCommand::AcceptOrder {
            assignment,
            slot,
            comment,
            signed_by,
        })
    }

    fn decline(&self, step: &Step, reason: &str) -> Result<TicketCommand> {
        let (assignment, _, signed_by) = self.said(step)?;
        Ok(TicketCommand::DeclineAssignment {
            assignment,
            reason: self.short(reason)?,
            signed_by,
        })
    }

    fn propose(&self, step: &Step, slot: Slot) -> Result<TicketCommand> {
        let (assignment, comment, signed_by) = self.said(step)?;
        Ok(TicketCommand::ProposeSlot {
            assignment,
            slot,
            comment,
            signed_by,
        })
    }

    fn presence(&self, step: &Step, answer: PresenceAnswer) -> Result<TicketCommand> {
        let (assignment, comment, signed_by) = self.said(step)?;
        Ok(TicketCommand::AnswerPresence {
            assignment,
            answer,
            comment,
            signed_by,
        })
    }

    fn late(&self, minutes: i64) -> PresenceAnswer {
        PresenceAnswer::Late {
            expected_at: self.at + TimeDelta::minutes(minutes),
        }
    }

    fn impossible(&self, reason: &str) -> Result<PresenceAnswer> {
        Ok(PresenceAnswer::Impossible {
            reason: self.short(reason)?,
        })
    }

    fn complete(&self, step: &Step, invoice: Option<&Paper>) -> Result<TicketCommand> {
        let (assignment, comment, signed_by) = self.said(step)?;
        let invoice = invoice.map(|paper| self.invoice(paper)).transpose()?;
        let completed_on = self.today();
        Ok(TicketCommand::ReportCompletion {
            assignment,
            completed_on,
            comment,
            invoice,
            signed_by,
        })
    }

    fn not_finished(&self, step: &Step, slot: Slot) -> Result<TicketCommand> {
        let (assignment, comment, signed_by) = self.said(step)?;
        let next = NotFinished::NewSlot { slot };
        Ok(TicketCommand::DenyCompletion {
            assignment,
            next,
            comment,
            signed_by,
        })
    }

    fn submit(&self, step: &Step, paper: &Paper) -> Result<TicketCommand> {
        let (assignment, comment, signed_by) = self.said(step)?;
        let invoice = self.invoice(paper)?;
        Ok(TicketCommand::SubmitInvoice {
            assignment,
            invoice,
            comment,
            signed_by,
        })
    }

    fn write_to_agency(&self, text: &str) -> Result<TicketCommand> {
        Ok(TicketCommand::WriteToAgency {
            message: MessageId::new(Uuid::now_v7()),
            from: Addressee::Contractor {
                assignment: self.living.assignment,
            },
            subject: None,
            text: self.personal(MessageText::parse(text)?),
        })
    }

    fn postpone(&self, slot: Slot, reason: &str) -> Result<TicketCommand> {
        let assignment = self.living.assignment;
        Ok(TicketCommand::PostponeSlot {
            assignment,
            slot,
            reason: self.comment(Some(reason))?,
        })
    }

    fn reject_invoice(&self, step: &Step) -> Result<TicketCommand> {
        let comment = self.short(step.comment.as_deref().unwrap_or_default())?;
        Ok(TicketCommand::RejectInvoice {
            assignment: self.living.assignment,
            comment,
        })
    }

    fn note(&self, html: &str) -> Result<TicketCommand> {
        let html = self.personal(NoteHtml::parse(html)?);
        Ok(TicketCommand::AddNote {
            note: NoteId::new(Uuid::now_v7()),
            html,
        })
    }

    fn message(&self, subject: &str, text: &str) -> Result<TicketCommand> {
        Ok(TicketCommand::SendMessage {
            message: MessageId::new(Uuid::now_v7()),
            to: Addressee::Contractor {
                assignment: self.living.assignment,
            },
            subject: self.personal(SubjectLine::parse(subject)?),
            text: self.personal(MessageText::parse(text)?),
        })
    }

    fn cancel(&self, reason: &str) -> Result<TicketCommand> {
        let assignment = self.living.assignment;
        Ok(TicketCommand::CancelAssignment {
            assignment,
            reason: self.comment(Some(reason))?,
        })
    }

    /// Whose part it is, what was remarked, and who answered.
    fn said(&self, step: &Step) -> Result<(AssignmentId, Comment, Comment)> {
        let comment = self.comment(step.comment.as_deref())?;
        Ok((
            self.living.assignment,
            comment,
            self.comment(step.signed_by.as_deref())?,
        ))
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

fn engage(other: Option<(AssignmentId, EngagedContractor)>) -> Result<TicketCommand> {
    let (assignment, contractor) = other.context("nobody to engage")?;
    Ok(TicketCommand::EngageContractor {
        assignment,
        contractor,
        others: None,
    })
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
