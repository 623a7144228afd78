//! What does a contractor answer, by the link, or through the agency that was told by phone, SMS or letter?

use super::{Order, Place, SlotInput, at, required, unasked};
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
    pub reason: Option<String>,
    #[serde(default)]
    pub comment: Option<String>,
    /// Who answered, where it may be a colleague.
    #[serde(default)]
    pub signed_by: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswerChoice {
    Accept,
    Decline,
}

impl Order for AnswerInput {
    const CONTRACTORS_OWN: bool = true;

    fn command(self, place: &Place) -> Answer<TicketCommand> {
        match self.answer {
            AnswerChoice::Accept => unasked("reason", self.reason.as_ref())?,
            AnswerChoice::Decline => {
                unasked("slot", self.slot.as_ref())?;
                unasked("comment", self.comment.as_ref())?;
            }
        }
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
    pub comment: Option<String>,
    #[serde(default)]
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
    pub reason: String,
    #[serde(default)]
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
    #[schema(example = "2026-03-02T09:30")]
    pub expected_at: Option<String>,
    /// Needed to postpone.
    #[serde(default)]
    pub slot: Option<SlotInput>,
    /// Needed when impossible.
    #[serde(default)]
    pub reason: Option<String>,
    #[serde(default)]
    pub comment: Option<String>,
    #[serde(default)]
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

impl PresenceInput {
    /// What each choice needs, no other takes.
    fn is_to_the_point(&self) -> Answer<()> {
        if !matches!(self.answer, PresenceChoice::Late) {
            unasked("expected_at", self.expected_at.as_ref())?;
        }
        if !matches!(self.answer, PresenceChoice::Postponed) {
            unasked("slot", self.slot.as_ref())?;
        }
        if !matches!(self.answer, PresenceChoice::Impossible) {
            unasked("reason", self.reason.as_ref())?;
        }
        Ok(())
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
