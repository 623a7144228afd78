//! Who plays in a story, and how are they reached?

use crate::actor::Actor;
use crate::ids::{ApprovalId, AssignmentId, AttachmentId};
use crate::personal::{Personal, Subject};
use crate::ticket::spec::people::{COLLEAGUE, MANAGER, id, text};
use crate::ticket::{Addressee, Channels, EngagedContractor, PersonDetails};
use crate::value::{EmailAddress, PhoneNumber};

/// One contractor's part in the ticket, by their trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Plumber,
    Locksmith,
    Roofer,
    Electrician,
    Painter,
}

impl Part {
    pub(super) const ALL: [Self; 5] = [
        Self::Plumber,
        Self::Locksmith,
        Self::Roofer,
        Self::Electrician,
        Self::Painter,
    ];

    pub(super) fn index(self) -> usize {
        Self::ALL.iter().position(|part| *part == self).unwrap()
    }

    pub(super) fn id(self) -> AssignmentId {
        AssignmentId::new(id(0xA1 + self.index() as u128))
    }

    pub(super) fn of(id: AssignmentId) -> Self {
        let found = Self::ALL.into_iter().find(|part| part.id() == id);
        found.expect("a part of the story")
    }

    /// How they are reached when they are engaged.
    pub(super) fn reach(self) -> Reach {
        match self {
            Self::Plumber => Reach::Both,
            Self::Locksmith | Self::Painter => Reach::Email,
            Self::Roofer => Reach::SmsOnly,
            Self::Electrician => Reach::Sms,
        }
    }

    pub(super) fn contractor(self) -> EngagedContractor {
        EngagedContractor {
            contractor: None,
            details: self.details(self.reach()),
            trade: None,
            channels: self.reach().channels(),
            instructions: Some(text("Camion devant la porte")),
        }
    }

    pub(super) fn details(self, reach: Reach) -> Personal<PersonDetails> {
        let number = 0xB1 + self.index() as u128;
        let details = PersonDetails {
            name: format!("{self:?}"),
            email: reach.has_email().then(|| email(number)),
            phone: reach.has_mobile().then(|| mobile(number)),
        };
        Personal::new(Subject::person(id(number)), details)
    }
}

/// The addresses known of a contractor, and the channels ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    Both,
    Email,
    /// There is an e-mail address, and no tick at it.
    Sms,
    /// There is no e-mail address.
    SmsOnly,
    NoChannel,
    EmailWithoutAddress,
    SmsWithoutMobile,
}

impl Reach {
    pub(super) const ALL: [Self; 7] = [
        Self::Both,
        Self::Email,
        Self::Sms,
        Self::SmsOnly,
        Self::NoChannel,
        Self::EmailWithoutAddress,
        Self::SmsWithoutMobile,
    ];

    pub(super) fn has_email(self) -> bool {
        match self {
            Self::Both | Self::Email | Self::Sms | Self::NoChannel | Self::SmsWithoutMobile => true,
            Self::SmsOnly | Self::EmailWithoutAddress => false,
        }
    }

    fn has_mobile(self) -> bool {
        match self {
            Self::Both | Self::Sms | Self::SmsOnly | Self::EmailWithoutAddress => true,
            Self::Email | Self::NoChannel | Self::SmsWithoutMobile => false,
        }
    }

    pub(super) fn channels(self) -> Channels {
        match self {
            Self::Both => Channels::BOTH,
            Self::Email | Self::EmailWithoutAddress => Channels::EMAIL,
            Self::Sms | Self::SmsOnly | Self::SmsWithoutMobile => Channels::SMS,
            Self::NoChannel => Channels::NONE,
        }
    }
}

pub(super) fn email(number: u128) -> EmailAddress {
    serde_json::from_value(format!("n{number}@exemple.fr").into()).unwrap()
}

/// One of those kept for works of fiction, which no numbering plan has to be read for.
fn mobile(number: u128) -> PhoneNumber {
    serde_json::from_value(format!("+3363998{number:04}").into()).unwrap()
}

/// Whoever acts; deadlines come by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Manager,
    Colleague,
    Contractor(Part),
    Requester,
    /// Whoever was asked to decide, by the number of the request.
    Approver(u8),
    System,
}

impl Who {
    pub(super) fn is_staff(self) -> bool {
        matches!(self, Self::Manager | Self::Colleague)
    }

    pub(super) fn actor(self) -> Actor {
        match self {
            Self::Manager => Actor::Staff { id: MANAGER },
            Self::Colleague => Actor::Staff { id: COLLEAGUE },
            Self::Contractor(part) => Actor::Contractor {
                assignment: part.id(),
            },
            Self::Requester => Actor::Requester,
            Self::Approver(nth) => Actor::Approver {
                approval: approval(nth),
            },
            Self::System => Actor::System,
        }
    }
}

pub(super) fn approval(nth: u8) -> ApprovalId {
    ApprovalId::new(id(0xAA00 + u128::from(nth)))
}

pub(super) fn file(nth: u8) -> AttachmentId {
    AttachmentId::new(id(0xF100 + u128::from(nth)))
}

/// Somebody who is written to, or who writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Party {
    Contractor(Part),
    Requester,
    Landlord,
    SiteContact,
    Approver(u8),
}

impl Party {
    pub(super) fn addressee(self) -> Addressee {
        match self {
            Self::Contractor(part) => Addressee::Contractor {
                assignment: part.id(),
            },
            Self::Requester => Addressee::Requester,
            Self::Landlord => Addressee::Landlord,
            Self::SiteContact => Addressee::SiteContact,
            Self::Approver(nth) => Addressee::Approver {
                approval: approval(nth),
            },
        }
    }
}
