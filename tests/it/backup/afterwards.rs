//! What leaves after a restore, and what of the people who were erased since the backup?

use std::collections::BTreeSet;
use std::sync::Arc;

use api::role::restore;
use chrono::TimeDelta;
use domain::actor::Actor;
use domain::ids::CommandId;
use domain::metadata::CommandContext;
use domain::personal::Subject;
use harness::cabinet::{TENANT_EMAIL, TENANT_PHONE};
use harness::canary::{self, Canaries};
use harness::office::{Office, Order};
use harness::on_both;
use harness::sms_gateway::SmsGateway;
use harness::when::days_later;
use infra::database::Kind;
use infra::progress::Progress;
use serde_json::json;
use uuid::Uuid;

use super::bench::{Shelf, backup_of, blank, damage, moved, restore_into, save, seen, verify};

on_both!(
    nothing_leaves_twice_and_what_waited_leaves_once,
    messages_can_be_held_back_for_ever,
    deadlines_that_passed_meanwhile_are_acted_on_once,
    whoever_was_erased_since_stays_erased
);

/// An office whose SMS leave by a gateway that keeps a ledger.
struct Wired {
    gateway: SmsGateway,
    office: Arc<Office>,
    /// Its messages have left.
    told: Order,
    /// Its SMS wait for the morning.
    waiting: Order,
}

impl Wired {
    async fn new(on: Kind) -> Self {
        let gateway = SmsGateway::start().await;
        let office = Office::open_with(on, &environment(&gateway), json!({})).await;
        let told = office.manager().opens_a_service_order().await;
        office.until(days_later(0, 22, 30)).await;
        let waiting = office.manager().opens_a_service_order().await;
        Self {
            gateway,
            office,
            told,
            waiting,
        }
    }

    fn left(&self) -> usize {
        self.gateway.requests().len()
    }

    /// Each with a reference of its own.
    fn references(&self) -> BTreeSet<String> {
        let requests = self.gateway.requests();
        let each = requests.iter().map(|sms| sms.body["reference"].to_string());
        each.collect()
    }

    fn environment(&self) -> [(&str, &str); 2] {
        environment(&self.gateway)
    }
}

fn environment(gateway: &SmsGateway) -> [(&str, &str); 2] {
    [
        ("MAINCOURANTE_SMS_PROVIDER", "gateway"),
        ("MAINCOURANTE_SMS_GATEWAY_URL", &gateway.url),
    ]
}

/// As `order` stands in another office.
fn in_office(office: &Arc<Office>, order: &Order) -> Order {
    Order {
        office: office.clone(),
        ..order.clone()
    }
}

fn other(kind: Kind) -> Kind {
    match kind {
        Kind::Postgres => Kind::Sqlite,
        Kind::Sqlite => Kind::Postgres,
    }
}

async fn nothing_leaves_twice_and_what_waited_leaves_once(on: Kind) {
    let (wired, shelf) = (Wired::new(on).await, Shelf::new());
    let left = wired.left();
    assert!(left >= 2, "something has left");
    let told = wired.told.told().await;
    save(&wired.office, &shelf).await;

    let office = moved(&wired.office, &shelf, other(on), &wired.environment()).await;
    assert_eq!(wired.left(), left, "restoring sends nothing");
    office.app.settle().await;
    assert_eq!(wired.left(), left, "what has left stays so");
    assert_eq!(in_office(&office, &wired.told).told().await, told);
    office.until(days_later(1, 8, 0)).await;
    assert_eq!(wired.left(), left + 2, "what waited leaves in the morning");
    assert_eq!(wired.references().len(), wired.left(), "each once");
    let waiting = in_office(&office, &wired.waiting).told().await;
    assert!(
        waiting.lines().all(|line| line.ends_with(": sent")),
        "{waiting}"
    );
    assert_eq!(damage(&verify(&office.app).await), [] as [&str; 0]);
}

async fn messages_can_be_held_back_for_ever(on: Kind) {
    let (wired, shelf) = (Wired::new(on).await, Shelf::new());
    let left = wired.left();
    save(&wired.office, &shelf).await;

    let app = blank(other(on), &wired.office, &wired.environment()).await;
    let restored = restore_into(&app, &shelf, true).await.expect("restored");
    assert_eq!((restored.held, restored.waiting), (2, 0));
    restore::follow_up(&app.app, &restored, &mut Progress::silent())
        .await
        .expect("followed up");
    let cabinet = wired.office.cabinet.clone();
    let office = Arc::new(Office { app, cabinet });
    office.until(days_later(1, 8, 30)).await;
    assert_eq!(wired.left(), left);
    let told = in_office(&office, &wired.waiting).told().await;
    let held = told
        .lines()
        .filter(|line| line.ends_with("by sms: suppressed (restored)"));
    assert_eq!(held.count(), 2, "{told}");
    assert_eq!(damage(&verify(&office.app).await), [] as [&str; 0]);
}

async fn deadlines_that_passed_meanwhile_are_acted_on_once(on: Kind) {
    let (wired, shelf) = (Wired::new(on).await, Shelf::new());
    save(&wired.office, &shelf).await;

    let office = moved(&wired.office, &shelf, on, &wired.environment()).await;
    // The machine stood still for three days; the contractor was to be reminded every 24 hours.
    office
        .app
        .clock
        .set(harness::when::instant(days_later(3, 10, 0)));
    office.app.settle().await;
    let order = in_office(&office, &wired.told);
    let reminded = order.log().await.matches("ReminderSent").count();
    assert_eq!(reminded, 1, "{}", order.log().await);
    assert_eq!(
        order.told_of("answer_reminder").await.len(),
        2,
        "{}",
        order.told().await
    );
    assert_eq!(wired.references().len(), wired.left(), "each once");
}

/// The one row of somebody in the directory, as it is stored.
async fn row_of(office: &Office, party: Uuid) -> String {
    let rows = canary::rows(&office.app.app.database).await;
    let id = party.to_string();
    let found = rows
        .iter()
        .filter(|(table, line)| table == "party" && line.contains(&id));
    let [(_, row)] = &found.collect::<Vec<_>>()[..] else {
        panic!("one row of {party}");
    };
    row.clone()
}

/// What of the tenant's stands in it, in whatever form.
fn hers(row: &str) -> Vec<&'static str> {
    let key = row.contains("P2").then_some("key");
    let canaries = Canaries::new(&[
        ("e-mail", TENANT_EMAIL),
        ("name", "Léa Petit"),
        ("phone", TENANT_PHONE),
    ]);
    let found = canaries.kinds_in(row.as_bytes());
    let mut all: Vec<_> = ["e-mail", "name", "phone"]
        .into_iter()
        .filter(|what| found.contains(what))
        .chain(key)
        .collect();
    all.sort_unstable();
    all
}

async fn whoever_was_erased_since_stays_erased(on: Kind) {
    let office = Office::open_with(on, &[], json!({})).await;
    office.hand_out_passwords().await;
    let order = office.manager().opens_a_service_order().await;
    let shelf = Shelf::new();
    save(&office, &shelf).await;
    let orders = [order];
    assert!(seen(&office, &orders).await.concat().contains("Petit"));
    let directory = row_of(&office, office.cabinet.petit.uuid()).await;
    assert_eq!(
        hers(&directory),
        ["e-mail", "key", "name", "phone"],
        "{directory}"
    );

    office.app.clock.advance(TimeDelta::hours(1));
    let context = CommandContext::new(
        CommandId::new(Uuid::now_v7()),
        Actor::System,
        office.app.clock.now(),
    );
    let tenant = Subject::party(office.cabinet.petit);
    office
        .app
        .app
        .tickets
        .erase_person(office.cabinet.id, tenant, context)
        .await
        .expect("erased");
    std::fs::remove_file(shelf.keys()).expect("the old keys are thrown away");
    backup_of(&office)
        .keys(&shelf.keys(), &mut Progress::silent())
        .await
        .expect("today's keys");

    let office = moved(&office, &shelf, other(on), &[]).await;
    // Before anybody asks for anything: the backup's own row named her in full.
    let directory = row_of(&office, office.cabinet.petit.uuid()).await;
    assert_eq!(hers(&directory), [] as [&str; 0], "{directory}");
    let now = seen(&office, &orders).await.concat();
    assert!(!now.contains("Petit") && now.contains("[effacé]"), "{now}");
    let kept = office
        .app
        .app
        .mailbox
        .list(office.cabinet.id, None, 1_000)
        .await;
    let kept = format!("{:?}", kept.expect("the mailbox"));
    assert!(!kept.contains("Petit"), "{kept}");
    office.app.settle().await;
    assert_eq!(damage(&verify(&office.app).await), [] as [&str; 0]);
}
