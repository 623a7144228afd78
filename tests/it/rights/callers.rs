//! What kinds of callers are there?

use infra::staff::Scope;

/// Somebody who calls, by what they can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Shows nothing.
    Anonymous,
    Contractor(Link),
    Approver(Link),
    Requester(Link),
    /// The SMS gateway, by the token of the settings.
    Gateway,
    Reader,
    Accountant,
    /// An assistant of an agency that lets its assistants do nothing.
    AssistantWithout,
    /// An assistant of an agency as it begins: they open tickets and carry them on.
    Assistant,
    /// An assistant of an agency that lets its assistants do everything.
    AssistantWith,
    Manager,
    /// The manager in a browser: a session instead of a token.
    SignedIn,
    Administrator,
    /// Manager and administrator of another agency.
    Stranger,
    /// Was a manager and left; the token was never taken back.
    Departed,
    /// A token of the administrator's whose time is over.
    Expired,
    /// A token of the administrator's that was taken back.
    Revoked,
    /// A token for this and nothing else, of somebody who is manager and administrator.
    Token(Scope),
}

/// What became of a personal link that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// The ticket's own, and good.
    Own,
    /// As good, and of another ticket of the same agency.
    Other,
    Expired,
    Revoked,
}

impl Link {
    pub const ALL: [Self; 4] = [Self::Own, Self::Other, Self::Expired, Self::Revoked];

    fn name(self) -> &'static str {
        match self {
            Self::Own => "own link",
            Self::Other => "another ticket's link",
            Self::Expired => "expired link",
            Self::Revoked => "revoked link",
        }
    }
}

impl Caller {
    /// In the order in which the tables show them.
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::Anonymous];
        all.extend(Link::ALL.map(Self::Contractor));
        all.extend(Link::ALL.map(Self::Approver));
        all.extend(Link::ALL.map(Self::Requester));
        all.extend([
            Self::Gateway,
            Self::Reader,
            Self::Accountant,
            Self::AssistantWithout,
            Self::Assistant,
            Self::AssistantWith,
            Self::Manager,
            Self::SignedIn,
            Self::Administrator,
            Self::Stranger,
            Self::Departed,
            Self::Expired,
            Self::Revoked,
        ]);
        all.extend(Scope::ALL.map(Self::Token));
        all
    }

    pub fn name(self) -> String {
        let plain = match self {
            Self::Contractor(link) => return format!("contractor, {}", link.name()),
            Self::Approver(link) => return format!("approver, {}", link.name()),
            Self::Requester(link) => return format!("requester, {}", link.name()),
            Self::Token(scope) => return format!("token `{}`", scope.code()),
            Self::Anonymous => "nobody",
            Self::Gateway => "SMS gateway",
            Self::Reader => "reader",
            Self::Accountant => "accountant",
            Self::AssistantWithout => "assistant who may nothing",
            Self::Assistant => "assistant, as an agency begins",
            Self::AssistantWith => "assistant who may everything",
            Self::Manager => "manager",
            Self::SignedIn => "manager in a browser",
            Self::Administrator => "administrator",
            Self::Stranger => "manager of another agency",
            Self::Departed => "manager who left",
            Self::Expired => "expired token",
            Self::Revoked => "revoked token",
        };
        plain.to_owned()
    }

    /// Whether the agency knows who it is.
    pub fn has_an_account(self) -> bool {
        match self {
            Self::Anonymous
            | Self::Contractor(_)
            | Self::Approver(_)
            | Self::Requester(_)
            | Self::Gateway
            | Self::Departed
            | Self::Expired
            | Self::Revoked => false,
            Self::Reader
            | Self::Accountant
            | Self::AssistantWithout
            | Self::Assistant
            | Self::AssistantWith
            | Self::Manager
            | Self::SignedIn
            | Self::Administrator
            | Self::Stranger
            | Self::Token(_) => true,
        }
    }
}
