//! What is sent about quotes and approvals, and what do its links open?

use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::ids::{ApprovalId, AssignmentId, PartyId, TicketId};
use domain::personal::{Personal, Subject};
use domain::policy::occasion::Occasion;
use domain::ticket::{
    Channels, Deciders, EngagedContractor, Mission, Others, Person, PersonDetails, Quote,
    Recipient, StepCode, Ticket, TicketCommand, TicketType,
};
use domain::value::{Amount, EmailAddress, Slot};
use infra::database::Kind;
use uuid::Uuid;

use super::{MOBILE, Post, minutes, morning};
use crate::contract::bench::context;

const PRESIDENT: &str = "Mme Odile Lambert-Vautrin";

impl Post {
    async fn quote(&self) -> (TicketId, AssignmentId) {
        self.open_for(Mission::Quote, morning(), false).await
    }

    async fn by(&self, actor: Actor, ticket: TicketId, command: TicketCommand) {
        let mut context = context();
        context.at = self.clock.now();
        context.actor = actor;
        let done = self.bench.execute(ticket, command, context).await;
        done.expect("taken");
    }

    /// A contractor's answer.
    async fn gives(&self, ticket: TicketId, assignment: AssignmentId, euros: i64) {
        let quote = Quote {
            amount: Amount::from_cents(euros * 100).expect("an amount"),
            attachment: None,
        };
        let given = TicketCommand::SubmitQuote {
            assignment,
            quote,
            comment: None,
            signed_by: None,
        };
        self.by(Actor::Contractor { assignment }, ticket, given)
            .await;
    }

    async fn asks(&self, ticket: TicketId, approval: ApprovalId) {
        self.execute(ticket, ask(approval)).await;
    }

    async fn accepts(&self, ticket: TicketId, assignment: AssignmentId) {
        let accept = TicketCommand::AcceptQuote {
            assignment,
            version: 1,
            signed: None,
            comment: None,
        };
        self.execute(ticket, accept).await;
    }

    async fn ticket(&self, ticket: TicketId) -> Ticket {
        let loaded = self.bench.tickets.load(self.bench.agency, ticket).await;
        loaded.expect("loaded").expect("a ticket").ticket
    }

    async fn occasions(&self, ticket: TicketId, to: &Recipient) -> Vec<Occasion> {
        let mut seen: Vec<_> = self
            .rows(ticket)
            .await
            .into_iter()
            .filter(|row| row.recipient == *to)
            .map(|row| row.occasion)
            .collect();
        seen.dedup();
        seen
    }

    /// The last link of that kind that left by e-mail.
    fn last_link(&self, kind: &str) -> String {
        let parcels = self.recording.parcels().into_iter();
        let mut links = parcels.filter_map(|parcel| match parcel.content {
            infra::delivery::channel::Content::Email(email) => email.links.first().cloned(),
            infra::delivery::channel::Content::Sms(_) => None,
        });
        let link = links.rfind(|link| link.contains(kind));
        link.expect("a link")
    }
}

fn president() -> PartyId {
    PartyId::new(Uuid::from_u128(0xd1))
}

fn ask(approval: ApprovalId) -> TicketCommand {
    let details = PersonDetails {
        name: PRESIDENT.to_owned(),
        email: Some(EmailAddress::parse("lambert@exemple.fr").expect("an address")),
        phone: None,
    };
    TicketCommand::RequestApproval {
        approval,
        approver: Person {
            party: Some(president()),
            details: Personal::new(Subject::party(president()), details),
        },
        channels: Channels::EMAIL,
        informed: vec![],
        deciders: Deciders {
            president: Some(president()),
            council: vec![president()],
            ..Deciders::default()
        },
        comment: None,
    }
}

fn approval() -> ApprovalId {
    ApprovalId::new(Uuid::now_v7())
}

fn slot(at: DateTime<Utc>) -> Slot {
    let local = at.with_timezone(&chrono_tz::Europe::Paris).naive_local();
    Slot::new(local, 60, chrono_tz::Europe::Paris, None).expect("a slot")
}

pub async fn a_quote_goes_its_way_from_request_to_visit(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, assignment) = post.quote().await;
    post.clock.advance(minutes(60));
    post.gives(ticket, assignment, 1_450).await;
    let asked = approval();
    post.asks(ticket, asked).await;
    let approve = TicketCommand::ApproveQuote {
        approval: asked,
        assignment,
        version: 1,
        comment: None,
        signed_by: None,
    };
    post.by(Actor::Approver { approval: asked }, ticket, approve)
        .await;
    post.accepts(ticket, assignment).await;
    let propose = TicketCommand::ProposeSlot {
        assignment,
        slot: slot(morning() + minutes(2 * 24 * 60)),
        comment: None,
        signed_by: None,
    };
    post.by(Actor::Contractor { assignment }, ticket, propose)
        .await;
    post.stage().await;
    post.deliver().await;
    let contractor = Recipient::Contractor { assignment };
    assert_eq!(
        post.occasions(ticket, &contractor).await,
        [Occasion::QuoteRequest, Occasion::QuoteAccepted]
    );
    let approver = Recipient::Approver { approval: asked };
    assert_eq!(
        post.occasions(ticket, &approver).await,
        [Occasion::ApprovalRequest]
    );
    let rows = post.rows(ticket).await;
    assert!(rows.iter().all(|row| row.settled_at.is_some()), "{rows:?}");
    let now = post.ticket(ticket).await;
    let part = now.assignment(assignment).expect("a part");
    assert_eq!(part.step_code(), StepCode::Planned);
    assert_eq!(now.amount_in_cents(), Some(145_000));
}

pub async fn an_approver_s_link_opens_one_request(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, assignment) = post.quote().await;
    post.gives(ticket, assignment, 1_450).await;
    let first = approval();
    post.asks(ticket, first).await;
    post.stage().await;
    post.deliver().await;
    let link = post.last_link("/a/");
    let token = link.rsplit("/a/").next().expect("a token");
    let found = post.links.resolve_approver(token).await.expect("asked");
    let link = found.expect("known");
    assert_eq!((link.ticket, link.approval), (ticket, first));
    assert!(link.holds(&post.ticket(ticket).await, morning()));
    let too_old = morning() + minutes(121 * 24 * 60);
    assert!(!link.holds(&post.ticket(ticket).await, too_old));
    // No other kind of link.
    let of_contractor = post.links.resolve(token).await.expect("asked");
    assert_eq!(of_contractor, None);
    let of_requester = post.links.resolve_requester(token).await.expect("asked");
    assert_eq!(of_requester, None);
    // Asked again: the first link is worthless.
    let disapprove = TicketCommand::DisapproveQuotes {
        approval: first,
        comment: None,
        signed_by: None,
    };
    post.execute(ticket, disapprove).await;
    assert!(link.holds(&post.ticket(ticket).await, morning()));
    post.asks(ticket, approval()).await;
    assert!(!link.holds(&post.ticket(ticket).await, morning()));
}

pub async fn an_approver_who_is_erased_is_shown_nothing(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, assignment) = post.quote().await;
    post.gives(ticket, assignment, 1_450).await;
    let asked = approval();
    post.asks(ticket, asked).await;
    post.stage().await;
    post.deliver().await;
    let link = post.last_link("/a/");
    let token = link.rsplit("/a/").next().expect("a token");
    let link = post.links.resolve_approver(token).await.expect("asked");
    let link = link.expect("known");
    let mut by_system = context();
    by_system.actor = Actor::System;
    let subject = Subject::party(president());
    let erasing = post
        .bench
        .tickets
        .erase_person(post.bench.agency, subject, by_system)
        .await;
    erasing.expect("erased");
    let now = post.ticket(ticket).await;
    assert!(!link.holds(&now, morning()));
    assert!(!format!("{now:?}").contains(PRESIDENT));
}

pub async fn an_order_that_becomes_a_quote_takes_its_visit_back(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, assignment) = post.open(morning(), false).await;
    let accept = TicketCommand::AcceptOrder {
        assignment,
        slot: slot(morning() + minutes(2 * 24 * 60)),
        comment: None,
        signed_by: None,
    };
    post.by(Actor::Contractor { assignment }, ticket, accept)
        .await;
    post.execute(
        ticket,
        TicketCommand::RequestQuote {
            assignment,
            comment: None,
        },
    )
    .await;
    post.stage().await;
    post.deliver().await;
    let calendars: Vec<_> = post
        .recording
        .parcels()
        .into_iter()
        .filter_map(|parcel| match parcel.content {
            infra::delivery::channel::Content::Email(email) => email.calendar,
            infra::delivery::channel::Content::Sms(_) => None,
        })
        .map(|file| file.method)
        .collect();
    assert_eq!(calendars, ["CANCEL"]);
    let now = post.ticket(ticket).await;
    assert_eq!(now.ticket_type(), Some(TicketType::Quote));
}

pub async fn of_several_quotes_one_is_kept_and_the_others_are_told(on: Kind) {
    let post = Post::new(on).await;
    let (ticket, first) = post.quote().await;
    let second = AssignmentId::new(Uuid::now_v7());
    let third = AssignmentId::new(Uuid::now_v7());
    for assignment in [second, third] {
        let engage = TicketCommand::EngageContractor {
            assignment,
            contractor: somebody_else(),
            others: Some(Others::Keep),
        };
        post.execute(ticket, engage).await;
    }
    post.gives(ticket, first, 1_450).await;
    post.gives(ticket, second, 1_200).await;
    post.accepts(ticket, second).await;
    post.stage().await;
    post.deliver().await;
    let told = async |assignment| {
        let to = Recipient::Contractor { assignment };
        post.occasions(ticket, &to).await
    };
    assert_eq!(
        told(first).await,
        [Occasion::QuoteRequest, Occasion::QuoteRefused]
    );
    assert_eq!(
        told(second).await,
        [Occasion::QuoteRequest, Occasion::QuoteAccepted]
    );
    assert_eq!(
        told(third).await,
        [Occasion::QuoteRequest, Occasion::QuoteCancelled]
    );
    let now = post.ticket(ticket).await;
    assert_eq!(now.ticket_type(), Some(TicketType::Quotes));
    assert_eq!(now.amount_in_cents(), Some(120_000));
}

fn somebody_else() -> EngagedContractor {
    let id = Uuid::now_v7();
    let details = PersonDetails {
        name: "Serrurerie Colin".to_owned(),
        email: Some(EmailAddress::parse("colin@exemple.fr").expect("an address")),
        phone: serde_json::from_value(MOBILE.into()).ok(),
    };
    EngagedContractor {
        contractor: None,
        details: Personal::new(Subject::person(id), details),
        trade: None,
        channels: Channels::EMAIL,
        instructions: None,
    }
}
