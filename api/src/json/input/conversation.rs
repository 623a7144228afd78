//! What do people write to each other, and what do staff write for themselves?

use super::{Belongs, Choices, Order, Place, at};
use crate::problem::Answer;
use domain::ids::{ApprovalId, AssignmentId, MessageId, NoteId};
use domain::ticket::{Addressee, TicketCommand};
use domain::value::{MessageText, NoteHtml, Subject};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Somebody of the ticket.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AddresseeInput {
    Contractor,
    Requester,
    /// Gérance.
    Landlord,
    /// Syndic: of the owners' council.
    President,
    /// Gérance.
    Tenant,
    SiteContact,
    /// Whoever was asked to decide on quotes.
    Approver,
}

/// Which contractor is meant is said of contractors only, and which request of those who were asked to decide.
pub const MESSAGE: Choices = Choices {
    schema: "MessageInput",
    by: "to",
    fields: &[
        Belongs::needed("assignment", "contractor"),
        Belongs::needed("approval", "approver"),
    ],
};

impl AddresseeInput {
    fn code(self) -> &'static str {
        match self {
            Self::Contractor => "contractor",
            Self::Requester => "requester",
            Self::Landlord => "landlord",
            Self::President => "president",
            Self::Tenant => "tenant",
            Self::SiteContact => "site_contact",
            Self::Approver => "approver",
        }
    }
}

/// A message from the agency to somebody of the ticket.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MessageInput {
    pub to: AddresseeInput,
    /// Needed for a contractor.
    #[serde(default)]
    pub assignment: Option<Uuid>,
    /// Needed for an approver: the request made to them.
    #[serde(default)]
    pub approval: Option<Uuid>,
    #[schema(min_length = 1, max_length = 200)]
    pub subject: String,
    #[schema(min_length = 1, max_length = 10000)]
    pub text: String,
}

impl Order for MessageInput {
    fn command(self, place: &Place) -> Answer<TicketCommand> {
        let said = [
            ("assignment", self.assignment.is_some()),
            ("approval", self.approval.is_some()),
        ];
        MESSAGE.check(self.to.code(), &said)?;
        let to = match self.to {
            AddresseeInput::Contractor => {
                let assignment = AssignmentId::new(super::required("assignment", self.assignment)?);
                Addressee::Contractor { assignment }
            }
            AddresseeInput::Requester => Addressee::Requester,
            AddresseeInput::Landlord => Addressee::Landlord,
            AddresseeInput::President => Addressee::President,
            AddresseeInput::Tenant => Addressee::Tenant,
            AddresseeInput::SiteContact => Addressee::SiteContact,
            AddresseeInput::Approver => {
                let approval = ApprovalId::new(super::required("approval", self.approval)?);
                Addressee::Approver { approval }
            }
        };
        Ok(TicketCommand::SendMessage {
            message: MessageId::new(place.fresh.id("message")),
            to,
            subject: place.personal(at("subject", Subject::parse(&self.subject))?),
            text: place.personal(at("text", MessageText::parse(&self.text))?),
        })
    }
}

/// A message from the contractor to the agency.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MessageToAgencyInput {
    #[serde(default)]
    #[schema(max_length = 200)]
    pub subject: Option<String>,
    #[schema(min_length = 1, max_length = 10000)]
    pub text: String,
}

impl Order for MessageToAgencyInput {
    const CONTRACTORS_OWN: bool = true;

    fn command(self, place: &Place) -> Answer<TicketCommand> {
        let subject = self
            .subject
            .as_deref()
            .filter(|typed| !typed.trim().is_empty());
        let subject = subject
            .map(|typed| at("subject", Subject::parse(typed)))
            .transpose()?;
        Ok(TicketCommand::WriteToAgency {
            message: MessageId::new(place.fresh.id("message")),
            from: Addressee::Contractor {
                assignment: place.assignment,
            },
            subject: subject.map(|subject| place.personal(subject)),
            text: place.personal(at("text", MessageText::parse(&self.text))?),
        })
    }
}

/// A note that is never seen outside the agency.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteInput {
    /// HTML with emphasis, lists and colours; anything else is taken out.
    #[schema(format = "html", min_length = 1)]
    pub html: String,
}

impl Order for NoteInput {
    fn command(self, place: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::AddNote {
            note: NoteId::new(place.fresh.id("note")),
            html: place.personal(at("html", NoteHtml::parse(&self.html))?),
        })
    }
}
