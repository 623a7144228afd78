//! May this person come in? The answer says neither whether the account exists nor which half was wrong.

use chrono::{DateTime, Utc};
use secrecy::SecretString;

use super::failures::Whence;
use super::member::{StaffMember, from_row, login_name};
use super::session::NewSession;
use super::sql::LOGIN;
use super::{PasswordFault, Staff, StaffFault, password};
use crate::database::DatabaseFault;

#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    #[error("wrong e-mail or password")]
    Wrong,
    /// Too many failures in a row; the right password does not help before then.
    #[error("too many failures in a row, locked until {until}")]
    Locked { until: DateTime<Utc> },
    /// So many try at this moment that the password was not looked at.
    #[error("too many try at this moment")]
    Busy,
    #[error(transparent)]
    Fault(#[from] StaffFault),
}

impl From<DatabaseFault> for SignInError {
    fn from(fault: DatabaseFault) -> Self {
        Self::Fault(fault.into())
    }
}

impl Staff {
    /// Checks name and password and starts a session. `user_agent` is shown in the list of one's own sessions.
    pub async fn sign_in(
        &self,
        email: &str,
        password: SecretString,
        whence: &Whence<'_>,
        user_agent: &str,
    ) -> Result<NewSession, SignInError> {
        let member = self.authenticate(email, password, whence).await?;
        Ok(self.start_session(member, user_agent).await?)
    }

    /// Checks name and password without starting a session.
    pub async fn authenticate(
        &self,
        email: &str,
        password: SecretString,
        whence: &Whence<'_>,
    ) -> Result<StaffMember, SignInError> {
        let name = login_name(email);
        if let Some(until) = self.locked_until(&name, whence).await? {
            return Err(SignInError::Locked { until });
        }
        let (member, hash) = self.account(&name).await?.unzip();
        let right = password::verify(password, hash)
            .await
            .map_err(|fault| match fault {
                PasswordFault::Busy => SignInError::Busy,
                other @ (PasswordFault::Hash(_) | PasswordFault::CutShort(_)) => {
                    StaffFault::from(other).into()
                }
            })?;
        match member {
            Some(member) if right && member.active => {
                self.forget_failures(&name, whence).await?;
                Ok(member)
            }
            Some(_) | None => {
                self.count_failure(&name, whence).await?;
                Err(SignInError::Wrong)
            }
        }
    }

    async fn account(&self, name: &str) -> Result<Option<(StaffMember, String)>, DatabaseFault> {
        let row = self.database.fetch_optional(&LOGIN, &[name.into()]).await?;
        row.map(|row| Ok((from_row(&row)?, row.text("password_hash")?)))
            .transpose()
    }
}
