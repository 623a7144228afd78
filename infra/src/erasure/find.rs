//! Under which entries is somebody known? In the directory, among the staff, and typed by hand into tickets.

use domain::ids::{AgencyId, TicketId};
use domain::personal::Subject;
use domain::ticket::PersonDetails;
use domain::value::{EmailAddress, PhoneNumber};
use std::collections::{BTreeMap, BTreeSet};

use super::likeness::{Likeness, last_digits};
use super::traces;
use super::{Erasure, ErasureFault, Whom};
use crate::directory::{Contractor, Party, fold};
use crate::staff::StaffMember;

/// Entries of the directory that one search may give.
const LIMIT: u32 = 200;
/// With fewer digits a search is not for a number.
const DIGITS: usize = 6;

/// Somebody, as one entry has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub whom: Whom,
    pub name: String,
    pub email: Option<EmailAddress>,
    pub phone: Option<PhoneNumber>,
    /// How many tickets the entry stands in, where that was counted.
    pub tickets: usize,
}

impl Found {
    fn new(whom: Whom, details: PersonDetails) -> Self {
        let PersonDetails { name, email, phone } = details;
        Self {
            whom,
            name,
            email,
            phone,
            tickets: 0,
        }
    }

    pub(super) fn teach(&self, likeness: &mut Likeness) {
        likeness.learn(&self.name, self.email.as_ref(), self.phone.as_ref());
    }
}

impl From<Party> for Found {
    fn from(party: Party) -> Self {
        let Party {
            id,
            name,
            email,
            phone,
            ..
        } = party;
        Self::new(Whom::Party(id), PersonDetails { name, email, phone })
    }
}

impl From<Contractor> for Found {
    fn from(contractor: Contractor) -> Self {
        let Contractor {
            id,
            company: name,
            email,
            phone,
            ..
        } = contractor;
        Self::new(Whom::Contractor(id), PersonDetails { name, email, phone })
    }
}

impl From<StaffMember> for Found {
    fn from(member: StaffMember) -> Self {
        let StaffMember {
            id,
            name,
            email,
            phone,
            ..
        } = member;
        let email = Some(email);
        Self::new(Whom::Staff(id), PersonDetails { name, email, phone })
    }
}

impl Erasure {
    /// Everybody whose name, e-mail address and telephone number hold every word of `text`: case and accents do not
    /// matter, nor how a number is written. Reads the agency's whole log.
    pub async fn find(&self, agency: AgencyId, text: &str) -> Result<Vec<Found>, ErasureFault> {
        let sought = Sought::new(text);
        let mut found: BTreeMap<Whom, Found> = BTreeMap::new();
        let mut add = |entry: Found| found.entry(entry.whom).or_insert(entry).tickets;
        for party in self.directory.find_parties(agency, text, LIMIT).await? {
            add(party.into());
        }
        for contractor in self.directory.find_contractors(agency, text, LIMIT).await? {
            add(contractor.into());
        }
        for member in self.staff.members(agency).await? {
            let entry = Found::from(member);
            if sought.fits(&entry) {
                add(entry);
            }
        }
        let mut places: BTreeMap<Whom, BTreeSet<TicketId>> = BTreeMap::new();
        traces::each_event(&self.log, agency, |event, fact| {
            for (subject, value) in traces::personal(fact) {
                let (Some(whom), Some(details)) = (Whom::of(&subject), traces::as_details(&value))
                else {
                    continue;
                };
                let entry = Found::new(whom, details);
                if sought.fits(&entry) {
                    found.entry(whom).or_insert(entry);
                }
                let ticket = TicketId::new(event.aggregate_id);
                places.entry(whom).or_default().insert(ticket);
            }
        })
        .await?;
        for (whom, entry) in &mut found {
            entry.tickets = places.get(whom).map_or(0, BTreeSet::len);
        }
        Ok(found.into_values().collect())
    }

    /// The entry as directory and staff have it; `None` also where there can be none.
    pub(super) async fn entry(
        &self,
        agency: AgencyId,
        whom: Whom,
    ) -> Result<Option<Found>, ErasureFault> {
        Ok(match whom {
            Whom::Party(id) => self.directory.party(agency, id).await?.map(Into::into),
            Whom::Contractor(id) => self.directory.contractor(agency, id).await?.map(Into::into),
            Whom::Staff(id) => self.staff.member(agency, id).await?.map(Into::into),
            Whom::Person(_) | Whom::Text(_) => None,
        })
    }
}

/// Others than `but`, as they stand in tickets.
pub(super) fn known(alike: BTreeMap<Subject, PersonDetails>, but: &Subject) -> Vec<Found> {
    alike
        .into_iter()
        .filter(|(subject, _)| subject != but)
        .filter_map(|(subject, details)| Some(Found::new(Whom::of(&subject)?, details)))
        .collect()
}

/// What is looked for, ready to be compared.
struct Sought {
    words: Vec<String>,
    digits: Option<String>,
}

impl Sought {
    fn new(text: &str) -> Self {
        let digits = last_digits(text);
        // An address may hold a year of birth or a postcode, and is no number for it.
        let is_a_number = digits.len() >= DIGITS && !text.contains(char::is_alphabetic);
        Self {
            words: fold(text).split(' ').map(str::to_owned).collect(),
            digits: is_a_number.then_some(digits),
        }
    }

    fn fits(&self, entry: &Found) -> bool {
        let email = entry
            .email
            .as_ref()
            .map(EmailAddress::as_str)
            .unwrap_or_default();
        let phone = entry
            .phone
            .as_ref()
            .map(PhoneNumber::as_str)
            .unwrap_or_default();
        if let Some(digits) = &self.digits {
            return phone.contains(digits.as_str());
        }
        let text = fold(&format!("{} {email}", entry.name));
        self.words.iter().all(|word| text.contains(word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::PartyId;
    use uuid::Uuid;

    #[test]
    fn an_address_with_many_digits_is_no_telephone_number() {
        let entry = Found {
            whom: Whom::Party(PartyId::new(Uuid::nil())),
            name: "Alix Lemoine".to_owned(),
            email: EmailAddress::parse("alix.54000.1980@courriel.example").ok(),
            phone: PhoneNumber::parse("06 39 98 12 34").ok(),
            tickets: 0,
        };
        for found in [
            "alix.54000.1980@courriel.example",
            "lemoine 54000 1980",
            "06.39.98.12.34",
            "+33 6 39 98 12 34",
        ] {
            assert!(Sought::new(found).fits(&entry), "{found}");
        }
        for another in ["alix.54000.1981@courriel.example", "06 39 98 12 35"] {
            assert!(!Sought::new(another).fits(&entry), "{another}");
        }
    }
}
