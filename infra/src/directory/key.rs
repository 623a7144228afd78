//! Which identifier does a record of another system get here? Always the same one, computed from its key.
//!
//! Taking the same record in twice therefore finds the first one, and a record may name another that comes later.

use domain::ids::{AgencyId, ContractorId, PartyId, PropertyId, StaffId};
use uuid::Uuid;

pub(crate) fn staff(agency: AgencyId, external_key: &str) -> StaffId {
    derived(agency, "staff", external_key).into()
}

pub(crate) fn party(agency: AgencyId, external_key: &str) -> PartyId {
    derived(agency, "party", external_key).into()
}

pub(crate) fn contractor(agency: AgencyId, external_key: &str) -> ContractorId {
    derived(agency, "contractor", external_key).into()
}

pub(crate) fn property(agency: AgencyId, external_key: &str) -> PropertyId {
    derived(agency, "property", external_key).into()
}

fn derived(agency: AgencyId, kind: &str, external_key: &str) -> Uuid {
    Uuid::new_v5(&agency.uuid(), format!("{kind}:{external_key}").as_bytes())
}
