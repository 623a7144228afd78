//! Whom and what may somebody ask about who knows only the description? An agency with tickets that stand in many places,
//! and the links to them: what is drawn at random would never name one of them.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use harness::office::{Office, Order};
use infra::database::Kind;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::actions::body::word;
use crate::actions::state::State;

/// A minute of the product's for every so much of the machine's: what falls due in a day falls due while it is asked, and
/// no link's holder is told to wait.
const A_MINUTE: Duration = Duration::from_millis(100);

pub struct Scene {
    pub office: Arc<Office>,
    known: Known,
    going_on: JoinHandle<()>,
}

/// What addresses and bodies may name.
#[derive(Default)]
struct Known {
    tickets: Vec<String>,
    assignments: Vec<String>,
    approvals: Vec<String>,
    attachments: Vec<String>,
    contractors: Vec<String>,
    approvers: Vec<String>,
    requesters: Vec<String>,
}

impl Scene {
    pub async fn set(on: Kind) -> Self {
        let office = Office::open(on).await;
        let mut known = Known::default();
        for state in State::ALL {
            let order = state.reached(&office).await;
            let manager = office.manager();
            let files = format!("/tickets/{}/attachments", order.id);
            // A ticket that is over takes none.
            let _ = manager.caller.upload(&files, "a.txt", "Fuite").await;
            known.learn(&order).await;
        }
        office.app.settle().await;
        for mail in office
            .app
            .app
            .mailbox
            .list(office.cabinet.id, None, 500)
            .await
            .expect("mails")
        {
            for link in mail.links {
                known.learn_link(&link);
            }
        }
        let goes_on = Arc::clone(&office);
        let going_on = tokio::spawn(async move {
            loop {
                tokio::time::sleep(A_MINUTE).await;
                goes_on.app.clock.advance(TimeDelta::minutes(1));
                goes_on.app.settle().await;
            }
        });
        Self {
            office,
            known,
            going_on,
        }
    }

    pub fn token(&self) -> &str {
        self.office.cabinet.token(self.office.cabinet.manager)
    }

    /// What is known, as schemathesis takes it.
    pub fn dictionaries(&self) -> String {
        let (known, cabinet) = (&self.known, &self.office.cabinet);
        let one = |id: String| vec![id];
        let mut text = String::new();
        for (name, values) in [
            ("tickets", known.tickets.clone()),
            ("assignments", known.assignments.clone()),
            ("approvals", known.approvals.clone()),
            ("attachments", known.attachments.clone()),
            ("contractors-links", known.contractors.clone()),
            ("approvers-links", known.approvers.clone()),
            ("requesters-links", known.requesters.clone()),
            ("property", one(cabinet.tilleuls.to_string())),
            ("party", one(cabinet.petit.to_string())),
            ("contractor", one(cabinet.plumber.to_string())),
        ] {
            let _ = writeln!(text, "[dictionaries.{name}]\nvalues = {}\n", json!(values));
        }
        text
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        self.going_on.abort();
    }
}

impl Known {
    async fn learn(&mut self, order: &Order) {
        let read = order.read().await;
        let ids = |list: &Value| -> Vec<String> {
            let all = list.as_array().into_iter().flatten();
            all.map(|it| word(it, "id").to_owned()).collect()
        };
        self.tickets.push(order.id.to_string());
        self.assignments.extend(ids(&read["assignments"]));
        self.approvals.extend(ids(&read["approvals"]));
        self.attachments.extend(ids(&read["attachments"]));
    }

    fn learn_link(&mut self, link: &str) {
        let token = link.rsplit('/').next().unwrap_or_default().to_owned();
        if link.contains("/r/") {
            self.contractors.push(token);
        } else if link.contains("/a/") {
            self.approvers.push(token);
        } else if link.contains("/d/") {
            self.requesters.push(token);
        }
    }
}
