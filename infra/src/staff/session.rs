//! Who is signed in? Sessions, which end after twelve hours without a request.

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{AgencyId, StaffId};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use super::Staff;
use super::member::{StaffMember, from_row};
use super::secret;
use super::sql::{
    END_IDLE_SESSIONS, END_SESSION, END_SESSION_OF, END_SESSIONS_OF, SEE_SESSION, SESSION,
    SESSIONS, START_SESSION,
};
use crate::database::{DatabaseFault, Row};

/// A session ends after so long without a request.
const IDLE: TimeDelta = TimeDelta::hours(12);
/// A request is noted at most this often: a write for every page would be all that the database does.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);
/// Longer descriptions of a browser are cut: they come from outside.
const USER_AGENT_CHARACTERS: usize = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionId(pub Uuid);

/// Whoever made a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    pub agency: AgencyId,
    pub staff: StaffMember,
}

/// A session that was just started. The token is told once; only its digest is kept.
#[derive(Debug)]
pub struct NewSession {
    pub token: SecretString,
    pub signed_in: SignedIn,
}

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub created_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub user_agent: String,
}

impl Staff {
    pub(super) async fn start_session(
        &self,
        member: StaffMember,
        user_agent: &str,
    ) -> Result<NewSession, DatabaseFault> {
        let token = secret::draw("");
        let now = self.machine.now();
        let user_agent: String = user_agent.chars().take(USER_AGENT_CHARACTERS).collect();
        let row = [
            secret::digest(token.expose_secret()).into(),
            Uuid::now_v7().into(),
            member.agency.into(),
            member.id.into(),
            now.into(),
            user_agent.into(),
        ];
        self.database.execute(&START_SESSION, &row).await?;
        Ok(NewSession {
            token,
            signed_in: SignedIn {
                agency: member.agency,
                staff: member,
            },
        })
    }

    /// Who holds this token, if the session still lives and the person still works here.
    pub async fn session(&self, token: &str) -> Result<Option<SignedIn>, DatabaseFault> {
        let digest = secret::digest(token);
        let Some(row) = self
            .database
            .fetch_optional(&SESSION, &[digest.clone().into()])
            .await?
        else {
            return Ok(None);
        };
        let staff = from_row(&row)?;
        let now = self.machine.now();
        let idle = now - row.time("last_seen_at")?;
        if idle >= IDLE || !staff.active {
            return Ok(None);
        }
        if idle >= NOTED_EVERY {
            self.database
                .execute(&SEE_SESSION, &[digest.into(), now.into()])
                .await?;
        }
        Ok(Some(SignedIn {
            agency: staff.agency,
            staff,
        }))
    }

    /// Somebody's living sessions, the latest used first.
    pub async fn sessions(
        &self,
        agency: AgencyId,
        staff: StaffId,
    ) -> Result<Vec<Session>, DatabaseFault> {
        let since = self.machine.now() - IDLE;
        let rows = self
            .database
            .fetch(&SESSIONS, &[agency.into(), staff.into(), since.into()])
            .await?;
        rows.iter().map(from_session_row).collect()
    }

    /// Signs out. Ending a session that has ended changes nothing.
    pub async fn end_session(&self, token: &str) -> Result<(), DatabaseFault> {
        self.database
            .execute(&END_SESSION, &[secret::digest(token).into()])
            .await?;
        Ok(())
    }

    /// Ends one of somebody's sessions from the list; says whether there was one.
    pub async fn end_session_of(
        &self,
        agency: AgencyId,
        staff: StaffId,
        session: SessionId,
    ) -> Result<bool, DatabaseFault> {
        let ended = [agency.into(), staff.into(), session.0.into()];
        Ok(self.database.execute(&END_SESSION_OF, &ended).await? > 0)
    }

    /// Ends all of somebody's sessions; says how many there were.
    pub async fn end_sessions_of(
        &self,
        agency: AgencyId,
        staff: StaffId,
    ) -> Result<u64, DatabaseFault> {
        self.database
            .execute(&END_SESSIONS_OF, &[agency.into(), staff.into()])
            .await
    }

    /// Removes what has ended by itself; says how many there were.
    pub async fn end_idle_sessions(&self) -> Result<u64, DatabaseFault> {
        let since = self.machine.now() - IDLE;
        self.database
            .execute(&END_IDLE_SESSIONS, &[since.into()])
            .await
    }
}

fn from_session_row(row: &Row) -> Result<Session, DatabaseFault> {
    Ok(Session {
        id: SessionId(row.uuid("id")?),
        created_at: row.time("created_at")?,
        last_seen_at: row.time("last_seen_at")?,
        user_agent: row.text("user_agent")?,
    })
}
