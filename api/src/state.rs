//! What does every handler have at hand?

use crate::budget::{Budgets, Flood};
use crate::writes::RecentWrites;
use infra::clock::Clock;
use infra::database::Database;
use infra::delivery::channel::mailbox::Mailbox;
use infra::delivery::channel::sms::Reports;
use infra::directory::Directory;
use infra::doorbell::Doorbell;
use infra::files::Blobs;
use infra::links::Links;
use infra::livefeed::LiveFeed;
use infra::log::Log;
use infra::outbox::Outbox;
use infra::sealing::Sealing;
use infra::staff::Staff;
use infra::tickets::{StoreChoice, Tickets};
use infra::timers::Timers;
use projections::ticket_list::TicketList;
use secrecy::SecretBox;
use std::ops::Deref;
use std::sync::Arc;

/// Far more than an installation sends; each may hold several.
const REPORTS_A_MINUTE: u32 = 1_200;

/// Everything that a request may need, shared by all of them. Cloning it costs one reference count.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The pieces of an [`App`].
pub struct Parts {
    pub web: WebSettings,
    pub database: Database,
    pub clock: Clock,
    pub tickets: Tickets,
    pub log: Log,
    pub directory: Directory,
    pub staff: Staff,
    pub links: Links,
    pub timers: Timers,
    pub ticket_list: TicketList,
    pub outbox: Outbox,
    pub mailbox: Mailbox,
    pub blobs: Blobs,
    /// How the SMS gateway's delivery reports are taken, if they are.
    pub sms_reports: Option<Reports>,
    /// Rung after commits; the followers of this process listen.
    pub doorbell: Doorbell,
    /// Told by the ticket list once its rows are written.
    pub feed: LiveFeed,
    /// What the holders of links have sent lately.
    pub budgets: Budgets,
    /// Calls of the SMS gateway with delivery reports.
    pub report_flood: Flood,
    pub(crate) writes: RecentWrites,
}

/// What a role opens; the rest follows from it.
pub struct Foundation {
    pub web: WebSettings,
    pub database: Database,
    pub sealing: Sealing,
    /// How events are appended.
    pub store: StoreChoice,
    pub clock: Clock,
    pub blobs: Blobs,
    /// What personal links are derived from.
    pub link_secret: SecretBox<[u8; 32]>,
    pub sms_reports: Option<Reports>,
    /// Shared with the followers of this process.
    pub doorbell: Doorbell,
    /// Shared with the ticket list's follower in this process.
    pub feed: LiveFeed,
}

/// How the outside sees this process.
#[derive(Clone, Debug)]
pub struct WebSettings {
    /// Where people reach the pages, without a slash at the end: `https://tickets.example.fr`.
    pub public_url: String,
}

impl App {
    pub fn new(foundation: Foundation) -> Self {
        let Foundation {
            web,
            database,
            sealing,
            store,
            clock,
            blobs,
            link_secret,
            sms_reports,
            doorbell,
            feed,
        } = foundation;
        Self(Arc::new(Parts {
            tickets: Tickets::by(store, sealing.clone(), doorbell.clone()),
            log: Log::new(sealing),
            directory: Directory::new(database.clone()),
            staff: Staff::new(database.clone(), clock.clone()),
            links: Links::new(link_secret, &web.public_url, database.clone()),
            timers: Timers::new(database.clone()),
            ticket_list: TicketList::new(&database, &feed),
            outbox: Outbox::new(database.clone()),
            mailbox: Mailbox::new(database.clone()),
            web,
            database,
            clock,
            blobs,
            sms_reports,
            doorbell,
            feed,
            budgets: Budgets::default(),
            report_flood: Flood::at_most_in_a_minute(REPORTS_A_MINUTE),
            writes: RecentWrites::default(),
        }))
    }
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
