//! Where are the keys of persons? In one small table, sealed with the master key; one row per agency and subject.

use super::cipher::Key;
use super::{MasterKey, SealingFault};
use crate::clock::Clock;
use crate::database::{Database, Row, Statement};
use crate::sql;
use domain::ids::AgencyId;
use domain::personal::Subject;
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

const FIND_KEYS: Statement = sql!("sql/find_keys.postgres.sql", "sql/find_keys.sqlite.sql");
const CREATE_KEY: Statement = sql!("sql/create_key.sql");
const DESTROY_KEY: Statement = sql!("sql/destroy_key.sql");

pub const STATEMENTS: &[&Statement] = &[&FIND_KEYS, &CREATE_KEY, &DESTROY_KEY];

pub(super) type Owner = (AgencyId, Subject);

#[derive(Debug)]
pub(super) enum KeyState {
    Alive(Key),
    /// The subject was erased.
    Destroyed,
    /// The master key is the right one and does not open it: a bad block, or a hand.
    Damaged,
}

#[derive(Clone, Debug)]
pub(super) struct KeyRing {
    pub(super) database: Database,
    pub(super) clock: Clock,
    pub(super) master: Arc<MasterKey>,
}

impl KeyRing {
    /// The keys of these owners that exist, with one query (none if nobody is asked for).
    pub(super) async fn find(
        &self,
        owners: &BTreeSet<Owner>,
    ) -> Result<HashMap<Owner, KeyState>, SealingFault> {
        if owners.is_empty() {
            return Ok(HashMap::new());
        }
        let wanted: Value = owners
            .iter()
            .map(|(agency, subject)| json!({ "agency": agency, "subject": subject }))
            .collect();
        let rows = self.database.fetch(&FIND_KEYS, &[wanted.into()]).await?;
        rows.iter().map(|row| self.key_of(row)).collect()
    }

    /// The keys of these subjects, made in a transaction of their own where they are missing: they are durable
    /// before anything sealed with them can be.
    pub(super) async fn find_or_create(
        &self,
        agency: AgencyId,
        subjects: &BTreeSet<Subject>,
    ) -> Result<HashMap<Owner, KeyState>, SealingFault> {
        let owners: BTreeSet<Owner> = subjects
            .iter()
            .map(|subject| (agency, subject.clone()))
            .collect();
        let mut found = self.find(&owners).await?;
        let missing: BTreeSet<Owner> = owners
            .into_iter()
            .filter(|owner| !found.contains_key(owner))
            .collect();
        if !missing.is_empty() {
            self.create(&missing).await?;
            // Not the keys just made: somebody else may have been first, and then theirs count.
            found.extend(self.find(&missing).await?);
        }
        Ok(found)
    }

    async fn create(&self, owners: &BTreeSet<Owner>) -> Result<(), SealingFault> {
        let mut tx = self.database.begin().await?;
        for (agency, subject) in owners {
            let wrapped = self.master.wrap(*agency, subject, &Key::random());
            let params = [
                (*agency).into(),
                subject.as_str().into(),
                wrapped.into(),
                self.master.name().into(),
                self.clock.now().into(),
            ];
            tx.execute(&CREATE_KEY, &params).await?;
        }
        tx.commit().await?;
        crate::crash_point!(KeysMade);
        Ok(())
    }

    pub(super) async fn destroy(
        &self,
        agency: AgencyId,
        subject: &Subject,
    ) -> Result<(), SealingFault> {
        let params = [
            agency.into(),
            subject.as_str().into(),
            self.master.name().into(),
            self.clock.now().into(),
        ];
        self.database.execute(&DESTROY_KEY, &params).await?;
        // The key is unreachable by now; this is for whoever gets hold of the files.
        self.database.flush_overwritten().await?;
        Ok(())
    }

    fn key_of(&self, row: &Row) -> Result<(Owner, KeyState), SealingFault> {
        let agency = AgencyId::new(row.uuid("agency")?);
        let subject = Subject::from_stored(row.text("subject")?);
        let Some(wrapped) = row.opt_bytes("wrapped")? else {
            return Ok(((agency, subject), KeyState::Destroyed));
        };
        let stored = row.text("master")?;
        if stored != self.master.name() {
            let configured = self.master.name().to_owned();
            return Err(SealingFault::OtherMasterKey {
                subject,
                stored,
                configured,
            });
        }
        match self.master.unwrap(agency, &subject, &wrapped) {
            Some(key) => Ok(((agency, subject), KeyState::Alive(key))),
            None => Ok(((agency, subject), KeyState::Damaged)),
        }
    }
}
