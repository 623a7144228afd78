//! What does every handler have at hand?

use crate::brake::Brake;
use crate::budget::{Budgets, Flood};
use crate::writes::RecentWrites;
use infra::clock::Clock;
use infra::config::{Limits, Settings};
use infra::database::Database;
use infra::delivery::channel::mailbox::Mailbox;
use infra::delivery::channel::sms::Reports;
use infra::directory::Directory;
use infra::doorbell::Doorbell;
use infra::erasure::Erasure;
use infra::files::Blobs;
use infra::links::Links;
use infra::livefeed::LiveFeed;
use infra::log::Log;
use infra::outbox::Outbox;
use infra::sealing::Sealing;
use infra::staff::{Browsers, Staff};
use infra::tickets::{StoreChoice, Tickets};
use infra::timers::Timers;
use ipnet::IpNet;
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
    /// Those that have let somebody in before.
    pub browsers: Browsers,
    pub links: Links,
    pub timers: Timers,
    pub ticket_list: TicketList,
    pub outbox: Outbox,
    pub mailbox: Mailbox,
    pub blobs: Blobs,
    /// How the SMS gateway's delivery reports are taken, if they are.
    pub sms_reports: Option<Reports>,
    pub erasure: Erasure,
    /// Rung after commits; the followers of this process listen.
    pub doorbell: Doorbell,
    /// Told by the ticket list once its rows are written.
    pub feed: LiveFeed,
    /// What the holders of links have sent lately.
    pub budgets: Budgets,
    /// Calls of the SMS gateway with delivery reports.
    pub report_flood: Flood,
    /// What was tried from each address lately.
    pub brakes: Brakes,
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
    /// Whose word on the address of a caller is believed.
    pub trusted_proxies: Vec<IpNet>,
    pub limits: Limits,
}

impl WebSettings {
    pub fn of(settings: &Settings) -> Self {
        Self {
            public_url: settings.server.public_url.clone(),
            trusted_proxies: settings.web.trusted_proxies(),
            limits: settings.limits,
        }
    }
}

/// How often each address may try.
pub struct Brakes {
    pub sign_ins: Brake,
    pub wrong_tokens: Brake,
}

impl Brakes {
    fn new(limits: &Limits) -> Self {
        Self {
            sign_ins: Brake::new(limits.sign_ins_at_once, limits.sign_ins_a_minute),
            wrong_tokens: Brake::new(limits.wrong_tokens_at_once, limits.wrong_tokens_a_minute),
        }
    }
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
        let tickets = Tickets::by(store, sealing.clone(), doorbell.clone());
        let staff = Staff::new(database.clone(), clock.clone());
        Self(Arc::new(Parts {
            erasure: Erasure::new(
                sealing.clone(),
                clock.clone(),
                tickets.clone(),
                staff.clone(),
                blobs.clone(),
            ),
            tickets,
            log: Log::new(sealing),
            directory: Directory::new(database.clone()),
            browsers: Browsers::new(&link_secret),
            staff,
            links: Links::new(link_secret, &web.public_url, database.clone()),
            timers: Timers::new(database.clone()),
            ticket_list: TicketList::new(&database, &feed),
            outbox: Outbox::new(database.clone()),
            mailbox: Mailbox::new(database.clone()),
            brakes: Brakes::new(&web.limits),
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
