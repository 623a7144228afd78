//! Is every deadline armed that its ticket names, and none left that has come?

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::ids::{AgencyId, TicketId};
use domain::ticket::Ticket;
use infra::database::Database;

use crate::crash::rest::rows;
use crate::crash::site;

const ARMED: &str = "SELECT agency, ticket, timer, due_at, spent FROM timer
    WHERE generation = (SELECT generation FROM follower WHERE name = 'timers')";
const TICKETS: &str =
    "SELECT DISTINCT agency, aggregate_id FROM events WHERE aggregate_type = 'ticket'";

type Armed = (TicketId, String, DateTime<Utc>);

pub async fn compare(database: &Database, now: DateTime<Utc>, wrong: &mut Vec<String>) {
    let mut live: BTreeSet<Armed> = BTreeSet::new();
    for row in rows(database, ARMED, &[]).await {
        let ticket = TicketId::new(row.uuid("ticket").expect("an id"));
        let timer = row.text("timer").expect("a timer");
        let due_at = row.time("due_at").expect("an instant");
        if due_at <= now {
            let spent = row.bool("spent").expect("a truth value");
            wrong.push(format!(
                "{timer} of {ticket} came at {due_at} and is still armed (spent: {spent}); it is {now}"
            ));
        }
        live.insert((ticket, timer, due_at));
    }
    let owed = owed(database, now).await;
    for (ticket, timer, due_at) in owed.difference(&live) {
        wrong.push(format!("{timer} of {ticket} at {due_at} is not armed"));
    }
    for (ticket, timer, due_at) in live.difference(&owed) {
        wrong.push(format!(
            "{timer} of {ticket} at {due_at} is armed for nothing"
        ));
    }
}

/// What the tickets themselves name, each folded from its own events.
async fn owed(database: &Database, now: DateTime<Utc>) -> BTreeSet<Armed> {
    let log = site::log(database, now);
    let mut owed = BTreeSet::new();
    for row in rows(database, TICKETS, &[]).await {
        let agency = AgencyId::new(row.uuid("agency").expect("an agency"));
        let id = row.text("aggregate_id").expect("an id");
        let id = TicketId::new(id.parse().expect("an id"));
        let mut ticket = Ticket::default();
        for event in log.stream(agency, id).await.expect("its events") {
            if let Some(fact) = event.ticket_event() {
                ticket.evolve(fact, &event.stamp());
            }
        }
        let deadlines = ticket.deadlines();
        owed.extend(
            deadlines
                .iter()
                .map(|d| (id, d.timer.to_string(), d.due_at)),
        );
    }
    owed
}
