//! What does a caller hear? That follows from the kind of operation: by what it recognises people, and whom it lets in.

use super::callers::Caller;

/// What a caller hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is done, or shown.
    Done,
    /// It is done or shown, but of what is the caller's: nothing of the ticket or the agency in question.
    Elsewhere,
    /// 401: who are you?
    Unknown,
    /// 403: not you.
    Forbidden,
    /// 404: there is nothing here, or nothing for you.
    NotThere,
    /// 422: what the body names is not there.
    Unacceptable,
}

/// By what a caller is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// By nothing: it is for everybody.
    Open,
    /// By a token or a session of somebody of the agency.
    Account,
    /// By the personal link in the address.
    Contractors,
    Approvers,
    Requesters,
    /// By the token of the settings in the address.
    Gateway,
}

/// Operations for which the same holds.
pub struct Kind {
    pub name: &'static str,
    pub means: &'static str,
    pub door: Door,
    pub lets_in: &'static [Caller],
    /// Who hears something else than the door says.
    pub but: &'static [(Caller, Outcome)],
    pub operations: &'static [&'static str],
}

impl Kind {
    pub fn expects(&self, caller: Caller) -> Outcome {
        if self.lets_in.contains(&caller) {
            return Outcome::Done;
        }
        if let Some((_, outcome)) = self.but.iter().find(|(who, _)| *who == caller) {
            return *outcome;
        }
        match self.door {
            Door::Open => Outcome::Done,
            Door::Account if caller.has_an_account() => Outcome::Forbidden,
            Door::Account => Outcome::Unknown,
            Door::Contractors | Door::Approvers | Door::Requesters | Door::Gateway => {
                Outcome::NotThere
            }
        }
    }
}
