//! How does one of the demo's tickets begin? With all that a manager would have filled in.

use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{AssignmentId, ContractorId, StaffId, TicketId, WatcherId};
use domain::personal::{Personal, Subject};
use domain::ticket::{
    EngagedContractor, Mission, Opening, SiteContact, TicketCommand, TicketType, Watcher,
};
use domain::value::{Description, Subject as SubjectLine};
use infra::directory::{Party, Property};
use uuid::Uuid;

use super::agency::{AGENCY, Cast};
use super::script::{Life, Who};
use crate::state::App;

/// A ticket whose life is being told.
pub struct Living {
    pub ticket: TicketId,
    /// The contractor whose part goes on.
    pub assignment: AssignmentId,
    pub contractor: ContractorId,
    pub manager: StaffId,
}

/// The command that opens it, and what the next steps need to know.
pub async fn open(
    app: &App,
    cast: &Cast,
    life: &Life,
    at: DateTime<Utc>,
) -> Result<(Living, TicketCommand)> {
    let property = cast
        .properties
        .get(&life.property)
        .context("unknown property")?;
    let property = app
        .directory
        .property(AGENCY, *property)
        .await?
        .context("unknown property")?;
    let contractor = cast
        .contractors
        .get(&life.contractor)
        .context("unknown contractor")?;
    let living = Living {
        ticket: TicketId::new(Uuid::now_v7()),
        assignment: AssignmentId::new(Uuid::now_v7()),
        contractor: *contractor,
        manager: property.manager.context("a property without a manager")?,
    };
    let blank = Blank {
        cast,
        life,
        living: &living,
        people: People {
            app,
            property: &property,
        },
    };
    let command = TicketCommand::OpenTicket {
        mission: Mission::ServiceOrder,
        opening: Box::new(blank.filled_in(at).await?),
        assignment: living.assignment,
        contractor: engaged(app, living.contractor, &life.trade).await?,
        others: Vec::new(),
    };
    Ok((living, command))
}

/// Who opens it: the property's manager unless the script names somebody else.
pub fn creator(cast: &Cast, life: &Life, living: &Living) -> Result<StaffId> {
    match &life.by {
        Some(key) => cast
            .staff
            .get(key)
            .copied()
            .context("unknown member of staff"),
        None => Ok(living.manager),
    }
}

/// The form that a manager has before them.
struct Blank<'a> {
    cast: &'a Cast,
    life: &'a Life,
    living: &'a Living,
    people: People<'a>,
}

impl Blank<'_> {
    async fn filled_in(&self, at: DateTime<Utc>) -> Result<Opening> {
        let Self {
            cast, life, people, ..
        } = self;
        let property = people.property;
        let settings = cast.agency.settings.of(property.module);
        let texts = Subject::ticket(self.living.ticket);
        let landlord = property.landlord.filter(|_| life.name_landlord);
        Ok(Opening {
            number: people.app.tickets.next_number(AGENCY).await?,
            ticket_type: TicketType::ServiceOrder,
            module: property.module,
            property: property.for_ticket(cast.agency.zone)?,
            silent: life.silent,
            requester: people
                .find(life.requester)
                .await?
                .map(|party| party.for_ticket()),
            source: life.source,
            requested_at: at - TimeDelta::minutes(10),
            subject: Personal::new(texts.clone(), SubjectLine::parse(&life.subject)?),
            description: Personal::new(texts, Description::parse(&life.description)?),
            original_description: None,
            landlord: people
                .party(landlord)
                .await?
                .map(|party| party.for_ticket()),
            clients: people.app.directory.clients(AGENCY, property).await?,
            ask_presence: life.ask_presence,
            site_contact: people.site_contact(life.site_contact).await?,
            watchers: people.watchers(&life.watchers).await?,
            reminder_policy: settings.reminders,
            team: property.team().context("a property without a manager")?,
            creator: creator(cast, life, self.living)?,
            rules: settings.rules.clone(),
            external_reference: None,
        })
    }
}

/// A contractor of the directory with its usual channels.
pub async fn engaged(app: &App, id: ContractorId, trade: &str) -> Result<EngagedContractor> {
    let contractor = app
        .directory
        .contractor(AGENCY, id)
        .await?
        .context("unknown contractor")?;
    Ok(contractor.for_ticket(Some(trade.to_owned()), contractor.channels, None))
}

/// Whom a property knows.
struct People<'a> {
    app: &'a App,
    property: &'a Property,
}

impl People<'_> {
    async fn find(&self, who: Option<Who>) -> Result<Option<Party>> {
        match who {
            None => Ok(None),
            Some(Who::President) => self.party(self.property.president).await,
            Some(Who::Tenant) => self.party(self.property.tenant).await,
            Some(Who::Member) => {
                let council = self.app.directory.council(AGENCY, self.property.id).await?;
                Ok(council
                    .into_iter()
                    .find(|seat| !seat.president)
                    .map(|seat| seat.party))
            }
        }
    }

    async fn party(&self, id: Option<domain::ids::PartyId>) -> Result<Option<Party>> {
        match id {
            Some(id) => Ok(self.app.directory.party(AGENCY, id).await?),
            None => Ok(None),
        }
    }

    async fn site_contact(&self, who: Option<Who>) -> Result<Option<SiteContact>> {
        let party = self.find(who).await?;
        Ok(party.map(|party| SiteContact {
            person: party.for_ticket(),
            comment: None,
            channels: party.channels,
        }))
    }

    async fn watchers(&self, whom: &[Who]) -> Result<Vec<Watcher>> {
        let mut watchers = Vec::new();
        for who in whom {
            let party = self.find(Some(*who)).await?;
            watchers.extend(party.map(|party| Watcher {
                id: WatcherId::new(Uuid::now_v7()),
                person: party.for_ticket(),
                channels: party.channels,
            }));
        }
        Ok(watchers)
    }
}
