//! Who owns, lets, rents, sits on a council?

use domain::ids::{AgencyId, PartyId};
use domain::ticket::Channels;
use domain::value::{EmailAddress, PhoneNumber};
use serde::{Deserialize, Serialize};

use super::sql::{FIND_PARTIES, PARTY, UPSERT_PARTY};
use super::{Directory, PostalAddress, fold, key, typed};
use crate::database::{DatabaseFault, Row, Value};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    pub id: PartyId,
    pub name: String,
    pub email: Option<EmailAddress>,
    pub phone: Option<PhoneNumber>,
    pub address: PostalAddress,
    /// How they prefer to be told.
    pub channels: Channels,
}

/// A party as another system describes it. Phone numbers may be in any usual form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartyRecord {
    pub external_key: String,
    pub name: String,
    #[serde(default, deserialize_with = "typed::checked_email")]
    pub email: Option<EmailAddress>,
    #[serde(default, deserialize_with = "typed::checked_phone")]
    pub phone: Option<PhoneNumber>,
    #[serde(default)]
    pub address: PostalAddress,
    #[serde(default)]
    pub channels: Channels,
}

impl Directory {
    pub async fn party(
        &self,
        agency: AgencyId,
        id: PartyId,
    ) -> Result<Option<Party>, DatabaseFault> {
        let row = self
            .database
            .fetch_optional(&PARTY, &[agency.into(), id.into()])
            .await?;
        row.as_ref().map(from_row).transpose()
    }

    /// Parties whose name, address, e-mail or phone hold every word (of the first four), by name.
    pub async fn find_parties(
        &self,
        agency: AgencyId,
        text: &str,
        limit: u32,
    ) -> Result<Vec<Party>, DatabaseFault> {
        let [a, b, c, d] = fold::patterns(text);
        let asked = [
            agency.into(),
            a.into(),
            b.into(),
            c.into(),
            d.into(),
            limit.into(),
        ];
        let rows = self.database.fetch(&FIND_PARTIES, &asked).await?;
        rows.iter().map(from_row).collect()
    }

    /// Takes every party in, all or none; the same record again changes nothing.
    pub async fn upsert_parties(
        &self,
        agency: AgencyId,
        records: &[PartyRecord],
    ) -> Result<Vec<PartyId>, DatabaseFault> {
        let mut tx = self.database.begin().await?;
        let mut ids = Vec::with_capacity(records.len());
        for record in records {
            let id = key::party(agency, &record.external_key);
            tx.execute(&UPSERT_PARTY, &parameters(agency, id, record))
                .await?;
            ids.push(id);
        }
        tx.commit().await?;
        Ok(ids)
    }
}

fn parameters(agency: AgencyId, id: PartyId, record: &PartyRecord) -> [Value; 12] {
    let email = record.email.as_ref().map(EmailAddress::as_str);
    let phone = record.phone.as_ref();
    let searchable = [
        record.name.clone(),
        record.address.to_string(),
        email.unwrap_or_default().to_owned(),
        phone.map(PhoneNumber::display_national).unwrap_or_default(),
    ];
    [
        agency.into(),
        id.into(),
        (&record.external_key).into(),
        (&record.name).into(),
        email.into(),
        phone.map(PhoneNumber::as_str).into(),
        (&record.address.street).into(),
        (&record.address.postal_code).into(),
        (&record.address.city).into(),
        record.channels.email.into(),
        record.channels.sms.into(),
        fold::fold(&searchable.join(" ")).into(),
    ]
}

pub(super) fn from_row(row: &Row) -> Result<Party, DatabaseFault> {
    Ok(Party {
        id: row.uuid("id")?.into(),
        name: row.text("name")?,
        email: typed::opt_email("email", row.opt_text("email")?)?,
        phone: typed::opt_phone("phone", row.opt_text("phone")?)?,
        address: PostalAddress::from_row(row)?,
        channels: Channels {
            email: row.bool("by_email")?,
            sms: row.bool("by_sms")?,
        },
    })
}
