//! How can a person be erased from a log that is never edited?
//!
//! Every personal value (`{"$subject": …, "value": …}`, see [`domain::personal`]) is sealed with a key of its own
//! agency and subject before it is written, and opened when it is read. Destroying that one key makes the value
//! unreadable in the log, in its backups and in every copy, and the same place then reads `{"$subject": …,
//! "erased": true}`. The walk over the JSON knows nothing of events, so new events need nothing here.
//!
//! Keys are looked up at every read, never remembered for reading: a node that kept a key for a few seconds could write
//! an erased person back into a table that was just cleared. One indexed query per read is the price (see
//! `docs/decisions/0003-sealed-personal-data.md`). For sealing they are remembered for a minute, which brings nobody
//! back.

mod cipher;
mod keys;
mod master;
mod recent;
mod repository;
mod walk;

pub use keys::STATEMENTS;
pub use master::MasterKey;
pub use repository::SealedRepository;
pub(crate) use walk::in_the_clear;

use crate::clock::Clock;
use crate::database::{Database, DatabaseFault, Tx};
use domain::ids::AgencyId;
use domain::personal::Subject;
use keys::{KeyRing, KeyState, Owner};
use recent::RecentKeys;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;
use walk::Content;

/// A failure to seal or to open as such; names subjects, never values.
#[derive(Debug, thiserror::Error)]
pub enum SealingFault {
    #[error(transparent)]
    Database(#[from] DatabaseFault),
    #[error(
        "the key of {subject} was sealed with master key {stored}, but {configured} is configured"
    )]
    OtherMasterKey {
        subject: Subject,
        stored: String,
        configured: String,
    },
    #[error("the key of {0} could not be created")]
    KeyNotCreated(Subject),
    #[error("a personal value of {0} holds more than a value, or another personal value")]
    NotSealable(Subject),
    #[error(transparent)]
    NotOpened(#[from] NotOpened),
}

/// Why one document cannot be opened. Others of the same read are not affected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    /// Not an erasure: that leaves a tombstone. The key table is older than the log, or damaged.
    #[error("there is no key for {0}")]
    NoKey(Subject),
    #[error("the key of {0} does not open with the configured master key")]
    DamagedKey(Subject),
    #[error("what was sealed for {0} was altered, or sealed for somebody else")]
    Altered(Subject),
}

/// Seals and opens personal values. Clones share the database.
#[derive(Clone, Debug)]
pub struct Sealing {
    keys: KeyRing,
}

impl Sealing {
    pub fn new(database: Database, clock: Clock, master: MasterKey) -> Self {
        Self {
            keys: KeyRing {
                database,
                clock,
                master: Arc::new(master),
                recent: RecentKeys::new(),
            },
        }
    }

    /// Seals every personal value in place, making the keys of subjects never seen before. A subject that was
    /// erased stays so: what is said of it afterwards is not stored at all.
    pub async fn seal(
        &self,
        agency: AgencyId,
        documents: &mut [&mut Value],
    ) -> Result<(), SealingFault> {
        let subjects: BTreeSet<Subject> = documents
            .iter()
            .flat_map(|document| walk::subjects(document))
            .collect();
        let keys = self.keys.find_or_create(agency, &subjects).await?;
        for document in documents {
            walk::transform(document, &mut |subject, content| match (
                keys.get(&(agency, subject.clone())),
                content,
            ) {
                (_, Content::NotSealable) => Err(SealingFault::NotSealable(subject.clone())),
                (Some(KeyState::Alive(key)), Content::Clear(value)) => {
                    let sealed =
                        key.seal(&associated(agency, subject), value.to_string().as_bytes());
                    Ok(Content::Sealed(sealed))
                }
                (Some(KeyState::Destroyed), Content::Clear(_)) => Ok(Content::Erased),
                (Some(KeyState::Damaged), Content::Clear(_)) => {
                    Err(NotOpened::DamagedKey(subject.clone()).into())
                }
                (None, Content::Clear(_)) => Err(SealingFault::KeyNotCreated(subject.clone())),
                (_, unchanged @ (Content::Sealed(_) | Content::Erased)) => Ok(unchanged),
            })?;
        }
        Ok(())
    }

    /// Opens every sealed value in place, with one look-up for all documents; says of each whether it opened.
    pub async fn open(
        &self,
        documents: &mut [(AgencyId, &mut Value)],
    ) -> Result<Vec<Result<(), NotOpened>>, SealingFault> {
        let owners: BTreeSet<Owner> = documents
            .iter()
            .flat_map(|(agency, document)| {
                walk::subjects(document)
                    .into_iter()
                    .map(|subject| (*agency, subject))
            })
            .collect();
        let keys = self.keys.find(&owners).await?;
        Ok(documents
            .iter_mut()
            .map(|(agency, document)| {
                walk::transform(document, &mut |subject, content| {
                    open_one(
                        keys.get(&(*agency, subject.clone())),
                        *agency,
                        subject,
                        content,
                    )
                })
            })
            .collect())
    }

    /// Destroys the key of a subject for ever. Repeating it changes nothing.
    pub async fn destroy(&self, agency: AgencyId, subject: &Subject) -> Result<(), SealingFault> {
        self.keys.destroy(agency, subject).await
    }

    /// The same, together with whatever else the transaction does.
    pub async fn destroy_within(
        &self,
        tx: &mut Tx,
        agency: AgencyId,
        subject: &Subject,
    ) -> Result<(), SealingFault> {
        self.keys.destroy_within(tx, agency, subject).await
    }

    /// Everybody who had to know that the subject's key is gone has been told.
    pub(crate) async fn announced(
        &self,
        agency: AgencyId,
        subject: &Subject,
    ) -> Result<(), SealingFault> {
        self.keys.announced(agency, subject).await
    }

    /// A keyed hash of what came with an idempotency key. Keyed, because it is stored in the clear for ever and the
    /// request may be little more than a telephone number.
    pub fn fingerprint(&self, request: &[u8]) -> String {
        self.keys.master.fingerprint(request)
    }

    pub(crate) fn master(&self) -> &MasterKey {
        &self.keys.master
    }

    pub(crate) fn database(&self) -> &Database {
        &self.keys.database
    }
}

fn open_one(
    key: Option<&KeyState>,
    agency: AgencyId,
    subject: &Subject,
    content: Content,
) -> Result<Content, NotOpened> {
    match (key, content) {
        (Some(KeyState::Alive(key)), Content::Sealed(sealed)) => {
            let clear = key.open(&associated(agency, subject), &sealed);
            clear
                .and_then(|clear| serde_json::from_slice(&clear).ok())
                .map(Content::Clear)
                .ok_or_else(|| NotOpened::Altered(subject.clone()))
        }
        (Some(KeyState::Destroyed), _) => Ok(Content::Erased),
        (Some(KeyState::Damaged), Content::Sealed(_)) => {
            Err(NotOpened::DamagedKey(subject.clone()))
        }
        (None, Content::Sealed(_)) => Err(NotOpened::NoKey(subject.clone())),
        (_, unchanged @ (Content::Clear(_) | Content::Erased | Content::NotSealable)) => {
            Ok(unchanged)
        }
    }
}

/// What a sealed value is bound to: moved to another agency or subject, it does not open.
fn associated(agency: AgencyId, subject: &Subject) -> Vec<u8> {
    format!("value|{agency}|{subject}").into_bytes()
}

#[cfg(test)]
mod tests;
