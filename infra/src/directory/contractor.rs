//! Who does the work?

use domain::ids::{AgencyId, ContractorId};
use domain::ticket::Channels;
use domain::value::{EmailAddress, PhoneNumber};
use serde::{Deserialize, Serialize};

use super::sql::{
    ADD_TRADE, CONTRACTOR, CONTRACTORS_OF_TRADE, FIND_CONTRACTORS, FORGET_TRADES, TRADES,
    UPSERT_CONTRACTOR,
};
use super::{Directory, Siret, fold, key, typed};
use crate::database::{DatabaseFault, Row, Tx, Value};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contractor {
    pub id: ContractorId,
    pub company: String,
    /// As the agency names them (`Plomberie`), in alphabetical order.
    pub trades: Vec<String>,
    pub email: Option<EmailAddress>,
    pub phone: Option<PhoneNumber>,
    pub siret: Option<String>,
    /// What always holds for this contractor; may be empty.
    pub instructions: String,
    pub channels: Channels,
    /// An inactive one is no longer offered, but stays known.
    pub active: bool,
}

/// A contractor as another system describes it. Phone numbers may be in any usual form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractorRecord {
    pub external_key: String,
    pub company: String,
    pub trades: Vec<String>,
    #[serde(default, deserialize_with = "typed::checked_email")]
    pub email: Option<EmailAddress>,
    #[serde(default, deserialize_with = "typed::checked_phone")]
    pub phone: Option<PhoneNumber>,
    #[serde(default)]
    pub siret: Option<Siret>,
    #[serde(default)]
    pub instructions: String,
    #[serde(default)]
    pub channels: Channels,
    #[serde(default = "active")]
    pub active: bool,
}

fn active() -> bool {
    true
}

impl Directory {
    pub async fn contractor(
        &self,
        agency: AgencyId,
        id: ContractorId,
    ) -> Result<Option<Contractor>, DatabaseFault> {
        let row = self
            .database
            .fetch_optional(&CONTRACTOR, &[agency.into(), id.into()])
            .await?;
        row.as_ref().map(from_row).transpose()
    }

    /// Active contractors whose company, trades or e-mail hold every word (of the first four), by company.
    pub async fn find_contractors(
        &self,
        agency: AgencyId,
        text: &str,
        limit: u32,
    ) -> Result<Vec<Contractor>, DatabaseFault> {
        let [a, b, c, d] = fold::patterns(text);
        let asked = [
            agency.into(),
            a.into(),
            b.into(),
            c.into(),
            d.into(),
            limit.into(),
        ];
        let rows = self.database.fetch(&FIND_CONTRACTORS, &asked).await?;
        rows.iter().map(from_row).collect()
    }

    /// Active contractors of a trade, named as [`Directory::trades`] names it.
    pub async fn contractors_of_trade(
        &self,
        agency: AgencyId,
        trade: &str,
    ) -> Result<Vec<Contractor>, DatabaseFault> {
        let rows = self
            .database
            .fetch(&CONTRACTORS_OF_TRADE, &[agency.into(), trade.into()])
            .await?;
        rows.iter().map(from_row).collect()
    }

    /// The trades that an active contractor has, in alphabetical order.
    pub async fn trades(&self, agency: AgencyId) -> Result<Vec<String>, DatabaseFault> {
        let rows = self.database.fetch(&TRADES, &[agency.into()]).await?;
        rows.iter().map(|row| row.text("trade")).collect()
    }

    /// Takes every contractor in, all or none; the same record again changes nothing.
    pub async fn upsert_contractors(
        &self,
        agency: AgencyId,
        records: &[ContractorRecord],
    ) -> Result<Vec<ContractorId>, DatabaseFault> {
        let mut tx = self.database.begin().await?;
        let mut ids = Vec::with_capacity(records.len());
        for record in records {
            ids.push(upsert(&mut tx, agency, record).await?);
        }
        tx.commit().await?;
        Ok(ids)
    }
}

async fn upsert(
    tx: &mut Tx,
    agency: AgencyId,
    record: &ContractorRecord,
) -> Result<ContractorId, DatabaseFault> {
    let id = key::contractor(agency, &record.external_key);
    tx.execute(&UPSERT_CONTRACTOR, &parameters(agency, id, record))
        .await?;
    tx.execute(&FORGET_TRADES, &[agency.into(), id.into()])
        .await?;
    for trade in &record.trades {
        tx.execute(&ADD_TRADE, &[agency.into(), id.into(), trade.into()])
            .await?;
    }
    Ok(id)
}

fn parameters(agency: AgencyId, id: ContractorId, record: &ContractorRecord) -> [Value; 12] {
    let email = record.email.as_ref().map(EmailAddress::as_str);
    let searchable = format!(
        "{} {} {}",
        record.company,
        record.trades.join(" "),
        email.unwrap_or_default()
    );
    [
        agency.into(),
        id.into(),
        (&record.external_key).into(),
        (&record.company).into(),
        email.into(),
        record.phone.as_ref().map(PhoneNumber::as_str).into(),
        record.siret.as_ref().map(Siret::as_str).into(),
        (&record.instructions).into(),
        record.channels.email.into(),
        record.channels.sms.into(),
        record.active.into(),
        fold::fold(&searchable).into(),
    ]
}

fn from_row(row: &Row) -> Result<Contractor, DatabaseFault> {
    let trades = row.opt_text("trades")?.unwrap_or_default();
    let mut trades: Vec<_> = trades
        .split('|')
        .filter(|trade| !trade.is_empty())
        .map(str::to_owned)
        .collect();
    trades.sort();
    Ok(Contractor {
        id: row.uuid("id")?.into(),
        company: row.text("company")?,
        trades,
        email: typed::opt_email("email", row.opt_text("email")?)?,
        phone: typed::opt_phone("phone", row.opt_text("phone")?)?,
        siret: row.opt_text("siret")?,
        instructions: row.text("instructions")?,
        channels: Channels {
            email: row.bool("by_email")?,
            sms: row.bool("by_sms")?,
        },
        active: row.bool("active")?,
    })
}
