//! How is a piece of bytes sealed? XChaCha20-Poly1305 with a random nonce; nothing here knows what is sealed.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret, SecretBox};

/// First byte of everything sealed, so that another algorithm can follow.
const XCHACHA20_POLY1305: u8 = 1;
const NONCE_LENGTH: usize = 24;
pub(super) const KEY_LENGTH: usize = 32;

/// A 256-bit key. Its bytes are wiped when it is dropped, and never shown.
#[derive(Debug)]
pub(super) struct Key(SecretBox<[u8; KEY_LENGTH]>);

impl Key {
    pub(super) fn new(bytes: SecretBox<[u8; KEY_LENGTH]>) -> Self {
        Self(bytes)
    }

    pub(super) fn random() -> Self {
        Self(SecretBox::init_with_mut(|bytes: &mut [u8; KEY_LENGTH]| {
            rand::fill(bytes)
        }))
    }

    pub(super) fn from_slice(bytes: &[u8]) -> Option<Self> {
        let bytes: [u8; KEY_LENGTH] = bytes.try_into().ok()?;
        Some(Self(SecretBox::new(Box::new(bytes))))
    }

    pub(super) fn expose(&self) -> &[u8] {
        self.0.expose_secret()
    }

    /// `associated` is not stored: who opens must know it.
    pub(super) fn seal(&self, associated: &[u8], clear: &[u8]) -> Vec<u8> {
        // Random nonces are safe at this length: 2^80 values under one key before a repetition is to be feared.
        let mut nonce = [0; NONCE_LENGTH];
        rand::fill(&mut nonce);
        let payload = Payload {
            msg: clear,
            aad: associated,
        };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload);
        // The cipher refuses only messages of more than 256 GiB, which no JSON value in memory is.
        let sealed = sealed.expect("a message within the cipher's bounds");
        [&[XCHACHA20_POLY1305], &nonce[..], &sealed].concat()
    }

    /// The clear bytes; `None` if they were altered, or sealed with another key or for something else.
    pub(super) fn open(&self, associated: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (&algorithm, rest) = sealed.split_first()?;
        if algorithm != XCHACHA20_POLY1305 {
            return None;
        }
        let (nonce, sealed) = rest.split_first_chunk::<NONCE_LENGTH>()?;
        let payload = Payload {
            msg: sealed,
            aad: associated,
        };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.0.expose_secret().into())
    }
}
