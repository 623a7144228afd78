//! How is an erasure carried out, so that no crash leaves half of it?

use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::ids::{AgencyId, CommandId};
use domain::metadata::CommandContext;
use domain::personal::Subject;
use serde_json::json;
use uuid::Uuid;

use super::{
    ATTACHMENTS_LIKE, Erasure, ErasureFault, KEEP_RECEIPT, LIVING_KEYS, Plan, Receipt, UNANNOUNCED,
    Whom, traces,
};
use crate::database::Tx;
use crate::directory::Directory;
use crate::staff::Staff;

/// Interrupted erasures finished in one go.
const AT_A_TIME: u32 = 500;

impl Erasure {
    /// Erases what the plan says. Doing it again changes nothing, and gives the first receipt.
    pub async fn carry_out(
        &self,
        agency: AgencyId,
        plan: &Plan,
        by: Actor,
    ) -> Result<Receipt, ErasureFault> {
        let at = self.clock.now();
        let mut tx = self.database.begin().await?;
        for subject in &plan.subjects {
            self.sealing
                .destroy_within(&mut tx, agency, subject)
                .await?;
        }
        let receipt = serde_json::to_value(plan.receipt(at))?;
        for entry in &plan.entries {
            empty(&mut tx, agency, *entry, at).await?;
            let params = [
                agency.into(),
                entry.subject().as_str().into(),
                at.into(),
                receipt.clone().into(),
            ];
            tx.execute(&KEEP_RECEIPT, &params).await?;
        }
        tx.commit().await?;
        self.staff.forget_tokens();
        for subject in &plan.subjects {
            self.finish(agency, subject, by.clone()).await?;
        }
        let kept = self.receipt(agency, plan.whom).await?;
        Ok(kept.unwrap_or_else(|| plan.receipt(at)))
    }

    /// Does what a crash, or a restored backup that is older than the keys, left undone: a key is destroyed, and not
    /// everybody knows. Says how many there were. Any number of processes may do it at the same time.
    pub async fn finish_interrupted(&self) -> Result<usize, ErasureFault> {
        let rows = self
            .database
            .fetch(&UNANNOUNCED, &[AT_A_TIME.into()])
            .await?;
        let mut outcome = Ok(rows.len());
        for row in &rows {
            let agency = AgencyId::new(row.uuid("agency")?);
            let subject = Subject::from_stored(row.text("subject")?);
            // One that cannot be finished must not hold back the others.
            if let Err(fault) = self.repeat(agency, &subject).await {
                outcome = Err(fault);
            }
        }
        outcome
    }

    /// Erases once more whose key is destroyed already: a restored backup may have brought back an entry that was
    /// emptied since.
    pub async fn repeat(&self, agency: AgencyId, subject: &Subject) -> Result<(), ErasureFault> {
        self.finish(agency, subject, Actor::System).await
    }

    /// Each step may be repeated. The last one marks the key as announced.
    async fn finish(
        &self,
        agency: AgencyId,
        subject: &Subject,
        by: Actor,
    ) -> Result<(), ErasureFault> {
        let at = self.clock.now();
        if let Some(entry) = Whom::of(subject) {
            self.delete_files(agency, entry, subject).await?;
            let mut tx = self.database.begin().await?;
            empty(&mut tx, agency, entry, at).await?;
            tx.commit().await?;
        }
        let context = CommandContext::new(CommandId::new(Uuid::now_v7()), by, at);
        self.tickets
            .erase_person(agency, subject.clone(), context)
            .await?;
        Ok(())
    }

    /// The files whose names belong to the subject, unless somebody else's are the same, byte for byte.
    async fn delete_files(
        &self,
        agency: AgencyId,
        entry: Whom,
        subject: &Subject,
    ) -> Result<(), ErasureFault> {
        let Whom::Text(ticket) = entry else {
            return Ok(());
        };
        let found = traces::tickets(&self.log, agency, &[ticket], subject).await?;
        for file in found.files.iter().filter(|file| file.subject == *subject) {
            if !self.is_needed(agency, &file.sha256).await?
                && let Ok(hash) = file.sha256.parse()
            {
                self.blobs.delete(agency, &hash).await?;
            }
        }
        Ok(())
    }

    async fn is_needed(&self, agency: AgencyId, sha256: &str) -> Result<bool, ErasureFault> {
        let params = [agency.into(), format!("%{sha256}%").into()];
        let rows = self.database.fetch(&ATTACHMENTS_LIKE, &params).await?;
        let mut owners = Vec::new();
        for row in rows {
            owners.extend(row.opt_text("subject")?);
        }
        let living = self
            .database
            .fetch_optional(&LIVING_KEYS, &[agency.into(), json!(owners).into()])
            .await?;
        Ok(living.is_some() || self.is_a_default(agency, sha256).await?)
    }

    /// What the agency sends with every order is nobody's.
    async fn is_a_default(&self, agency: AgencyId, sha256: &str) -> Result<bool, ErasureFault> {
        let agency = self.directory.agency(agency).await?;
        Ok(agency.is_some_and(|agency| {
            [&agency.settings.syndic, &agency.settings.gerance]
                .iter()
                .flat_map(|settings| &settings.default_attachments)
                .any(|file| file.content.as_str() == sha256)
        }))
    }
}

impl Plan {
    fn receipt(&self, erased_at: DateTime<Utc>) -> Receipt {
        let others = self.entries.iter().filter(|entry| **entry != self.whom);
        Receipt {
            erased_at,
            tickets: self.tickets.iter().map(|ticket| ticket.number).collect(),
            texts: self.texts.iter().map(|ticket| ticket.number).collect(),
            files: self.files.len() as u64,
            with: others
                .map(|entry| format!("{}:{}", entry.kind(), entry.id()))
                .collect(),
        }
    }
}

async fn empty(
    tx: &mut Tx,
    agency: AgencyId,
    entry: Whom,
    at: DateTime<Utc>,
) -> Result<(), ErasureFault> {
    match entry {
        Whom::Party(id) => Directory::erase_party(tx, agency, id, at).await?,
        Whom::Contractor(id) => Directory::erase_contractor(tx, agency, id, at).await?,
        Whom::Staff(id) => Staff::erase(tx, agency, id, at).await?,
        Whom::Person(_) | Whom::Text(_) => false,
    };
    Ok(())
}
