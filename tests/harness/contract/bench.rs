//! What do the suites of store, log and sealing stand on? A database, and an agency with tickets to open.

use chrono::{DateTime, TimeZone, Utc};
use chrono_tz::Europe::Paris;
use domain::actor::Actor;
use domain::calendar::Department;
use domain::ids::{
    AgencyId, AssignmentId, CommandId, ContractorId, NoteId, PartyId, PropertyId, StaffId, TicketId,
};
use domain::metadata::CommandContext;
use domain::personal::{Personal, Subject};
use domain::ticket::{
    Channels, Clients, EngagedContractor, Mission, Module, Opening, Person, PersonDetails,
    Property, PropertyKind, Rules, Source, Team, TicketCommand, TicketType,
};
use domain::value::{
    Description, EmailAddress, NoteHtml, PhoneNumber, ReminderPolicy, Subject as SubjectLine,
};
use infra::clock::Clock;
use infra::database::{Database, Kind};
use infra::doorbell::Doorbell;
use infra::log::{Entry, Log, Position};
use infra::sealing::{MasterKey, Sealing};
use infra::tickets::{CommandError, Committed, StoreChoice, Tickets};
use secrecy::SecretBox;
use std::num::NonZeroUsize;
use uuid::Uuid;

use crate::database::TestDatabase;

/// Each stands in a field of its own kind; none may ever be found in a table.
pub const CLEAR_TEXTS: [&str; 7] = [
    "Zwingelstein",
    "odile.zwingelstein@exemple.fr",
    "+33612345678",
    "Fuite sous l'évier",
    "L'eau coule depuis hier",
    "Plomberie Quetsche",
    "contact@quetsche.exemple.fr",
];

/// What a suite runs on.
#[derive(Clone, Copy, Debug)]
pub struct Ground {
    pub kind: Kind,
    pub store: StoreChoice,
}

impl From<Kind> for Ground {
    fn from(kind: Kind) -> Self {
        let store = StoreChoice::default();
        Self { kind, store }
    }
}

/// Appends are gathered, and few enough tickets are remembered that some are forgotten.
pub const GATHERED: StoreChoice = StoreChoice::GroupCommit {
    remembered: NonZeroUsize::new(8).expect("not zero"),
};

/// Makes of each `async fn name(on: Ground)` four tests: each store on each database.
#[macro_export]
macro_rules! on_each_store {
    ($($name:ident),+ $(,)?) => {
        $crate::on_each_store!(stock_on_postgres Postgres
            infra::tickets::StoreChoice::Stock; $($name)+);
        $crate::on_each_store!(stock_on_sqlite Sqlite
            infra::tickets::StoreChoice::Stock; $($name)+);
        $crate::on_each_store!(gathered_on_postgres Postgres
            $crate::contract::bench::GATHERED; $($name)+);
        $crate::on_each_store!(gathered_on_sqlite Sqlite
            $crate::contract::bench::GATHERED; $($name)+);
    };
    ($module:ident $kind:ident $store:expr; $($name:ident)+) => {
        mod $module {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let kind = infra::database::Kind::$kind;
                super::$name($crate::contract::bench::Ground { kind, store: $store }).await;
            })+
        }
    };
}

pub struct Bench {
    pub database: Database,
    pub sealing: Sealing,
    pub tickets: Tickets,
    pub log: Log,
    pub agency: AgencyId,
    pub requester: PartyId,
    pub contractor: ContractorId,
    pub url: String,
    store: StoreChoice,
    _home: TestDatabase,
}

impl Bench {
    pub async fn new(on: impl Into<Ground>) -> Self {
        let Ground { kind, store } = on.into();
        let home = TestDatabase::new(kind).await;
        let sealing = sealing(&home.database);
        Self {
            database: home.database.clone(),
            tickets: Tickets::by(store, sealing.clone(), Doorbell::new()),
            store,
            log: Log::new(sealing.clone()),
            sealing,
            agency: AgencyId::new(Uuid::now_v7()),
            requester: PartyId::new(Uuid::now_v7()),
            contractor: ContractorId::new(Uuid::now_v7()),
            url: home.url.clone(),
            _home: home,
        }
    }

    /// Another process on the same database: it shares nothing but that.
    pub async fn second_node(&self) -> Tickets {
        let database = Database::connect(&self.url).await.expect("connected");
        self.node_on(&database)
    }

    /// Reads by connections of its own from now on: those that were cut are found out by whoever uses them next.
    pub async fn reconnect(&mut self) {
        self.database = Database::connect(&self.url).await.expect("connected");
        self.log = Log::new(sealing(&self.database));
    }

    /// Another process, which reaches the database in a way of its own.
    pub fn node_on(&self, database: &Database) -> Tickets {
        Tickets::by(self.store, sealing(database), Doorbell::new())
    }

    /// Opens a ticket: two events.
    pub async fn open(&self) -> TicketId {
        let ticket = TicketId::new(Uuid::now_v7());
        let opened = self.execute(ticket, self.opening(ticket), context()).await;
        assert_eq!(opened.expect("opened").version, 2);
        ticket
    }

    pub async fn execute(
        &self,
        ticket: TicketId,
        command: TicketCommand,
        context: CommandContext,
    ) -> Result<Committed, CommandError> {
        self.tickets
            .execute(self.agency, ticket, command, context, None)
            .await
    }

    /// Adds a note: one event.
    pub async fn note(&self, ticket: TicketId) -> Result<Committed, CommandError> {
        self.execute(ticket, note(ticket), context()).await
    }

    /// The whole log, read in pages of an odd size.
    pub async fn everything(&self) -> Vec<Entry> {
        let (mut all, mut after) = (Vec::new(), Position::default());
        loop {
            let page = self.log.read(after, 7).await.expect("read");
            let Some(last) = page.last() else { return all };
            after = last.position;
            all.extend(page);
        }
    }

    pub fn opening(&self, ticket: TicketId) -> TicketCommand {
        self.opening_for(ticket, Mission::ServiceOrder)
    }

    pub fn opening_for(&self, ticket: TicketId, mission: Mission) -> TicketCommand {
        let manager = StaffId::new(Uuid::from_u128(3));
        let free_text = Subject::ticket(ticket);
        let description = parsed(Description::parse(CLEAR_TEXTS[4]));
        TicketCommand::OpenTicket {
            mission,
            opening: Box::new(Opening {
                number: 1,
                ticket_type: TicketType::ServiceOrder,
                module: Module::Syndic,
                property: building(),
                silent: false,
                requester: Some(Person {
                    party: Some(self.requester),
                    details: Personal::new(Subject::party(self.requester), requester()),
                }),
                source: Source::Phone,
                requested_at: monday_at_nine(),
                subject: Personal::new(
                    free_text.clone(),
                    parsed(SubjectLine::parse(CLEAR_TEXTS[3])),
                ),
                description: Personal::new(free_text, description),
                original_description: None,
                landlord: None,
                clients: Clients::default(),
                ask_presence: true,
                site_contact: None,
                watchers: vec![],
                reminder_policy: ReminderPolicy::default(),
                team: Team {
                    manager,
                    assistant: None,
                    accountant: None,
                },
                creator: manager,
                rules: Rules::default(),
                external_reference: None,
            }),
            assignment: AssignmentId::new(Uuid::now_v7()),
            contractor: self.plumber(),
            others: vec![],
        }
    }

    fn plumber(&self) -> EngagedContractor {
        let details = PersonDetails {
            name: CLEAR_TEXTS[5].to_owned(),
            email: Some(parsed(EmailAddress::parse(CLEAR_TEXTS[6]))),
            phone: None,
        };
        EngagedContractor {
            contractor: Some(self.contractor),
            details: Personal::new(Subject::contractor(self.contractor), details),
            trade: Some("plumbing".to_owned()),
            channels: Channels::EMAIL,
            instructions: None,
        }
    }
}

/// Seals with the same master key everywhere, so that two of them stand for two nodes.
pub fn sealing(database: &Database) -> Sealing {
    let master = MasterKey::new(SecretBox::new(Box::new([7; 32])));
    Sealing::new(database.clone(), Clock::fixed(monday_at_nine()), master)
}

pub fn monday_at_nine() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 8, 0, 0)
        .single()
        .expect("an instant")
}

pub fn context() -> CommandContext {
    let manager = Actor::Staff {
        id: StaffId::new(Uuid::from_u128(3)),
    };
    CommandContext::new(CommandId::new(Uuid::now_v7()), manager, monday_at_nine())
}

pub fn note(ticket: TicketId) -> TicketCommand {
    TicketCommand::AddNote {
        note: NoteId::new(Uuid::now_v7()),
        html: Personal::new(
            Subject::ticket(ticket),
            parsed(NoteHtml::parse("<b>Rappeler</b>")),
        ),
    }
}

fn requester() -> PersonDetails {
    PersonDetails {
        name: CLEAR_TEXTS[0].to_owned(),
        email: Some(parsed(EmailAddress::parse(CLEAR_TEXTS[1]))),
        phone: Some(parsed(PhoneNumber::parse(CLEAR_TEXTS[2]))),
    }
}

fn building() -> Property {
    Property {
        id: PropertyId::new(Uuid::from_u128(4)),
        kind: PropertyKind::CoOwnership,
        module: Module::Syndic,
        reference: "C-0001".to_owned(),
        name: "Les Tilleuls".to_owned(),
        street: "3 quai des Bateliers".to_owned(),
        postal_code: "67000".to_owned(),
        city: "Strasbourg".to_owned(),
        department: parsed(Department::of_postal_code("67000")),
        zone: Paris,
    }
}

fn parsed<T, E: std::fmt::Debug>(value: Result<T, E>) -> T {
    value.expect("a valid sample")
}
