//! Has this browser let this person in before? A cookie says so, which only we can write.
//!
//! Whoever wants to lock somebody out has not got it, and a guesser neither: a browser that is known is counted by itself
//! (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").

use hmac::digest::common::Key;
use hmac::{Hmac, KeyInit, Mac};
use rand::RngExt;
use secrecy::{ExposeSecret, SecretBox, SecretString};
use sha2::Sha256;

use super::member::login_name;

/// Keeps this use of the secret apart from every other.
const PURPOSE: &[u8] = b"maincourante known browser 1";
/// Bytes of the browser's own part.
const BYTES: usize = 16;

/// Writes and recognises the cookies of known browsers.
pub struct Browsers {
    secret: SecretBox<[u8; 32]>,
}

impl Browsers {
    pub fn new(secret: &SecretBox<[u8; 32]>) -> Self {
        Self {
            secret: SecretBox::new(Box::new(*secret.expose_secret())),
        }
    }

    /// What a browser keeps once it has let `email` in.
    pub fn issue(&self, email: &str) -> SecretString {
        let own: [u8; BYTES] = rand::rng().random();
        let own = bs58::encode(own).into_string();
        let seal = bs58::encode(self.seal(&own, email).finalize().into_bytes()).into_string();
        SecretString::from(format!("{own}.{seal}"))
    }

    /// The browser's own part, if this cookie was issued for `email`.
    pub fn known<'c>(&self, cookie: &'c str, email: &str) -> Option<&'c str> {
        let (own, seal) = cookie.split_once('.').filter(|_| cookie.len() <= 100)?;
        let seal = bs58::decode(seal).into_vec().ok()?;
        self.seal(own, email)
            .verify_slice(&seal)
            .is_ok()
            .then_some(own)
    }

    fn seal(&self, own: &str, email: &str) -> Hmac<Sha256> {
        let mut key = Key::<Hmac<Sha256>>::default();
        key[..32].copy_from_slice(self.secret.expose_secret());
        let mut seal = Hmac::<Sha256>::new(&key);
        for part in [PURPOSE, own.as_bytes(), login_name(email).as_bytes()] {
            seal.update(&(part.len() as u64).to_be_bytes());
            seal.update(part);
        }
        seal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_good_for_whom_it_was_issued_and_nobody_else() {
        let browsers = Browsers::new(&SecretBox::new(Box::new([7; 32])));
        let cookie = browsers.issue("Claire@Durand.example");
        let cookie = cookie.expose_secret();
        let own = browsers.known(cookie, " claire@durand.EXAMPLE");
        assert_eq!(own, cookie.split('.').next());
        assert_eq!(browsers.known(cookie, "hugo@durand.example"), None);
        let others = Browsers::new(&SecretBox::new(Box::new([8; 32])));
        assert_eq!(others.known(cookie, "claire@durand.example"), None);
        for forged in [
            "",
            ".",
            "a.",
            "a.b",
            "0.0",
            &cookie[1..],
            &format!("x{cookie}"),
        ] {
            assert_eq!(browsers.known(forged, "claire@durand.example"), None);
        }
    }
}
