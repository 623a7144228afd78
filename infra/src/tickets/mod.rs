//! How is something asked of a ticket, and how is a ticket looked at?

mod erase;
mod fixed;

pub use fixed::Fixed;

use crate::database::{Database, Statement};
use crate::doorbell::Doorbell;
use crate::event_store::execute::{Execution, NotExecuted};
use crate::event_store::{Executed, Fault, GroupCommit, Repository, Stock, store};
use crate::sealing::Sealing;
use crate::sql;
use cqrs_es::EventStore;
use domain::ids::{AgencyId, TicketId};
use domain::metadata::{CommandContext, Metadata};
use domain::ticket::{Ask, Refusal, Ticket, TicketCommand};
use std::num::NonZeroUsize;
use std::sync::Arc;

const NEXT_NUMBER: Statement = sql!("sql/next_number.sql");

pub const STATEMENTS: &[&Statement] = &[&NEXT_NUMBER];

/// As many as other statements have.
const STOCK_CONNECTIONS: u32 = 16;
/// The streams of persons are written by the stock way always; seldom.
const STOCK_CONNECTIONS_FOR_ERASURES: u32 = 2;

/// A command was carried out, now or under the same key before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// Under a repeated key, the ticket of the first time.
    pub ticket: TicketId,
    /// How many events the ticket has after this command.
    pub version: u64,
    pub repeated: bool,
}

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error("refused: {0}")]
    Refused(Refusal),
    #[error("this agency has no such ticket")]
    Unknown,
    #[error("the ticket is at version {actual} now")]
    Stale { actual: u64 },
    #[error("this idempotency key came with another request before")]
    KeyReused,
    #[error("others changed the ticket at the same time, again and again")]
    Conflict,
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// A ticket and the number of its events.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    pub ticket: Ticket,
    pub version: u64,
}

/// By which of the two ways events are appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreChoice {
    /// The reference adapters: every command reads its stream and appends by itself.
    Stock,
    /// Tickets are remembered, so many at most, a few kilobytes each; appends of concurrent commands are gathered.
    GroupCommit { remembered: NonZeroUsize },
}

/// What the documented settings say.
impl Default for StoreChoice {
    fn default() -> Self {
        const REMEMBERED: NonZeroUsize = NonZeroUsize::new(10_000).expect("not zero");
        Self::GroupCommit {
            remembered: REMEMBERED,
        }
    }
}

/// The one way to change a ticket. Clones share everything.
#[derive(Clone)]
pub struct Tickets {
    database: Database,
    repository: Arc<Repository>,
    sealing: Sealing,
    doorbell: Doorbell,
    stock: Stock,
    /// None where the stock way was chosen.
    group: Option<GroupCommit<Ticket>>,
    fixed: Arc<fixed::Memory>,
}

impl Tickets {
    /// `doorbell` is rung after every append, for the followers of this process.
    pub fn new(sealing: Sealing, doorbell: Doorbell) -> Self {
        Self::by(StoreChoice::default(), sealing, doorbell)
    }

    /// By the chosen way. Needs a runtime, on which appends are gathered.
    pub fn by(choice: StoreChoice, sealing: Sealing, doorbell: Doorbell) -> Self {
        let database = sealing.database().clone();
        // Apart, since the reference adapters run their statements past ours: what they leave open on a connection that
        // their caller gives up is met by nobody else, and ends with their own next transaction.
        let connections = match choice {
            StoreChoice::Stock => STOCK_CONNECTIONS,
            StoreChoice::GroupCommit { .. } => STOCK_CONNECTIONS_FOR_ERASURES,
        };
        let repository = Arc::new(Repository::new(&database.lane(connections, &[])));
        let group = match choice {
            StoreChoice::Stock => None,
            StoreChoice::GroupCommit { remembered } => {
                Some(GroupCommit::new(&database, doorbell.clone(), remembered))
            }
        };
        Self {
            stock: Stock::new(repository.clone()),
            group,
            fixed: Arc::new(fixed::Memory::new()),
            repository,
            database,
            sealing,
            doorbell,
        }
    }

    /// Carries out a command; the answer is durable. `expected` is the version that the caller has seen, if it
    /// insists. Conflicts are retried a few times, because a decision is cheap to make again.
    pub async fn execute(
        &self,
        agency: AgencyId,
        ticket: TicketId,
        command: TicketCommand,
        context: CommandContext,
        expected: Option<u64>,
    ) -> Result<Committed, CommandError> {
        let request = match &context.request {
            Some(request) => request.clone(),
            None => serde_json::to_vec(&command).map_err(|e| Fault::Store(Box::new(e)))?,
        };
        let metadata = Metadata::new(agency, &context);
        let execution = Execution::new(&self.sealing, ticket.uuid(), metadata, expected, &request);
        let ask = Ask { command, context };
        let executed = match &self.group {
            Some(group) => group.execute(&execution, ask).await?,
            None => {
                let executed = self.stock.execute::<Ticket>(&execution, ask).await?;
                self.announce(&executed);
                executed
            }
        };
        Ok(executed.into())
    }

    /// What the same request brought before, if it did: for whom the way to the ticket has closed since, perhaps by that
    /// very request.
    pub async fn answered(
        &self,
        agency: AgencyId,
        context: &CommandContext,
    ) -> Result<Option<Committed>, CommandError> {
        let Some(request) = &context.request else {
            return Ok(None);
        };
        let metadata = Metadata::new(agency, context);
        let execution = Execution::new(&self.sealing, uuid::Uuid::nil(), metadata, None, request);
        let first = execution.first_answer::<Refusal>().await?;
        Ok(first.map(Committed::from))
    }

    /// The ticket as it is now, from its own events; `None` if this agency has no such ticket.
    pub async fn load(&self, agency: AgencyId, ticket: TicketId) -> Result<Option<Loaded>, Fault> {
        let (ticket, version) = match &self.group {
            Some(group) => group.load(&self.sealing, (agency, ticket.uuid())).await?,
            None => {
                let store = store::<Ticket>(&self.repository, &self.sealing, agency);
                let loaded = store.load_aggregate(&ticket.to_string()).await;
                let context = loaded.map_err(Fault::of)?;
                (context.aggregate, context.current_sequence as u64)
            }
        };
        Ok((version > 0).then_some(Loaded { ticket, version }))
    }

    /// The next ticket number of an agency. One that is then not used leaves a gap, never a second owner.
    pub async fn next_number(&self, agency: AgencyId) -> Result<u64, Fault> {
        let rows = self
            .database
            .execute_returning(&NEXT_NUMBER, &[agency.into()])
            .await?;
        let row = rows
            .first()
            .ok_or_else(|| Fault::Store("no number was given".into()))?;
        Ok(row.int("last")?.unsigned_abs())
    }

    /// Forgets what is remembered of tickets: it may name somebody who was just erased.
    fn forget(&self) {
        self.fixed.forget();
        if let Some(group) = &self.group {
            group.forget();
        }
    }

    fn announce(&self, executed: &Executed) {
        if executed.appended {
            self.doorbell.ring();
        }
    }
}

impl From<Executed> for Committed {
    fn from(executed: Executed) -> Self {
        Self {
            ticket: TicketId::new(executed.stream),
            version: executed.version,
            repeated: executed.repeated,
        }
    }
}

impl From<NotExecuted<Refusal>> for CommandError {
    fn from(not_executed: NotExecuted<Refusal>) -> Self {
        match not_executed {
            // Nothing was ever asked of it in this agency, so as far as the agency is concerned it does not exist.
            NotExecuted::Refused(Refusal::TicketNotOpened) | NotExecuted::Stale { actual: 0 } => {
                Self::Unknown
            }
            NotExecuted::Refused(refusal) => Self::Refused(refusal),
            NotExecuted::Stale { actual } => Self::Stale { actual },
            NotExecuted::KeyReused => Self::KeyReused,
            NotExecuted::Conflict => Self::Conflict,
            NotExecuted::Fault(fault) => Self::Fault(fault),
        }
    }
}
