//! Who works here?

use domain::ids::{AgencyId, StaffId};
use domain::value::{EmailAddress, PhoneNumber};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::password;
use super::sql::{HAS_LOGIN, MEMBER, MEMBERS, SET_LOGIN, UPSERT_MEMBER};
use super::{Staff, StaffFault};
use crate::database::{DatabaseFault, Row, Value};
use crate::directory::{key, typed};

/// What somebody is in the agency; one person may be several of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Settings, staff, directory, mailbox; and everything a manager may do.
    Administrator,
    Manager,
    Assistant,
    /// Reads tickets, amounts, invoices and reports; changes nothing.
    Accountant,
    /// Reads; changes nothing.
    Reader,
}

impl Role {
    pub const ALL: [Self; 5] = [
        Self::Administrator,
        Self::Manager,
        Self::Assistant,
        Self::Accountant,
        Self::Reader,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Manager => "manager",
            Self::Assistant => "assistant",
            Self::Accountant => "accountant",
            Self::Reader => "reader",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// Somebody of an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffMember {
    pub agency: AgencyId,
    pub id: StaffId,
    pub email: EmailAddress,
    pub name: String,
    /// Shown to contractors, so that they can call.
    pub phone: Option<PhoneNumber>,
    pub roles: Vec<Role>,
    /// Whoever left stays known by name but cannot sign in.
    pub active: bool,
}

impl StaffMember {
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// Somebody as another system describes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffRecord {
    pub external_key: String,
    pub email: EmailAddress,
    pub name: String,
    #[serde(default, deserialize_with = "typed::checked_phone")]
    pub phone: Option<PhoneNumber>,
    pub roles: Vec<Role>,
}

impl Staff {
    pub async fn member(
        &self,
        agency: AgencyId,
        id: StaffId,
    ) -> Result<Option<StaffMember>, DatabaseFault> {
        let row = self
            .database
            .fetch_optional(&MEMBER, &[agency.into(), id.into()])
            .await?;
        row.as_ref().map(from_row).transpose()
    }

    /// Everybody, also those who left, by name.
    pub async fn members(&self, agency: AgencyId) -> Result<Vec<StaffMember>, DatabaseFault> {
        let rows = self.database.fetch(&MEMBERS, &[agency.into()]).await?;
        rows.iter().map(from_row).collect()
    }

    /// Takes everybody in, all or nobody; the same record again changes nothing.
    pub async fn upsert(
        &self,
        agency: AgencyId,
        records: &[StaffRecord],
    ) -> Result<Vec<StaffId>, DatabaseFault> {
        let mut tx = self.database.begin().await?;
        let mut ids = Vec::with_capacity(records.len());
        for record in records {
            let id = key::staff(agency, &record.external_key);
            tx.execute(&UPSERT_MEMBER, &parameters(agency, id, record))
                .await?;
            ids.push(id);
        }
        tx.commit().await?;
        self.recent.forget();
        Ok(ids)
    }

    /// Whether somebody has a password at all.
    pub async fn can_sign_in(&self, member: &StaffMember) -> Result<bool, DatabaseFault> {
        let asked = [member.agency.into(), member.id.into()];
        Ok(self
            .database
            .fetch_optional(&HAS_LOGIN, &asked)
            .await?
            .is_some())
    }

    /// Lets somebody sign in with this password from now on, and ends the sessions that an older one started.
    pub async fn set_password(
        &self,
        member: &StaffMember,
        password: SecretString,
    ) -> Result<(), StaffFault> {
        let hash = password::hash(password).await?;
        let login = [
            login_name(member.email.as_str()).into(),
            member.agency.into(),
            member.id.into(),
            hash.into(),
        ];
        self.database.execute(&SET_LOGIN, &login).await?;
        self.end_sessions_of(member.agency, member.id).await?;
        Ok(())
    }
}

/// Addresses differ in capitals from one day to the next; accounts must not.
pub(super) fn login_name(email: &str) -> String {
    email.trim().to_lowercase()
}

fn parameters(agency: AgencyId, id: StaffId, record: &StaffRecord) -> [Value; 8] {
    let roles: Vec<_> = record.roles.iter().map(|role| role.code()).collect();
    [
        agency.into(),
        id.into(),
        (&record.external_key).into(),
        record.email.as_str().into(),
        (&record.name).into(),
        record.phone.as_ref().map(PhoneNumber::as_str).into(),
        roles.join(",").into(),
        true.into(),
    ]
}

/// Also of statements that join this table: the columns have the same names there.
pub(super) fn from_row(row: &Row) -> Result<StaffMember, DatabaseFault> {
    Ok(StaffMember {
        agency: row.uuid("agency")?.into(),
        id: row.uuid("id")?.into(),
        email: typed::email("email", &row.text("email")?)?,
        name: row.text("name")?,
        phone: typed::opt_phone("phone", row.opt_text("phone")?)?,
        roles: row
            .text("roles")?
            .split(',')
            .filter_map(Role::from_code)
            .collect(),
        active: row.bool("active")?,
    })
}
