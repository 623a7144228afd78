//! What stays of a colleague who left and asked to be forgotten? An identifier on the tickets, and no way in.

use chrono::{DateTime, Utc};
use domain::ids::{AgencyId, StaffId};
use domain::personal::ERASED;

use super::Staff;
use super::member::login_name;
use super::secret::digest;
use super::sql::{
    END_SESSIONS_OF, ERASE_MEMBER, FORGET_FAILURES, FORGET_LOGIN, MEMBER, REVOKE_TOKENS_OF,
};
use crate::database::{DatabaseFault, Tx};

impl Staff {
    /// Empties somebody's entry and takes away password, sessions and tokens, together with whatever else the
    /// transaction does. Erasing twice changes nothing, and no import fills the entry again.
    pub async fn erase(
        tx: &mut Tx,
        agency: AgencyId,
        id: StaffId,
        at: DateTime<Utc>,
    ) -> Result<bool, DatabaseFault> {
        let whom = [agency.into(), id.into()];
        let Some(row) = tx.fetch_optional(&MEMBER, &whom).await? else {
            return Ok(false);
        };
        // The count of failures to sign in is found by the digest of an address, which anybody can compute.
        let failures = digest(&login_name(&row.text("email")?));
        tx.execute(&FORGET_FAILURES, &[failures.into()]).await?;
        tx.execute(&FORGET_LOGIN, &whom).await?;
        tx.execute(&END_SESSIONS_OF, &whom).await?;
        tx.execute(&REVOKE_TOKENS_OF, &whom).await?;
        let nobody = format!("{id}@erased.invalid");
        let emptied = [
            agency.into(),
            id.into(),
            ERASED.into(),
            nobody.into(),
            at.into(),
        ];
        tx.execute(&ERASE_MEMBER, &emptied).await?;
        Ok(true)
    }

    /// After an erasure: no token may be believed without looking.
    pub fn forget_tokens(&self) {
        self.recent.forget();
    }
}
