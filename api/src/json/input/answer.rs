//! What does a contractor answer, by the link, or through the agency that was told by phone, SMS or letter?

use super::{Belongs, Choices, Order, Place, SlotInput, at, required};
use crate::problem::Answer;
use domain::ticket::{PresenceAnswer, TicketCommand};
use serde::Deserialize;
use utoipa::ToSchema;

/// The answer to an order: accepted with a slot, or declined with a reason.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerInput {
    pub answer: AnswerChoice,
    /// Needed to accept.
    #[serde(default)]
    pub slot: Option<SlotInput>,
    /// Needed to decline.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: Option<String>,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
    /// Who answered, where it may be a colleague.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub signed_by: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswerChoice {
    Accept,
    Decline,
}

/// What belongs to which answer to an order.
pub const ANSWER: Choices = Choices {
    schema: "AnswerInput",
    by: "answer",
    fields: &[
        Belongs::needed("slot", "accept"),
        Belongs::taken("comment", "accept"),
        Belongs::needed("reason", "decline"),
    ],
};

impl AnswerChoice {
    fn code(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Decline => "decline",
        }
    }
}

impl Order for AnswerInput {
    const CONTRACTORS_OWN: bool = true;

    fn command(self, place: &Place) -> Answer<TicketCommand> {
        let said = [
            ("slot", self.slot.is_some()),
            ("comment", self.comment.is_some()),
            ("reason", self.reason.is_some()),
        ];
        ANSWER.check(self.answer.code(), &said)?;
        let (assignment, signed_by) = (
            place.assignment,
            place.remark("signed_by", self.signed_by.as_deref())?,
        );
        Ok(match self.answer {
            AnswerChoice::Accept => TicketCommand::AcceptOrder {
                assignment,
                slot: SlotInput::read("slot", self.slot.as_ref(), place.zone)?,
                comment: place.remark("comment", self.comment.as_deref())?,
                signed_by,
            },
            AnswerChoice::Decline => TicketCommand::DeclineAssignment {
                assignment,
                reason: place.text("reason", &required("reason", self.reason)?)?,
                signed_by,
            },
        })
    }
}

/// Another slot, or the first one where the order was accepted without.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SlotProposalInput {
    pub slot: SlotInput,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub signed_by: Option<String>,
}

impl Order for SlotProposalInput {
    const CONTRACTORS_OWN: bool = true;

    fn command(self, place: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::ProposeSlot {
            assignment: place.assignment,
            slot: at("slot", self.slot.slot(place.zone))?,
            comment: place.remark("comment", self.comment.as_deref())?,
            signed_by: place.remark("signed_by", self.signed_by.as_deref())?,
        })
    }
}

/// The visit is off; another slot is awaited.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SlotCancellationInput {
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub signed_by: Option<String>,
}

impl Order for SlotCancellationInput {
    fn command(self, place: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::CancelSlot {
            assignment: place.assignment,
            reason: place.text("reason", &self.reason)?,
            signed_by: place.remark("signed_by", self.signed_by.as_deref())?,
        })
    }
}

/// The answer to "are you there?".
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PresenceInput {
    pub answer: PresenceChoice,
    /// Needed when late: local date and time of arrival.
    #[serde(default)]
    #[schema(format = "local-date-time", example = "2026-03-02T09:30")]
    pub expected_at: Option<String>,
    /// Needed to postpone.
    #[serde(default)]
    pub slot: Option<SlotInput>,
    /// Needed when impossible.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: Option<String>,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub signed_by: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PresenceChoice {
    OnSite,
    Late,
    Postponed,
    Impossible,
}

/// What belongs to which answer to "are you there?".
pub const PRESENCE: Choices = Choices {
    schema: "PresenceInput",
    by: "answer",
    fields: &[
        Belongs::needed("expected_at", "late"),
        Belongs::needed("slot", "postponed"),
        Belongs::needed("reason", "impossible"),
    ],
};

impl PresenceChoice {
    fn code(self) -> &'static str {
        match self {
            Self::OnSite => "on_site",
            Self::Late => "late",
            Self::Postponed => "postponed",
            Self::Impossible => "impossible",
        }
    }
}

impl PresenceInput {
    fn is_to_the_point(&self) -> Answer<()> {
        let said = [
            ("expected_at", self.expected_at.is_some()),
            ("slot", self.slot.is_some()),
            ("reason", self.reason.is_some()),
        ];
        PRESENCE.check(self.answer.code(), &said)
    }

    fn answer(&self, place: &Place) -> Answer<PresenceAnswer> {
        self.is_to_the_point()?;
        Ok(match self.answer {
            PresenceChoice::OnSite => PresenceAnswer::OnSite,
            PresenceChoice::Late => {
                let typed = required("expected_at", self.expected_at.as_deref())?;
                PresenceAnswer::Late {
                    expected_at: at("expected_at", super::slot::arrival(typed, place.zone))?,
                }
            }
            PresenceChoice::Postponed => PresenceAnswer::Postponed {
                slot: SlotInput::read("slot", self.slot.as_ref(), place.zone)?,
            },
            PresenceChoice::Impossible => PresenceAnswer::Impossible {
                reason: place.text("reason", required("reason", self.reason.as_deref())?)?,
            },
        })
    }
}

impl Order for PresenceInput {
    const CONTRACTORS_OWN: bool = true;

    fn command(self, place: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::AnswerPresence {
            assignment: place.assignment,
            answer: self.answer(place)?,
            comment: place.remark("comment", self.comment.as_deref())?,
            signed_by: place.remark("signed_by", self.signed_by.as_deref())?,
        })
    }
}
