//! Where does a story play, and who decides on quotes there?

use super::cast::email;
use crate::ids::PartyId;
use crate::personal::{Personal, Subject};
use crate::ticket::spec::people::id;
use crate::ticket::{Deciders, Module, Person, PersonDetails};

/// Somebody who might be asked to decide on quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decider {
    President,
    Member,
    Landlord,
    /// Typed in by hand.
    Stranger,
}

impl Decider {
    pub(super) const ALL: [Self; 4] = [
        Self::President,
        Self::Member,
        Self::Landlord,
        Self::Stranger,
    ];

    fn party(self) -> Option<PartyId> {
        match self {
            Self::President => Some(PartyId::new(id(0xD2))),
            Self::Member => Some(PartyId::new(id(0xD3))),
            Self::Landlord => Some(PartyId::new(id(0xD4))),
            Self::Stranger => None,
        }
    }

    pub(super) fn person(self) -> Person {
        let number = 0xD2 + Self::ALL.iter().position(|one| *one == self).unwrap() as u128;
        let subject = match self.party() {
            Some(party) => Subject::party(party),
            None => Subject::person(id(number)),
        };
        let details = PersonDetails {
            name: format!("{self:?}"),
            email: Some(email(number)),
            phone: None,
        };
        Person {
            party: self.party(),
            details: Personal::new(subject, details),
        }
    }
}

/// What does not change during a story: the building and its people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct World {
    pub(super) module: Module,
    pub(super) has_president: bool,
    pub(super) ask_presence: bool,
}

impl World {
    /// As the directory has them.
    pub(super) fn deciders(self) -> Deciders {
        let syndic = self.module == Module::Syndic;
        let president = Decider::President.party();
        let president = president.filter(|_| syndic && self.has_president);
        let member = Decider::Member.party().filter(|_| syndic);
        Deciders {
            landlord: Decider::Landlord.party().filter(|_| !syndic),
            threshold: None,
            president,
            council: president.into_iter().chain(member).collect(),
        }
    }
}
