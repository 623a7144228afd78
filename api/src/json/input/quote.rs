//! What would it cost, and what becomes of the offer? Quotes by the contractor or through the agency, and the decisions on
//! them.

use super::{Belongs, Choices, Order, Place, ToldInput, at, date};
use crate::problem::Answer;
use domain::ticket::{Quote, TicketCommand};
use domain::value::Amount;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What the contractor would do the work for.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuoteFields {
    /// In euros including tax, with at most two decimals; a comma or a point before them. 0.01 to 10 000 000.
    #[schema(format = "euros", example = "1250.50")]
    pub amount: String,
    /// A file of the ticket.
    #[serde(default)]
    pub attachment: Option<Uuid>,
}

/// The quote. Sent again before anybody has decided, it replaces the one before.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuoteInput {
    pub quote: QuoteFields,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub signed_by: Option<String>,
}

impl Order for QuoteInput {
    const CONTRACTORS_OWN: bool = true;

    fn command(self, place: &Place) -> Answer<TicketCommand> {
        let amount = at("amount", Amount::parse(&self.quote.amount));
        Ok(TicketCommand::SubmitQuote {
            assignment: place.assignment,
            quote: Quote {
                amount: at("quote", amount)?,
                attachment: self.quote.attachment.map(Into::into),
            },
            comment: place.remark("comment", self.comment.as_deref())?,
            signed_by: place.remark("signed_by", self.signed_by.as_deref())?,
        })
    }
}

/// A quote will come.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct QuotePromiseInput {
    /// The local day by which it should come.
    #[schema(format = "date", example = "2026-03-06")]
    pub expected_on: Option<String>,
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
    #[schema(max_length = 2000)]
    pub signed_by: Option<String>,
}

impl Order for QuotePromiseInput {
    const CONTRACTORS_OWN: bool = true;

    fn command(self, place: &Place) -> Answer<TicketCommand> {
        let expected_on = self.expected_on.as_deref();
        Ok(TicketCommand::PromiseQuote {
            assignment: place.assignment,
            expected_on: expected_on
                .map(|typed| date("expected_on", typed))
                .transpose()?,
            comment: place.remark("comment", self.comment.as_deref())?,
            signed_by: place.remark("signed_by", self.signed_by.as_deref())?,
        })
    }
}

/// The service order becomes a request for a quote.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct QuoteRequestInput {
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
}

impl Order for QuoteRequestInput {
    fn command(self, place: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::RequestQuote {
            assignment: place.assignment,
            comment: place.remark("comment", self.comment.as_deref())?,
        })
    }
}

/// The quote is kept. Of several, the others are refused or no longer awaited.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuoteAcceptanceInput {
    /// That of the quote that was looked at.
    #[schema(minimum = 1, maximum = 65535, example = 1)]
    pub version: u16,
    /// The copy that the agency signed, a file of the ticket.
    #[serde(default)]
    pub signed: Option<Uuid>,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
}

impl Order for QuoteAcceptanceInput {
    fn command(self, place: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::AcceptQuote {
            assignment: place.assignment,
            version: self.version,
            signed: self.signed.map(Into::into),
            comment: place.remark("comment", self.comment.as_deref())?,
        })
    }
}

/// The quote is not kept.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuoteRefusalInput {
    /// That of the quote that was looked at.
    #[schema(minimum = 1, maximum = 65535, example = 1)]
    pub version: u16,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub reason: Option<String>,
}

impl Order for QuoteRefusalInput {
    fn command(self, place: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::RefuseQuote {
            assignment: place.assignment,
            version: self.version,
            reason: place.remark("reason", self.reason.as_deref())?,
        })
    }
}

/// The copy that the agency signed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignedQuoteInput {
    /// A file of the ticket.
    pub attachment: Uuid,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
}

impl Order for SignedQuoteInput {
    fn command(self, place: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::SendSignedQuote {
            assignment: place.assignment,
            attachment: self.attachment.into(),
            comment: place.remark("comment", self.comment.as_deref())?,
        })
    }
}

/// Who is asked to decide on the quotes received.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalRequestInput {
    /// Gérance: the landlord. Syndic: the president of the council; where there is none, one of its members or somebody
    /// typed in by hand.
    pub approver: ToldInput,
    /// Syndic: other members of the council, who are told and do not decide.
    #[serde(default)]
    pub informed: Vec<ToldInput>,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
}

/// What whoever was asked decides, once.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerdictInput {
    pub decision: VerdictChoice,
    /// Needed to approve: the contractor's part whose quote is approved.
    #[serde(default)]
    pub assignment: Option<Uuid>,
    /// Needed to approve: that of the quote that was looked at.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 65535, example = 1)]
    pub version: Option<u16>,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
    /// Who decided, where it may be somebody else.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub signed_by: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerdictChoice {
    Approve,
    /// All of them, where there are several.
    Disapprove,
}

impl VerdictChoice {
    fn code(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Disapprove => "disapprove",
        }
    }
}

/// What belongs to which decision.
pub const VERDICT: Choices = Choices {
    schema: "VerdictInput",
    by: "decision",
    fields: &[
        Belongs::needed("assignment", "approve"),
        Belongs::needed("version", "approve"),
    ],
};

impl VerdictInput {
    pub fn command(
        &self,
        approval: domain::ids::ApprovalId,
        place: &Place,
    ) -> Answer<TicketCommand> {
        let said = [
            ("assignment", self.assignment.is_some()),
            ("version", self.version.is_some()),
        ];
        VERDICT.check(self.decision.code(), &said)?;
        let comment = place.remark("comment", self.comment.as_deref())?;
        let signed_by = place.remark("signed_by", self.signed_by.as_deref())?;
        Ok(match self.decision {
            VerdictChoice::Approve => TicketCommand::ApproveQuote {
                approval,
                assignment: super::required("assignment", self.assignment)?.into(),
                version: super::required("version", self.version)?,
                comment,
                signed_by,
            },
            VerdictChoice::Disapprove => TicketCommand::DisapproveQuotes {
                approval,
                comment,
                signed_by,
            },
        })
    }
}

/// The approver is reminded, now.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ApproverReminderInput {}
