//! Which firms use this installation?

use chrono_tz::Tz;
use domain::ids::AgencyId;
use domain::value::{EmailAddress, PhoneNumber};
use serde::Deserialize;
use serde_json::json;

use super::sql::{AGENCIES, AGENCY, UPSERT_AGENCY};
use super::{AgencySettings, Directory, PostalAddress, typed};
use crate::database::{DatabaseFault, Row};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    pub id: AgencyId,
    pub name: String,
    pub address: PostalAddress,
    pub phone: Option<PhoneNumber>,
    pub email: Option<EmailAddress>,
    /// In which its people read times, and by which its days are counted.
    pub zone: Tz,
    /// `fr` or `en`.
    pub locale: String,
    /// At most eleven letters: what a phone shows as the sender of an SMS.
    pub sms_sender: String,
    /// How it is called in addresses: `cabinet-durand`.
    pub web_name: String,
    /// Of its messages, as `#rrggbb`.
    pub colour: String,
    pub settings: AgencySettings,
}

/// An agency as its own files describe it. Phone numbers may be in any usual form.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyRecord {
    pub name: String,
    pub address: PostalAddress,
    #[serde(default, deserialize_with = "typed::checked_phone")]
    pub phone: Option<PhoneNumber>,
    #[serde(default, deserialize_with = "typed::checked_email")]
    pub email: Option<EmailAddress>,
    pub zone: Tz,
    pub locale: String,
    pub sms_sender: String,
    pub web_name: String,
    pub colour: String,
}

impl AgencyRecord {
    pub fn with(self, id: AgencyId, settings: AgencySettings) -> Agency {
        Agency {
            id,
            name: self.name,
            address: self.address,
            phone: self.phone,
            email: self.email,
            zone: self.zone,
            locale: self.locale,
            sms_sender: self.sms_sender,
            web_name: self.web_name,
            colour: self.colour,
            settings,
        }
    }
}

impl Directory {
    /// All agencies of the installation, by name.
    pub async fn agencies(&self) -> Result<Vec<Agency>, DatabaseFault> {
        let rows = self.database.fetch(&AGENCIES, &[]).await?;
        rows.iter().map(from_row).collect()
    }

    pub async fn agency(&self, agency: AgencyId) -> Result<Option<Agency>, DatabaseFault> {
        let row = self
            .database
            .fetch_optional(&AGENCY, &[agency.into()])
            .await?;
        row.as_ref().map(from_row).transpose()
    }

    /// Adds an agency, or changes everything about it.
    pub async fn upsert_agency(&self, agency: &Agency) -> Result<(), DatabaseFault> {
        let row = [
            agency.id.into(),
            (&agency.name).into(),
            (&agency.address.street).into(),
            (&agency.address.postal_code).into(),
            (&agency.address.city).into(),
            agency.phone.as_ref().map(PhoneNumber::as_str).into(),
            agency.email.as_ref().map(EmailAddress::as_str).into(),
            agency.zone.name().into(),
            (&agency.locale).into(),
            (&agency.sms_sender).into(),
            (&agency.web_name).into(),
            (&agency.colour).into(),
            json!(agency.settings).into(),
        ];
        self.database.execute(&UPSERT_AGENCY, &row).await?;
        Ok(())
    }
}

fn from_row(row: &Row) -> Result<Agency, DatabaseFault> {
    Ok(Agency {
        id: row.uuid("agency")?.into(),
        name: row.text("name")?,
        address: PostalAddress::from_row(row)?,
        phone: typed::opt_phone("phone", row.opt_text("phone")?)?,
        email: typed::opt_email("email", row.opt_text("email")?)?,
        zone: typed::zone("zone", &row.text("zone")?)?,
        locale: row.text("locale")?,
        sms_sender: row.text("sms_sender")?,
        web_name: row.text("web_name")?,
        colour: row.text("colour")?,
        settings: typed::json("settings", row.json("settings")?)?,
    })
}
