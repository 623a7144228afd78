//! What is asked of the database about the directory?

use crate::database::Statement;
use crate::sql;

pub(super) const ADD_COUNCIL_MEMBER: Statement = sql!("sql/add_council_member.sql");
pub(super) const ADD_TRADE: Statement = sql!("sql/add_trade.sql");
pub(super) const AGENCIES: Statement = sql!("sql/agencies.sql");
pub(super) const AGENCY: Statement = sql!("sql/agency.sql");
pub(super) const CONTRACTOR: Statement = sql!("sql/contractor.sql");
pub(super) const CONTRACTORS_OF_TRADE: Statement = sql!("sql/contractors_of_trade.sql");
pub(super) const COUNCIL: Statement = sql!("sql/council.sql");
pub(super) const ERASE_CONTRACTOR: Statement = sql!("sql/erase_contractor.sql");
pub(super) const ERASE_PARTY: Statement = sql!("sql/erase_party.sql");
pub(super) const FIND_CONTRACTORS: Statement = sql!("sql/find_contractors.sql");
pub(super) const FIND_PARTIES: Statement = sql!("sql/find_parties.sql");
pub(super) const FIND_PROPERTIES: Statement = sql!("sql/find_properties.sql");
pub(super) const FORGET_COUNCIL: Statement = sql!("sql/forget_council.sql");
pub(super) const FORGET_TEAM: Statement = sql!("sql/forget_team.sql");
pub(super) const FORGET_TRADES: Statement = sql!("sql/forget_trades.sql");
pub(super) const PARTY: Statement = sql!("sql/party.sql");
pub(super) const PROPERTY: Statement = sql!("sql/property.sql");
pub(super) const SET_TEAM_MEMBER: Statement = sql!("sql/set_team_member.sql");
pub(super) const TRADES: Statement = sql!("sql/trades.sql");
pub(super) const UPSERT_AGENCY: Statement = sql!("sql/upsert_agency.sql");
pub(super) const UPSERT_CONTRACTOR: Statement = sql!("sql/upsert_contractor.sql");
pub(super) const UPSERT_PARTY: Statement = sql!("sql/upsert_party.sql");
pub(super) const UPSERT_PROPERTY: Statement = sql!("sql/upsert_property.sql");

/// All of them, so that a test can prepare each on both databases.
pub const STATEMENTS: &[&Statement] = &[
    &ADD_COUNCIL_MEMBER,
    &ADD_TRADE,
    &AGENCIES,
    &AGENCY,
    &CONTRACTOR,
    &CONTRACTORS_OF_TRADE,
    &COUNCIL,
    &ERASE_CONTRACTOR,
    &ERASE_PARTY,
    &FIND_CONTRACTORS,
    &FIND_PARTIES,
    &FIND_PROPERTIES,
    &FORGET_COUNCIL,
    &FORGET_TEAM,
    &FORGET_TRADES,
    &PARTY,
    &PROPERTY,
    &SET_TEAM_MEMBER,
    &TRADES,
    &UPSERT_AGENCY,
    &UPSERT_CONTRACTOR,
    &UPSERT_PARTY,
    &UPSERT_PROPERTY,
];
