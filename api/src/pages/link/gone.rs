//! Why does a link show nothing any more, and can another be had?

use chrono::{DateTime, Utc};
use domain::ticket::{StepCode, Ticket};
use infra::links::LinkGrant;

use super::view::{AgencyView, GonePage, Renew};
use crate::pages::field::{Choice, Maker, Problems, Typed};
use crate::pages::say::Say;
use crate::text::Language;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No link of ours: mistyped, or cut in the middle.
    Unknown,
    /// Replaced or cancelled: which of the two is nobody's business who may have found the link.
    Over,
    /// Its holder has just declined.
    Declined,
    /// Too old, and otherwise good.
    Expired,
}

impl Why {
    /// Why a grant does not hold. `done`: what its holder has just answered.
    pub fn of(grant: &LinkGrant, ticket: &Ticket, done: Option<&str>, now: DateTime<Utc>) -> Self {
        let Some(part) = ticket.assignment(grant.assignment) else {
            return Self::Over;
        };
        if part.step_code() == StepCode::Declined && done == Some("decline") {
            return Self::Declined;
        }
        let good = part.generation == grant.generation && !part.step_code().is_off();
        if good && !ticket.is_closed() && !grant.is_young(now) {
            Self::Expired
        } else {
            Self::Over
        }
    }

    /// Heading and text in the catalogue.
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Unknown => ("link-gone", "link-unknown-text"),
            Self::Over => ("link-gone", "link-gone-text"),
            Self::Declined => ("done-decline", "ask-declined-lead"),
            Self::Expired => ("link-expired", "link-expired-text"),
        }
    }

    /// The page that says so, and nothing else.
    pub fn page(self, t: Language, agency: AgencyView) -> GonePage {
        let (title, text) = self.keys();
        GonePage {
            t,
            agency,
            title: t.say(title),
            text: t.say(text),
            renew: None,
        }
    }
}

/// How another link is asked for: by a gesture that no scanner makes.
pub fn renew(t: Language, token: &str, problems: &Problems) -> Renew {
    let typed = Typed::default();
    let make = Maker {
        t,
        typed: &typed,
        problems,
    };
    let yes = Choice::new("yes", t.say("link-renew-yes"));
    Renew {
        action: format!("/r/{token}/renew"),
        how: make.ticks("renew", "link-renew", vec![yes]),
    }
}

/// Another link is on its way.
pub fn renewed(page: &GonePage) -> GonePage {
    GonePage {
        t: page.t,
        agency: page.agency.clone(),
        title: page.t.say("link-renewed"),
        text: page.t.say("link-renewed-text"),
        renew: None,
    }
}
