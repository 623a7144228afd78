//! How does a newcomer get in? The address, the accounts, a token and a link, printed and kept in `credentials.json`.

use std::io::Write;

use anyhow::{Context, Result};
use chrono::TimeDelta;
use domain::ticket::StepCode;
use infra::config::Settings;
use infra::links::Grant;
use infra::staff::{NewToken, Role, Scope, StaffMember};
use projections::ticket_list::{ListQuery, Sort};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::agency::{AGENCY, PASSWORD};
use super::home::Home;
use crate::state::App;

const FILE: &str = "credentials.json";
/// In the demo's own time, which may run fast.
const TOKEN_LIFE: TimeDelta = TimeDelta::days(36_500);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credentials {
    pub address: String,
    pub accounts: Vec<Account>,
    pub api_token: String,
    /// A contractor's page whose question is still open.
    pub contractor_link: String,
    /// Which database the token is known to, as a digest: its address may hold a password.
    database: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub name: String,
    pub email: String,
    pub password: String,
    pub roles: Vec<Role>,
}

/// Those of the last start as far as they still hold, otherwise new ones; kept for the next.
pub async fn credentials(home: &Home, settings: &Settings, app: &App) -> Result<Credentials> {
    let database = Sha256::digest(settings.database.url.expose_secret().as_bytes());
    let database = data_encoding::HEXLOWER.encode(&database[..8]);
    let kept: Option<Credentials> = home.read(FILE)?;
    let kept = kept.filter(|kept| kept.database == database);
    let members = app.staff.members(AGENCY).await?;
    let (api_token, contractor_link) = match kept {
        // The address may be another one than last time, and links begin with it.
        Some(kept) => (
            kept.api_token,
            moved(&kept.contractor_link, &settings.server.public_url),
        ),
        None => (token(app, &members).await?, link(app).await?),
    };
    let credentials = Credentials {
        address: settings.server.public_url.clone(),
        accounts: members.into_iter().map(account).collect(),
        api_token,
        contractor_link,
        database,
    };
    home.write(FILE, &credentials)?;
    Ok(credentials)
}

fn account(member: StaffMember) -> Account {
    Account {
        name: member.name,
        email: member.email.to_string(),
        password: PASSWORD.to_owned(),
        roles: member.roles,
    }
}

async fn token(app: &App, members: &[StaffMember]) -> Result<String> {
    let owner = members
        .iter()
        .find(|member| member.has(Role::Manager))
        .context("nobody manages")?;
    let token = NewToken {
        name: "Démonstration".to_owned(),
        scopes: Scope::ALL.to_vec(),
        expires_at: app.clock.now() + TOKEN_LIFE,
    };
    let issued = app.staff.issue_token(AGENCY, owner.id, token).await?;
    Ok(issued.text.expose_secret().to_owned())
}

/// The link of the newest ticket whose contractor has not answered yet.
async fn link(app: &App) -> Result<String> {
    let now = app.clock.now();
    let newest = ListQuery {
        sort: Sort::Number,
        limit: 100,
        ..ListQuery::of(AGENCY, now)
    };
    for row in app.ticket_list.page(&newest).await?.rows {
        let Some(loaded) = app.tickets.load(AGENCY, row.ticket).await? else {
            continue;
        };
        let mut parts = loaded.ticket.assignments.iter();
        if let Some(part) = parts.find(|part| part.step_code() == StepCode::AwaitingAnswer) {
            let grant = Grant {
                agency: AGENCY,
                ticket: row.ticket,
                assignment: part.id,
                generation: part.generation,
            };
            return Ok(app.links.url(&grant));
        }
    }
    anyhow::bail!("no contractor of the demo owes an answer")
}

fn moved(link: &str, public_url: &str) -> String {
    match link.split_once("/r/") {
        Some((_, token)) => format!("{public_url}/r/{token}"),
        None => link.to_owned(),
    }
}

/// Tells the newcomer, on standard output.
pub fn greet(credentials: &Credentials) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "\nMain Courante, démonstration : {}\n",
        credentials.address
    )?;
    for account in &credentials.accounts {
        let roles: Vec<_> = account.roles.iter().map(|role| role.code()).collect();
        writeln!(
            out,
            "  {:<42} {}  {} ({})",
            account.email,
            account.password,
            account.name,
            roles.join(", ")
        )?;
    }
    writeln!(out, "\n  API token        {}", credentials.api_token)?;
    writeln!(out, "  Contractor link  {}", credentials.contractor_link)?;
    writeln!(
        out,
        "\nAlso in credentials.json beside the data. Stop with Ctrl-C; starting again keeps everything.\n"
    )?;
    Ok(out.flush()?)
}
