//! The specification's rows *completed*, *invoice_requested* and *invoiced*, and reminding by hand.

use super::super::act::Euros;
use super::super::cast::Part;
use super::{Outcome, Reference, Ruled, Why, no};
use crate::ticket::StepCode as S;

impl Reference {
    /// Always by e-mail too, whatever the channels say.
    fn asked_by_email(&self, part: Part) -> Result<(), Why> {
        if self.part(part)?.reach.has_email() {
            return Ok(());
        }
        no("no_email_for_invoice_request")
    }

    pub(super) fn ask_invoice(&mut self, part: Part) -> Ruled {
        let steps = [S::Completed, S::InvoiceRequested];
        if self.at(part, &steps)?.step == S::InvoiceRequested {
            return Ok(Outcome::Nothing);
        }
        self.asked_by_email(part)?;
        let now = self.now;
        self.part_mut(part)?.ask(S::InvoiceRequested, now);
        Ok(Outcome::Done)
    }

    pub(super) fn reject_invoice(&mut self, part: Part) -> Ruled {
        self.at(part, &[S::Invoiced])?;
        self.asked_by_email(part)?;
        let now = self.now;
        self.part_mut(part)?.ask(S::InvoiceRequested, now);
        Ok(Outcome::Done)
    }

    pub(super) fn send_invoice(&mut self, part: Part, euros: Euros) -> Ruled {
        let steps = [S::Completed, S::InvoiceRequested, S::Invoiced];
        let known = self.at(part, &steps)?;
        if known.step == S::Invoiced {
            let same = known.invoice == Some(euros);
            return if same {
                Ok(Outcome::Nothing)
            } else {
                super::not_at(S::Invoiced)
            };
        }
        self.invoiced(part, euros)?;
        Ok(Outcome::Done)
    }

    pub(super) fn invoiced(&mut self, part: Part, euros: Euros) -> Result<(), Why> {
        let now = self.now;
        let known = self.part_mut(part)?;
        known.invoice = Some(euros);
        known.end(S::Invoiced, now);
        self.settle(part);
        Ok(())
    }

    /// Whatever is awaited can be asked for again by hand.
    pub(super) fn remind(&mut self, part: Part) -> Ruled {
        let owed = [
            S::AwaitingAnswer,
            S::QuoteRequested,
            S::QuotePromised,
            S::QuoteAccepted,
            S::InvoiceRequested,
        ];
        let visited = [S::Planned, S::OnSite, S::AwaitingCompletion];
        let step = self.at(part, &[&owed[..], &visited[..]].concat())?.step;
        if owed.contains(&step) {
            let now = self.now;
            self.part_mut(part)?.asked.last = now;
        }
        Ok(Outcome::Done)
    }
}
