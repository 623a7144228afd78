//! What can be chosen when a service order is opened? The part of the directory that answers what was typed.

use domain::ids::{AgencyId, ContractorId, PropertyId};
use domain::ticket::{Clients, Module};
use infra::database::DatabaseFault;
use infra::directory::{Contractor, Directory, Party, Property};
use projections::ticket_list::{ListQuery, TicketRow};

use super::order::others_asked;
use crate::pages::field::Typed;
use crate::pages::people;
use crate::state::App;

/// As many as can be looked through.
const SHOWN: u32 = 30;

/// Properties and contractors that answer the two searches, and those chosen already.
pub struct Catalogue {
    pub module: Module,
    pub properties: Vec<Property>,
    pub contractors: Vec<Contractor>,
    /// The whole list, where more than one contractor is asked about.
    pub everybody: Vec<Contractor>,
    pub trades: Vec<String>,
    /// In progress on the chosen property, the latest change first.
    pub open: Vec<TicketRow>,
}

/// The activity chosen; syndic, unless gérance is.
pub fn module(typed: &Typed) -> Module {
    if typed.get("module") == people::module_code(Module::Gerance) {
        Module::Gerance
    } else {
        Module::Syndic
    }
}

impl Catalogue {
    pub async fn find(app: &App, agency: AgencyId, typed: &Typed) -> Result<Self, DatabaseFault> {
        let module = module(typed);
        let directory = &app.directory;
        let mut catalogue = Self {
            module,
            properties: properties(directory, agency, module, typed).await?,
            contractors: contractors(directory, agency, typed).await?,
            everybody: everybody(directory, agency, typed).await?,
            trades: directory.trades(agency).await?,
            open: Vec::new(),
        };
        if let Some(property) = catalogue.property(typed) {
            catalogue.open = open_on(app, agency, property).await?;
        }
        Ok(catalogue)
    }

    pub fn property(&self, typed: &Typed) -> Option<&Property> {
        let id: PropertyId = typed.get("property").parse().ok()?;
        self.properties.iter().find(|property| property.id == id)
    }

    /// Of the chosen property, if the directory knows one.
    pub async fn landlord(
        &self,
        app: &App,
        agency: AgencyId,
        typed: &Typed,
    ) -> Result<Option<Party>, DatabaseFault> {
        match self.property(typed).and_then(|property| property.landlord) {
            Some(id) => app.directory.party(agency, id).await,
            None => Ok(None),
        }
    }

    /// For whom the agency looks after the chosen property.
    pub async fn clients(
        &self,
        app: &App,
        agency: AgencyId,
        typed: &Typed,
    ) -> Result<Clients, DatabaseFault> {
        match self.property(typed) {
            Some(property) => app.directory.clients(agency, property).await,
            None => Ok(Clients::default()),
        }
    }
}

/// More would be looked at by nobody.
const OPEN_SHOWN: usize = 5;

async fn open_on(
    app: &App,
    agency: AgencyId,
    property: &Property,
) -> Result<Vec<TicketRow>, DatabaseFault> {
    let query = ListQuery {
        search: Some(property.reference.clone()),
        ..ListQuery::of(agency, app.clock.now())
    };
    let mut open = app.ticket_list.page(&query).await?.rows;
    // The reference may also stand in another ticket's text.
    open.retain(|row| row.property == property.id);
    open.truncate(OPEN_SHOWN);
    Ok(open)
}

/// The one chosen stays in sight, whatever is searched for next.
async fn properties(
    directory: &Directory,
    agency: AgencyId,
    module: Module,
    typed: &Typed,
) -> Result<Vec<Property>, DatabaseFault> {
    let mut found = match typed.some("property_search") {
        Some(text) => {
            directory
                .find_properties(agency, module, text, SHOWN)
                .await?
        }
        None => Vec::new(),
    };
    if let Ok(id) = typed.get("property").parse::<PropertyId>()
        && !found.iter().any(|property| property.id == id)
        && let Some(chosen) = directory.property(agency, id).await?
        && chosen.module == module
    {
        found.insert(0, chosen);
    }
    Ok(found)
}

/// More contractors than any agency offers in one list.
pub const ALL_CONTRACTORS: u32 = 500;

async fn everybody(
    directory: &Directory,
    agency: AgencyId,
    typed: &Typed,
) -> Result<Vec<Contractor>, DatabaseFault> {
    if others_asked(typed) == 0 {
        return Ok(Vec::new());
    }
    directory
        .find_contractors(agency, "", ALL_CONTRACTORS)
        .await
}

/// By trade, by name, or both.
async fn contractors(
    directory: &Directory,
    agency: AgencyId,
    typed: &Typed,
) -> Result<Vec<Contractor>, DatabaseFault> {
    let mut found = directory
        .find_contractors(agency, typed.get("contractor_search"), SHOWN)
        .await?;
    if let Some(trade) = typed.some("trade") {
        let of_trade = directory.contractors_of_trade(agency, trade).await?;
        let named = |known: &Contractor| found.iter().any(|contractor| contractor.id == known.id);
        found = match typed.some("contractor_search") {
            Some(_) => of_trade.into_iter().filter(named).collect(),
            None => of_trade,
        };
    }
    if let Ok(id) = typed.get("contractor").parse::<ContractorId>()
        && !found.iter().any(|contractor| contractor.id == id)
        && let Some(chosen) = directory.contractor(agency, id).await?
    {
        found.insert(0, chosen);
    }
    Ok(found)
}
