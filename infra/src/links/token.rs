//! What is written at the end of a personal link?
//!
//! 128 bits in 22 letters and digits, so that no phone cuts the link short, and none of `0OIl`, so that it can be read out.

use std::fmt;

use hmac::digest::common::Key;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretBox};
use sha2::{Digest, Sha256};

use super::{ApproverGrant, Grant, RequesterGrant};

const LETTERS: usize = 22;

/// The secret part of a link. Shown only by [`Token::reveal`]; stored only as its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    pub(super) fn derive(secret: &SecretBox<[u8; 32]>, grant: &Grant) -> Self {
        let mut mac = keyed(secret);
        mac.update(grant.agency.uuid().as_bytes());
        mac.update(grant.ticket.uuid().as_bytes());
        mac.update(grant.assignment.uuid().as_bytes());
        mac.update(&grant.generation.to_be_bytes());
        Self::written(mac)
    }

    pub(super) fn of_requester(secret: &SecretBox<[u8; 32]>, grant: &RequesterGrant) -> Self {
        let mut mac = keyed(secret);
        mac.update(grant.agency.uuid().as_bytes());
        mac.update(grant.ticket.uuid().as_bytes());
        // Shorter than an assignment with its generation: what is hashed for a contractor is never this.
        mac.update(b"requester");
        Self::written(mac)
    }

    pub(super) fn of_approver(secret: &SecretBox<[u8; 32]>, grant: &ApproverGrant) -> Self {
        let mut mac = keyed(secret);
        mac.update(grant.agency.uuid().as_bytes());
        mac.update(grant.ticket.uuid().as_bytes());
        mac.update(grant.approval.uuid().as_bytes());
        // Longer than a generation: what is hashed for a contractor is never this, whatever the identifiers.
        mac.update(b"approver");
        Self::written(mac)
    }

    fn written(mac: Hmac<Sha256>) -> Self {
        let text = bs58::encode(&mac.finalize().into_bytes()[..16]).into_string();
        // Small numbers are shorter; "1" is base 58's zero.
        Self(format!("{text:1>LETTERS$}"))
    }

    /// Reads what somebody brought. Only the form is looked at.
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = text.len() == LETTERS && bs58::decode(text).into_vec().is_ok();
        well_formed.then(|| Self(text.to_owned()))
    }

    /// The token itself, for the message that carries it and for nothing else.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored. Unsalted: there is nothing to guess in 128 random bits.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

/// Tokens must not reach a log.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// HMAC-SHA256 wants a key of its block's size, zeros filling what is missing (RFC 2104 §2).
fn keyed(secret: &SecretBox<[u8; 32]>) -> Hmac<Sha256> {
    let mut key = Key::<Hmac<Sha256>>::default();
    key[..32].copy_from_slice(secret.expose_secret());
    Hmac::new(&key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{AgencyId, ApprovalId, AssignmentId, TicketId};
    use uuid::Uuid;

    fn grant(ticket: u128, generation: u16) -> Grant {
        Grant {
            agency: AgencyId::new(Uuid::from_u128(1)),
            ticket: TicketId::new(Uuid::from_u128(ticket)),
            assignment: AssignmentId::new(Uuid::from_u128(3)),
            generation,
        }
    }

    fn token(ticket: u128, generation: u16) -> Token {
        Token::derive(
            &SecretBox::new(Box::new([7; 32])),
            &grant(ticket, generation),
        )
    }

    #[test]
    fn the_same_grant_gives_the_same_token_and_another_one_another() {
        assert_eq!(token(2, 1), token(2, 1));
        assert_ne!(token(2, 1), token(2, 2));
        assert_ne!(token(2, 1), token(4, 1));
    }

    #[test]
    fn a_requester_and_a_contractor_never_share_a_token() {
        let of_requester = Token::of_requester(
            &SecretBox::new(Box::new([7; 32])),
            &RequesterGrant {
                agency: AgencyId::new(Uuid::from_u128(1)),
                ticket: TicketId::new(Uuid::from_u128(2)),
            },
        );
        assert_eq!(
            Token::parse(of_requester.reveal()),
            Some(of_requester.clone())
        );
        assert_ne!(of_requester, token(2, 1));
    }

    #[test]
    fn an_approver_shares_no_token_with_a_contractor_of_the_same_identifier() {
        let secret = SecretBox::new(Box::new([7; 32]));
        let of_approver = |approval: u128| {
            let approval = ApprovalId::new(Uuid::from_u128(approval));
            let (agency, ticket) = (grant(2, 1).agency, grant(2, 1).ticket);
            Token::of_approver(
                &secret,
                &ApproverGrant {
                    agency,
                    ticket,
                    approval,
                },
            )
        };
        assert_ne!(of_approver(3), token(2, 1));
        assert_ne!(of_approver(3), of_approver(4));
        assert_eq!(Token::parse(of_approver(3).reveal()), Some(of_approver(3)));
    }

    #[test]
    fn every_token_has_22_letters_or_digits_and_is_read_back() {
        for ticket in 0..500 {
            let token = token(ticket, 1);
            assert_eq!(token.reveal().len(), LETTERS, "{}", token.reveal());
            assert!(token.reveal().bytes().all(|b| b.is_ascii_alphanumeric()));
            assert_eq!(Token::parse(token.reveal()), Some(token));
        }
    }

    #[test]
    fn what_is_no_token_is_not_looked_up() {
        for text in [
            "",
            "short",
            "0OIl0OIl0OIl0OIl0OIl0O",
            "é0123456789012345678901",
            &"1".repeat(23),
        ] {
            assert_eq!(Token::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_token_does_not_show_itself() {
        assert_eq!(format!("{:?}", token(1, 1)), "Token(…)");
    }
}
