//! Who of the directory is meant? Looks entries up and copies what a ticket takes with it.

use super::input::{ContractorInput, Place, SiteContactInput, ToldInput, Typed, at, details};
use crate::problem::{Answer, Problem};
use crate::state::App;
use domain::ids::{AgencyId, ContractorId, PartyId, WatcherId};
use domain::personal::{Personal, Subject};
use domain::ticket::{Channels, EngagedContractor, Informed, Person, SiteContact, Watcher};
use domain::value::ShortText;
use uuid::Uuid;

/// The directory as seen from one ticket.
pub struct Register<'a> {
    pub app: &'a App,
    pub agency: AgencyId,
    pub place: &'a Place,
}

impl Register<'_> {
    /// `role` names somebody typed in by hand, so that the same request under the same key names them again.
    pub async fn person(
        &self,
        role: &str,
        party: Option<Uuid>,
        typed: Typed<'_>,
    ) -> Answer<Person> {
        let Some(id) = party.map(PartyId::new) else {
            let subject = Subject::person(self.place.fresh.id(role));
            return Ok(Person {
                party: None,
                details: Personal::new(subject, details(typed, None)?),
            });
        };
        let known = self.app.directory.party(self.agency, id).await?;
        let entry = known
            .ok_or_else(|| Problem::invalid("party", "not_in_the_directory"))?
            .for_ticket();
        let details = details(typed, entry.details.get().cloned())?;
        Ok(Person {
            party: entry.party,
            details: Personal::new(entry.details.subject().clone(), details),
        })
    }

    /// `role` as for [`Self::person`].
    pub async fn contractor(
        &self,
        role: &str,
        input: &ContractorInput,
    ) -> Answer<EngagedContractor> {
        let instructions = input
            .instructions
            .as_deref()
            .filter(|text| !text.trim().is_empty());
        let instructions = instructions
            .map(|text| at("instructions", ShortText::parse(text)))
            .transpose()?
            .map(|text| self.place.personal(text));
        let trade = input
            .trade
            .as_deref()
            .map(|typed| at("trade", ShortText::parse(typed)))
            .transpose()?
            .map(|trade| trade.as_str().to_owned());
        let ticked = input.channels.map(Channels::from);
        let Some(id) = input.contractor.map(ContractorId::new) else {
            let subject = Subject::person(self.place.fresh.id(role));
            return Ok(EngagedContractor {
                contractor: None,
                details: Personal::new(subject, details(input.typed(), None)?),
                trade,
                channels: ticked.unwrap_or_default(),
                instructions,
            });
        };
        let known = self.app.directory.contractor(self.agency, id).await?;
        let known = known.ok_or_else(|| Problem::invalid("contractor", "not_in_the_directory"))?;
        let trade = trade.or_else(|| known.trades.first().cloned());
        let mut engaged = known.for_ticket(trade, ticked.unwrap_or(known.channels), instructions);
        let typed_over = details(input.typed(), engaged.details.get().cloned())?;
        engaged.details = Personal::new(engaged.details.subject().clone(), typed_over);
        Ok(engaged)
    }

    pub async fn site_contact(&self, input: &SiteContactInput) -> Answer<SiteContact> {
        Ok(SiteContact {
            person: self
                .person("site_contact", input.party, input.typed())
                .await?,
            comment: self.place.remark("comment", input.comment.as_deref())?,
            channels: input.channels.into(),
        })
    }

    /// # Errors
    /// The field is given from `watchers[n]` on.
    pub async fn watchers(&self, inputs: &[ToldInput]) -> Answer<Vec<Watcher>> {
        let mut watchers = Vec::with_capacity(inputs.len());
        for (nth, input) in inputs.iter().enumerate() {
            let role = format!("watchers[{nth}]");
            let person = at(&role, self.person(&role, input.party, input.typed()).await)?;
            let id = input
                .id
                .unwrap_or_else(|| self.place.fresh.id(&format!("{role}.id")));
            watchers.push(Watcher {
                id: WatcherId::new(id),
                person,
                channels: input.channels.into(),
            });
        }
        Ok(watchers)
    }

    /// # Errors
    /// The field is given from `persons[n]` on.
    pub async fn informed(&self, inputs: &[ToldInput]) -> Answer<Vec<Informed>> {
        let mut informed = Vec::with_capacity(inputs.len());
        for (nth, input) in inputs.iter().enumerate() {
            let role = format!("persons[{nth}]");
            let person = at(&role, self.person(&role, input.party, input.typed()).await)?;
            informed.push(Informed {
                person,
                channels: input.channels.into(),
            });
        }
        Ok(informed)
    }
}
