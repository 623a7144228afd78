//! Whom can one ask to have erased? Somebody of the directory, somebody typed in by hand, a colleague, a ticket's texts.

use domain::ids::{ContractorId, PartyId, StaffId, TicketId};
use domain::personal::Subject;
use uuid::Uuid;

/// One entry of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whom {
    Party(PartyId),
    Contractor(ContractorId),
    /// Typed into a ticket by hand, and known to that ticket only.
    Person(Uuid),
    /// Somebody who worked for the agency.
    Staff(StaffId),
    /// Nobody in particular: whatever was written on a ticket, and its files.
    Text(TicketId),
}

impl Whom {
    pub fn subject(self) -> Subject {
        match self {
            Self::Party(id) => Subject::party(id),
            Self::Contractor(id) => Subject::contractor(id),
            Self::Person(id) => Subject::person(id),
            Self::Staff(id) => Subject::staff(id),
            Self::Text(id) => Subject::ticket(id),
        }
    }

    /// The entry that a stored subject belongs to; `None` for a form that is not known.
    pub fn of(subject: &Subject) -> Option<Self> {
        let (kind, id) = subject.as_str().split_once(':')?;
        // Texts carry more behind the ticket's id: how often it was renewed, and who wrote them.
        let id = id.split(['/', '#']).next()?;
        let id = Uuid::parse_str(id).ok()?;
        match kind {
            "party" => Some(Self::Party(id.into())),
            "contractor" => Some(Self::Contractor(id.into())),
            "person" => Some(Self::Person(id)),
            "staff" => Some(Self::Staff(id.into())),
            "ticket" => Some(Self::Text(id.into())),
            _ => None,
        }
    }

    /// One word for people and programs.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Party(_) => "party",
            Self::Contractor(_) => "contractor",
            Self::Person(_) => "person",
            Self::Staff(_) => "staff",
            Self::Text(_) => "ticket-text",
        }
    }

    pub fn id(self) -> Uuid {
        match self {
            Self::Party(id) => id.uuid(),
            Self::Contractor(id) => id.uuid(),
            Self::Person(id) => id,
            Self::Staff(id) => id.uuid(),
            Self::Text(id) => id.uuid(),
        }
    }
}

#[cfg(test)]
mod spec {
    use super::*;

    #[test]
    fn every_subject_leads_back_to_its_entry() {
        let id = Uuid::from_u128(7);
        for whom in [
            Whom::Party(id.into()),
            Whom::Contractor(id.into()),
            Whom::Person(id),
            Whom::Staff(id.into()),
            Whom::Text(id.into()),
        ] {
            assert_eq!(Whom::of(&whom.subject()), Some(whom));
            let words = Subject::words(&Subject::ticket(id.into()).renewed(), &whom.subject());
            assert_eq!(Whom::of(&words), Some(Whom::Text(id.into())));
        }
        assert_eq!(Whom::of(&Subject::from_stored("party:somebody")), None);
    }
}
