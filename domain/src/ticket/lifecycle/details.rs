//! What may be edited at any time, and silent mode. What already holds is not recorded again.

use super::{Decision, guard};
use crate::ids::{AssignmentId, StaffId};
use crate::personal::Personal;
use crate::ticket::event::TicketEvent;
use crate::ticket::parts::{Channels, Opening, PersonDetails, SiteContact, Watcher};
use crate::ticket::refusal::{Refusal, Whom};
use crate::ticket::state::Ticket;
use crate::value::{Description, ReminderPolicy, Subject as SubjectLine};

impl Ticket {
    pub(super) fn amend_details(
        &self,
        subject: &Personal<SubjectLine>,
        description: &Personal<Description>,
    ) -> Decision {
        let opening = self.opening.as_ref();
        let description = opening
            .map(|opening| opening.described(description))
            .unwrap_or_else(|| description.clone());
        let holds =
            |opening: &Opening| opening.subject == *subject && opening.description == description;
        Ok(self.unless(holds, || TicketEvent::DetailsAmended {
            subject: subject.clone(),
            description: description.clone(),
        }))
    }

    pub(super) fn set_site_contact(&self, contact: Option<&SiteContact>) -> Decision {
        if let Some(contact) = contact {
            guard::reachable(&contact.person.details, contact.channels, Whom::SiteContact)?;
        }
        let holds = |opening: &Opening| opening.site_contact.as_ref() == contact;
        Ok(self.unless(holds, || TicketEvent::SiteContactSet {
            contact: contact.cloned(),
        }))
    }

    pub(super) fn set_watchers(&self, watchers: &[Watcher]) -> Decision {
        for (nth, watcher) in watchers.iter().enumerate() {
            guard::told(
                &watcher.person.details,
                watcher.channels,
                Whom::Watcher { nth },
            )?;
        }
        let holds = |opening: &Opening| opening.watchers == watchers;
        Ok(self.unless(holds, || TicketEvent::WatchersSet {
            watchers: watchers.to_vec(),
        }))
    }

    pub(super) fn set_reminder_policy(&self, policy: &ReminderPolicy) -> Decision {
        let holds = |opening: &Opening| opening.reminder_policy == *policy;
        Ok(self.unless(holds, || TicketEvent::ReminderPolicySet { policy: *policy }))
    }

    pub(super) fn switch_silent_mode(&self, on: bool) -> Decision {
        let event = || {
            if on {
                TicketEvent::SilentModeSwitchedOn
            } else {
                TicketEvent::SilentModeSwitchedOff
            }
        };
        Ok(self.unless(|opening| opening.silent == on, event))
    }

    pub(super) fn transfer(&self, to: StaffId, is_manager: bool) -> Decision {
        if !is_manager {
            return Err(Refusal::NotAManager);
        }
        Ok(self.unless(
            |opening| opening.team.manager == to,
            || TicketEvent::TicketTransferred { to },
        ))
    }

    pub(super) fn record_time_spent(seconds: u32) -> Vec<TicketEvent> {
        if seconds == 0 {
            vec![]
        } else {
            vec![TicketEvent::TimeSpentRecorded { seconds }]
        }
    }

    pub(super) fn acknowledge_attention(&self) -> Decision {
        Ok(if self.attention.is_empty() {
            vec![]
        } else {
            vec![TicketEvent::AttentionAcknowledged]
        })
    }

    pub(super) fn change_contact_details(
        &self,
        assignment: AssignmentId,
        details: &Personal<PersonDetails>,
        channels: Channels,
        new_link: bool,
    ) -> Decision {
        let known = self.known(assignment)?;
        guard::told(details, channels, Whom::Contractor)?;
        if known.contractor.details == *details
            && known.contractor.channels == channels
            && !new_link
        {
            return Ok(vec![]);
        }
        let generation = known.generation + u16::from(new_link);
        Ok(vec![TicketEvent::ContactDetailsChanged {
            assignment,
            details: details.clone(),
            channels,
            generation,
        }])
    }

    /// The same details under a new generation of the link: whoever follows the old one is led no further.
    pub(super) fn renew_link(&self, assignment: AssignmentId) -> Decision {
        let known = self.known(assignment)?;
        let engaged = &known.contractor;
        guard::told(&engaged.details, engaged.channels, Whom::Contractor)?;
        Ok(vec![TicketEvent::ContactDetailsChanged {
            assignment,
            details: engaged.details.clone(),
            channels: engaged.channels,
            generation: known.generation + 1,
        }])
    }

    /// The event, unless the opening's data already are as it would make them.
    fn unless(
        &self,
        holds: impl Fn(&Opening) -> bool,
        event: impl FnOnce() -> TicketEvent,
    ) -> Vec<TicketEvent> {
        if self.opening.as_deref().is_some_and(holds) {
            vec![]
        } else {
            vec![event()]
        }
    }
}
