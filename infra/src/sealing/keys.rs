//! Where are the keys of persons? In one small table, sealed with the master key; one row per agency and subject.

use super::cipher::Key;
use super::recent::RecentKeys;
use super::{MasterKey, SealingFault};
use crate::clock::Clock;
use crate::database::{Database, Row, Statement, Tx, Value};
use crate::sql;
use data_encoding::HEXLOWER;
use domain::ids::AgencyId;
use domain::personal::Subject;
use serde_json::{Value as Json, json};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

const FIND_KEYS: Statement = sql!("sql/find_keys.postgres.sql", "sql/find_keys.sqlite.sql");
const CREATE_KEYS: Statement = sql!("sql/create_keys.postgres.sql", "sql/create_keys.sqlite.sql");
const DESTROY_KEY: Statement = sql!("sql/destroy_key.sql");
const ANNOUNCE_KEY: Statement = sql!("sql/announce_key.sql");

pub const STATEMENTS: &[&Statement] = &[&FIND_KEYS, &CREATE_KEYS, &DESTROY_KEY, &ANNOUNCE_KEY];

pub(super) type Owner = (AgencyId, Subject);

#[derive(Debug)]
pub(super) enum KeyState {
    Alive(Arc<Key>),
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
    /// For sealing only.
    pub(super) recent: RecentKeys,
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
        let wanted: Json = owners
            .iter()
            .map(|(agency, subject)| json!({ "agency": agency, "subject": subject }))
            .collect();
        let rows = self.database.fetch(&FIND_KEYS, &[wanted.into()]).await?;
        rows.iter().map(|row| self.key_of(row)).collect()
    }

    /// The keys of these subjects for sealing, made where they are missing: they are durable before anything sealed
    /// with them can be.
    pub(super) async fn find_or_create(
        &self,
        agency: AgencyId,
        subjects: &BTreeSet<Subject>,
    ) -> Result<HashMap<Owner, KeyState>, SealingFault> {
        let mut wanted: BTreeSet<Owner> = subjects
            .iter()
            .map(|subject| (agency, subject.clone()))
            .collect();
        let mut keys = self.recent.find(&wanted);
        wanted.retain(|owner| !keys.contains_key(owner));
        let found = self.find(&wanted).await?;
        wanted.retain(|owner| !found.contains_key(owner));
        keys.extend(found);
        if !wanted.is_empty() {
            let made = self.create(agency, &wanted).await?;
            wanted.retain(|owner| !made.contains_key(owner));
            keys.extend(made);
            // Somebody else was first with these.
            keys.extend(self.find(&wanted).await?);
        }
        self.recent.remember(&keys);
        Ok(keys)
    }

    /// Makes keys with one statement; answers with those that nobody else had made before.
    async fn create(
        &self,
        agency: AgencyId,
        owners: &BTreeSet<Owner>,
    ) -> Result<HashMap<Owner, KeyState>, SealingFault> {
        let mut drawn: HashMap<&Subject, Key> = owners
            .iter()
            .map(|(_, subject)| (subject, Key::random()))
            .collect();
        let wrapped: Json = owners
            .iter()
            .map(|(_, subject)| {
                let wrapped = self.master.wrap(agency, subject, &drawn[subject]);
                json!({ "subject": subject, "wrapped": HEXLOWER.encode(&wrapped) })
            })
            .collect();
        let params = [
            wrapped.into(),
            agency.into(),
            self.master.name().into(),
            self.clock.now().into(),
        ];
        let rows = self
            .database
            .execute_returning(&CREATE_KEYS, &params)
            .await?;
        crate::crash_point!(KeysMade);
        let mut made = HashMap::new();
        for row in rows {
            let subject = Subject::from_stored(row.text("subject")?);
            if let Some(key) = drawn.remove(&subject) {
                made.insert((agency, subject), KeyState::Alive(Arc::new(key)));
            }
        }
        Ok(made)
    }

    pub(super) async fn destroy(
        &self,
        agency: AgencyId,
        subject: &Subject,
    ) -> Result<(), SealingFault> {
        let params = self.destroying(agency, subject);
        self.database.execute(&DESTROY_KEY, &params).await?;
        self.recent.forget(agency, subject);
        // The key is unreachable by now; this is for whoever gets hold of the files.
        self.database.flush_overwritten().await?;
        Ok(())
    }

    pub(super) async fn destroy_within(
        &self,
        tx: &mut Tx,
        agency: AgencyId,
        subject: &Subject,
    ) -> Result<(), SealingFault> {
        tx.execute(&DESTROY_KEY, &self.destroying(agency, subject))
            .await?;
        Ok(())
    }

    fn destroying(&self, agency: AgencyId, subject: &Subject) -> [Value; 4] {
        [
            agency.into(),
            subject.as_str().into(),
            self.master.name().into(),
            self.clock.now().into(),
        ]
    }

    pub(super) async fn announced(
        &self,
        agency: AgencyId,
        subject: &Subject,
    ) -> Result<(), SealingFault> {
        let params = [
            agency.into(),
            subject.as_str().into(),
            self.clock.now().into(),
        ];
        self.database.execute(&ANNOUNCE_KEY, &params).await?;
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
            Some(key) => Ok(((agency, subject), KeyState::Alive(Arc::new(key)))),
            None => Ok(((agency, subject), KeyState::Damaged)),
        }
    }
}
