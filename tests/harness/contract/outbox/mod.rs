//! What does the outbox owe to those who are to be told?
//!
//! Each function of the modules is one clause, run on each database. What they share, a post that keeps what it is given, is here.

pub mod certain;
pub mod claimed;
pub mod delivered;
pub mod hanging;
pub mod quotes;
pub mod staged;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::Paris;
use domain::ids::{AgencyId, AssignmentId, StaffId, TicketId};
use domain::personal::Personal;
use domain::policy::occasion::Occasion;
use domain::ticket::{Channel, Channels, Mission, TicketCommand};
use domain::value::PhoneNumber;
use infra::clock::Clock;
use infra::database::{DatabaseFault, Kind};
use infra::delivery::channel::Content;
use infra::delivery::channel::recording::Recording;
use infra::delivery::{Channels as Ways, Delivery, DeliveryWorker};
use infra::doorbell::Doorbell;
use infra::files::Blobs;
use infra::follower::Follower;
use infra::links::Links;
use infra::log::{Position, RecordedEvent};
use infra::message::Sender;
use infra::message::address_book::{AddressBook, Letterhead, StaffCard};
use infra::outbox::{Outbox, OutboxFollower, OutboxView};
use object_store::memory::InMemory;
use secrecy::SecretBox;
use uuid::Uuid;

use super::bench::{Bench, context, monday_at_nine};

const MOBILE: &str = "+33639980001";

/// A bench with an outbox, and a post that keeps what it is given.
struct Post {
    bench: Bench,
    clock: Clock,
    links: Links,
    outbox: Outbox,
    recording: Recording,
}

struct Card;

#[async_trait]
impl AddressBook for Card {
    async fn letterhead(&self, _: AgencyId) -> Result<Option<Letterhead>, DatabaseFault> {
        Ok(Some(Letterhead {
            name: "Cabinet Durand".into(),
            street: "12, place Stanislas".into(),
            postal_code: "54000".into(),
            city: "Nancy".into(),
            phone: None,
            email: None,
            colour: "#1f4b6e".into(),
            sms_sender: "DURAND".into(),
            zone: Paris,
        }))
    }

    async fn staff(&self, _: AgencyId, _: StaffId) -> Result<Option<StaffCard>, DatabaseFault> {
        Ok(Some(StaffCard {
            name: "Sophie Martin".into(),
            email: "sophie@durand.example".into(),
        }))
    }
}

impl Post {
    async fn new(on: Kind) -> Self {
        let bench = Bench::new(on).await;
        let secret = SecretBox::new(Box::new([9; 32]));
        Self {
            clock: Clock::fixed(monday_at_nine()),
            links: Links::new(secret, "https://suivi.example", bench.database.clone()),
            outbox: Outbox::new(bench.database.clone()),
            recording: Recording::new(),
            bench,
        }
    }

    /// Opens a ticket whose contractor wants both channels: three messages, one of them to the creator.
    async fn open(&self, at: DateTime<Utc>, silent: bool) -> (TicketId, AssignmentId) {
        self.open_for(Mission::ServiceOrder, at, silent).await
    }

    async fn open_for(
        &self,
        mission: Mission,
        at: DateTime<Utc>,
        silent: bool,
    ) -> (TicketId, AssignmentId) {
        let ticket = TicketId::new(Uuid::now_v7());
        let TicketCommand::OpenTicket {
            mission,
            mut opening,
            assignment,
            mut contractor,
            others,
        } = self.bench.opening_for(ticket, mission)
        else {
            unreachable!("opens a ticket")
        };
        opening.silent = silent;
        let mut details = contractor.details.get().expect("readable").clone();
        details.phone = Some(PhoneNumber::parse(MOBILE).expect("a mobile number"));
        contractor.details = Personal::new(contractor.details.subject().clone(), details);
        contractor.channels = Channels::BOTH;
        let command = TicketCommand::OpenTicket {
            mission,
            opening,
            assignment,
            contractor,
            others,
        };
        let mut context = context();
        context.at = at;
        self.bench
            .execute(ticket, command, context)
            .await
            .expect("opened");
        (ticket, assignment)
    }

    async fn execute(&self, ticket: TicketId, command: TicketCommand) {
        let mut context = context();
        context.at = self.clock.now();
        self.bench
            .execute(ticket, command, context)
            .await
            .expect("taken");
    }

    /// Hands the whole log to a follower that has never seen it.
    async fn stage(&self) {
        let mut follower =
            OutboxFollower::new(&self.bench.log, &self.links, &self.clock, &Doorbell::new());
        let entries = self
            .bench
            .log
            .read(Position::default(), 500)
            .await
            .expect("the log");
        let batch: Vec<RecordedEvent> = entries
            .into_iter()
            .map(|entry| entry.recorded.expect("readable"))
            .collect();
        let mut tx = self.bench.database.begin().await.expect("a transaction");
        follower.apply(&mut tx, &batch).await.expect("staged");
        tx.commit().await.expect("committed");
    }

    async fn rows(&self, ticket: TicketId) -> Vec<OutboxView> {
        self.outbox
            .for_ticket(self.bench.agency, ticket)
            .await
            .expect("rows")
    }

    async fn row(&self, ticket: TicketId, occasion: Occasion, channel: Channel) -> OutboxView {
        let rows = self.rows(ticket).await;
        let found = rows
            .into_iter()
            .find(|row| row.occasion == occasion && row.channel == channel);
        found.expect("such a message")
    }

    fn worker(&self) -> DeliveryWorker {
        let way: Arc<dyn infra::delivery::Channel> = Arc::new(self.recording.clone());
        self.worker_by(Ways {
            email: way.clone(),
            sms: way,
        })
    }

    fn worker_by(&self, channels: Ways) -> DeliveryWorker {
        DeliveryWorker::new(Delivery {
            outbox: self.outbox.clone(),
            log: self.bench.log.clone(),
            tickets: self.bench.tickets.clone(),
            address_book: Arc::new(Card),
            links: self.links.clone(),
            blobs: Blobs::over(Arc::new(InMemory::new()), 1),
            channels,
            sender: Sender::new("ne-pas-repondre@suivi.example"),
            clock: self.clock.clone(),
            staged: Doorbell::new(),
        })
    }

    /// Turns the crank until there is nothing left to do now.
    async fn deliver(&self) {
        while self.worker().turn().await.expect("a turn").worked() {}
    }

    fn sms(&self) -> Vec<String> {
        let parcels = self.recording.parcels().into_iter();
        parcels
            .filter_map(|parcel| match parcel.content {
                Content::Sms(sms) => Some(sms.text),
                Content::Email(_) => None,
            })
            .collect()
    }
}

fn morning() -> DateTime<Utc> {
    monday_at_nine()
}

fn minutes(n: i64) -> TimeDelta {
    TimeDelta::minutes(n)
}
