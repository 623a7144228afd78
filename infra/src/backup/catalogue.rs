//! Which table is carried in a backup, which is made anew, and which is left out?
//!
//! Every table of the schema is named here once; a test fails when one is not, or when a column is missing. Whoever
//! adds a table decides here what becomes of it.

use super::table::Type::{Bool, Bytes, Int, Json, Text, Time, Uuid};
use super::table::{Table, Type};

/// What becomes of a table.
#[derive(Debug)]
pub enum Fate {
    /// The events, in the one order over all streams.
    Log,
    /// Into the file of keys, apart from the rest.
    Keys(&'static Table),
    /// Every row, as it is.
    Carried(&'static Table),
    /// Follows from what is carried, and is made anew from it.
    Derived(&'static str),
    /// Not worth carrying, or must not be.
    LeftOut(&'static str),
}

/// Every table, by name. What others refer to comes first.
pub const TABLES: &[(&str, Fate)] = &[
    ("events", Fate::Log),
    (
        "event_log",
        Fate::Derived("the order in which the events come in again"),
    ),
    ("sealing_key", Fate::Keys(&SEALING_KEY)),
    ("erasure", Fate::Carried(&ERASURE)),
    ("ticket_number", Fate::Carried(&TICKET_NUMBER)),
    ("agency", Fate::Carried(&AGENCY)),
    ("party", Fate::Carried(&PARTY)),
    ("contractor", Fate::Carried(&CONTRACTOR)),
    ("contractor_trade", Fate::Carried(&CONTRACTOR_TRADE)),
    ("property", Fate::Carried(&PROPERTY)),
    ("council_member", Fate::Carried(&COUNCIL_MEMBER)),
    ("staff", Fate::Carried(&STAFF)),
    ("property_staff", Fate::Carried(&PROPERTY_STAFF)),
    ("login", Fate::Carried(&LOGIN)),
    ("api_token", Fate::Carried(&API_TOKEN)),
    ("personal_link", Fate::Carried(&PERSONAL_LINK)),
    ("requester_link", Fate::Carried(&REQUESTER_LINK)),
    ("approver_link", Fate::Carried(&APPROVER_LINK)),
    ("outbox", Fate::Carried(&OUTBOX)),
    ("mailbox_message", Fate::Carried(&MAILBOX_MESSAGE)),
    (
        "follower",
        Fate::Derived(
            "positions are this database's own; of those whose rows are carried, the manifest says how many events they had seen",
        ),
    ),
    (
        "parked",
        Fate::Derived(
            "found again by whoever follows from the start; those of followers that do not are a part of their own",
        ),
    ),
    ("timer", Fate::Derived("what the tickets say is armed")),
    ("ticket_list", Fate::Derived("a line of each ticket")),
    (
        "ticket_list_subject",
        Fate::Derived("whose data a line shows"),
    ),
    (
        "snapshots",
        Fate::Derived("a shortcut to what the events say"),
    ),
    (
        "channel_stop",
        Fate::LeftOut("a restored product tries its channels anew"),
    ),
    (
        "session",
        Fate::LeftOut("whoever was signed in signs in again"),
    ),
    (
        "login_failure",
        Fate::LeftOut("forgotten within the hour anyway"),
    ),
    (
        "_sqlx_migrations",
        Fate::LeftOut("of the database, not of the product"),
    ),
];

/// The tables of which every row is carried, in the order in which they come in again.
pub fn carried() -> impl Iterator<Item = &'static Table> {
    TABLES.iter().filter_map(|(_, fate)| match fate {
        Fate::Carried(table) => Some(*table),
        Fate::Log | Fate::Keys(_) | Fate::Derived(_) | Fate::LeftOut(_) => None,
    })
}

/// Followers whose rows are carried: they go on where they stood, since following from the start would tell everybody
/// everything again.
pub const CARRIED_FOLLOWERS: &[&str] = &[crate::outbox::NAME];

pub const SEALING_KEY: Table = Table {
    name: "sealing_key",
    order: "agency, subject",
    columns: &[
        ("agency", Uuid),
        ("subject", Text),
        ("wrapped", Bytes),
        ("master", Text),
        ("created_at", Time),
        ("destroyed_at", Time),
        ("announced_at", Time),
    ],
};

/// What a follower that does not follow from the start has set aside. Positions are looked up anew.
pub const PARKED: Table = Table {
    name: "parked",
    order: "agency, follower, aggregate_id",
    columns: &[
        ("agency", Uuid),
        ("follower", Text),
        ("aggregate_id", Uuid),
        ("sequence", Int),
        ("reason", Text),
        ("parked_at", Time),
        ("waiting", Int),
        ("retry_asked", Bool),
    ],
};

const ERASURE: Table = Table {
    name: "erasure",
    order: "agency, subject",
    columns: &[
        ("agency", Uuid),
        ("subject", Text),
        ("erased_at", Time),
        ("receipt", Json),
    ],
};

const TICKET_NUMBER: Table = Table {
    name: "ticket_number",
    order: "agency",
    columns: &[("agency", Uuid), ("last", Int)],
};

const AGENCY: Table = Table {
    name: "agency",
    order: "agency",
    columns: &[
        ("agency", Uuid),
        ("name", Text),
        ("street", Text),
        ("postal_code", Text),
        ("city", Text),
        ("phone", Text),
        ("email", Text),
        ("zone", Text),
        ("locale", Text),
        ("sms_sender", Text),
        ("web_name", Text),
        ("colour", Text),
        ("settings", Json),
    ],
};

const PARTY: Table = Table {
    name: "party",
    order: "agency, id",
    columns: &[
        ("agency", Uuid),
        ("id", Uuid),
        ("external_key", Text),
        ("name", Text),
        ("email", Text),
        ("phone", Text),
        ("street", Text),
        ("postal_code", Text),
        ("city", Text),
        ("by_email", Bool),
        ("by_sms", Bool),
        ("searchable", Text),
        ("erased_at", Time),
    ],
};

const CONTRACTOR: Table = Table {
    name: "contractor",
    order: "agency, id",
    columns: &[
        ("agency", Uuid),
        ("id", Uuid),
        ("external_key", Text),
        ("company", Text),
        ("email", Text),
        ("phone", Text),
        ("siret", Text),
        ("instructions", Text),
        ("by_email", Bool),
        ("by_sms", Bool),
        ("active", Bool),
        ("searchable", Text),
        ("erased_at", Time),
    ],
};

const CONTRACTOR_TRADE: Table = Table {
    name: "contractor_trade",
    order: "agency, contractor, trade",
    columns: &[("agency", Uuid), ("contractor", Uuid), ("trade", Text)],
};

const PROPERTY: Table = Table {
    name: "property",
    order: "agency, id",
    columns: &[
        ("agency", Uuid),
        ("id", Uuid),
        ("external_key", Text),
        ("module", Text),
        ("kind", Text),
        ("reference", Text),
        ("name", Text),
        ("street", Text),
        ("postal_code", Text),
        ("city", Text),
        ("building", Uuid),
        ("landlord", Uuid),
        ("tenant", Uuid),
        ("works_threshold_cents", Int),
        ("searchable", Text),
    ],
};

const COUNCIL_MEMBER: Table = Table {
    name: "council_member",
    order: "agency, property, party",
    columns: &[
        ("agency", Uuid),
        ("property", Uuid),
        ("party", Uuid),
        ("president", Bool),
    ],
};

const STAFF: Table = Table {
    name: "staff",
    order: "agency, id",
    columns: &[
        ("agency", Uuid),
        ("id", Uuid),
        ("external_key", Text),
        ("email", Text),
        ("name", Text),
        ("phone", Text),
        ("roles", Text),
        ("active", Bool),
        ("erased_at", Time),
    ],
};

const PROPERTY_STAFF: Table = Table {
    name: "property_staff",
    order: "agency, property, role",
    columns: &[
        ("agency", Uuid),
        ("property", Uuid),
        ("role", Text),
        ("staff", Uuid),
    ],
};

const LOGIN: Table = Table {
    name: "login",
    order: "email",
    columns: &[
        ("email", Text),
        ("agency", Uuid),
        ("staff", Uuid),
        ("password_hash", Text),
    ],
};

const API_TOKEN: Table = Table {
    name: "api_token",
    order: "token_digest",
    columns: &[
        ("token_digest", Bytes),
        ("id", Uuid),
        ("agency", Uuid),
        ("staff", Uuid),
        ("name", Text),
        ("scopes", Text),
        ("created_at", Time),
        ("expires_at", Time),
        ("last_used_at", Time),
    ],
};

const PERSONAL_LINK: Table = Table {
    name: "personal_link",
    order: "agency, token_hash",
    columns: &[
        ("agency", Uuid),
        ("token_hash", Bytes),
        ("ticket", Uuid),
        ("assignment", Uuid),
        ("generation", Int),
        ("issued_at", Time),
    ],
};

const REQUESTER_LINK: Table = Table {
    name: "requester_link",
    order: "agency, token_hash",
    columns: &[
        ("agency", Uuid),
        ("token_hash", Bytes),
        ("ticket", Uuid),
        ("issued_at", Time),
    ],
};

const APPROVER_LINK: Table = Table {
    name: "approver_link",
    order: "agency, token_hash",
    columns: &[
        ("agency", Uuid),
        ("token_hash", Bytes),
        ("ticket", Uuid),
        ("approval", Uuid),
        ("issued_at", Time),
    ],
};

/// What was sent does not follow from the log: without these rows a restored product would write to everybody again.
const OUTBOX: Table = Table {
    name: "outbox",
    order: "agency, id",
    columns: OUTBOX_COLUMNS,
};

const OUTBOX_COLUMNS: &[(&str, Type)] = &[
    ("agency", Uuid),
    ("id", Uuid),
    ("ticket", Uuid),
    ("sequence", Int),
    ("ordinal", Int),
    ("occasion", Text),
    ("recipient", Json),
    ("channel", Text),
    ("lane", Text),
    ("state", Text),
    ("notice", Json),
    ("reference", Text),
    ("created_at", Time),
    ("due_at", Time),
    ("attempts", Int),
    ("first_attempt_at", Time),
    ("last_attempt_at", Time),
    ("leased_until", Time),
    ("settled_at", Time),
    ("gateway_reference", Text),
    ("reason", Text),
    ("reported", Bool),
    ("uncertain", Int),
];

const MAILBOX_MESSAGE: Table = Table {
    name: "mailbox_message",
    order: "agency, id",
    columns: &[
        ("agency", Uuid),
        ("id", Uuid),
        ("ticket", Uuid),
        ("channel", Text),
        ("recipient", Text),
        ("subject", Text),
        ("body", Text),
        ("html", Text),
        ("calendar", Text),
        ("links", Json),
        ("subjects", Json),
        ("headers", Json),
        ("sent_at", Time),
    ],
};
