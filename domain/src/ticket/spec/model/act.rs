//! What may somebody do in a story? The model's own words, which the reference judges and the product carries out.

use super::cast::{Part, Party, Reach, Who};
use super::world::Decider;
use crate::ticket::spec::people::id;
use crate::ticket::{Mission, Others};
use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Paris;

pub(super) type Euros = u32;

/// A visit, by how many days from today it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct When {
    pub(super) in_days: i8,
    pub(super) hour: u8,
    pub(super) minutes: u16,
}

impl When {
    pub(super) fn local_start(self, now: DateTime<Utc>) -> NaiveDateTime {
        let day = today(now) + TimeDelta::days(i64::from(self.in_days));
        day.and_hms_opt(u32::from(self.hour), 0, 0).unwrap()
    }

    /// From and to.
    pub(super) fn instants(self, now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
        let local = Paris.from_local_datetime(&self.local_start(now));
        let start = local.unwrap().to_utc();
        (start, start + Duration::minutes(i64::from(self.minutes)))
    }
}

/// The date where the building stands.
pub(super) fn today(now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&Paris).date_naive()
}

pub(super) fn in_days(now: DateTime<Utc>, days: i8) -> NaiveDate {
    today(now) + TimeDelta::days(i64::from(days))
}

/// With what a ticket begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Begin {
    pub(super) mission: Mission,
    /// So many of them, the plumber first.
    pub(super) contractors: u8,
    pub(super) silent: bool,
}

/// To whom a file is shown beside the agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Nobody,
    Everybody,
    To(Part),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Policy {
    Usual,
    Off,
    /// Quotes every 2 days once, invoices every day twice, visits 3 hours before.
    Brisk,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    // The ticket.
    Open(Begin),
    Submit,
    Validate(Begin),
    Dismiss,
    Engage(Part, Option<Others>),
    Close,
    Reopen {
        allowed: bool,
    },

    // The order and the visit.
    Accept(Part, When),
    Decline(Part),
    Propose(Part, When),
    Confirm(Part),
    Postpone(Part, When),
    CancelSlot(Part),
    OnSite(Part),
    /// Expected so many minutes from now.
    Late(Part, i16),
    MoveVisit(Part, When),
    Impossible(Part),
    /// So many days from today; with an invoice.
    Done(Part, i8, Option<Euros>),
    Longer(Part, When),
    AnotherVisit(Part, When),
    FindQuoteNecessary(Part),
    Read(Part),
    RenewLink(Part),
    Remind(Part),
    Cancel(Part),
    /// With a new link, so that those given out before lead no further.
    ChangeDetails(Part, Reach, bool),

    // Quotes.
    AskQuote(Part),
    Promise(Part, Option<i8>),
    Quote(Part, Euros, Option<u8>),
    AcceptQuote(Part, u16),
    RefuseQuote(Part, u16),
    SendSigned(Part, u8),
    AskApproval {
        nth: u8,
        whom: Decider,
        /// A member of the council is told of it.
        informed: bool,
    },
    RemindApprover(u8),
    Approve(u8, Part, u16),
    Disapprove(u8),

    // Invoices.
    AskInvoice(Part),
    Invoice(Part, Euros),
    RejectInvoice(Part),

    // Words.
    Message(Party),
    Write(Party),
    /// So many persons.
    Inform(u8),
    Note,

    // What the ticket says of itself.
    Amend(u8),
    SetSiteContact(bool),
    SetWatchers(u8),
    SetPolicy(Policy),
    Silent(bool),
    Attach(u8, Shown),
    Transfer {
        to_colleague: bool,
        is_manager: bool,
    },
    Spend(u8),
    Acknowledge,

    // The machinery.
    DeliveryFails(Part),
    /// A deadline that fired, or was disarmed, comes again.
    OldDeadline(u8),
}

impl Act {
    /// Whose part it is about.
    pub(super) fn part(self) -> Option<Part> {
        match self {
            Self::Engage(part, _)
            | Self::Accept(part, _)
            | Self::Decline(part)
            | Self::Propose(part, _)
            | Self::Confirm(part)
            | Self::Postpone(part, _)
            | Self::CancelSlot(part)
            | Self::OnSite(part)
            | Self::Late(part, _)
            | Self::MoveVisit(part, _)
            | Self::Impossible(part)
            | Self::Done(part, ..)
            | Self::Longer(part, _)
            | Self::AnotherVisit(part, _)
            | Self::FindQuoteNecessary(part)
            | Self::Read(part)
            | Self::RenewLink(part)
            | Self::Remind(part)
            | Self::Cancel(part)
            | Self::ChangeDetails(part, ..)
            | Self::AskQuote(part)
            | Self::Promise(part, _)
            | Self::Quote(part, ..)
            | Self::AcceptQuote(part, _)
            | Self::RefuseQuote(part, _)
            | Self::SendSigned(part, _)
            | Self::Approve(_, part, _)
            | Self::AskInvoice(part)
            | Self::Invoice(part, _)
            | Self::RejectInvoice(part)
            | Self::DeliveryFails(part) => Some(part),
            Self::Open(_)
            | Self::Submit
            | Self::Validate(_)
            | Self::Dismiss
            | Self::Close
            | Self::Reopen { .. }
            | Self::AskApproval { .. }
            | Self::RemindApprover(_)
            | Self::Disapprove(_)
            | Self::Message(_)
            | Self::Write(_)
            | Self::Inform(_)
            | Self::Note
            | Self::Amend(_)
            | Self::SetSiteContact(_)
            | Self::SetWatchers(_)
            | Self::SetPolicy(_)
            | Self::Silent(_)
            | Self::Attach(..)
            | Self::Transfer { .. }
            | Self::Spend(_)
            | Self::Acknowledge
            | Self::OldDeadline(_) => None,
        }
    }
}

/// Some time goes by, in which deadlines come; then somebody acts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Move {
    pub(super) after_minutes: u16,
    /// The machinery stands still meanwhile, and makes up for it at the end.
    pub(super) outage: bool,
    pub(super) who: Who,
    pub(super) act: Act,
}

/// Identifies what a story says or attaches, the n-th time.
pub(super) fn fresh(nth: u128) -> uuid::Uuid {
    id(0xE000 + nth)
}
