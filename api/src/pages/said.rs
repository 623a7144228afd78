//! What did a contractor say about one part of a ticket, whoever typed it: they themselves, or the agency for them?

use chrono_tz::Tz;
use domain::ids::AssignmentId;
use domain::personal::{Personal, Subject};
use domain::ticket::{NotFinished, PresenceAnswer, TicketCommand as C};
use domain::value::{ShortText, Slot};

use super::read::Reader;
use crate::problem::Problem;

type Remark = Option<Personal<ShortText>>;

/// One answer being read. Every field is read before anything is given up, so that all complaints are seen at once.
pub struct Said<'r, 'f> {
    assignment: AssignmentId,
    zone: Tz,
    /// Whom remarks belong to.
    ours: Subject,
    /// Missing where what was typed cannot be read.
    signed_by: Option<Remark>,
    comment: Option<Remark>,
    reader: &'r mut Reader<'f>,
}

impl<'r, 'f> Said<'r, 'f> {
    /// Who signs is read by the caller, from a field that is needed or may be empty.
    pub fn new(
        assignment: AssignmentId,
        zone: Tz,
        ours: Subject,
        signed_by: Option<Remark>,
        reader: &'r mut Reader<'f>,
    ) -> Self {
        Self {
            assignment,
            zone,
            signed_by,
            comment: reader.remark("comment", &ours),
            ours,
            reader,
        }
    }

    /// Yes, and when.
    pub fn accepts(self) -> Option<C> {
        let slot = self.reader.slot(self.zone);
        Some(C::AcceptOrder {
            assignment: self.assignment,
            slot: slot?,
            comment: self.comment?,
            signed_by: self.signed_by?,
        })
    }

    /// Another date.
    pub fn proposes(self) -> Option<C> {
        let slot = self.reader.slot(self.zone);
        Some(C::ProposeSlot {
            assignment: self.assignment,
            slot: slot?,
            comment: self.comment?,
            signed_by: self.signed_by?,
        })
    }

    /// No, and why.
    pub fn declines(self) -> Option<C> {
        let reason = self.reader.reason("reason", &self.ours);
        Some(C::DeclineAssignment {
            assignment: self.assignment,
            reason: reason?,
            signed_by: self.signed_by?,
        })
    }

    /// Not on the day that was agreed, and why.
    pub fn cancels(self) -> Option<C> {
        let reason = self.reader.reason("reason", &self.ours);
        Some(C::CancelSlot {
            assignment: self.assignment,
            reason: reason?,
            signed_by: self.signed_by?,
        })
    }

    /// Done: on which day, and for how much if the invoice comes along.
    pub fn reports_completion(self) -> Option<C> {
        let completed_on = self.reader.date("completed_on");
        let of_invoice = ["invoice.amount", "invoice.number", "invoice.attachment"];
        let typed = self.reader.typed;
        let invoice = if of_invoice.iter().any(|field| typed.some(field).is_some()) {
            self.reader.invoice(&self.ours).map(Some)
        } else {
            Some(None)
        };
        Some(C::ReportCompletion {
            assignment: self.assignment,
            completed_on: completed_on?,
            comment: self.comment?,
            invoice: invoice?,
            signed_by: self.signed_by?,
        })
    }

    /// Not done: later the same day, or another visit. The fields `next` and `slot.…`.
    pub fn denies_completion(self) -> Option<C> {
        let slot = self.reader.slot(self.zone);
        let next = not_finished(self.reader, slot);
        Some(C::DenyCompletion {
            assignment: self.assignment,
            next: next?,
            comment: self.comment?,
            signed_by: self.signed_by?,
        })
    }

    /// A quote is needed first.
    pub fn needs_a_quote(self) -> Option<C> {
        Some(C::ReportQuoteNecessary {
            assignment: self.assignment,
            comment: self.comment?,
            signed_by: self.signed_by?,
        })
    }

    /// What the work would cost. The fields `quote.amount`, `quote.attachment`.
    pub fn quotes(self) -> Option<C> {
        let quote = self.reader.quote();
        Some(C::SubmitQuote {
            assignment: self.assignment,
            quote: quote?,
            comment: self.comment?,
            signed_by: self.signed_by?,
        })
    }

    /// A quote will come, perhaps by a day.
    pub fn promises(self) -> Option<C> {
        let expected_on = match self.reader.typed.some("expected_on") {
            Some(_) => self.reader.date("expected_on").map(Some),
            None => Some(None),
        };
        Some(C::PromiseQuote {
            assignment: self.assignment,
            expected_on: expected_on?,
            comment: self.comment?,
            signed_by: self.signed_by?,
        })
    }

    pub fn invoices(self) -> Option<C> {
        let invoice = self.reader.invoice(&self.ours);
        Some(C::SubmitInvoice {
            assignment: self.assignment,
            invoice: invoice?,
            comment: self.comment?,
            signed_by: self.signed_by?,
        })
    }

    pub fn is_on_site(self) -> Option<C> {
        self.answers_presence(Some(PresenceAnswer::OnSite))
    }

    /// Late: until when. The fields `slot.date`, `slot.time`.
    pub fn is_late(self) -> Option<C> {
        let expected_at = self.reader.instant("slot.date", "slot.time", self.zone);
        self.answers_presence(expected_at.map(|expected_at| PresenceAnswer::Late { expected_at }))
    }

    /// Not today, but then.
    pub fn postpones(self) -> Option<C> {
        let slot = self.reader.slot(self.zone);
        self.answers_presence(slot.map(|slot| PresenceAnswer::Postponed { slot }))
    }

    /// Not today, and why.
    pub fn finds_it_impossible(self) -> Option<C> {
        let reason = self.reader.reason("reason", &self.ours);
        self.answers_presence(reason.map(|reason| PresenceAnswer::Impossible { reason }))
    }

    /// Any of the four answers to "are you there?", by the field `answer`.
    pub fn says_where_they_are(self) -> Option<C> {
        match self.reader.typed.get("answer") {
            "on-site" => self.is_on_site(),
            "late" => self.is_late(),
            "postponed" => self.postpones(),
            "impossible" => self.finds_it_impossible(),
            _ => {
                self.reader
                    .complain(Problem::invalid("answer", "unknown_value"));
                None
            }
        }
    }

    fn answers_presence(self, answer: Option<PresenceAnswer>) -> Option<C> {
        Some(C::AnswerPresence {
            assignment: self.assignment,
            answer: answer?,
            comment: self.comment?,
            signed_by: self.signed_by?,
        })
    }
}

fn not_finished(reader: &mut Reader<'_>, slot: Option<Slot>) -> Option<NotFinished> {
    match reader.typed.get("next") {
        "new-end" => Some(NotFinished::NewEnd { slot: slot? }),
        "new-slot" => Some(NotFinished::NewSlot { slot: slot? }),
        _ => {
            reader.complain(Problem::invalid("next", "unknown_value"));
            None
        }
    }
}
