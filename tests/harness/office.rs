//! Who plays in a story? The agency's office, and the ticket that the story is about.

use std::sync::Arc;

use chrono::NaiveDateTime;
use domain::ids::{AssignmentId, StaffId, TicketId};
use domain::ticket::Recipient;
use infra::database::Kind;
use infra::delivery::channel::mailbox::MailboxMessage;
use infra::outbox::OutboxView;
use projections::ticket_page::TicketPages;
use serde_json::{Value, json};

use crate::app::TestApp;
use crate::cabinet::{Cabinet, MANAGER_EMAIL, PASSWORD};
use crate::caller::{ApiCaller, Visitor};
use crate::mail_server::{self, MailServer};
use crate::people::{Contractor, Manager};
use crate::sms_gateway::SmsGateway;
use crate::when;

/// The product and the agency that uses it.
pub struct Office {
    pub app: TestApp,
    pub cabinet: Cabinet,
}

impl Office {
    /// On a Monday at nine.
    pub async fn open(on: Kind) -> Arc<Self> {
        Self::open_with(on, &[], json!({})).await
    }

    /// With settings of the operator (`MAINCOURANTE_…`) and of the agency.
    pub async fn open_with(on: Kind, environment: &[(&str, &str)], settings: Value) -> Arc<Self> {
        let app = TestApp::start_with(on, when::monday_at_nine(), environment).await;
        let cabinet = Cabinet::found(&app.app.database, &app.clock, settings).await;
        Arc::new(Self { app, cabinet })
    }

    /// Mail and SMS leave by these two.
    pub async fn wired(on: Kind, mail: &MailServer, sms: &SmsGateway) -> Arc<Self> {
        let (port, authority) = (
            mail.port.to_string(),
            mail.authority().display().to_string(),
        );
        let environment = [
            ("MAINCOURANTE_MAIL_TRANSPORT", "smtp"),
            (
                "MAINCOURANTE_MAIL_FROM_ADDRESS",
                "tickets@cabinet-durand.example",
            ),
            ("MAINCOURANTE_MAIL_SMTP_HOST", "localhost"),
            ("MAINCOURANTE_MAIL_SMTP_PORT", &port),
            ("MAINCOURANTE_MAIL_SMTP_TLS", "starttls"),
            ("MAINCOURANTE_MAIL_SMTP_TRUSTED_AUTHORITY", &authority),
            ("MAINCOURANTE_MAIL_SMTP_USERNAME", mail_server::USER),
            ("MAINCOURANTE_MAIL_SMTP_PASSWORD", mail_server::PASSWORD),
            ("MAINCOURANTE_SMS_PROVIDER", "gateway"),
            ("MAINCOURANTE_SMS_GATEWAY_URL", &sms.url),
        ];
        Self::open_with(on, &environment, json!({})).await
    }

    pub fn manager(self: &Arc<Self>) -> Manager {
        Manager::new(self, self.cabinet.manager)
    }

    pub fn assistant(self: &Arc<Self>) -> Manager {
        Manager::new(self, self.cabinet.assistant)
    }

    pub fn accountant(self: &Arc<Self>) -> Manager {
        Manager::new(self, self.cabinet.accountant)
    }

    /// Lets time pass until a local time in Nancy, with all that happens on the way.
    pub async fn until(&self, local: NaiveDateTime) {
        self.app.until(when::instant(local)).await;
    }

    /// So that everybody of the agency can sign in.
    pub async fn hand_out_passwords(&self) {
        let (database, clock) = (&self.app.app.database, &self.app.clock);
        self.cabinet.hand_out_passwords(database, clock).await;
    }

    /// The manager in a browser, signed in.
    pub async fn signed_in(&self) -> Visitor {
        self.hand_out_passwords().await;
        let mut visitor = Visitor::new(&self.app.url);
        visitor.sign_in(MANAGER_EMAIL, PASSWORD).await;
        visitor
    }

    pub fn caller(&self, staff: StaffId) -> ApiCaller {
        ApiCaller::new(&self.app.url, self.cabinet.token(staff))
    }
}

/// The ticket of a story.
#[derive(Clone)]
pub struct Order {
    pub office: Arc<Office>,
    pub id: TicketId,
    pub assignment: AssignmentId,
}

impl Order {
    /// The contractor, at the page that the last link sent to them opens.
    ///
    /// # Panics
    /// When nothing with a link was sent.
    pub async fn contractor(&self) -> Contractor {
        let address = self.link().await.expect("a personal link in the mailbox");
        self.contractor_at(&address)
    }

    /// The contractor, at the page of a given link.
    pub fn contractor_at(&self, address: &str) -> Contractor {
        Contractor::new(&self.office, address)
    }

    /// The last link that this contractor was sent, if one was. Messages of one moment stand in no order: a link is
    /// told by whom it belongs to, and by its generation.
    pub async fn link(&self) -> Option<String> {
        let mut newest = None;
        for link in self.mails().await.iter().flat_map(|mail| &mail.links) {
            let Some((_, token)) = link.split_once("/r/") else {
                continue;
            };
            let grant = self
                .office
                .app
                .app
                .links
                .resolve(token)
                .await
                .expect("a read");
            let grant = grant.filter(|grant| grant.assignment == self.assignment);
            let found = grant.map(|grant| (grant.generation, link.clone()));
            newest = newest.max(found);
        }
        newest.map(|(_, link)| link)
    }

    /// The ticket as the API gives it.
    pub async fn read(&self) -> Value {
        let caller = self.office.caller(self.office.cabinet.manager);
        caller
            .get(&format!("/tickets/{}", self.id))
            .await
            .succeeded()
            .json()
    }

    /// Its status and its urgency, as codes: `planned, waiting`.
    pub async fn status(&self) -> String {
        let read = self.read().await;
        let word = |name: &str| read[name].as_str().unwrap_or("?").to_owned();
        format!("{}, {}", word("status"), word("urgency"))
    }

    /// The ticket with each of its contractors' parts in turn, in the order in which they were engaged.
    ///
    /// # Panics
    /// When the ticket cannot be read.
    pub async fn parts(&self) -> Vec<Self> {
        let (tickets, agency) = (&self.office.app.app.tickets, self.office.cabinet.id);
        let loaded = tickets.load(agency, self.id).await;
        let ticket = loaded.expect("a read").expect("the ticket").ticket;
        let parts = ticket.assignments.iter();
        parts
            .map(|part| Self {
                assignment: part.id,
                ..self.clone()
            })
            .collect()
    }

    /// Where this contractor's part stands.
    pub async fn step(&self) -> String {
        let read = self.read().await;
        let id = self.assignment.to_string();
        let parts = read["assignments"].as_array().into_iter().flatten();
        let mut own = parts.filter(|part| part["id"] == id.as_str());
        own.next()
            .and_then(|part| part["step"].as_str())
            .unwrap_or("?")
            .to_owned()
    }

    /// The log, oldest first: what happened, and who caused it; `(kept back)` where silent mode spoke.
    pub async fn log(&self) -> String {
        let pages = TicketPages::new(self.office.app.app.log.clone());
        let page = pages
            .page(self.office.cabinet.id, self.id)
            .await
            .expect("the log")
            .expect("a ticket");
        let mut lines: Vec<_> = page.entries.iter().map(|entry| self.line(entry)).collect();
        lines.reverse();
        lines.join("\n")
    }

    fn line(&self, entry: &projections::ticket_page::LogEntry) -> String {
        use domain::actor::{Actor, OnBehalfOf};
        let by = match &entry.author {
            Actor::Staff { id } => self.staff(*id),
            Actor::Contractor { .. } => "contractor",
            Actor::Requester => "requester",
            Actor::Approver { .. } => "approver",
            Actor::Timer => "timer",
            Actor::System => "system",
        };
        let for_whom = match entry.on_behalf_of {
            Some(OnBehalfOf::Contractor { .. }) => " for the contractor",
            Some(OnBehalfOf::Requester) => " for the requester",
            Some(OnBehalfOf::Approver { .. }) => " for the approver",
            Some(OnBehalfOf::Staff { .. }) | None => "",
        };
        let kept_back = if entry.is_kept_back() {
            " (kept back)"
        } else {
            ""
        };
        let at = entry
            .at
            .with_timezone(&chrono_tz::Europe::Paris)
            .format("%a %d %H:%M");
        format!("{at} {} by {by}{for_whom}{kept_back}", entry.fact.name())
    }

    /// Who was told what, in the order of its causes: `order_sent → contractor by email: sent`.
    pub async fn told(&self) -> String {
        let rows = self.messages().await;
        rows.iter()
            .map(|row| self.told_line(row))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The part of [`Order::told`] that is about one occasion.
    pub async fn told_of(&self, occasion: &str) -> Vec<String> {
        let told = self.told().await;
        let start = format!("{occasion} → ");
        told.lines()
            .filter_map(|line| line.strip_prefix(&start))
            .map(str::to_owned)
            .collect()
    }

    pub async fn messages(&self) -> Vec<OutboxView> {
        let mut rows = self
            .office
            .app
            .outbox
            .for_ticket(self.office.cabinet.id, self.id)
            .await
            .expect("the outbox");
        rows.sort_by_key(|row| (row.sequence, self.told_line(row)));
        rows
    }

    fn told_line(&self, row: &OutboxView) -> String {
        let word = |value: Value| value.as_str().unwrap_or("?").to_owned();
        let (occasion, channel) = (word(json!(row.occasion)), word(json!(row.channel)));
        let why = row.reason.as_deref().filter(|_| row.settled_at.is_some());
        let why = why.map(|why| format!(" ({why})")).unwrap_or_default();
        format!(
            "{occasion} → {} by {channel}: {}{why}",
            self.recipient(&row.recipient),
            row.state.code()
        )
    }

    fn recipient(&self, recipient: &Recipient) -> &'static str {
        match recipient {
            Recipient::Contractor { .. } => "contractor",
            Recipient::Requester => "requester",
            Recipient::Landlord => "landlord",
            Recipient::President => "president",
            Recipient::Tenant => "tenant",
            Recipient::SiteContact => "site contact",
            Recipient::Approver { .. } => "approver",
            Recipient::Watcher { .. } => "watcher",
            Recipient::Staff { id } => self.staff(*id),
            Recipient::Informed { .. } => "informed",
        }
    }

    fn staff(&self, id: StaffId) -> &'static str {
        let cabinet = &self.office.cabinet;
        let known = [
            (cabinet.manager, "manager"),
            (cabinet.assistant, "assistant"),
            (cabinet.accountant, "accountant"),
        ];
        known
            .into_iter()
            .find(|(staff, _)| *staff == id)
            .map_or("somebody else", |(_, title)| title)
    }

    /// Everything of this ticket in the built-in mailbox, oldest first.
    pub async fn mails(&self) -> Vec<MailboxMessage> {
        let mailbox = &self.office.app.app.mailbox;
        let mut mails = mailbox
            .list(self.office.cabinet.id, Some(self.id), 500)
            .await
            .expect("the mailbox");
        mails.reverse();
        mails
    }

    /// The last message to an address or a number.
    ///
    /// # Panics
    /// When there is none.
    pub async fn last_mail_to(&self, address: &str) -> MailboxMessage {
        let mails = self.mails().await;
        let found = mails
            .iter()
            .rev()
            .find(|mail| mail.recipient.contains(address))
            .cloned();
        found.unwrap_or_else(|| panic!("nothing was sent to {address}"))
    }
}
