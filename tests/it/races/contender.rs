//! Who races? Two managers, whoever holds a link, and a deadline: what each asks, and which command that is.

use std::sync::Arc;

use domain::actor::Actor;
use domain::ids::{ApprovalId, AssignmentId, StaffId};
use domain::ticket::{Ticket, TicketCommand, Timer};
use harness::office::Order;
use infra::links::{ApproverLink, LinkGrant, RequesterLink};
use serde_json::Value;

use super::conductor::Part;
use super::stage::{Node, Race, Request, Said, Stage};

/// One of those who race.
#[derive(Clone, Debug)]
pub struct Contender {
    pub name: &'static str,
    pub by: Actor,
    /// What they ask, as the domain takes it; of what is only known afterwards (new ids, whose words) the log decides.
    pub command: TicketCommand,
    pub deed: Deed,
}

#[derive(Clone, Debug)]
pub enum Deed {
    Asks {
        request: Box<Request>,
        link: Option<Link>,
    },
    /// The deadline's time has come.
    Comes,
}

/// By what somebody without an account gets in.
#[derive(Clone, Copy, Debug)]
pub enum Link {
    Contractor(LinkGrant),
    Approver(ApproverLink),
    Requester(RequesterLink),
}

impl Link {
    /// Whether it opens anything on a ticket that stands like that.
    pub fn holds(&self, ticket: &Ticket) -> bool {
        match self {
            Self::Contractor(grant) => grant.holds(ticket, grant.issued_at),
            Self::Approver(link) => link.holds(ticket, link.issued_at),
            Self::Requester(link) => link.holds(ticket, link.issued_at),
        }
    }
}

impl Contender {
    /// Somebody of the agency; `path` continues the ticket's.
    pub fn staff(
        stage: &Stage,
        race: &Race,
        (name, id): (&'static str, StaffId),
        (path, body): (&str, Value),
        command: TicketCommand,
    ) -> Self {
        let request = Request {
            token: Some(stage.office.cabinet.token(id).to_owned()),
            path: format!("/tickets/{}/{path}", race.order.id),
            body,
            key: key(name, race),
            if_match: None,
        };
        let deed = Deed::Asks {
            request: Box::new(request),
            link: None,
        };
        let by = Actor::Staff { id };
        Self {
            name,
            by,
            command,
            deed,
        }
    }

    /// Decides on what they have seen, and on nothing else.
    pub fn insisting_on(mut self, version: u64) -> Self {
        if let Deed::Asks { request, .. } = &mut self.deed {
            request.if_match = Some(version);
        }
        self
    }

    /// The same, sent once more at the same time.
    pub fn once_more(&self, name: &'static str) -> Self {
        Self {
            name,
            ..self.clone()
        }
    }

    fn holder(
        race: &Race,
        (name, by): (&'static str, Actor),
        link: Link,
        (path, body): (String, Value),
        command: TicketCommand,
    ) -> Self {
        let request = Request {
            token: None,
            path,
            body,
            key: key(name, race),
            if_match: None,
        };
        let deed = Deed::Asks {
            request: Box::new(request),
            link: Some(link),
        };
        Self {
            name,
            by,
            command,
            deed,
        }
    }

    /// Whoever holds the last link that was sent about a part.
    pub async fn contractor(
        race: &Race,
        assignment: AssignmentId,
        (path, body): (&str, Value),
        command: TicketCommand,
    ) -> Self {
        let order = Order {
            assignment,
            ..race.order.clone()
        };
        let address = order.link().await.expect("a link");
        let token = address.rsplit('/').next().expect("a token").to_owned();
        let grant = order.office.app.app.links.resolve(&token).await;
        let link = Link::Contractor(grant.expect("a read").expect("a grant"));
        let by = Actor::Contractor { assignment };
        let path = format!("/links/{token}/{path}");
        Self::holder(race, ("contractor", by), link, (path, body), command)
    }

    pub async fn approver(
        race: &Race,
        approval: ApprovalId,
        body: Value,
        command: TicketCommand,
    ) -> Self {
        let token = token(&race.order, "/a/").await;
        let resolved = race.order.office.app.app.links.resolve_approver(&token);
        let link = Link::Approver(resolved.await.expect("a read").expect("a grant"));
        let by = Actor::Approver { approval };
        let path = format!("/approvals/links/{token}/verdicts");
        Self::holder(race, ("approver", by), link, (path, body), command)
    }

    pub async fn requester(race: &Race, body: Value, command: TicketCommand) -> Self {
        let token = token(&race.order, "/d/").await;
        let resolved = race.order.office.app.app.links.resolve_requester(&token);
        let link = Link::Requester(resolved.await.expect("a read").expect("a grant"));
        let path = format!("/requests/links/{token}/messages");
        let by = Actor::Requester;
        Self::holder(race, ("requester", by), link, (path, body), command)
    }

    pub fn deadline(timer: Timer) -> Self {
        Self {
            name: "deadline",
            by: Actor::Timer,
            command: TicketCommand::FireTimer { timer },
            deed: Deed::Comes,
        }
    }

    /// The key that its events would carry, at the end of the whole one.
    pub fn key(&self) -> Option<&str> {
        match &self.deed {
            Deed::Asks { request, .. } => Some(&request.key),
            Deed::Comes => None,
        }
    }

    /// What there is to run; nothing is answered to a deadline.
    pub fn part(&self, node: Arc<Node>) -> Part<Option<Said>> {
        match self.deed.clone() {
            Deed::Asks { request, .. } => Box::pin(async move { Some(node.ask(&request).await) }),
            Deed::Comes => Box::pin(async move {
                assert!(node.fire().await, "nothing was due");
                None
            }),
        }
    }
}

/// Told apart from everybody else's, in letters that a header takes.
fn key(name: &str, race: &Race) -> String {
    let name = name.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    format!("{name}-{}", race.order.id)
}

/// Out of the last message that holds a link of that kind.
async fn token(order: &Order, kind: &str) -> String {
    let mails = order.mails().await;
    let mut links = mails.iter().flat_map(|mail| &mail.links);
    let link = links.rfind(|link| link.contains(kind)).expect("a link");
    link.rsplit('/').next().expect("a token").to_owned()
}
