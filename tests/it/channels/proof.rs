//! What do the outbox, the ticket's page and the JSON say of a message, and does the ledger of the server prove it?

use std::collections::HashMap;
use std::sync::Arc;

use chrono::TimeDelta;
use domain::ticket::Channel;
use harness::cabinet::{MANAGER_EMAIL, PASSWORD};
use harness::caller::Visitor;
use harness::mail_server::scripted::ScriptedMail;
use harness::office::{Office, Order};
use harness::sms_gateway::scripted::ScriptedSms;
use infra::database::Kind;
use infra::outbox::{OutboxView, State};
use serde_json::{Value, json};
use tokio::sync::Mutex;

/// An office whose mail and SMS leave by servers that follow scripts.
pub struct Stage {
    pub office: Arc<Office>,
    pub mail: ScriptedMail,
    pub sms: ScriptedSms,
    manager: Mutex<Visitor>,
}

/// Which of the described gateways the SMS leave by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    Gateway,
    Ovh,
    Brevo,
}

/// The end of the address at which reports are taken.
pub const REPORT_TOKEN: &str = "0123456789abcdefABCDEF";

static OPENING: Mutex<()> = Mutex::const_new(());

impl Stage {
    /// With all the patience that a busy machine may need.
    pub async fn set(on: Kind, provider: Provider) -> Self {
        Self::with_patience(on, provider, "60").await
    }

    /// `seconds`: how long at most one attempt may take.
    pub async fn with_patience(on: Kind, provider: Provider, seconds: &str) -> Self {
        let (mail, sms) = tokio::join!(ScriptedMail::start(), ScriptedSms::start());
        let (port, authority) = (
            mail.port.to_string(),
            mail.authority().display().to_string(),
        );
        let (provider, url) = match provider {
            Provider::Gateway => ("gateway", format!("{}/sms", sms.url)),
            Provider::Ovh => ("ovh", String::new()),
            Provider::Brevo => ("brevo", String::new()),
        };
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
            ("MAINCOURANTE_MAIL_SMTP_USERNAME", "agency"),
            ("MAINCOURANTE_MAIL_SMTP_PASSWORD", "a secret"),
            ("MAINCOURANTE_MAIL_SMTP_TIMEOUT_SECONDS", seconds),
            ("MAINCOURANTE_SMS_PROVIDER", provider),
            ("MAINCOURANTE_SMS_TIMEOUT_SECONDS", seconds),
            ("MAINCOURANTE_SMS_REPORT_TOKEN", REPORT_TOKEN),
            ("MAINCOURANTE_SMS_GATEWAY_URL", &url),
            (
                "MAINCOURANTE_SMS_GATEWAY_PERMANENT_WHEN",
                "/error=bad_number",
            ),
            ("MAINCOURANTE_SMS_OVH_ENDPOINT", &sms.url),
            ("MAINCOURANTE_SMS_OVH_SERVICE_NAME", "sms-ab1-1"),
            ("MAINCOURANTE_SMS_OVH_APPLICATION_KEY", "key"),
            ("MAINCOURANTE_SMS_OVH_APPLICATION_SECRET", "secret"),
            ("MAINCOURANTE_SMS_OVH_CONSUMER_KEY", "consumer"),
            ("MAINCOURANTE_SMS_BREVO_ENDPOINT", &sms.url),
            ("MAINCOURANTE_SMS_BREVO_API_KEY", "key"),
        ];
        // One after the other: making a database holds a lock that blocks, across waiting, and stages share a thread.
        let opening = OPENING.lock().await;
        let office = Office::open_with(on, &environment, json!({})).await;
        drop(opening);
        office.hand_out_passwords().await;
        let manager = Mutex::new(Visitor::new(&office.app.url));
        Self {
            office,
            mail,
            sms,
            manager,
        }
    }

    /// Lets time pass, with all that falls due on the way.
    pub async fn minutes_later(&self, minutes: i64) {
        let app = &self.office.app;
        app.until(app.clock.now() + TimeDelta::minutes(minutes))
            .await;
    }

    /// The ticket's page as the manager sees it.
    pub async fn page(&self, order: &Order) -> String {
        let address = format!("/tickets/{}", order.id);
        let mut manager = self.manager.lock().await;
        let mut page = manager.open(&address).await;
        if page.status.is_redirection() {
            manager.sign_in(MANAGER_EMAIL, PASSWORD).await;
            page = manager.open(&address).await;
        }
        page.succeeded().text.replace("&#39;", "'")
    }

    /// How many copies of a message its server took.
    pub fn copies(&self, row: &OutboxView) -> usize {
        let reference = row.id.simple().to_string();
        match row.channel {
            Channel::Email => {
                let named = |id: &Option<String>| id.as_deref().unwrap_or("").contains(&reference);
                let ledger = self.mail.ledger();
                ledger
                    .iter()
                    .filter(|taken| named(&taken.mail.message_id))
                    .count()
            }
            Channel::Sms => {
                let ledger = self.sms.ledger();
                ledger
                    .iter()
                    .filter(|taken| taken.reference == reference)
                    .count()
            }
        }
    }

    /// Whatever is shown of the ticket's messages is proved by the ledgers, on the page and in the JSON.
    ///
    /// # Panics
    /// Where it is not; `when` says at which point of which script.
    pub async fn prove(&self, order: &Order, when: &str) {
        self.prove_ledgers(&order.messages().await, when);
        self.prove_one_of_several(order, when).await;
    }

    /// The same where there are other tickets as well.
    pub async fn prove_one_of_several(&self, order: &Order, when: &str) {
        let rows = order.messages().await;
        for row in &rows {
            self.prove_row(row, when);
        }
        self.prove_json(order, &rows, when).await;
        self.prove_page(order, &rows, when).await;
    }

    fn prove_row(&self, row: &OutboxView, when: &str) {
        let copies = self.copies(row);
        let told = format!("{when}: {copies} in the ledger for {row:?}");
        let undelivered = row.reason.as_deref() == Some("undelivered");
        match row.state {
            State::Sent | State::Delivered => assert!(copies >= 1, "shown as sent; {told}"),
            State::Failed if row.is_perhaps_delivered() || undelivered => {}
            State::Due | State::Later | State::Failed | State::Suppressed => {
                assert_eq!(copies, 0, "shown as not sent; {told}");
            }
            State::Unknown | State::Attempted => {}
        }
        let copies = u32::try_from(copies).unwrap_or(u32::MAX);
        assert!(copies <= row.attempts, "more than attempts; {told}");
        let uncertain = row.uncertain;
        assert!(copies <= 1 + uncertain, "again without a doubt; {told}");
    }

    /// Nothing was taken that no row speaks of, and all copies of a message are the same message to the same person.
    fn prove_ledgers(&self, rows: &[OutboxView], when: &str) {
        let known: usize = rows.iter().map(|row| self.copies(row)).sum();
        let taken = self.mail.ledger().len() + self.sms.ledger().len();
        assert_eq!(known, taken, "{when}: somebody got what nobody owed");
        let mut seen: HashMap<String, Value> = HashMap::new();
        for taken in self.mail.ledger() {
            let id = taken.mail.message_id.clone().expect("a Message-ID");
            let said = json!([taken.to, taken.mail.subject, taken.mail.text]);
            let first = seen.entry(id).or_insert_with(|| said.clone());
            assert_eq!(*first, said, "{when}: a copy that differs");
        }
    }

    async fn prove_json(&self, order: &Order, rows: &[OutboxView], when: &str) {
        let caller = self.office.caller(self.office.cabinet.manager);
        let log = caller.get(&format!("/tickets/{}/log", order.id)).await;
        let log = log.succeeded().json();
        let entries = log["entries"].as_array().expect("entries").iter();
        let deliveries = entries.flat_map(|entry| entry["deliveries"].as_array().expect("a list"));
        let mut said: Vec<_> = deliveries
            .map(|said| {
                json!([
                    said["state"],
                    said["channel"],
                    said["attempts"],
                    said["perhaps_delivered"]
                ])
            })
            .map(|said| said.to_string())
            .collect();
        let mut known: Vec<_> = rows
            .iter()
            .map(|row| {
                let perhaps = row.is_perhaps_delivered();
                json!([row.state.code(), row.channel, row.attempts, perhaps]).to_string()
            })
            .collect();
        said.sort();
        known.sort();
        assert_eq!(said, known, "{when}: the JSON");
    }

    /// The page says of each message what is known, as often as it is so.
    async fn prove_page(&self, order: &Order, rows: &[OutboxView], when: &str) {
        let page = self.page(order).await;
        let now = self.office.app.clock.now();
        let mut wanted: HashMap<String, usize> = HashMap::new();
        for row in rows {
            let channel = match row.channel {
                Channel::Email => "e-mail",
                Channel::Sms => "SMS",
            };
            *wanted
                .entry(format!(" : {channel}{}", words(row, now)))
                .or_default() += 1;
        }
        for (words, times) in wanted {
            let found = page.matches(&words).count();
            assert_eq!(found, times, "{when}: \"{words}\" in {}", sent_list(&page));
        }
    }
}

/// What the manager reads, in French, up to the moment.
fn words(row: &OutboxView, now: chrono::DateTime<chrono::Utc>) -> &'static str {
    match (row.state, row.reason.as_deref()) {
        (State::Due, _) if row.due_at > now => ", départ prévu à ",
        (State::Due, _) => ", en partance",
        (State::Attempted, _) => ", envoi en cours",
        (State::Sent, _) => " envoyé ",
        (State::Delivered, _) => " remis ",
        (State::Later, _) => " pas encore parti, nouvel essai à ",
        (State::Unknown, _) => " peut-être parti, sans confirmation ; nouvel essai à ",
        (State::Failed, _) if row.uncertain > 0 => " peut-être remis, sans confirmation",
        (State::Failed, Some("expired")) => " non remis après 24 heures d'essais",
        (State::Failed, _) => " non remis, plus d'essai",
        (State::Suppressed, _) => " retenu",
    }
}

/// The lines of the page that are about messages.
fn sent_list(page: &str) -> String {
    page.split("<ul class=\"sent\">")
        .skip(1)
        .filter_map(|list| list.split("</ul>").next())
        .collect::<Vec<_>>()
        .join("\n")
}
