//! What protects the keys themselves? One master key, from the configuration, never in the database.

use super::cipher::{KEY_LENGTH, Key};
use data_encoding::HEXLOWER;
use domain::ids::AgencyId;
use domain::personal::Subject;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretBox};
use sha2::{Digest, Sha256};

/// Seals the keys of subjects. A copy of the database without it says nothing about anybody.
#[derive(Debug)]
pub struct MasterKey {
    key: Key,
    name: String,
}

impl MasterKey {
    pub fn new(bytes: SecretBox<[u8; KEY_LENGTH]>) -> Self {
        let digest = Sha256::new()
            .chain_update(b"master key name|")
            .chain_update(bytes.expose_secret())
            .finalize();
        Self {
            name: HEXLOWER.encode(&digest[..4]),
            key: Key::new(bytes),
        }
    }

    /// Tells one master key from another without telling anything about it.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn wrap(&self, agency: AgencyId, subject: &Subject, key: &Key) -> Vec<u8> {
        self.key.seal(&associated(agency, subject), key.expose())
    }

    pub(super) fn unwrap(
        &self,
        agency: AgencyId,
        subject: &Subject,
        wrapped: &[u8],
    ) -> Option<Key> {
        Key::from_slice(&self.key.open(&associated(agency, subject), wrapped)?)
    }

    /// Whether a stored key is one that this master key sealed for that subject.
    pub fn opens(&self, agency: AgencyId, subject: &Subject, wrapped: &[u8]) -> bool {
        self.unwrap(agency, subject, wrapped).is_some()
    }

    pub(super) fn fingerprint(&self, request: &[u8]) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.expose())
            .expect("HMAC takes a key of any length");
        mac.update(b"fingerprint|");
        mac.update(request);
        HEXLOWER.encode(&mac.finalize().into_bytes())
    }
}

fn associated(agency: AgencyId, subject: &Subject) -> Vec<u8> {
    format!("key|{agency}|{subject}").into_bytes()
}
