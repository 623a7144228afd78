//! Who stands behind each column of the table of who is told, and how are they reached?

use super::super::cast::{Part, Party, Who, approval};
use super::Reference;
use crate::ticket::spec::people::{COLLEAGUE, MANAGER, NEIGHBOUR};
use crate::ticket::{Addressee, Channel, Channels, Recipient};

/// Somebody hears of it. `kept_back`: silent mode stops it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct Heard {
    pub(in super::super) who: Recipient,
    pub(in super::super) channel: Channel,
    pub(in super::super) kept_back: bool,
}

/// Gathers those who hear of one act, as the ticket stands after it.
pub(super) struct Gathered<'a> {
    pub(super) before: &'a Reference,
    pub(super) after: &'a Reference,
    pub(super) by: Who,
    pub(super) on_purpose: bool,
    pub(super) heard: Vec<Heard>,
}

impl Gathered<'_> {
    pub(super) fn contractor(&mut self, part: Part, email_too: bool) {
        let Ok(known) = self.after.part(part) else {
            return;
        };
        let ticked = known.reach.channels();
        let email = ticked.email || email_too;
        let who = Recipient::Contractor {
            assignment: part.id(),
        };
        self.add(who, Channels { email, ..ticked });
    }

    pub(super) fn addressee(&mut self, to: Party) {
        match to {
            Party::Contractor(part) => self.contractor(part, false),
            Party::Requester | Party::Landlord | Party::SiteContact | Party::Approver(_) => {
                let to: Addressee = to.addressee();
                self.add(to.into(), Channels::EMAIL);
            }
        }
    }

    pub(super) fn approver(&mut self, nth: u8) {
        let approval = approval(nth);
        self.add(Recipient::Approver { approval }, Channels::EMAIL);
    }

    pub(super) fn informed(&mut self, persons: u8) {
        for index in 0..u16::from(persons) {
            self.add(Recipient::Informed { index }, Channels::EMAIL);
        }
    }

    pub(super) fn watchers(&mut self) {
        if self.after.watchers > 0 {
            self.add(Recipient::Watcher { id: NEIGHBOUR }, Channels::EMAIL);
        }
    }

    pub(super) fn site_contact(&mut self) {
        if self.after.site_contact {
            self.add(Recipient::SiteContact, Channels::SMS);
        }
    }

    pub(super) fn creator(&mut self) {
        self.add(Recipient::Staff { id: MANAGER }, Channels::EMAIL);
    }

    pub(super) fn manager(&mut self) {
        self.staff(self.after.colleague_manages);
    }

    /// Nobody is told what they have just done themselves.
    pub(super) fn staff(&mut self, colleague: bool) {
        let did_it = if colleague {
            Who::Colleague
        } else {
            Who::Manager
        };
        if self.by != did_it {
            self.staff_always(colleague);
        }
    }

    pub(super) fn manager_always(&mut self) {
        self.staff_always(self.after.colleague_manages);
    }

    pub(super) fn staff_always(&mut self, colleague: bool) {
        let id = if colleague { COLLEAGUE } else { MANAGER };
        self.add(Recipient::Staff { id }, Channels::EMAIL);
    }

    pub(super) fn add(&mut self, who: Recipient, channels: Channels) {
        let kept_back = self.after.silent && !self.on_purpose;
        let ticked = [
            (channels.email, Channel::Email),
            (channels.sms, Channel::Sms),
        ];
        for (_, channel) in ticked.into_iter().filter(|(on, _)| *on) {
            let who = who.clone();
            self.heard.push(Heard {
                who,
                channel,
                kept_back,
            });
        }
    }
}
