//! What does an operation find? A ticket that stands where it can be carried out, and whatever else its address names.

use std::sync::Arc;

use domain::actor::Actor;
use domain::ids::{ApprovalId, AssignmentId, AttachmentId, CommandId};
use domain::metadata::CommandContext;
use domain::ticket::{Attachment, Audience, TicketCommand, TimerKind};
use harness::office::Order;
use infra::directory::Directory;
use infra::staff::Staff;
use serde_json::{Value, json};
use uuid::Uuid;

use super::errands::About;
use super::people::People;
use crate::actions::body::word;
use crate::actions::state::State;

/// With the place where it was taken, which is not shown to everybody.
pub const PICTURE: &[u8] = include_bytes!("../../../api/tests/json/photo.jpg");

/// Somebody who can be erased, by the address at which it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    Party,
    Contractor,
    Person,
    Staff,
    TicketText,
}

impl Entry {
    pub fn of(operation: &str) -> Option<Self> {
        match operation {
            "GET /erasures/{kind}/{id}" | "POST /parties/{id}/erase" => Some(Self::Party),
            "POST /contractors/{id}/erase" => Some(Self::Contractor),
            "POST /persons/{id}/erase" => Some(Self::Person),
            "POST /staff/{id}/erase" => Some(Self::Staff),
            "POST /ticket-texts/{id}/erase" => Some(Self::TicketText),
            _ => None,
        }
    }
}

#[derive(Clone, Default)]
pub struct Ground {
    pub order: Option<Order>,
    /// The last request to an approver.
    pub approval: Option<ApprovalId>,
    /// A file of the ticket.
    pub attachment: Option<String>,
    entry: Option<Uuid>,
}

impl Ground {
    pub async fn laid(about: About, people: &People) -> Self {
        match about {
            About::Nothing => Self::default(),
            About::Entry(entry) => Self {
                entry: Some(somebody(entry, people).await),
                ..Self::default()
            },
            About::Ticket(state) => Self::at(state, people).await,
            About::Request => Self::asked(people).await,
            About::Presence => {
                let ground = Self::at(State::Confirmed, people).await;
                ground.comes_due(TimerKind::PresenceRequest).await;
                ground
            }
            About::Picture => {
                let ground = Self::at(State::Awaiting, people).await;
                people.uploads(&ground).await;
                ground.looked_at().await
            }
            About::RequestersPicture => {
                let ground = Self::asked(people).await;
                people.uploads(&ground).await;
                ground.is_the_requesters().await;
                ground.looked_at().await
            }
        }
    }

    async fn at(state: State, people: &People) -> Self {
        let ground = Self {
            order: Some(state.reached(&people.office).await),
            ..Self::default()
        };
        ground.looked_at().await
    }

    /// By somebody who asks for nothing else.
    async fn asked(people: &People) -> Self {
        let office = &people.office;
        let mut demand = office.manager().demand();
        let party = somebody(Entry::Party, people).await;
        demand["requester"] = json!({ "party": party });
        let caller = office.caller(office.cabinet.manager);
        let taken = caller.post("/requests", &demand).await.succeeded().json();
        let order = Order {
            office: Arc::clone(office),
            id: word(&taken, "ticket").parse().expect("an id"),
            assignment: AssignmentId::new(Uuid::nil()),
        };
        Self {
            order: Some(order),
            ..Self::default()
        }
    }

    /// With what stands on the ticket now.
    pub async fn looked_at(self) -> Self {
        let read = self.read().await;
        let last = |list: &Value| Some(word(list.as_array()?.last()?, "id").to_owned());
        Self {
            approval: last(&read["approvals"]).map(|id| id.parse().expect("an id")),
            attachment: last(&read["attachments"]),
            ..self
        }
    }

    async fn read(&self) -> Value {
        self.order().read().await
    }

    /// Where there is a ticket: how far it has come.
    pub async fn version(&self) -> Option<Value> {
        match &self.order {
            Some(order) => Some(order.read().await["version"].clone()),
            None => None,
        }
    }

    pub fn order(&self) -> &Order {
        self.order.as_ref().expect("a ticket")
    }

    pub fn ticket(&self) -> String {
        self.order().id.to_string()
    }

    pub fn assignment(&self) -> Option<String> {
        self.order.as_ref().map(|it| it.assignment.to_string())
    }

    /// The address of an operation about this, with a link's token where one belongs.
    pub fn address(&self, path: &str, token: &str) -> String {
        let known = [
            ("{ticket}", self.order.as_ref().map(|it| it.id.to_string())),
            ("{assignment}", self.assignment()),
            ("{approval}", self.approval.map(|it| it.to_string())),
            ("{attachment}", self.attachment.clone()),
            ("{kind}", Some("party".to_owned())),
            ("{id}", self.entry.map(|it| it.to_string())),
            ("{token}", Some(token.to_owned())),
        ];
        let mut address = path.to_owned();
        for (parameter, value) in known {
            if address.contains(parameter) {
                address = address.replace(parameter, &value.expect(parameter));
            }
        }
        address
    }

    /// The file once more, sent by the requester: by whichever link, which is not yet given out.
    async fn is_the_requesters(&self) {
        let office = &self.order().office;
        let (app, agency) = (&office.app.app, office.cabinet.id);
        let loaded = app.tickets.load(agency, self.order().id).await;
        let ticket = loaded.expect("a read").expect("a ticket").ticket;
        let sent = ticket.attachments.last().expect("a file");
        let attachment = Attachment {
            id: AttachmentId::new(Uuid::now_v7()),
            to: Audience::Nobody,
            ..sent.attachment.clone()
        };
        let command = TicketCommand::AttachFile { attachment };
        let context = app.context(Actor::Requester, None);
        let done = app.execute(agency, self.order().id, command, context, None);
        assert!(done.await.is_ok(), "a file that the requester sends");
    }

    async fn comes_due(&self, kind: TimerKind) {
        let (app, agency) = (&self.order().office.app.app, self.order().office.cabinet.id);
        let loaded = app.tickets.load(agency, self.order().id).await;
        let ticket = loaded.expect("a read").expect("a ticket").ticket;
        let mut deadlines = ticket.deadlines().into_iter();
        let due = deadlines.find(|it| it.timer.kind == kind).expect("a timer");
        let id = CommandId::new(Uuid::now_v7());
        let context = CommandContext::new(id, Actor::Timer, due.due_at);
        let command = TicketCommand::FireTimer { timer: due.timer };
        let fired = app
            .tickets
            .execute(agency, self.order().id, command, context, None);
        fired.await.expect("a deadline that comes");
    }
}

/// Somebody of whom nothing else depends.
async fn somebody(entry: Entry, people: &People) -> Uuid {
    let (office, key) = (Arc::clone(&people.office), Uuid::now_v7().simple());
    let (agency, database) = (office.cabinet.id, office.app.app.database.clone());
    let directory = Directory::new(database.clone());
    let (name, email) = ("Alix Lemoine", format!("alix.{key}@courriel.example"));
    match entry {
        Entry::Party => {
            let party = json!([{ "external_key": key, "name": name, "email": email }]);
            let party = serde_json::from_value::<Vec<_>>(party).expect("a party");
            let known = directory.upsert_parties(agency, &party).await;
            known.expect("a party")[0].uuid()
        }
        Entry::Contractor => {
            let firm = json!([{ "external_key": key, "company": name, "trades": ["Toits"], "email": email }]);
            let firm = serde_json::from_value::<Vec<_>>(firm).expect("a firm");
            let known = directory.upsert_contractors(agency, &firm).await;
            known.expect("a firm")[0].uuid()
        }
        Entry::Staff => {
            let colleague =
                json!([{ "external_key": key, "name": name, "email": email, "roles": ["reader"] }]);
            let colleague = serde_json::from_value::<Vec<_>>(colleague).expect("a colleague");
            let staff = Staff::new(database, office.app.clock.clone());
            let known = staff.upsert(agency, &colleague).await;
            known.expect("a colleague")[0].uuid()
        }
        Entry::Person => {
            let mut leak = office.manager().leak();
            leak["watchers"] =
                json!([{ "name": name, "email": email, "channels": { "email": true } }]);
            let caller = office.caller(office.cabinet.manager);
            let _ = caller.post("/tickets", &leak).await.succeeded();
            let found = caller.get(&format!("/persons?q={email}")).await.succeeded();
            word(&found.json()[0], "id").parse().expect("an id")
        }
        Entry::TicketText => {
            let order = State::Awaiting.reached(&office).await;
            order.id.uuid()
        }
    }
}
