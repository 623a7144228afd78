//! Which program is calling, for whom, and what may it do? API tokens: shown once, stored as a digest.

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{AgencyId, StaffId};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Staff;
use super::member::from_row;
use super::recent::Good;
use super::secret;
use super::session::SignedIn;
use super::sql::{ISSUE_TOKEN, REVOKE_TOKEN, TOKEN, TOKENS, USE_TOKEN};
use crate::database::{DatabaseFault, Row};

/// Stands before every API token, so that a secret scanner recognises one that got into a repository.
const PREFIX: &str = "mct_";
/// A use is noted at most this often.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// What a token may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    #[serde(rename = "tickets:read")]
    ReadTickets,
    #[serde(rename = "tickets:write")]
    WriteTickets,
    #[serde(rename = "directory:write")]
    WriteDirectory,
    #[serde(rename = "afficheur:read")]
    ReadAfficheur,
    #[serde(rename = "reports:read")]
    ReadReports,
}

impl Scope {
    pub const ALL: [Self; 5] = [
        Self::ReadTickets,
        Self::WriteTickets,
        Self::WriteDirectory,
        Self::ReadAfficheur,
        Self::ReadReports,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::ReadTickets => "tickets:read",
            Self::WriteTickets => "tickets:write",
            Self::WriteDirectory => "directory:write",
            Self::ReadAfficheur => "afficheur:read",
            Self::ReadReports => "reports:read",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenId(pub Uuid);

/// A token to be issued.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What its owner calls it.
    pub name: String,
    pub scopes: Vec<Scope>,
    pub expires_at: DateTime<Utc>,
}

/// A token that was just issued; `text` is told once.
#[derive(Debug)]
pub struct IssuedToken {
    pub id: TokenId,
    pub text: SecretString,
}

/// A token as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    pub id: TokenId,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
}

/// Whoever calls with a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenHolder {
    pub signed_in: SignedIn,
    pub scopes: Vec<Scope>,
}

impl Staff {
    pub async fn issue_token(
        &self,
        agency: AgencyId,
        staff: StaffId,
        token: NewToken,
    ) -> Result<IssuedToken, DatabaseFault> {
        let text = secret::draw(PREFIX);
        let id = TokenId(Uuid::now_v7());
        let scopes: Vec<_> = token.scopes.iter().map(|scope| scope.code()).collect();
        let row = [
            secret::digest(text.expose_secret()).into(),
            id.0.into(),
            agency.into(),
            staff.into(),
            token.name.into(),
            scopes.join(",").into(),
            self.clock.now().into(),
            token.expires_at.into(),
        ];
        self.database.execute(&ISSUE_TOKEN, &row).await?;
        Ok(IssuedToken { id, text })
    }

    /// Whose token this is, if it is one, has not expired, and its owner still works here.
    pub async fn token(&self, text: &str) -> Result<Option<TokenHolder>, DatabaseFault> {
        let digest = secret::digest(text);
        let now = self.clock.now();
        if let Some(holder) = self.recent.find(&digest, now) {
            return Ok(Some(holder));
        }
        let before = self.recent.before();
        let Some(row) = self
            .database
            .fetch_optional(&TOKEN, &[digest.clone().into()])
            .await?
        else {
            return Ok(None);
        };
        let staff = from_row(&row)?;
        let expires_at = row.time("expires_at")?;
        if expires_at <= now || !staff.active {
            return Ok(None);
        }
        let mut noted_at = row.opt_time("last_used_at")?;
        if noted_at.is_none_or(|last| now - last >= NOTED_EVERY) {
            self.database
                .execute(&USE_TOKEN, &[digest.clone().into(), now.into()])
                .await?;
            noted_at = Some(now);
        }
        let holder = TokenHolder {
            signed_in: SignedIn {
                agency: staff.agency,
                staff,
            },
            scopes: scopes(&row)?,
        };
        let until = expires_at.min(noted_at.unwrap_or(now) + NOTED_EVERY);
        let good = Good {
            holder: holder.clone(),
            until,
        };
        self.recent.remember(before, digest, good);
        Ok(Some(holder))
    }

    /// Somebody's tokens, the latest first; expired ones too, until they are revoked.
    pub async fn tokens(
        &self,
        agency: AgencyId,
        staff: StaffId,
    ) -> Result<Vec<ApiToken>, DatabaseFault> {
        let rows = self
            .database
            .fetch(&TOKENS, &[agency.into(), staff.into()])
            .await?;
        rows.iter().map(from_token_row).collect()
    }

    /// Makes a token worthless, in this process at once and in others within seconds; says whether there was one.
    pub async fn revoke_token(
        &self,
        agency: AgencyId,
        staff: StaffId,
        id: TokenId,
    ) -> Result<bool, DatabaseFault> {
        let revoked = [agency.into(), staff.into(), id.0.into()];
        let rows = self.database.execute(&REVOKE_TOKEN, &revoked).await?;
        self.recent.forget();
        Ok(rows > 0)
    }
}

fn from_token_row(row: &Row) -> Result<ApiToken, DatabaseFault> {
    Ok(ApiToken {
        id: TokenId(row.uuid("id")?),
        name: row.text("name")?,
        scopes: scopes(row)?,
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
        last_used_at: row.opt_time("last_used_at")?,
    })
}

fn scopes(row: &Row) -> Result<Vec<Scope>, DatabaseFault> {
    Ok(row
        .text("scopes")?
        .split(',')
        .filter_map(Scope::from_code)
        .collect())
}
