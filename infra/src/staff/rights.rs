//! Who may do what? One table.

use serde::{Deserialize, Serialize};

use super::member::{Role, StaffMember};

/// Something that not everybody of the agency may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// See tickets, amounts, invoices and reports.
    Read,
    /// Open tickets, and carry them on: answer, plan, write, ask for the invoice, transfer.
    OpenTickets,
    /// Accept and refuse quotes, ask for approval.
    Decide,
    /// Close tickets, and reopen them where the agency allows it.
    Close,
    /// Change the agency's settings of a module.
    ChangeSettings,
    /// Staff, directory, API tokens of others, the built-in mailbox.
    Administer,
}

/// What the agency lets its assistants do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssistantRights {
    pub open_tickets: bool,
    pub decide: bool,
    pub close: bool,
    pub change_settings: bool,
}

impl Default for AssistantRights {
    fn default() -> Self {
        Self {
            open_tickets: true,
            decide: false,
            close: false,
            change_settings: false,
        }
    }
}

/// Whether one of the member's roles gives the right, under what the agency allows its assistants.
pub fn may(member: &StaffMember, right: Right, assistants: AssistantRights) -> bool {
    member.active
        && member
            .roles
            .iter()
            .any(|role| gives(*role, right, assistants))
}

fn gives(role: Role, right: Right, assistants: AssistantRights) -> bool {
    match (role, right) {
        (Role::Administrator, _) | (_, Right::Read) => true,
        (
            Role::Manager,
            Right::OpenTickets | Right::Decide | Right::Close | Right::ChangeSettings,
        ) => true,
        (Role::Manager, Right::Administer) => false,
        (Role::Assistant, Right::OpenTickets) => assistants.open_tickets,
        (Role::Assistant, Right::Decide) => assistants.decide,
        (Role::Assistant, Right::Close) => assistants.close,
        (Role::Assistant, Right::ChangeSettings) => assistants.change_settings,
        (Role::Assistant, Right::Administer) => false,
        (
            Role::Accountant | Role::Reader,
            Right::OpenTickets
            | Right::Decide
            | Right::Close
            | Right::ChangeSettings
            | Right::Administer,
        ) => false,
    }
}

#[cfg(test)]
mod spec {
    use domain::ids::{AgencyId, StaffId};
    use domain::value::EmailAddress;
    use uuid::Uuid;

    use super::*;

    const CHANGES: [Right; 5] = [
        Right::OpenTickets,
        Right::Decide,
        Right::Close,
        Right::ChangeSettings,
        Right::Administer,
    ];

    fn member(role: Role) -> StaffMember {
        StaffMember {
            agency: AgencyId::new(Uuid::nil()),
            id: StaffId::new(Uuid::nil()),
            email: EmailAddress::parse("a@b.example").expect("an address"),
            name: "A".to_owned(),
            phone: None,
            roles: vec![role],
            active: true,
        }
    }

    fn rights(role: Role, assistants: AssistantRights) -> Vec<Right> {
        CHANGES
            .into_iter()
            .filter(|right| may(&member(role), *right, assistants))
            .collect()
    }

    #[test]
    fn accountants_and_readers_change_nothing() {
        let all = AssistantRights {
            open_tickets: true,
            decide: true,
            close: true,
            change_settings: true,
        };
        assert_eq!(rights(Role::Accountant, all), []);
        assert_eq!(rights(Role::Reader, all), []);
        assert!(may(&member(Role::Reader), Right::Read, all));
    }

    #[test]
    fn assistants_may_what_the_agency_allows() {
        assert_eq!(
            rights(Role::Assistant, AssistantRights::default()),
            [Right::OpenTickets]
        );
        let more = AssistantRights {
            decide: true,
            close: true,
            ..AssistantRights::default()
        };
        assert_eq!(
            rights(Role::Assistant, more),
            [Right::OpenTickets, Right::Decide, Right::Close]
        );
    }

    #[test]
    fn managers_may_all_but_administer() {
        assert_eq!(
            rights(Role::Manager, AssistantRights::default()),
            CHANGES[..4]
        );
        assert_eq!(
            rights(Role::Administrator, AssistantRights::default()),
            CHANGES
        );
    }

    #[test]
    fn whoever_left_may_nothing() {
        let left = StaffMember {
            active: false,
            ..member(Role::Administrator)
        };
        assert!(!may(&left, Right::Read, AssistantRights::default()));
    }
}
