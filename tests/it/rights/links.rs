//! Which personal link does somebody hold of a ticket? Their own, and what became of it.

use chrono::{DateTime, TimeDelta, Utc};
use infra::links::{ApproverGrant, Grant, RequesterGrant};
use serde_json::json;
use uuid::Uuid;

use super::callers::{Caller, Link};
use super::ground::Ground;
use super::people::People;

/// Well formed, and never given out.
pub const MADE_UP: &str = "2BzkwhTiVWMcPqoRgqyXdN";

/// Longer than any link is good for.
const LONG_AGO: TimeDelta = TimeDelta::days(121);

impl People {
    /// What this caller holds of the ticket, if a link: given out now, or so long ago that it is too old, or given out
    /// and then revoked.
    pub async fn link(&self, caller: Caller, ground: &Ground) -> Option<String> {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "nobody else comes by a link"
        )]
        let link = match caller {
            Caller::Contractor(link) | Caller::Approver(link) | Caller::Requester(link) => link,
            _ => return None,
        };
        let now = self.office.app.clock.now();
        let at = match link {
            Link::Expired => now - LONG_AGO,
            Link::Own | Link::Other | Link::Revoked => now,
        };
        let token = if let Caller::Contractor(_) = caller {
            self.contractors_link(ground, at).await
        } else if let Caller::Approver(_) = caller {
            self.approvers_link(ground, at).await
        } else {
            self.requesters_link(ground, at).await
        };
        if link == Link::Revoked {
            self.revokes(caller, ground).await;
        }
        Some(token)
    }

    async fn contractors_link(&self, ground: &Ground, at: DateTime<Utc>) -> String {
        let (app, agency) = (&self.office.app.app, self.office.cabinet.id);
        let order = ground.order();
        let loaded = app.tickets.load(agency, order.id).await;
        let ticket = loaded.expect("a read").expect("a ticket").ticket;
        let part = ticket.assignment(order.assignment).expect("a part");
        let grant = Grant {
            agency,
            ticket: order.id,
            assignment: order.assignment,
            generation: part.generation,
        };
        let mut tx = app.database.begin().await.expect("a transaction");
        let issued = app.links.issue(&mut tx, &grant, at).await;
        issued.expect("a link");
        tx.commit().await.expect("a link");
        app.links.token(&grant).reveal().to_owned()
    }

    async fn approvers_link(&self, ground: &Ground, at: DateTime<Utc>) -> String {
        let app = &self.office.app.app;
        let grant = ApproverGrant {
            agency: self.office.cabinet.id,
            ticket: ground.order().id,
            approval: ground.approval.expect("somebody who was asked"),
        };
        let mut tx = app.database.begin().await.expect("a transaction");
        let issued = app.links.issue_to_approver(&mut tx, &grant, at).await;
        issued.expect("a link");
        tx.commit().await.expect("a link");
        last_part(&app.links.approver_url(&grant))
    }

    pub async fn requesters_link(&self, ground: &Ground, at: DateTime<Utc>) -> String {
        let app = &self.office.app.app;
        let grant = RequesterGrant {
            agency: self.office.cabinet.id,
            ticket: ground.order().id,
        };
        let mut tx = app.database.begin().await.expect("a transaction");
        let issued = app.links.issue_to_requester(&mut tx, &grant, at).await;
        issued.expect("a link");
        tx.commit().await.expect("a link");
        last_part(&app.links.requester_url(&grant))
    }

    /// The contractor gets another link, somebody is asked anew in the approver's place, the requester is erased.
    async fn revokes(&self, caller: Caller, ground: &Ground) {
        let (manager, order) = (self.office.manager(), ground.order());
        if let Caller::Contractor(_) = caller {
            let anew = json!({ "contractor": {}, "new_link": true });
            let answer = manager.tries(order, "contact-details", anew).await;
            let _ = answer.succeeded();
        } else if let Caller::Approver(_) = caller {
            let president = self.office.cabinet.girard.uuid();
            let by_sms = json!({ "party": president, "phone": "06 39 98 55 66", "channels": { "sms": true } });
            let asked = json!({ "approver": by_sms });
            let answer = manager.tries_on_ticket(order, "approvals", asked).await;
            let _ = answer.succeeded();
        } else {
            let request = order.read().await["requester"]["party"].clone();
            let party: Uuid = serde_json::from_value(request).expect("a party");
            let erased = format!("/parties/{party}/erase");
            let _ = manager.caller.post(&erased, &json!({})).await.succeeded();
        }
    }
}

fn last_part(url: &str) -> String {
    url.rsplit('/').next().expect("a token").to_owned()
}
